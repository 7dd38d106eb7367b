"""Who speaks: a name told apart from its article and from the office that stands before it, and descriptions that are no names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.language.en.saying import NOUN
from qa.regex import regex

_UP = r"[^\W\d_a-zß-öø-ÿ]"
_ARTICLE = regex(r"\A(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_OFFICES = (
    "minister|president|premier|chancellor|chief|judge|justice|magistrate|professor|prof\\.|dr\\.?|doctor|senator|congress(?:man|woman)|"
    "representative|deputy|director|mayor|governor|commissioner|inspector|superintendent|captain|colonel|general|master|brigadier|corporal|marshal|constable|admiral|commander|"
    "lieutenant|sergeant|major|officer|detective|prosecutor|attorney|secretary|ambassador|envoy|consul|king|queen|prince|princess|"
    "pope|bishop|archbishop|cardinal|rabbi|imam|sheikh|father|sister|sir|lord|lady|dame|mr\\.?|mrs\\.?|ms\\.?|miss|spokes(?:man|woman|person)|"
    "head|chair|chair(?:man|woman|person)|analyst|economist|researcher|expert|journalist|reporter|lawyer|engineer|manager|founder|"
    "leader|activist|adviser|advisor|auditor|historian|criminologist|scientist|teacher|trader|witness|sheriff|speaker|author|owner"
)
_OFFICE_AND_NAME = regex(
    rf"((?:[\w.’'-]+\s+){{0,6}}?(?:(?:[\w’'-]+\s+)?(?i:{_OFFICES})\s+)*(?i:{_OFFICES}))\s+({_UP}[\w.’'-]*(?:\s+(?:de|del|la|van|von|der|bin|al|da|dos|du|y)){{0,2}}(?:\s+{_UP}[\w.’'-]*)*)"
)
"""“Interior Minister Mónica Palencia”, “former director Ana Ruiz”."""
_TRADE_AND_NAME = regex(rf"((?:[a-zß-öø-ÿ][\w’'-]*\s+){{0,4}}[a-zß-öø-ÿ][\w’'-]+)\s+({_UP}.*)")
"""“hydrologist Petra Havel”."""
_ALONE = regex(r"(?:president|premier|judge|justice|senator|professor|prof\.|dr\.?|mr\.?|mrs\.?|ms\.?|pope|king|queen|chancellor|governor|mayor|captain|colonel|lord|lady|sir)\Z", re.IGNORECASE)  # fmt: skip
"""Offices after which one word is a name: “President Noboa”; “General Motors” is none."""
_BODY = regex(
    r"(?i:\b(?:agency|association|authority|bank|board|bureau|cent(?:er|re)|college|commission|committee|company|congress|corporation|"
    r"council|court|department|foundation|fund|group|house|initiative|institute|international|ministry|movement|nations|network|"
    r"observatory|office|organi[sz]ation|parliament|party|police|press|services?|society|times|post|tribune|union|university|watch|"
    r"officers?|ministers?|general|directors?|economics?|motors)\b)"
)
"""In a name: it is a body's, or still an office's."""
_CONNECTS = frozenset("of for and on the de del la van von der bin al da dos du y e v. vs. in at".split())
_PLAIN = regex(rf"(?:{_OFFICES}|police|court|ministry|government|authorities|army|navy|officials?|judges?|prosecutors?|union|company|commission|committee|{NOUN})\Z", re.IGNORECASE)  # fmt: skip
"""A word that names nobody, though it may be written with a capital: “the Minister”, “Police”."""
_NATION = regex(r"(?:[’']s?|ian|ean|ese|ish|can|ench|tch|sh|i)\Z")
"""The endings of “Ecuadorian”, “Ecuador’s”: they keep their capital."""
_PERSON = regex(
    rf"{_UP}[\w’'-]++(?:\s++{_UP}\.)?(?:\s++(?:de|del|la|van|von|der|bin|al|da|dos|du))*(?:\s++{_UP}[\w’'-]++){{1,3}}"
)


_ONE = regex(
    r"(?:a|an|one|another)\s(?!.*\b(?:report|study|survey|paper|poll|article|statement|agency|court|company|bank|group|ministry|"
    r"newspaper|committee|commission|union|source close)\b)|the\s(?:[\w’-]+\s){0,2}(?:clerk|witness|officer|man|woman|victim|"
    r"teacher|driver|doctor|nurse|docker|trader|lawyer|official|accountant|owner|guard)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name without article and office, or a description as the document puts it (“a compliance officer”)."""

    name: str
    role: str | None = None
    """The office or trade that the document gives with a name."""


