"""The mode of Ask in which words are looked for: every sentence with them, as one types, in the documents' order."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError
from qa.export.mentions import describe_count, describe_document
from qa.export.voices import describe_voice
from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.types.mention_count import DocumentMentions
from qa.types.mentions import Mention, Mentions
from qa.ui.links import read_link, source_link
from qa.ui.remedies import in_browser_words
from qa.ui.session import show
from qa.wording.say import current_language, in_digits, say

WORDS = "words"
SHOWN = 200
"""Mentions that are listed; all are counted."""


def show_find(corpus: Corpus, generation: str, scope: tuple[str, ...] | None) -> None:
    """What has the words in the field, or what can be looked for."""
    words = " ".join((st.session_state.get(WORDS) or "").split())
    if not words:
        show(
            el(
                "p",
                say("A name, a word, a number, an identifier such as POL-358, or a phrase in quotation marks."),
                cls="fq-lead",
            )
        )
        return
    try:
        show(kept_mentions(corpus, generation, words, scope, current_language()))
    except QAError as error:
        show(el("p", in_browser_words(error), cls="fq-notice", role="status"))


def find_field() -> None:
    """The field; the script of the page sends what is typed as one types."""
    st.text_input(say("Words to look for"), key=WORDS, placeholder="Noboa", max_chars=200, bind="query-params")


@st.cache_resource(show_spinner=False, max_entries=64)
def kept_mentions(_corpus: Corpus, generation: str, words: str, scope: tuple[str, ...] | None, language: str) -> Html:
    """What was found for some words, looked for once in each state of the index, in words of a language."""
    return mentions_html(_corpus.find(words, document=scope, limit=SHOWN))


def mentions_html(found: Mentions) -> Html:
    """The counts, and each sentence under its document, with the words marked and its footnotes."""
    head = el("p", describe_count(found.count), ".", cls="fq-count", role="status")
    own: dict[str, list[Mention]] = {}
    for mention in found.mentions:
        own.setdefault(mention.citation.document, []).append(mention)
    sections = [_document(count, own[count.document]) for count in found.count.documents if count.document in own]
    left = found.count.total - len(found.mentions)
    words = say("and {count} more; longer or more words find fewer.", count=in_digits(left))
    more = el("p", words, cls="fq-notice") if left else None
    return el("section", head, *sections, more, cls="fq-mentions", aria_label=say("Mentions"))


def _document(count: DocumentMentions, mentions: list[Mention]) -> Html:
    facts = el("span", describe_document(count), cls="fq-facts")
    return join(
        el("h2", el("cite", count.title), " ", facts), el("ol", *map(_mention, mentions), cls="fq-mention-list")
    )


def _mention(mention: Mention) -> Html:
    return el("li", el("p", *_marked(mention), dir="auto"), el("p", *_between(list(_facts(mention))), cls="fq-facts"))


def _marked(mention: Mention) -> Iterator[Html]:
    quote, at, done = mention.citation.quote, mention.citation.span.start, 0
    for found in mention.found:
        start, end = found.span.start - at, found.span.end - at
        if start >= done:
            yield join(quote[done:start], el("mark", quote[start:end], cls=None if found.exact else "fq-other-form"))
            done = end
    yield join(quote[done:])


def _facts(mention: Mention) -> Iterator[str]:
    citation = mention.citation
    yield from _notes(citation, in_note=mention.in_note)
    if not mention.exact:
        yield say("another form")
    if voice := describe_voice(citation):
        yield voice
    if citation.page:
        yield say("page {page}", page=citation.page)
    yield el("a", say("Open in its place"), href=read_link(citation.document, citation.span), cls="fq-open")


def _notes(citation: Citation, *, in_note: bool) -> Iterator[Html]:
    links = citation.footnotes or citation.nearby_footnotes
    inferred = not citation.footnotes
    for label, source in {link.label: link.source for link in links}.items():
        yield el("a", _note_words(label, in_note=in_note, inferred=inferred), href=source_link(source), cls="fq-open")


def _note_words(label: str, *, in_note: bool, inferred: bool) -> str:
    if in_note:
        return say("note {label}, inferred", label=label) if inferred else say("note {label}", label=label)
    return say("footnote {label}, inferred", label=label) if inferred else say("footnote {label}", label=label)


def _between(parts: list[str]) -> list[str]:
    return [part for number, own in enumerate(parts) for part in ((" · ", own) if number else (own,))]
