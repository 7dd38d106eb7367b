"""What stands at the head of a paragraph and may be the label of a note: `[1]`, `1.`, `(1)`, `¹`, `*`, `[*]`, `[^name]`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.footnotes.numbering import CIRCLED, SUPERSCRIPT_DIGITS, value_of
from qa.footnotes.worded import KEY_LABEL, WORDED_LABEL, WORDED_LABELS
from qa.regex import regex
from qa.types.document import Span

_LABEL = regex(
    rf"[ \t\xa0]*(?:{WORDED_LABEL}|{KEY_LABEL}|"
    r"\[\^(?P<name>[^\]\s]{1,40})\]:?"
    r"|[\[〔【［](?P<spelled>(?:Footnote|Note)[ ])?[ ]?(?P<bracket>\d{1,4}|(?:[ivxlIVXL]{1,8}|[A-Za-z])(?!\]\w))"
    r"(?(spelled):|[ ]?[\]〕】］][.:]?)"
    r"|\[(?P<boxed>\*{1,4}|[†‡]{1,4})\][.:]?|\((?P<enclosed>\*{1,4}|[†‡]{1,4})\)[.:]?"
    r"|[(（](?P<paren>\d{1,4})[)）]"
    r"|⁽?(?P<superscript>[⁰¹²³⁴-⁹]{1,4})[.:)⁾]?"
    r"|(?P<dot>\d{1,4})(?:\.(?!\d)|[．、])|(?P<half>\d{1,4})(?:[)\]:）](?!\d)|[-–](?=[ \xa0]))"
    rf"|(?P<circled>[{CIRCLED}])[.:)、]?|(?P<bare>\d{{1,4}})(?=[ \t\xa0]|\n\n)"
    r"|(?P<joined>\d{1,3})(?=[^\W\d_a-z](?:[a-z]{2}|[a-z]?[ ])|https?:)"
    # Words follow, not `**/*.md` or `#![…]`, which are code.
    r"|(?P<symbol>\*{1,4}|[†‡]{1,4}|[§¶#]{1,3}(?!\[|[ \t\xa0]*\d))(?:[.:)](?=\s))?(?=\s*[^\W_]|\s*[\"“‘’«„'(\[¿¡–—$€£:†‡§¶]))"
    r"(?:[ \t\xa0\u200f\u3000]*(?=\S)|[ \t\xa0]*\n\s{0,8}(?=\S))"
)
_IN_BRACKETS = ("boxed", "enclosed")
_ALONE = regex(r"\s*(?:\[\s?\d{1,4}\s?\][.:]?|[⁰¹²³⁴-⁹]{1,4})\s*")
_LONGEST_ALONE = 12
_SPELLED = ("[Footnote ", "[Note ")
WAY_BACK = "↩⤴↵⏎\ufe0e\ufe0f"
"""Arrows of links from a note back to its call, and what sets how they are drawn."""
_MAX_HEADING = 80


class LabelStyle(StrEnum):
    """How the label of a note is written."""

    NAME = "name"
    BRACKET = "bracket"
    PAREN = "paren"
    SUPERSCRIPT = "superscript"
    DOT = "dot"
    HALF = "half"
    BARE = "bare"
    CIRCLED = "circled"
    LETTER = "letter"
    SYMBOL = "symbol"
    WORDED = "worded"
    KEY = "key"
    JOINED = "joined"


_STYLES = dict.fromkeys(_IN_BRACKETS, LabelStyle.SYMBOL) | dict.fromkeys(WORDED_LABELS, LabelStyle.WORDED)


@dataclass(frozen=True, slots=True)
class Label:
    """The label at a paragraph's head, and where the text after it begins."""

    style: LabelStyle
    text: str
    value: int | None
    body: int
    boxed: bool = False
    """For a symbol: whether it stands in brackets."""


def read_label(text: str, start: int, end: int) -> Label | None:
    """The label at the head of `text[start:end]`, if there is one."""
    match = _LABEL.match(text, start, end)
    if not match or not match.lastgroup:
        return None
    label = match.group(match.lastgroup).translate(SUPERSCRIPT_DIGITS)
    style = _STYLES.get(match.lastgroup) or LabelStyle(match.lastgroup)
    value = None if style in (LabelStyle.NAME, LabelStyle.SYMBOL, LabelStyle.KEY) else value_of(label)
    if style is LabelStyle.BRACKET and value is None and len(label) == 1:
        return Label(LabelStyle.LETTER, label, place_of(label), match.end())
    return (
        None
        if style is LabelStyle.BRACKET and value is None
        else Label(style, label, value, match.end(), match.lastgroup in _IN_BRACKETS)
    )


def is_lone_label(text: str, start: int, end: int) -> bool:
    """True when a number, raised or in brackets, is all of `text[start:end]`: its note is the paragraph below it."""
    return end - start < _LONGEST_ALONE and bool(_ALONE.fullmatch(text, start, end))


def place_of(letter: str) -> int:
    """The place of a letter in the alphabet."""
    return ord(letter.lower()) - ord("a") + 1


def are_first_letters(labels: Sequence[str]) -> bool:
    """True for a, b, c … in turn, from a on."""
    return all(label == chr(ord("a") + i) for i, label in enumerate(labels))


def count_from_first(labels: Sequence[str]) -> bool:
    """True for the first letters of the alphabet, or the first Roman numbers, in turn."""
    return are_first_letters(labels) or [value_of(label) for label in labels] == list(range(1, len(labels) + 1))


def body_end(text: str, head: Span, end: int) -> int:
    """Where a note ends whose first paragraph is `head`.

    It ends before the bracket that closes `[Footnote 1: …]`, as Gutenberg has it, and before the arrow of a way back.
    """
    if text.startswith(_SPELLED, head.start) and text[end - 1] == "]":
        return end - 1
    while end > head.start + 1 and text[end - 1] in f"{WAY_BACK} \xa0":
        end -= 1
    return end


def is_signature(words: str) -> bool:
    """True for what begins with the line that parts a mail from its writer's name."""
    return words.partition("\n")[0].rstrip() == "--"


def is_heading(text: str, paragraphs: Sequence[Span], i: int) -> bool:
    """True when paragraph `i` is short, begins with a capital or digit, does not end like a sentence, and heads another."""
    words = paragraphs[i].of(text)
    return (
        i + 1 < len(paragraphs)
        and len(words) <= _MAX_HEADING
        and (words[0].isupper() or words[0].isdigit())
        and words[-1] not in ".!?:;,…”\"’')"
    )
