"""Above and below a reply: how the question was read, what else may be meant, and the way to all mentions of its names."""

from __future__ import annotations

from functools import reduce

from qa.export.mentions import all_mentions, describe_count
from qa.markup import Html, el, join
from qa.types.answer import Answer, AnswerForm
from qa.ui.links import ask_link, find_link
from qa.ui.passage import Shelf
from qa.ui.scope import scope_words
from qa.wording.lines import say_line
from qa.wording.say import in_digits, say, say_html


def above_html(answer: Answer, shelf: Shelf) -> Html:
    """How the question was read, the readings that may be meant instead, and what has to be said with the answer."""
    read = _read_as(answer.read_as)
    others = [
        el("a", other, href=ask_link(other, _reports(answer, shelf)), cls="fq-open") for other in answer.did_you_mean
    ]
    meant = say_html("Did you mean: {questions}", questions=_either(others)) if others else None
    meant = el("p", meant, cls="fq-reading-as") if meant else None
    remark = el("p", say_line(answer.remark), cls="fq-remark") if answer.remark else None
    return join(read, meant, remark, _no_question(answer))


def below_html(answer: Answer, shelf: Shelf) -> Html | None:
    """Links to every sentence with the names or rare words of the question."""
    links = [
        el("a", all_mentions(count), href=find_link(count.words, _reports(answer, shelf)), cls="fq-open")
        for count in answer.mentions
    ]
    return el("p", say_html("See {mentions}", mentions=_both(links)), cls="fq-ways-on") if links else None


def _no_question(answer: Answer) -> Html | None:
    if answer.form is not AnswerForm.MENTIONS or not answer.mentions:
        return None
    count = answer.mentions[0]
    words = say("Words without a question: {count}.", count=describe_count(count))
    if len(answer.claims) < count.total:
        words = say(
            "Words without a question: {count}; the first {shown}.",
            count=describe_count(count),
            shown=in_digits(len(answer.claims)),
        )
    return el("p", words, cls="fq-remark")


def _read_as(question: str | None) -> Html | None:
    words = say_html("Read as {question}.", question=el("q", question)) if question else None
    return el("p", words, cls="fq-reading-as") if words else None


def _either(parts: list[Html]) -> Html:
    return reduce(lambda one, other: say_html("{one} or {other}", one=one, other=other), parts)


def _both(parts: list[Html]) -> Html:
    return reduce(lambda one, other: say_html("{one} and {other}", one=one, other=other), parts)


def _reports(answer: Answer, shelf: Shelf) -> list[str]:
    """What the question was asked of, as the field for reports shows it."""
    return [scope_words(doc_id, shelf.titles) for doc_id in answer.scope]
