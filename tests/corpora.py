"""Corpora of made-up texts, written, indexed and opened for a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qa import Corpus, open_corpus


def indexed(texts: Mapping[str, str], folder: Path, suffix: str = ".txt") -> Corpus:
    """A corpus of these texts, each a document with its key for `doc_id`, indexed in a folder."""
    files = folder / "corpus"
    files.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (files / f"{name}{suffix}").write_text(text, encoding="utf-8", newline="")
    corpus = open_corpus(files, index=folder / "index")
    corpus.build()
    return corpus
