"""Two texts with nearly the same words → names of the one that stand where the other has another name, or another form of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qa.citation.agreement.name_places import find_misplaced
from qa.citation.agreement.names import same_name
from qa.citation.agreement.placed_words import PlacedWord, placed_words, tells_names
from qa.language.en.name_forms import is_short_for, names_another
from qa.types.document import Span

_MOSTLY = 0.7
"""Share of a text's words that the source has in the same order, from which one name for another is no rewording."""
_MORE = 2
"""Words that the source's name may have more."""
Words = Sequence[PlacedWord]


def letter_words(text: str) -> Words:
    """The words of a text, without its numbers."""
    return [word for word in placed_words(text) if not word.folded[0].isdigit()]


def lay_beside(ours: Words, theirs: Words) -> SequenceMatcher[str]:
    """The words of two texts, to be compared."""
    return SequenceMatcher(None, [word.folded for word in ours], [word.folded for word in theirs], autojunk=False)


def count_shared(matcher: SequenceMatcher[str]) -> int:
    """How many words are in both in the same order."""
    return sum(block.size for block in matcher.get_matching_blocks())


def find_differing_names(text: str, source: str) -> Iterator[tuple[Span, Span]]:
    """Names of the text that stand where the source has another name, another form of one, or one that did something else."""
    for find in (_find_other_names, _find_other_forms, find_misplaced):
        yield from find(text, source)


def _find_other_names(text: str, source: str) -> Iterator[tuple[Span, Span]]:
    """A name of the text where the source has another, between the same words; not two names that have changed places."""
    ours, theirs = letter_words(text), letter_words(source)
    known, said = {word.folded for word in theirs}, {word.folded for word in ours}
    for one, other in replaced(ours, theirs) if tells_names(source) else ():
        mine, its = _names(one), _names(other)
        if mine and its and not _is_one_name(text, mine, source, its):
            swapped = all(word.folded in known for word in mine) and all(word.folded in said for word in its)
            if not swapped:
                yield _whole(mine), _whole(its)


def _find_other_forms(text: str, source: str) -> Iterator[tuple[Span, Span]]:
    """A form of a name that stands, between the same words, where the source has one that says another thing.

    A country for its people, “Marxism” for “Marx”. Who means the same in other words changes the words beside it: “the king of
    Spain” for “the Spanish king”.
    """
    ours, theirs = letter_words(text), letter_words(source)
    pairs = [pair for one, other in replaced(ours, theirs) for pair in _paired(one, other)]
    for block in lay_beside(ours, theirs).get_matching_blocks():
        first, end = (0 if block.a == 0 else 1), block.size - (block.a + block.size < len(ours))
        pairs += [([ours[block.a + n]], [theirs[block.b + n]]) for n in range(first, end)]
    for mine, its in pairs if tells_names(source) else ():
        span, place = _whole(mine), _whole(its)
        said, there = span.of(text), place.of(source)
        if said != there and said[0].isupper() and there[0].isupper() and names_another(said, there):
            yield span, place


def replaced(ours: Words, theirs: Words) -> Iterator[tuple[Words, Words]]:
    """Where one text has some words in the place of others of the same text, nearly all of which it has; but not its first."""
    matcher = lay_beside(ours, theirs)
    if count_shared(matcher) < _MOSTLY * len(ours):
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        ends = b == len(ours)
        # Where a sentence ends, its source may go on.
        d = min(d, c + b - a) if ends else d
        if tag == "replace" and a and c and ends >= (d == len(theirs)) and d - c <= b - a + _MORE:
            yield ours[a:b], theirs[c:d]


def _paired(ours: Words, theirs: Words) -> Iterator[tuple[Words, Words]]:
    """Words one by one where there are as many, else all of one name with all of the other."""
    mine, its = _names(ours), _names(theirs)
    if len(ours) == len(theirs):
        yield from (([one], [other]) for one, other in zip(ours, theirs, strict=True) if one.is_name and other.is_name)
    elif len(mine) == 1 and its:
        yield mine, its


def _is_one_name(text: str, ours: Words, source: str, theirs: Words) -> bool:
    said, there = _whole(ours).of(text), _whole(theirs).of(source)
    return same_name([w.folded for w in ours], [w.folded for w in theirs]) or is_short_for(said, there)


def _whole(words: Words) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


def _names(words: Words) -> Words:
    return [word for word in words if word.is_name]