def make_speaker(phrase: str, aside: str | None = None) -> Speaker:
    """The speaker that a phrase names or describes; `aside` is what stands beside it between commas."""
    phrase, aside = " ".join(phrase.split()), _trimmed(aside)
    bare = _ARTICLE.sub("", phrase, count=1) if _ARTICLE.match(phrase) else phrase
    if (match := _OFFICE_AND_NAME.fullmatch(bare)) and _is_holder(match.group(1), match.group(2)):
        return Speaker(match.group(2), match.group(1))
    # An office and its holder: “the commissioner, Anton Reiss”.
    if aside and is_persons_name(aside) and not is_persons_name(bare):
        return Speaker(aside, bare)
    if (match := _TRADE_AND_NAME.fullmatch(bare)) and is_persons_name(match.group(2)):
        return Speaker(match.group(2), match.group(1))
    if is_name(phrase):
        return Speaker(bare, _ARTICLE.sub("", aside, count=1) if aside and not is_name(aside) else None)
    return Speaker(_described(phrase))


def is_name(phrase: str) -> bool:
    """True for a name, of a person or a body; a description (“a compliance officer”, “police in Quito”) names nobody."""
    words = _ARTICLE.sub("", phrase, count=1).split()
    if not words or re.match(r"(?:a|an|one|some|several|two|many)\s", phrase, re.IGNORECASE):
        return False
    capital = [bool(re.match(_UP, word)) for word in words]
    if not capital[0] or not all(c or w in _CONNECTS or w[0].isdigit() for c, w in zip(capital, words, strict=True)):
        return False
    if _PLAIN.match(words[0]) and words[1:2] in (["in"], ["from"], ["at"]):
        return False
    return not all(_PLAIN.match(word) for c, word in zip(capital, words, strict=True) if c)


def is_persons_name(phrase: str) -> bool:
    """True for what has the look of a person's whole name."""
    return bool(_PERSON.fullmatch(phrase)) and not _BODY.search(phrase) and not re.search(r"[’']s\b", phrase)


def is_unnamed(phrase: str) -> bool:
    """True for one person who is described and not named: “a compliance officer”, “the clerk”."""
    return bool(_ONE.match(phrase)) and not is_name(phrase)


def person_at_head(sentence: str) -> str | None:
    """The person with whose name a sentence begins, where it names no other: the one meant by “he said” in the next."""
    people = [found.group() for found in _PERSON.finditer(sentence) if not _BODY.search(found.group())]
    first = make_speaker(people[0]) if len(people) == 1 and sentence.startswith(people[0]) else None
    return first.name if first and is_persons_name(first.name) else None


def _is_holder(office: str, name: str) -> bool:
    """True when what follows an office is its holder's name."""
    if _BODY.search(name):
        return False
    return " " in name or bool(_ALONE.search(office))


def _described(phrase: str) -> str:
    """A description as the document puts it, without the capital that it has at the head of a sentence only."""
    first, _, rest = phrase.partition(" ")
    head = first.casefold()
    lower = rest and not first.isupper() and not _NATION.search(first) if rest else bool(_PLAIN.match(first))
    # “Antwerp dockers”: of a capital within the phrase nothing can be told, of one at its head it is mostly the sentence's.
    return f"{head} {rest}".strip() if lower or head in ("the", "a", "an") else phrase


def _trimmed(aside: str | None) -> str | None:
    """An aside that may be an office: short, and no clause."""
    words = " ".join((aside or "").split())
    clause = re.match(
        r"(?:who|which|whose|whom|where|in|on|at|as|and|but|however|too|also|speaking|citing|for|like|including|then|after|before|by|based|according|with|of|to|when|while|if|not|among)\b",
        words,
    )
    return words if words and not clause and len(words) <= 60 else None
