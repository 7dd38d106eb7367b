"""Token lists → batches of tensors, drawn anew at each pass: which passages are read, whole or shortened, with a heading or not.

A row is `[CLS] question [SEP] heading. passage [SEP]`, as `qa.reader.packaged` makes them. A question's rows stay together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.token_lists import TokenLists

CLS, SEP = 101, 102
MOST_TOKENS = 320
MOST_OF_QUESTION = 128
UNKNOWN = -100
"""What torch's cross-entropy leaves out."""
SHARES = {
    "squad2": 1.0,
    "squad1": 1.0,
    "qed": 0.6,
    "policyqa": 0.4,
    "qamr": 0.15,
    "clapnq": 3.0,
    "spans": 2.0,
    "scifact": 2.0,
    "pairs": 1.0,
    "sentence pairs": 0.7,
    "sentences": 0.4,
    "fm2": 2.0,
    "wice": 2.0,
    "altered": 0.5,
}
"""How often each set's lists are read in one pass."""
OTHERS = 0.6
"""How often another passage of the list is read beside the first."""
STRANGE = 0.1
"""How often a passage of another list is read beside it, which does not answer."""
TWINS = 0.15
"""How often a twin that was made by a rule is read; those that people wrote always are."""
SHORTENED = 0.35
BARE = 0.5
"""How often headings are left out."""
POOL = 24
"""Batches that are drawn together, and sorted by length."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question with one passage."""

    ids: list[int]
    passage_at: int
    """Where heading and passage begin."""
    sentences: list[tuple[int, int]]
    right: frozenset[int]
    answers: int
    span: tuple[int, int]
    """First and last token of the answer; (0, 0) for none, `UNKNOWN` for unknown."""
    support: int
    twin: bool = False
    labelled: bool = True
    """False when nothing but another network says what is right."""


def row_of(
    lists: TokenLists, question: int, passage: int, *, kept: tuple[int, int] | None = None, bare: bool = False
) -> Row | None:
    """The row; None when its answer or every right sentence is cut off. `kept`: only these sentences, first, one past the last."""
    asked = lists.texts[question][:MOST_OF_QUESTION].tolist()
    heading = lists.heading[passage]
    lead = [] if bare or heading < 0 else lists.texts[heading].tolist()
    places = lists.sentences[passage].reshape(-1, 2)
    first, last = kept or (0, len(places))
    if not last - first:
        return None
    begin, end = (0, None) if kept is None else (int(places[first][0]), int(places[last - 1][1]))
    text = lists.texts[int(lists.text[passage])][begin:end].tolist()
    head = [CLS, *asked, SEP]
    ids = [*head, *lead, *text][: MOST_TOKENS - 1]
    shift = len(head) + len(lead) - begin
    sentences = [
        (int(a) + shift, min(int(b) + shift, len(ids))) for a, b in places[first:last] if int(a) + shift < len(ids)
    ]
    right = frozenset(int(i) - first for i in lists.right[passage] if first <= i < first + len(sentences))
    answers = int(lists.answers[passage])
    start, stop = lists.span[passage].tolist()
    span = (0, 0) if start == -1 else (UNKNOWN, UNKNOWN)
    if start >= 0:
        span = (start + shift, stop + shift)
        if span[1] >= len(ids) or span[0] < len(head) + len(lead):
            return None
    if not sentences or (answers and not right):
        return None
    support = int(lists.support[passage])
    return Row([*ids, SEP], len(head), sentences, right, answers, span, UNKNOWN if support < 0 else support)


def kept_of(lists: TokenLists, passage: int, rng: random.Random) -> tuple[int, int] | None:
    """The right sentences with at most two neighbours on each side; None for all."""
    count = len(lists.sentences[passage]) // 2
    if count < 4:
        return None
    right = lists.right[passage].tolist() or [rng.randrange(count)]
    return max(min(right) - rng.randrange(3), 0), min(max(right) + rng.randrange(3), count - 1) + 1


def group_of(lists: TokenLists, number: int, rng: random.Random, unlabelled: bool) -> list[Row]:
    """The rows that are read for one list."""
    question, passages = int(lists.question[number]), lists.passages[number].tolist()
    own, others = passages[0], passages[1:]
    short, bare = rng.random() < SHORTENED, rng.random() < BARE
    kept = kept_of(lists, own, rng) if short else None
    first = row_of(lists, question, own, kept=kept, bare=bare)
    if first is None:
        return []
    rows = [first]
    if others and rng.random() < OTHERS:
        other = rng.choice(others)
        rows += _some(row_of(lists, question, other, kept=kept_of(lists, other, rng) if short else None, bare=bare))
    twins = lists.twins[number].tolist()
    if twins and (not lists.by_rule[number] or rng.random() < TWINS):
        rows += _some(_without_answer(row_of(lists, rng.choice(twins), own, kept=kept, bare=bare), twin=True))
    if rng.random() < STRANGE:
        strange = rng.randrange(len(lists.text))
        if lists.text[strange] != lists.text[own]:
            rows += _some(_without_answer(row_of(lists, question, strange, bare=bare), twin=False))
    if unlabelled:
        # A passage of a neighbouring list is most often of the same article.
        near = min(max(number + rng.randrange(-40, 41), 0), len(lists.question) - 1)
        passage = rng.choice(lists.passages[near].tolist())
        found = row_of(lists, question, passage, bare=bare)
        rows += _some(found and _unlabelled(found))
    return rows


