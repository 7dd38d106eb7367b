"""Where in the text of a `corpus.toml` each document's entry stands, so that one can be changed and no other byte is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from qa.regex import regex

_TOKEN = regex(
    r'"""(?:[^\\]|\\.)*?"{3,5}'  # the strings first: what stands in them is no bracket and no comment
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}\n]"
    r"""|[^\s"'#\[\]{}]+""",
    re.DOTALL,
)
ENTRIES = "document"
"""The key of the list of entries."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table's header with all that stands below it, up to the next header or the comment right above that."""

    start: int
    end: int
    path: tuple[str, ...]
    """Of the header, without its quotes."""
    is_array: bool
    """True with double brackets."""


def sections(text: str) -> list[Section]:
    """The tables of the text of a legal TOML file, in order; what stands above the first of them is in none."""
    starts, headers, above = [], [], 0
    for start, end in statements(text):
        if text[start:end].lstrip().startswith("["):
            starts.append(_with_comment(text, above, start))
            headers.append(text[start:end])
        above = end
    ends = [*starts[1:], len(text)]
    return [
        Section(start, end, _path(header), header.lstrip().startswith("[["))
        for start, end, header in zip(starts, ends, headers, strict=False)
    ]


def entries(text: str) -> list[list[Section]]:
    """The sections of each `[[document]]`: its own, and those of its sub-tables, wherever they stand."""
    found: list[list[Section]] = []
    for section in sections(text):
        if section.path == (ENTRIES,) and section.is_array:
            found.append([section])
        elif section.path[0] == ENTRIES and found:
            found[-1].append(section)
    return found


def join_pieces(text: str, pieces: Sequence[Section]) -> str:
    """What stands in some sections."""
    return "".join(text[piece.start : piece.end] for piece in pieces)


def replace_pieces(text: str, pieces: Sequence[Section], new: str, newline: str = "\n") -> str:
    """The text with an entry's sections made anew, each where it stood if other tables stand between them."""
    for piece, part in reversed(list(zip(pieces, _spread(pieces, new), strict=True))):
        tail = text[piece.end :]
        part += newline if part and tail and not part.endswith("\n") else ""
        text = text[: piece.start] + part + tail
    return text


def _spread(pieces: Sequence[Section], new: str) -> list[str]:
    """An entry's new text, cut into one part for each of the sections that it had; what is added follows what it followed."""
    parts = ["" for _ in pieces]
    if not new or all(one.end == other.start for one, other in pairwise(pieces)):
        return [new, *parts[1:]]
    new, tail = split_tail(new)
    made = sections(new)
    starts = [0, *(section.start for section in made[1:]), len(new)]
    matcher = SequenceMatcher(None, [p.path for p in pieces], [p.path for p in made], autojunk=False)
    for tag, i, _, first, last in matcher.get_opcodes():
        for j in range(first, last):
            at = i + j - first if tag == "equal" else max(i - (tag == "insert"), 0)
            parts[at] += new[starts[j] : starts[j + 1]]
    return [*parts[:-1], parts[-1] + tail]


def insert_entry(text: str, new: str, position: int, newline: str, *, apart: bool) -> str:
    """The text with another entry before that of a number; `apart` leaves empty lines around it."""
    there = entries(text)
    at = there[0][0].start if there else len(text)
    if 0 < position <= len(there):
        at = there[position - 1][-1].end
    head, tail = text[:at], text[at:]
    if head and not head.endswith("\n"):
        head += newline
    if apart and head and not head.endswith(("\n\n", "\n\r\n")):
        head += newline
    if tail:
        new += newline * ((not new.endswith("\n")) + apart)
    return head + new + tail


def list_statement(text: str) -> tuple[int, int] | None:
    """Where the entries stand as a list in brackets, `document = [{…}]`."""
    for start, end in statements(text):
        if text[start:end].lstrip().startswith("["):
            return None
        if ENTRIES in tomllib.loads(text[start:end]):
            return start, end
    return None


def split_tail(text: str) -> tuple[str, str]:
    """What is said, and the empty lines and comments that follow it."""
    end = max((end for _, end in statements(text)), default=0)
    return text[:end], text[end:]


def comments_in(text: str) -> Iterator[str]:
    """All comments, without the spaces around them."""
    for token in _TOKEN.finditer(text):
        if token.group().startswith("#"):
            yield token.group().rstrip()


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Where each header, or key with its value, stands: whole lines."""
    depth, start = 0, None
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark == "\n":
            if start is not None and depth == 0:
                yield start, token.end()
                start = None
        elif not mark.startswith("#"):
            if start is None:
                start = text.rfind("\n", 0, token.start()) + 1
            depth += (mark in ("[", "{")) - (mark in ("]", "}"))
    if start is not None:
        yield start, len(text)


def _with_comment(text: str, above: int, start: int) -> int:
    """The start of the comment right above a header; one that begins the file is the file's."""
    first = start
    while first > above:
        line = text.rfind("\n", 0, first - 1) + 1
        if line < above or not text[line:first].lstrip().startswith("#"):
            break
        first = line
    return first if first > 0 else start


def _path(header: str) -> tuple[str, ...]:
    table: object = tomllib.loads(header)
    path = []
    while isinstance(table, (dict, list)) and table:
        if isinstance(table, list):
            table = table[0]
            continue
        key, table = next(iter(table.items()))
        path.append(key)
    return tuple(path)
