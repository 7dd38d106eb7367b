"""Fits the weights of `qa.references.tagger` on a folder of AnyStyle's tagged reference strings (XML); needs python-crfsuite."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.references import TAGS
from qa.references.features import features_of, find_groups, find_tokens
from qa.references.tagger import SCALE

# What is measured, and what the model tells apart beside it; other tags are `other`.
LABELS = {**TAGS, "editor": "editor", "pages": "pages"}
CREDIT = "AnyStyle's core and good references, https://github.com/inukshuk/anystyle, Sylvester Keil, BSD-2-Clause"


def main() -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="AnyStyle XML files")
    parser.add_argument("--to", type=Path, default=Path("qa/references/crf.json"), help="where to write the weights")
    parser.add_argument("--l1", type=float, default=0.5, help="weight of the L1 norm: higher gives fewer features")
    parser.add_argument("--l2", type=float, default=0.01, help="weight of the L2 norm")
    parser.add_argument("--iterations", type=int, default=150)
    options = parser.parse_args()
    examples = [example for file in options.files for example in read(file)]
    model = fit(examples, l1=options.l1, l2=options.l2, iterations=options.iterations)
    options.to.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def read(path: Path) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and label of each token, reference by reference."""
    for sequence in ElementTree.parse(path).getroot():
        text, starts = "", []
        for part in sequence:
            text += " " * bool(text)
            starts.append((len(text), LABELS.get(part.tag, "other")))
            text += (part.text or "").strip()
        if tokens := find_tokens(text, 0, len(text)):
            labels = [next(label for at, label in reversed(starts) if at <= token.start) for token in tokens]
            yield [[f for group in row for f in features_of(group)] for row in find_groups(text, tokens)], labels


def fit(
    examples: Sequence[tuple[list[list[str]], list[str]]], *, l1: float, l2: float, iterations: int
) -> dict[str, Any]:
    """The weights as they are stored, by L-BFGS with both norms (OWL-QN)."""
    import pycrfsuite  # type: ignore[import-not-found, import-untyped, unused-ignore]

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in examples:
        trainer.append(features, labels)
    trainer.set_params(
        {"c1": l1, "c2": l2, "max_iterations": iterations, "feature.possible_transitions": True, "feature.minfreq": 2}
    )
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        labels, info = sorted(tagger.labels()), tagger.info()
    weights: defaultdict[str, list[int]] = defaultdict(list)
    for (feature, label), weight in sorted(info.state_features.items()):
        if round(weight * SCALE):
            weights[feature] += [labels.index(label), round(weight * SCALE)]
    transitions = [[round(info.transitions.get((a, b), 0.0) * SCALE) for b in labels] for a in labels]
    return {"credit": CREDIT, "labels": labels, "transitions": transitions, "features": weights}


if __name__ == "__main__":
    main()
