"""A quoted sentence + the texts of the sources on it → what each source says of it, and the passages that back it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.citation.agreement.judge import Agreement, Window
from qa.citation.cite import cite
from qa.citation.nearest_passages import NEAREST, nearest_passages
from qa.citation.support_model import SourceSentence, SupportScores, support_scores
from qa.citation.verdict_model import Decision, decide, needs_reading, verdict_features
from qa.citation.weighing import Weighed, weigh
from qa.export.answers import format_date
from qa.reader.statements import ReadPassages
from qa.types.answer import Answer, Citation, LinkKind, SourceBacking
from qa.types.audit import AuditVerdict
from qa.types.backing import Backing, Difference, Lack, Wording
from qa.types.document import BlockKind, Document, Span
from qa.types.passage import Passage, Quote
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.citation.support_model import Vector
    from qa.embed.tokens import TokenVectors
    from qa.index.engine import Snapshot

MOST_SUPPORT = 2
"""Sentences of held sources that are shown for one quote."""
_HEAD = 300
"""Characters at the head of a text, where its date and maker stand."""
_FAR = 400
"""Characters between two sentences from which they are no neighbours."""

SourceEntry = tuple[Quote, SourceSentence]
"""A sentence of a source's text: where it stands, and its vectors."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a source's text says of a statement."""

    backing: SourceBacking
    """Its `source` is still to be named: several footnotes may name one text."""
    passages: tuple[tuple[float, Quote], ...]
    """The sentences that back the statement, with their scores."""
    document: Document | None


def name_held(citation: Citation, known: Mapping[str, Source]) -> Citation:
    """The citation with the sources whose full text it quotes; `known` has all sources of the corpus, by identifier."""
    own = tuple(source.source_id for source in known.values() if source.document == citation.document)
    return replace(citation, source_of=own) if own else citation


def support_answer(snapshot: Snapshot, answer: Answer, read: ReadPassages | None) -> Answer:
    """The answer with what each held source on its quotes says, and the passages that back them.

    `read` reads passages for a statement: what rules alone would call backing is then called so only where it agrees.
    """
    known = {source.source_id: source for source in snapshot.sources()}
    claims = tuple(
        replace(claim, citations=tuple(support_citation(snapshot, c, known, read) for c in claim.citations))
        for claim in answer.claims
    )
    return replace(answer, claims=claims)


def support_citation(
    snapshot: Snapshot, citation: Citation, known: Mapping[str, Source], read: ReadPassages | None = None
) -> Citation:
    """The citation with what each held source on it says, and the passages that back it; see `support_answer`."""
    # Only a marker on the quote promises that its source says this; a note's own text is about the source, not from it.
    marked = dict.fromkeys(link.source for link in citation.footnotes if link.link is LinkKind.MARKER)
    named = [known[source_id] for source_id in marked if source_id in known and not known[source_id].is_comment]
    if not named:
        return citation
    texts: dict[str, SourceText] = {}
    backing = []
    encoded = None
    for source in named:
        # No document is its own source.
        if source.document is None or source.document == citation.document:
            backing.append(SourceBacking(source.source_id, Backing.NOT_HELD))
            continue
        if source.document not in texts:
            encoded = encoded or (
                snapshot.encoder.encode(citation.quote),
                snapshot.encoder.encode_tokens(citation.quote),
            )
            texts[source.document] = read_source(snapshot, citation, source, *encoded, read)
        backing.append(replace(texts[source.document].backing, source=source.source_id))
    unbacked = tuple(b.source for b in backing if b.verdict not in (Backing.BACKS, Backing.NOT_HELD))
    return replace(citation, support=_support(snapshot, texts.values()), unbacked=unbacked, backing=tuple(backing))


def read_source(
    snapshot: Snapshot,
    citation: Citation,
    source: Source,
    vector: Vector,
    tokens: TokenVectors | None,
    read: ReadPassages | None = None,
) -> SourceText:
    """What a source's text says of a quote, whose vectors these are."""
    document = snapshot.document(source.document or "")
    entries = read_sentences(snapshot, document) if document else ()
    if document is None or not entries:
        return SourceText(SourceBacking("", Backing.NOT_FOUND), (), document)
    found = weigh_source(citation.quote, vector, tokens, source, document, entries)
    if read and found.weighed.backing is Backing.BACKS:
        decision = decide_source(citation.quote, found, document, read)
        if decision.verdict is not AuditVerdict.SUPPORTS:
            found = replace(found, weighed=replace(found.weighed, backing=Backing.MENTIONS))
    return say_source(snapshot, citation, document, found)


