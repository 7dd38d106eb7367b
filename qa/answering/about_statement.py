"""“The fleet has nine ships.”: the sentences that say it or say it otherwise, with what is otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering.extract import Extraction
from qa.answering.finish import finish_answer
from qa.answering.read_statement import Stance, read_statement
from qa.citation.agreement.judge import Agreement, Window, judge
from qa.citation.agreement.polarity import Clash
from qa.citation.cite import cite_all
from qa.index.engine import Snapshot
from qa.language.en.statements import states_something
from qa.language.stems import content_stems
from qa.reader.statements import ReadPassages
from qa.types.answer import Answer, Claim
from qa.types.backing import Backing, ValueKind
from qa.types.document import BlockKind, Span
from qa.types.passage import Quote

_MOST_JUDGED = 12
"""Sentences that are compared: those found that share most of the statement's words."""
_LEAST_NEAR = 0.5
"""Share of the statement's words that a sentence must have, in their order, to be said to say it or to say it otherwise."""
_TELLING = (Backing.BACKS, Backing.DIFFERS)
_MOST_QUOTED = 2
_MOST_LACKS, _MOST_CLASHES = 3, 2
_OTHERWISE = "As far as can be told, this contradicts the statement."
_NEAREST = "This comes nearest, but does not clearly say the same."


@dataclass(frozen=True, slots=True)
class _Compared:
    """A sentence beside the statement."""

    quote: Quote
    window: Window
    agreement: Agreement
    likeness: float
    """Words in common as a share of both sentences' words, by Dice."""


def answer_statement(snapshot: Snapshot, statement: str, found: Extraction, read: ReadPassages | None) -> Answer | None:
    """The sentences that say what is stated, else the nearest that says it otherwise, else what the best of them lacks of it.

    In the statement's words rules tell, in other words what was read, where something reads passages for a statement.
    None where nothing is stated, or what was found is thought to have nothing to do with it.
    """
    if not states_something(statement):
        return None
    compared = _compare(snapshot, statement, _sharing(snapshot, statement, found.ranked))
    near = [c for c in compared if c.agreement.nearness >= _LEAST_NEAR and c.agreement.backing in _TELLING]
    near.sort(key=lambda c: -c.likeness)
    if not near:
        return _in_other_words(snapshot, statement, found, read)
    if near[0].agreement.backing is Backing.BACKS:
        saying = [c for c in near if c.agreement.backing is Backing.BACKS]
        return _quoting(snapshot, statement, [c.quote for c in saying[:_MOST_QUOTED]], None)
    return _quoting(
        snapshot, statement, [near[0].quote], _otherwise(statement, near[0].agreement.clashes, near[0].window)
    )


def _in_other_words(snapshot: Snapshot, statement: str, found: Extraction, read: ReadPassages | None) -> Answer | None:
    told = read_statement(snapshot, statement, found, read) if read and found.ranked else None
    if told:
        differs = told.stance is Stance.SAYS_OTHERWISE
        difference = _otherwise(statement, told.clashes, told.window) if differs else None
        return _quoting(snapshot, statement, [told.quote], difference)
    best = _compare(snapshot, statement, found.quotes[:1]) if found.reason is None else []
    return _of_the_best(snapshot, statement, best[0]) if best else None


def _of_the_best(snapshot: Snapshot, statement: str, best: _Compared) -> Answer:
    lacks = [f"“{value.span.of(statement)}”" for value in best.agreement.lacks[:_MOST_LACKS]]
    difference = f"This sentence does not say {' or '.join(lacks)}, as the statement does." if lacks else _NEAREST
    return _quoting(snapshot, statement, [best.quote], difference)


def _sharing(snapshot: Snapshot, statement: str, ranked: Sequence[Quote]) -> list[Quote]:
    """The sentences with most of the statement's words, in their order."""
    stems = set(content_stems(statement))
    documents = {q.passage.doc_id: snapshot.document(q.passage.doc_id) for q in ranked}
    shares = [
        len(stems & set(content_stems(q.span.of(d.text)))) if (d := documents[q.passage.doc_id]) else 0 for q in ranked
    ]
    most = sorted(range(len(ranked)), key=lambda i: -shares[i])[:_MOST_JUDGED]
    return [ranked[i] for i in sorted(most)]


def _compare(snapshot: Snapshot, statement: str, quotes: Sequence[Quote]) -> list[_Compared]:
    found = []
    for quote in quotes:
        document = snapshot.document(quote.passage.doc_id)
        if document is None or quote.passage.kind is BlockKind.NOTE:
            continue
        place = quote.passage.sentences.index(quote.span)
        around = quote.passage.sentences[max(place - 1, 0) : place + 2]
        start, end = around[0].start, around[-1].end
        window = Window(document.text[start:end], Span(quote.span.start - start, quote.span.end - start))
        background = f"{document.title}\n{quote.passage.context}"
        agreement = judge(statement, window, background)
        found.append(_Compared(quote, window, agreement, _likeness(statement, quote.span.of(document.text))))
    return found


def _likeness(one: str, other: str) -> float:
    a, b = set(content_stems(one)), set(content_stems(other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _quoting(snapshot: Snapshot, statement: str, chosen: Sequence[Quote], difference: str | None) -> Answer:
    citations = cite_all(snapshot, chosen)
    claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
    return replace(finish_answer(snapshot, statement, claims, None), difference=difference)


def _otherwise(statement: str, clashes: Sequence[Clash], window: Window) -> str:
    told = [_told(clash, statement, window.text) for clash in clashes[:_MOST_CLASHES]]
    return f"This sentence says it otherwise: {'; '.join(told)}." if told else _OTHERWISE


def _told(clash: Clash, statement: str, text: str) -> str:
    """“seven” where the statement says “nine”."""
    ours = f"“{clash.ours.of(statement)}”" if clash.ours else None
    theirs = f"“{clash.theirs.of(text)}”" if clash.theirs else None
    if ours and theirs:
        return f"{theirs} where the statement says {ours}"
    if clash.kind is ValueKind.NEGATION:
        return f"with {theirs}" if theirs else f"without the statement’s {ours}" if ours else "one of the two denies it"
    return f"with {theirs}" if theirs else f"without {ours or 'a part of the statement'}"
