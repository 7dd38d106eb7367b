"""nDCG@10 of finding the abstracts that a scientific claim cites: SciFact (Wadden and others, 2020), as BEIR measures it.

    python benchmarks/scifact.py FOLDER [--questions N] [--keep DIR] [--json]

FOLDER holds `corpus.jsonl` and `claims_dev.jsonl`, or another single `claims_*.jsonl`, in SciFact's own format. Every abstract
becomes a document; every claim is searched for in all of them, and a document stands where its best passage stands. Relevant
are all the abstracts that the claim cites, whether they support it or not, as in BEIR's test set.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, Report, indexed, mean, read_lines, run, sample, tracked

DEPTH = 10
PASSAGES = 30
"""Passages to look at: an abstract is cut into one to three of them."""
ANCHORS = {"all-MiniLM-L6-v2": 0.645, "BM25": 0.679, "their rank fusion": 0.720}
"""Dev claims: the first two as published with BEIR, the third the plain fusion of both."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is searched for, and the abstracts that it cites."""

    text: str
    cited: frozenset[str]


def measure(scifact: tuple[dict[str, str], list[Claim]], options: argparse.Namespace) -> Report:
    """Index all abstracts, search for the claims."""
    abstracts, claims = scifact
    asked = sample(claims, options.questions)
    gains = []
    with indexed(abstracts, options.keep) as corpus:
        for claim in tracked(asked):
            ranking = list(
                dict.fromkeys(hit.citation.document for hit in corpus.search(claim.text, k=PASSAGES, read=True))
            )
            gains.append(ndcg(ranking, claim.cited))
    measured = f"SciFact: claims of {find_claims(options.path).name} searched for in {len(abstracts):,} abstracts"
    return Report(measured, len(asked), len(claims), [Figure("nDCG@10", mean(gains), ANCHORS)])


def read_scifact(folder: Path) -> tuple[dict[str, str], list[Claim]]:
    """The text of each abstract by its identifier, and the claims that cite any."""
    rows = read_lines(find_claims(folder))
    claims = [Claim(row["claim"], frozenset(map(str, row["cited_doc_ids"]))) for row in rows]
    return read_abstracts(folder / "corpus.jsonl"), [claim for claim in claims if claim.cited]


def find_claims(folder: Path) -> Path:
    """The file of claims in a folder: those of the dev set, or the only ones there are."""
    found = sorted(folder.glob("claims_*.jsonl"))
    dev = [path for path in found if path.name == "claims_dev.jsonl"]
    if not dev and len(found) != 1:
        raise ValueError(f"{len(found)} files claims_*.jsonl and none of them claims_dev.jsonl")
    return (dev or found)[0]


def read_abstracts(path: Path) -> dict[str, str]:
    """Text of each abstract, under its title, by its identifier; in SciFact's or in BEIR's format."""
    return {str(row.get("doc_id", row.get("_id"))): f"{row['title']}\n\n{_body(row)}\n" for row in read_lines(path)}


def _body(row: dict[str, Any]) -> str:
    body = next(row[key] for key in ("abstract", "sentences", "text") if key in row)
    return " ".join(" ".join(body if isinstance(body, list) else [body]).split())


def ndcg(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Normalised discounted cumulative gain of the first ten, with gains of 0 or 1 (Järvelin and Kekäläinen 2002)."""
    gain = sum(1 / math.log2(i + 2) for i, doc_id in enumerate(ranking[:DEPTH]) if doc_id in relevant)
    return gain / sum(1 / math.log2(i + 2) for i in range(min(len(relevant), DEPTH)))


if __name__ == "__main__":
    run(__doc__ or "", "a folder with corpus.jsonl and claims_dev.jsonl", read_scifact, measure)
