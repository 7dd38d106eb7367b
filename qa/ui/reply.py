"""An Answer as HTML: the short answer, each claim with its numbered citations, or a refusal that explains itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from qa.export.answers import changed_note, describe_context
from qa.export.prose_words import is_written
from qa.markup import Html, el, join
from qa.types.answer import Answer, AnswerForm, Citation, Claim, Status, Verdict
from qa.types.document import Span
from qa.ui.conversation import Turn
from qa.ui.evidence import chain_html, evidence_html
from qa.ui.passage import NO_SPAN, Shelf, context_html, quote_in_context
from qa.ui.prose import given_up_html, prose_html
from qa.ui.scope import mark_of, offer_html, scope_html
from qa.ui.voice import in_marks, said_html, voice_html
from qa.ui.ways_on import above_html, below_html
from qa.ui.words import confidence_html
from qa.wording.lines import say_line
from qa.wording.say import noted, say, say_count


def reply_html(answer: Answer, shelf: Shelf, turn: Turn | None = None) -> Html:
    """The whole reply; `turn` is the question as it was put, where that was in a conversation."""
    note = changed_note(answer)
    notice = el("p", f"{note}.", cls="fq-notice", role="status") if note else None
    return join(
        notice,
        given_up_html(answer),
        _refusal(answer, shelf) if answer.status is Status.ABSTAINED else _answer(answer, shelf, turn),
    )


def _answer(answer: Answer, shelf: Shelf, turn: Turn | None) -> Html:
    shown: list[Citation] = []
    claims = []
    mark = mark_of(answer.question, turn.documents if turn else None)
    chips: list[Html] = []
    for claim, numbers, is_new in _numbered(answer):
        if is_new:
            claims.append(_claim(answer, mark, claim, numbers, shelf, shown))
        chips += [_chip_link(mark, n, c) for n, c in zip(numbers, claim.citations, strict=True)]
        shown += claim.citations
    return el(
        "section",
        scope_html(answer, shelf),
        above_html(answer, shelf),
        el("p", answer.short_answer, cls="fq-short") if answer.short_answer else None,
        _unverified(answer) or _sure(answer, mark),
        el("p", say_line(answer.difference), cls="fq-why fq-difference") if answer.difference else None,
        prose_html(answer, chips),
        el("p", say("What it rests on"), cls="fq-label") if is_written(answer) else None,
        el("ol", *claims, cls="fq-claims"),
        below_html(answer, shelf),
        cls="fq-answer",
        aria_label=say("Answer"),
    )


def _numbered(answer: Answer) -> Iterator[tuple[Claim, list[int], bool]]:
    """Each claim with the numbers of its citations, and whether they are new.

    Sentences of prose often rest on one and the same quote, which then stands below them once.
    """
    numbers, places = count(1), dict[tuple[str, Span], int]()
    for claim in answer.claims:
        known = [places.get((c.document, c.span), 0) for c in claim.citations] if is_written(answer) else [0]
        if all(known):
            yield claim, known, False
            continue
        own = [next(numbers) for _ in claim.citations]
        places.update(((c.document, c.span), n) for c, n in zip(claim.citations, own, strict=True))
        yield claim, own, True


def _sure(answer: Answer, mark: str) -> Html | None:
    """How sure an answer to a question is; sentences that were looked up, or that stand for a whole, answer none."""
    return confidence_html(answer, f"confidence-{mark}") if answer.form is AnswerForm.ANSWER else None


def evidence_id(mark: str, number: int) -> str:
    """The fragment of the address that opens a citation of the reply with that mark."""
    return f"evidence-{number}-{mark}"


def _unverified(answer: Answer) -> Html | None:
    """Said instead of a word of confidence when a quote failed its check."""
    cited = [citation for claim in answer.claims for citation in claim.citations]
    failed = sum(citation.verdict is not Verdict.QUOTE_FOUND for citation in cited)
    words = say_count(
        "✕ {failed} of {count} citation not verified",
        "✕ {failed} of {count} citations not verified",
        len(cited),
        failed=failed,
    )
    return el("p", el("span", words, cls="fq-badge fq-fail"), cls="fq-sure-line") if failed else None


def _claim(answer: Answer, mark: str, claim: Claim, numbers: list[int], shelf: Shelf, shown: list[Citation]) -> Html:
    cited = list(zip(numbers, claim.citations, strict=True))
    chips = [_chip_link(mark, n, c) for n, c in cited]
    quoted = next((c for c in claim.citations if c.quote == claim.text or is_written(answer)), None)
    before = context_html(quoted) if quoted and describe_context(quoted, shown) else None
    cls = "fq-claim-text" if quoted else "fq-claim-text fq-written"
    words = in_marks(quoted, _with_short(quoted, _short(answer, quoted))) if quoted else claim.text
    folds = [_citation(answer, mark, n, c, shelf) for n, c in cited]
    text = el("p", words, "\N{NO-BREAK SPACE}", el("span", *chips, cls="fq-chips"), cls=cls)
    return el("li", before, text, said_html(quoted or claim.citations[0], shelf), *folds, cls="fq-claim")


def _short(answer: Answer, citation: Citation) -> Span:
    """Where the short answer stands in a citation's quote."""
    short = answer.short_span
    if short is None or short.document != citation.document:
        return NO_SPAN
    inside = citation.span.start <= short.span.start < short.span.end <= citation.span.end
    return short.span if inside and citation.verdict is Verdict.QUOTE_FOUND else NO_SPAN


