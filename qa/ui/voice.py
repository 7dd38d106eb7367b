"""Whose words a quote is, beside it: the speaker, and the quotation marks that its neighbours keep; as HTML."""

from __future__ import annotations

from qa.export.answers import short_title
from qa.export.voices import lost_marks, speaker_words, voice_lead
from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.ui.passage import Shelf
from qa.wording.say import say, say_html


def voice_html(citation: Citation) -> Html | None:
    """`Quoted: Ana Ruiz, trader`; None where the words are the document's own."""
    lead = voice_lead(citation)
    if lead is None:
        return None
    words = speaker_words(citation)
    name = el("strong", words, dir="auto") if citation.speaker else words
    return el("p", f"{lead}: ", name, cls="fq-speaker")


def said_html(citation: Citation, shelf: Shelf) -> Html | None:
    """Beside a claim: whose words it is, and where there are several documents, in which one it stands."""
    voice = voice_html(citation)
    place = _place(citation, shelf) if len(shelf.titles) > 1 else None
    return el("div", voice, place, cls="fq-said") if voice or place else None


def in_marks(citation: Citation, words: Html) -> Html:
    """The words of a quote, between marks where all of it is somebody's; the marks are drawn, and no part of the text."""
    before, behind = lost_marks(citation)
    return join(_mark(before), words, _mark(behind))


def _mark(mark: str) -> Html | None:
    return el("span", cls="fq-opens" if mark == "“" else "fq-closes") if mark else None


def _place(citation: Citation, shelf: Shelf) -> Html:
    title = shelf.title(citation.document)
    page = el("span", say(", page {page}", page=citation.page)) if citation.page else None
    name = el("cite", short_title(title), title=title, dir="auto")
    return el("p", say_html("In {document}", document=name), page, cls="fq-in")
