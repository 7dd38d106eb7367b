"""Names of a sentence changed: traded, put for a like one, changed in a part, or put in a form that names another thing."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from benchmarks.changed_statements import NAME, NO_NAMES, Edit

_PROPER = re.compile(r"(?<=[a-z,;] )([A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w)*)(?=[ ,.;)]|['’]s)")
"""Within a sentence, of every kind: “O'Neill”, “SeatGeek”, “Anglo-Saxon”, “NATO”."""
_OPENING = re.compile(r"([A-Z][a-zà-ÿ]{2,}(?: [A-Z][a-zà-ÿ]{2,})*)(?= [a-z])")
_SMALL = re.compile(r"\b[a-z]+\b")
_OWNER = re.compile(r"(?:['’]s?)\Z")
_SHORT = re.compile(r"(?<![\w.-])([A-Z][A-Z0-9]{1,6})(?![\w-]|\.\w)")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CALENDAR = re.compile(
    rf"(?<=[a-z0-9,] )({'|'.join([*_DAYS, *(month for month in _MONTHS if month not in ('March', 'May'))])})\b"
)
_OF_PEOPLES = tuple(
    tuple(forms.split("/"))
    for forms in """America/American/Americans/Americas Australia/Australian/Australians Austria/Austrian/Austrians Britain/British
    Canada/Canadian/Canadians China/Chinese Denmark/Danish Egypt/Egyptian/Egyptians England/English Europe/European/Europeans
    Finland/Finnish France/French Germany/German/Germans Greece/Greek/Greeks Hungary/Hungarian/Hungarians
    India/Indian/Indians/Indies Iran/Iranian/Iranians Iraq/Iraqi/Iraqis
    Ireland/Irish Israel/Israeli/Israelis Italy/Italian/Italians Japan/Japanese
    Korea/Korean/Koreans Mexico/Mexican/Mexicans Netherlands/Dutch Norway/Norwegian/Norwegians Persia/Persian/Persians Poland/Polish
    Portugal/Portuguese Rome/Roman/Romans Russia/Russian/Russians Scotland/Scottish Spain/Spanish Sweden/Swedish
    Switzerland/Swiss Turkey/Turkish Ukraine/Ukrainian/Ukrainians Wales/Welsh Africa/African/Africans Asia/Asian/Asians
    Christ/Christian/Christians/Christianity Islam/Islamic/Muslim Marx/Marxist/Marxists/Marxism""".split()
)
_ENDINGS = frozenset(
    "a an ans ia ian ians n ns ism ist ists ic i is ish ese o e y ity ites ite land ans ean er ers".split()
)
_LEAST_STEM, _LEAST_ALIKE, _MOST_APART = 4, 4, 3


def own_name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another name of the same sentence in the place of one: who did it, or where, is then another that the source has too."""
    found = [match for match in NAME.finditer(text) if not NO_NAMES & set(match.group(1).split())]
    pairs = [(one, other.group(1)) for one in found for other in found if not _akin(one.group(1), other.group(1))]
    if not pairs:
        return None
    match, new = rng.choice(pairs)
    return _put(text, match, new)


def traded_names(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Two names of the sentence in each other's place: who did what to whom. Not two items of a list, nor what is mutual."""
    found = [match for match in NAME.finditer(text) if not NO_NAMES & set(match.group(1).split())]
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if not _akin(one.group(1), other.group(1)) and _APART.search(text[one.end(1) : other.start(1)])
    ]
    if not pairs or _MUTUAL.search(text):
        return None
    one, other = rng.choice(pairs)
    return "".join(
        (text[: one.start(1)], other.group(1), text[one.end(1) : other.start(1)], one.group(1), text[other.end(1) :])
    )


