"""What letters stand for, where the text writes them out once: “Wisconsin Employment Relations Commission (“WERC”)”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.answering.finish import finish_answer
from qa.citation.cite import cite_all
from qa.index.engine import Scope, Snapshot
from qa.language.en.letters_asked import ASKS_LETTERS, ASKS_WHAT, IS_A
from qa.regex import regex
from qa.types.answer import Answer, Claim, ShortSpan
from qa.types.document import BlockKind, Span
from qa.types.passage import Passage, Quote

_MOST_PASSAGES = 200
_MORE_WORDS = 5
"""Words of a long form beyond its letters, at most."""
_LEAST_WORDS = 2
"""Words of a long form."""
_LEAST_CAPITALS = 2
"""Of a word that is read as letters."""
_FARTHEST = 200
"""Characters of a long form."""
_INSIDE = regex(r"[.;:()]\s|[()]")
"""What no long form goes across."""
_MOST_CLAIMS = 2


def find_written_out(snapshot: Snapshot, question: str, document: Scope = None) -> Answer | None:
    """The sentence that writes out the letters asked for, with their long form; None for any other question, or where none does."""
    letters = letters_asked(question)
    for passage, text in _passages_with(snapshot, letters, document) if letters else ():
        for sentence in passage.sentences:
            if found := long_form(letters, sentence.of(text)):
                return _answer(snapshot, question, Quote(passage, sentence), text, found)
    return None


def letters_asked(question: str) -> str:
    """The letters whose meaning is asked for, “BOTS Act” too; empty where none is."""
    asked = " ".join(question.split())
    found = ASKS_LETTERS.match(asked) or ASKS_WHAT.match(asked)
    term = found["term"].strip(".-") if found else ""
    return term if any(sum(c.isupper() for c in word) >= _LEAST_CAPITALS for word in term.split()) else ""


def with_what_it_is(snapshot: Snapshot, written: Answer, told: Answer) -> Answer:
    """The long form, and what else was found to say what is asked; only the latter where it is a definition."""
    if not told.claims:
        return written
    if re.search(rf"(?<!\w){re.escape(letters_asked(told.question))}{IS_A}", told.claims[0].text):
        return told
    claims = {claim.text: claim for claim in (*written.claims, *told.claims)}
    both = finish_answer(snapshot, told.question, tuple(claims.values())[:_MOST_CLAIMS], written.short_answer)
    return replace(both, short_span=written.short_span)


def long_form(letters: str, sentence: str) -> Span | None:
    """Where a sentence writes letters out: in front of brackets with them, or in brackets behind them."""
    term = re.escape(letters)
    for match in re.finditer(rf"\(\s?[“\"‘']?{term}s?[”\"’']?\s?[);,]", sentence):
        if span := _before(letters, sentence, match.start()):
            return span
    # “Charges for Key Events Ticketing (TICKET) Act”
    head, _, tail = letters.partition(" ")
    for match in re.finditer(rf"\({re.escape(head)}\)\s{re.escape(tail)}\b", sentence) if tail else ():
        if span := _before(head, sentence, match.start()):
            return span
    for match in re.finditer(rf"(?<!\w){term}s?[”\"’']?\s?\(([^(),;]{{1,{_FARTHEST}}})[),;]", sentence):
        span = _before(letters, sentence, match.end(1))
        if span and span.start == match.start(1):
            return span
    return None


def _before(letters: str, text: str, end: int) -> Span | None:
    """The shortest words up to `end` with all the letters in order, the first where a word begins (Schwartz and Hearst, 2003)."""
    wanted = re.sub(r"[\W_]|(?<=[A-Z])s$", "", letters).casefold()
    first = max(end - _FARTHEST, 0)
    end = at = first + len(text[first:end].rstrip())
    for position, letter in reversed(list(enumerate(wanted))):
        at -= 1
        while at >= first and not _is_there(text, at, letter, begins=position == 0):
            at -= 1
    said = text[max(at, first) : end]
    fits = _LEAST_WORDS <= len(said.split()) <= len(wanted) + _MORE_WORDS and not _INSIDE.search(said)
    return Span(at, end) if at >= first and fits else None


def _is_there(text: str, at: int, letter: str, *, begins: bool) -> bool:
    return text[at].casefold() == letter and not (begins and at > 0 and text[at - 1].isalnum())


def _passages_with(snapshot: Snapshot, term: str, document: Scope) -> Iterator[tuple[Passage, str]]:
    """Running text before notes, each in its document's order, with the document's text."""
    found = snapshot.passages([row for row, _ in snapshot.search_words(term, _MOST_PASSAGES, document)]).values()
    for passage in sorted(found, key=lambda p: (p.kind is BlockKind.NOTE, p.doc_id, p.span.start)):
        if text := snapshot.text(passage.doc_id):
            yield passage, text


def _answer(snapshot: Snapshot, question: str, quote: Quote, text: str, found: Span) -> Answer:
    citations = cite_all(snapshot, [quote])
    place = Span(quote.span.start + found.start, quote.span.start + found.end)
    answer = finish_answer(snapshot, question, (Claim(citations[0].quote, tuple(citations)),), place.of(text))
    return replace(answer, short_span=ShortSpan(quote.passage.doc_id, place))
