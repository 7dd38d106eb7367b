"""An Answer as HTML: the short answer, each claim with its numbered citations, or a refusal that explains itself."""

from __future__ import annotations

from itertools import count

from qa.answer import Answer, Citation, Claim, Status
from qa.render import describe_context
from qa.ui.evidence import Shelf, chain_html, context_html, evidence_html, quote_in_context
from qa.ui.html import Html, el


def reply_html(answer: Answer, shelf: Shelf) -> Html:
    """The whole reply."""
    if answer.status is Status.ABSTAINED:
        return _refusal(answer, shelf)
    numbers = count(1)
    shown: list[Citation] = []
    claims = []
    for claim in answer.claims:
        claims.append(_claim(claim, [next(numbers) for _ in claim.citations], shelf, shown))
        shown += claim.citations
    return el(
        "section",
        el("p", answer.short_answer, cls="fq-short") if answer.short_answer else None,
        el("ol", *claims, cls="fq-claims"),
        cls="fq-answer",
        aria_label="Answer",
    )


def _claim(claim: Claim, numbers: list[int], shelf: Shelf, shown: list[Citation]) -> Html:
    chips = [
        el("a", str(n), cls=_chip(c), href=f"#evidence-{n}", aria_label=f"Citation {n}: open its evidence")
        for n, c in zip(numbers, claim.citations, strict=True)
    ]
    quoted = next((c for c in claim.citations if c.quote == claim.text), None)
    before = context_html(quoted) if quoted and describe_context(quoted, shown) else None
    cls = "fq-claim-text" if quoted else "fq-claim-text fq-written"
    folds = [_citation(n, c, shelf) for n, c in zip(numbers, claim.citations, strict=True)]
    text = el("p", claim.text, " ", el("span", *chips, cls="fq-chips"), cls=cls)
    return el("li", before, text, *folds, cls="fq-claim")


def _citation(number: int, citation: Citation, shelf: Shelf) -> Html:
    summary = el("summary", el("span", str(number), cls=_chip(citation)), chain_html(citation, shelf))
    # The identifier stands inside the fold: a browser that is sent to it opens the fold by itself.
    evidence = el("div", evidence_html(citation, shelf), cls="fq-evidence", id=f"evidence-{number}")
    return el("details", summary, evidence, cls="fq-fold")


def _chip(citation: Citation) -> str:
    return "fq-chip" if citation.verdict.value == "quote_found" else "fq-chip fq-chip-fail"


def _refusal(answer: Answer, shelf: Shelf) -> Html:
    nearest = [
        el("li", quote_in_context(citation, shelf.document(citation.document), shelf)) for citation in answer.nearest
    ]
    return el(
        "section",
        el("h2", "No answer"),
        el("p", answer.reason or "No passage answers the question."),
        el("p", "The nearest passages, for you to judge", cls="fq-label") if nearest else None,
        el("ul", *nearest, cls="fq-nearest") if nearest else None,
        cls="fq-refusal",
        aria_label="No answer",
    )
