"""What a person says of a source in place of what its note was read as, bound to the note by its words, not by its number."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.corpus.settings import MANIFEST
from qa.corpus.source_fields import SOURCE_FIELDS, FieldValue, check_fields
from qa.errors import CorpusError, UsageError
from qa.regex import regex
from qa.types.document import Document, Problem, ProblemKind
from qa.types.source import Source, SourceKind

ANCHOR = ("footnote", "note", "fingerprint")
_FINGERPRINT = regex(r"([1-9]\d{0,4})-([0-9a-f]{16})")
_WORDS = 90
"""Characters of a note that are written beside a correction, for people."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Some fields of one work, and the note that names it."""

    footnote: str
    """The note's label when the correction was made; in another version of the document it may have another."""
    note: str
    """How the note begins, or, of a note that names several works, the part that names this one."""
    fingerprint: str
    """Of the note's words, see `make_fingerprint`; empty where a person wrote the entry, and `note` alone tells."""
    fields: tuple[tuple[str, FieldValue], ...]

    @property
    def names(self) -> str:
        """The fields that it gives."""
        return ", ".join(name for name, _ in self.fields)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a correction belongs to no work now."""

    reason: str


def read_corrections(rows: object, where: str) -> tuple[Correction, ...]:
    """The corrections of a document's entry in the manifest.

    Raises:
        CorpusError: one of them cannot be understood.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(f"{where}: begin each correction of a source with [[document.source]], in double brackets")
    return tuple(_read(row, f"{where}, source {number}") for number, row in enumerate(rows, start=1))


def _read(row: dict[str, Any], where: str) -> Correction:
    label, note, fingerprint = (row.get(key, "") for key in ANCHOR)
    if isinstance(label, int) and not isinstance(label, bool):
        label = str(label)
    if not isinstance(label, str) or not label:
        raise CorpusError(f'{where}: say which footnote it is about, as footnote = "6"')
    if not isinstance(note, str) or not _folded(note):
        raise CorpusError(f'{where}: say how the note of footnote {label} begins, as note = "its first words"')
    if fingerprint and not (isinstance(fingerprint, str) and _FINGERPRINT.fullmatch(fingerprint)):
        raise CorpusError(
            f"{where}: `fingerprint` is not as it was written; delete it, and `note` alone tells the note"
        )
    try:
        fields = check_fields({key: value for key, value in row.items() if key not in ANCHOR})
    except UsageError as error:
        raise CorpusError(f"{where}: {error}; mend it in {MANIFEST}") from error
    return Correction(label, note, str(fingerprint), tuple(fields.items()))


def make_correction(source: Source, notes: Sequence[str], fields: dict[str, FieldValue]) -> Correction:
    """Bind fields to the note that names a source; `notes` are the texts of all of its document's notes."""
    words = " ".join(source.reference.split())
    short = words if len(words) <= _WORDS else f"{words[:_WORDS].rpartition(' ')[0] or words[:_WORDS]} …"
    return Correction(source.label, short, make_fingerprint(notes, source.note), tuple(fields.items()))


def make_fingerprint(notes: Sequence[str], position: int) -> str:
    """A hash of the note's letters and digits, and of as many notes before it as tell it from all others.

    `1-…` for most; an `Ibid.` is told by the notes that lead to it, so that no other one is ever taken for it.
    """
    folded = [_folded(note) for note in notes]
    for length in range(1, len(folded) + 1):
        run = _run(folded, position, length)
        if Counter(_run(folded, i, length) for i in range(len(folded)) if folded[i] == folded[position])[run] == 1:
            break
    return f"{length}-{_digest(run)}"


def place(corrections: Sequence[Correction], document: Document, sources: Sequence[Source]) -> list[Source | Unplaced]:
    """The work that each correction is about, as the document now stands, or why there is none."""
    notes = [_folded(footnote.span.of(document.text)) for footnote in document.footnotes]
    works: list[list[Source]] = [[] for _ in notes]
    for source in sources:
        if source.doc_id == document.doc_id and 0 <= source.note < len(notes):
            works[source.note].append(source)
    return [_place(correction, notes, works) for correction in corrections]


def apply_corrections(
    corrections: Sequence[Correction], document: Document, sources: Sequence[Source]
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The sources with what a person says of them, those that point to such a work too; and what could not be applied."""
    if not corrections:
        return tuple(sources), ()
    given: dict[str, dict[str, FieldValue]] = {}
    problems = []
    for correction, found in zip(corrections, place(corrections, document, sources), strict=True):
        if isinstance(found, Unplaced):
            problems.append(_problem(correction, found.reason))
        elif found.same_as:
            problems.append(_problem(correction, f"the note means the work {found.same_as}, which can be corrected"))
        else:
            given.setdefault(found.source_id, {}).update(correction.fields)
    return tuple(_with_fields(s, given.get(s.same_as or s.source_id, {})) for s in sources), tuple(problems)


def _with_fields(source: Source, given: dict[str, FieldValue]) -> Source:
    if not given:
        return source
    # What is given as empty, the work does not have.
    fields: dict[str, Any] = {name: value if name == "authors" else value or None for name, value in given.items()}
    if "kind" in fields:
        fields["kind"] = SourceKind(fields["kind"])
    return replace(source, corrected=tuple(name for name in SOURCE_FIELDS if name in given), **fields)


def _problem(correction: Correction, reason: str) -> Problem:
    return Problem(
        ProblemKind.UNPLACED_CORRECTION,
        correction.footnote,
        f"what was corrected of footnote {correction.footnote} ({correction.names}) is kept and not applied: {reason}",
    )


def _place(correction: Correction, notes: Sequence[str], works: Sequence[Sequence[Source]]) -> Source | Unplaced:
    words = _folded(correction.note)
    if correction.fingerprint:
        length, _, digest = correction.fingerprint.partition("-")
        found = [i for i in range(len(notes)) if _digest(_run(notes, i, int(length))) == digest]
    else:
        found = [i for i, named in enumerate(works) if any(_begins(work, words) for work in named)]
    if len(found) != 1:
        # Not even the one with the same number: in another version of the document that may be another note.
        count = "several notes read" if found else "no note reads"
        return Unplaced(f"{count} “{correction.note}” now")
    named = works[found[0]]
    fitting = named if len(named) == 1 else [work for work in named if _begins(work, words)]
    if len(fitting) != 1:
        return Unplaced(f"no one work of its note is told by “{correction.note}” now")
    return fitting[0]


def _begins(work: Source, words: str) -> bool:
    return _folded(work.reference).startswith(words)


def _folded(text: str) -> str:
    """Letters and digits alone: other quotation marks, spaces and line ends make no other note."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _run(folded: Sequence[str], position: int, length: int) -> str:
    """A note with those before it; the first of all has the document's beginning before it."""
    first = position - length + 1
    return "\n".join((["^"] if first < 0 else []) + list(folded[max(first, 0) : position + 1]))


def _digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:16]
