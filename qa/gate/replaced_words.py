"""Words in the place of others of the source: another name, a country for its people, the contrary; and names it has nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.names import fold_name, same_name
from qa.citation.agreement.opposites import opposites_in_place
from qa.gate.name_places import GateWord, gate_words, stands_within, tells_names
from qa.language.en.name_forms import is_short_for, names_another
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
        if (
            names_count
            and mine
            and its
            and not _is_one_name(_whole(mine).of(sentence), mine, _whole(its).of(source), its)
        ):
            known, said = set(w.folded for w in _letters(source)), set(w.folded for w in _letters(sentence))
            swapped = all(w.folded in known for w in mine) and all(w.folded in said for w in its)
            ours, theirs, fault = mine, its, fault if swapped else DraftFault.VALUE_DIFFERS
        if fault:
            span, there = _whole(ours), _whole(theirs)
            yield DraftFailure(fault, Wording(span, span.of(sentence)), there.of(source))


def find_other_forms(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A form of a name that stands, between the same words, where the source has one that says another thing.

    A country for its people, “Marxism” for “Marx”. Who means the same in other words changes the words beside it: “the king of
    Spain” for “the Spanish king”.
    """
    ours, theirs = _letters(sentence), _letters(source)
    pairs = [pair for one, other in _replaced(ours, theirs) for pair in _paired(one, other)]
    for block in _matcher(ours, theirs).get_matching_blocks():
        first, end = (0 if block.a == 0 else 1), block.size - (block.a + block.size < len(ours))
        pairs += [([ours[block.a + n]], [theirs[block.b + n]]) for n in range(first, end)]
    for mine, its in pairs if tells_names(source) else ():
        span, there = _whole(mine), _whole(its).of(source)
        said = span.of(sentence)
        if said != there and said[0].isupper() and there[0].isupper() and names_another(said, there):
            yield DraftFailure(DraftFault.VALUE_DIFFERS, Wording(span, said), there)


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


def _paired(
    ours: Sequence[GateWord], theirs: Sequence[GateWord]
) -> Iterator[tuple[Sequence[GateWord], Sequence[GateWord]]]:
    """Words one by one where there are as many, else all of one name with all of the other."""
    mine, its = _names(ours), _names(theirs)
    if len(ours) == len(theirs):
        yield from (([one], [other]) for one, other in zip(ours, theirs, strict=True) if one.is_name and other.is_name)
    elif len(mine) == 1 and its:
        yield mine, its


def _is_one_name(said: str, ours: Sequence[GateWord], there: str, theirs: Sequence[GateWord]) -> bool:
    return same_name([w.folded for w in ours], [w.folded for w in theirs]) or is_short_for(said, there)


def _whole(words: Sequence[GateWord]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


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
