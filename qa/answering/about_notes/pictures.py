"""Questions for the credit of a picture, or for the source of what a figure or table shows, answered from the line below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.answering.finish import finish_answer
from qa.citation.cite import cite
from qa.index.engine import Snapshot
from qa.language.en import picture_questions as words
from qa.language.stems import content_stems
from qa.types.answer import Answer, Citation, Claim, Context
from qa.types.document import Block, BlockKind, Document
from qa.types.passage import Quote

_STEMS = frozenset(content_stems(words.PICTURE_VOCABULARY))
_MOST = 60
"""Credits in one answer."""
_SHARE = 2 / 3
"""How many of a question's other words the caption and credit of a picture must share."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A credit, and the caption above it."""

    document: Document
    credit: Block
    caption: Block

    def says(self) -> str:
        """What the caption and the credit say."""
        text = self.document.text
        return f"{self.caption.span.of(text)} {self.credit.span.of(text)}"


def answer_from_credits(snapshot: Snapshot, question: str, doc_ids: list[str]) -> Answer | None:
    """The credits of the pictures that a question asks for; None when it asks for none, or there is no such picture."""
    if not (words.ASKS_PICTURE.search(question) and words.ASKS_CREDIT.search(question)):
        return None
    documents = (snapshot.document(doc_id) for doc_id in doc_ids)
    pictures = [picture for document in documents if document for picture in _pictures(document)]
    chosen = _chosen(question, pictures)
    citations = [citation for picture in chosen[:_MOST] if (citation := _cited(snapshot, picture))]
    if not citations:
        return None
    claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
    return finish_answer(snapshot, question, claims, _short(citations[0].quote) if len(citations) == 1 else None)


def _pictures(document: Document) -> Iterator[_Picture]:
    """Every credit with the caption above it, or above the table that it stands under."""
    caption: Block | None = None
    for block in document.blocks:
        if block.kind is BlockKind.CREDIT and caption:
            yield _Picture(document, block, caption)
        elif block.kind not in (BlockKind.TABLE_ROW, BlockKind.CREDIT):
            caption = block if block.kind is BlockKind.CAPTION else None


def _chosen(question: str, pictures: list[_Picture]) -> list[_Picture]:
    """The pictures with the number asked for, or else those whose captions share most of the question's other words."""
    if words.PHOTO.search(question):
        pictures = [p for p in pictures if not words.SOURCE_LINE.match(p.credit.span.of(p.document.text))]
    numbers = {
        (kind.casefold().replace("fig.", "figure"), number) for kind, number in words.NUMBERED_PICTURE.findall(question)
    }
    if numbers:
        return [
            p for p in pictures if numbers & {(k.casefold(), n) for k, n in words.NUMBERED_PICTURE.findall(p.says())}
        ]
    wanted = set(content_stems(question)) - _STEMS
    if not wanted:
        return pictures
    shares = [len(wanted & set(content_stems(picture.says()))) / len(wanted) for picture in pictures]
    best = max(shares, default=0.0)
    return [p for p, share in zip(pictures, shares, strict=True) if share == best >= _SHARE]


def _cited(snapshot: Snapshot, picture: _Picture) -> Citation | None:
    """The first sentence of the credit, with its caption as context."""
    document, start = picture.document, picture.credit.span.start
    passage = next((p for p in snapshot.passages_of(document.doc_id) if p.span.start == start), None)
    if passage is None:
        return None
    citation = cite(Quote(passage, passage.sentences[0]), document, snapshot.sources(document.doc_id))
    return replace(citation, context=Context(picture.caption.span, picture.caption.span.of(document.text)))


def _short(credit: str) -> str:
    """What is credited, without “Photo:” and the full stop."""
    label = words.CREDIT_LABEL.match(credit)
    return (credit[label.end() :] if label else credit).rstrip(".")
