"""What a language model said of statements and passages, kept beside the index: an audit asks again only what is new.

JSON Lines, only added to. No text stands in it: a key is the sha256 of model, prompt, statement and passages.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from qa.files import append, read_kept, remove_path
from qa.types.document import Span
from qa.types.second_opinion import Heard, ModelFault, ModelSays

HEARD_FILE = "heard.jsonl"
_LARGEST = 1 << 24
"""Bytes after which the file is begun again: some 100,000 replies."""
_MOST = 1 << 20
"""Of the numbers in it."""

_log = logging.getLogger(__name__)


class HeardVerdicts:
    """Replies by their keys; from any thread."""

    def __init__(self, folder: Path, *, keep: bool = True) -> None:
        """Without `keep`, nothing is written."""
        self._path, self._keep, self._lock = folder / HEARD_FILE, keep, threading.Lock()
        self._known = _load(self._path)

    def get(self, key: str) -> Heard | None:
        """What was said before, if anything was."""
        return self._known.get(key)

    def put(self, key: str, heard: Heard) -> None:
        """Keep a reply."""
        with self._lock:
            self._known[key] = heard
            if not self._keep:
                return
            try:
                append(self._path, (json.dumps(_row(key, heard)) + "\n").encode())
            except OSError as error:
                _log.warning("%s: cannot be written (%s); the model is asked again one day", self._path, error.strerror)
                self._keep = False


def forget_heard(folder: Path) -> None:
    """Delete what is kept."""
    remove_path(folder / HEARD_FILE)


def _row(key: str, heard: Heard) -> dict[str, object]:
    place = [heard.passage, heard.span.start, heard.span.end] if heard.span else None
    return {"key": key, "says": heard.says, "fault": heard.fault, "place": place}


def _load(path: Path) -> dict[str, Heard]:
    """The sound lines; what is damaged is asked again."""
    found = {}
    for line in read_kept(path, _LARGEST).splitlines():
        try:
            row = json.loads(line)
            found[str(row["key"])] = _heard(row["says"], row["fault"], row["place"])
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


def _heard(says: str | None, fault: str | None, place: Sequence[int] | None) -> Heard:
    """Raises ValueError for what is no reply."""
    said = ModelSays(says) if says is not None else None
    wrong = ModelFault(fault) if fault is not None else None
    if (said is None) is (wrong is None):
        raise ValueError("neither a verdict nor a fault")
    if place is None:
        return Heard(said, wrong)
    passage, start, end = place
    if not all(isinstance(number, int) and 0 <= number < _MOST for number in (passage, start, end)):
        raise ValueError("no place")
    return Heard(said, wrong, passage, Span(start, end))
