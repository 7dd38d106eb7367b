"""Words that stand in the place of others of the source: another name, or the contrary; and names that it has nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.names import fold_name, same_name
from qa.citation.agreement.opposites import opposites_in_place
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
_COPIED, _NEARLY_ALL = 0.7, 0.8
"""Share of a sentence's words that the source has in the same order, from which one name for another is no rewording; and from
which a word more or less is none."""
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


def find_replaced(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A name, or one word, that stands where the source, in the same words before and behind, has another or the contrary."""
    names_count = language_of_words(source) not in _CAPITALISES
    for ours, theirs in _replaced(_words(sentence), _words(source)):
        fault = None
        if len(ours) == len(theirs) == 1 and comparison_key(theirs[0].folded) in opposites_in_place(ours[0].folded):
            fault = DraftFault.TURNED
        mine, its = _names(ours), _names(theirs)
        if names_count and mine and its and not same_name([w.folded for w in mine], [w.folded for w in its]):
            known, said = set(w.folded for w in _words(source)), set(w.folded for w in _words(sentence))
            swapped = all(w.folded in known for w in mine) and all(w.folded in said for w in its)
            ours, theirs, fault = mine, its, fault if swapped else DraftFault.VALUE_DIFFERS
        if fault:
            span, there = (Span(side[0].span.start, side[-1].span.end) for side in (ours, theirs))
            yield DraftFailure(fault, Wording(span, span.of(sentence)), there.of(source))


def is_copied(sentence: str, source: str) -> bool:
    """Whether nearly all words of a sentence, names and small words too, stand in the source in the same order."""
    ours = _words(sentence)
    return _shared(_matcher(ours, _words(source))) >= _NEARLY_ALL * len(ours)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, folded as names are, with its place."""

    folded: str
    span: Span
    is_name: bool


def _words(text: str) -> list[_Word]:
    return [
        _Word(
            folded, Span(*match.span()), match.group()[0].isupper() and len(match.group()) > 1 and folded not in OPENERS
        )
        for match in _NAME.finditer(text)
        for folded in [fold_name(match.group())]
    ]


def _names(words: Sequence[_Word]) -> Sequence[_Word]:
    return [word for word in words if word.is_name]


def _matcher(ours: Sequence[_Word], theirs: Sequence[_Word]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.folded for word in ours], [word.folded for word in theirs], autojunk=False)


def _shared(matcher: SequenceMatcher[str]) -> int:
    return sum(block.size for block in matcher.get_matching_blocks())


def _replaced(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[tuple[Sequence[_Word], Sequence[_Word]]]:
    """Where one text has some words in the place of others of the same text, nearly all of which it has; but not its first."""
    matcher = _matcher(ours, theirs)
    if _shared(matcher) < _COPIED * len(ours):
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        ends = b == len(ours)
        # Where a sentence ends, its source may go on.
        d = min(d, c + b - a) if ends else d
        if tag == "replace" and a and c and ends >= (d == len(theirs)) and d - c <= b - a + _MORE:
            yield ours[a:b], theirs[c:d]
