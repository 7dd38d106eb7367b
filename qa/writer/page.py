"""What a model has written so far: each sentence judged by what was shown to it, and told to who watches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.citation.cite import cite
from qa.citation.naming import name_documents
from qa.gate.written_sentence import Proof, prove_sentence
from qa.reader.statements import ReadPassages
from qa.types.answer import Answer, Citation, Claim, Status
from qa.types.document import Span
from qa.types.passage import Quote
from qa.types.prose import WrittenSentence
from qa.writer.prompt import ModelRequest
from qa.writer.reply import RawSentence
from qa.writer.shown import Exhibit
from qa.writer.writer import ModelDraft, ModelWriter

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

OnSentence = Callable[[WrittenSentence, Claim | None], None]
"""Told of each sentence as soon as it is judged, with its citations where it passed. Ends the writing by raising."""
Listed = Callable[[str], str | None]
"""By what a sentence is listed in a timeline or a table."""


@dataclass
class Cost:
    """What the drafts of an answer took together."""

    tokens_read: int | None = None
    tokens_written: int | None = None
    seconds: float = 0.0
    drafts: int = 0
    kept: int = 0
    """Drafts that were kept from before, for which nothing was sent."""

    @property
    def cached(self) -> bool:
        """Whether nothing was sent at all."""
        return 0 < self.drafts == self.kept

    def add(self, draft: ModelDraft) -> None:
        """Count another draft."""
        self.drafts, self.kept = self.drafts + 1, self.kept + draft.cached
        self.seconds += draft.seconds
        if draft.reply.tokens_read is not None and not draft.cached:
            self.tokens_read = (self.tokens_read or 0) + draft.reply.tokens_read
            self.tokens_written = (self.tokens_written or 0) + (draft.reply.tokens_written or 0)


@dataclass
class WrittenPage:
    """Sentences as they are written, and the claims of those that passed."""

    snapshot: Snapshot
    writer: ModelWriter
    read: ReadPassages
    tick: Callable[[], None]
    on_sentence: OnSentence = lambda sentence, claim: None
    listed: Listed = lambda text: None
    sentences: list[WrittenSentence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    rests: list[tuple[Exhibit, Span]] = field(default_factory=list)
    """What each claim rests on: of which exhibit, and where in the document."""
    cost: Cost = field(default_factory=Cost)

    def fill(self, request: ModelRequest, exhibits: Sequence[Exhibit]) -> ModelDraft:
        """Ask for a draft and judge its sentences as they come; one that is given up counts as a whole for nothing.

        Raises:
            WriterError, MissingExtraError: as `ModelWriter.check`.
        """
        draft, begun = ModelDraft(), len(self.sentences)
        with closing(self.writer.write(request, [e.shown for e in exhibits], draft, self.tick)) as sentences:
            for raw in sentences:
                self._judge(raw, exhibits)
        self.cost.add(draft)
        if draft.problem is not None:
            self.give_up(begun)
        return draft

    def give_up(self, begun: int = 0) -> None:
        """Strike every sentence from one on: what a draft would have said next may turn what it said."""
        kept = sum(sentence.claim is not None for sentence in self.sentences[:begun])
        del self.claims[kept:], self.rests[kept:]
        self.sentences[begun:] = [replace(sentence, claim=None) for sentence in self.sentences[begun:]]

    def _judge(self, raw: RawSentence, exhibits: Sequence[Exhibit]) -> None:
        proof = prove_sentence(raw.text, [n - 1 for n in raw.passages], [e.compared for e in exhibits], self.read)
        claim, listed = None, self.listed(raw.text)
        if proof.failures or proof.nearest is None:
            sentence = WrittenSentence(raw.text, None, proof.failures, listed)
        else:
            citation = self._citation(proof, exhibits)
            claim = Claim(raw.text, (citation,))
            sentence = WrittenSentence(raw.text, len(self.claims), listed=listed)
            self.claims.append(claim)
            self.rests.append((exhibits[proof.nearest.passage], citation.span))
        self.sentences.append(sentence)
        self.on_sentence(sentence, claim and self._named(claim))

    def _citation(self, proof: Proof, exhibits: Sequence[Exhibit]) -> Citation:
        assert proof.nearest is not None, "what fails is not cited"
        exhibit, span = exhibits[proof.nearest.passage], proof.nearest.span
        quote = Quote(exhibit.passage, Span(exhibit.start + span.start, exhibit.start + span.end))
        return cite(quote, exhibit.document, self.snapshot.sources(exhibit.document.doc_id))

    def _named(self, claim: Claim) -> Claim:
        """The claim with its documents' titles, for who watches."""
        answer = Answer("", Status.ANSWERED, None, None, (claim,), (), ())
        return name_documents(answer, self.snapshot.title).claims[0]
