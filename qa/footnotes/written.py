r"""Notes in the markup of LaTeX, AsciiDoc, Org, reStructuredText, wikis and Hugo, left as it was typed: `\footnote{…}`, `[1]_`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.footnotes.calls import Call
from qa.footnotes.find import Found
from qa.footnotes.glued import STRONG
from qa.footnotes.notes import Note
from qa.regex import regex
from qa.types.document import Problem, ProblemKind, Span

_MOST = 20_000
"""Calls that are read of a text."""
_SIGNS = ("\\footnote", "footnote:", "[fn:", "[#", "]_", "<ref", "{{", "((")
"""A text without one of them has no such note."""
_SHORTCODES = "(?:sidenote|marginnote|footnote|fn|sn|mn)"
_OPENING = regex(
    r"\\footnote(?:\[[^\[\]\n]{0,20}\])?(?P<tex>\{)"
    r"|(?<!\w)footnote:(?P<adoc_name>[\w-]{0,60})(?P<adoc>\[)"
    r"|(?P<org>\[)fn:(?P<org_name>[\w-]{0,60})(?::|(?=\]))"
    r"|<ref(?!\w)(?:[^<>\n]{0,60}?\bname\s?=\s?[\"']?(?P<wiki_name>[^\"'/<>]{1,80}))?[^<>\n]{0,60}?(?P<again>/?)(?P<wiki>>)"
    r"|(?P<template>\{)\{(?:efn|refn|sfn|sfnp)\|"
    rf"|(?P<short>\{{)\{{[<%]\s?{_SHORTCODES}\b[^<>%{{}}\n]{{0,2000}}[>%]\}}\}}"
    r"|(?<=[\w.,;:!?\"”’)])(?P<doku>\()\((?=[^\W\d_]|\[\[)"
    r"|(?<!\S)(?P<rst>\[)(?P<rst_name>\d{1,4}|#[\w.-]{0,60}|\*)\]_(?![\w`])"
    r"|(?P<mark>\\)footnotemark(?![\w\[])"
    r"|(?:\[(?P<mmd_said>[^\[\]\n]{0,80})\])?(?P<mmd>\[)#(?P<mmd_name>[\w:.+-]{1,60});?\](?![(:_])"
)
"""Where a note is called, or stands."""
_DEFINED = regex(
    r"^[ \t]{0,8}(?:\.\.[ \t]{1,4}\[(?P<rst>\d{1,4}|#[\w.-]{0,60}|\*)\][ \t]{1,4}|\[fn:(?P<org>[\w-]{1,60})\][ \t]{1,4}"
    r"|\[#(?P<mmd>[\w:.+-]{1,60})\]:[ \t]{1,4}|\\footnotetext(?P<tex>\{))",
    re.MULTILINE,
)
_BRACKETS = {"tex": "{}", "adoc": "[]", "org": "[]", "template": "{}"}
_ENDS = {"wiki": "</ref>", "doku": "))"}
_QUOTED = regex(r"[\"“]([^\"”]{1,2000})[\"”]")
_SHORT_END = regex(rf"\{{\{{[<%]\s?/\s?{_SHORTCODES}\s?[>%]\}}\}}")
_SPACE = " \t\xa0\n"
_KINDS = ("tex", "adoc", "org", "wiki", "template", "short", "doku", "rst", "mark", "mmd")
_NAMES = ("adoc_name", "org_name", "wiki_name", "rst_name", "mmd_name")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place that calls a note: its name, if it has one, and its text, if that stands there."""

    whole: Span
    name: str
    body: Span | None
    said: str | None = None
    """What it says beside the name, such as a page."""


@dataclass(slots=True)
class _Entry:
    """A note: its name, text and paragraphs, and where it is first called."""

    name: str
    body: Span
    paragraphs: tuple[int, ...]
    called: list[_Mark] = field(default_factory=list)


def find_written(text: str, paragraphs: Sequence[Span], *, wiki: bool = True) -> Found:
    """The notes of a text that are written so; those inside another note are left. Without `wiki`, so is `((…))`."""
    if not any(sign in text for sign in _SIGNS):
        return Found()
    entries = _definitions(text, paragraphs)
    defined = {i for entry in entries for i in entry.paragraphs}
    marks: list[_Mark] = []
    for i, paragraph in enumerate(paragraphs):
        if i not in defined and len(marks) < _MOST:
            marks += _Reader(text, paragraph, wiki=wiki).marks()
    return _found(entries, marks[:_MOST])


def _found(entries: list[_Entry], marks: Sequence[_Mark]) -> Found:
    """The notes in the order in which they are called; what has no name has the next number."""
    named = {entry.name: entry for entry in reversed(entries) if entry.name not in ("", "#", "*")}
    waiting = {name: [entry for entry in reversed(entries) if entry.name == name] for name in ("", "#", "*")}
    lost: list[_Mark] = []
    for mark in marks:
        entry = named.get(mark.name)
        if mark.body is not None:
            entry = _Entry(mark.name, mark.body, ())
            entries.append(entry)
            if mark.name:
                named.setdefault(mark.name, entry)
        elif entry is None and waiting.get(mark.name):
            entry = waiting[mark.name].pop()
        if entry is None:
            lost.append(mark)
        else:
            entry.called.append(mark)
    last = max((mark.whole.end for mark in marks), default=0)
    entries.sort(key=lambda entry: entry.called[0].whole.start if entry.called else last)
    labels = _labels(entries)
    notes = [Note(label, (entry.body,), entry.paragraphs) for label, entry in zip(labels, entries, strict=True)]
    calls = [
        Call(labels[n], m.whole, m.whole, n, STRONG, m.said) for n, entry in enumerate(entries) for m in entry.called
    ]
    calls += [Call(mark.name.lstrip("#") or "?", mark.whole, mark.whole, None, STRONG) for mark in lost if notes]
    return Found(tuple(notes), tuple(sorted(calls, key=lambda call: call.raw)))


