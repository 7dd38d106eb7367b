"""What a source's text says of a quote, as HTML: a badge for the chain, and a sentence for the evidence."""

from __future__ import annotations

from qa.export.backing_words import explain_backing, verdict_name
from qa.markup import Html, el
from qa.types.answer import Citation, SourceBacking
from qa.types.backing import Backing
from qa.types.source import Source
from qa.wording.say import noted, say

_SIGNS = {
    Backing.BACKS: "✓",
    Backing.DIFFERS: "≠",
    Backing.MENTIONS: "≈",
    Backing.NOT_FOUND: "∅",
    Backing.NOT_HELD: "–",
}
_MEANINGS = {
    Backing.BACKS: noted("A sentence of the source’s text says this, with the same numbers, dates and names."),
    Backing.DIFFERS: noted("The nearest sentence of the source’s text gives another value, or says that it is not so."),
    Backing.MENTIONS: noted("The source’s text is about this, and does not say all of it."),
    Backing.NOT_FOUND: noted("No sentence of the source’s text comes near this one."),
    Backing.NOT_HELD: noted("The corpus holds the reference, not the text of this source."),
}


def backing_of(citation: Citation, source: Source) -> SourceBacking | None:
    """What a source says of a quote, where that was asked."""
    return next((b for b in citation.backing if b.source == source.source_id), None)


def verdict_badge(backing: SourceBacking) -> Html:
    """`✓ Source agrees`."""
    words = f"{_SIGNS[backing.verdict]} {verdict_name(backing.verdict)}"
    return el("span", words, cls=f"fq-badge fq-{_name(backing.verdict)}", title=say(_MEANINGS[backing.verdict]))


def backing_html(backing: SourceBacking) -> Html:
    """The verdict as a sentence: “≠ Source differs: it says 12 million, the report 48 million”."""
    sign = el("span", _SIGNS[backing.verdict], cls="fq-sign", aria_hidden="true")
    name = el("strong", verdict_name(backing.verdict))
    words = el("span", name, explain_backing(backing))
    return el("p", sign, words, cls=f"fq-backing fq-{_name(backing.verdict)}", title=say(_MEANINGS[backing.verdict]))


def _name(verdict: Backing) -> str:
    return verdict.replace("_", "-")
