"""Reads a table of translations in gettext's own form, `.po`, which every program for translators writes."""

from __future__ import annotations

import gettext
import io
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa.errors import QAError
from qa.regex import regex

_LINE = regex(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\]) +)?("(?:[^"\\]|\\.)*")')
_MAGIC, _HEADER = 0x950412DE, 28
_WITHIN, _BETWEEN = "\x04", "\0"
"""What parts a context from its words, and the forms of a plural from each other, in `.mo` files."""


@dataclass(slots=True)
class PoEntry:
    """One text with its translation; a plural has one for each form."""

    parts: dict[str, str] = field(default_factory=dict)
    """By `msgid`, `msgstr[0]` …, as they are called in the file."""
    is_fuzzy: bool = False
    """A guess that nobody has looked at."""

    @property
    def key(self) -> str:
        """What the text is looked up by."""
        context, words = self.parts.get("msgctxt"), self.parts.get("msgid", "")
        return words if context is None else f"{context}{_WITHIN}{words}"

    @property
    def translations(self) -> list[str]:
        """One, or one for each form of the plural; empty where they are not written yet."""
        return [words for name, words in self.parts.items() if name.startswith("msgstr")]


def read_po(text: str, name: str) -> gettext.NullTranslations:
    """A table as gettext has it; what is not translated stays as it is.

    Raises:
        QAError: a line cannot be read.
    """
    found = {"": ""}
    for entry in po_entries(text, name):
        if entry.is_fuzzy or not all(entry.translations):
            continue
        plural = entry.parts.get("msgid_plural")
        key = entry.key if plural is None else f"{entry.key}{_BETWEEN}{plural}"
        found[key] = _BETWEEN.join(entry.translations)
    # The standard library reads what the last line of the head says, whatever a program for translators left there.
    found[""] += "\nContent-Type: text/plain; charset=UTF-8\n"
    return gettext.GNUTranslations(io.BytesIO(_compiled(found)))


def po_entries(text: str, name: str) -> Iterator[PoEntry]:
    """The entries of a file, its head first.

    Raises:
        QAError: a line cannot be read.
    """
    entry, at, fuzzy = PoEntry(), "", False
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = _LINE.fullmatch(line)
        begins = match and (match[1] == "msgctxt" or (match[1] == "msgid" and at != "msgctxt"))
        if begins and at:
            yield entry
            entry, at = PoEntry(), ""
        if match is None or not (match[1] or at):
            raise QAError(f"{name}, line {number}: {line[:60]}: neither a comment nor msgid, msgstr or text in quotes")
        if begins:
            entry.is_fuzzy, fuzzy = fuzzy, False
        at = match[1] or at
        entry.parts[at] = entry.parts.get(at, "") + _unquoted(match[2], name, number)
    if at:
        yield entry


def _unquoted(words: str, name: str, number: int) -> str:
    try:
        return str(json.loads(words))
    except ValueError as error:
        raise QAError(f'{name}, line {number}: {words[:60]}: not text in quotes; write \\" and \\\\ in it') from error


def _compiled(found: dict[str, str]) -> bytes:
    """The table as a `.mo` file, which is what the standard library reads: two lists of lengths and places, then the texts."""
    texts = [(key.encode(), found[key].encode()) for key in sorted(found)]
    count, lists, data = len(texts), b"", b""
    begin = _HEADER + 16 * count
    for side in (0, 1):
        for pair in texts:
            lists += struct.pack("<2I", len(pair[side]), begin + len(data))
            data += pair[side] + b"\0"
    return struct.pack("<7I", _MAGIC, 0, count, _HEADER, _HEADER + 8 * count, 0, begin) + lists + data
