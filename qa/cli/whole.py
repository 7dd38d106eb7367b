"""The overview of a document as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.export.answers import printable, wrap
from qa.types.answer import Citation
from qa.types.overview import Overview


def overview_to_text(found: Overview, width: int = 100) -> str:
    """Title, makers, date and address; outline; the sentences that stand for it, its findings and recommendations."""
    lines = [*wrap(found.title, width), *(line for fact in _facts(found) for line in wrap(fact, width, "  ", "    "))]
    if found.outline:
        base = min(heading.level for heading in found.outline)
        lines += ["", "Outline"]
        for heading in found.outline:
            indent = "  " * min(heading.level - base + 1, 4)
            lines += wrap(heading.text, width, indent, indent + "  ")
    lines += _quotes("In its own words", found.sentences, width)
    lines += _quotes("Findings", found.findings, width)
    lines += _quotes("Recommendations", found.recommendations, width)
    return printable("\n".join(lines))


def _facts(found: Overview) -> Iterator[str]:
    makers = [" ".join(c.quote.split()) for c in found.authors]
    dates = [" ".join(c.quote.split()) for c in found.dates]
    yield f"{found.document}, {found.kind}, language {found.language}"
    yield f"by, as its head says: {'; '.join(makers)}" if makers else "its head does not say who wrote it"
    yield f"dated, as its head says: {'; '.join(dates)}" if dates else "its head does not say when it was written"
    for name, value in (("publisher", found.publisher), ("in", found.container), ("address", found.url)):
        if value:
            yield f"{name}: {value}"


def _quotes(head: str, citations: Sequence[Citation], width: int) -> list[str]:
    if not citations:
        return []
    lines = ["", head]
    for citation in citations:
        labels = ", ".join(dict.fromkeys(link.label for link in citation.footnotes))
        near = ", ".join(dict.fromkeys(link.label for link in citation.nearby_footnotes))
        note = (
            f"; footnote {labels}" if labels else f"; footnote {near} later in the paragraph (inferred)" if near else ""
        )
        lines += ["", *wrap(f"“{' '.join(citation.quote.split())}”", width, "  ", "  ")]
        lines.append(f"      {citation.document}, {citation.span.start}–{citation.span.end}{note}")
    return lines
