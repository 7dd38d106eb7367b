"""Tokens of a reference string, and the features by which a sequence model labels them."""

from __future__ import annotations

from collections.abc import Sequence

from qa.language.months import is_month
from qa.references.lexicon import GENRE, ORGANISATION, OUTLET, PLACE_NAME, PRESS, SERIAL
from qa.regex import regex
from qa.types.document import Span

_TOKEN = regex(r"(?:https?://|ftp://|www\.|10\.\d{4,9}/)[^\s<>\"“”«»]*[\w/]|\w+|[^\w\s]")
_YEAR = regex(r"(?:1[5-9]|20)\d\d[a-z]?")
_LEXICON = (
    ("press", PRESS),
    ("place", PLACE_NAME),
    ("serial", SERIAL),
    ("body", ORGANISATION),
    ("outlet", OUTLET),
    ("genre", GENRE),
)
_OPENING, _CLOSING = frozenset("“«„"), frozenset("”»")
_TENTHS = 10


def find_tokens(text: str, start: int, end: int) -> list[Span]:
    """Words, numbers, links and single punctuation marks."""
    return [Span(*match.span()) for match in _TOKEN.finditer(text, start, end)]


def make_token_features(text: str, tokens: Sequence[Span]) -> list[list[str]]:
    """For each token its features, as strings: the word and its neighbours, their shapes, what lists know of them, place."""
    words = [token.of(text) for token in tokens]
    shapes = [_shape(word) for word in words]
    lower = ["<link>" if shape == "link" else word.lower() for word, shape in zip(words, shapes, strict=True)]
    known = _known(text, tokens)
    inside = _inside(words)
    year = next((i for i, shape in enumerate(shapes) if shape == "year"), len(words) + 1)
    before, after = _punctuation(words), _punctuation(words[::-1])[::-1]
    rows = []
    for i, word in enumerate(lower):
        row = [
            "always",
            f"w={word}",
            f"s={shapes[i]}",
            f"start={word[:3]}",
            f"end={word[-3:]}",
            f"end2={word[-2:]}",
            f"place={_TENTHS * i // len(words)}",
            f"in={inside[i]}",
            f"year={(i > year) - (i < year) if year < len(words) else 'none'}",
            f"before={before[i]}",
            f"after={after[i]}",
            f"glued={i > 0 and tokens[i - 1].end == tokens[i].start}",
            *(f"is={name}" for name in known[i]),
        ]
        for step in (-2, -1, 1, 2):
            if 0 <= i + step < len(words):
                row += [f"w{step}={lower[i + step]}", f"s{step}={shapes[i + step]}"]
                row += [f"is{step}={name}" for name in known[i + step]]
            else:
                row.append(f"w{step}=#")
        if i:
            row += [f"ww={lower[i - 1]}|{word}", f"ss={shapes[i - 1]}|{shapes[i]}"]
        if i + 1 < len(words):
            row += [f"ww1={word}|{lower[i + 1]}", f"ss1={shapes[i]}|{shapes[i + 1]}"]
        rows.append(row)
    return rows


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


def _known(text: str, tokens: Sequence[Span]) -> list[list[str]]:
    """The lists that hold each token, alone or as part of a longer name."""
    known: list[list[str]] = [[] for _ in tokens]
    if not tokens:
        return known
    for name, pattern in _LEXICON:
        at = 0
        for match in pattern.finditer(text, tokens[0].start, tokens[-1].end):
            while at < len(tokens) and tokens[at].end <= match.start():
                at += 1
            step = at
            while step < len(tokens) and tokens[step].end <= match.end():
                known[step].append(name)
                step += 1
    return known


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
