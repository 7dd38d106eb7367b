"""How sure the reading of a document is that was read by OCR, in words."""

from __future__ import annotations

from qa.types.document import Document
from qa.wording.say import in_digits, in_percent, say, say_count

_MOST_NAMED = 5


def describe_ocr(document: Document) -> str | None:
    """`pages 1–3 read by OCR, 99% sure (page 2: 81%)`; None where the file gives its text."""
    pages = document.read_by_ocr()
    if not pages:
        return None
    every = len({place.page for place in document.places})
    mean = sum(pages.values()) / len(pages)
    doubtful = [
        say("page {page}: {share}", page=page, share=percent(sure))
        for page, sure in pages.items()
        if sure < mean - 0.05
    ]
    more = " …" if len(doubtful) > _MOST_NAMED else ""
    named = f" ({', '.join(doubtful[:_MOST_NAMED])}{more})" if doubtful else ""
    values = {"every": in_digits(every), "share": percent(mean), "doubtful": named}
    if len(pages) < every:
        return say_count(
            "{count} of {every} pages read by OCR, {share} sure{doubtful}: compare with the page before you quote",
            "{count} of {every} pages read by OCR, {share} sure{doubtful}: compare with the page before you quote",
            len(pages),
            **values,
        )
    return say_count(
        "{count} page read by OCR, {share} sure{doubtful}: compare with the page before you quote",
        "{count} pages read by OCR, {share} sure{doubtful}: compare with the page before you quote",
        len(pages),
        **values,
    )


def percent(sure: float) -> str:
    """`99%`; never more than there is."""
    return in_percent(int(100 * sure))
