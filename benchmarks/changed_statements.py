"""Statements of public text, each changed in one thing or written otherwise without a change, with the text they come from."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_SENTENCE = re.compile(r"\S.*?[.!?][\"”)]*(?=\s+[A-Z\"“(]|\Z)", re.DOTALL)
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_NUMBER = re.compile(
    r"(?<![\w.,$€£-])(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d+)?|\d{5,})(?![\w%-]|[.,]\d|st\b|nd\b|rd\b|th\b)"
)
_YEAR = re.compile(r"(?<![\w,.–-])(1[6-9]\d\d|20[0-2]\d)(?![\w,–-]|\.\d)")
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) ({_MONTH})|({_MONTH}) (\d{{1,2}}))\b(?!\d)")
_MONTH_YEAR = re.compile(rf"(?<!\d )\b({_MONTH}),? ((?:1[6-9]|20)\d\d)\b")
NAME = re.compile(r"(?<=[a-z,] )(?<!\. )([A-Z][a-zà-ÿ]{2,}(?: [A-Z][a-zà-ÿ]{2,})*)(?=[ ,.;)]|['’]s)")
_COUNTED = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip
NO_NAMES = frozenset(
    """President Premier Minister Prime Secretary Chancellor Justice King Queen Prince Emperor General Judge Lord Sir Court Council
    Committee Chief Director War Years Year Second First Third Seven Thirty Hundred One Two Three Death French English""".split()
)
_UNITS = (
    ("million", "billion"), ("billion", "million"), ("thousand", "million"), ("percent", "percentage points"),
    ("per cent", "percentage points"), ("%", " percentage points"), ("km", "miles"), ("kilometres", "miles"),
    ("kilometers", "miles"), ("miles", "kilometres"), ("metres", "feet"), ("meters", "feet"), ("feet", "metres"),
    ("tonnes", "kilos"), ("tons", "pounds"), ("kg", "tonnes"), ("days", "weeks"), ("weeks", "days"), ("months", "years"),
    ("years", "months"), ("hours", "minutes"), ("minutes", "hours"), ("acres", "hectares"),
    ("dollars", "euros"),
)  # fmt: skip
_QUANTIFIERS = {
    "all": "some",
    "some": "all",
    "most": "few",
    "many": "few",
    "several": "all",
    "every": "some",
    "few": "most",
}
_AUXILIARY = re.compile(r"\b(was|were|is|are|had|has|have|can|could|will|would|did|does|do)\b(?! not|n['’]t)")
_WEAKENED = re.compile(r"\b(was|were) ((?!not\b|the\b|a\b|an\b|in\b|at\b|on\b|of\b|to\b)[a-z]+ed)\b")


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement beside the text that it was made from."""

    article: str
    kind: str
    """What was changed; `same` and `written otherwise` for what was not."""
    statement: str
    source: str
    origin: str
    """The sentence as it stands in the source."""


def is_held_out(article: str) -> bool:
    """Whether nothing may be tuned on this article."""
    return zlib.crc32(article.encode()) % 2 == 0


def squad_paragraphs(path: Path) -> Iterator[tuple[str, str]]:
    """Articles' titles with their paragraphs."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        yield from ((article["title"], paragraph["context"]) for paragraph in article["paragraphs"])


def make_changed(
    paragraphs: Sequence[tuple[str, str]], seed: int, edits: dict[str, Edit] | None = None
) -> Iterator[Changed]:
    """For every sentence of the paragraphs, one change of each kind that it has room for."""
    rng = random.Random(seed)
    names: dict[str, list[str]] = {}
    for article, text in paragraphs:
        names.setdefault(article, []).extend(m.group(1) for m in NAME.finditer(text))
    for article, text in paragraphs:
        for match in _SENTENCE.finditer(text):
            sentence = match.group()
            if not 40 <= len(sentence) <= 300:
                continue
            for kind, edit in (edits or EDITS).items():
                changed = edit(sentence, rng, names[article])
                if changed and changed != sentence:
                    yield Changed(article, kind, changed, text, sentence)
            yield Changed(article, "same", sentence, text, sentence)


Edit = Callable[[str, random.Random, Sequence[str]], str | None]


def _put(text: str, match: re.Match[str], new: str, group: int = 0) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def change_number(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another number of as many digits, or another word for a number."""
    if (match := _pick(_NUMBER, text, rng)) and not re.search(rf"(?:{_MONTH}) ?\Z", text[: match.start()]):
        if re.match(rf" (?:{_MONTH})", text[match.end() :]):
            return None
        old = match.group()
        new = "".join(rng.choice("123456789") if c.isdigit() else c for c in old)
        return None if new in text else _put(text, match, new)
    words = re.compile(rf"\b({'|'.join(_COUNTED)})\b")
    if match := _pick(words, text, rng):
        new = rng.choice([w for w in _COUNTED if w not in text and _COUNTED[w] not in text])
        return _put(text, match, new)
    return None


