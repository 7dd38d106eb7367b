"""Words in the place of others of the source: another name, a country for its people, the contrary; and names it has nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.names import fold_name, same_name
from qa.citation.agreement.opposites import opposites_in_place
from qa.gate.name_places import GateWord, gate_words, stands_within, tells_names
from qa.language.en.name_words import is_people_of
from qa.regex import regex
from qa.types.backing import Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_NAME = regex(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_LEAST_NAME = 4
_MOSTLY, COPIED = 0.7, 0.8
"""Share of a sentence's words that the source has in the same order, from which one name for another is no rewording; and from
which a word more or less is none."""
_MORE = 2
"""Words that the source's name may have more."""


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
    names_count = tells_names(source)
    for ours, theirs in _replaced(_letters(sentence), _letters(source)):
        fault = None
        if len(ours) == len(theirs) == 1 and comparison_key(theirs[0].folded) in opposites_in_place(ours[0].folded):
            fault = DraftFault.TURNED
        mine, its = _names(ours), _names(theirs)
        if names_count and mine and its and not same_name([w.folded for w in mine], [w.folded for w in its]):
            known, said = set(w.folded for w in _letters(source)), set(w.folded for w in _letters(sentence))
            swapped = all(w.folded in known for w in mine) and all(w.folded in said for w in its)
            ours, theirs, fault = mine, its, fault if swapped else DraftFault.VALUE_DIFFERS
        if fault:
            span, there = (Span(side[0].span.start, side[-1].span.end) for side in (ours, theirs))
            yield DraftFailure(fault, Wording(span, span.of(sentence)), there.of(source))


def find_countries_for_peoples(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A country that stands, between the same words, where the source has its people or language, or the other way.

    Who means the same in other words changes the words beside it: “the king of Spain” for “the Spanish king”.
    """
    ours, theirs = _letters(sentence), _letters(source)
    pairs = [(one[0], other[0]) for one, other in _replaced(ours, theirs) if len(one) == len(other) == 1]
    for block in _matcher(ours, theirs).get_matching_blocks():
        first, end = (0 if block.a == 0 else 1), block.size - (block.a + block.size < len(ours))
        pairs += [(ours[block.a + n], theirs[block.b + n]) for n in range(first, end)]
    for mine, its in pairs if tells_names(source) else ():
        said, there = mine.span.of(sentence), its.span.of(source)
        named = said[0].isupper() and there[0].isupper() and said != there
        if named and (is_people_of(said, there) or is_people_of(there, said)):
            yield DraftFailure(DraftFault.VALUE_DIFFERS, Wording(mine.span, said), there)


def is_copied(sentence: str, source: str) -> bool:
    """Whether nearly all words of a sentence, names and small words too, stand in the source in the same order."""
    return share_copied(sentence, source) >= COPIED


def share_copied(sentence: str, source: str) -> float:
    """The share of a sentence's words that stand in the source in the same order; 1 for a sentence without words."""
    ours = _letters(sentence)
    return _shared(_matcher(ours, _letters(source))) / len(ours) if ours else 1.0


def _letters(text: str) -> list[GateWord]:
    """The words of a text, without its numbers."""
    return [word for word in gate_words(text) if not word.folded[0].isdigit()]


def _names(words: Sequence[GateWord]) -> Sequence[GateWord]:
    return [word for word in words if word.is_name]


def _matcher(ours: Sequence[GateWord], theirs: Sequence[GateWord]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.folded for word in ours], [word.folded for word in theirs], autojunk=False)


def _shared(matcher: SequenceMatcher[str]) -> int:
    return sum(block.size for block in matcher.get_matching_blocks())


def _replaced(
    ours: Sequence[GateWord], theirs: Sequence[GateWord]
) -> Iterator[tuple[Sequence[GateWord], Sequence[GateWord]]]:
    """Where one text has some words in the place of others of the same text, nearly all of which it has; but not its first."""
    matcher = _matcher(ours, theirs)
    if _shared(matcher) < _MOSTLY * len(ours):
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        ends = b == len(ours)
        # Where a sentence ends, its source may go on.
        d = min(d, c + b - a) if ends else d
        if tag == "replace" and a and c and ends >= (d == len(theirs)) and d - c <= b - a + _MORE:
            yield ours[a:b], theirs[c:d]
