"""Tokens of a reference string, and the features by which a sequence model labels them.

Features come in groups, each told by a few short strings, so that what a model has to say of a group can be remembered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache

from qa.language.months import is_month
from qa.references.lexicon import GENRE, ORGANISATION, OUTLET, PLACE_NAME, PRESS, SERIAL
from qa.references.word_heads import heads_of
from qa.regex import regex
from qa.types.document import Span

_TOKEN = regex(r"(?:https?://|ftp://|www\.|10\.\d{4,9}/)[^\s<>\"“”«»]*[\w/]|\w+|[^\w\s]")
_YEAR = regex(r"(?:1[5-9]|20)\d\d[a-z]?")
_WORD = regex(r"\w+")
LISTS = {
    "press": PRESS,
    "place": PLACE_NAME,
    "serial": SERIAL,
    "body": ORGANISATION,
    "outlet": OUTLET,
    "genre": GENRE,
}
"""What is known of words."""
_AS_WITHOUT_CASE = str.maketrans("İıſK", "iisk")
"""What regular expressions take for these letters where case does not count."""
_OPENING, _CLOSING = frozenset("“«„"), frozenset("”»")
_TENTHS = 10
_LONG = 32
"""Characters of a word whose look is remembered; links are longer, and hardly come again."""
_LISTED = (("is-2", 0), ("is-1", 1), ("is", 2), ("is1", 3), ("is2", 4))
"""Names of groups, and where their token stands in a list that has two more on either side."""

Group = tuple[str, ...]
"""What kind it is, and what tells it from others of its kind."""


def find_tokens(text: str, start: int, end: int) -> list[Span]:
    """Words, numbers, links and single punctuation marks."""
    return [Span(*match.span()) for match in _TOKEN.finditer(text, start, end)]


def find_groups(text: str, tokens: Sequence[Span], words: Container[str] | None = None) -> list[list[Group]]:
    """For each token its groups of features: the word, its neighbours, what lists know of them, place.

    A word that is not among `words` counts as no word: those that a model knows. None for all.
    """
    looks = [_look(token.of(text)) for token in tokens]
    lower = ["<link>" if shape == "link" else word for word, shape, _, _ in looks]
    lower = lower if words is None else [word if word in words else "" for word in lower]
    edge = ("#", "")
    near = [edge, edge, *zip(lower, [shape for _, shape, _, _ in looks], strict=True), edge, edge]
    beside = [_beside(*word) for word in near]
    known = [(), (), *_known(text, tokens), (), ()]
    rows: list[list[Group]] = []
    for i, place in enumerate(_places(text, tokens, [shape for _, shape, _, _ in looks])):
        row: list[Group] = [("word", *near[i + 2], *looks[i][2:]), *place]
        row += (beside[i][0], beside[i + 1][1], beside[i + 3][2], beside[i + 4][3])
        if i:
            row.append(("pair", *near[i + 1], *near[i + 2]))
        if i + 1 < len(looks):
            row.append(("next", *near[i + 2], *near[i + 3]))
        row += [(name, *known[i + step]) for name, step in _LISTED if known[i + step]]
        rows.append(row)
    return rows


def features_of(group: Group) -> list[str]:
    """What a group says, as the features that a model weighs."""
    kind, *of = group
    match kind:
        case "word":
            word, shape, first, last = of
            return ["always", f"w={word}", f"s={shape}", f"start={first}", f"end={last}", f"end2={last[-2:]}"]
        case "where":
            return [f"place={of[0]}", f"in={of[1]}", f"year={of[2]}", f"glued={of[3]}"]
        case "marks":
            return [f"before={of[0]}", f"after={of[1]}"]
        case "pair":
            return [f"ww={of[0]}|{of[2]}", f"ss={of[1]}|{of[3]}"]
        case "next":
            return [f"ww1={of[0]}|{of[2]}", f"ss1={of[1]}|{of[3]}"]
    step = kind.removeprefix("near").removeprefix("is")
    if kind.startswith("is"):
        return [f"is{step}={name}" for name in of]
    return [f"w{step}={of[0]}", *([f"s{step}={of[1]}"] if of[1] else [])]


def _places(text: str, tokens: Sequence[Span], shapes: Sequence[str]) -> Iterator[tuple[Group, Group]]:
    """Where each token stands: in the string, in brackets, before or after the year, between which marks."""
    words = [token.of(text) for token in tokens]
    count = len(words)
    year = shapes.index("year") if "year" in shapes else None
    before, after = _punctuation(words), _punctuation(words[::-1])[::-1]
    for i, inside in enumerate(_inside(words)):
        side = "none" if year is None else str((i > year) - (i < year))
        glued = str(i > 0 and tokens[i - 1].end == tokens[i].start)
        yield ("where", str(_TENTHS * i // count), inside, side, glued), ("marks", before[i], after[i])


@lru_cache(maxsize=1 << 14)
def _beside(word: str, shape: str) -> tuple[Group, Group, Group, Group]:
    """What a word is to the second and the first after it, and to the first and the second before it."""
    return ("near-2", word, shape), ("near-1", word, shape), ("near1", word, shape), ("near2", word, shape)


def _look(word: str) -> tuple[str, str, str, str]:
    """A word in lower case, its shape, its first and its last letters."""
    return _remembered_look(word) if len(word) <= _LONG else _new_look(word)


def _new_look(word: str) -> tuple[str, str, str, str]:
    lower, shape = word.lower(), _shape(word)
    ends = "<link>" if shape == "link" else lower
    return lower, shape, ends[:3], ends[-3:]


_remembered_look = lru_cache(maxsize=1 << 14)(_new_look)


def _shape(word: str) -> str:
    if _YEAR.fullmatch(word):
        return "year"
    if word.isdecimal():
        return f"digits{min(len(word), 5)}"
    if "/" in word and len(word) > 1:
        return "link"
    if is_month(word):
        return "month"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    if word[0].isupper():
        return "Xx"
    if word.isalpha():
        return "x"
    return "x1" if word.isalnum() else word


def _known(text: str, tokens: Sequence[Span]) -> list[tuple[str, ...]]:
    """The lists that hold each token, alone or as part of a longer name."""
    known: list[tuple[str, ...]] = [()] * len(tokens)
    if not tokens:
        return known
    ends, stop = [token.end for token in tokens], tokens[-1].end
    read = dict.fromkeys(LISTS, 0)
    for word in _WORD.finditer(text, tokens[0].start, stop):
        for name in _may_begin(word.group()[:_LONG]):
            match = LISTS[name].match(text, word.start(), stop) if word.start() >= read[name] else None
            if match is None:
                continue
            read[name] = match.end()
            for i in range(bisect_right(ends, match.start()), bisect_right(ends, match.end())):
                known[i] += (name,)
    return known


@lru_cache(maxsize=1 << 14)
def _may_begin(word: str) -> tuple[str, ...]:
    """The lists of which a name may begin with this word; to try them all at every word takes many times as long."""
    plain = word.translate(_AS_WITHOUT_CASE).lower()
    return tuple(name for name, heads in _heads().items() if plain.startswith(heads))


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    return {name: heads_of(pattern) for name, pattern in LISTS.items()}


def _inside(words: Sequence[str]) -> list[str]:
    """Whether each token stands in quotation marks, in brackets, or in neither."""
    found = []
    quoted = bracketed = False
    for word in words:
        quoted = word in _OPENING or (quoted and word not in _CLOSING)
        quoted = not quoted if word == '"' else quoted
        bracketed = word in "([" or (bracketed and word not in ")]")
        found.append("quote" if quoted else "bracket" if bracketed else "none")
    return found


def _punctuation(words: Sequence[str]) -> list[str]:
    """The nearest punctuation mark before each token."""
    found, last = [], "#"
    for word in words:
        found.append(last)
        last = last if word[0].isalnum() else word
    return found