def _some(row: Row | None) -> list[Row]:
    return [row] if row else []


def _without_answer(row: Row | None, *, twin: bool) -> Row | None:
    if row is None:
        return None
    support = UNKNOWN if row.support == UNKNOWN else 2
    span = row.span if row.span[0] == UNKNOWN else (0, 0)
    return Row(row.ids, row.passage_at, row.sentences, frozenset(), 0, span, support, twin)


def _unlabelled(row: Row) -> Row:
    span = (UNKNOWN, UNKNOWN)
    return Row(row.ids, row.passage_at, row.sentences, frozenset(), 0, span, UNKNOWN, labelled=False)


def collate(groups: Sequence[Sequence[Row]]) -> dict[str, torch.Tensor]:
    """One batch.

    `ids`, `mask`, `types` are (rows, tokens); `span` (rows, 2); `answers`, `support` (rows,); `sentences` (sentences, 4): row,
    first token, one past the last, group; `right` (sentences,); `twins` (pairs, 2): the answered question's row, its twin's.
    """
    rows = [row for group in groups for row in group]
    # Fused attention wants a multiple of eight.
    width = -(-max(len(row.ids) for row in rows) // 8) * 8
    ids, mask, types = (np.zeros((len(rows), width), dtype=np.int64) for _ in range(3))
    sentences, right, twins = [], [], []
    number = 0
    for where, group in enumerate(groups):
        first = number
        for row in group:
            ids[number, : len(row.ids)] = row.ids
            mask[number, : len(row.ids)] = 1
            types[number, row.passage_at : len(row.ids)] = 1
            sentences += [(number, a, b, where) for a, b in row.sentences]
            right += [float(i in row.right) if row.labelled else float(UNKNOWN) for i in range(len(row.sentences))]
            if row.twin:
                twins.append((first, number))
            number += 1
    known = {"ids": ids, "mask": mask, "types": types, "span": [r.span for r in rows]}
    known |= {"answers": [float(r.answers) if r.labelled else float(UNKNOWN) for r in rows]}
    known |= {"support": [r.support for r in rows], "sentences": sentences, "right": right}
    known |= {"twins": np.array(twins, dtype=np.int64).reshape(-1, 2)}
    return {name: torch.as_tensor(np.asarray(value)) for name, value in known.items()}


class Passes(IterableDataset[dict[str, torch.Tensor]]):
    """Batches of pass after pass; workers share a pass by every so-many-th list."""

    def __init__(self, lists: TokenLists, tokens: int, seed: int, unlabelled: bool = False) -> None:
        """`tokens`: of a batch, with what pads it; `unlabelled`: also rows of which only another network knows what is right."""
        self.lists, self.tokens, self.seed, self.unlabelled = lists, tokens, seed, unlabelled

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        """Without end."""
        worker = get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        read = 0
        while True:
            order = drawn(self.lists, random.Random(self.seed * 1000 + read))[number::count]
            rng = random.Random(f"{self.seed} {read} {number}")
            groups = (group_of(self.lists, i, rng, self.unlabelled) for i in order)
            yield from (collate(dealt) for dealt in deal((g for g in groups if g), self.tokens, rng))
            read += 1


def drawn(lists: TokenLists, rng: random.Random) -> list[int]:
    """The lists of one pass, by `SHARES`, in a new order."""
    order: list[int] = []
    for number, name in enumerate(lists.names):
        own = np.flatnonzero(lists.source == number).tolist()
        order += own * int(SHARES[name]) + rng.sample(own, int(len(own) * (SHARES[name] % 1)))
    rng.shuffle(order)
    return order


def deal(groups: Iterator[list[Row]], tokens: int, rng: random.Random) -> Iterator[list[list[Row]]]:
    """Batches of groups of like length, in a new order."""
    pool: list[list[Row]] = []
    held = 0
    for group in groups:
        pool.append(group)
        held += sum(len(row.ids) for row in group)
        if held > tokens * POOL:
            yield from _sorted_batches(pool, tokens, rng)
            pool, held = [], 0
    yield from _sorted_batches(pool, tokens, rng)


def _sorted_batches(pool: list[list[Row]], tokens: int, rng: random.Random) -> list[list[list[Row]]]:
    batches: list[list[list[Row]]] = []
    batch: list[list[Row]] = []
    count, longest = 0, 0
    for group in sorted(pool, key=lambda group: max(len(row.ids) for row in group)):
        longest = max(len(row.ids) for row in group)
        if batch and longest * (count + len(group)) > tokens:
            batches.append(batch)
            batch, count = [], 0
        batch.append(group)
        count += len(group)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def loader(passes: Passes, workers: int) -> DataLoader[dict[str, torch.Tensor]]:
    """The batches, made by so many processes."""
    options: Mapping[str, Any] = {"prefetch_factor": 8} if workers else {}
    return DataLoader(passes, batch_size=None, num_workers=workers, pin_memory=torch.cuda.is_available(), **options)
