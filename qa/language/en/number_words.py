"""Numbers that English writes out: `forty-eight`, `two and a half million`, `two dozen`, `third`; and the short forms of scales."""

from __future__ import annotations

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

CARDINALS = {
    **{word: number for number, word in enumerate(_SMALL.split())},
    **{word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)},
}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "millions": 1e6, "billions": 1e9, "thousands": 1e3, "hundreds": 1e2, "dozens": 12.0, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
"""Words that multiply the number before them."""
PLURAL_SCALES = frozenset({"hundreds", "thousands", "millions", "billions", "dozens"})
"""“Thousands of people” is no number; “48 millions” is one."""
SHORT_SCALES = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9, "mrd": 1e9, "tn": 1e12, "trn": 1e12,
    "millones": 1e6, "millón": 1e6, "millions": 1e6, "millionen": 1e6, "milioni": 1e6, "milione": 1e6, "milhões": 1e6,
    "miljoen": 1e6, "milliards": 1e9, "milliarden": 1e9, "miliardi": 1e9, "miljard": 1e9, "mil": 1e3, "mille": 1e3,
    "tausend": 1e3,
}  # fmt: skip
"""After digits only: abbreviations, and the words of other languages that sources are in."""
ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
PARTS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
"""Parts of a whole, after a number: “two thirds”, “a quarter”."""
