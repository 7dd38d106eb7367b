"""The text of one document's entry, changed so that it says what is meant and keeps its comments and its form."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from qa.corpus.manifest_text import ENTRIES, comments_in, split_tail

if TYPE_CHECKING:
    from tomlkit.items import AoT, Array, Table

EntryRow: TypeAlias = dict[str, Any]
"""An entry's keys and values."""


def new_entry(row: EntryRow) -> str:
    """An entry, written anew."""
    import tomlkit

    return tomlkit.dumps({ENTRIES: [row]})


def read_entry(text: str) -> tuple[EntryRow, str]:
    """What the text of one entry says, and the text with its header, which versions before left out in the trash.

    Raises:
        ValueError: it is not TOML, or not one entry.
    """
    try:
        table: EntryRow = tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    rows = table.get(ENTRIES)
    if rows is None:
        headed = f"[[{ENTRIES}]]\n{text}"
        return table, new_entry(table) if "[" in text else headed
    if table.keys() != {ENTRIES} or not _are_rows(rows) or len(rows) != 1:
        raise ValueError("not one entry")
    return rows[0], text


def edit_entry(text: str, meant: EntryRow) -> str:
    """An entry's text, changed to say `meant`: in its own form or, where that cannot be, written anew below its comments."""
    body, tail = split_tail(text)
    ended = body.endswith("\n")
    if not ended:
        body += "\n"
    if same(tomllib.loads(body), {ENTRIES: [meant]}):
        return text
    changed = _in_its_form(body, meant)
    if changed is None:
        changed = "".join(f"{comment}\n" for comment in comments_in(body)) + new_entry(meant)
    if "\r\n" in body and body.count("\n") == body.count("\r\n"):
        changed = with_line_ends(changed, "\r\n")
    said, below = split_tail(changed)
    if not below.strip():
        # Empty lines that stood above what is gone.
        changed = said
    return (changed if ended else changed.rstrip("\r\n")) + tail


def with_line_ends(text: str, newline: str) -> str:
    """The text with other line ends."""
    return text.replace("\r\n", "\n").replace("\n", newline)


def same(one: object, other: object) -> bool:
    """True for equal values of equal types: neither is 1 the same as 1.0 or `true`, nor is one NaN unlike another."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def _in_its_form(body: str, meant: EntryRow) -> str | None:
    """None where the writer of TOML fails, or writes something else than is meant."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(body)
        _make(document[ENTRIES][0], meant, tomllib.loads(body)[ENTRIES][0])
        changed = tomlkit.dumps(document)
        return changed if same(tomllib.loads(changed), {ENTRIES: [meant]}) else None
    except (TOMLKitError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return None


def _make(table: Table, meant: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Let a table say what is meant, touching nothing that it says already."""
    import tomlkit

    for key in now:
        if key not in meant:
            del table[key]
    for key, value in meant.items():
        if key not in now:
            if _are_rows(value):
                rows = table[key] = tomlkit.aot()
                _make_rows(rows, value, [])
            else:
                table[key] = value
        elif same(now[key], value):
            continue
        elif isinstance(value, dict) and isinstance(now[key], dict):
            _make(table[key], value, now[key])
        elif _are_rows(value) and _are_rows(now[key]):
            _make_rows(table[key], value, now[key])
        else:
            table[key] = value


def _make_rows(rows: AoT | Array, meant: list[EntryRow], now: list[EntryRow]) -> None:
    import tomlkit
    from tomlkit.items import AoT

    now = list(now)
    left = len(meant)
    for i in reversed(range(len(now) if len(now) > len(meant) else 0)):
        if left and same(now[i], meant[left - 1]):
            left -= 1
        else:
            del rows[i]
            del now[i]
    for i, row in enumerate(meant):
        if i == len(now):
            made = tomlkit.table() if isinstance(rows, AoT) else tomlkit.inline_table()
            if isinstance(rows, AoT):
                made.trivia.indent = "\n"
            rows.append(made)
            now.append({})
        _make(rows[i], row, now[i])


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)
