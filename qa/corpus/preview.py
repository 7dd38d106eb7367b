"""What a file is understood to be, before it is added to the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from qa.corpus.file_names import safe_file_name
from qa.corpus.manifest import Entry, make_doc_id
from qa.corpus.source_matching import RAW_HEAD, Proposal, propose
from qa.files import holds
from qa.language.of_document import language_of
from qa.parse import parse_bytes
from qa.parse.faults import faults_of
from qa.types.document import Document
from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as the corpus would take it."""

    name: str
    """The file name that it would have: its own, or one like it where the corpus has another document of that name."""
    document: Document
    language: str
    """ISO 639-1 code: as the file says, or the text tells."""
    proposals: tuple[Proposal, ...]
    """The sources whose full text it seems to be."""
    same: str | None
    """`doc_id` of a document of the corpus with the very same content."""
    namesake: str | None
    """`doc_id` of a document of the corpus whose place this file's name would take."""


def preview_document(
    name: str,
    data: bytes,
    entries: Iterable[Entry],
    sources: Iterable[Source],
    *,
    encoding: str | None = None,
    folder: Path | None = None,
) -> Understood:
    """Parse a file, which may lie in `folder`, and say what it is.

    Raises:
        UsageError: the name cannot be used.
        DocumentError: it cannot be read as a document.
    """
    name = safe_file_name(name)
    doc_id = make_doc_id(name)
    document = parse_bytes(data, name, doc_id, encoding=encoding, folder=folder)
    entries = tuple(entries)
    same = next((entry.doc_id for entry in entries if holds(entry.path, data)), None)
    with faults_of(name):
        language = language_of(document)
        proposals = propose(document, sources, data[:RAW_HEAD], same=same)
    return Understood(
        name=name if same else free_name(name, entries),
        document=document,
        language=language,
        proposals=proposals,
        same=same,
        namesake=next((entry.doc_id for entry in entries if entry.doc_id == doc_id), None),
    )


def free_name(name: str, entries: Iterable[Entry]) -> str:
    """`release.txt`, or `release-2.txt` where that is taken."""
    path, entries = Path(name), tuple(entries)
    taken = {entry.doc_id for entry in entries} | {make_doc_id(entry.path.name) for entry in entries}
    names = (f"{path.stem}{f'-{n}' if n > 1 else ''}{path.suffix}" for n in count(1))
    return next(free for free in names if make_doc_id(free) not in taken)
