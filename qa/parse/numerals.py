"""Note numbers as a word processor prints them: 4, iv, d, ‡."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SYMBOLS = "*†‡§"
_MOST_LETTERS = 20
"""Letters and symbols are repeated with each round; past so many, a number is shorter."""


def roman(number: int) -> str:
    """4 → `iv`."""
    letters = []
    for value, text in _ROMAN:
        count, number = divmod(number, value)
        letters.append(text * count)
    return "".join(letters)


def _rounds(number: int, alphabet: str) -> str:
    """The alphabet once through, then each of its letters doubled, and so on."""
    rounds, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (rounds + 1) if rounds < _MOST_LETTERS else str(number)


def letters(number: int) -> str:
    """2 → `b`, 28 → `bb`."""
    return _rounds(number, "abcdefghijklmnopqrstuvwxyz")


def symbols(number: int) -> str:
    """The Chicago manual's marks: 3 → `‡`, 5 → `**`."""
    return _rounds(number, _SYMBOLS)


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "chicago": symbols,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
}


def numeral(number: int, number_format: str) -> str:
    """`number` in one of WordprocessingML's number formats; in digits where the format is another, or there is no zero."""
    return _FORMATS.get(number_format, str)(number) if 0 < number < 10_000 else str(number)
