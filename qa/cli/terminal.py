"""What all commands share: the corpus that the options name, the width of the terminal, counts, progress."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus
    from qa.api.asking import AskedCorpus
    from qa.api.fetching import FetchedCorpus


def opened(options: argparse.Namespace) -> Corpus:
    """The corpus that `--corpus` and `--index` name, with the models that other options name."""
    from qa.api import open_corpus

    reader, reranker, writer = _models(options)
    return open_corpus(options.corpus, index=options.index, reader=reader, reranker=reranker, writer=writer)


def opened_to_ask(options: argparse.Namespace) -> AskedCorpus:
    """The same corpus, to be asked and neither changed nor audited, which spares a quarter of what is imported."""
    from qa.api.asking import AskedCorpus

    reader, reranker, writer = _models(options)
    return AskedCorpus(Path(options.corpus), Path(options.index), reader=reader, reranker=reranker, writer=writer)


def opened_to_change(options: argparse.Namespace) -> FetchedCorpus:
    """The same corpus, to be changed and not asked: what answers questions takes longer to import than a small source to add."""
    from qa.api.fetching import FetchedCorpus

    return FetchedCorpus(Path(options.corpus), Path(options.index))


def _models(options: argparse.Namespace) -> tuple[str | None, str | None, str | None]:
    """Reader, re-ranker and writer, where the command has such options."""
    reader, reranker, writer = (getattr(options, key, None) for key in ("reader", "reranker", "writer"))
    return reader, reranker, writer


def width() -> int:
    """Columns to set text in."""
    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def counted(number: int, noun: str) -> str:
    """`1 source`, `2 sources`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def progress() -> Callable[[str, int, int], None]:
    """Draws progress on a terminal; says nothing into a pipe."""

    def draw(what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            count = f" {done}/{total}" if total > 1 else ""
            print(f"\r\033[K{what}{count}", end="", file=sys.stderr, flush=True)
            if what in ("asking", "committing") and done == total:
                print("\r\033[K", end="", file=sys.stderr, flush=True)

    return draw
