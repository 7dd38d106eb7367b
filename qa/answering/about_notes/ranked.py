"""One ranking over statements, notes and the cards behind both: the source of a statement, or the one that says what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.about_notes.asked_for import Request
from qa.answering.about_notes.cards import Cards, SourceCard, stems_of
from qa.answering.about_notes.certainty import Certainty
from qa.answering.about_notes.in_other_words import not_said, says_in_other_words, says_otherwise
from qa.answering.about_notes.note_claims import cite_notes, note_claims
from qa.answering.about_notes.residue import lacking, taken_up
from qa.answering.about_notes.short import short_from_sources
from qa.answering.extract import Extraction
from qa.answering.finish import NEAREST_SHOWN, finish_answer, refuse
from qa.answering.from_text import find_answer
from qa.answering.readers import Readers
from qa.citation.cite import cite_all
from qa.index.engine import Scope, Snapshot
from qa.language.en.note_questions import WHICH_NOTES, WHO_SAYS
from qa.language.en.note_vocabulary import NEGATIONS
from qa.language.stems import content_stems
from qa.types.answer import Answer, Citation, Claim
from qa.types.document import Document
from qa.types.passage import Quote
from qa.types.source import Source

_LEAST_SAID = 2
"""Words that must be found where it is not certain that a question is about notes: one may stand there by chance."""
_LOOKED_THROUGH = 30
"""Of how many of the best sentences one is looked for that has all words."""


def answer_backing(snapshot: Snapshot, question: str, request: Request, document: Scope, readers: Readers) -> Answer:
    """The source of a statement: the statement that is nearest to what was asked, its speaker, else the note on it."""
    wanted = request.topic_words
    possible = request.certainty is Certainty.POSSIBLE
    if not wanted:
        return refuse(question, "The question names no statement whose source is to be found.", ())
    if possible and len({word.casefold() for word in wanted}) < _LEAST_SAID and not _is_telling(wanted[0]):
        return refuse(question, "The question may be about the text.", ())
    found = find_answer(snapshot, request.topic, document=document, notes=False, reader=readers.reader)
    whole = _says_all(snapshot, found, wanted)
    if whole is None and (possible or found.reason is not None):
        whole = says_in_other_words(snapshot, found, request.topic, wanted, readers)
    unread = whole is None and bool(found.quotes) and says_otherwise(snapshot, found.quotes[0], request.topic, readers)
    citations = cite_all(snapshot, found.quotes if whole is None else [whole])
    if whole is None and (possible or unread or found.reason is not None):
        works = [card for card in request.cards if card.source.same_as is None]
        about = taken_up(wanted, works, lambda card: card.words)
        if about:
            return show_cards(snapshot, question, about)
        return refuse(question, found.reason or no_note(citations), cite_all(snapshot, found.ranked[:NEAREST_SHOWN]))
    if citations[0].speaker and WHO_SAYS.search(question):
        return finish_answer(snapshot, question, (Claim(citations[0].quote, (citations[0],)),), citations[0].speaker)
    return _answer_from(snapshot, question, request, citations, wanted)


def _is_telling(word: str) -> bool:
    """True for a number of several digits: it stands for what it counts."""
    return sum(c.isdigit() for c in word) >= _LEAST_SAID


def _says_all(snapshot: Snapshot, found: Extraction, wanted: Sequence[str]) -> Quote | None:
    """The best sentence that has every word asked for, rather one with a footnote; None when there is none among the best."""
    saying: list[tuple[Quote, bool]] = []
    nearly: list[tuple[Quote, bool]] = []
    for quote in found.ranked[:_LOOKED_THROUGH] if wanted else ():
        document = snapshot.document(quote.passage.doc_id)
        if document is None:
            continue
        missing = not_said(wanted, quote.span.of(document.text))
        if not missing:
            saying.append((quote, bool(document.markers_on(quote.span))))
        elif _is_of_the_report(missing, document) and len(missing) < len(wanted) - 1:
            nearly.append((quote, bool(document.markers_on(quote.span))))
    saying = saying or nearly
    return next((quote for quote, marked in saying if marked), saying[0][0] if saying else None)


def _is_of_the_report(words: Sequence[str], document: Document) -> bool:
    """True for names that the report's title has: its statements are of them though they name them not."""
    return all(word[0].isupper() for word in words) and not lacking(words, stems_of(document.title))


def _answer_from(
    snapshot: Snapshot, question: str, request: Request, citations: Sequence[Citation], wanted: Sequence[str]
) -> Answer:
    allowed = {source.source_id: source for source in request.sources}
    # Another statement counts for the nearest only if it says as much of what was asked; and only with a source of the kind asked for.
    least = len(lacking(wanted, stems_of(citations[0].quote)))
    fitting = [
        c
        for c in citations
        if any(link.source in allowed for link in c.footnotes) and len(lacking(wanted, stems_of(c.quote))) <= least
    ]
    if not fitting:
        return refuse(question, no_note(citations), citations[:NEAREST_SHOWN])
    chosen = _by_place(snapshot, fitting[0], request.topic, allowed)
    claims = note_claims(snapshot, chosen, with_statements=True)
    return finish_answer(snapshot, question, claims, short_from_sources(question, chosen))


