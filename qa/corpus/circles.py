"""No document is its own source, nor a source of what is, directly or by others, a source of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qa.corpus.manifest import Entry
from qa.errors import UsageError
from qa.files import holds

Backs = Mapping[str, Iterable[str]]
"""For each document, those that it is a source of."""


def document_of(source_id: str) -> str:
    """The document whose footnote it is: `report#6` → `report`."""
    return source_id.partition("#")[0]


def backs_of(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Which documents each is a source of, as the manifest says."""
    return {entry.doc_id: {document_of(source_id) for source_id in entry.source_of} for entry in entries}


def leads_to(backs: Backs, start: str, end: str) -> bool:
    """Whether one document is another's source, directly or by others in between; each is taken to be its own."""
    seen, open_ends = {start}, [start]
    while open_ends:
        for following in backs.get(open_ends.pop(), ()):
            if following not in seen:
                seen.add(following)
                open_ends.append(following)
    return end in seen


def refuse_circles(entries: Iterable[Entry], doc_id: str, source_of: Iterable[str], data: bytes) -> None:
    """Refuse to make a document the text of footnotes that stand in itself, or in a source of it.

    Raises:
        UsageError: names the footnote.
    """
    entries = tuple(entries)
    backs, paths = backs_of(entries), {entry.doc_id: entry.path for entry in entries}
    for source_id in source_of:
        report = document_of(source_id)
        if report == doc_id or (report in paths and holds(paths[report], data)):
            raise UsageError(
                f"{source_id} is a footnote of this document itself, which is not its own source; "
                "name a footnote of another document, or none"
            )
        if leads_to(backs, report, doc_id):
            raise UsageError(
                f"{source_id}: {report} is itself a source of {doc_id}; two documents cannot be sources of each other"
            )


def faulty_links(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Links of a manifest that run in a circle, with what is wrong with each: a line."""
    entries = tuple(entries)
    backs = backs_of(entries)
    for entry in entries:
        for source_id in entry.source_of:
            report = document_of(source_id)
            if report == entry.doc_id:
                yield (
                    source_id,
                    f"{entry.path.name}: source_of names {source_id}, a footnote of its own, and is left out: "
                    "no document is its own source",
                )
            elif leads_to(backs, report, entry.doc_id):
                yield (
                    source_id,
                    f"{entry.path.name}: source_of names {source_id}, and is left out: {report} is itself a source of "
                    f"{entry.doc_id}, and two documents cannot be sources of each other",
                )
