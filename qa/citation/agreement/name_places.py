"""Names of a sentence that stand, beside the same words, where its source has another name: who did what to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.citation.agreement.names import is_acronym_of, same_name
from qa.citation.agreement.placed_words import PlacedWord, placed_words, tells_names
from qa.language.en.name_forms import is_short_for
from qa.language.stems import is_content
from qa.regex import regex
from qa.types.document import Span

_JOINS = regex(r"(?:\s*[,;&/]\s*|\s+)(?:(?:and|or)\s+)?\Z")
"""What stands between two items of a list."""
_LEAST_BESIDE, _MOST_BESIDE = 2, 4
"""Words next to a name that tell its place, of which one at least says something."""


@dataclass(frozen=True, slots=True)
class _Name:
    """Words of a name that follow each other, with the words beside them."""

    words: tuple[str, ...]
    plain: frozenset[str]
    """The words as they stand: “Irish” is no “Ireland” here."""
    span: Span
    before: tuple[str, ...]
    after: tuple[str, ...]


def find_misplaced(sentence: str, source: str) -> Iterator[tuple[Span, Span]]:
    """Names that the source has nowhere beside these words, where it has another name beside them."""
    theirs = _find_names(source) if tells_names(source) else []
    oftener = Counter(w.folded for w in placed_words(sentence)) - Counter(w.folded for w in placed_words(source))
    for ours in _find_names(sentence):
        rivals = [other for other in theirs if _beside(ours, other)]
        may_list = not any(word in oftener for word in ours.words)
        if rivals and not any(
            _is_one(ours, other) or (may_list and _are_listed(ours, other, theirs, source)) for other in rivals
        ):
            yield ours.span, rivals[0].span


def _find_names(text: str) -> list[_Name]:
    words, found = placed_words(text), list[_Name]()
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].is_name and (end == start or _joined(text, words[end - 1], words[end])):
            end += 1
        if end > start:
            folded = tuple(word.folded for word in words)
            span = Span(words[start].span.start, words[end - 1].span.end)
            before, after = _context(text, words[:start][::-1], span), _context(text, words[end:], span)
            plain = frozenset(_bare(word.span.of(text)) for word in words[start:end])
            found.append(_Name(folded[start:end], plain, span, before, after))
        start = max(end, start + 1)
    return found


def _joined(text: str, one: PlacedWord, other: PlacedWord) -> bool:
    return text[one.span.end : other.span.start].isspace()


def _context(text: str, words: Sequence[PlacedWord], name: Span) -> tuple[str, ...]:
    """The marks and the nearest words beside a name, as far as the first that says something; none where there is none."""
    for length in range(_LEAST_BESIDE, _MOST_BESIDE + 1):
        if len(words) >= length and any(is_content(word.folded) for word in words[:length]):
            marks = text[words[0].span.end : name.start] or text[name.end : words[0].span.start]
            return ("".join(marks.split()), *(word.folded for word in words[:length]))
    return ()


def _beside(one: _Name, other: _Name) -> bool:
    """Whether two names stand beside the same words, on one side at least."""
    return bool(one.before and one.before == other.before) or bool(one.after and one.after == other.after)


def _is_one(one: _Name, other: _Name) -> bool:
    """Whether two names are of one person, place or body; a part of a name has its very words: the Irish Sea is no Ireland."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if len(short.words) == 1 and is_short_for(short.words[0], long.words[0]):
        return True
    repeated = Counter(short.words) - Counter(long.words)
    if not same_name(one.words, other.words) or any(word in long.words for word in repeated):
        return False
    alike = short.plain <= long.plain or len(short.words) == len(long.words)
    return alike or (len(short.words) == 1 and is_acronym_of(short.words[0], long.words))


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")


def _are_listed(ours: _Name, other: _Name, names: Sequence[_Name], source: str) -> bool:
    """Whether the source has our name in a list with the other one."""
    at = names.index(other)
    for step in (1, -1):
        place = at
        while 0 <= place + step < len(names):
            first, second = sorted((names[place], names[place + step]), key=lambda name: name.span.start)
            if not _JOINS.match(source[first.span.end : second.span.start]):
                break
            place += step
            if _is_one(ours, names[place]):
                return True
    return False
