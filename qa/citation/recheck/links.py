"""Footnotes that a citation claims, held against those that stand on its quote: label and source, none altered, none left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.citation.cite import find_links
from qa.citation.recheck.findings import CheckOutcome, PartCheck
from qa.types.answer import Citation, FootnoteLink, LinkKind
from qa.types.document import Document, Span
from qa.types.source import Source


def check_links(
    citation: Citation, span: Span, document: Document, sources: Sequence[Source], now: Mapping[str, frozenset[str]]
) -> Iterator[PartCheck]:
    """What became of the footnotes of a quote that stands at `span`.

    Args:
        citation: as saved, or as just made.
        span: where its quote stands.
        document: the quote's.
        sources: those that the document's footnotes name.
        now: the identifiers that the corpus has for each source that the answer describes.
    """
    standing, nearby = find_links(document, span, tuple(sources))
    for link in (*citation.footnotes, *citation.nearby_footnotes):
        inferred = link in citation.nearby_footnotes and link.link is LinkKind.PARAGRAPH
        links = [*standing, *nearby] if inferred else [x for x in standing if x.link is link.link]
        yield _claimed(link, {(x.label, x.source) for x in links}, now)
    # Without its footnote a quote would pass for the document's own statement, or rest on half of what it rests on.
    known = {source_id for link in citation.footnotes for source_id in now.get(link.source, ())}
    for link in standing:
        if link.source not in known:
            yield PartCheck(
                f"footnote {link.label}",
                CheckOutcome.BROKEN,
                f"it stands on this quote for {link.source}, and is left out",
            )


def _claimed(link: FootnoteLink, standing: set[tuple[str, str]], now: Mapping[str, frozenset[str]]) -> PartCheck:
    """Whether a footnote stands on a quote, where `standing` do, and names the source that it is said to name."""
    name, known = f"footnote {link.label}", now.get(link.source, frozenset())
    if link.source in known and (link.label, link.source) in standing:
        return PartCheck(name, CheckOutcome.HOLDS, "")
    moved = sorted({other for other, source in standing if source in known})
    if moved and link.source not in known:
        return PartCheck(name, CheckOutcome.MOVED, f"it is footnote {', '.join(moved)} now")
    if link.source not in now:
        return PartCheck(name, CheckOutcome.BROKEN, f"the answer does not say what {link.source} is")
    if any(other == link.label for other, _ in standing):
        return PartCheck(name, CheckOutcome.BROKEN, "it does not name this source")
    return PartCheck(name, CheckOutcome.BROKEN, "it does not stand on this quote")
