"""What people say, as JSON Lines in the corpus folder: lines are added, with who said it, and none is changed."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from qa.corpus.log import current_role, current_user
from qa.errors import CorpusError, UsageError
from qa.files import append_line
from qa.json_lines import read_json_lines

LONGEST_REMARK = 4000
"""Characters."""
_LARGEST = 20_000_000
"""Bytes; nobody judges so much by hand."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def read_said(path: Path, from_row: Callable[[Mapping[str, Any]], _T], what: str) -> Iterator[_T]:
    """Each line that fits, in order; one that does not is left out, with a warning.

    Raises:
        CorpusError: the file is too large, or a link that leads elsewhere.
    """
    if path.exists():
        check_own_file(path)
        yield from read_json_lines(path, from_row, what, on_bad_line=lambda error: _log.warning("%s", error))


def append_said(path: Path, row: Mapping[str, Any]) -> None:
    """Add a line, with the person's name and role where they are known.

    Raises:
        CorpusError: it cannot be written.
    """
    whole = {**row, "user": current_user(), "role": current_role()}
    try:
        append_line(path, json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror}); nothing was judged") from error


def check_remark(what: str, remark: str) -> None:
    """Refuse one that is too long.

    Raises:
        UsageError: it is.
    """
    if len(remark) > LONGEST_REMARK:
        raise UsageError(f"the {what} has {len(remark)} characters; at most {LONGEST_REMARK} are kept")


def check_own_file(path: Path) -> None:
    """Refuse a file of the corpus folder that is a link, or far larger than what people write.

    Raises:
        CorpusError: it is.
    """
    if path.is_symlink() or not path.is_file():
        raise CorpusError(f"{path}: not a plain file; move it away")
    if path.stat().st_size > _LARGEST:
        raise CorpusError(f"{path}: larger than {_LARGEST // 1_000_000} MB; move it away, and judge into a new one")