def _with_short(citation: Citation, short: Span) -> Html:
    """The quote with the short answer in it set off."""
    if short is NO_SPAN:
        return join(citation.quote)
    start, end = short.start - citation.span.start, short.end - citation.span.start
    quote = citation.quote
    return join(quote[:start], el("strong", quote[start:end], cls="fq-key-words"), quote[end:])


def _chip_link(mark: str, number: int, citation: Citation) -> Html:
    cls, name = _chip(citation)
    return el("a", str(number), cls=cls, href=f"#{evidence_id(mark, number)}", aria_label=say(name, number=number))


def _citation(answer: Answer, mark: str, number: int, citation: Citation, shelf: Shelf) -> Html:
    summary = el("summary", el("span", str(number), cls=_chip(citation)[0]), chain_html(citation, shelf))
    # The identifier stands inside the fold: a browser that is sent to it opens the fold by itself.
    evidence = evidence_html(citation, shelf, _short(answer, citation))
    inside = el("div", evidence, cls="fq-evidence", id=evidence_id(mark, number))
    return el("details", summary, inside, cls="fq-fold")


def _chip(citation: Citation) -> tuple[str, str]:
    """The classes of a citation's number, and its name, which says what they mean."""
    if citation.verdict is not Verdict.QUOTE_FOUND:
        return "fq-chip fq-chip-fail", noted("Citation {number}, not verified: open its evidence")
    if citation.footnotes or citation.source_of:
        return "fq-chip", noted("Citation {number}: open its evidence")
    if citation.nearby_footnotes:
        return "fq-chip fq-chip-inferred", noted("Citation {number}, footnote inferred: open its evidence")
    return "fq-chip fq-chip-bare", noted("Citation {number}, no footnote: open its evidence")


def _refusal(answer: Answer, shelf: Shelf) -> Html:
    nearest = [
        el("li", quote_in_context(citation, shelf.document(citation.document), shelf), voice_html(citation))
        for citation in answer.nearest
    ]
    return el(
        "section",
        el("h2", say("No answer")),
        scope_html(answer, shelf),
        above_html(answer, shelf),
        el("p", say_line(answer.reason or "") or say("No passage answers the question.")),
        offer_html(answer, shelf),
        below_html(answer, shelf),
        el("p", say("The nearest passages, for you to judge"), cls="fq-label") if nearest else None,
        el("ul", *nearest, cls="fq-nearest") if nearest else None,
        cls="fq-refusal",
        aria_label=say("No answer"),
    )
