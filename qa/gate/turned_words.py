"""Words that turn, weaken or widen a sentence which otherwise has a source's words: what one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from qa.citation.agreement.names import fold_name
from qa.citation.agreement.polarity import find_turns
from qa.language.stems import stem
from qa.language.turning_words import turning_words_in
from qa.regex import regex
from qa.types.backing import ValueKind, Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_NAME = regex(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_WITHIN = regex(r"[\w,] \Z")
"""What stands before a word that does not open a sentence, a quotation or a bracket."""
_LEAST_NAME = 4


def find_turned(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A quantity of the sentence that the source does not have, and a negation or hedge of the source that the sentence dropped.

    For a sentence with nearly all words of the source's own, so that a word more or less is no rewording.
    """
    theirs = dict(_quantities(source))
    for quantity, span in _quantities(sentence):
        if quantity not in theirs:
            yield DraftFailure(DraftFault.TURNED, Wording(span, span.of(sentence)), None)
    ours, other = turning_words_in(sentence), turning_words_in(source)
    for mine, its in ((ours.negation, other.negation), (ours.hedge, other.hedge)):
        # A short sentence may be taken for another language than its source.
        dropped = None if mine.search(sentence) or its.search(sentence) else its.search(source)
        if dropped and _kept_around(sentence, source, dropped.span()):
            yield DraftFailure(DraftFault.TURNED, None, dropped.group())


def find_denial(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A negation of the sentence where the nearest sentence of the sources denies nothing."""
    ours = _denial(sentence)
    if ours and not _denial(source):
        yield DraftFailure(DraftFault.TURNED, Wording(ours, ours.of(sentence)), None)


def find_new_names(sentence: str, known: str) -> Iterator[DraftFailure]:
    """A capitalised word within the sentence that stands nowhere in what is known; for a sentence as in `find_turned`."""
    heard = {fold_name(match.group()) for match in _NAME.finditer(known)}
    for match in _NAME.finditer(sentence):
        word, span = match.group(), Span(*match.span())
        inside = bool(_WITHIN.search(sentence[max(0, span.start - 3) : span.start]))
        if inside and word.istitle() and len(word) >= _LEAST_NAME and fold_name(word) not in heard:
            yield DraftFailure(DraftFault.VALUE_NOT_FOUND, Wording(span, word), None)


def _denial(text: str) -> Span | None:
    return next(find_turns(text, ValueKind.NEGATION, Span(0, len(text))), None)


def _quantities(text: str) -> Iterator[tuple[str, Span]]:
    quantities = turning_words_in(text).quantities
    start = 0
    for word in text.split():
        start = text.index(word, start)
        bare = word.strip("“”\"'(),.;:!?").casefold()
        if quantity := quantities.get(stem(bare)) if bare else None:
            yield quantity, Span(start, start + len(word))
        start += len(word)


def _kept_around(sentence: str, source: str, place: tuple[int, int]) -> bool:
    """Whether the words before and behind a place of the source stand in the sentence one after the other."""
    before, after = source[: place[0]].split()[-1:], source[place[1] :].split()[:1]
    return bool(after) and " ".join([*before, *after]).casefold() in " ".join(sentence.split()).casefold()
