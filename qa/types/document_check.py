"""Whether a document that came from another process is one: types, offsets in its text, references between its parts."""

from __future__ import annotations

from itertools import pairwise

from qa.types.document import Document, Span


def check_document(document: Document) -> None:
    """Refuse what no parser gives.

    Raises:
        ValueError: a part is of another type, or leads out of the text or the document.
    """
    length = len(document.text)
    _are_texts([document.doc_id, document.title, document.text, "" if document.language is None else document.language])
    _are_spans([block.span for block in document.blocks], length)
    _are_spans([block.speaker for block in document.blocks if block.speaker], length)
    _are_within([block.level for block in document.blocks], 1000)
    _are_within([marker.at for marker in document.markers], length)
    _are_spans([note.span for note in document.footnotes], length)
    _are_spans([link.span for link in document.links], length)
    _are_within([place.at for place in document.places], length)
    _rise([block.span.start for block in document.blocks])
    _rise([marker.at for marker in document.markers])
    _rise([place.at for place in document.places])
    _check_references(document)
    _check_places(document)


def _check_references(document: Document) -> None:
    last = len(document.footnotes) - 1
    _are_texts([marker.label for marker in document.markers] + [note.label for note in document.footnotes])
    _are_texts([problem.label for problem in document.problems])
    _are_texts([link.url for link in document.links] + [problem.message for problem in document.problems])
    _are_within([marker.note for marker in document.markers if marker.note is not None], last)
    _are_within([meant for note in document.footnotes for meant in note.refers_to], last)
    if not all(link.url.lower().startswith(("http://", "https://")) for link in document.links):
        raise ValueError("a link that does not lead to the web")


def _check_places(document: Document) -> None:
    raw = [span for marker in document.markers if (span := marker.raw)]
    offsets = document.offsets
    _are_whole([at for span in raw for at in (span.start, span.end)])
    _are_whole([*offsets.clean, *offsets.raw])
    _rise(list(offsets.clean))
    if len(offsets.clean) != len(offsets.raw):
        raise ValueError("offsets without a counterpart")
    _are_texts([text for place in document.places for text in (place.page, place.element) if text is not None])
    for place in document.places:
        if place.box is not None and (len(place.box) != 4 or not all(type(n) in (int, float) for n in place.box)):
            raise ValueError("a place that is no rectangle")
        if place.sure is not None and not (type(place.sure) in (int, float) and 0 <= place.sure <= 1):
            raise ValueError("a reading that is surer than sure")


def _are_texts(values: list[str]) -> None:
    for value in values:
        if type(value) is not str:
            raise ValueError(f"{type(value).__name__} where a text is wanted")


def _are_whole(values: list[int]) -> None:
    for value in values:
        if type(value) is not int or value < 0:
            raise ValueError(f"{value!r:.40} where an offset is wanted")


def _are_within(values: list[int], last: int) -> None:
    _are_whole(values)
    if values and max(values) > last:
        raise ValueError(f"{max(values)} where {last} is the last")


def _are_spans(spans: list[Span], length: int) -> None:
    _are_within([at for span in spans for at in (span.start, span.end)], length)
    if any(span.start > span.end for span in spans):
        raise ValueError("a span that ends before it begins")


def _rise(values: list[int]) -> None:
    if any(later < earlier for earlier, later in pairwise(values)):
        raise ValueError("parts out of order")
