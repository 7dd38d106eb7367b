"""A parsed Document as JSON and back: by field for the database's columns, and whole for another process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qa.types.document import (
    Block,
    BlockKind,
    Document,
    Footnote,
    Marker,
    OffsetMap,
    Place,
    Problem,
    ProblemKind,
    Span,
    WebLink,
)
from qa.types.given_work import given_to_row, row_to_given


def document_to_fields(document: Document) -> dict[str, str]:
    """Everything but identifier, title and language; the text as it is, each other field as JSON."""
    return {
        "text": document.text,
        "blocks": json.dumps(
            [
                [
                    b.kind,
                    b.span.start,
                    b.span.end,
                    b.level,
                    [b.speaker.start, b.speaker.end] if b.speaker else None,
                    b.repeated,
                ]
                for b in document.blocks
            ]
        ),
        "markers": json.dumps(
            [
                [m.label, m.at, [m.raw.start, m.raw.end] if m.raw else None, m.note, *([m.said] if m.said else [])]
                for m in document.markers
            ]
        ),
        "footnotes": json.dumps([[f.label, f.span.start, f.span.end, f.refers_to] for f in document.footnotes]),
        "problems": json.dumps([[p.kind, p.label, p.message] for p in document.problems]),
        "offsets": json.dumps([document.offsets.clean, document.offsets.raw]),
        "places": json.dumps(
            [[p.at, p.page, p.box, p.element, *([] if p.sure is None else [p.sure])] for p in document.places]
        ),
    }


def fields_to_document(doc_id: str, title: str, fields: Mapping[str, str]) -> Document:
    """The document whose fields `document_to_fields` gave."""

    def read(name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(fields[name])

    clean, raw = read("offsets")
    return Document(
        doc_id=doc_id,
        title=title,
        text=fields["text"],
        blocks=tuple(
            Block(BlockKind(kind), Span(start, end), level, Span(*speaker) if speaker else None, repeated)
            for kind, start, end, level, speaker, repeated in read("blocks")
        ),
        markers=tuple(
            # What an index made before does not have comes last.
            Marker(label, at, Span(*raw) if raw else None, note, *said)
            for label, at, raw, note, *said in read("markers")
        ),
        footnotes=tuple(Footnote(label, Span(a, b), tuple(meant)) for label, a, b, meant in read("footnotes")),
        problems=tuple(Problem(ProblemKind(kind), label, text) for kind, label, text in read("problems")),
        offsets=OffsetMap(tuple(clean), tuple(raw)),
        language=fields.get("language"),
        places=tuple(
            Place(at, page, tuple(box) if box else None, element, *sure)
            for at, page, box, element, *sure in read("places")
        ),
    )


def document_to_json(document: Document) -> str:
    """The whole document as one JSON object."""
    links = [[link.span.start, link.span.end, link.url] for link in document.links]
    whole = {
        "doc_id": document.doc_id,
        "title": document.title,
        "language": document.language,
        "links": links,
        "works": [given_to_row(work) for work in document.works],
        **document_to_fields(document),
    }
    return json.dumps(whole)


def json_to_document(text: str) -> Document:
    """The document that `document_to_json` gave."""
    fields = json.loads(text)
    links = tuple(WebLink(Span(start, end), url) for start, end, url in fields.pop("links"))
    works = tuple(row_to_given(row) for row in fields.pop("works"))
    return replace(fields_to_document(fields.pop("doc_id"), fields.pop("title"), fields), links=links, works=works)
