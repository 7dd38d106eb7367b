"""Above and below a reply: how the question was read, what else may be meant, and the way to all mentions of its names."""

from __future__ import annotations

from qa.export.mentions import all_mentions, describe_count
from qa.markup import Html, el, join
from qa.types.answer import Answer, AnswerForm
from qa.ui.links import ask_link, find_link
from qa.ui.passage import Shelf
from qa.ui.scope import scope_words


def above_html(answer: Answer, shelf: Shelf) -> Html:
    """How the question was read, the readings that may be meant instead, and what has to be said with the answer."""
    read = el("p", "Read as ", el("q", answer.read_as), ".", cls="fq-reading-as") if answer.read_as else None
    others = [
        el("a", other, href=ask_link(other, _reports(answer, shelf)), cls="fq-open") for other in answer.did_you_mean
    ]
    meant = el("p", "Did you mean: ", *_listed(others), cls="fq-reading-as") if others else None
    remark = el("p", answer.remark, cls="fq-remark") if answer.remark else None
    return join(read, meant, remark, _no_question(answer))


def below_html(answer: Answer, shelf: Shelf) -> Html | None:
    """Links to every sentence with the names or rare words of the question."""
    links = [
        el("a", all_mentions(count), href=find_link(count.words, _reports(answer, shelf)), cls="fq-open")
        for count in answer.mentions
    ]
    return el("p", "See ", *_listed(links, " and "), cls="fq-ways-on") if links else None


def _no_question(answer: Answer) -> Html | None:
    if answer.form is not AnswerForm.MENTIONS or not answer.mentions:
        return None
    count = answer.mentions[0]
    first = f"; the first {len(answer.claims)}" if len(answer.claims) < count.total else ""
    return el("p", f"Words without a question: {describe_count(count)}{first}.", cls="fq-remark")


def _listed(parts: list[Html], between: str = " or ") -> list[str]:
    return [part for number, own in enumerate(parts) for part in ((between, own) if number else (own,))]


def _reports(answer: Answer, shelf: Shelf) -> list[str]:
    """What the question was asked of, as the field for reports shows it."""
    return [scope_words(doc_id, shelf.titles) for doc_id in answer.scope]
