"""What `corpus.toml` says of a document that came from the web: address, time and sum; written by us, and read as anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa.corpus.settings import TomlTable, check_keys
from qa.errors import CorpusError
from qa.regex import regex

_ADDRESS = regex(r"https?://[^\s<>\"\\\x00-\x1f\x7f]{1,4000}")
_TIME = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)")
_SUM = regex(r"[0-9a-f]{64}")
_KEYS = ("address", "final", "time", "sha256")


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where a document came from, and when."""

    address: str
    """That was asked."""
    final: str
    """Where its redirects led."""
    time: str
    """ISO 8601, UTC."""
    sha256: str
    """Of the bytes that came, which are the document's file."""

    def texts(self) -> dict[str, str]:
        """As the manifest has it."""
        return {"address": self.address, "final": self.final, "time": self.time, "sha256": self.sha256}


def read_fetched(table: object, where: str) -> Fetched | None:
    """What `[document.fetched]` says, if it is there.

    Raises:
        CorpusError: it says something else than we would write.
    """
    if table is None:
        return None
    if not isinstance(table, dict):
        raise CorpusError(f"{where}: where it was fetched from is said in a table, [document.fetched]")
    check_keys(table, _KEYS, f"{where}, fetched")
    said = {key: _text(table, key, where) for key in _KEYS}
    for key, pattern in (("address", _ADDRESS), ("final", _ADDRESS), ("time", _TIME), ("sha256", _SUM)):
        if not pattern.fullmatch(said[key]) or not said[key].isprintable():
            raise CorpusError(f"{where}: `{key}` of [document.fetched] is not as it was written; delete that table")
    return Fetched(**said)


def _text(table: TomlTable, key: str, where: str) -> str:
    value = table.get(key)
    if isinstance(value, datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        raise CorpusError(f"{where}: [document.fetched] needs `{key}`, as text; mend it, or delete that table")
    return value
