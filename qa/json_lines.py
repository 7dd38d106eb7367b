"""JSON Lines from a file or standard input; what cannot be read is named by file and line."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from qa.errors import Remedy, UsageError

_T = TypeVar("_T")


def read_json_lines(
    name: str | Path,
    make: Callable[[Any], _T],
    what: str,
    *,
    strict: bool = False,
    remedy: Remedy | None = None,
    on_bad_line: Callable[[UsageError], None] | None = None,
) -> list[_T]:
    """What `make` makes of each line that is not blank, or of the whole where that is one JSON value over several lines.

    Args:
        name: a file, or `-` for standard input.
        make: raises ValueError, KeyError, TypeError, AttributeError, or a UsageError that says more, for a value that does not fit.
        what: what each line should be, for the message: `a gold question`.
        strict: refuse keys that stand twice in an object, NaN and infinities.
        remedy: where such a file comes from.
        on_bad_line: is told of each line that does not fit, which is then left out; without it the error is raised.

    Raises:
        UsageError: the file cannot be read, or a line of it does not fit.
    """
    data = _bytes(name).removeprefix(codecs.BOM_UTF8)
    # Not splitlines(): a JSON string may hold U+2028 and its like.
    lines = [(f"{name}, line {n}", line) for n, line in enumerate(data.split(b"\n"), start=1) if line.strip()]
    if len(lines) > 1 and not _is_json(lines[0][1]) and _is_json(data):
        lines = [(str(name), data)]
    found = []
    for where, line in lines:
        try:
            found.append(make(_value(line, strict)))
        except (UsageError, ValueError, KeyError, TypeError, AttributeError) as error:
            detail = f": {error}" if isinstance(error, UsageError) else "; mend the line"
            bad = UsageError(f"{where}: not {what}{detail}", remedy=remedy, file=str(name))
            if on_bad_line is None:
                raise bad from error
            on_bad_line(bad)
    return found


def _bytes(name: str | Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(name) == "-" else Path(name).read_bytes()
    except OSError as error:
        why = error.strerror
        raise UsageError(f"{name}: cannot be read ({why}); give a UTF-8 file of JSON Lines", file=str(name)) from error


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _value(line: bytes, strict: bool) -> Any:  # noqa: ANN401 - JSON
    try:
        text = line.decode()
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse) if strict else json.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError("not UTF-8") from error
    except RecursionError as error:
        raise UsageError("nested too deeply") from error
    except ValueError as error:
        raise UsageError(f"not JSON ({error})") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says a thing twice means one to this program and the other to another."""
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands twice in it")
    return row


def _refuse(constant: str) -> None:
    raise ValueError(f"JSON has no {constant}")
