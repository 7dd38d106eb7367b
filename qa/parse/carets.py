"""Raised numbers in Markdown, as Pandoc and readers of scans write them: `half.^1^`, `half.$^{1}$`, `half. ${ }^{1}$`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.parse.inline_notes import Event
from qa.parse.superscript import to_superscript
from qa.regex import regex

_NUMBERS = r"\d{1,3}(?:[,–-]\d{1,3}){0,9}"
_RAISED = regex(
    rf"\^(?P<caret>{_NUMBERS})\^|(?:(?<=\w[.,;:!?]) )?\$(?:\{{ ?\}} ?)?\^(?:\{{ ?(?P<braced>{_NUMBERS}) ?\}}|(?P<bare>\d)) ?\$"
)


def with_raised(events: Sequence[Event]) -> Iterator[Event]:
    """The events with such numbers as superscript characters, each a piece of its own."""
    code = 0
    for name, value, start, end in events:
        code += (name == "Start") - (name == "End") if code or _begins_code(name, value) else 0
        text = f"${value}$" if name == "InlineMath" else value
        if code or name not in ("Text", "InlineMath") or "^" not in text:
            yield (name, value, start, end)
            continue
        at = 0
        for raised in _RAISED.finditer(text) if name == "Text" else [_RAISED.fullmatch(text)]:
            if raised is None:
                break
            place = start + len(text[:at].encode())
            if raised.start() > at:
                yield ("Text", text[at : raised.start()], place, -1)
            place = start + len(text[: raised.start()].encode())
            yield ("Text", to_superscript(raised[raised.lastgroup or 0]), place, place + len(raised[0].encode()))
            at = raised.end()
        if name == "Text" and at < len(text):
            yield ("Text", text[at:], start + len(text[:at].encode()), end)
        elif not at:
            yield (name, value, start, end)


def _begins_code(name: str, value: object) -> bool:
    return name == "Start" and isinstance(value, dict) and "CodeBlock" in value
