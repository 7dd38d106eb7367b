"""Links inside a Markdown file that was made of a web page: calls of notes, `half.[1](#fn1)`, and ways back, `[↩](#fnref1)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.parse.inline_notes import Event
from qa.regex import regex

_LABEL = regex(r"\s*\[?\s*(\d{1,4}|[*†‡]{1,4})\s*\]?\s*")
_BACK = regex(r"[\s\[\]()^↑⬆↩⤴↵⏎\ufe0e\ufe0f]+")
_SET_BY = regex(r"(?:\{[#.][^{}\n]{0,200}\})?\^?")
_INLINE = ("Link", "Emphasis", "Strong")
_MOST_INSIDE = 8
"""Pieces of a link's text: brackets that are escaped come one by one."""


def with_calls(events: Sequence[Event]) -> Iterator[Event]:
    """The events with each such call as a typed mark, `[1]`, and without the ways back.

    The carets by which such a link is raised go too, and Pandoc's attributes of it: `half.^[1](#fn1){.footnote-ref}^`.
    """
    position, called = 0, False
    while position < len(events):
        name, value, start, end = events[position]
        if called and name == "Text" and (set_by := _SET_BY.match(value)):
            value, start = value[set_by.end() :], start + len(set_by[0].encode())
        called = False
        close = _close_of_link(events, position)
        words = "".join(str(events[i][1]) for i in range(position + 1, close)) if close else ""
        if close and _BACK.fullmatch(words):
            position, called = close + 1, True
            continue
        if (
            close
            and _is_local(value)
            and (label := _LABEL.fullmatch(words.strip("^")))
            and _follows_words(events, position)
        ):
            yield ("Text", f"[{label[1]}]", start, end)
            position, called = close + 1, True
            continue
        if name == "Text" and value.endswith("^") and _calls(events, position + 1):
            value = value[:-1]
        yield (name, value, start, end)
        position += 1


def _close_of_link(events: Sequence[Event], position: int) -> int:
    """Where a link ends that begins here, leads to a place in a page, and holds words only; 0 where none does."""
    name, value, _, _ = events[position] if position < len(events) else ("", None, 0, 0)
    if name != "Start" or not isinstance(value, dict) or "#" not in value.get("Link", {}).get("dest_url", ""):
        return 0
    for i in range(position + 1, min(position + _MOST_INSIDE, len(events))):
        if events[i][0] != "Text":
            return i if events[i][0] == "End" else 0
    return 0


def _is_local(value: dict[str, dict[str, str]]) -> bool:
    return value["Link"]["dest_url"].startswith("#")


def _calls(events: Sequence[Event], position: int) -> bool:
    return bool(_close_of_link(events, position)) and _is_local(events[position][1])


def _follows_words(events: Sequence[Event], position: int) -> bool:
    """True for a link right behind words or another such link: a list of chapters has links by number too."""
    name, value, _, _ = events[position - 1] if position else ("", "", 0, 0)
    if name == "Text":
        return bool(value) and not value[-1].isspace()
    return name == "End" and value in _INLINE
