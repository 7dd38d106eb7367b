"""Question + index → an answer from the text by quotation, or a refusal. Reads as the data flows."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.answerability import Answerability, judge_answerability
from qa.answering.extract import Extraction, extract
from qa.answering.finish import NEAREST_SHOWN, finish_answer, refuse
from qa.answering.question_language import language_reason
from qa.answering.short_answer import short_answer_in
from qa.citation.cite import cite_all
from qa.index.engine import Scope, Snapshot
from qa.reader import Reader, begin_loading
from qa.retrieval.answer_type import asks_for_several
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranked_sentences import RankedSentences
from qa.retrieval.ranking import behind_of_next, rank_sentences, read_further
from qa.types.answer import Answer, Claim
from qa.types.document import BlockKind

_ABOUT_AS_NEAR = 1.0
"""Of scores by words and meaning, whose parts are stored rounded."""


def find_answer(
    snapshot: Snapshot,
    text: str,
    *,
    document: Scope = None,
    notes: bool = True,
    reader: Reader | None = None,
) -> Extraction:
    """The sentences that answer, of all documents' text or of some; without `notes` only of the running text."""
    begin_loading(reader)
    question = prepare_question(snapshot, text)
    hits = retrieve(snapshot, question, document=document)
    if not notes:
        hits = tuple(hit for hit in hits if hit.passage.kind is not BlockKind.NOTE)
    ranked = rank_sentences(snapshot, question, hits, reader)
    if ranked is None:
        return extract(snapshot, None, None, document)
    ranked, judged = _read_on(ranked, reader)
    return extract(snapshot, ranked, judged, document)


def _read_on(ranked: RankedSentences, reader: Reader | None) -> tuple[RankedSentences, Answerability]:
    """Step by step more is read, until it is settled whether the top sentence answers."""
    judged = judge_answerability(ranked)
    own, several = ranked.weights, asks_for_several(ranked.question.text)
    for step, most in enumerate(own.reading_steps[1:], start=1):
        settled = judged.confidence >= own.sure
        if step > 1:
            # Of several answers the next may stand in a passage that is about as near.
            behind = behind_of_next(ranked)
            answered = judged.answers and not (several and behind <= _ABOUT_AS_NEAR)
            settled = answered or judged.confidence < own.hopeless or behind > own.far[step - 2]
        if reader is None or (settled and judged.features.logits is not None):
            break
        ranked = read_further(ranked, reader, most)
        judged = judge_answerability(ranked)
    return ranked, judged


def answer_from_text(snapshot: Snapshot, question: str, found: Extraction, document: Scope = None) -> Answer:
    """The sentences that were found to answer a question, quoted; or a refusal, with the nearest."""
    citations = cite_all(snapshot, found.quotes)
    if found.reason is not None:
        reason = language_reason(snapshot, question, document) or found.reason
        return replace(refuse(question, reason, citations[:NEAREST_SHOWN]), confidence=found.confidence)
    claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
    short = short_answer_in(found.headline.span, citations) if found.headline else None
    answer = replace(
        finish_answer(snapshot, question, claims, short[0] if short else None),
        confidence=found.confidence,
        difference=found.difference,
    )
    if short is None or found.headline is None:
        return answer
    return replace(answer, short_span=short[1], short_confidence=found.headline.confidence)
