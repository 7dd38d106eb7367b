"""The commands that change the corpus or its index, or say how they are."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, progress

if TYPE_CHECKING:
    import argparse

    from qa.pipeline import Corpus


def index(options: argparse.Namespace) -> int:
    """Bring the index up to date."""
    return _build(opened(options), rebuild=options.rebuild)


def add(options: argparse.Namespace) -> int:
    """Add a document, and index it."""
    corpus = opened(options)
    if corpus.stale() is not None and corpus.folder.is_dir() and any(corpus.folder.iterdir()):
        corpus.build(progress=progress())
    entry = corpus.add(options.files[0], footnote=options.footnote, title=options.title)
    role = f" as the text of {', '.join(entry.source_of)}" if entry.source_of else ""
    print(f"added {entry.doc_id}{role}")
    return _build(corpus)


def remove(options: argparse.Namespace) -> int:
    """Remove a document, and index the rest."""
    corpus = opened(options)
    print(f"removed {corpus.remove(options.document)}")
    return _build(corpus)


def doctor(options: argparse.Namespace) -> int:
    """Say what is installed and what is stale; 1 when the index is not up to date."""
    from qa.doctor import examine

    findings = examine(opened(options))
    if options.json:
        print(json.dumps(findings, ensure_ascii=False))
    else:
        for name, value in findings.items():
            print(f"{name:12} {value}")
    return 0 if findings["stale"] == "no" else 1


def _build(corpus: Corpus, *, rebuild: bool = False) -> int:
    report = corpus.build(rebuild=rebuild, progress=progress())
    for line in report.skipped:
        print(f"left out: {line}", file=sys.stderr)
    done = (
        f"{report.parsed} parsed, {report.embedded} texts embedded, {report.removed} removed"
        if report.changed
        else "unchanged"
    )
    print(f"index: {done}; {report.documents} documents, {report.passages} passages, generation {report.generation}")
    return 0
