"""How much digits glued to a word look like the marker of a note, judged by what stands before and after them."""

from __future__ import annotations

import re

from qa.footnotes.numbering import is_roman
from qa.regex import regex
from qa.types.document import Span

STRONG, FAIR, MAYBE, NONE = 8, 4, 2, 0
"""Weights of a place: after a sentence's end, after a word, after a number, and where digits mean something else."""

_REACH, _TOKEN = 24, 200
_ABBREVIATION = regex(
    r"(?:^|[^\w])(?:no|nos|p|pp|vol|vols|art|arts|fig|figs|sec|secs|ch|chap|para|paras|par|pt|n|nn|ed|cf|ver|v|eq|tab|app|cl|r"
    r"|rev|ser|supp|tit|st|approx|ca|§)\.$",
    re.IGNORECASE,
)
_SHORT_WORDS = frozenset(
    "it is of to in on at he we by my us me up so do go no or an as be if am hi ok la le de el en et".split()
)
_UNITS = frozenset("km cm mm dm nm kg mg ml dl ft yd mi sq cu log mp co sha md utf ipv".split())
_YEAR = regex(r"(?:^|[^\d.,])(?:1[5-9]|20)\d\d$")
_WHOLE_NUMBER = regex(r"(?:^|[^\d.,])(?:[$€£]\s?\d[\d,]*|\d{1,3}(?:,\d{3})+|\d{3,}|\d[\d,]*\.\d{2,})$")
_CLOSING = "\"'”’»)]}」』）"
_STOPS = ".,;:!?。！？；：，،؛؟।"
_UNSPACED = "。！？；：，」』）"
"""After these a sentence goes on without a space."""


def weigh_glued(text: str, digits: Span, paragraph: Span) -> int:
    """The weight of `digits` as a marker: 0 where they cannot be one."""
    before = text[max(paragraph.start, digits.start - _REACH) : digits.start]
    after = text[digits.end : min(paragraph.end, digits.end + 4)]
    if not before or not (_may_follow(after) or (before[-1] in _UNSPACED and not after[:1].isdigit())):
        return NONE
    last = before[-1]
    if _inside_address(text, digits.start, paragraph.start):
        return FAIR if last in ',;!?)”"' and not after[:1].strip() else NONE
    if last.isalpha():
        return _after_word(before)
    if last.isdigit():
        return after_number(before)
    if last in _CLOSING:
        return _after_closing(before, after)
    if last in "%…":
        return FAIR
    return _after_point(before, after) if last in _STOPS else NONE


def _may_follow(after: str) -> bool:
    """False where the digits go on as a word, a decimal, a price, a range, an hour or a ratio."""
    if not after:
        return True
    return not (after[0].isalnum() or after[0] in "_%°$€£/²³" or (after[0] in ".,:–-" and after[1:2].isdigit()))


def _inside_address(text: str, start: int, floor: int) -> bool:
    begin = max(floor, start - _TOKEN)
    token = text[begin:start].rsplit(None, 1)[-1:] if not text[start - 1].isspace() else []
    return bool(token) and ("://" in token[0] or token[0].startswith(("www.", "doi")) or "@" in token[0])


def after_number(before: str) -> int:
    """The weight of a mark straight after digits: fair after a whole thousand or a year, else an exponent may be meant."""
    if re.search(r",\d{3}$", before) or _YEAR.search(before):
        return FAIR
    return NONE if before.endswith("10") else MAYBE


def _begins(letter: str) -> bool:
    """True for a letter that may begin a sentence: a capital, or one of a script without capitals."""
    return letter.isalpha() and not letter.islower()


def _after_word(before: str) -> int:
    word = re.search(r"(?<![^\W\d_])[^\W\d_]++$", before)
    letters = word.group() if word else ""
    previous = before[: -len(letters)][-1:]
    if previous and previous in "'’" and letters in ("s", "t", "d", "m", "ll", "re", "ve"):
        return FAIR
    if previous and (previous.isdigit() or previous in "-/_.~^\\+=#"):
        return NONE if len(letters) < 3 else MAYBE
    if is_roman(letters):
        return FAIR
    if len(letters) <= 2:
        return FAIR if letters in _SHORT_WORDS else NONE
    if letters.lower() in _UNITS:
        return NONE
    return MAYBE if letters.isupper() and len(letters) <= 6 else FAIR


def _after_closing(before: str, after: str) -> int:
    """A quotation mark or bracket must close, not open; `(c)3.` is a part of a statute."""
    stripped = before.rstrip(_CLOSING)
    if not stripped or stripped[-1].isspace() or stripped[-1] in "([{“‘«":
        return NONE
    return FAIR if before[-1] in ")]" and after[:1] in set(".,;:") else STRONG


def _after_point(before: str, after: str) -> int:
    """After punctuation: strong after a word or bracket; after a number only where a sentence ends or a year stands."""
    core = before.rstrip(_STOPS)
    if not core or core[-1].isspace():
        return NONE
    if core[-1].isalpha():
        if _ABBREVIATION.search(before):
            return NONE
        return STRONG
    if core[-1] in _CLOSING or core[-1] in "%…":
        return STRONG
    return _after_number(core, before[len(core) :], after) if core[-1].isdigit() else NONE


def _after_number(core: str, point: str, after: str) -> int:
    ends = not after or (after[0].isspace() and (not after[1:2] or _begins(after[1]) or after[1] in "\"“‘'([¶§\n"))
    year = bool(_YEAR.search(core))
    if point == ".":
        if not ends:
            return NONE
        return FAIR if year or _WHOLE_NUMBER.search(core) else MAYBE
    if point == ",":
        return NONE if not after[:1].isspace() else FAIR if year else MAYBE
    return FAIR if point in (";", "?", "!") else NONE
