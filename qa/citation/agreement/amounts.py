"""Text → the amounts in it: numbers, money, percentages, measures and durations, written in digits or in words."""

from __future__ import annotations

from collections.abc import Iterator

from qa.citation.agreement.tokens import TokenKind, Tokens
from qa.citation.agreement.values import Reading, Value
from qa.citation.agreement.written_numbers import Form, Number, read_words
from qa.language.en.measures import CURRENCY_SIGNS, CURRENCY_WORDS, DURATIONS, MEASURES
from qa.language.en.number_words import SCALES, SHORT_SCALES
from qa.regex import regex
from qa.types.backing import ValueKind

_ORDINAL_ENDING = frozenset({"st", "nd", "rd", "th"})
_GROUPED = regex(r"\d{1,3}(?:([,.'’\u00a0\u202f\u2009 ])\d{3})+(?:[.,]\d+)?\Z")
_SEPARATOR = regex(r"[,.'’\u00a0\u202f\u2009 ]")
_BETWEEN = frozenset({"metric", "us", "american", "square", "sq", "cubic", "nautical", "short", "long", "british"})
"""Words between a number and its unit."""
ORDINAL_UNIT = "th"
"""The unit of ordinals."""

_Unit = tuple[ValueKind, tuple[Reading, ...], int]


def find_amounts(text: str) -> Iterator[Value]:
    """Every amount in a text, in order; years and days of the month too, which `pieces` takes out."""
    tokens = Tokens(text)
    at = 0
    while at < len(tokens):
        parsed = _amount(tokens, at)
        if parsed is None:
            at += 1
            continue
        value, at = parsed
        yield value


def _amount(tokens: Tokens, start: int) -> tuple[Value, int] | None:
    """The amount that begins at a token, and the token after it."""
    money, at = _currency_before(tokens, start)
    number = _digits(tokens, at) if tokens.is_kind(at, TokenKind.DIGITS) else read_words(tokens, at)
    if number is None:
        return None
    at = number.after
    endings = number.form is Form.DIGITS and not money and tokens.touches(at) and tokens.word(at) in _ORDINAL_ENDING
    if endings or number.form is Form.ORDINAL:
        at += endings
        reading = Reading(number.readings[0], ORDINAL_UNIT)
        # `first` and `second` are adverbs as often.
        weak = number.form is Form.ORDINAL and reading.amount <= 2
        return Value(ValueKind.NUMBER, tokens.span(start, at), (reading,), weak=weak), at
    amounts, at, short = _scaled(tokens, number, money=bool(money))
    kind, readings, at = _with_unit(tokens, at, amounts, money)
    # `48m` is 48 million, or 48 metres.
    readings += tuple(Reading(a, *MEASURES[short]) for a in number.readings if short in MEASURES and not money)
    if number.form is Form.PART and kind is ValueKind.NUMBER:
        readings += tuple(Reading(round(100 * part, 6), "%") for part in number.readings)
    weak = number.form in (Form.ONE, Form.PART) and kind is ValueKind.NUMBER
    return Value(kind, tokens.span(start, at), readings, weak=weak), at


def _currency_before(tokens: Tokens, at: int) -> tuple[str | None, int]:
    if tokens.is_kind(at, TokenKind.SIGN):
        return CURRENCY_SIGNS[tokens[at].text], at + 1
    code = CURRENCY_WORDS.get(tokens.word(at))
    if code and tokens[at].text.isupper() and tokens.is_kind(at + 1, TokenKind.DIGITS):
        return code, at + 1
    return None, at


def _digits(tokens: Tokens, at: int) -> Number | None:
    # `A320`, `COVID-19`: part of a name.
    after_word = tokens.touches(at) and tokens.is_kind(at - 1, TokenKind.WORD)
    hyphened = tokens.touches(at) and tokens.is_kind(at - 1, TokenKind.DASH) and tokens.touches(at - 1)
    if after_word or (hyphened and tokens.is_kind(at - 2, TokenKind.WORD)):
        return None
    return Number(readings_of(tokens[at].text), at + 1, Form.DIGITS)


