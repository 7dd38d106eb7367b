"""Footnotes → sources: what each note names, and which document of the corpus holds its text."""

from __future__ import annotations

from collections.abc import Iterable

from qa.references import parse_reference
from qa.types import Document, Footnote, Reference, Source, Span


def make_sources(document: Document) -> tuple[Source, ...]:
    """One source for each footnote, in the notes' order; a label that occurs again gets `~2` in its identifier."""
    sources: list[Source] = []
    taken: set[str] = set()
    for note, footnote in enumerate(document.footnotes):
        identifier, count = f"{document.doc_id}#{footnote.label}", 1
        while identifier in taken:
            count += 1
            identifier = f"{document.doc_id}#{footnote.label}~{count}"
        taken.add(identifier)
        sources.append(_source(document, note, footnote, identifier))
    return tuple(sources)


def source_ids(document: Document) -> tuple[str, ...]:
    """The identifiers that `make_sources` gives, by index of the footnote."""
    return tuple(source.source_id for source in make_sources(document))


def hold(sources: Iterable[Source], holders: dict[str, str]) -> tuple[Source, ...]:
    """The same sources with `document` set from `holders`: source identifier → document identifier."""
    from dataclasses import replace

    return tuple(replace(source, document=holders.get(source.source_id)) for source in sources)


def _source(document: Document, position: int, footnote: Footnote, identifier: str) -> Source:
    note = footnote.span.of(document.text)
    reference = parse_reference(note)
    return Source(
        source_id=identifier,
        doc_id=document.doc_id,
        label=footnote.label,
        note=position,
        kind=reference.kind,
        authors=tuple(span.of(note) for span in reference.authors),
        issued=reference.issued_iso,
        language=reference.language,
        reference=note,
        document=None,
        **{name: _text(note, reference, name) for name in _TEXT_FIELDS},
    )


_TEXT_FIELDS = ("title", "publisher", "container", "number", "interviewee", "place", "medium", "url", "doi")


def _text(note: str, reference: Reference, name: str) -> str | None:
    span: Span | None = getattr(reference, name)
    return span.of(note) if span else None
