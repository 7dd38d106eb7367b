"""How sure the reading of a document is that was read by OCR, in words."""

from __future__ import annotations

from qa.types.document import Document

_MOST_NAMED = 5


def describe_ocr(document: Document) -> str | None:
    """`pages 1–3 read by OCR, 99% sure (page 2: 81%)`; None where the file gives its text."""
    pages = document.read_by_ocr()
    if not pages:
        return None
    every = len({place.page for place in document.places})
    mean = sum(pages.values()) / len(pages)
    doubtful = [f"page {page}: {percent(sure)}" for page, sure in pages.items() if sure < mean - 0.05]
    more = " …" if len(doubtful) > _MOST_NAMED else ""
    named = f" ({', '.join(doubtful[:_MOST_NAMED])}{more})" if doubtful else ""
    of = "" if len(pages) == every else f" of {every:,}"
    count = f"{len(pages):,}{of} page{'' if every == 1 else 's'} "
    return f"{count}read by OCR, {percent(mean)} sure{named}: compare with the page before you quote"


def percent(sure: float) -> str:
    """`99%`; never more than there is."""
    return f"{int(100 * sure)}%"