def calendar_name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another month, or another day of the week."""
    match = _pick(_CALENDAR, text, rng)
    if not match:
        return None
    row = _DAYS if match.group(1) in _DAYS else _MONTHS
    return _put(text, match, rng.choice([word for word in row if word not in text]))


def form_of_people(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """A country for its people, a faith for the faithful: “in the Americans” for “in the Americas”. Not one for many of them."""
    found = [
        (match, [form for form in forms if form not in text and not _is_plural(form, match.group(1))])
        for match in _PROPER.finditer(text)
        for forms in _OF_PEOPLES
        if match.group(1) in forms
    ]
    fitting = [(match, forms) for match, forms in found if forms]
    if not fitting:
        return None
    match, forms = rng.choice(fitting)
    return _put(text, match, rng.choice(forms))


def edits_from(texts: Iterable[str]) -> dict[str, Edit]:
    """The changes for which other names of all texts are needed."""
    pool = _Pool(texts)
    return {
        "similar name": pool.similar,
        "part of a name": pool.part,
        "first name": pool.first,
        "derived name": pool.derived,
        "abbreviation": pool.abbreviation,
        "any name": pool.any_name,
        "opening name": pool.opening,
    }


class _Pool:
    """Names of many texts, and what puts one in the place of another."""

    def __init__(self, texts: Iterable[str]) -> None:
        names, short, self.small = set[str](), set[str](), set[str]()
        for text in texts:
            self.small.update(_SMALL.findall(text))
            names.update(_OWNER.sub("", match.group(1)) for match in _PROPER.finditer(text))
            short.update(match.group(1) for match in _SHORT.finditer(text) if not match.group(1).isdigit())
        self.names, self.short = sorted(names - short), sorted(short)
        self.by_start: dict[str, list[str]] = defaultdict(list)
        self.by_stem: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            if " " not in name:
                self.by_start[name[:2]].append(name)
                self.by_stem[name[:_LEAST_STEM]].append(name)
        self.long = [name.split() for name in self.names if name.count(" ") == 1 and not NO_NAMES & set(name.split())]

    def similar(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """A name that begins alike and has most letters alike: “Andrew” for “Andrea”."""
        match = _pick(_PROPER, text, rng)
        if not match or _OWNER.search(match.group(1)):
            return None
        at = rng.randrange(len(words := match.group(1).split()))
        fitting = [name for name in self.by_start[words[at][:2]] if _is_similar(name, words[at]) and name not in text]
        return _put(text, match, " ".join([*words[:at], rng.choice(fitting), *words[at + 1 :]])) if fitting else None

    def part(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """The last word of a name of two: “New Jersey” for “New York”."""
        return self._word_of(text, rng, 1)

    def first(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """The first word of a name of two: “Mary Shelley” for “Percy Shelley”."""
        return self._word_of(text, rng, 0)

    def _word_of(self, text: str, rng: random.Random, at: int) -> str | None:
        found = [match for match in _PROPER.finditer(text) if match.group(1).count(" ") == 1]
        found = [match for match in found if not NO_NAMES & set(match.group(1).split())]
        match = rng.choice(found) if found and self.long else None
        if not match:
            return None
        words, other = match.group(1).split(), rng.choice(self.long)
        if other[at] in text or _is_form(other[at], words[at]):
            return None
        words[at] = other[at]
        return _put(text, match, " ".join(words))

    def derived(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """A name of the same stem with another ending: “Marxism” for “Marx”."""
        found = [
            (match, name)
            for match in _PROPER.finditer(text)
            for name in self.by_stem[match.group(1)[:_LEAST_STEM]]
            if name not in text and _is_derived(name, match.group(1))
        ]
        return _put(text, *rng.choice(found)) if found else None

    def abbreviation(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """Another abbreviation."""
        match = _pick(_SHORT, text, rng)
        fitting = [name for name in self.short if match and len(name) == len(match.group(1)) and name not in text]
        return _put(text, match, rng.choice(fitting)) if match and fitting else None

    def any_name(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """Any name of as many words, whatever it is written like."""
        match = _pick(_PROPER, text, rng)
        new = rng.choice(self.names)
        if not match or new.count(" ") != match.group(1).count(" ") or any(word[:4] in text for word in new.split()):
            return None
        return _put(text, match, new)

    def opening(self, text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        """Another name of the article where the sentence opens with one."""
        match = _OPENING.match(text)
        if not match or any(self._is_small(word) for word in match.group(1).split()):
            return None
        fitting = [name for name in names if not any(self._is_small(word) or word[:4] in text for word in name.split())]
        return _put(text, match, rng.choice(fitting)) if fitting else None

    def _is_small(self, word: str) -> bool:
        return word.lower() in self.small or word in NO_NAMES or word.rstrip("s") in (*_MONTHS, *_DAYS)


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start(1)] + new + text[match.end(1) :]


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _akin(one: str, other: str) -> bool:
    """Whether two names share a word, or begin alike."""
    return any(a[:4] == b[:4] for a in one.split() for b in other.split())


def _is_plural(one: str, other: str) -> bool:
    """Whether one is the other, in the plural or as an owner: no other thing."""
    one, other = (name.replace("’", "'").removesuffix("'s").rstrip("'") for name in (one, other))
    return one.rstrip("s") == other.rstrip("s") or f"{one}es" == other or f"{other}es" == one


def _is_form(one: str, other: str) -> bool:
    """Whether one may be short for the other, or its plural."""
    short, long = sorted((one, other), key=len)
    return _is_plural(one, other) or long.startswith(short.rstrip("."))


def _is_similar(one: str, other: str) -> bool:
    """Whether as many letters as not are the same at the beginning, few are left, and neither is a form of the other."""
    alike = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    apart = max(len(one), len(other)) - alike
    return (
        alike >= 2 and max(len(one), len(other)) >= _LEAST_ALIKE and apart <= _MOST_APART and not _is_form(one, other)
    )


def _is_derived(one: str, other: str) -> bool:
    alike = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ends = one[alike:], other[alike:]
    return alike >= _LEAST_STEM and all(end in _ENDINGS or not end for end in ends) and not _is_plural(one, other)


_APART = re.compile(r"(?!\W*(?:and|or|as well as|to|with|versus)\W)[^,;]*?\b[a-z]{4,}\b")
_MUTUAL = re.compile(r"\b(?:between|both|either|neither|respectively|married|each other|together|among)\b")
