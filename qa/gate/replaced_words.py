"""Words in the place of others of the source: another name, a country for its people, the contrary; and names it has nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.names import fold_name
from qa.citation.agreement.names_in_place import (
    count_shared,
    find_differing_names,
    lay_beside,
    letter_words,
    replaced,
)
from qa.citation.agreement.opposites import opposites_in_place
from qa.citation.agreement.placed_words import stands_within
from qa.regex import regex
from qa.types.backing import Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_NAME = regex(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_LEAST_NAME = 4
COPIED = 0.8
"""Share of a sentence's words that the source has in the same order, from which a word more or less is no rewording."""


def find_new_names(sentence: str, known: str) -> Iterator[DraftFailure]:
    """A capitalised word within the sentence that stands nowhere in what is known.

    For a sentence with nearly all words of the source's own, so that a word more is no rewording.
    """
    heard = {fold_name(match.group()) for match in _NAME.finditer(known)}
    for match in _NAME.finditer(sentence):
        word, span = match.group(), Span(*match.span())
        inside, folded = stands_within(sentence, span.start), fold_name(word)
        if inside and word[0].isupper() and word[1:2].islower() and len(folded) >= _LEAST_NAME and folded not in heard:
            yield DraftFailure(DraftFault.VALUE_NOT_FOUND, Wording(span, word), None)


def find_replaced(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A name, or one word, that stands where the source, in the same words before and behind, has another or the contrary."""
    for ours, theirs in find_differing_names(sentence, source):
        yield DraftFailure(DraftFault.VALUE_DIFFERS, Wording(ours, ours.of(sentence)), theirs.of(source))
    for mine, its in replaced(letter_words(sentence), letter_words(source)):
        if len(mine) == len(its) == 1 and comparison_key(its[0].folded) in opposites_in_place(mine[0].folded):
            said = Wording(mine[0].span, mine[0].span.of(sentence))
            yield DraftFailure(DraftFault.TURNED, said, its[0].span.of(source))


def is_copied(sentence: str, source: str) -> bool:
    """Whether nearly all words of a sentence, names and small words too, stand in the source in the same order."""
    return share_copied(sentence, source) >= COPIED


def share_copied(sentence: str, source: str) -> float:
    """The share of a sentence's words that stand in the source in the same order; 1 for a sentence without words."""
    ours = letter_words(sentence)
    return count_shared(lay_beside(ours, letter_words(source))) / len(ours) if ours else 1.0
