"""Mentions as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from qa.export.answers import printable, wrap
from qa.export.mentions import describe_count, describe_document
from qa.export.voices import describe_voice
from qa.types.mentions import Mention, Mentions


def mentions_to_text(found: Mentions, width: int = 100) -> str:
    """Counts, and each sentence under its document's title, with its footnotes; `«»` stand around the words."""
    lines = [describe_count(found.count)]
    shown = {found_in.document: found_in for found_in in found.count.documents}
    document = None
    for mention in found.mentions:
        if mention.citation.document != document:
            document = mention.citation.document
            own = shown[document]
            lines += ["", *wrap(f"{own.title} ({document}): {describe_document(own)}", width)]
        lines += [
            "",
            *wrap(_marked(mention), width, "  ", "  "),
            *wrap("; ".join(_facts(mention)), width, "      ", "      "),
        ]
    if left := found.count.total - len(found.mentions):
        lines += ["", f"and {left:,} more"]
    return printable("\n".join(lines))


def _marked(mention: Mention) -> str:
    quote, at = mention.citation.quote, mention.citation.span.start
    parts, done = [], 0
    for found in mention.found:
        start, end = found.span.start - at, found.span.end - at
        if start < done:
            continue
        parts += [quote[done:start], "«", quote[start:end], "»"]
        done = end
    return " ".join("".join([*parts, quote[done:]]).split())


def _facts(mention: Mention) -> Iterator[str]:
    citation = mention.citation
    yield f"{citation.document}, {citation.span.start}–{citation.span.end}"
    labels = ", ".join(dict.fromkeys(link.label for link in citation.footnotes))
    near = ", ".join(dict.fromkeys(link.label for link in citation.nearby_footnotes))
    if mention.in_note:
        yield f"note {labels}" if labels else "a note"
    elif labels:
        yield f"footnote {labels}"
    elif near:
        yield f"footnote {near} later in the paragraph (inferred)"
    if not mention.exact:
        yield "another form"
    if voice := describe_voice(citation):
        yield voice
