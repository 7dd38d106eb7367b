"""What a library says of a work that its note was not read as: offered as corrections, field by field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.corpus.source_fields import SOURCE_FIELDS, FieldValue, check_fields
from qa.errors import UsageError
from qa.language.folding import fold_text
from qa.library.works import LibraryWork
from qa.types.source import Source, SourceKind

_FILLED = ("publisher", "container", "number", "language", "place", "url", "doi")
"""Given only where the note has none: it may name another edition, page or printing on purpose."""


def said_otherwise(work: LibraryWork, sources: Sequence[Source]) -> tuple[tuple[str, FieldValue], ...]:
    """The fields that differ from those of the first source, in the order of `SOURCE_FIELDS`; what a person gave stays."""
    source, fields = sources[0], work.fields
    found: dict[str, FieldValue] = {}
    if fields.kind not in (SourceKind.OTHER, source.kind):
        found["kind"] = fields.kind.value
    if fields.authors and not _same_people(fields.authors, source.authors):
        found["authors"] = fields.authors
    # What is cut short, or lacks the subtitle, says no more than the note.
    if fields.title and not _plain(source.title or "").startswith(_plain(fields.title)):
        found["title"] = fields.title
    if fields.issued and not (source.issued or "").startswith(fields.issued):
        found["issued"] = fields.issued
    for name in _FILLED:
        value = getattr(fields, name)
        if value and not getattr(source, name):
            found[name] = value
    return tuple(
        (name, value)
        for name in SOURCE_FIELDS
        if name in found and name not in source.corrected
        for value in _checked(name, found[name])
    )


def _checked(name: str, value: FieldValue) -> list[FieldValue]:
    """The value as it would be stored; what cannot be is not offered."""
    try:
        return list(check_fields({name: value}).values())
    except UsageError:
        return []


def _same_people(some: Sequence[str], others: Sequence[str]) -> bool:
    """By their words, in whatever order: `Doe, Jane` is Jane Doe."""
    return [sorted(_plain(name).split()) for name in some] == [sorted(_plain(name).split()) for name in others]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_text(text).text))
