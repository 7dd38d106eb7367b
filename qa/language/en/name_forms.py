"""Two forms of a name → whether one says another thing in the place of the other: “Spain” for “Spanish”, not “Spain's” for it."""

from __future__ import annotations

import unicodedata

from qa.language.en.name_words import CONNECTORS, PEOPLES, is_people_of

_STATES = {
    "us": "us", "usa": "us", "america": "us", "united states": "us", "united states of america": "us",
    "uk": "uk", "britain": "uk", "great britain": "uk", "united kingdom": "uk",
}  # fmt: skip
"""Countries of several names."""
_ATTRIBUTIVE = {"american": "us", "british": "uk"}
"""“US troops” are American ones."""
_ABBREVIATED = frozenset({"us", "usa", "united states", "uk", "united kingdom"})
_SHORT_FOR = {
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july", "aug": "august",
    "sep": "september", "sept": "september", "oct": "october", "nov": "november", "dec": "december", "mt": "mount", "ft": "fort",
    "st": "saint", "dr": "doctor", "prof": "professor", "gov": "governor", "sen": "senator", "rep": "representative",
    "gen": "general", "sgt": "sergeant", "lt": "lieutenant", "capt": "captain", "col": "colonel", "maj": "major", "adm": "admiral",
    "rev": "reverend", "joe": "joseph", "jim": "james", "bob": "robert", "bill": "william", "mike": "michael", "dave": "david",
    "tom": "thomas", "dick": "richard", "ted": "edward", "jack": "john", "steve": "stephen", "tony": "anthony", "kate": "katherine",
}  # fmt: skip
_SHORTEST, _SHORT = 2, 3
_MANY, _OWNERS = ("s", "es"), ("'s", "’s", "s'", "s’")


def names_another(said: str, there: str) -> bool:
    """Whether two forms of one name, in the same place of a sentence, say different things: a country and its people."""
    ours, theirs = _bare(said), _bare(there)
    if ours == theirs or _is_plural(ours, theirs) or _are_states(ours, theirs) or is_short_for(said, there):
        return False
    if is_people_of(ours, theirs) or is_people_of(theirs, ours):
        return not (_is_owner(said, ours, theirs) or _is_owner(there, theirs, ours))
    return not _is_one_people(ours, theirs)


def is_short_for(one: str, other: str) -> bool:
    """Whether one word is the other shortened: Dan for Daniel, Sept. for September; not PC for PCR."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if " " in long:
        return " " not in short and "".join(word[0] for word in long.split() if word not in CONNECTORS) == short
    if one.isupper() or other.isupper():
        return False
    return _SHORT_FOR.get(short) == long or (_SHORTEST <= len(short) <= _SHORT and long.startswith(short))


def _bare(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = plain.replace("’", "'").replace(".", "").split()
    return " ".join(word.removesuffix("'s").rstrip("'") for word in words)


def _is_plural(one: str, other: str) -> bool:
    return any(one == other + end or other == one + end for end in _MANY)


def _are_states(one: str, other: str) -> bool:
    if one in _STATES and other in _STATES:
        return _STATES[one] == _STATES[other]
    people, state = (one, other) if one in _ATTRIBUTIVE else (other, one)
    return people in _ATTRIBUTIVE and state in _ABBREVIATED and _STATES[state] == _ATTRIBUTIVE[people]


def _is_owner(name: str, bare: str, people: str) -> bool:
    """Whether a country owns something that is its people's: “Spain's king” is the Spanish one."""
    return name.endswith(_OWNERS) and is_people_of(people, bare)


def _is_one_people(one: str, other: str) -> bool:
    """Whether both name the people of one country: Spanish and Spaniards, Ecuadorian and Ecuadorean."""
    if {one, other}.isdisjoint(_STATES) and one in PEOPLES and other in PEOPLES:
        return PEOPLES[one] == PEOPLES[other]
    return one.replace("ean", "ian") == other.replace("ean", "ian")
