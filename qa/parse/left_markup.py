"""Markup that converters leave in Markdown: `<a href="#fn1">` becomes a link, Pandoc's `[words]{.class}` becomes its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.parse.inline_notes import Event
from qa.regex import regex

_ANCHOR = regex(r"<a\s[^<>]{0,500}?\bhref\s?=\s?[\"']?([^\"'\s<>]{0,300}#[^\"'\s<>]{1,200})", re.IGNORECASE)
_ATTRIBUTES = regex(r"\{(?:[#.][\w-]|[\w-]{1,40}=)[^{}]{0,300}\}")
_ASIDE = regex(r"\.(?:aside|margin-?note|side-?note|foot-?note|column-margin|fn)(?![\w-])")
"""What Quarto and other flavours of Pandoc's Markdown call a note that stands in its place: `[Port log.]{.aside}`."""
_INLINE = ("Emphasis", "Strong", "Link")
_MOST_INSIDE, _MOST_PIECES = 12, 16


def without_markup(events: Sequence[Event], data: bytes) -> list[Event]:
    """The events, such anchors as links, and without attributes and the brackets of what these are of."""
    found = list(_with_links(events)) if b"<a" in data else list(events)
    found = list(_with_raised_brackets(found)) if b"<sup" in data.lower() else found
    return _without_attributes(found, data) if b"{" in data else found


def _with_links(events: Sequence[Event]) -> Iterator[Event]:
    closing = -1
    for i, (name, value, start, end) in enumerate(events):
        if i == closing:
            yield ("End", "Link", start, end)
            continue
        anchor = _ANCHOR.match(value) if name == "InlineHtml" and i > closing else None
        if anchor and (close := _close_of_anchor(events, i)):
            closing = close
            yield ("Start", {"Link": {"link_type": "Inline", "dest_url": anchor[1], "title": "", "id": ""}}, start, end)
        else:
            yield (name, value, start, end)


def _with_raised_brackets(events: Sequence[Event]) -> Iterator[Event]:
    """The events, `[1]` inside `<sup>` in one piece: it is a mark as it stands, and nothing of it is raised."""
    position = 0
    while position < len(events):
        values = [value for _, value, _, _ in events[position : position + 3]]
        names = {name for name, _, _, _ in events[position : position + 3]}
        behind = events[position - 1] if position else ("", "", 0, 0)
        raised = behind[0] == "InlineHtml" and behind[1][:4].lower() == "<sup"
        if (
            raised
            and names == {"Text"}
            and len(values) == 3
            and values[0] == "["
            and values[2] == "]"
            and values[1].isdecimal()
        ):
            yield ("Text", f"[{values[1]}]", events[position][2], events[position + 2][3])
            position += 3
        else:
            yield events[position]
            position += 1


def _close_of_anchor(events: Sequence[Event], position: int) -> int:
    """Where an anchor that holds few words ends; 0 where it does not."""
    for i in range(position + 1, min(position + _MOST_INSIDE, len(events))):
        name, value, _, _ = events[i]
        if name == "InlineHtml" and value.lower().startswith("</a"):
            return i
        if name in ("Start", "End") and value not in _INLINE:
            return 0
    return 0


def _without_attributes(events: Sequence[Event], data: bytes) -> list[Event]:
    """Attributes stand right behind a link or a bracket, and may go on over lines."""
    out: list[Event] = []
    asides: set[int] = set()
    brackets = _Brackets(data)
    position = 0
    while position < len(events):
        event = events[position]
        position += 1
        if event[0] == "Text" and event[1].startswith(":::"):
            # The line that begins or ends a division, in one piece.
            first = position - 1
            while position < len(events) and events[position][0] == "Text":
                position += 1
            line = "".join(value for _, value, _, _ in events[first:position])
            event = ("Text", line, event[2], events[position - 1][3])
        behind = out[-1][:2] if out else ("", "")
        if (
            event[0] == "Text"
            and event[1][:1] == "{"
            and behind in (("Text", "]"), ("End", "Link"))
            and not brackets.code
        ):
            position, left, said = _behind_attributes(events, position - 1)
            pair = brackets.pair(len(out) - 1) if left is not None and behind[0] == "Text" else ()
            if pair and _ASIDE.search(said):
                asides.add(pair[0])
                pair = ()
            for at in pair:
                out[at] = ("Text", "", *out[at][2:])
            event = left or event
        brackets.see(event, len(out))
        out.append(event)
    return [
        event for i, event in enumerate(out) for event in _opened(event, i in asides) if event[0] != "Text" or event[1]
    ]


def _opened(event: Event, is_aside: bool) -> tuple[Event, ...]:
    """A bracket, which a `^` makes one of a note that stands in its place."""
    return (("Text", "^", event[2], event[2]), event) if is_aside else (event,)


class _Brackets:
    """Which brackets of a paragraph are pairs, as its pieces come."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[int] = []
        self._pairs: dict[int, int] = {}
        self.code = 0
        """How many are open inside program text, with itself."""

    def see(self, event: Event, at: int) -> None:
        """A piece comes, the one of this number."""
        name, value, start, _ = event
        if name in ("Start", "End"):
            kind = next(iter(value)) if isinstance(value, dict) else value
            if self.code or kind == "CodeBlock":
                self.code += 1 if name == "Start" else -1
            if kind not in _INLINE:
                self._open.clear()
        elif (
            name == "Text" and value in ("[", "]") and not self.code and self._data[max(0, start - 1) : start] != b"\\"
        ):
            if value == "[":
                self._open.append(at)
            elif self._open:
                self._pairs[at] = self._open.pop()

    def pair(self, at: int) -> tuple[int, ...]:
        """The bracket that closes at that number, with the one that opens; nothing where none does."""
        return (self._pairs[at], at) if at in self._pairs else ()


def _behind_attributes(events: Sequence[Event], position: int) -> tuple[int, Event | None, str]:
    """Where to read on, what is left of the piece in which attributes end, and these; none where there are no attributes."""
    words = ""
    for i in range(position, min(position + _MOST_PIECES, len(events))):
        name, value, _, end = events[i]
        if name not in ("Text", "SoftBreak"):
            break
        words += value if name == "Text" else " "
        if "}" in words:
            if attributes := _ATTRIBUTES.match(words):
                left = words[attributes.end() :]
                return i + 1, ("Text", left, end - len(left.encode()), end), attributes[0]
            break
    return position + 1, None, ""
