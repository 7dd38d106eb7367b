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
    "arise arose arisen", "awake awoke awoken", "beat beaten", "bend bent", "bite bit bitten", "bleed bled", "blow blew blown",
    "break broke broken", "breed bred", "bring brought", "build built", "burn burnt", "buy bought", "catch caught", "choose chose chosen",
    "cling clung", "creep crept", "deal dealt", "dig dug", "do does did done",
    "draw drew drawn", "dream dreamt", "drink drank drunk", "drive drove driven", "dwell dwelt", "eat ate eaten", "fall fell fallen",
    "feed fed", "feel felt", "fight fought",
    "fly flew flown", "forbid forbade forbidden", "foresee foresaw foreseen", "forget forgot forgotten", "forgive forgave forgiven",
    "freeze froze frozen", "get got gotten",
    "give gave given", "grow grew grown", "hang hung", "have has had", "hear heard", "hide hid hidden", "hold held", "keep kept",
    "kneel knelt", "know knew known", "lay laid",
    "lead led", "leap leapt", "learn learnt", "lend lent", "lose lost", "make made", "mean meant", "meet met", "mistake mistook mistaken",
    "outgrow outgrew outgrown", "overcome overcame", "oversee oversaw overseen", "overtake overtook overtaken", "overthrow overthrew overthrown",
    "pay paid", "prove proven", "rebuild rebuilt", "repay repaid", "resell resold", "retake retook retaken", "rewrite rewrote rewritten",
    "ride rode ridden", "ring rang rung", "rise rose risen",
    "run ran", "seek sought", "sell sold", "send sent", "sew sewn", "shake shook shaken", "shoot shot", "show shown",
    "shrink shrank shrunk", "sing sang sung", "sink sank sunk", "sit sat",
    "sleep slept", "slide slid", "smell smelt", "sow sown", "speak spoke spoken", "speed sped", "spell spelt", "spend spent", "spin spun",
    "spring sprang sprung", "stand stood", "steal stole stolen", "stick stuck", "sting stung", "strike struck", "strive strove striven",
    "swear swore sworn",
    "sweep swept", "swell swollen", "swim swam swum", "swing swung", "teach taught", "tear tore torn", "tell told", "think thought",
    "throw threw thrown", "tread trod trodden", "undergo underwent undergone", "understand understood", "undertake undertook undertaken",
    "uphold upheld",
    "wake woke woken", "wear wore worn", "weave wove woven", "weep wept", "win won", "withdraw withdrew withdrawn", "withhold withheld",
    "withstand withstood", "write wrote written",
)
DOUBLE = ("see saw seen", "find found", "leave left", "bind bound")
"""Pasts that are words of their own as well: “found”, “left”."""
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
_NOT_THAT_VERB = frozenset("lives leaves bases axes saw bound shot".split())
"""Forms that are as well those of another word, which has a stem of its own."""


def forms_of(word: str) -> tuple[str, ...]:
    """The word, lower case, and the irregular forms of the same word."""
    return tuple(dict.fromkeys((word, *_irregular(word))))


@lru_cache(maxsize=1 << 15)
def is_form_of(word: str, other: str) -> bool:
    """True when two words, lower case, are forms of one: “hitman” and “hitmen”, “seize” and “seized”, “port” and “ports”.

    Words of one stem alone are not: “news” is no form of “new”, nor “organization” one of “organ”.
    """
    return word == other or other in _irregular(word) or not _bases(word).isdisjoint(_bases(other))


def base_form(word: str) -> str:
    """The word, lower case, that a form without a regular ending belongs to: “pay” for “paid”; for the others, the word itself."""
    return _BASE.get(word, word)


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
_GROUPS = tuple(group.split() for group in (*IRREGULAR, *DOUBLE))
_TOGETHER = {word: tuple(w for w in group if w != word) for group in _GROUPS for word in group}
_BASE = {word: group[0] for group in _GROUPS for word in group if word not in _NOT_THAT_VERB}
