"""“What does the memo say about accidents?”: every sentence that is about the topic, instead of the one that answers best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.extract import Extraction
from qa.answering.finish import finish_answer
from qa.citation.cite import cite_all
from qa.language.en.topic_questions import ASKS_ABOUT, ASKS_MORE
from qa.language.stems import content_stems
from qa.types.answer import Answer, Claim
from qa.types.document import BlockKind, DocumentKind
from qa.types.passage import Quote

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_MOST = 5
"""Sentences that are quoted; all mentions are counted beside the answer."""
_LEAST_SHARE = 0.5
"""Of the topic's words, that a sentence must have itself where the rest stands around it."""


def topic_of(question: str) -> str | None:
    """What a question wants to hear about: `What does it say about accidents?` → `accidents`."""
    match = ASKS_ABOUT.match(question)
    topic = match["topic"] if match else ""
    return topic if content_stems(topic) and not ASKS_MORE.match(topic) else None


def answer_about_topic(snapshot: Snapshot, question: str, topic: str, found: Extraction) -> Answer | None:
    """The sentences about the topic, among those that were found; None where none is, or another one answers."""
    about = _about(snapshot, topic, found.ranked)
    if not about or (found.reason is None and found.quotes[0] not in about):
        return None
    claims = tuple(Claim(citation.quote, (citation,)) for citation in cite_all(snapshot, about))
    return replace(finish_answer(snapshot, question, claims, None), confidence=found.confidence)


def _about(snapshot: Snapshot, topic: str, ranked: Sequence[Quote]) -> list[Quote]:
    """The best sentences with all words of the topic, or with the half of them where the others stand around; best first."""
    asked = set(content_stems(topic))
    sources = {info.doc_id for info in snapshot.documents() if info.kind is DocumentKind.SOURCE}
    whole: list[Quote] = []
    part: list[Quote] = []
    for quote in ranked:
        text = snapshot.text(quote.passage.doc_id)
        if text is None or quote.passage.kind is BlockKind.NOTE:
            continue
        own = asked & set(content_stems(quote.span.of(text)))
        around = set(content_stems(f"{quote.passage.context} {quote.passage.span.of(text)}"))
        if own == asked:
            whole.append(quote)
        elif asked <= around and len(own) >= _LEAST_SHARE * len(asked):
            part.append(quote)
    found = whole or part
    # A report's own sentences come before those of the texts that it cites, which are shown as their backing.
    reports = [quote for quote in found if quote.passage.doc_id not in sources]
    return _in_order((reports or found)[:_MOST])


def _in_order(quotes: list[Quote]) -> list[Quote]:
    """The best first, and then the others as their authors put them."""
    documents = list(dict.fromkeys(quote.passage.doc_id for quote in quotes))
    return quotes[:1] + sorted(quotes[1:], key=lambda q: (documents.index(q.passage.doc_id), q.span.start))
