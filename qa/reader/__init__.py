"""Reading passages for a question: which sentence answers, with which words, and whether the passage answers at all."""

from qa.reader.reading import Reader, Reading, Text
from qa.reader.settings import DEFAULT_READER, NO_READER, ReaderSettings, open_reader

__all__ = ["DEFAULT_READER", "NO_READER", "Reader", "ReaderSettings", "Reading", "Text", "open_reader"]
