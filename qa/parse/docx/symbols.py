"""Characters of the fonts Symbol and Wingdings, which Word writes as private codes, as Unicode."""

from __future__ import annotations

from qa.regex import regex

_SYMBOL = (
    dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"}
    | dict(zip(range(0xA1, 0xB0), "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True))
    | dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True))
    | dict(zip(range(0xC0, 0xD0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True))
    | dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True))
    | {0xE0: "◊", 0xE1: "〈", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF1: "〉", 0xF2: "∫"}
)
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = regex("[\uf020-\uf0ff]")
_PRIVATE_CODES = range(0xF020, 0xF100)


def symbol(code: str, font: str) -> str:
    """The character of a `w:sym`: `F061` in Symbol → `α`; a bullet for an unknown picture."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _PRIVATE_CODES or font.startswith(("Symbol", "Wingdings", "Webdings")):
        return _in_font(number & 0xFF, font)
    return chr(number) if 0x20 <= number < 0xD800 else ""


def without_private(text: str) -> str:
    """The same text, private codes taken for the font Symbol's, whose bullets and stars are the usual ones."""
    return _PRIVATE.sub(lambda match: _in_font(ord(match.group()) & 0xFF, "Symbol"), text)


def _in_font(code: int, font: str) -> str:
    if font.startswith(("Wingdings", "Webdings")):
        return _WINGDINGS.get(code, "•")
    return _SYMBOL.get(code) or (chr(code) if 0x20 <= code < 0x7F else "•")
