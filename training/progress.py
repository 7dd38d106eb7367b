"""What a reader reaches on questions that it does not learn from, printed while it is trained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.squad import f1
from qa.evaluate.risk import auroc
from training.network import ANSWERS, END, EVIDENCE, START
from training.reading_lists import ReadingList
from training.rows import Row, collate, make_row


def best_span(scores: np.ndarray, offsets: Sequence[tuple[int, int]], longest: int = 30) -> tuple[float, int, int]:
    """The best start and end in one row's (tokens, 4): its score over that of no answer, and its characters."""
    inside = [i for i, (a, b) in enumerate(offsets) if 0 <= a < b]
    best = (-1e9, 0, 0)
    for i in inside:
        for j in inside[inside.index(i) : inside.index(i) + longest]:
            if (total := float(scores[i, START] + scores[j, END])) > best[0]:
                best = (total, i, j)
    return best[0] - float(scores[0, START] + scores[0, END]), offsets[best[1]][0], offsets[best[2]][1]


@torch.no_grad()
def scores_of(model: torch.nn.Module, rows: Sequence[Row], size: int = 2000) -> list[np.ndarray]:
    """What the network gives for each row, (tokens, numbers) each; rows of like length are read together."""
    found: dict[int, np.ndarray] = {}
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    while order:
        count = max(size // len(rows[order[-1]].ids), 1)
        order, these = order[:-count], order[-count:]
        out = model(*collate([rows[i] for i in these])).numpy()
        found |= {i: out[k, : len(rows[i].ids)] for k, i in enumerate(these)}
    return [found[i] for i in range(len(rows))]


@torch.no_grad()
def evaluate(model: torch.nn.Module, tokenizer: Tokenizer, lists: Sequence[ReadingList]) -> dict[str, float]:
    """On held-out SQuAD 2.0: F1 at the best threshold and of answerable questions, AUROC, right sentence first of all read."""
    model.eval()
    results = []
    rows = [
        (reading, passage, row)
        for number, reading in enumerate(lists)
        for passage in reading.passages
        if (row := make_row(tokenizer, reading.question, passage, number))
    ]
    ranked: dict[int, list[tuple[float, float]]] = {}
    for (reading, passage, row), scores in zip(rows, scores_of(model, [r for _, _, r in rows]), strict=True):
        for (a, b), good in zip(row.sentences, row.right or (), strict=False):
            ranked.setdefault(row.group, []).append((float(scores[a:b, EVIDENCE].mean()), good))
        if passage is reading.passages[0]:
            sure, begin, end = best_span(scores, row.offsets)
            gold = passage.text[slice(*passage.answer)] if passage.answer else ""
            sentence = max(float(scores[a:b, EVIDENCE].mean()) for a, b in row.sentences)
            results.append((bool(gold), f1(passage.text[begin:end], gold), sure, float(scores[0, ANSWERS]), sentence))
    first = [max(x)[1] for x in ranked.values() if any(g for _, g in x)]
    model.train()
    yes = [r for r in results if r[0]]
    best = max(
        float(np.mean([(r[1] if r[2] > t else 0.0) if r[0] else float(r[2] <= t) for r in results]))
        for t in np.arange(-8, 8, 0.25)
    )
    figures = {"f1": best, "has_f1": float(np.mean([r[1] for r in yes])), "first": float(np.mean(first))}
    for name, k in (("span", 2), ("passage", 3), ("sentence", 4)):
        figures[f"auroc_{name}"] = auroc([r[k] for r in yes], [r[k] for r in results if not r[0]]) or 0.0
    return {name: round(value, 3) for name, value in figures.items()}
