"""Reading lists → rows of tokens in batches of like length, as `training/reader.py` reads them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer

from training.alter import shorten, without_answer
from training.reading_lists import Passage, ReadingList

SHARES = {
    "squad2": 1.0,
    "squad1": 1.0,
    "qed": 1.0,
    "policyqa": 0.6,
    "qamr": 0.3,
    "clapnq": 3.0,
    "spans": 3.0,
    "scifact": 2.0,
}
"""How often each set's questions are read in one pass."""
CHANGED = 0.15
"""How many of the answerable questions are read once more, changed so that their passage no longer answers."""
SHORTENED = 0.35


@dataclass(frozen=True, slots=True)
class Row:
    """One question with one passage, in tokens."""

    ids: list[int]
    types: list[int]
    sentences: list[tuple[int, int]]
    """First token, and one past the last, of each sentence that was read."""
    right: list[float] | None
    span: tuple[int, int] | None
    """First and last token of the answer, (0, 0) for none; None when the set does not say."""
    answers: float
    group: int
    offsets: list[tuple[int, int]]
    support: int | None = None
    """What the passage says of a statement, by the numbers of `reading_lists.Support`; None when it is not known."""


def make_row(tokenizer: Tokenizer, question: str, passage: Passage, group: int) -> Row | None:
    """Tokens of `[CLS] question [SEP] heading. passage [SEP]`; None when its answer or every right sentence was cut off."""
    lead = f"{passage.heading}. " if passage.heading else ""
    encoding = tokenizer.encode(question, lead + passage.text)
    offsets = [
        (a - len(lead), b - len(lead)) if s == 1 else (-1, -1)
        for (a, b), s in zip(encoding.offsets, encoding.sequence_ids, strict=True)
    ]
    inside = [i for i, (a, b) in enumerate(offsets) if 0 <= a < b]
    if not inside:
        return None
    sentences, right = [], []
    for number, (start, end) in enumerate(passage.sentences):
        tokens = [i for i in inside if start <= offsets[i][0] < end]
        if tokens:
            sentences.append((tokens[0], tokens[-1] + 1))
            right.append(float(passage.right is not None and number in passage.right))
    span: tuple[int, int] | None = (0, 0) if passage.has_spans else None
    if passage.answer:
        tokens = [i for i in inside if offsets[i][0] < passage.answer[1] and passage.answer[0] < offsets[i][1]]
        if not tokens:
            return None
        span = (tokens[0], tokens[-1])
    if passage.answers and not any(right):
        return None
    # Not every tokenizer has two types: the passage is the second sequence.
    types = encoding.type_ids if any(encoding.type_ids) else [int(s == 1) for s in encoding.sequence_ids]
    return Row(encoding.ids, types, sentences, right, span, float(passage.answers), group, offsets, passage.support)


def one_pass(sets: dict[str, list[ReadingList]], tokenizer: Tokenizer, rng: random.Random) -> Iterator[list[Row]]:
    """Every question's rows, in a new order, drawn by `SHARES`."""
    lists: list[ReadingList] = []
    for name, all_lists in sets.items():
        share = SHARES[name]
        drawn = [x for x in all_lists for _ in range(int(share))] + rng.sample(
            all_lists, int(len(all_lists) * (share % 1))
        )
        lists += drawn
        answerable = [x for x in drawn if x.passages[0].answers and x.passages[0].has_spans]
        changed = (without_answer(x, rng) for x in rng.sample(answerable, int(len(answerable) * CHANGED)))
        lists += [x for x in changed if x]
    rng.shuffle(lists)
    for number, reading in enumerate(lists):
        passages = [*reading.passages[:1], *rng.sample(reading.passages[1:], min(1, len(reading.passages) - 1))]
        if rng.random() < SHORTENED:
            passages = [shorten(p, rng) for p in passages]
        bare = rng.random() < 0.5
        made = [make_row(tokenizer, reading.question, replace(p, heading="") if bare else p, number) for p in passages]
        if made[0] is not None:
            yield [row for row in made if row is not None]


def batches(
    groups: Iterator[list[Row]], size: int, pool: int = 40, rng: random.Random | None = None
) -> Iterator[list[Row]]:
    """Batches of about `size` tokens, of groups of like length: `pool` batches are drawn together and sorted."""
    buffer: list[list[Row]] = []
    total = 0
    for group in groups:
        buffer.append(group)
        total += sum(len(r.ids) for r in group)
        if total > size * pool:
            yield from _deal(buffer, size, rng)
            buffer, total = [], 0
    yield from _deal(buffer, size, rng)


def _deal(buffer: list[list[Row]], size: int, rng: random.Random | None) -> list[list[Row]]:
    dealt: list[list[Row]] = []
    batch: list[Row] = []
    for group in sorted(buffer, key=lambda g: max(len(r.ids) for r in g)):
        if batch and max(len(r.ids) for r in (*batch, *group)) * (len(batch) + len(group)) > size:
            dealt.append(batch)
            batch = []
        batch.extend(group)
    if batch:
        dealt.append(batch)
    (rng or random).shuffle(dealt)
    return dealt


def collate(rows: Sequence[Row], padding: int = 0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask and types, padded: (rows, tokens) each."""
    width = max(len(r.ids) for r in rows)
    ids, mask, types = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(3))
    ids.fill_(padding)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        mask[i, : len(row.ids)] = 1
        types[i, : len(row.ids)] = torch.tensor(row.types)
    return ids, mask, types
