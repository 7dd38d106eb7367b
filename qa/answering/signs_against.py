"""Signs that a sentence speaks of another thing than a question asks: words that it lacks, or has otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from qa.answering.missing_terms import lacking_words
from qa.citation.agreement.in_place import exclude_each_other
from qa.citation.agreement.keys import comparison_key
from qa.language.en import question_structure as words
from qa.language.stems import is_content, stem
from qa.regex import regex
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.prepared_question import PreparedQuestion

_WORD = regex(r"\w+(?:[.,]\d+)*")
_BESIDE = 2
"""How far apart two words of a sentence may be that stand side by side in the question, in words."""
_TURNED = 0.5
"""Share of the pairs of words in another order from which it is another order."""


class Against(StrEnum):
    """What speaks against a sentence's being about what is asked."""

    LACKING = "lacking"
    """A word of the question that the sentence has not, nor one near to it in meaning."""
    APART = "apart"
    """“Byzantine mercenary” is asked for; the sentence has a Norman mercenary, and a Byzantine general."""
    ORDER = "order"
    """“Who did Edgar marry?”: Malcolm married Edgar's sister."""
    LED = "led"
    """“Who fled from Italy?”: they fled to Italy."""
    DENIED = "denied"
    """The question says no, and the sentence does not."""
    OPPOSITE = "opposite"
    """“Who sold the mill?”: it was bought, says the sentence, and of selling nothing."""
    RANK = "rank"
    """The question asks for the first, the only or the last, or for it again, and the sentence does not say so."""


SPEAKS_OF_ANOTHER = frozenset((Against.LED, Against.DENIED, Against.OPPOSITE, Against.RANK))
"""With these the sentence stands alone: of the few words shown in spite of them fewer than half were right."""


def signs_against(question: PreparedQuestion, sentence: CandidateSentence, before: str = "") -> tuple[Against, ...]:
    """What speaks against a sentence; nothing, where it takes up the question word by word; `before` leads to its answer."""
    asked, said = question.text, sentence.text
    places = _places(asked, said)
    found = {
        Against.LACKING: bool(lacking_words(question, sentence)),
        Against.APART: _are_apart(asked, places),
        Against.ORDER: _share_turned(asked, places) >= _TURNED,
        Against.LED: _leads_elsewhere(asked, said),
        Against.DENIED: bool(words.DENIES.search(asked)) and not words.DENIES.search(said),
        Against.OPPOSITE: _says_the_opposite(asked, said) and not words.FROM.search(before),
        Against.RANK: not _found(words.RANK, asked) <= _found(words.RANK, said),
    }
    return tuple(sign for sign, is_there in found.items() if is_there)


def _roots(text: str) -> list[str]:
    return [stem(word.casefold()) for word in _WORD.findall(text)]


def _places(asked: str, said: str) -> dict[str, list[int]]:
    """Where in the sentence the question's words of meaning stand, by stem; those that it has."""
    own = _roots(said)
    wanted = {stem(word.casefold()) for word in _WORD.findall(asked) if is_content(word)}
    return {root: [i for i, other in enumerate(own) if other == root] for root in wanted & set(own)}


def _are_apart(asked: str, places: Mapping[str, Sequence[int]]) -> bool:
    """Whether two words side by side in the question stand apart in the sentence."""
    pairs = [(a, b) for a, b in pairwise(_roots(asked)) if a in places and b in places and a != b]
    return any(min(abs(i - j) for i in places[a] for j in places[b]) > _BESIDE for a, b in pairs)


def _share_turned(asked: str, places: Mapping[str, Sequence[int]]) -> float:
    """Of the pairs of words that the sentence has, how many it has the other way round."""
    order = [root for root in _roots(words.ASKING.sub(" ", asked)) if root in places]
    pairs = [(a, b) for i, a in enumerate(order) for b in order[i + 1 :] if a != b]
    turned = sum(places[b][0] < places[a][0] and places[b][-1] < places[a][-1] for a, b in pairs)
    return turned / len(pairs) if pairs else 0.0


def _leads_elsewhere(asked: str, said: str) -> bool:
    """Whether a preposition leads to the same word in both, and says the opposite."""
    led: dict[str, set[str]] = {}
    for match in words.LED.finditer(said):
        led.setdefault(stem(match["what"].casefold()), set()).add(match["how"].casefold())
    for match in words.LED.finditer(asked):
        how, others = match["how"].casefold(), led.get(stem(match["what"].casefold()), set())
        if how not in others and others & words.OPPOSITES[how]:
            return True
    return False


def _says_the_opposite(asked: str, said: str) -> bool:
    """Whether the sentence has, in place of a word of the question, one that excludes it."""
    has = {stem(word.casefold()): comparison_key(word.casefold()) for word in _WORD.findall(said)}
    told = [
        word.casefold() for word in _WORD.findall(asked) if is_content(word) and not words.BOTH_SIDES.fullmatch(word)
    ]
    lacking = [word for word in told if stem(word) not in has]
    return any(exclude_each_other(comparison_key(word), other) for word in lacking for other in has.values())


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {match.group().casefold() for match in pattern.finditer(text)}
