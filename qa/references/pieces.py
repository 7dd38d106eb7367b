"""Cutting a reference into the pieces that its punctuation sets apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.references.spans import CLOSING, overlaps, trim
from qa.types import Span

_QUOTE_END = re.compile(r"[\s,.;:()\[\]?!\u2014\u2013-]|\Z")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs?|Inc|Ltd|Co|Corp|Mgmt|Exec|Gov|Gen|Sen|Rep|Dept|Univ|Int|Intl|Natl|No|Vol"
    r"|pp?|ed|eds|trans|al|cf|Jr|Sr|U\.S|U\.K|J|Proc|Conf|Trans|Am|Assoc|Acad|Sci|Soc|Symp|Lett|Rev|Phys|Chem|Eng|Math"
    r"|Comput|Syst|Appl|Biol|Med|Res|Nat|Eur|Amer|Ann|Bull|Comm|Commun|Mag|Tech|Inst|Adm|Ser))\Z"
)
_BREAK = re.compile(
    r"(?P<stop>[.?!]['\")\u2019\u201d\u00bb]*)(?=\s+[^\Wa-z_]|\s+[\"'(\[\u201c\u2018\u00ab\u00bf\u00a1]|\s+in\b|\s*\Z)"
    r"|(?P<comma>,)(?=\s|\Z)|(?P<semi>;)|(?P<colon>:)(?=\s)|(?P<open>[(\[])|(?P<close>[)\]])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the reference, and what set it apart from the one before."""

    span: Span
    before: str
    """`start`, `mark`, `stop`, `comma`, `semi`, `colon`, `open` or `close`."""
    after: str
    quoted: bool = False


def find_quoted(text: str, body: Span) -> list[Span]:
    """Quoted stretches of two words or more, with their marks, that begin and end at a boundary."""
    found: list[Span] = []
    at = body.start
    while at < body.end:
        if text[at] in CLOSING and (at == body.start or not text[at - 1].isalnum()):
            end = _quote_end(text, at, body.end)
            if end and " " in text[at + 2 : end - 2].strip():
                found.append(Span(at, end))
                at = end
                continue
        at += 1
    return found


def _quote_end(text: str, start: int, limit: int) -> int | None:
    """Past the closing mark: the last apostrophe that could close, or the first of any other mark."""
    closers = CLOSING[text[start]]
    end = None
    depth = 0
    for at in range(start + 1, limit):
        if text[at] == text[start] and text[at] not in closers:
            depth += 1
        elif text[at] in closers and _QUOTE_END.match(text, at + 1):
            if depth and text[start] != "\u2018":
                depth -= 1
                continue
            # A plural's apostrophe looks like a closing quote; a real one follows or precedes punctuation.
            if text[start] != "\u2018" or text[at - 1] in ",.?!" or text[at + 1 : at + 2] in ("", ",", ".", ";", ")", ":"):
                return at + 1
            end = end or at + 1
    return end


def cut(text: str, body: Span, masked: tuple[Span, ...], quoted: list[Span]) -> list[Piece]:
    """The pieces of `body` outside the masked stretches, in order."""
    fixed = sorted([*masked, *quoted])
    pieces: list[Piece] = []
    at, before = body.start, "start"
    for stop in [*fixed, Span(body.end, body.end)]:
        if stop.start < at:
            continue
        is_quote = stop in quoted
        after = "quote" if is_quote else "mark"
        pieces += _cut_plain(text, at, stop.start, before, after)
        if is_quote and (span := trim(text, stop.start, stop.end)):
            pieces.append(Piece(span, "quote", "quote", quoted=True))
        at, before = stop.end, after
    return pieces


def _cut_plain(text: str, start: int, end: int, before: str, last: str) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for match in _BREAK.finditer(text, start, end):
        kind = match.lastgroup or ""
        if not _separates(text, kind, match.start(), start, end):
            continue
        stop = match.end() if kind == "stop" and match.group()[0] in "?!" else match.start()
        if span := trim(text, at, stop):
            pieces.append(Piece(span, before, kind))
        before, at = kind, match.end()
    if span := trim(text, at, end):
        pieces.append(Piece(span, before, last))
    return pieces


def _separates(text: str, kind: str, at: int, start: int, end: int) -> bool:
    """False for the full stop of an abbreviation and for brackets inside a title or name."""
    if kind == "stop" and text[at] == ".":
        return not _ABBREVIATED.search(text, max(start, at - 12), at)
    if kind in ("open", "close"):
        return _sets_apart(text, kind, at, start, end)
    return True


def _sets_apart(text: str, kind: str, at: int, start: int, end: int) -> bool:
    """A bracket separates when it holds more than one field, or a mark stands inside it."""
    opened = at if kind == "open" else max(text.rfind("(", start, at), text.rfind("[", start, at))
    if opened < 0:
        return True
    closed = next((i for i in range(opened + 1, end) if text[i] in ")]"), -1)
    if closed < 0:
        return True
    inside = text[opened + 1 : closed]
    return ":" in inside or "ed" in inside.lower().split(".")[0].split()[-1:] or text[opened] == "["


def outside(span: Span, masked: tuple[Span, ...]) -> bool:
    """True when nothing masked stands inside `span`."""
    return not overlaps(span, list(masked))
