"""Which reader is used, and opening it once."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from qa.embed.hub import refuse_network_folder
from qa.errors import QAError, ReaderError
from qa.reader.reading import LogitScale, PassageReading, PassageText, Reader
from qa.reader.statements import Comparer

DEFAULT_READER = "packaged"
SMALL_READER = "packaged-small"
"""Four times as fast as the default, and less good."""
PACKAGED_READERS = (DEFAULT_READER, SMALL_READER)
READER_VARIABLE = "QA_READER"
"""Names the reader where neither a corpus nor a call does: for a computer on which the default is too slow."""
NO_READER = "none"
"""Then answers are found by similarity alone; as the re-ranker: none."""

_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """What reads the passages that were found."""

    reader: str = field(default_factory=lambda: os.environ.get(READER_VARIABLE) or DEFAULT_READER)
    """`packaged`, `packaged-small`, `none`, or any extractive question-answering model by its folder or hub name."""
    reranker: str = NO_READER
    """`none`, or a CrossEncoder of sentence-transformers, by folder or hub name: its scores replace the reader's evidence."""
    allowed: frozenset[str] = frozenset()
    """Of these names, those that may be fetched from the hub."""

    @property
    def models(self) -> frozenset[str]:
        """The names that are not ours."""
        return frozenset((self.reader, self.reranker)) - {*PACKAGED_READERS, NO_READER}

    def allow(self, names: Collection[str]) -> ReaderSettings:
        """The same, and which of its models may be fetched."""
        return replace(self, allowed=self.models.intersection(names))


NO_MODELS = ReaderSettings(NO_READER, NO_READER)


def open_reader(settings: ReaderSettings) -> Reader | None:
    """The reader, loaded at its first use and kept; None when the settings name none.

    Raises:
        ReaderError: a model cannot be loaded.
    """
    # Without the lock, threads that ask their first questions together would each load the model.
    with _opening:
        return _open(settings)


def open_comparer() -> Comparer:
    """The packaged large reader, which alone can tell support.

    Raises:
        ReaderError: it cannot be loaded.
    """
    from qa.reader.packaged import PackagedReader

    reader = open_reader(ReaderSettings(DEFAULT_READER))
    assert isinstance(reader, PackagedReader), "it comes with the program"
    return reader


class LateReader:
    """The reader of some settings, opened when it first reads: a question about the notes needs none."""

    def __init__(self, settings: ReaderSettings) -> None:
        """Remember the settings."""
        self._settings = settings
        self.scale = LogitScale.LARGE if settings.reader == DEFAULT_READER else LogitScale.SMALL

    def begin_loading(self) -> None:
        """Load it while something else is done; what goes wrong is told when it reads."""
        _begin(self._settings)

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order.

        Raises:
            ReaderError: a model cannot be loaded.
        """
        reader = open_reader(self._settings)
        assert reader is not None, "made only where there is to be one"
        return reader.read(question, texts)


def reader_for(settings: ReaderSettings) -> Reader | None:
    """What `open_reader` gives, but loaded late."""
    return None if settings == NO_MODELS else LateReader(settings)


def begin_loading(reader: Reader | None) -> None:
    """Have a reader that is loaded late loaded while its passages are looked for."""
    if isinstance(reader, LateReader):
        reader.begin_loading()


def check_names(settings: ReaderSettings) -> None:
    """Tell `Packaged` or `non` from a model's name, before it is looked for on the hub.

    Raises:
        ReaderError: a name is empty, or nearly one of ours.
    """
    for name, ours in ((settings.reader, (*PACKAGED_READERS, NO_READER)), (settings.reranker, (NO_READER,))):
        if not name.strip():
            raise ReaderError(f"the name of a reader is empty; write {ours[0]}, or a model's hub name or folder")
        likely = get_close_matches(name.casefold(), ours, n=1, cutoff=0.8)
        refuse_network_folder(name, ReaderError)
        if likely and name not in ours and not Path(name).is_dir():
            raise ReaderError(f"{name}: no such reader; write {likely[0]}")


@lru_cache(maxsize=4)
def _begin(settings: ReaderSettings) -> None:
    """Start loading, once."""
    # Two threads that import NumPy at once may find it half loaded.
    import numpy  # noqa: F401

    def load() -> None:
        # Who reads meets it again, and tells it; a library that is loaded while the program ends says RuntimeError.
        with suppress(QAError, MemoryError, RuntimeError):
            open_reader(settings)

    threading.Thread(target=load, name="reader").start()


@lru_cache(maxsize=4)
def _open(settings: ReaderSettings) -> Reader | None:
    check_names(settings)
    reader: Reader | None = None
    if settings.reader in PACKAGED_READERS:
        from qa.reader.networks import LARGE, SMALL
        from qa.reader.packaged import PackagedReader

        reader = PackagedReader(LARGE if settings.reader == DEFAULT_READER else SMALL)
    elif settings.reader != NO_READER:
        from qa.reader.models import QuestionAnsweringModel

        reader = QuestionAnsweringModel(settings.reader, settings.reader in settings.allowed)
    if settings.reranker != NO_READER:
        from qa.reader.models import Reranked

        reader = Reranked(reader, settings.reranker, settings.reranker in settings.allowed)
    return reader