def change_year(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """A year some years off."""
    match = _pick(_YEAR, text, rng)
    new = str(int(match.group()) + rng.choice([-12, -7, -3, -1, 1, 2, 5, 10])) if match else ""
    return _put(text, match, new) if match and new not in text else None


def change_date(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another day or another month."""
    if match := _pick(_DATE, text, rng):
        group = rng.choice([i for i in (1, 2, 3, 4) if match.group(i)])
        old = match.group(group)
        new = str(int(old) % 28 + 1) if old.isdigit() else rng.choice([m for m in _MONTHS if m not in text])
        return _put(text, match, new, group)
    if match := _pick(_MONTH_YEAR, text, rng):
        return _put(text, match, rng.choice([m for m in _MONTHS if m not in text]), 1)
    return None


def change_name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another name of the same article, of as many words."""
    match = _pick(NAME, text, rng)
    if not match or match.group(1).split()[0] in _MONTHS:
        return None
    old = match.group(1)
    # `the Premier` and `the Seven Years` are no names.
    if old.split()[0] in NO_NAMES or old.split()[-1] in ("Year", "Years", "War"):
        return None
    fitting = [
        n for n in names
        if len(n.split()) == len(old.split()) and not any(w[:4] in text or w in NO_NAMES or w in _MONTHS for w in n.split())
    ]  # fmt: skip
    return _put(text, match, rng.choice(fitting), 1) if fitting else None


def change_unit(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """The same number of something else: million for billion, miles for kilometres."""
    fitting = [(match, new) for old, new in _UNITS if (match := re.search(rf"(?<=\d) ?{re.escape(old)}(?!\w)", text))]
    if not fitting:
        return None
    match, new = rng.choice(fitting)
    return _put(text, match, (" " if match.group().startswith(" ") and not new.startswith(" ") else "") + new)


def change_negation(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """`not` put in after an auxiliary, or taken out."""
    if match := re.search(r" not(?= [a-z])(?! only| just| merely)", text):
        return _put(text, match, "")
    if re.search(r"\bno\b|n't\b|\bnever\b|\bnone\b|\bneither\b", text):
        return None
    match = _AUXILIARY.search(text)
    return _put(text, match, f"{match.group(1)} not") if match else None


def change_quantifier(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """`all` for `some`, and the like."""
    match = _pick(re.compile(rf"\b({'|'.join(_QUANTIFIERS)})\b(?! of which| the more)"), text, rng)
    return _put(text, match, _QUANTIFIERS[match.group()]) if match else None


def change_hedge(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """A hedge of the sentence taken out: what may be becomes what is."""
    match = re.search(r" (allegedly|reportedly|possibly|probably|perhaps|apparently|supposedly)(?= [a-z])", text)
    return _put(text, match, "") if match else None


def rewrite_number(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """The same number in another form: 48,000 as 48 000, million as m, twelve as 12, % as per cent."""
    if match := re.search(r"\b\d{1,3}(?:,\d{3})+\b", text):
        return _put(text, match, match.group().replace(",", rng.choice([" ", ""])))
    if match := re.search(r"(?<=[$€£]\d) (million|billion)|(?<=[$€£]\d\d) (million|billion)", text):
        return _put(text, match, "m" if "mill" in match.group() else "bn")
    if match := re.search(r"(?<=\d)( percent| per cent|%)", text):
        return _put(text, match, rng.choice([f for f in ("%", " percent", " per cent") if f != match.group()]))
    if match := re.search(rf"(?<!-)\b({'|'.join(_COUNTED)})\b(?=\s[a-z]+s\b)", text):
        return _put(text, match, _COUNTED[match.group()])
    return None


def rewrite_date(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """The same date the other way round: 3 May as May 3."""
    match = _DATE.search(text)
    if not match:
        return None
    day, month = (match[1], match[2]) if match[1] else (match[4], match[3])
    return _put(text, match, f"{month} {day}" if match[1] else f"{day} {month}")


EDITS: dict[str, Edit] = {
    "number": change_number,
    "year": change_year,
    "date": change_date,
    "name": change_name,
    "unit": change_unit,
    "negation": change_negation,
    "quantifier": change_quantifier,
    "hedge": change_hedge,
    "rewritten number": rewrite_number,
    "rewritten date": rewrite_date,
}
UNCHANGED = ("same", "rewritten number", "rewritten date")
"""Kinds that say what the source says."""
