"""Thousands of reports → those whose notes a question can be about, by asking the index: to read all takes seconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa.answering.about_notes.certainty import speaks_of_notes
from qa.language.en.names import PROPER_NAME
from qa.language.en.note_questions import ABOUT_A_WORK
from qa.language.stems import is_content
from qa.language.word_match import phrases_of, read_terms
from qa.regex import regex

if TYPE_CHECKING:
    from qa.index.engine import PhraseQuery, Snapshot

_QUOTED = regex(r"[\"“«]([^\"“”«»]{2,200})[\"”»]")


def worth_reading(snapshot: Snapshot, question: str, reports: Iterable[str]) -> list[str]:
    """Those with notes, where the question's words speak of notes; else those in whose notes a name or title of it stands.

    An abbreviation that a question uses, and neither notes nor text spell so, finds none.
    """
    if speaks_of_notes(question):
        found = {source.doc_id for source in snapshot.sources()}
    else:
        titled = bool(ABOUT_A_WORK.search(question))
        # A name that the text has too is no sign of a question about notes, unless a work is asked about.
        asked = [name for name in _names_in(question) if titled or not is_in_text(snapshot, name)]
        found = {doc_id for name in asked for doc_id in snapshot.documents_with(_phrase(name), notes=True)}
    return [doc_id for doc_id in reports if doc_id in found]


def is_in_text(snapshot: Snapshot, name: str) -> bool:
    """Whether a name stands in the running text of any document."""
    return bool(snapshot.documents_with(_phrase(name), notes=False, most=1))


def _names_in(question: str) -> list[str]:
    """What is written with capitals or between quotation marks; of a run of capitals, each part as well."""
    runs = [match.group() for match in PROPER_NAME.finditer(question)]
    ends = [run.split(maxsplit=1)[1] for run in runs if " " in run]
    found = dict.fromkeys([*_QUOTED.findall(question), *runs, *ends])
    return [name for name in found if any(is_content(word) for word in name.split()) and read_terms(f'"{name}"')]


def _phrase(name: str) -> PhraseQuery:
    return phrases_of(read_terms(f'"{name}"'))
