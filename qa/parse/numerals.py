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


_TENS = "一二三四五六七八九十"


def _circled(number: int) -> str:
    """4 → `④`; up to 50 there are such characters."""
    if number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if number <= 35 else chr(0x32B1 + number - 36) if number <= 50 else str(number)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode, up to the number `last`."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


def _in_digits(zero: str) -> Callable[[int], str]:
    return lambda number: "".join(chr(ord(zero) + int(digit)) for digit in str(number))


def _of(alphabet: str) -> Callable[[int], str]:
    return lambda number: _rounds(number, alphabet)


def _counted(number: int) -> str:
    """12 → `十二`."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_TENS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_TENS[ones - 1] if ones else "")


def _hebrew(number: int) -> str:
    """15 → `טו`, which is not written with the letters of ten and five."""
    if number >= 500:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    ending = {15: "טו", 16: "טז"}.get(rest) or ("יכלמנסעפצ"[tens - 1] if tens else "") + (
        "אבגדהוזחט"[ones - 1] if ones else ""
    )
    return ("קרשת"[hundreds - 1] if hundreds else "") + ending


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "chicago": symbols,
    "decimalZero": lambda number: f"{number:02}",
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _in_digits("０")),
    "hindiNumbers": _in_digits("०"),
    "thaiNumbers": _in_digits("๐"),
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
        ),
        _counted,
    ),
    "hebrew1": _hebrew,
    "hebrew2": _of("אבגדהוזחטיכלמנסעפצקרשת"),
    "arabicAlpha": _of("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": _of("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "russianLower": _of("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": _of("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "ganada": _of("가나다라마바사아자차카타파하"),
    "numberInDash": lambda number: f"- {number} -",
}


def numeral(number: int, number_format: str) -> str:
    """`number` in one of WordprocessingML's number formats; in digits where the format is another, or there is no zero."""
    return _FORMATS.get(number_format, str)(number) if 0 < number < 10_000 else str(number)
