"""Reading passages for a question: which sentence answers, with which words, and whether the passage answers at all."""

from qa.reader.reading import LogitScale, PassageReading, PassageText, Reader, SpanReading
from qa.reader.settings import (
    DEFAULT_READER,
    NO_READER,
    PACKAGED_READERS,
    ReaderSettings,
    begin_loading,
    check_names,
    open_comparer,
    open_reader,
    reader_for,
)

__all__ = [
    "DEFAULT_READER",
    "NO_READER",
    "PACKAGED_READERS",
    "LogitScale",
    "PassageReading",
    "PassageText",
    "Reader",
    "ReaderSettings",
    "SpanReading",
    "begin_loading",
    "check_names",
    "open_comparer",
    "open_reader",
    "reader_for",
]
