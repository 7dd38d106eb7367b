"""Public question sets → lists of passages to read for each question, with what is right in them, for `training/prepare.py`."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from qa.language.boundaries import find_sentences
from qa.language.stems import content_stems

MOST_CHARACTERS = 1000
"""Of a passage, as `qa.index.chunking` cuts them."""
HELD_OUT = ("Normans", "Black_Death", "Packet_switching")
"""Articles of SQuAD 2.0 that training never sees."""


class Support(IntEnum):
    """What a passage says of a statement."""

    SUPPORTS = 0
    REFUTES = 1
    NEITHER = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to read for a question."""

    heading: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    """Start and end of each sentence, in characters."""
    right: frozenset[int] | None
    """Which of the sentences answer; None when unknown."""
    answer: tuple[int, int] | None
    """The short answer, in characters; None when there is none, or it is not known."""
    answers: bool
    """True when the passage answers the question."""
    has_spans: bool = True
    """True when the set gives short answers: then no answer means that there is none."""
    support: Support | None = None
    """What it says of the statement that it is read for; None when a question is asked, or it is not known."""


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A question with the passages that are read for it."""

    question: str
    passages: tuple[Passage, ...]
    twin: str | None = None
    """A question that differs in a few words, so that the first passage does not answer it."""


def cut(text: str, most: int = MOST_CHARACTERS) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    """Passages of whole sentences: where each begins, and its sentences counted from there."""
    groups: list[list[tuple[int, int]]] = []
    for sentence in find_sentences(text, 0):
        if not groups or sentence.end - groups[-1][0][0] > most:
            groups.append([])
        groups[-1].append((sentence.start, sentence.end))
    return [(g[0][0], tuple((a - g[0][0], b - g[0][0]) for a, b in g)) for g in groups]


def passages_of(heading: str, text: str, start: int | None, end: int | None) -> tuple[list[Passage], list[Passage]]:
    """A paragraph's passages that hold the answer at `[start, end)`, and those that do not; without one, all are of these."""
    holding, others = [], []
    for begin, sentences in cut(text):
        piece = text[begin : begin + sentences[-1][1]]
        if start is not None and end is not None and begin <= start < begin + len(piece):
            at = (start - begin, min(end - begin, len(piece)))
            right = frozenset(i for i, (a, b) in enumerate(sentences) if a < at[1] and at[0] < b)
            holding.append(Passage(heading, piece, sentences, right, at, True))
        else:
            others.append(Passage(heading, piece, sentences, frozenset(), None, False))
    return holding, others


class Nearest:
    """The passages of one document, by how many of the question's words they hold, weighted by rarity."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Index the words."""
        self.passages = passages
        self.words: dict[str, set[int]] = defaultdict(set)
        for i, passage in enumerate(passages):
            for word in content_stems(passage.text):
                self.words[word].add(i)

    def find(self, question: str, avoid: Sequence[str], count: int) -> list[Passage]:
        """The `count` nearest that hold none of the texts to avoid."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(content_stems(question)):
            for i in self.words.get(word, ()):
                scores[i] += 1 / len(self.words[word])
        found = []
        for i in sorted(scores, key=lambda i: -scores[i]):
            if not any(text.casefold() in self.passages[i].text.casefold() for text in avoid):
                found.append(self.passages[i])
                if len(found) == count:
                    break
        return found


def squad(path: Path, held_out: bool, negatives: int = 5) -> Iterator[ReadingList]:
    """SQuAD 2.0: of answerable questions the passage with the answer first, then others of the article; of the others their own."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        if (article["title"] in HELD_OUT) != held_out:
            continue
        title = article["title"].replace("_", " ")
        everything = Nearest(
            [x for p in article["paragraphs"] for x in passages_of(title, p["context"], None, None)[1]]
        )
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                text, question = paragraph["context"], qa["question"].strip()
                if qa.get("is_impossible"):
                    own = passages_of(title, text, None, None)[1]
                    yield ReadingList(question, tuple(Nearest(own).find(question, (), 1) or own[:1]))
                    continue
                answer = qa["answers"][0]
                start = int(answer["answer_start"])
                holding, _ = passages_of(title, text, start, start + len(answer["text"]))
                if holding:
                    avoid = [holding[0].text, *{a["text"] for a in qa["answers"]}]
                    yield ReadingList(question, (holding[0], *everything.find(question, avoid, negatives)))


def triples(path: Path, negatives: int = 1) -> Iterator[ReadingList]:
    """Question, context and answer, one object a line: the context, then the nearest of the file's other contexts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    contexts = {row["context"]: "" for row in rows}
    everything = Nearest([x for c in contexts for x in passages_of("", c, None, None)[1]]) if negatives else None
    for row in rows:
        start = int(row["answer_start"])
        holding, _ = passages_of("", row["context"], start, start + len(row["answer"]))
        if holding:
            more = everything.find(row["question"], [holding[0].text, row["answer"]], negatives) if everything else []
            yield ReadingList(row["question"].strip(), (holding[0], *more))


def clapnq(path: Path) -> Iterator[ReadingList]:
    """CLAPNQ: sentences that answer together; no short answers."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            passage = row["passages"][0]
            gold = [s.strip() for output in row["output"] for s in output.get("selected_sentences") or ()]
            yield ReadingList(row["input"].strip(), (_marked(passage["title"], passage["sentences"], gold),))