@dataclass(frozen=True, slots=True)
class WeighedSource:
    """A source's sentences, weighed against a statement."""

    entries: Sequence[SourceEntry]
    scores: SupportScores
    weighed: Weighed

    def nearest(self, count: int) -> list[int]:
        """The numbers of the sentences that are most about the statement, best first."""
        return [int(i) for i in (-self.scores.about).argsort(kind="stable")[:count]]

    @property
    def best(self) -> int:
        """The number of the sentence that tells most."""
        return self.weighed.sentences[0][0] if self.weighed.sentences else self.nearest(1)[0]

    def passages(self, document: Document) -> list[str]:
        """What of the source's text a network reads for the statement."""
        places = [quote.span for quote, _ in self.entries]
        return nearest_passages(document.text, document.title, places, self.best, self.nearest(NEAREST))


def weigh_source(
    statement: str,
    vector: Vector,
    tokens: TokenVectors | None,
    source: Source,
    document: Document,
    entries: Sequence[SourceEntry],
    scale: Callable[[SupportScores], SupportScores] | None = None,
) -> WeighedSource:
    """Weigh the sentences of a source's text against a statement, whose vectors these are; `scale` reads their scores."""
    return weigh_sentences(statement, vector, tokens, document, entries, _known_of(source, document), scale)


def weigh_sentences(
    statement: str,
    vector: Vector,
    tokens: TokenVectors | None,
    document: Document,
    entries: Sequence[SourceEntry],
    background: str,
    scale: Callable[[SupportScores], SupportScores] | None = None,
) -> WeighedSource:
    """The same for any sentences of a text; `background` is what else is known of them."""
    scores = support_scores(statement, vector, tokens, [sentence for _, sentence in entries])
    scores = scale(scores) if scale else scores
    places = [where.span for where, _ in entries]
    weighed = weigh(statement, lambda i: window_at(document, places, i)[0], scores, background)
    return WeighedSource(entries, scores, weighed)


def decide_source(
    statement: str, found: WeighedSource, document: Document, read: ReadPassages | None, *, leaves_out: bool = False
) -> Decision:
    """The verdict on a weighed source, after reading its nearest passages where the rules leave something open; see `decide`."""
    readings = read(statement, found.passages(document)) if read and needs_reading(found.weighed) else ()
    return decide(verdict_features(found.weighed, found.scores, readings), leaves_out=leaves_out)


def say_source(snapshot: Snapshot, citation: Citation, document: Document, found: WeighedSource) -> SourceText:
    """The verdict on a source with its best sentence, and where the two differ."""
    weighed, entries = found.weighed, found.entries
    if not weighed.sentences:
        return SourceText(SourceBacking("", weighed.backing), (), document)
    best, agreement = weighed.sentences[0]
    shown = cite(entries[best][0], document, snapshot.sources(document.doc_id))
    said = _Said(citation, document, window_at(document, [where.span for where, _ in entries], best)[1])
    backing = SourceBacking("", weighed.backing, shown, said.differences(agreement), said.lacks(agreement))
    backs = weighed.sentences if weighed.backing is Backing.BACKS else ()
    return SourceText(backing, tuple((float(found.scores.backs[i]), entries[i][0]) for i, _ in backs), document)