def _by_place(snapshot: Snapshot, citation: Citation, topic: str, allowed: dict[str, Source]) -> list[Source]:
    """The sources on a statement, that whose marker follows the words asked for first."""
    chosen = [allowed[link.source] for link in citation.footnotes if link.source in allowed]
    document = snapshot.document(citation.document)
    if document is None or len(chosen) < 2:
        return chosen
    asked, start, shares = set(content_stems(topic)), citation.span.start, dict[int, int]()
    for marker in document.markers_on(citation.span):
        if marker.note is not None:
            words = set(content_stems(document.text[start : marker.at]))
            shares[marker.note] = max(shares.get(marker.note, 0), len(asked & words))
        start = marker.at
    return sorted(chosen, key=lambda source: -shares.get(source.note, 0))


def no_note(citations: Sequence[Citation]) -> str:
    """Why a statement that was found has no source."""
    nearby = [link.label for link in citations[0].nearby_footnotes] if citations else []
    if nearby and not citations[0].footnotes:
        return (
            f"No footnote stands on the nearest statement; footnote {nearby[0]}, later in its paragraph, may cover it "
            "(inferred)."
        )
    return "No footnote stands on such a statement."


def answer_ranked(
    snapshot: Snapshot, question: str, request: Request, cards: Cards, document: Scope, readers: Readers
) -> Answer:
    """The card that is nearest to what is left of a question, by its note or by a statement that rests on it."""
    topic = request.about
    found = find_answer(snapshot, topic, document=document, reader=readers.reader)
    nearest = nearest_notes(snapshot, request, found)
    whole = says_in_other_words(snapshot, found, topic, request.rest, readers) if found.reason else None
    if found.reason is None or whole:
        allowed = {source.source_id: source for source in request.sources}
        best = cite_all(snapshot, [whole] if whole else found.quotes[:1])
        chosen = [allowed[link.source] for c in best for link in c.footnotes if link.source in allowed]
        if chosen and not _unnamed(request.rest, best):
            claims = note_claims(snapshot, chosen, with_statements=True)
            return finish_answer(snapshot, question, claims, short_from_sources(question, chosen))
        if not chosen and best and not lacking(request.rest, stems_of(best[0].quote)):
            return refuse(question, no_note(best), best)
    return refuse(question, said_nothing(request, cards), nearest)


def _unnamed(rest: Sequence[str], best: Sequence[Citation]) -> list[str]:
    """Names and numbers of a question that the best sentence lacks: what has another name is another thing."""
    named = [word for word in rest if word[0].isupper() or word[0].isdigit()]
    return lacking(named, {stem for c in best for stem in stems_of(c.quote)})


def nearest_notes(snapshot: Snapshot, request: Request, found: Extraction | None) -> list[Citation]:
    """The notes that fit as far as the question describes them; where it describes none, what the ranking has first."""
    if request.narrowed and request.cards:
        return cite_notes(snapshot, request.sources[:NEAREST_SHOWN])[:NEAREST_SHOWN]
    return cite_all(snapshot, found.ranked[:NEAREST_SHOWN]) if found else []


def said_nothing(request: Request, cards: Cards) -> str:
    """Which of a question's words no note speaks of, nor a statement that rests on it."""
    said = {stem for card in request.cards for stem in card.words}
    said |= {
        stem
        for s in cards.ledger.resting_on(s.source_id for s in request.sources)
        for stem in stems_of(s.citation.quote)
    }
    if turned := [word for word in request.rest if word.casefold() in NEGATIONS]:
        return f"What “{turned[0]}” leaves out is not understood, so that nothing is counted or listed."
    words = lacking(request.rest, said)
    named = ", ".join(f"“{word}”" for word in (words or request.rest)[:4])
    which = "None of the notes that fit" if request.narrowed else "None of the notes"
    return f"{which}, nor a statement that rests on one, speaks of {'' if words else 'all of '}{named}."


def show_cards(
    snapshot: Snapshot, question: str, cards: Sequence[SourceCard], *, with_statements: bool = False
) -> Answer:
    """The notes of these cards, with the field of the card that is asked for where there is one card."""
    sources = [card.source for card in cards]
    claims = note_claims(snapshot, sources, with_statements=with_statements)
    if not claims:
        return refuse(question, "No note can be quoted for this.", ())
    several = len(sources) > 1 and not WHICH_NOTES.search(question)
    return finish_answer(snapshot, question, claims, None if several else short_from_sources(question, sources))
