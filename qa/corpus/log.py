"""The log of changes of a corpus: a JSON object a line in `_log.jsonl` of its folder. Neither texts nor titles stand in it.

A change that cannot be logged is made all the same, and that is told.
"""

from __future__ import annotations

import getpass
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from qa.corpus.settings import MANIFEST, TomlTable, check_keys, keep_manifest
from qa.errors import CorpusError
from qa.files import append_line, sha256_file

LOG = "_log.jsonl"
LARGEST = 1_000_000
"""Bytes after which a log is put aside, under the time in its name; none is deleted."""
_ROLE: ContextVar[str | None] = ContextVar("role", default=None)
_PERSON: ContextVar[str | None] = ContextVar("person", default=None)

_log = logging.getLogger(__name__)


class Action(StrEnum):
    """What was done."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"
    RESTORED = "restored"
    PURGED = "purged"
    CORRECTED = "corrected"
    UNCORRECTED = "uncorrected"
    ALLOWED = "allowed"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"


@contextmanager
def acting_as(role: str | None, person: str | None = None) -> Iterator[None]:
    """What is logged meanwhile was done in this role: `browser`, or as the front end calls it; by this person, if one signed in."""
    before, before_person = _ROLE.set(role), _PERSON.set(person)
    try:
        yield
    finally:
        _ROLE.reset(before)
        _PERSON.reset(before_person)


def write_log(
    folder: Path,
    action: Action,
    *,
    document: str | None = None,
    file: str | None = None,
    source: str | None = None,
    before: str | None = None,
    after: str | None = None,
    about: str | None = None,
) -> None:
    """Add a line; `source` is the file that the content came from, `before` and `after` are the sha256 of the document's file.

    `about` says what else the change was about: a footnote and its fields, a model, a question.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "user": current_user(),
        "role": current_role(),
        "action": action,
        "document": document,
        "file": file,
        "from": source,
        "sha256_before": before,
        "sha256_after": after,
        "about": about,
    }
    try:
        _append(folder / LOG, json.dumps(line).encode("ascii") + b"\n")
    except OSError as error:
        _log.warning("%s: cannot be written (%s); what was done (%s) is done", folder / LOG, error.strerror, action)


def log_file(
    folder: Path, action: Action, document: str, file: str, *, source: str | None = None, before: str | None = None
) -> None:
    """Add a line about a document's file as it now is in the folder."""
    write_log(folder, action, document=document, file=file, source=source, before=before, after=sum_of(folder / file))


def sum_of(path: Path) -> str | None:
    """sha256 of a file for the log; None for one that cannot be read."""
    try:
        return sha256_file(path)
    except OSError:
        return None


def log_files(folder: Path) -> list[Path]:
    """The log and those that were put aside."""
    return sorted(folder.glob("_log*.jsonl"))


def logs_questions(folder: Path) -> bool:
    """Whether `corpus.toml` says `[log]` and `questions = true`.

    Raises:
        CorpusError: it says something else there, or cannot be understood.
    """
    return check_log_settings(keep_manifest(folder))


def check_log_settings(table: TomlTable) -> bool:
    """What `[log]` says of questions.

    Raises:
        CorpusError: it says neither true nor false.
    """
    log = table.get("log", {})
    asked = log.get("questions", False) if isinstance(log, dict) else None
    if not isinstance(log, dict) or not isinstance(asked, bool):
        raise CorpusError(
            f"{MANIFEST}: whether questions are logged must be given as [log] and questions = true, or false"
        )
    check_keys(log, ("questions",), f"{MANIFEST}, [log]")
    return asked


def _append(path: Path, line: bytes) -> None:
    if path.exists() and not path.is_symlink() and path.stat().st_size >= LARGEST:
        path.rename(path.with_name(f"_log-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.jsonl"))
    append_line(path, line)


def current_role() -> str | None:
    """In which role what is done now is done."""
    return _ROLE.get()


def current_user() -> str | None:
    """Who signed in, or else the name of who runs the program, where the system knows one."""
    if person := _PERSON.get():
        return person
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
