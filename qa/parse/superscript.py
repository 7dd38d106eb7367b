"""Raised digits → superscript characters, so that `m<sup>2</sup>` reads m² and a typed marker can still be recognised."""

from __future__ import annotations

from qa.footnotes.numbering import SUPERSCRIPTS
from qa.regex import regex

_DIGITS = str.maketrans("0123456789,–-()", f"{SUPERSCRIPTS}˒⁻⁻⁽⁾")
_RAISED = regex(r"\s*(?:\d[\d,–-]*|\([0-9]{1,3}(?:[,–-] ?[0-9]{1,3}){0,20}\))\s*")


def to_superscript(text: str) -> str:
    """Digits, commas and dashes as superscript characters (`1,2` → `¹˒²`, `(1)` → `⁽¹⁾`); anything else as it is."""
    return text.translate(_DIGITS) if _RAISED.fullmatch(text) else text
