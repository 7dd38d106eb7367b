"""Notes of Markdown that are written where they are called, `^[text]`, and numbered links, `[1]`: as references and definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

Event = tuple[str, Any, int, int]
"""Name, detail, and where it stands in the file's UTF-8 bytes; -1 where it does not."""


def with_definitions(events: Sequence[Event]) -> list[Event]:
    """The events with each such note called by a reference, and defined after the block that it stands in."""
    names = {str(value).casefold() for name, value, _, _ in events if name == "FootnoteReference"}
    number = max((int(name) for name in names if name.isascii() and name.isdecimal()), default=0)
    linked: dict[str, list[Event]] = {}
    found: list[Event] = []
    waiting: list[Event] = []
    closes = _closes(events)
    links = (
        value["Link"] for name, value, _, _ in events if name == "Start" and isinstance(value, dict) and "Link" in value
    )
    named_links = {link["id"] for link in links}
    level = position = 0
    while position < len(events):
        name, value, start, end = event = events[position]
        close = closes.get(position)
        label = _numbered_link(events, position, named_links)
        if close:
            number += 1
            caret = end - (end > start)
            found += [
                ("Text", value[:-1], start, caret),
                ("FootnoteReference", str(number), caret, events[position + 1][3]),
            ]
            waiting += _definition(str(number), events[position + 2 : close])
            position = close + 1
            continue
        if label and label not in names:
            found.append(("FootnoteReference", label, start, end))
            other = value["Link"]["id"]
            if other != label:
                found.append(("FootnoteReference", other, end, end))
            linked.setdefault(other, [*_definition(other, [("Text", _words(value["Link"]), -1, -1)])])
            position += 3
            continue
        found.append(event)
        level += (name == "Start") - (name == "End")
        if waiting and level == 0:
            found += waiting
            waiting = []
        position += 1
    return found + [event for definition in linked.values() for event in definition]


def _definition(name: str, inside: Sequence[Event]) -> Iterator[Event]:
    yield ("Start", {"FootnoteDefinition": name}, -1, -1)
    yield ("Start", "Paragraph", -1, -1)
    yield from inside
    yield ("End", "Paragraph", -1, -1)
    yield ("End", {"FootnoteDefinition": name}, -1, -1)


def _closes(events: Sequence[Event]) -> dict[int, int]:
    """Where each `^[` is followed by text and closes in the same block; `x^[2]^` is raised, and no note."""
    found: dict[int, int] = {}
    brackets: list[tuple[int, int]] = []
    level = 0
    for i, (name, value, _, _) in enumerate(events):
        level += (name == "Start") - (name == "End")
        while brackets and brackets[-1][1] > level:
            brackets.pop()
        if name == "Text" and value == "[":
            brackets.append((i, level))
        elif name == "Text" and value == "]" and brackets and brackets[-1][1] == level:
            opening, _ = brackets.pop()
            is_raised = any(kind == "Text" and text.startswith("^") for kind, text, _, _ in events[i + 1 : i + 2])
            if i > opening + 1 and not is_raised and _opens(events, opening - 1):
                found[opening - 1] = i
    return found


def _opens(events: Sequence[Event], position: int) -> bool:
    name, value, start, end = events[position]
    if position < 0 or name != "Text" or not value.endswith("^"):
        return False
    escaped = value == "^" and position > 0 and events[position - 1][3] == start - 1
    return not escaped and events[position + 1][:3] == ("Text", "[", end)


def _numbered_link(events: Sequence[Event], position: int, named: Collection[str]) -> str | None:
    """The number that a link such as `[1]` shows, which its definition `[1]: https://… "title"` has for a name; of `[1][2]`, 1."""
    name, value, _, _ = events[position]
    if name != "Start" or not isinstance(value, dict) or "Link" not in value or position + 2 >= len(events):
        return None
    link, (inside, shown, _, _) = value["Link"], events[position + 1]
    own = link["link_type"] in ("Shortcut", "Collapsed") and shown == link["id"]
    other = link["link_type"] == "Reference" and link["id"].isascii() and link["id"].isdecimal() and shown in named
    called = inside == "Text" and (own or other)
    return shown if called and shown.isascii() and shown.isdecimal() and events[position + 2][0] == "End" else None


def _words(link: dict[str, str]) -> str:
    return ", ".join(part for part in (link["title"].rstrip("."), link["dest_url"]) if part)
