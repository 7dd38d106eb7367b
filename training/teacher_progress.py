"""What the teacher reaches on what is held out: articles of SQuAD 2.0, and half of the claims of FoolMeTwice and WiCE.

python -m training.teacher_progress DATA --base FOLDER --checkpoint teacher.safetensors [--every 1]
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from qa.evaluate.risk import auroc
from training.checkpoint import load_average
from training.claims import fm2, wice
from training.progress import evaluate, scores_of
from training.reading_lists import ReadingList, Support, squad
from training.rows import make_row
from training.teacher_network import SUPPORT, Teacher

MAX_TOKENS = 320


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Lists that the teacher never learns from."""

    squad: list[ReadingList]
    fm2: list[ReadingList]
    wice: list[ReadingList]


def main() -> None:
    """Measure a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="measure on every so-many-th of the held-out lists")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = Teacher(str(options.base))
    place = load_average(options.checkpoint, {n: p for n, p in model.named_parameters() if p.requires_grad})
    held_out = hold_out(options.data, options.every, options.every, options.every)
    print(json.dumps({"tokens": place.tokens, **measure(model, tokenizer_of(options.base), held_out)}))


def tokenizer_of(base: Path) -> Tokenizer:
    """The tokenizer, which cuts passages where they are too long."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    return tokenizer


def hold_out(data: Path, every: int, every_fm2: int, every_wice: int) -> HeldOut:
    """Every so-many-th of each set's held-out lists."""
    rng = random.Random(0)
    return HeldOut(
        list(squad(data / "squad2/squad2-dev-a.json", held_out=True))[::every],
        list(fm2(data / "fm2/dev.jsonl", held_out=True, rng=rng))[::every_fm2],
        list(wice(data / "wice/claim-dev.jsonl", held_out=True))[::every_wice],
    )


def measure(model: Teacher, tokenizer: Tokenizer, held_out: HeldOut) -> dict[str, float]:
    """SQuAD as `training.progress` measures it, and support."""
    figures = evaluate(model, tokenizer, held_out.squad)
    model.eval()
    for name, lists in (("fm2", held_out.fm2), ("wice", held_out.wice)):
        known = support_of(model, tokenizer, lists)
        figures |= {f"{name}_{key}": round(value, 3) for key, value in support_figures(known).items()}
    model.train()
    return figures


@torch.no_grad()
def support_of(model: Teacher, tokenizer: Tokenizer, lists: Sequence[ReadingList]) -> list[tuple[Support, np.ndarray]]:
    """What each passage says of its statement, and the logarithms of what the network takes as likely."""
    rows = [
        (passage.support, row)
        for reading in lists
        for passage in reading.passages
        if passage.support is not None and (row := make_row(tokenizer, reading.question, passage, 1))
    ]
    logits = [scores[0, SUPPORT] for scores in scores_of(model, [row for _, row in rows])]
    return [(says, x - np.logaddexp.reduce(x)) for (says, _), x in zip(rows, logits, strict=True)]


def support_figures(known: Sequence[tuple[Support, np.ndarray]]) -> dict[str, float]:
    """AUROC of support against all else and against refutation, accuracy, and the refuted found at 5% false alarms."""
    by = {says: [x for s, x in known if s is says] for says in Support}
    supported, refuted = by[Support.SUPPORTS], by[Support.REFUTES]
    figures = {
        "support_auroc": auroc([x[0] for x in supported], [x[0] for x in refuted + by[Support.NEITHER]]) or 0.0,
        "accuracy": float(np.mean([int(x.argmax()) == says for says, x in known])),
    }
    if refuted:
        against = [x[1] - x[0] for x in refuted]
        false_alarm = float(np.quantile([x[1] - x[0] for x in supported], 0.95))
        figures["refuted_auroc"] = auroc(against, [x[1] - x[0] for x in supported]) or 0.0
        figures["two_way"] = float(np.mean([x[0] > x[1] for x in supported] + [x[1] > x[0] for x in refuted]))
        figures["refuted_found"] = float(np.mean([x > false_alarm for x in against]))
    return figures


if __name__ == "__main__":
    main()
