"""Names of a sentence that its source does not have: in the place of another one, or anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from qa.citation.agreement.names import fold_name, same_name
from qa.language.en.name_words import OPENERS
from qa.language.of_words import language_of_words
from qa.regex import regex
from qa.types.backing import Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_NAME = regex(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_WITHIN = regex(r"[\w,] \Z")
"""What stands before a word that does not open a sentence, a quotation or a bracket."""
_LEAST_NAME = 4
_COPIED = 0.7
"""Share of a sentence's words that the source has in the same order, from which one name for another is no rewording."""
_MORE = 2
"""Words that the source's name may have more."""
_CAPITALISES = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""


def find_new_names(sentence: str, known: str) -> Iterator[DraftFailure]:
    """A capitalised word within the sentence that stands nowhere in what is known.

    For a sentence with nearly all words of the source's own, so that a word more is no rewording.
    """
    heard = {fold_name(match.group()) for match in _NAME.finditer(known)}
    for match in _NAME.finditer(sentence):
        word, span = match.group(), Span(*match.span())
        inside = bool(_WITHIN.search(sentence[max(0, span.start - 3) : span.start]))
        folded = fold_name(word)
        if inside and word[0].isupper() and word[1:2].islower() and len(folded) >= _LEAST_NAME and folded not in heard:
            yield DraftFailure(DraftFault.VALUE_NOT_FOUND, Wording(span, word), None)


def find_replaced_names(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A name that stands where the source, in the same words before and behind, has another."""
    if language_of_words(source) in _CAPITALISES:
        return
    ours, theirs = list(_NAME.finditer(sentence)), list(_NAME.finditer(source))
    here, there = [fold_name(m.group()) for m in ours], [fold_name(m.group()) for m in theirs]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < _COPIED * len(ours):
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "replace" or not a or not c or (b == len(ours)) is not (d == len(theirs)) or d - c > b - a + _MORE:
            continue
        mine = [n for n in range(a, b) if _is_name(ours[n].group(), here[n])]
        its = [n for n in range(c, d) if _is_name(theirs[n].group(), there[n])]
        swapped = all(here[n] in there for n in mine) and all(there[n] in here for n in its)
        if mine and its and not swapped and not same_name([here[n] for n in mine], [there[n] for n in its]):
            span = Span(ours[mine[0]].start(), ours[mine[-1]].end())
            yield DraftFailure(
                DraftFault.VALUE_DIFFERS,
                Wording(span, span.of(sentence)),
                source[theirs[its[0]].start() : theirs[its[-1]].end()],
            )


def _is_name(word: str, folded: str) -> bool:
    return word[0].isupper() and len(word) > 1 and folded not in OPENERS
