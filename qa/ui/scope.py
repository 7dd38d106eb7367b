"""Which documents an answer is from: said above it, with the way to ask all of them; as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from qa.export.answers import short_title
from qa.markup import Html, el, join
from qa.types.answer import Answer, Status
from qa.ui.conversation import Turn
from qa.ui.links import ask_link
from qa.ui.passage import Shelf
from qa.wording.say import in_digits, say, say_html

_NAMED = 3


def scope_html(answer: Answer, shelf: Shelf) -> Html | None:
    """What the question was asked of, and by which of its words that was chosen; None where that is everything."""
    if not answer.scope:
        return None
    titles = _titles(answer.scope, shelf)
    asked = say_html("Asked of {documents}.", documents=titles)
    if answer.chosen_by:
        words = el("q", answer.chosen_by)
        asked = say_html("Asked of {documents}, since the question says {words}.", documents=titles, words=words)
    everywhere = el("a", say("Ask all documents"), href=_everywhere(answer), cls="fq-open")
    again = join(" ", everywhere) if answer.status is Status.ANSWERED else None
    return el("p", asked, again, cls="fq-scope")


def offer_html(answer: Answer, shelf: Shelf) -> Html | None:
    """After a refusal of some documents: the way to ask all of them, and whether another does answer."""
    if not answer.scope:
        return None
    words = say_html("{documents} does have an answer.", documents=_titles(answer.elsewhere, shelf))
    found = el("p", words, cls="fq-facts") if answer.elsewhere else None
    return el(
        "div", found, el("a", say("Ask all documents"), href=_everywhere(answer), cls="fq-offer"), cls="fq-offers"
    )


def scope_words(doc_id: str, titles: Mapping[str, str]) -> str:
    """A report in the field and in the address, where the title alone could name two."""
    return f"{titles.get(doc_id, doc_id)} ({doc_id})"


def again_link(turn: Turn, shelf: Shelf) -> str:
    """The question, put to the same documents again."""
    reports = [scope_words(doc_id, shelf.titles) for doc_id in turn.documents or ()]
    return ask_link(turn.question, reports, everywhere=mark_of(turn.question) if turn.everywhere else None)


def mark_of(question: str, documents: Sequence[str] | None = None) -> str:
    """What sets the identifiers of one reply apart from those of the others on the page, the same at every visit."""
    return sha256("\n".join((question, *(documents or ("",)))).encode(errors="replace")).hexdigest()[:6]


def _everywhere(answer: Answer) -> str:
    return ask_link(answer.question, everywhere=mark_of(answer.question))


def _titles(doc_ids: Sequence[str], shelf: Shelf) -> Html:
    names = [el("cite", short_title(shelf.title(doc_id)), dir="auto") for doc_id in doc_ids[:_NAMED]]
    named = join(*(join(", " if position else None, name) for position, name in enumerate(names)))
    left = len(doc_ids) - _NAMED
    return say_html("{documents} and {count} more", documents=named, count=in_digits(left)) if left > 0 else named
