"""What a network reaches on lists that nothing was learnt from; short answers are compared by their tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from training.batches import MOST_TOKENS, Row, collate, row_of
from training.network import ANSWERS, END, EVIDENCE, START, SUPPORT, Network
from training.token_lists import TokenLists

LONGEST = 30
"""Tokens of a short answer."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """One row, and what the network made of it."""

    row: Row
    list_number: int
    first: bool
    """True for the first passage of its list."""
    scores: Floats
    """(tokens, 7)."""


@torch.no_grad()
def read_all(models: Sequence[Network], lists: TokenLists, device: str, tokens: int = 30_000) -> list[Read]:
    """Every passage of every list, by the mean of the networks' scores."""
    rows = [
        (row, number, place == 0)
        for number in range(len(lists.question))
        for place, passage in enumerate(lists.passages[number].tolist())
        if (row := row_of(lists, int(lists.question[number]), int(passage)))
    ]
    rows.sort(key=lambda x: len(x[0].ids))
    modes = [model.training for model in models]
    for model in models:
        model.eval()
    found: list[Read] = []
    size = max(tokens // MOST_TOKENS, 1)
    for at in range(0, len(rows), size):
        some = rows[at : at + size]
        batch = {k: v.to(device) for k, v in collate([[row] for row, _, _ in some]).items()}
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            out = torch.stack([m(batch["ids"], batch["mask"], batch["types"]).float() for m in models]).mean(0)
        numbers = out.cpu().double().numpy()
        found += [Read(row, n, first, numbers[i, : len(row.ids)]) for i, (row, n, first) in enumerate(some)]
    for model, mode in zip(models, modes, strict=True):
        model.train(mode)
    return sorted(found, key=lambda read: (read.list_number, not read.first))


def figures(reads: Sequence[Read], lists: TokenLists) -> dict[str, float]:
    """Those of each set: answers (squad2), answering (clapnq), support (fm2, wice)."""
    found: dict[str, float] = {}
    for number, name in enumerate(lists.names):
        own = [read for read in reads if lists.source[read.list_number] == number]
        if name in ("squad2", "clapnq"):
            found |= {f"{name}_{key}": value for key, value in answering(own, name == "squad2").items()}
        else:
            found |= {f"{name}_{key}": value for key, value in supporting(own).items()}
    return {name: round(value, 3) for name, value in found.items()}


def answering(reads: Sequence[Read], has_spans: bool) -> dict[str, float]:
    """AUROC of answering at all by each sign; how often a right sentence is first of all that were read; F1 if there are spans."""
    firsts = [read for read in reads if read.first]
    known = np.array([bool(read.row.answers) for read in firsts])
    signs = {
        "passage": np.array([read.scores[0, ANSWERS] for read in firsts]),
        "sentence": np.array([max(_evidence(read)) for read in firsts]),
    }
    found = {}
    if has_spans:
        spans = [best_span(read) for read in firsts]
        signs["span"] = np.array([sure for sure, _, _ in spans])
        scores = np.array(
            [_f1(read, a, b) if read.row.answers else 0.0 for read, (_, a, b) in zip(firsts, spans, strict=True)]
        )
        both = _scaled(signs["span"]) + _scaled(signs["passage"])
        signs["both"] = both
        found["f1"] = max(float(np.where(both > t, scores, ~known).mean()) for t in np.linspace(-4, 4, 81))
        found["has_f1"] = float(scores[known].mean())
    found |= {f"auroc_{name}": auroc(sign[known], sign[~known]) for name, sign in signs.items()}
    by_list: dict[int, list[tuple[float, bool]]] = {}
    for read in reads:
        marked = [(value, i in read.row.right) for i, value in enumerate(_evidence(read))]
        by_list.setdefault(read.list_number, []).extend(marked)
    found["first"] = float(np.mean([max(x)[1] for x in by_list.values() if any(good for _, good in x)]))
    return found


def supporting(reads: Sequence[Read]) -> dict[str, float]:
    """AUROC of support against all else, accuracy, and the refuted that are found at 5% false alarms among the supported."""
    own = [read for read in reads if read.row.support >= 0]
    says = np.array([read.row.support for read in own])
    scores = np.stack([read.scores[0, SUPPORT] for read in own])
    scores = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
    found = {
        "support_auroc": auroc(scores[says == 0, 0], scores[says != 0, 0]),
        "accuracy": float((scores.argmax(1) == says).mean()),
    }
    if (says == 1).any():
        against = scores[:, 1] - scores[:, 0]
        found["refuted_auroc"] = auroc(against[says == 1], against[says == 0])
        found["refuted_found"] = float((against[says == 1] > np.quantile(against[says == 0], 0.95)).mean())
    return found


def best_span(read: Read) -> tuple[float, int, int]:
    """The best short answer: by how much it is above none, its first and last token."""
    scores, at, end = read.scores, read.row.sentences[0][0], len(read.row.ids) - 1
    sums = scores[at:end, START][:, None] + scores[at:end, END][None, :]
    near = np.tril(np.triu(np.ones_like(sums, dtype=bool)), k=LONGEST - 1)
    first, last = divmod(int(np.where(near, sums, -np.inf).argmax()), end - at)
    return float(sums[first, last] - scores[0, START] - scores[0, END]), first + at, last + at


def auroc(yes: Floats, no: Floats) -> float:
    """How often one of `yes` is above one of `no`; ties count half."""
    order = np.sort(no)
    below, upto = np.searchsorted(order, yes, "left"), np.searchsorted(order, yes, "right")
    return float(((below + upto) / 2).mean() / max(len(no), 1)) if len(yes) else 0.0


def _evidence(read: Read) -> list[float]:
    return [float(read.scores[a:b, EVIDENCE].mean()) for a, b in read.row.sentences]


def _scaled(sign: Floats) -> Floats:
    scaled: Floats = (sign - sign.mean()) / (sign.std() + 1e-9)
    return scaled


def _f1(read: Read, first: int, last: int) -> float:
    """Of the tokens."""
    gold = Counter(read.row.ids[read.row.span[0] : read.row.span[1] + 1])
    found = Counter(read.row.ids[first : last + 1])
    shared = sum((gold & found).values())
    return 2 * shared / (sum(gold.values()) + sum(found.values()))
