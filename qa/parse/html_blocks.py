"""Notes of Markdown that stand in blocks of HTML, `<ol><li id="fn1">…`, as converters write them: paragraphs and numbered items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape

from qa.footnotes.labels import WAY_BACK
from qa.parse.inline_notes import Event
from qa.regex import regex

_HOLDS_NOTES = regex(r"<(?:p|li|div)\s[^<>]{0,200}\bid\s?=")
_LINKS = regex(r"<a\s[^<>]{0,200}\bhref\s?=\s?[\"']?#")
_LEFT = regex(r"<!--|<t[dh]\b")
"""Comments and tables are left as they are."""
_BLOCK = regex(r"<(/?)(p|li|ol|ul|div|section|hr|br|h[1-6])\b[^<>]{0,500}>")
_WAY_BACK = regex(rf"<a\s[^<>]{{0,500}}>(?:[\s^↑⬆{WAY_BACK}]|&#8617;|&#x21a9;|&larrhk;|&nbsp;){{1,12}}</a>")
_TAG = regex(r"<[^<>]{0,500}>")


def with_paragraphs(events: Sequence[Event]) -> Iterator[Event]:
    """The events, with each block of HTML in which notes stand as its paragraphs, without tags."""
    position = 0
    while position < len(events):
        if events[position][:2] == ("Start", "HtmlBlock"):
            end = position + 1
            while events[end][0] != "End":
                end += 1
            html = "".join(str(value) for _, value, _, _ in events[position + 1 : end])
            if _HOLDS_NOTES.search(html) and _LINKS.search(html) and not _LEFT.search(html):
                yield from _paragraphs(html)
                position = end + 1
                continue
        yield events[position]
        position += 1


def _paragraphs(html: str) -> Iterator[Event]:
    html, at = _WAY_BACK.sub("", html), 0
    number, item = 0, False
    for tag in _BLOCK.finditer(html):
        piece, at = _words(html[at : tag.start()]), tag.end()
        if piece:
            yield from _paragraph(piece, number if item else None)
            item = False
        opens, name = not tag[1], tag[2]
        number = 0 if name == "ol" else number + (opens and name == "li")
        item = opens and (name == "li" or (item and name == "p"))
    if piece := _words(html[at:]):
        yield from _paragraph(piece, number if item else None)


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _paragraph(text: str, number: int | None) -> Iterator[Event]:
    inside: list[Event] = [("Text", text, -1, -1)]
    if number is None:
        yield from [("Start", "Paragraph", -1, -1), *inside, ("End", "Paragraph", -1, -1)]
        return
    yield from [("Start", {"List": number}, -1, -1), ("Start", "Item", -1, -1)]
    yield from [*inside, ("End", "Item", -1, -1), ("End", {"List": True}, -1, -1)]
