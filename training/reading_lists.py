"""Public question sets → lists of passages to read for each question, with what is right in them, for `training/reader.py`."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.sentences import split_sentences
from qa.words import content_stems

MOST_CHARACTERS = 1000
"""Of a passage, as `qa.chunk` cuts them."""
HELD_OUT = ("Normans", "Black_Death", "Packet_switching")
"""Articles of SQuAD 2.0 that training never sees."""

_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_OPPOSITES = [
    pair.split("/")
    for pair in (
        "increase/decrease increased/decreased increasing/decreasing rise/fall rose/fell risen/fallen first/last largest/smallest "
        "highest/lowest most/least more/fewer before/after begin/end began/ended started/stopped north/south northern/southern "
        "east/west eastern/western won/lost win/lose accepted/rejected allowed/forbidden opened/closed buy/sell bought/sold "
        "oldest/youngest earliest/latest early/late arrived/left above/below inside/outside strong/weak stronger/weaker "
        "supported/opposed support/oppose included/excluded many/few major/minor positive/negative legal/illegal gain/loss "
        "fast/slow better/worse best/worst maximum/minimum export/import public/private short/long same/different can/cannot"
    ).split()
]
_OPPOSITE = {**{a: b for a, b in _OPPOSITES}, **{b: a for a, b in _OPPOSITES}}


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


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A question with the passages that are read for it."""

    question: str
    passages: tuple[Passage, ...]


def cut(text: str, most: int = MOST_CHARACTERS) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    """Passages of whole sentences: where each begins, and its sentences counted from there."""
    groups: list[list[tuple[int, int]]] = []
    for sentence in split_sentences(text, 0):
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


def squad(path: Path, held_out: bool, negatives: int = 2) -> Iterator[ReadingList]:
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
            own = _around_right(whole)
            more = plain.find(row["claim"], [s[:60] for s in document["sentences"]], 2)
            yield ReadingList(row["claim"], (own, *(replace(p, has_spans=False) for p in more)))


def without_answer(reading: ReadingList, rng: random.Random) -> ReadingList | None:
    """The question with a name, a number or a word changed so that its passage no longer answers it; None when nothing can be."""
    question, own = reading.question, reading.passages[0]
    others = " ".join(p.text for p in reading.passages)
    for pattern in rng.sample([_NAME, _NUMBER], 2):
        asked = [m for m in pattern.finditer(question) if m.group() in own.text or pattern is _NUMBER]
        instead = [m.group() for m in pattern.finditer(others) if content_stems(m.group())]
        instead = [x for x in instead if x not in question and not (own.answer and x in own.text[slice(*own.answer)])]
        if asked and instead:
            match = rng.choice(asked)
            instead = [x for x in instead if pattern is _NAME or len(x) == len(match.group())]
        if asked and instead:
            changed = question[: match.start()] + rng.choice(instead) + question[match.end() :]
            return ReadingList(changed, (replace(own, right=frozenset(), answer=None, answers=False),))
    words = [m for m in re.finditer(r"\w+", question) if m.group() in _OPPOSITE]
    if words:
        match = rng.choice(words)
        changed = question[: match.start()] + _OPPOSITE[match.group()] + question[match.end() :]
        return ReadingList(changed, (replace(own, right=frozenset(), answer=None, answers=False),))
    return None


def without_sentence(reading: ReadingList) -> ReadingList | None:
    """The question with its passage less the sentences that answer; None when too little is left, or the answer stands there too."""
    own = reading.passages[0]
    left = [own.text[a:b] for i, (a, b) in enumerate(own.sentences) if i not in (own.right or ())]
    answer = own.text[slice(*own.answer)].casefold() if own.answer else ""
    if len(left) < 2 or (answer and answer in " ".join(left).casefold()):
        return None
    bare = _marked(own.heading, left, ())
    return ReadingList(reading.question, (replace(bare, has_spans=own.has_spans),))


def shorten(passage: Passage, rng: random.Random) -> Passage:
    """The answering sentences with at most two neighbours on each side."""
    if len(passage.sentences) < 4:
        return passage
    right = passage.right or {rng.randrange(len(passage.sentences))}
    first = max(min(right) - rng.randrange(3), 0)
    last = min(max(right) + rng.randrange(3), len(passage.sentences) - 1)
    begin, end = passage.sentences[first][0], passage.sentences[last][1]
    return replace(
        passage,
        text=passage.text[begin:end],
        sentences=tuple((a - begin, b - begin) for a, b in passage.sentences[first : last + 1]),
        right=None if passage.right is None else frozenset(i - first for i in passage.right),
        answer=(passage.answer[0] - begin, min(passage.answer[1], end) - begin) if passage.answer else None,
    )


def _marked(
    heading: str, sentences: Sequence[str], gold: Sequence[str], most: float = MOST_CHARACTERS * 1.5
) -> Passage:
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
        "squad1": list(triples(train / "squad11-13-articles.jsonl", negatives=2)),
        "qed": list(triples(train / "qed-train.jsonl")),
        "policyqa": list(triples(train / "policyqa-dev.jsonl", negatives=1)),
        "qamr": [*triples(train / "qamr-dev.jsonl", negatives=0), *triples(train / "qamr-test.jsonl", negatives=0)],
        "clapnq": rng.sample(
            [
                *list(clapnq(data / "clapnq/clapnq-dev-answerable-a.jsonl"))[:75],
                *list(clapnq(data / "clapnq/clapnq-dev-unanswerable-a.jsonl"))[:75],
            ],
            150,
        ),
        "spans": list(spans(data / "spans", ["state_of_the_union", "chatlogs"])),
        "scifact": list(scifact(data / "scifact", range(3), 5)),
    }