def _support(snapshot: Snapshot, texts: Iterable[SourceText]) -> tuple[Citation, ...]:
    """The passages that back a quote best, out of all sources on it."""
    found = [(score, where, t.document) for t in texts if t.document for score, where in t.passages]
    found.sort(key=lambda entry: -entry[0])
    return tuple(
        cite(where, document, snapshot.sources(document.doc_id)) for _, where, document in found[:MOST_SUPPORT]
    )


def _known_of(source: Source, document: Document) -> str:
    """What is known of a source beside the sentence: what its note says, and the head of its text, with title and date."""
    issued = format_date(source.issued) if source.issued else None
    said = (source.title, *source.authors, source.publisher, source.container, issued)
    return "\n".join([*(part for part in said if part), document.title, document.text[:_HEAD]])


def window_at(document: Document, places: Sequence[Span], i: int) -> tuple[Window, int]:
    """A sentence with its neighbours, and where that begins in the document."""
    start, end = places[i].start, places[i].end
    if i and 0 <= start - places[i - 1].end < _FAR:
        start = places[i - 1].start
    if i + 1 < len(places) and 0 <= places[i + 1].start - end < _FAR:
        end = places[i + 1].end
    core = Span(places[i].start - start, places[i].end - start)
    return Window(document.text[start:end], core), start


@dataclass(frozen=True, slots=True)
class _Said:
    """Turns places in a quote and in a window into places in the two documents."""

    citation: Citation
    document: Document
    offset: int

    def differences(self, agreement: Agreement) -> tuple[Difference, ...]:
        return tuple(Difference(c.kind, self._ours(c.ours), self._theirs(c.theirs)) for c in agreement.clashes)

    def lacks(self, agreement: Agreement) -> tuple[Lack, ...]:
        return tuple(
            Lack(value.kind, said, self._theirs(other.span if other else None))
            for value, other in zip(agreement.lacks, agreement.instead, strict=True)
            if (said := self._ours(value.span)) is not None
        )

    def _ours(self, span: Span | None) -> Wording | None:
        start = self.citation.span.start
        return Wording(Span(span.start + start, span.end + start), span.of(self.citation.quote)) if span else None

    def _theirs(self, span: Span | None) -> Wording | None:
        if span is None:
            return None
        place = Span(span.start + self.offset, span.end + self.offset)
        return Wording(place, place.of(self.document.text))


def read_sentences(snapshot: Snapshot, document: Document) -> tuple[SourceEntry, ...]:
    """The sentences of a document's running text, in reading order, with their stored vectors; not its notes."""
    return sentences_in(snapshot, document, snapshot.passages_of(document.doc_id))


def sentences_in(snapshot: Snapshot, document: Document, passages: Iterable[Passage]) -> tuple[SourceEntry, ...]:
    """Those of some of its passages."""
    return tuple(_sentences(snapshot, document, passages))


def _sentences(snapshot: Snapshot, document: Document, passages: Iterable[Passage]) -> Iterator[SourceEntry]:
    # A source's notes name other works; they state nothing that could back the claim.
    passages = [p for p in passages if p.kind is not BlockKind.NOTE]
    texts = dict.fromkeys(span.of(document.text) for passage in passages for span in (passage.span, *passage.sentences))
    stored = snapshot.vectors(list(texts))
    for passage in passages:
        whole = stored.get(passage.span.of(document.text))
        for i, span in enumerate(passage.sentences):
            text = span.of(document.text)
            if text in stored:
                tokens = whole[1] if whole else None
                yield Quote(passage, span), SourceSentence(text, stored[text][0], *_tokens(passage, i, tokens))


def _tokens(passage: Passage, i: int, tokens: TokenVectors | None) -> tuple[Vector | None, Vector | None]:
    """The tokens of the passage's sentence `i`, and the mean of those with its neighbours."""
    if tokens is None:
        return None, None
    start, spans = passage.span.start, passage.sentences
    first, last = spans[max(i - 1, 0)], spans[min(i + 1, len(spans) - 1)]
    return (
        tokens.between(spans[i].start - start, spans[i].end - start).units(),
        tokens.between(first.start - start, last.end - start).mean(),
    )
