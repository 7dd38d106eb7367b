"""Everything that the teacher learns from, in batches that can be gone on with: the same seed gives the same order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from training.alter import shorten, without_answer
from training.claims import changed, fm2, wice
from training.reading_lists import Passage, ReadingList, read_all
from training.rows import Row, batches, make_row
from training.twins import pairs, sentence_pairs, with_sentence

SHARES = {
    "squad2": 1.0,
    "squad1": 1.0,
    "qed": 0.5,
    "policyqa": 0.3,
    "qamr": 0.1,
    "clapnq": 3.0,
    "spans": 2.0,
    "scifact": 1.5,
    "pairs": 1.0,
    "sentence pairs": 0.7,
    "sentences": 0.3,
    "fm2": 2.0,
    "wice": 2.0,
    "changed": 1.0,
}
"""How often each set's lists are read in one pass."""
CHANGED = 0.15
"""How many of the answerable questions are given a twin that was made by a rule."""
OTHERS = 0.6
"""How often another passage is read beside the first."""
SHORTENED = 0.35


def read_everything(data: Path) -> dict[str, list[ReadingList]]:
    """Every set's lists, by its name."""
    rng = random.Random(0)
    train = data / "reader-train"
    sets = read_all(data, rng)
    sets["pairs"] = list(pairs(train / "squad2-pairs.jsonl"))
    sets["sentence pairs"] = list(sentence_pairs(train / "squad2-sentence-pairs.jsonl"))
    sets["sentences"] = list(with_sentence(train / "squad1-sentences.jsonl"))
    sets["fm2"] = list(fm2(data / "fm2/dev.jsonl", held_out=False, rng=rng))
    sets["wice"] = list(wice(data / "wice/claim-dev.jsonl", held_out=False))
    sets["changed"] = list(changed([*sets["squad2"], *sets["squad1"]], 800, rng))
    return sets


def stream(
    sets: dict[str, list[ReadingList]], tokenizer: Tokenizer, size: int, number: int, skip: int
) -> Iterator[tuple[int, int, list[Row]]]:
    """Batches of pass after pass from pass `number` on, without its first `skip`: pass, how many were given of it, rows."""
    while True:
        rng = random.Random(number)
        for given, rows in enumerate(batches(one_pass(sets, tokenizer, rng), size, rng=rng), start=1):
            if given > skip:
                yield number, given, rows
        number, skip = number + 1, 0


def one_pass(sets: dict[str, list[ReadingList]], tokenizer: Tokenizer, rng: random.Random) -> Iterator[list[Row]]:
    """Every list's rows, in a new order, drawn by `SHARES`; a twin comes with its other, in a group of its own."""
    lists: list[ReadingList] = []
    for name, whole in sets.items():
        share = SHARES[name]
        lists += [x for x in whole for _ in range(int(share))] + rng.sample(whole, int(len(whole) * (share % 1)))
    rng.shuffle(lists)
    for number, reading in enumerate(lists, start=1):
        rows = _rows(_with_twin(reading, rng), tokenizer, number, rng)
        if rows:
            yield rows


def _with_twin(reading: ReadingList, rng: random.Random) -> ReadingList:
    first = reading.passages[0]
    if reading.twin or not first.answer or rng.random() > CHANGED:
        return reading
    made = without_answer(reading, rng)
    return replace(reading, twin=made.question) if made else reading


def _rows(reading: ReadingList, tokenizer: Tokenizer, number: int, rng: random.Random) -> list[Row]:
    passages = list(reading.passages[:1])
    if len(reading.passages) > 1 and rng.random() < OTHERS:
        passages.append(rng.choice(reading.passages[1:]))
    if rng.random() < SHORTENED:
        passages = [shorten(p, rng) for p in passages]
    if rng.random() < 0.5:
        passages = [replace(p, heading="") for p in passages]
    made = [make_row(tokenizer, reading.question, p, number) for p in passages]
    if made[0] is None:
        return []
    if reading.twin:
        made.append(make_row(tokenizer, reading.twin, _unanswered(passages[0]), -number))
    return [row for row in made if row is not None]


def _unanswered(passage: Passage) -> Passage:
    return replace(passage, right=frozenset(), answer=None, answers=False)