def readings_of(digits: str) -> tuple[float, ...]:
    """What digits can mean: `1.127` is one and a bit, or eleven hundred."""
    grouped = _GROUPED.match(digits)
    plain = float(_SEPARATOR.sub("", digits))
    if not grouped:
        # Of two or more separators that are no thousands', nothing is known: `1.2.3`.
        return (float(digits.replace(",", ".")),) if len(_SEPARATOR.findall(digits)) == 1 else (plain,)
    mark = grouped.group(1)
    whole, point, rest = digits.rpartition("." if mark != "." else ",")
    if point and len(_SEPARATOR.findall(whole)) and mark in whole:
        return (float(f"{_SEPARATOR.sub('', whole)}.{rest}"),)
    if mark in ".," and digits.count(mark) == 1 and len(_SEPARATOR.findall(digits)) > 1:
        # `1,168.681`: the last of two different marks is the point.
        whole, _, rest = digits.rpartition(mark)
        return (float(f"{_SEPARATOR.sub('', whole)}.{rest}"),)
    return (plain, float(digits)) if mark == "." and digits.count(".") == 1 else (plain,)


def _scaled(tokens: Tokens, number: Number, *, money: bool) -> tuple[tuple[float, ...], int, str]:
    """A number with the scale after it (`million`, `bn`), and the abbreviation that may be a unit instead."""
    amounts, at = number.readings, number.after
    if [tokens.word(at + i) for i in range(3)] == ["and", "a", "half"]:
        amounts, at = tuple(a + 0.5 for a in amounts), at + 3
    step = tokens.after_hyphen(at)
    word = tokens.word(step)
    scale = SCALES.get(word) or (SHORT_SCALES.get(word) if number.form is Form.DIGITS else None)
    if scale is None or (word in ("k", "m", "b") and not (tokens.touches(step) or money)):
        return amounts, at, ""
    amounts, at = tuple(a * scale for a in amounts), step + 1
    while SCALES.get(tokens.word(at), 0) >= 1000:
        amounts, at = tuple(a * SCALES[tokens.word(at)] for a in amounts), at + 1
    return amounts, at, word


def _with_unit(tokens: Tokens, at: int, amounts: tuple[float, ...], money: str | None) -> _Unit:
    if money:
        return ValueKind.MONEY, tuple(Reading(a, money) for a in amounts), at
    step = tokens.after_hyphen(at)
    found = _percentage(tokens, step, amounts) or _money(tokens, step, amounts) or _measure(tokens, step, amounts)
    return found or (ValueKind.NUMBER, tuple(Reading(a) for a in amounts), at)


def _percentage(tokens: Tokens, at: int, amounts: tuple[float, ...]) -> _Unit | None:
    word, after = tokens.word(at), tokens.word(at + 1)
    if word == "percentage" and after.startswith("point"):
        return ValueKind.PERCENTAGE, tuple(Reading(a, "points") for a in amounts), at + 2
    if tokens.is_kind(at, TokenKind.PERCENT) or word in ("percent", "pc"):
        at += 1
    elif word == "per" and after == "cent":
        at += 2
    else:
        return None
    points = tokens.word(at).startswith("point")
    return ValueKind.PERCENTAGE, tuple(Reading(a, "points" if points else "%") for a in amounts), at + points


def _money(tokens: Tokens, at: int, amounts: tuple[float, ...]) -> _Unit | None:
    if tokens.is_kind(at, TokenKind.SIGN):
        code: str | None = CURRENCY_SIGNS[tokens[at].text]
    else:
        at += tokens.word(at) in _BETWEEN
        code = CURRENCY_WORDS.get(tokens.word(at))
    if code is None or tokens.word(at) in MEASURES:
        return None
    return ValueKind.MONEY, tuple(Reading(a, code) for a in amounts), at + 1


def _measure(tokens: Tokens, at: int, amounts: tuple[float, ...]) -> _Unit | None:
    square = tokens.word(at) in ("square", "sq")
    at += tokens.word(at) in _BETWEEN
    word = tokens.word(at)
    if word not in MEASURES:
        return None
    base, factor = MEASURES[word]
    if square and base == "m":
        base, factor = "m²", factor * factor
    readings = tuple(Reading(a, base, factor) for a in amounts)
    # “Pounds” is money or weight.
    if word in CURRENCY_WORDS:
        readings += tuple(Reading(a, CURRENCY_WORDS[word]) for a in amounts)
    return (ValueKind.DURATION if base in DURATIONS else ValueKind.MEASURE), readings, at + 1
