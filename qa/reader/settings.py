"""Which reader is used, and opening it once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qa.reader.reading import Reader

DEFAULT_READER = "packaged"
NO_READER = "none"
"""Then answers are found by similarity alone."""


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """What reads the passages that were found."""

    reader: str = DEFAULT_READER
    """`packaged`, `none`, or any extractive question-answering model by its folder or hub name."""
    reranker: str | None = None
    """A sentence-transformers CrossEncoder, by folder or hub name, whose scores take the place of the reader's evidence."""


@lru_cache(maxsize=4)
def open_reader(settings: ReaderSettings) -> Reader | None:
    """The reader, loaded at its first use and kept; None when there is to be none.

    Raises:
        ReaderError: a model cannot be loaded.
    """
    reader: Reader | None = None
    if settings.reader == DEFAULT_READER:
        from qa.reader.packaged import PackagedReader

        reader = PackagedReader()
    elif settings.reader != NO_READER:
        from qa.reader.models import QuestionAnsweringModel

        reader = QuestionAnsweringModel(settings.reader)
    if settings.reranker:
        from qa.reader.models import Reranked

        reader = Reranked(reader, settings.reranker)
    return reader
