"""Words that turn, weaken or widen a sentence which otherwise has a source's words: what one side has and the other has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qa.citation.agreement.polarity import find_turns
from qa.language.stems import stem
from qa.language.turning_words import TurningWords, turning_words_in
from qa.regex import regex
from qa.types.backing import ValueKind, Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_WORD = regex(r"[^\W_]+(?:[’'][^\W_]+)*")
_OF = regex(r"(?: of\b)?")
"""“Most of the keepers” without its quantity are “the keepers”."""


def find_turned(sentence: str, source: str) -> Iterator[DraftFailure]:
    """What only one of the two has: a negation, a hedge or a quantity, with the words around it on both sides.

    For a sentence with nearly all words of the source's own, so that a word more or less is no rewording.
    """
    # A short sentence may be taken for another language than its source.
    words = turning_words_in(source)
    here, there = list(_quantities(sentence, words)), list(_quantities(source, words))
    counts = Counter(quantity for quantity, _ in there)
    counts.subtract(quantity for quantity, _ in here)
    for quantity, span in here:
        if quantity not in dict(there):
            yield DraftFailure(DraftFault.TURNED, Wording(span, span.of(sentence)), None)
    for quantity, span in there:
        whole = Span(span.start, span.end + len(_OF.findall(source, span.end)[0]))
        if counts[quantity] > 0 and _closed_up(source, whole, sentence, 1, 2):
            yield DraftFailure(DraftFault.TURNED, None, span.of(source))
    for pattern in (words.negation, words.hedge):
        for span in _alone(sentence, source, pattern):
            yield DraftFailure(DraftFault.TURNED, Wording(span, span.of(sentence)), None)
        for span in _alone(source, sentence, pattern):
            yield DraftFailure(DraftFault.TURNED, None, span.of(source))


def find_denial(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A negation of the sentence where the nearest sentence of the sources denies nothing."""
    ours = _denial(sentence)
    if ours and not _denial(source):
        yield DraftFailure(DraftFault.TURNED, Wording(ours, ours.of(sentence)), None)


def _denial(text: str) -> Span | None:
    return next(find_turns(text, ValueKind.NEGATION, Span(0, len(text))), None)


def _quantities(text: str, words: TurningWords) -> Iterator[tuple[str, Span]]:
    start = 0
    for word in text.split():
        start = text.index(word, start)
        bare = word.strip("“”\"'(),.;:!?").casefold()
        if quantity := words.quantities.get(stem(bare)) if bare else None:
            yield quantity, Span(start, start + len(word))
        start += len(word)


def _alone(text: str, other: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where words of a kind stand in a text and the other goes on as if they were not there."""
    spans = [Span(*match.span()) for match in pattern.finditer(text)]
    more = len(spans) > sum(1 for _ in pattern.finditer(other))
    for span in spans:
        if (more and _closed_up(text, span, other, 1, 1)) or _closed_up(text, span, other, 2, 2):
            yield span


def _closed_up(text: str, place: Span, other: str, before: int, after: int) -> bool:
    """Whether so many words before and behind a place of a text stand in the other one after the other."""
    behind = _words(text[place.end :])[:after]
    around = [*["", *_words(text[: place.start])][-before:], *behind]
    return len(behind) == after and f" {' '.join(around)} ".casefold() in f"  {' '.join(_words(other))} ".casefold()


def _words(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(text)]
