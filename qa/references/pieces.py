"""Cutting a reference into the pieces that its punctuation sets apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from qa.references.spans import CLOSING, trim_span
from qa.regex import regex
from qa.types.document import Span

_QUOTE_END = regex(r"[\s,.;:()\[\]?!—–-]|\Z")
_OPENER = regex("[" + "".join(CLOSING) + "]")
_CLOSERS = frozenset("".join(CLOSING.values()))
_MOST_CLOSINGS = 40
_ABBREVIATED = regex(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs?|Inc|Ltd|Co|Corp|Mgmt|Exec|Gov|Gen|Sen|Rep|Dept|Univ|Int|Intl|Natl|No|Vol"
    r"|pp?|(?<!\d[a-z]{2}\s)eds?|trans|al|cf|Jr|Sr|U\.S|U\.K|J|Proc|Conf|Trans|Am|Assoc|Acad|Sci|Soc|Symp|Lett|Rev|Phys|Chem|Eng|Math"
    r"|Comput|Syst|Appl|Biol|Med|Res|Nat|Eur|Amer|Ann|Bull|Comm|Commun|Mag|Tech|Inst|Adm|Ser|Geol|Clin|Psychol|Neurosci"
    r"|Environ|Exp|Mol|Cell|Pharmacol|Physiol|Psychiatry|Surg|Theor|Mech|Opt|Electron|Stat|Econ|Philos|Sociol))\Z"
)
_BREAK = regex(
    r"(?P<stop>[.?!]['\")’”»]*)(?=\s+[^\Wa-z_]|\s+[\"'(\[<“‘«¿¡]|\s+in\b|\s*\Z)"
    r"|(?P<comma>,)(?=\s|\Z)|(?P<semi>;)|(?P<colon>:)(?=\s)|(?P<open>[(\[])|(?P<close>[)\]])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the reference and what set it apart.

    `before` and `after` are `start`, `mark`, `quote`, `stop`, `comma`, `semi`, `colon`, `open` or `close`.
    """

    span: Span
    before: str
    after: str
    quoted: bool = False


def find_quoted(text: str, body: Span) -> list[Span]:
    """Quoted stretches of two words or more, with their marks, that begin and end at a boundary."""
    if not _OPENER.search(text, body.start, body.end):
        return []
    closings = [at for at in range(body.start, body.end) if text[at] in _CLOSERS and _QUOTE_END.match(text, at + 1)]
    found: list[Span] = []
    at = body.start
    for opener in _OPENER.finditer(text, body.start, body.end):
        start = opener.start()
        if start < at or (start > body.start and text[start - 1].isalnum()):
            continue
        end = _quote_end(text, start, closings)
        if end and " " in text[start + 1 : end - 1].strip():
            found.append(Span(start, end))
            at = end
    return found


def _quote_end(text: str, start: int, closings: list[int]) -> int | None:
    """Past the closing mark; of single quotes one next to punctuation, for a plural's apostrophe looks alike."""
    closers, single = CLOSING[text[start]], text[start] == "‘"
    fallback, nested_from = None, start + 1
    for at in closings[bisect_right(closings, start) :][:_MOST_CLOSINGS]:
        if text[at] not in closers:
            continue
        if not single and text[start] not in closers and text.find(text[start], nested_from, at) >= 0:
            nested_from = text.find(text[start], nested_from, at) + 1
        elif not single or text[at - 1] in ",.?!" or text[at + 1 : at + 2] in ("", ",", ".", ";", ")", ":"):
            return at + 1
        else:
            fallback = fallback or at + 1
    return fallback


def find_pieces(text: str, body: Span, masked: tuple[Span, ...], quoted: list[Span]) -> list[Piece]:
    """The pieces of `body` outside the masked stretches, in order; a quotation is one piece."""
    pieces: list[Piece] = []
    at, before = body.start, "start"
    for stop in [*sorted([*masked, *quoted]), Span(body.end, body.end)]:
        if stop.start < at:
            continue
        after = "quote" if stop in quoted else "mark"
        pieces += _between(text, Span(at, stop.start), before, after)
        if stop in quoted and (span := trim_span(text, stop.start, stop.end)):
            pieces.append(Piece(span, "quote", "quote", quoted=True))
        at, before = stop.end, after
    return pieces


def _between(text: str, stretch: Span, before: str, last: str) -> list[Piece]:
    pieces: list[Piece] = []
    at = stretch.start
    for match in _BREAK.finditer(text, stretch.start, stretch.end):
        kind = match.lastgroup or ""
        if not _separates(text, kind, match.start(), stretch):
            continue
        stop = match.end() if match.group()[0] in "?!" else match.start()
        if span := trim_span(text, at, stop):
            pieces.append(Piece(span, before, kind))
            before = kind
        elif kind == "stop" or before not in ("stop", "start"):
            before = kind
        at = match.end()
    if span := trim_span(text, at, stretch.end):
        pieces.append(Piece(span, before, last))
    return pieces


def _separates(text: str, kind: str, at: int, stretch: Span) -> bool:
    """False for the full stop of an abbreviation and for brackets inside a title or name."""
    if kind == "stop" and text[at] == ".":
        return not _ABBREVIATED.search(text, max(stretch.start, at - 12), at)
    if kind == "colon":
        return text[max(stretch.start, at - 3) : at].lower().strip() != "in"
    if kind not in ("open", "close"):
        return True
    opened = at if kind == "open" else max(text.rfind("(", stretch.start, at), text.rfind("[", stretch.start, at))
    closed = next((i for i in range(opened + 1, min(stretch.end, opened + 300)) if text[i] in ")]"), -1)
    if opened < 0 or closed < 0:
        return True
    inside = text[opened + 1 : closed]
    return ":" in inside or text[opened] == "[" or bool(re.match(r"(?:eds?|trans|hrsg|coord|dir)\b", inside, re.I))
