"""The number or symbol that begins a note, and the numbers that a raised run or a bracket calls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from qa.parse.numerals import roman
from qa.parse.pdf.shapes import SYMBOLS, Line, LinePiece
from qa.regex import regex

_STARTS = {
    "bracket": re.compile(r"\[(\d{1,3}|[*†‡§]+)\]\s*"),
    "paren": re.compile(r"\((\d{1,3})\)\s*(?=\S)"),
    "dot": re.compile(r"(\d{1,3})[.):]\s+(?=\S)"),
    "symbol": re.compile(r"([*†‡]++)\s*+(?=\w|[“\"‘(])"),
    "roman": re.compile(r"([ivxlc]{1,8}(?=[.)]?\s+\S)|[ivxlc]{2,8}(?=[A-Z“\"‘]))[.)]?\s*"),
    "plain": re.compile(r"(\d{1,3})\s+(?=\S)"),
    # The label was set apart by nothing but its type, and the file does not say so.
    "glued": re.compile(r"(\d{1,3})(?=[A-Z“\"‘][a-z“\"A-Z])"),
}
_RAISED = regex(rf"\s*[\[(]?(?:\d{{1,4}}|[a-z]|[ivxlc]{{2,8}}|[{re.escape(SYMBOLS)}]+)[.,)\]]?\s*")
_LETTER = regex(r"[abd-hjkm-uwyz]\s*")
_CALLS = regex(rf"(\d{{1,4}})\s*[–—-]\s*(\d{{1,4}})|(\d{{1,40}})|([{re.escape(SYMBOLS)}]+)|([ivxlc]{{2,8}}|[a-z])")
_CALL_RUN = regex(
    rf"[\s,;˒()\[\]–—-]*+(?:[\d{re.escape(SYMBOLS)}]++[\s,;˒()\[\]–—-]*+)++|[\s(]*(?:[ivxlc]{{2,8}}|[a-z])[\s)]*"
)
ROMAN = {roman(number): number for number in range(1, 200)}
_LONGEST_RANGE = 30


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a note: its label, how the label is set, and the line without it."""

    label: str
    style: str
    rest: Line

    @property
    def number(self) -> int:
        """The label as a number, also of `iv`; 0 for symbols and letters."""
        return int(self.label) if self.label.isdecimal() else ROMAN.get(self.label, 0)


def note_start(line: Line) -> Start | None:
    """How the line begins a note, if it looks so."""
    first, *others = line.pieces
    if first.raised and _RAISED.fullmatch(first.text):
        label = first.text.strip(" .,()[]")
        if others and others[0].text.startswith((".", ")")):
            others[0] = replace(others[0], text=others[0].text[1:])
        return Start(label, "raised", replace(line, pieces=tuple(others))) if others else None
    if first.raised:
        return None
    if first.target and others and _LETTER.fullmatch(first.text):
        return Start(first.text.strip(), "letter", replace(line, pieces=tuple(others)))
    # A label that is a link of its own stands in a piece of its own.
    text = line.text if len(first.text.strip()) <= 5 and others and not others[0].raised else first.text
    for style, pattern in _STARTS.items():
        match = pattern.match(text)
        if match:
            return Start(match.group(1), style, _without(line, match.end()))
    return None


def _without(line: Line, count: int) -> Line:
    pieces = list(line.pieces)
    while pieces and count >= len(pieces[0].text):
        count -= len(pieces.pop(0).text)
    if pieces:
        pieces[0] = replace(pieces[0], text=pieces[0].text[count:])
    return replace(line, pieces=tuple(pieces))


def called_labels(text: str) -> tuple[str, ...]:
    """Labels that a raised run calls: `1,2` → 1 and 2; `1–3` → 1, 2 and 3; none when it is not such a run."""
    if not _CALL_RUN.fullmatch(text):
        return ()
    labels: list[str] = []
    for first, last, number, symbol, letter in _CALLS.findall(text):
        if first and 0 < int(last) - int(first) <= _LONGEST_RANGE:
            labels.extend(str(n) for n in range(int(first), int(last) + 1))
        elif first:
            labels.extend((first, last))
        else:
            labels.append(number or symbol or letter)
    return tuple(labels)


def split_number(label: str) -> tuple[str, ...]:
    """Numbers in a row that stand without a comma: `12` may be 1 and 2, `9101112` 9 to 12; empty where it cannot be."""
    for cut in range(1, min(len(label) // 2, 4) + 1) if label.isdecimal() and label[0] != "0" else ():
        numbers = [int(label[:cut])]
        while len(joined := "".join(map(str, numbers))) < len(label):
            numbers.append(numbers[-1] + 1)
        if joined == label:
            return tuple(map(str, numbers))
    return ()


def raised_labels(line: Line) -> set[str]:
    """Labels that raised pieces inside the line may call; its first piece would be a note's own label."""
    labels = {label for piece in line.pieces[1:] if piece.raised for label in called_labels(piece.text)}
    return labels.union(*map(split_number, labels))


BRACKETED = regex(r"\[\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\]")


_TYPED = regex(r"(?<=\S)\s?\((\d{1,3})\)")
_GLUED = regex(r"(?<=[^\W\d_])[.,;:!?”\"’]?\((\d{1,3})\)")


def typed_labels(line: Line) -> set[str]:
    """Labels in parentheses inside the line, with these: `(3)`."""
    return {f"({label})" for label in _TYPED.findall(line.text)} if "(" in line.text else set()


def glued_labels(line: Line) -> set[str]:
    """Those of them that touch the word before: `the fleet(3)`, and neither `(3) keep a ledger` nor `section 4(3)`."""
    return {f"({label})" for label in _GLUED.findall(line.text)} if "(" in line.text else set()


def split_brackets(line: Line) -> Line:
    """The line with each `[3, 4]` as a raised piece of its own."""
    return _split(line, BRACKETED) if "[" in line.text else line


def split_typed(lines: Sequence[Line], held: Set[tuple[int, str]]) -> list[Line]:
    """The lines with `(3)` as a raised piece of its own where it is the only one of a page that has a note `(3)`.

    `held` are the pages and labels of such notes.
    """
    if not held:
        return list(lines)
    places = Counter((line.page, label.strip("()")) for line in lines for label in typed_labels(line))
    raised = {(line.page, label) for line in lines for label in raised_labels(line)}
    found = []
    for line in lines:
        labels = [label.strip("()") for label in typed_labels(line)]
        alone = [x for x in labels if places[line.page, x] == 1 and (line.page, x) in held - raised]
        found.append(_split(line, re.compile(rf"\((?:{'|'.join(alone)})\)")) if alone else line)
    return found


def _split(line: Line, pattern: re.Pattern[str]) -> Line:
    pieces: list[LinePiece] = []
    for piece in line.pieces:
        at = 0
        for match in [] if piece.raised else pattern.finditer(piece.text):
            if match.start() > at:
                pieces.append(replace(piece, text=piece.text[at : match.start()]))
            pieces.append(replace(piece, text=match.group(), raised=True))
            at = match.end()
        if at < len(piece.text) or piece.raised:
            pieces.append(replace(piece, text=piece.text[at:]))
    return replace(line, pieces=tuple(pieces))
