"""Public question sets → the tokens that teachers and students learn from, and those that they are measured on.

python -m training.prepare DATA --to FOLDER

writes `learn.npz` and `held-out.npz`. Nothing else of the training needs the sets, their texts, or the package `qa`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Encoding, Tokenizer

from qa.embed.weights import packaged_tokenizer
from training.alter import without_answer
from training.claims import altered, fm2, wice
from training.reading_lists import Passage, ReadingList, clapnq_rest, read_all, squad
from training.token_lists import TokenLists, rows_from
from training.twins import pairs, sentence_pairs, with_sentence

TWINS_BY_RULE = 3
"""How many are made for a question whose people made none; each is tried, few come out."""
STATEMENTS = 12_000
"""How many sentences are read as statements, as they stand or altered."""


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "data", type=Path, help="folder with reader-train, squad2, clapnq, spans, scifact, fm2 and wice"
    )
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(packaged_tokenizer()))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    for name, sets in (("learn", to_learn(options.data)), ("held-out", held_out(options.data))):
        lists = tokens_of(sets, tokenizer)
        lists.save(options.to / f"{name}.npz")
        counts = np.bincount(lists.source, minlength=len(lists.names))
        print(f"{name}: {dict(zip(lists.names, counts.tolist(), strict=True))}, {len(lists.texts.values):,} tokens")


def to_learn(data: Path) -> dict[str, list[ReadingList]]:
    """Every set's lists, by its name."""
    rng = random.Random(0)
    train = data / "reader-train"
    sets = read_all(data, rng)
    sets["pairs"] = list(pairs(train / "squad2-pairs.jsonl"))
    sets["sentence pairs"] = list(sentence_pairs(train / "squad2-sentence-pairs.jsonl"))
    sets["sentences"] = list(with_sentence(train / "squad1-sentences.jsonl"))
    sets["fm2"] = list(fm2(data / "fm2/dev.jsonl", held_out=False, rng=rng))
    sets["wice"] = list(wice(data / "wice/claim-dev.jsonl", held_out=False))
    plain = [*sets["squad2"], *sets["squad1"], *sets["qed"], *sets["policyqa"]]
    sets["altered"] = list(altered(plain, STATEMENTS, rng))
    return sets


def held_out(data: Path) -> dict[str, list[ReadingList]]:
    """Articles of SQuAD 2.0 and CLAPNQ's questions that are not learnt from, half of FoolMeTwice and of WiCE by article."""
    rng = random.Random(0)
    return {
        "squad2": list(squad(data / "squad2/squad2-dev-a.json", held_out=True)),
        "clapnq": list(clapnq_rest(data)),
        "fm2": list(fm2(data / "fm2/dev.jsonl", held_out=True, rng=rng)),
        "wice": list(wice(data / "wice/claim-dev.jsonl", held_out=True)),
    }


def tokens_of(sets: Mapping[str, Sequence[ReadingList]], tokenizer: Tokenizer) -> TokenLists:
    """The sets' lists as tokens."""
    rng = random.Random(0)
    store = _Store(tokenizer)
    for number, lists in enumerate(sets.values()):
        for reading in lists:
            store.add(reading, number, rng)
    return store.lists(tuple(sets))


class _Store:
    """Lists as they are added; a text is cut into tokens once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, int] = {}
        self.encodings: list[Encoding] = []
        self.by_list: dict[str, list[Sequence[int]]] = {"twins": [], "passages": []}
        self.by_passage: dict[str, list[Sequence[int]]] = {"sentences": [], "right": [], "span": []}
        self.numbers: dict[str, list[int]] = {
            name: [] for name in ("question", "source", "by_rule", "text", "heading", "answers", "support")
        }

    def add(self, reading: ReadingList, source: int, rng: random.Random) -> None:
        """One list, with twins made by a rule where it has none of its own."""
        twins = [reading.twin] if reading.twin else []
        if not twins and reading.passages[0].answer:
            made = (without_answer(reading, rng) for _ in range(TWINS_BY_RULE))
            twins = list(dict.fromkeys(x.question for x in made if x))
        self.numbers["question"].append(self._text(reading.question))
        self.numbers["source"].append(source)
        self.numbers["by_rule"].append(int(not reading.twin))
        self.by_list["twins"].append([self._text(twin) for twin in twins])
        self.by_list["passages"].append([self._passage(passage) for passage in reading.passages])

    def _text(self, text: str) -> int:
        if text not in self.known:
            self.known[text] = len(self.encodings)
            self.encodings.append(self.tokenizer.encode(text, add_special_tokens=False))
        return self.known[text]

    def _passage(self, passage: Passage) -> int:
        numbers = self.numbers
        number = len(numbers["text"])
        text = self._text(passage.text)
        offsets = self.encodings[text].offsets
        places: list[int] = []
        right: list[int] = []
        for i, (start, end) in enumerate(passage.sentences):
            inside = _inside(offsets, start, end, whole=True)
            if inside:
                right += [len(places) // 2] * (passage.right is not None and i in passage.right)
                places += [inside[0], inside[-1] + 1]
        numbers["text"].append(text)
        numbers["heading"].append(self._text(f"{passage.heading}.") if passage.heading else -1)
        numbers["answers"].append(int(passage.answers))
        numbers["support"].append(-1 if passage.support is None else int(passage.support))
        self.by_passage["sentences"].append(places)
        self.by_passage["right"].append(right)
        span = (-1, -1) if passage.has_spans else (-2, -2)
        if passage.answer and (inside := _inside(offsets, *passage.answer, whole=False)):
            span = (inside[0], inside[-1])
        self.by_passage["span"].append(span)
        return number

    def lists(self, names: tuple[str, ...]) -> TokenLists:
        """Everything that was added."""
        arrays = {name: np.array(values, dtype=np.int64) for name, values in self.numbers.items()}
        return TokenLists(
            texts=rows_from(encoding.ids for encoding in self.encodings),
            twins=rows_from(self.by_list["twins"]),
            passages=rows_from(self.by_list["passages"]),
            sentences=rows_from(self.by_passage["sentences"]),
            right=rows_from(self.by_passage["right"]),
            span=np.array(self.by_passage["span"], dtype=np.int64),
            names=names,
            **arrays,
        )


def _inside(offsets: Iterable[tuple[int, int]], start: int, end: int, *, whole: bool) -> list[int]:
    """The tokens that begin in `[start, end)`, or, not `whole`, that share a character with it."""
    if whole:
        return [i for i, (a, _) in enumerate(offsets) if start <= a < end]
    return [i for i, (a, b) in enumerate(offsets) if a < end and start < b]


if __name__ == "__main__":
    main()
