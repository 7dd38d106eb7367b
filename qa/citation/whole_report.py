"""A document as a whole → its overview: head matter, outline, and the sentences that stand for it, find and recommend."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.citation.cite import cite
from qa.citation.head_matter import authors_of, dates_of
from qa.language.en.report_parts import (
    FINDINGS_HEADING,
    RECOMMENDATIONS_HEADING,
    SAYS_FINDING,
    SAYS_RECOMMENDATION,
    SUMMARY_HEADING,
    SUPPOSES,
)
from qa.regex import regex
from qa.retrieval.central_sentences import most_central
from qa.types.answer import Citation, Voice
from qa.types.document import BlockKind, Document
from qa.types.document_info import DocumentInfo
from qa.types.overview import Heading, Overview
from qa.types.passage import Passage, Quote

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

SENTENCES = 5
"""That stand for a document; as many findings, and as many recommendations, are given."""
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_SHORTEST, _LONGEST = 40, 420
"""Characters of a sentence that can stand for itself."""
_SUMMARY_BONUS, _LEAD_BONUS, _LEANS = 0.3, 0.15, -0.35
_SPOKEN = -0.5
_PARTS = 6
"""Into which a text without headings is divided."""
_ENDS = regex(r"[.!?…][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Sentence:
    quote: Quote
    text: str
    section: str
    citation: Citation


def make_overview(snapshot: Snapshot, info: DocumentInfo, document: Document) -> Overview:
    """What there is to say of a document as a whole."""
    sentences = _sentences(snapshot, document)
    recommendations = _saying(snapshot, sentences, RECOMMENDATIONS_HEADING, SAYS_RECOMMENDATION, SUPPOSES.search)
    findings = _saying(snapshot, sentences, FINDINGS_HEADING, SAYS_FINDING, lambda text: None)
    title = info.title or document.title
    return Overview(
        document=document.doc_id,
        title=title,
        kind=info.kind,
        language=info.language,
        publisher=info.publisher,
        container=info.container,
        url=info.url,
        authors=_titled(authors_of(snapshot, document), title),
        dates=_titled(dates_of(snapshot, document), title),
        outline=_outline(document),
        sentences=_titled(_central(snapshot, sentences), title),
        findings=_titled(findings, title),
        recommendations=_titled(recommendations, title),
    )


def _titled(citations: Sequence[Citation], title: str) -> tuple[Citation, ...]:
    return tuple(replace(citation, title=title) for citation in citations)


def _outline(document: Document) -> tuple[Heading, ...]:
    headings = (b for b in document.blocks if b.kind is BlockKind.HEADING and not b.repeated)
    return tuple(
        Heading(text, block.level, block.span)
        for block in headings
        if (text := " ".join(block.span.of(document.text).split()))
    )


def _sentences(snapshot: Snapshot, document: Document) -> list[_Sentence]:
    """The whole sentences of its running text."""
    sources, found = snapshot.sources(document.doc_id), []
    for passage in snapshot.passages_of(document.doc_id):
        if passage.kind not in _RUNNING:
            continue
        for span in passage.sentences:
            text = span.of(document.text)
            if _SHORTEST <= len(text) <= _LONGEST and _ENDS.search(text) and not text[0].islower():
                quote = Quote(passage, span)
                found.append(_Sentence(quote, text, _section(passage, document), cite(quote, document, sources)))
    return found


def _section(passage: Passage, document: Document) -> str:
    if len(passage.heading_path) > 1:
        return passage.heading_path[1]
    if (
        passage.heading_path
        and len({h for h in passage.heading_path})
        and document.title not in passage.heading_path[:1]
    ):
        return passage.heading_path[0]
    return f"part {passage.span.start * _PARTS // max(len(document.text), 1)}"


def _central(snapshot: Snapshot, sentences: Sequence[_Sentence], k: int = SENTENCES) -> tuple[Citation, ...]:
    import numpy as np

    if not sentences:
        return ()
    stored = snapshot.vectors([sentence.text for sentence in sentences])
    vectors = np.stack([stored[sentence.text][0] for sentence in sentences])
    first = sentences[0].section
    bonus = [_bonus(sentence, first) for sentence in sentences]
    chosen = most_central(vectors, [sentence.section for sentence in sentences], bonus, k)
    return tuple(sentences[i].citation for i in chosen)


def _bonus(sentence: _Sentence, first: str) -> float:
    """What a sentence's place and kind count beside its meaning."""
    headings = " / ".join(sentence.quote.passage.heading_path)
    bonus = _SUMMARY_BONUS if SUMMARY_HEADING.search(headings) or FINDINGS_HEADING.search(headings) else 0.0
    bonus += _LEAD_BONUS if sentence.section == first else 0.0
    bonus += _LEANS if sentence.citation.context is not None else 0.0
    return bonus + (_SPOKEN if sentence.citation.voice in (Voice.QUOTED, Voice.REPORTED) else 0.0)


def _saying(
    snapshot: Snapshot,
    sentences: Sequence[_Sentence],
    heading: re.Pattern[str],
    cue: re.Pattern[str],
    excluded: Callable[[str], object],
) -> tuple[Citation, ...]:
    """Sentences of the sections that are headed so; where there is none, those that say so themselves, in the document's voice."""
    under = [s for s in sentences if any(heading.search(h) for h in s.quote.passage.heading_path[1:])]
    own = [s for s in sentences if s.citation.voice in (Voice.OWN, Voice.CITED)]
    said = [s for s in own if cue.search(s.text) and not excluded(s.text)]
    both = [s for s in under if s in said]
    return _central(snapshot, both if len(both) >= 2 else under or said)
