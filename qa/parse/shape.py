"""What a paragraph of plain text is, judged by its own shape and its neighbours': heading, caption, list item, quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.language.boundaries import find_sentences
from qa.regex import regex
from qa.types.document import Block, BlockKind, Span

_BULLET = regex(r"(?:[-•*–]|\([a-z0-9]{1,3}\))\s+\S")
_FIGURE = regex(r"(?:figure|fig\.|table|map|chart|box|photo)\s+\d+[.:]?\s+", re.IGNORECASE)
_CREDIT = regex(r"(?:photo(?:graph)?s?|image|credit|sources?)\s*:\s+\S", re.IGNORECASE)
_CREDITED = (BlockKind.CAPTION, BlockKind.TABLE_ROW, BlockKind.CREDIT)
_SPEECH = (
    r"said|says|told|noted|notes|wrote|writes|explained|explains|argued|argues|added|warned|stated|recalled|put it"
)
_LEAD_IN = regex(rf"\b(?:{_SPEECH})\b[^.!?:]*:$", re.IGNORECASE)
_CAPITALIZED = r"[^\W\d_a-z][\w’'-]*"
_NAME = regex(rf"{_CAPITALIZED}(?:\s+(?:(?:de|del|la|van|von|bin|al|da|dos)\s+)*{_CAPITALIZED})+")
_MAX_HEADING, _MAX_TITLE, _MAX_LEAD_IN, _MAX_PLAIN_WORDS = 80, 150, 600, 9


def kind_and_level(texts: Sequence[str], i: int) -> tuple[BlockKind, int]:
    """What paragraph `i` is, and the level of a heading."""
    text = texts[i]
    following = texts[i + 1] if i + 1 < len(texts) else ""
    if _CREDIT.match(text) and i:
        return BlockKind.CREDIT, 0
    if i and (_FIGURE.match(text) or is_repeated(texts, i) or text == following or _CREDIT.match(following)):
        return BlockKind.CAPTION, 0
    if _BULLET.match(text):
        return BlockKind.LIST_ITEM, 0
    if i == 0 and following and len(text) <= _MAX_TITLE:
        return BlockKind.HEADING, 1
    if following and len(following) > len(text) and _is_heading(text):
        return BlockKind.HEADING, 2
    return BlockKind.PARAGRAPH, 0


def _is_heading(text: str) -> bool:
    """True for a short line that does not end like a sentence, nor read like one that a quotation breaks off."""
    if len(text) > _MAX_HEADING or text[0].islower() or text[-1] in '.!?:;,…”"’)':
        return False
    words = text.split()
    return len(words) <= _MAX_PLAIN_WORDS or 2 * sum(not word[0].islower() for word in words) >= len(words)


def is_repeated(texts: Sequence[str], i: int) -> bool:
    """A caption that the text gives twice: the same again, or the alternative text of the figure that follows."""
    text = texts[i]
    following = texts[i + 1] if i + 1 < len(texts) else ""
    return (i > 0 and text == texts[i - 1]) or (
        bool(_FIGURE.match(following)) and _FIGURE.sub("", following, count=1) == text
    )


def with_credits(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs such as “Source: …” under a caption or a table become credits."""
    result: list[Block] = []
    for block in blocks:
        under = result[-1].kind if result else None
        if block.kind is BlockKind.PARAGRAPH and under in _CREDITED and _CREDIT.match(text, block.span.start):
            block = replace(block, kind=BlockKind.CREDIT)
        result.append(block)
    return tuple(result)


def with_quotations(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs that a sentence such as “As N. N. noted:” introduces become quotations, with the speaker's name."""
    result = list(blocks)
    for i in range(1, len(result)):
        before, block = result[i - 1], result[i]
        if BlockKind.PARAGRAPH is before.kind is block.kind and text[before.span.end - 1] == ":":
            start = max(before.span.start, before.span.end - _MAX_LEAD_IN)
            lead_in = find_sentences(text[start : before.span.end], start)[-1]
            if _LEAD_IN.search(lead_in.of(text)):
                names = list(_NAME.finditer(text, lead_in.start, lead_in.end))
                speaker = Span(*names[-1].span()) if names else None
                result[i] = replace(block, kind=BlockKind.QUOTATION, speaker=speaker)
    return tuple(result)