def _labels(entries: Sequence[_Entry]) -> list[str]:
    taken = {entry.name for entry in entries}
    labels, number = [], 0
    for entry in entries:
        label = entry.name.lstrip("#")
        if not label:
            number += 1
            while str(number) in taken:
                number += 1
            label = str(number)
        labels.append(label)
    return labels


def _definitions(text: str, paragraphs: Sequence[Span]) -> list[_Entry]:
    """Notes that stand in paragraphs of their own."""
    entries = []
    for i, paragraph in enumerate(paragraphs):
        if text[paragraph.start] not in ".[\\":
            continue
        found = list(_DEFINED.finditer(text, paragraph.start, paragraph.end))
        if not found or found[0].start() > paragraph.start:
            continue
        ends = [*(match.start() for match in found[1:]), paragraph.end]
        for match, end in zip(found, ends, strict=True):
            tex = match["tex"] is not None
            close = text.rfind("}", match.end(), end) if tex else end
            if close > match.end():
                name = "" if tex else match["rst"] or match["org"] or match["mmd"]
                entries.append(_Entry(name, Span(match.end(), close), (i,)))
    return entries


class _Reader:
    """Reads the marks of one paragraph."""

    def __init__(self, text: str, paragraph: Span, *, wiki: bool) -> None:
        self._text = text
        self._paragraph = paragraph
        self._wiki = wiki
        self._closes: dict[str, dict[int, int]] = {}
        self._ahead: dict[str, int] = {}

    def marks(self) -> list[_Mark]:
        """In reading order, none inside another."""
        marks: list[_Mark] = []
        for match in _OPENING.finditer(self._text, self._paragraph.start, self._paragraph.end):
            if marks and match.start() < marks[-1].whole.end:
                continue
            mark = self._mark(match)
            if mark is not None:
                marks.append(mark)
        return marks

    def _mark(self, match: re.Match[str]) -> _Mark | None:
        kind = next(kind for kind in _KINDS if match[kind] is not None)
        start = self._start(match.start())
        name = next((match[group].strip() for group in _NAMES if match[group]), "")
        if kind in ("rst", "mark", "mmd") or match["again"]:
            return _Mark(Span(start, match.end()), name, None)
        if kind == "short":
            return self._shortcode(match, start)
        if kind == "doku" and not self._wiki:
            return None
        close, end = self._end(match, kind)
        if close < match.end():
            return None
        body = Span(match.end(), close)
        return _Mark(Span(start, end), name, body if body.of(self._text).strip() else None)

    def _end(self, match: re.Match[str], kind: str) -> tuple[int, int]:
        """Where the text of a note and its markup end; below its beginning where they do not."""
        if kind not in _BRACKETS:
            close = self._next(match.end(), _ENDS[kind])
            return close, close + len(_ENDS[kind])
        close = self._close(match.start(kind), _BRACKETS[kind])
        return close - (kind == "template"), close + 1

    def _shortcode(self, match: re.Match[str], start: int) -> _Mark | None:
        """`{{< fn "text" >}}`, or the words between it and the one that closes."""
        close = self._next(match.end(), match.group()[:3])
        closing = _SHORT_END.match(self._text, close, self._paragraph.end) if close > 0 else None
        if closing:
            return _Mark(Span(start, closing.end()), "", Span(match.end(), closing.start()))
        quoted = _QUOTED.search(self._text, match.start(), match.end())
        return _Mark(Span(start, match.end()), "", Span(*quoted.span(1))) if quoted else None

    def _next(self, at: int, sign: str) -> int:
        """Where a sign comes next; what comes nowhere is looked for once."""
        if not at <= self._ahead.get(sign, -1) and self._ahead.get(sign) != self._paragraph.end:
            found = self._text.find(sign, at, self._paragraph.end)
            self._ahead[sign] = found if found >= 0 else self._paragraph.end
        found = self._ahead[sign]
        return found if at <= found < self._paragraph.end else -1

    def _start(self, at: int) -> int:
        while at > self._paragraph.start and self._text[at - 1] in _SPACE:
            at -= 1
        return at

    def _close(self, opening: int, pair: str) -> int:
        """Where a bracket closes; -1 where it does not. The paragraph's brackets are paired once."""
        if pair not in self._closes:
            self._closes[pair] = _pairs(self._text, self._paragraph, pair)
        return self._closes[pair].get(opening, -1)


def _pairs(text: str, paragraph: Span, pair: str) -> dict[int, int]:
    closes: dict[int, int] = {}
    opened: list[int] = []
    brackets = _CURLY if pair == "{}" else _SQUARE
    for match in brackets.finditer(text, paragraph.start, paragraph.end):
        if match.group()[0] == "\\":
            continue
        if match.group() == pair[0]:
            opened.append(match.start())
        elif opened:
            closes[opened.pop()] = match.start()
    return closes


_CURLY, _SQUARE = regex(r"\\?[{}]"), regex(r"\\?[\[\]]")


def left_markup(text: str, paragraphs: Sequence[Span]) -> Problem | None:
    """What is said where such markup is left in a text: it was not read, and its notes are words of the text."""
    if not any(sign in text for sign in _SIGNS[:-1]):
        return None
    left = [m for p in paragraphs for m in _OPENING.finditer(text, p.start, p.end) if m["doku"] is None]
    if not left:
        return None
    sign = " ".join(left[0].group()[:30].split())
    message = f"footnotes are left in the text as they were typed ({len(left)}, the first “{sign}”)"
    return Problem(ProblemKind.UNANSWERED_MARK, "", message)
