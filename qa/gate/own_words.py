"""A sentence in another script than Latin + the sentence that it rests on → whether it is made of that one's own words.

The reader knows English, and capitals tell no names in most scripts: there nothing but the source's words is proved.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from qa.regex import regex

_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese and Japanese, which set no spaces between words."""
_UNIT = regex(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s]")
"""A word; of scripts that set no spaces, a character; or a mark of punctuation."""
_HAN = regex(rf"[{_UNSPACED}]")
_ASIDE = regex(r" ?[(（][^()（）]*[)）]")
_MOST_STRETCHES = 4
_LEAST_WORDS, _LEAST_CHARACTERS = 2, 4
"""Of a stretch: shorter ones could be put together to say anything."""
_LONGEST = 400
"""Words of a sentence that is compared."""
_HAN_LETTERS, _SHARE = 3, 0.4
"""How many letters a Chinese character stands for, and the share of another script from which a sentence is in it."""


def is_foreign(text: str) -> bool:
    """Whether a text is in another script than Latin, though names in it may not be."""
    weights = [(_HAN_LETTERS if _HAN.match(c) else 1, c) for c in text if c.isalpha()]
    others = sum(weight for weight, c in weights if c > "\u024f" and not "\u1e00" <= c <= "\u1eff")
    return others > _SHARE * sum(weight for weight, _ in weights)


def has_own_words(sentence: str, source: str) -> bool:
    """Whether a sentence is one of the source's, left out of in places: at most four stretches of it, in their order.

    What opens the source's sentence may stand at the end. Where no spaces part words, what is left out stands between marks
    of punctuation: one character less may say the contrary. Brackets with what is in them may always be left out.
    """
    bare = _without_asides(sentence, source)
    return any(_Comparison(_units(sentence), _units(text)).fits() for text in dict.fromkeys((source, bare)))


def leaves_out_asides(sentence: str, source: str) -> bool:
    """Whether a sentence is the source's, word for word, but for brackets: what they deny or limit goes with them."""
    bare = _without_asides(sentence, source)
    return bare != source and [unit.word for unit in _units(sentence)] == [unit.word for unit in _units(bare)]


def _without_asides(sentence: str, source: str) -> str:
    return _ASIDE.sub(lambda aside: aside.group() if aside.group().strip() in sentence else "", source)


class _Comparison:
    """Stretches of one text found in another."""

    def __init__(self, ours: Sequence[_Unit], theirs: Sequence[_Unit]) -> None:
        # A source said twice lets its beginning follow upon its end, once.
        self.ours = [unit.word for unit in ours]
        self.twice = [*(unit.word for unit in theirs), "", *(unit.word for unit in theirs), ""]
        marked = [unit.follows_mark for unit in theirs]
        self.may_cut = [*marked, True, *marked, True]
        self.long = not 0 < len(self.ours) <= _LONGEST or len(theirs) > 4 * _LONGEST
        self.second = len(theirs) + 1
        self.unspaced = sum(bool(_HAN.match(word)) for word in self.ours) * 2 > len(self.ours)

    def fits(self) -> bool:
        """Whether all of ours is found in stretches, each the longest that there is."""
        at = after = 0
        for _ in range(_MOST_STRETCHES if not self.long else 0):
            starts = [n for n in range(after, len(self.twice)) if n == after or self._may_skip(after, n)]
            shared = [self._shared(at, start) for start in starts]
            longest = max(shared, default=0)
            start = starts[shared.index(longest)] if longest else 0
            if not longest or not self._is_stretch(at, start, longest):
                return False
            at, after = at + longest, start + longest
            if at == len(self.ours):
                return not self.unspaced or self.may_cut[after]
        return False

    def _may_skip(self, after: int, start: int) -> bool:
        return not self.unspaced or (self.may_cut[start] and self.may_cut[after])

    def _shared(self, at: int, start: int) -> int:
        """How many words the two have in common from two places on."""
        longest = 0
        while at + longest < len(self.ours) and self.ours[at + longest] == self.twice[start + longest]:
            longest += 1
        return longest

    def _is_stretch(self, at: int, start: int, length: int) -> bool:
        least = _LEAST_CHARACTERS if self.unspaced else _LEAST_WORDS
        opens = start == self.second and at + length == len(self.ours) and not self.unspaced
        return opens or length >= min(least, len(self.ours))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word or a character, in a form to compare."""

    word: str
    follows_mark: bool
    """Whether a mark of punctuation stands before it, or nothing."""


def _units(text: str) -> list[_Unit]:
    folded = "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKC", text).casefold())
    found, follows = list[_Unit](), True
    for match in _UNIT.finditer(folded):
        if match.group()[0].isalnum():
            found.append(_Unit(match.group(), follows))
        follows = not match.group()[0].isalnum()
    return found
