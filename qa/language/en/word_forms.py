"""The forms of one English word: regular endings, and the irregular words that go together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qa.regex import regex

# fmt: off
IRREGULAR = (
    "child children", "foot feet", "tooth teeth", "mouse mice", "goose geese", "ox oxen", "life lives", "wife wives", "knife knives",
    "leaf leaves", "thief thieves", "half halves", "wolf wolves", "shelf shelves", "self selves", "loaf loaves", "calf calves",
    "criterion criteria", "phenomenon phenomena", "index indices indexes", "matrix matrices", "appendix appendices", "analysis analyses",
    "crisis crises", "basis bases", "thesis theses", "hypothesis hypotheses", "axis axes", "oasis oases", "medium media", "datum data",
    "curriculum curricula", "memorandum memoranda", "bacterium bacteria", "stimulus stimuli", "nucleus nuclei", "cartel cartels",
    "say said", "go goes went gone", "take took taken", "flee fled", "come came", "become became", "begin began begun",
    "break broke broken", "bring brought", "build built", "buy bought", "catch caught", "choose chose chosen", "do does did done",
    "draw drew drawn", "drink drank drunk", "drive drove driven", "eat ate eaten", "fall fell fallen", "feed fed", "fight fought",
    "fly flew flown", "forbid forbade forbidden", "forget forgot forgotten", "freeze froze frozen", "get got gotten",
    "give gave given", "grow grew grown", "have has had", "hear heard", "hide hid hidden", "hold held", "keep kept", "know knew known",
    "lead led", "lend lent", "lose lost", "make made", "mean meant", "meet met", "pay paid", "ride rode ridden", "rise rose risen",
    "run ran", "sell sold", "seek sought", "send sent", "shake shook shaken", "shoot shot", "sing sang sung", "sink sank sunk",
    "sleep slept", "speak spoke spoken", "spend spent", "stand stood", "steal stole stolen", "strike struck", "swear swore sworn",
    "sweep swept", "swim swam swum", "teach taught", "tell told", "think thought", "throw threw thrown", "understand understood",
    "wear wore worn", "win won", "withdraw withdrew withdrawn", "write wrote written",
)
# fmt: on
_MEN = regex(r"(\w*?(?:wo)?m)[ae]n")
_NOT_MEN = frozenset(
    "omen amen semen specimen regimen abdomen acumen ramen yemen hymen stamen human german roman ottoman".split()
)
_NO_PLURAL = frozenset(
    "news politics economics physics series species always perhaps towards its this his thus gas bus us".split()
)
"""End in s and are no plurals."""
_VOWEL = regex(r"[aeiouy]")
_LEAST = 3
"""Letters that stand before an ending."""


def forms_of(word: str) -> tuple[str, ...]:
    """The word, lower case, and the irregular forms of the same word."""
    return tuple(dict.fromkeys((word, *_irregular(word))))


def is_form_of(word: str, other: str) -> bool:
    """True when two words, lower case, are forms of one: “hitman” and “hitmen”, “seize” and “seized”, “port” and “ports”.

    Words of one stem alone are not: “news” is no form of “new”, nor “organization” one of “organ”.
    """
    return word == other or other in _irregular(word) or not _bases(word).isdisjoint(_bases(other))


def _irregular(word: str) -> Iterator[str]:
    if word not in _NOT_MEN and (found := _MEN.fullmatch(word)):
        yield f"{found.group(1)}{'e' if word.endswith('an') else 'a'}n"
    yield from _TOGETHER.get(word, ())


@lru_cache(maxsize=1 << 15)
def _bases(word: str) -> frozenset[str]:
    """What the word may be a form of."""
    found = {word}
    if word in _NO_PLURAL:
        return frozenset(found)
    for ending, instead in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest == word or len(rest) + len(instead) < _LEAST or not _VOWEL.search(rest):
            continue
        found.add(rest + instead)
        if ending in ("ed", "ing") and rest[-1] == rest[-2]:
            found.add(rest[:-1])
    return frozenset(found)


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ves", "f"), ("ves", "fe"),
)  # fmt: skip
_TOGETHER = {word: tuple(w for w in group.split() if w != word) for group in IRREGULAR for word in group.split()}
