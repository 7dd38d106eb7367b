"""A draft + an index of its sources → each of its sentences, with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.citation.cite import cite
from qa.citation.ledger import RUNNING
from qa.gate.named_documents import named_documents
from qa.gate.quoted_words import FoldedText, find_quotation, find_quotations, fold_quotable, is_stitched
from qa.gate.sentence import CitedText, Nearest, check_sentence
from qa.index.embedding import Progress
from qa.language.boundaries import find_sentences
from qa.language.questions import asks_something
from qa.reader.statements import BY_RULES, ReadPassages
from qa.retrieval.search import search_passages
from qa.types.answer import Citation
from qa.types.backing import Wording
from qa.types.document import Document, Span
from qa.types.document_info import DocumentInfo
from qa.types.draft import CheckedSentence, DraftCheck, DraftVerdict
from qa.types.draft_failure import DraftFailure, DraftFault
from qa.types.passage import Passage, Quote

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

PASSAGES = 3
"""Passages of the sources that a sentence is compared with."""
LEAST_WORDS = 4
"""Words of a sentence that can be proved, where no footnote asks for it."""


def check_draft(snapshot: Snapshot, draft: Document, read: ReadPassages | None, progress: Progress) -> DraftCheck:
    """Check every sentence of a draft's running text against the documents of an index."""
    sources = _Sources(snapshot, snapshot.documents())
    spans = list(_sentences(draft))
    checked = []
    for number, span in enumerate(spans):
        progress("checking", number, len(spans))
        checked.append(_check(sources, draft, span, read))
    progress("checking", len(spans), len(spans))
    return DraftCheck(draft.title, tuple(checked), None if read else BY_RULES)


def _sentences(draft: Document) -> Iterator[Span]:
    for block in draft.blocks:
        if block.kind in RUNNING and not block.repeated:
            for span in find_sentences(block.span.of(draft.text)):
                yield Span(block.span.start + span.start, block.span.start + span.end)


@dataclass
class _Sources:
    """The documents that a draft is compared with; their texts are folded when words are looked for in them."""

    snapshot: Snapshot
    infos: tuple[DocumentInfo, ...]
    folded: dict[str, FoldedText] = field(default_factory=dict)

    def text(self, doc_id: str) -> FoldedText:
        if doc_id not in self.folded:
            document = self.snapshot.document(doc_id)
            self.folded[doc_id] = fold_quotable(document.text if document else "")
        return self.folded[doc_id]


def _check(sources: _Sources, draft: Document, span: Span, read: ReadPassages | None) -> CheckedSentence:
    sentence = span.of(draft.text)
    if not _claims(draft, span):
        return CheckedSentence(span, sentence, DraftVerdict.NO_CLAIM)
    snapshot = sources.snapshot
    named = _named(sources.infos, draft, span)
    hits = search_passages(snapshot, sentence, PASSAGES, document=named or None)
    passages = [hit.passage for hit in hits]
    nearest, failures = check_sentence(sentence, [_cited(snapshot, passage) for passage in passages], read)
    failures = (*_quoted_failures(sources, sentence, named, passages), *failures)
    placed = tuple(_placed(failure, span.start) for failure in failures)
    verdict = DraftVerdict.FAILS if placed else DraftVerdict.PASSES
    return CheckedSentence(span, sentence, verdict, placed, _passage(snapshot, passages, nearest), named)


def _claims(draft: Document, span: Span) -> bool:
    """Whether there is something to prove: no question, and not a few words alone, unless a footnote stands on them."""
    sentence = span.of(draft.text)
    if asks_something(sentence):
        return False
    return len(sentence.split()) >= LEAST_WORDS or bool(draft.markers_on(span))


def _named(infos: Sequence[DocumentInfo], draft: Document, span: Span) -> tuple[str, ...]:
    notes = {marker.note for marker in draft.markers_on(span) if marker.note is not None}
    texts = [draft.footnotes[note].span.of(draft.text) for note in sorted(notes)]
    return tuple(dict.fromkeys(doc_id for text in texts for doc_id in named_documents(text, infos)))


def _cited(snapshot: Snapshot, passage: Passage) -> CitedText:
    document = snapshot.document(passage.doc_id)
    assert document is not None, "the index found a passage of it"
    return CitedText(document.title, passage.span.of(document.text))


def _passage(snapshot: Snapshot, passages: Sequence[Passage], nearest: Nearest | None) -> Citation | None:
    if nearest is None:
        return None
    passage = passages[nearest.passage]
    document = snapshot.document(passage.doc_id)
    assert document is not None, "the index found a passage of it"
    start = passage.span.start
    quote = Quote(passage, Span(start + nearest.span.start, start + nearest.span.end))
    return cite(quote, document, snapshot.sources(document.doc_id))


def _quoted_failures(
    sources: _Sources, sentence: str, named: Sequence[str], passages: Sequence[Passage]
) -> Iterator[DraftFailure]:
    """What is wrong with the words that a sentence has in quotation marks."""
    every = [info.doc_id for info in sources.infos]
    # Where the passages are, the words most likely stand.
    likely = list(dict.fromkeys([*named, *(passage.doc_id for passage in passages), *every]))
    for span in find_quotations(sentence):
        words = span.of(sentence)
        home = next((doc_id for doc_id in likely if find_quotation(words, sources.text(doc_id))), None)
        said = Wording(span, words)
        if home is None:
            stitched = is_stitched(words, [sources.text(doc_id) for doc_id in named or every])
            yield DraftFailure(DraftFault.STITCHED if stitched else DraftFault.QUOTE_NOT_FOUND, said, None)
        elif named and home not in named:
            yield DraftFailure(DraftFault.MISATTRIBUTED, said, sources.snapshot.title(home) or home)


def _placed(failure: DraftFailure, start: int) -> DraftFailure:
    if failure.said is None:
        return failure
    span = failure.said.span
    return DraftFailure(
        failure.fault, Wording(Span(span.start + start, span.end + start), failure.said.quote), failure.source
    )
