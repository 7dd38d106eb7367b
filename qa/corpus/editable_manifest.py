"""A `corpus.toml` that is being changed: its text, and what it is meant to say, side by side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qa.corpus.entry_editing import EntryRow, edit_entry, new_entry, with_line_ends
from qa.corpus.manifest_text import (
    ENTRIES,
    comments_in,
    entries,
    insert_entry,
    join_pieces,
    list_statement,
    replace_pieces,
)
from qa.corpus.settings import TomlTable


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry stood, without a word of what stands around it."""

    before: tuple[str, ...]
    """Short hashes of the names of the files whose entries stood before it, up to a hundred."""
    pieces: tuple[tuple[int, int], ...]
    """Start and length of each of its sections, in characters of the whole text."""
    rest: str
    """sha256 of the text without it."""


@dataclass(slots=True)
class EditableManifest:
    """The text of a `corpus.toml` that is being changed, and the tables that it is meant to hold then."""

    text: str
    meant: TomlTable

    @property
    def newline(self) -> str:
        """The line end that most of its lines have."""
        return "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"

    @property
    def rows(self) -> list[EntryRow]:
        """The entries as they are meant."""
        rows: list[EntryRow] = self.meant.get(ENTRIES, [])  # type: ignore[assignment]
        return rows

    def find(self, name: str | None) -> int | None:
        """Which entry is a file's."""
        return next((i for i, row in enumerate(self.rows) if row.get("file") == name), None)

    def entry(self, number: int) -> tuple[str, EntryPlace]:
        """An entry as it is written, and where."""
        self.open_list()
        pieces = entries(self.text)[number]
        at = tuple((piece.start, piece.end - piece.start) for piece in pieces)
        rest = _sum(replace_pieces(self.text, pieces, ""))
        before = tuple(_hash(row, rest) for row in self.rows[max(number - 100, 0) : number])
        return join_pieces(self.text, pieces), EntryPlace(before, at, rest)

    def insert(self, row: EntryRow) -> None:
        """Enter a document, below the others."""
        self.open_list()
        new = with_line_ends(new_entry(row), self.newline)
        self.text = insert_entry(self.text, new, len(self.rows), self.newline, apart=True)
        self._mean(len(self.rows), row)

    def put_in(self, row: EntryRow, text: str, place: EntryPlace | None) -> None:
        """Put an entry back where it was: to the byte if all else is as it was then, else behind those that it followed."""
        self.open_list()
        number = len(self.rows) if place is None else self._behind(place)
        if place is not None and place.rest == _sum(self.text) and sum(n for _, n in place.pieces) == len(text):
            for start, length in place.pieces:
                self.text = self.text[:start] + text[:length] + self.text[start:]
                text = text[length:]
        else:
            self.text = insert_entry(self.text, text, number, self.newline, apart=number == len(self.rows))
        self._mean(number, row)

    def change(self, number: int, row: EntryRow, text: str | None = None) -> None:
        """Let an entry say something else; `text` is what it is made from, if not from what is written."""
        self.open_list()
        pieces = entries(self.text)[number]
        new = edit_entry(join_pieces(self.text, pieces) if text is None else text, row)
        self.text = replace_pieces(self.text, pieces, new, self.newline)
        self.rows[number] = row

    def delete(self, number: int) -> None:
        """Take an entry out."""
        self.open_list()
        self.text = replace_pieces(self.text, entries(self.text)[number], "")
        del self.rows[number]
        if not self.rows:
            del self.meant[ENTRIES]

    def open_list(self) -> None:
        """Write entries that stand in brackets, `document = [{…}]`, as tables: all of them, below what else is said."""
        found = list_statement(self.text)
        if found is None:
            return
        start, end = found
        said = self.text[start:end]
        above = "".join(f"{comment}\n" for comment in comments_in(said))
        new = (above and f"{above}\n") + "\n".join(map(new_entry, self.rows))
        newline = self.newline
        text = self.text[:start] + self.text[end:]
        if new and text.strip():
            text += newline * ((not text.endswith("\n")) + 1)
        self.text = text + with_line_ends(new, newline)
        if not self.rows:
            self.meant.pop(ENTRIES, None)

    def _behind(self, place: EntryPlace) -> int:
        before = set(place.before)
        return max((i for i, row in enumerate(self.rows, start=1) if _hash(row, place.rest) in before), default=0)

    def _mean(self, number: int, row: EntryRow) -> None:
        if not self.rows:
            self.meant[ENTRIES] = []
        self.rows.insert(number, row)


def _hash(row: EntryRow, salt: str) -> str:
    """What tells a file's entry without giving its name away."""
    return _sum(f"{salt} {row.get('file')}")[:8]


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
