"""Confirmed proposals → documents and corrections of the corpus, one by one; what fails is told, and the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from qa.corpus.changes import add_document
from qa.corpus.file_names import safe_file_name
from qa.corpus.manifest import Entry, make_doc_id, read_corpus
from qa.corpus.particulars import Particulars
from qa.corpus.source_fields import FieldValue
from qa.errors import QAError
from qa.files import holds
from qa.library.proposals import LibraryProposal
from qa.parse import read_bytes

_LONGEST = 150
"""Bytes of a new file's name, with room for a number."""
Correct = Callable[[str, dict[str, FieldValue]], str]


@dataclass(frozen=True, slots=True)
class TakenProposal:
    """What became of one proposal."""

    proposal: LibraryProposal
    document: str | None = None
    """`doc_id` of the text that was added or linked."""
    corrected: tuple[str, ...] = ()
    """The sources whose fields were corrected."""
    problem: str = ""
    """Why something of it was not done; one line."""


def take_proposals(
    folder: Path, proposals: Iterable[LibraryProposal], correct: Correct | None
) -> tuple[TakenProposal, ...]:
    """Add the files as the texts of their sources; `correct` writes fields of a source, None leaves them."""
    return tuple(_take(folder, proposal, correct) for proposal in proposals)


def _take(folder: Path, proposal: LibraryProposal, correct: Correct | None) -> TakenProposal:
    document, corrected = None, list[str]()
    try:
        # Corrections first: they are bound to the notes as they are indexed.
        if correct is not None and proposal.fields:
            corrected = [correct(label, dict(proposal.fields)) for label in proposal.labels]
        if proposal.text is not None:
            document = _add(folder, proposal, proposal.text).doc_id
    except QAError as error:
        return TakenProposal(proposal, document, tuple(corrected), str(error))
    return TakenProposal(proposal, document, tuple(corrected))


def _add(folder: Path, proposal: LibraryProposal, file: Path) -> Entry:
    data = read_bytes(file)
    entries = read_corpus(folder, may_be_empty=True).entries
    same = next((entry.path.name for entry in entries if holds(entry.path, data)), None)
    given = Particulars(proposal.labels, title=_title(proposal) if same is None else None)
    return add_document(folder, same or _free(file.name, entries), data, given, beside=file.parent)


def _title(proposal: LibraryProposal) -> str | None:
    """As the library has it; of a folder's file, its text says its title itself."""
    title = None if proposal.work.titles else proposal.work.fields.title
    return title.encode("utf-8", "replace").decode()[:300] if title else None


def _free(name: str, entries: Iterable[Entry]) -> str:
    """A name that no document has, short enough for every system."""
    path = Path(re.sub(r"\s+", " ", name))
    stem = path.stem
    while len(stem.encode("utf-8", "replace")) > _LONGEST:
        stem = stem[:-1]
    taken = {entry.doc_id for entry in entries} | {make_doc_id(entry.path.name) for entry in entries}
    names = (f"{stem.strip()}{f'-{n}' if n > 1 else ''}{path.suffix.lower()}" for n in count(1))
    return safe_file_name(next(free for free in names if make_doc_id(free) not in taken))
