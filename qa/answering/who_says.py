"""“Who says that …?”: the statement is looked for, and the answer is its speaker, or that the document does not name one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.extract import Extraction
from qa.answering.finish import NEAREST_SHOWN, finish_answer, refuse
from qa.citation.cite import cite_all
from qa.index.engine import Snapshot
from qa.language.en import speaker_questions as asks
from qa.language.en.speakers import is_unnamed
from qa.language.stems import content_stems
from qa.types.answer import Answer, Citation, Claim, ShortSpan, Voice
from qa.types.document import Span

_PATTERNS = (asks.ACCORDING_TO_WHOM, asks.ASKS_WHO_SAYS, asks.WHO_CALLS, asks.WHO_JUDGES, asks.TO_WHOM_LAST)
_SPOKEN = (Voice.QUOTED, Voice.REPORTED)
_LEAST_SHARED, _LEAST_AGAINST = 0.5, 0.75
"""Share of the statement's words that somebody's sentence must have, to be what was asked for; and where the passages are
thought not to answer the question, most of which is that sentence."""
NOT_NAMED = "the document does not name the speaker"
ITSELF = "the document itself"


def answer_who_says(snapshot: Snapshot, question: str, statement: str, found: Extraction) -> Answer | None:
    """The speaker of a statement, with the sentence that gives it; None where the question may ask for something else."""
    cited = cite_all(snapshot, found.ranked[: 2 * NEAREST_SHOWN])
    said = _said(statement, cited, _LEAST_SHARED if found.reason is None else _LEAST_AGAINST)
    if said is None and found.reason is not None:
        return replace(refuse(question, found.reason, cited[:NEAREST_SHOWN]), confidence=found.confidence)
    if said is None and may_ask_who_did(question, cited[0].quote):
        return None
    chosen = said or cited[0]
    answer = finish_answer(snapshot, question, (Claim(chosen.quote, (chosen,)),), speaker_of(chosen))
    return replace(answer, confidence=found.confidence, short_span=_place(chosen))


def statement_of(question: str) -> str | None:
    """What somebody is asked to have said: `Who says that prices fell?` → `prices fell`."""
    for pattern in _PATTERNS:
        if (match := pattern.match(question)) and set(content_stems(what := match["what"].rstrip(" ?.!"))) - {"so"}:
            return what
    return None


def may_ask_who_did(question: str, sentence: str = "") -> bool:
    """`Who announced the raid?` may ask for whoever the sentence says did it; `Who says that it failed?` asks for a speaker.

    `Who called it a disgrace?` asks for who did where the sentence says that somebody called something so.
    """
    if asks.WHO_CALLS.match(question) and asks.CALLING.search(sentence):
        return True
    match = asks.ASKS_WHO_SAYS.match(question) or asks.WHO_JUDGES.match(question)
    return match is not None and not question[: match.start("what")].rstrip().endswith("that")


def speaker_of(citation: Citation) -> str:
    """The headline: who says it, or that nobody is named."""
    if citation.voice not in _SPOKEN:
        labels = ", ".join(dict.fromkeys(link.label for link in citation.footnotes))
        return f"{ITSELF}, on footnote {labels}" if labels else ITSELF
    if citation.speaker is None:
        return NOT_NAMED
    return f"{citation.speaker}, whom the document does not name" if is_unnamed(citation.speaker) else citation.speaker


def _said(statement: str, cited: Sequence[Citation], least: float) -> Citation | None:
    """The best of the sentences that somebody says and that have the statement's words; by their share, then by rank."""
    asked = set(content_stems(statement))
    shares = [(len(asked & set(content_stems(c.quote))) / len(asked), c) for c in cited]
    spoken = [(share, -rank, c) for rank, (share, c) in enumerate(shares) if c.voice in _SPOKEN and share >= least]
    if not spoken:
        return None
    best = max(spoken, key=lambda item: item[:2])
    # The document's own sentence that says it better is the answer: then nobody else does.
    own = max((share for share, c in shares if c.voice not in _SPOKEN), default=0.0)
    return best[2] if best[0] >= own else None


def _place(citation: Citation) -> ShortSpan | None:
    """Where the speaker stands in the quote; None where they are named elsewhere, or not at all."""
    if citation.voice not in _SPOKEN or citation.speaker is None or is_unnamed(citation.speaker):
        return None
    at = citation.quote.find(citation.speaker)
    start = citation.span.start + at
    return ShortSpan(citation.document, Span(start, start + len(citation.speaker))) if at >= 0 else None
