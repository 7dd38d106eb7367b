"""Raised numbers in Markdown, as Pandoc and readers of scans write them: `half.^1^`, `half.$^{1}$`, `half. ${ }^{1}$`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.parse.inline_notes import Event
from qa.parse.superscript import to_superscript
from qa.regex import regex

_NUMBERS = r"\d{1,3}(?:[,–-]\d{1,3}){0,9}"
_RAISED = regex(
    rf"\^(?P<caret>{_NUMBERS})\^|\^(?P<paren>\([0-9]{{1,3}}\))"
    rf"|(?:(?<=\w[.,;:!?]) )?\$(?:\{{ ?\}} ?)?\^(?:\{{ ?(?P<braced>{_NUMBERS}) ?\}}|(?P<bare>\d)) ?\$"
)


def with_raised(events: Sequence[Event]) -> Iterator[Event]:
    """The events with such numbers as superscript characters, each a piece of its own."""
    code = 0
    for name, value, start, end in events:
        code += (name == "Start") - (name == "End") if code or _begins_code(name, value) else 0
        text = f"${value}$" if name == "InlineMath" else value
        if (
            code
            or name not in ("Text", "InlineMath")
            or "^" not in text
            or (name != "Text" and not _RAISED.fullmatch(text))
        ):
            yield (name, value, start, end)
            continue
        yield from _pieces(name, text, start, end)


def _pieces(name: str, text: str, start: int, end: int) -> Iterator[Event]:
    """The text cut at its raised numbers, each piece with its place in the file, in bytes."""
    at, place = 0, start
    for raised in _RAISED.finditer(text):
        if raised.start() > at:
            yield ("Text", text[at : raised.start()], place, -1)
            place += len(text[at : raised.start()].encode())
        at, begins = raised.end(), place
        place += len(raised[0].encode())
        yield ("Text", to_superscript(raised[raised.lastgroup or 0]), begins, place)
    if at < len(text):
        yield (name, text[at:], place, end)


def _begins_code(name: str, value: object) -> bool:
    return name == "Start" and isinstance(value, dict) and "CodeBlock" in value
