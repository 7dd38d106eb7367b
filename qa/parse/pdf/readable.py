"""Whether what a page says can be text: fonts that hide which letter is which give nonsense, which must not be indexed."""

from __future__ import annotations

import re
from collections import Counter

from qa.regex import regex

UNMAPPED_FONTS = "its fonts do not say which letters they show"
"""Why a page with text is not readable."""
_GARBLED = 0.12
"""Share of characters without meaning above which a page is not text."""
_SHAPELY = 0.6
"""Share of characters in words of a usual shape below which guessed letters are not text."""
_SCRIPTS = 6
"""So many alphabets besides Latin on one page come from a font's own numbering, not from many languages."""
_WORD = regex(r"[^\W\d_]+")
_USUAL = regex(
    r"[\"'“”‘’(\[«¿¡]*(?:[^\W\d_]['’.])*(?:\d[\d.,:/–-]*|[^\W\d_]+(?:['’./–-][^\W\d_]+)*)[.,;:!?\"'“”‘’)\]»%]*"
)
_VOWEL = regex(r"[aeiouyáéíóúàèìòùâêîôûäëïöüåæøœãõąęěů]", re.IGNORECASE)


def why_unreadable(text: str, garbled: int, guessed: float) -> str:
    """The reason why a page's text is none; empty when it can be read.

    Args:
        text: the page's characters in the file's order.
        garbled: how many of them have no meaning.
        guessed: share of characters for which the file does not say which they are, so that the library guesses.
    """
    inked = sum(map(len, text.split()))
    if (
        not any(map(str.isalnum, text))
        or garbled > _GARBLED * inked
        or _is_medley(text)
        or (guessed > 0.5 and not _is_shapely(text))
    ):
        return UNMAPPED_FONTS
    return ""


def _is_medley(text: str) -> bool:
    """True for letters of many alphabets, which no page mixes."""
    blocks: Counter[int] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            blocks[_block(char)] += count
    strange = Counter({block: count for block, count in blocks.items() if block > 1})
    return len(strange) >= _SCRIPTS and strange.total() > 0.3 * blocks.total()


def _block(char: str) -> int:
    """The alphabet, roughly: 256 code points share one; Chinese, Japanese and Korean writing together are one."""
    code = ord(char)
    if 0x2E80 <= code < 0xD800 or 0xF900 <= code < 0xFB00 or code >= 0xFF00:
        return 0x4E
    return code >> 8 if code < 0x1E00 or code >= 0x2000 else 1


def _is_shapely(text: str) -> bool:
    """True when most characters stand in words of a usual shape."""
    good = total = 0
    for token in text.split():
        total += len(token)
        if _USUAL.fullmatch(token) and all(map(_is_word, _WORD.findall(token))):
            good += len(token)
    return good >= _SHAPELY * total


def _is_word(word: str) -> bool:
    blocks = {_block(char) for char in word}
    if max(blocks) <= 1:
        ordinary = all(ord(char) < 0x180 or ord(char) >= 0x1E00 for char in word)
        cased = word.islower() or word.isupper() or word.istitle() or len(word) < 4
        return ordinary and cased and (len(word) < 4 or bool(_VOWEL.search(word)))
    return len(blocks) == 1 and blocks != {2}
