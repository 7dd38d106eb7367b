"""A saved answer against the corpus as it is indexed: where each quote stands now, with its footnotes and its context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qa.citation.recheck.backing import check_backing, check_difference
from qa.citation.recheck.findings import AnswerCheck, CheckOutcome, CitationCheck, PartCheck, badness, worst
from qa.citation.recheck.links import check_links
from qa.citation.recheck.sources import DocumentOf, check_sources
from qa.types.answer import Answer, Citation, Claim, SourceBacking
from qa.types.document import Document, Span
from qa.types.source import Source

_MISFIT = "the answer gives it a place that its words do not fit"
_MOST = 1000
"""Places of one quote that are looked at: what occurs more often than that is not a quotation."""


def check_answer(
    answer: Answer,
    document_of: DocumentOf,
    sources: Sequence[Source],
    bears_out: Callable[[Claim], bool] = lambda claim: False,
) -> AnswerCheck:
    """What became of all that a saved answer cites; `sources` are all that the corpus has.

    `bears_out` tells whether what a claim cites bears out its text, where that is none of the quotes but was written.
    """
    standings = check_sources(answer.sources, sources, document_of)
    known = {source.source_id: source for source in sources}
    now = {source_id: standing.now for source_id, standing in standings.items()}
    # An answer describes the sources of its quotes, not those that a source's own notes name.
    for source_id in _only_of_support(answer) - now.keys():
        now[source_id] = frozenset({source_id} & known.keys())
    checked = tuple(_Check(document_of, known, now, bears_out).citations(answer))
    parts = tuple(standing.part for standing in standings.values())
    return AnswerCheck(answer.question, checked, _short_answer(answer, checked), parts)


def _only_of_support(answer: Answer) -> set[str]:
    """Sources that nothing but the notes of supporting passages names."""
    citations = [citation for claim in answer.claims for citation in claim.citations]
    own = {link.source for c in citations for link in (*c.footnotes, *c.nearby_footnotes)}
    supports = [support for citation in citations for support in citation.support]
    return {link.source for c in supports for link in (*c.footnotes, *c.nearby_footnotes)} - own


class _Check:
    """What the citations of one answer are held against."""

    def __init__(
        self,
        document_of: DocumentOf,
        known: Mapping[str, Source],
        now: Mapping[str, frozenset[str]],
        bears_out: Callable[[Claim], bool],
    ) -> None:
        """`now` gives the identifiers that the corpus has for each source of the answer."""
        self.bears_out = bears_out
        self.document_of, self.known, self.now = document_of, known, now
        self.of_document: dict[str, list[Source]] = {}
        for source in known.values():
            self.of_document.setdefault(source.doc_id, []).append(source)

    def citations(self, answer: Answer) -> Iterator[CitationCheck]:
        """Every citation, in the order of the report."""
        for i, claim in enumerate(answer.claims):
            quoted = any(claim.text == other.quote for other in claim.citations) or self.bears_out(claim)
            for j, citation in enumerate(claim.citations):
                at = f"claims[{i}].citations[{j}]"
                checked = self.citation(citation, at)
                yield (
                    checked
                    if quoted
                    else _with(
                        checked,
                        _broken("claim", "its text is none of the quotes below it, and they do not bear it out"),
                    )
                )
                for k, support in enumerate(citation.support):
                    yield self.support(support, citation, f"{at}.support[{k}]")
                for k, backing in enumerate(citation.backing):
                    if backing.passage is not None:
                        yield self.backing(backing, backing.passage, f"{at}.backing[{k}].passage")
        for i, citation in enumerate(answer.nearest):
            yield self.citation(citation, f"nearest[{i}]", bare=True)

    def citation(self, citation: Citation, at: str, *, bare: bool = False) -> CitationCheck:
        """One citation; of several places where its quote stands, the one that bears out the most, then the nearest.

        A `bare` one was saved without footnotes.
        """
        span, quote = citation.span, citation.quote
        document = self.document_of(citation.document)
        base = CitationCheck(at, citation.document, span, quote, CheckOutcome.BROKEN, "", None, 0)
        if not quote:
            return replace(base, words="there is no quote")
        if document is None or not document.blocks:
            return replace(base, words="the document is not in the corpus")
        if not _fits(span, quote):
            return replace(base, words=_MISFIT)
        if document.text.startswith(quote, span.start):
            parts = self.parts(citation, span, document, bare)
            return replace(base, quote_outcome=CheckOutcome.HOLDS, now=span, places=1, parts=parts)
        places = _places(quote, document.text)
        if not places:
            return replace(base, words="the document does not have these words")
        tried = [(now, self.parts(citation, now, document, bare)) for now in places]
        now, parts = min(tried, key=lambda t: (badness(worst(p.outcome for p in t[1])), abs(t[0].start - span.start)))
        words = f"it stands at {now.start}–{now.end}{_others(len(places) - 1)}"
        return replace(base, quote_outcome=CheckOutcome.MOVED, words=words, now=now, places=len(places), parts=parts)

    def support(self, support: Citation, citation: Citation, at: str) -> CitationCheck:
        """A passage of a source; it must be in the text of a source that the supported quote leads to."""
        checked = self.citation(support, at)
        if support.document in self.held({link.source for link in citation.footnotes}):
            return checked
        return _with(checked, _broken("source", f"{support.document} is not the text of a source on the quote"))

    def held(self, source_ids: Iterable[str]) -> set[str | None]:
        """The documents that hold the texts of sources, as the answer names these."""
        return {self.known[now].document for source_id in source_ids for now in self.now.get(source_id, ())} - {None}

    def backing(self, backing: SourceBacking, passage: Citation, at: str) -> CitationCheck:
        """The passage by which a source was judged; it must be in the text of that source."""
        # It is saved without its own footnotes: that none is there says nothing.
        checked = self.citation(passage, at, bare=True)
        document = self.document_of(passage.document)
        if checked.quote_outcome is CheckOutcome.HOLDS and document is not None:
            for part in check_difference(backing, document.text):
                checked = _with(checked, part)
        if passage.document in self.held([backing.source]):
            return checked
        return _with(checked, _broken("source", f"{passage.document} is not the text of {backing.source}"))

    def parts(self, citation: Citation, span: Span, document: Document, bare: bool) -> tuple[PartCheck, ...]:
        """The footnotes, the context and the source of a quote that stands at `span`."""
        named = self.of_document.get(document.doc_id, ())
        found = [] if bare else list(check_links(citation, span, document, named, self.now))
        found += check_backing(citation, self.held(link.source for link in citation.footnotes))
        if citation.context is not None:
            found.append(_context(citation, span, document))
        found += [self._source_of(source_id, citation.document) for source_id in citation.source_of]
        if citation.ocr is not None and not _is_read_so(citation.ocr, span, document):
            found.append(_broken("ocr", "the page was not read by OCR, or not with this certainty"))
        return tuple(found)

    def _source_of(self, source_id: str, doc_id: str) -> PartCheck:
        name = f"text of {source_id}"
        if any(self.known[now].document == doc_id for now in self.now.get(source_id, ())):
            return PartCheck(name, CheckOutcome.HOLDS, "")
        return _broken(name, f"{doc_id} is not the text of this source")


def _is_read_so(sure: float, span: Span, document: Document) -> bool:
    """Whether the page on which a quote begins was read by OCR as surely as is said, to the digits that are saved."""
    place = document.place(span.start)
    return place is not None and place.sure is not None and abs(place.sure - sure) < 0.001


def _context(citation: Citation, span: Span, document: Document) -> PartCheck:
    """What is said to stand before a quote that stands at `span`."""
    context = citation.context
    assert context is not None
    words, said = context.quote, context.span
    if not _fits(said, words) or said.end > citation.span.start:
        return _broken("context", _MISFIT)
    start = said.start + span.start - citation.span.start
    if start >= 0 and document.text.startswith(words, start):
        return PartCheck("context", CheckOutcome.HOLDS if start == said.start else CheckOutcome.MOVED, "")
    place = document.text.rfind(words, 0, span.start)
    if place < 0:
        return _broken("context", "these words do not stand before the quote")
    return PartCheck("context", CheckOutcome.MOVED, f"it stands at {place}–{place + len(words)}")


def _short_answer(answer: Answer, checked: Sequence[CitationCheck]) -> PartCheck | None:
    """The short answer must be words of a quote, and fares as that quote does."""
    short = answer.short_span
    if answer.short_answer is None:
        return None if short is None else _broken("short answer", "there is a place for it, and no short answer")
    if short is None and answer.short_answer:
        return PartCheck("short answer", CheckOutcome.HOLDS, "not a quotation: not checked")
    for citation in checked if short and answer.short_answer else ():
        assert short is not None
        start, end = short.span.start - citation.span.start, short.span.end - citation.span.start
        if citation.document == short.document and 0 <= start < end <= len(citation.quote):
            if citation.quote[start:end] != answer.short_answer:
                return _broken("short answer", "other words stand there in the quote")
            outcome = citation.quote_outcome
            return PartCheck("short answer", outcome, "" if outcome is CheckOutcome.HOLDS else "as its quote")
    return _broken("short answer", "it stands in none of the quotes")


def _fits(span: Span, words: str) -> bool:
    """True when a place is as long as its words; one that ends before it begins has no length to ask for."""
    return span.end - span.start == len(words)


def _places(quote: str, text: str) -> list[Span]:
    """Where a quote stands in a text, at most `_MOST` places."""
    places: list[Span] = []
    at = text.find(quote) if quote else -1
    while at >= 0 and len(places) < _MOST:
        places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return places


def _others(places: int) -> str:
    if not places:
        return ""
    return f", and at {places}{'' if places < _MOST - 1 else ' or more'} other place{'' if places == 1 else 's'}"


def _broken(name: str, words: str) -> PartCheck:
    return PartCheck(name, CheckOutcome.BROKEN, words)


def _with(checked: CitationCheck, part: PartCheck) -> CitationCheck:
    return replace(checked, parts=(*checked.parts, part))