CLAPNQ_LEARNT = 75
"""Of CLAPNQ's answerable and of its unanswerable questions, the first so many are learnt from."""


def clapnq_rest(data: Path) -> Iterator[ReadingList]:
    """CLAPNQ's questions that are not learnt from."""
    for kind in ("answerable", "unanswerable"):
        yield from list(clapnq(data / f"clapnq/clapnq-dev-{kind}-a.jsonl"))[CLAPNQ_LEARNT:]


def spans(folder: Path, names: Sequence[str]) -> Iterator[ReadingList]:
    """Chroma's chunking evaluation: passages with the marked sentences, and the nearest other passages."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").split("\n") if line]
    for name in names:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
        pieces = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+(?:\n(?!\n)[^\n]+)*", text)]
        plain = Nearest([x for _, p in pieces for x in passages_of("", p, None, None)[1]])
        for row in (r for r in rows if r["corpus"] == name):
            found: list[Passage] = []
            for at, piece in pieces:
                for begin, sentences in cut(piece):
                    right = frozenset(
                        i
                        for i, (a, b) in enumerate(sentences)
                        for ref in row["references"]
                        if min(at + begin + b, ref["end_index"]) - max(at + begin + a, ref["start_index"]) > (b - a) / 2
                    )
                    if right:
                        own = piece[begin : begin + sentences[-1][1]]
                        found.append(Passage("", own, sentences, right, None, True, has_spans=False))
            if found:
                more = plain.find(row["question"], [p.text for p in found], 2)
                yield ReadingList(row["question"], (*found[:2], *(replace(p, has_spans=False) for p in more)))


def scifact(folder: Path, part: range, of: int) -> Iterator[ReadingList]:
    """SciFact's claims with evidence: the abstract and the nearest other one; `part` of `of` parts of the claims, in file order."""
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").split("\n") if line]
    by_id = {d["_id"]: d for d in documents}
    plain = Nearest([x for d in documents for x in passages_of(d["title"], " ".join(d["sentences"]), None, None)[1]])
    rows = [
        json.loads(line) for line in (folder / "claims_train.jsonl").read_text(encoding="utf-8").split("\n") if line
    ]
    for number, row in enumerate(rows):
        if number % of not in part or not row["evidence"]:
            continue
        for doc_id, evidence in row["evidence"].items():
            document = by_id[doc_id]
            gold = [document["sentences"][i].strip() for e in evidence for i in e["sentences"]]
            whole = _marked(document["title"], document["sentences"], gold, most=1e9)
            says = Support.SUPPORTS if evidence[0]["label"] == "SUPPORT" else Support.REFUTES
            own = replace(_around_right(whole), support=says)
            more = plain.find(row["claim"], [s[:60] for s in document["sentences"]], 2)
            others = (replace(p, has_spans=False, support=Support.NEITHER) for p in more)
            yield ReadingList(row["claim"], (own, *others))


def _marked(
    heading: str, sentences: Sequence[str], gold: Sequence[str], most: float = MOST_CHARACTERS * 1.5
) -> Passage:
    """A passage of sentences joined by spaces, up to `most` characters; those in `gold` answer."""
    text, places, right = "", [], set()
    for i, sentence in enumerate(sentences):
        clean = sentence.strip()
        if len(text) + len(clean) > most:
            break
        text += " " * bool(text)
        places.append((len(text), len(text) + len(clean)))
        text += clean
        if clean in gold:
            right.add(i)
    return Passage(heading, text, tuple(places), frozenset(right), None, bool(right), has_spans=False)


def _around_right(passage: Passage) -> Passage:
    """The stretch of at most `MOST_CHARACTERS` that begins a sentence before the first right one."""
    assert passage.right
    first = max(min(passage.right) - 1, 0)
    begin = passage.sentences[first][0]
    last = max(i for i, (_, b) in enumerate(passage.sentences) if i == first or b - begin <= MOST_CHARACTERS)
    return replace(
        passage,
        text=passage.text[begin : passage.sentences[last][1]],
        sentences=tuple((a - begin, b - begin) for a, b in passage.sentences[first : last + 1]),
        right=frozenset(i - first for i in passage.right if first <= i <= last),
    )


def read_all(data: Path, rng: random.Random) -> dict[str, list[ReadingList]]:
    """Every set's lists, by its name."""
    train = data / "reader-train"
    return {
        "squad2": list(squad(data / "squad2/squad2-dev-a.json", held_out=False)),
        "squad1": list(triples(train / "squad11-13-articles.jsonl", negatives=4)),
        "qed": list(triples(train / "qed-train.jsonl", negatives=2)),
        "policyqa": list(triples(train / "policyqa-dev.jsonl", negatives=2)),
        "qamr": [*triples(train / "qamr-dev.jsonl", negatives=0), *triples(train / "qamr-test.jsonl", negatives=0)],
        "clapnq": rng.sample(
            [
                *list(clapnq(data / "clapnq/clapnq-dev-answerable-a.jsonl"))[:CLAPNQ_LEARNT],
                *list(clapnq(data / "clapnq/clapnq-dev-unanswerable-a.jsonl"))[:CLAPNQ_LEARNT],
            ],
            150,
        ),
        "spans": list(spans(data / "spans", ["state_of_the_union", "chatlogs"])),
        "scifact": list(scifact(data / "scifact", range(3), 5)),
    }
