"""What a language model wrote, as HTML: prose whose sentences lead to their proofs, those that failed struck with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from qa.export.prose_words import describe_prose, is_written, why_struck, written_sentences
from qa.markup import Html, el, join
from qa.types.answer import Answer, Claim
from qa.types.prose import WrittenSentence
from qa.wording.say import say


def prose_html(answer: Answer, chips: Sequence[Html]) -> Html | None:
    """The prose, with the numbers of its citations; None for an answer by quotation."""
    if not is_written(answer):
        return None
    numbers = count()
    sentences = []
    for sentence, claim in written_sentences(answer):
        marks = [chips[next(numbers)] for _ in claim.citations] if claim else []
        sentences.append(_sentence(sentence, marks if claim else None))
    return join(_laid_out(sentences, answer), el("p", describe_prose(answer), cls="fq-facts"))


def _laid_out(sentences: Sequence[Html], answer: Answer) -> Html:
    """One behind the other; of a timeline or figures, a row each with the date or the figures in front."""
    written = answer.prose.sentences if answer.prose else ()
    if all(sentence.listed is None for sentence in written):
        return el("div", *_spaced(sentences), cls="fq-prose")
    rows = [
        el("tr", el("th", sentence.listed or "—", scope="row"), el("td", html))
        for sentence, html in zip(written, sentences, strict=True)
    ]
    return el("table", el("tbody", *rows), cls="fq-prose fq-listed")


def live_html(told: Sequence[tuple[WrittenSentence, Claim | None]], waiting: str) -> Html:
    """The sentences that have been judged so far, and what is waited for."""
    numbers = count(1)
    sentences = []
    for sentence, claim in told:
        marks = [el("span", str(next(numbers)), cls="fq-chip") for _ in claim.citations] if claim else None
        sentences.append(_sentence(sentence, marks))
    waits = el("p", waiting, cls="fq-facts fq-writing")
    return el(
        "section", el("div", *_spaced(sentences), cls="fq-prose"), waits, cls="fq-answer", aria_label=say("Answer")
    )


def given_up_html(answer: Answer) -> Html | None:
    """Above an answer by quotation that a model was to write: why it is none of its, and what it wrote, folded."""
    if answer.prose is None or is_written(answer):
        return None
    why = el("p", describe_prose(answer), cls="fq-notice", role="status")
    if not answer.prose.sentences:
        return why
    sentences = _spaced([_sentence(sentence, None) for sentence in answer.prose.sentences])
    fold = el("details", el("summary", say("What it wrote")), el("div", *sentences, cls="fq-prose"), cls="fq-fold")
    return join(why, fold)


def _sentence(sentence: WrittenSentence, marks: Sequence[Html] | None) -> Html:
    """With the numbers of its citations, or struck."""
    if marks is None:
        reason = el("span", why_struck(sentence), cls="fq-struck-why")
        return el("span", el("s", sentence.text), " ", reason, cls="fq-struck")
    return el("span", sentence.text, "\N{NO-BREAK SPACE}", el("span", *marks, cls="fq-chips"))


def _spaced(sentences: Sequence[Html]) -> Iterator[str]:
    for sentence in sentences:
        yield sentence
        yield " "
