"""Links inside a Markdown file that was made of a web page: calls of notes, `half.[1](#fn1)`, and ways back, `[↩](#fnref1)`."""

from __future__ import annotations

from collections.abc import Sequence

from qa.footnotes.labels import WAY_BACK
from qa.parse.inline_notes import Event
from qa.regex import regex

_LABEL = regex(r"\s*\[?\s*(\d{1,4}|[*†‡]{1,4})\s*\]?\s*")
_BACK = regex(rf"[\s\[\]()^↑⬆{WAY_BACK}]+")
_COMMA, _MARK = regex(r"\s*[,;]\s*"), regex(r"\[\S{1,4}\]")
_INLINE = ("Link", "Emphasis", "Strong")
_MOST_INSIDE = 12
"""Pieces of a link's text: brackets that are escaped come one by one."""


def with_calls(events: Sequence[Event]) -> list[Event]:
    r"""The events with each such call as a typed mark, `[1]`, and without the ways back.

    The brackets and carets around such a link go too: `half.^[1](#fn1)^`, `half.^\[[1](#fn1)\]^`.
    """
    out: list[Event] = []
    position, called = 0, False
    while position < len(events):
        name, value, start, end = events[position]
        if called and name == "Text":
            value, start = _without_closing(value, start)
        called = False
        close, words = _link(events, position)
        if close and _BACK.fullmatch(words):
            position, called = close + 1, True
            continue
        label = _LABEL.fullmatch(words.strip("^")) if close and _is_local(value) else None
        around = label is not None and _last(out).endswith("[") and _next(events, close + 1).startswith("]")
        bracketed = around or words.lstrip().startswith("[")
        if label and _follows_words(out, bracketed=bracketed):
            _strip_opening(out, bracketed=around)
            _strip_comma(out)
            out.append(("Text", f"[{label[1]}]", start, end))
            position, called = close + 1, True
            continue
        if label and _heads_words(events, close + 1):
            # A label at the head of its note, which is set apart by style alone.
            out += [*events[position : close + 1], ("Text", " ", end, end)]
            position = close + 1
            continue
        if name != "Text" or value:
            out.append((name, value, start, end))
        position += 1
    return out


def _link(events: Sequence[Event], position: int) -> tuple[int, str]:
    """Where a link ends that begins here, leads to a place in a page, and holds words only; and these words."""
    name, value, _, _ = events[position]
    if name != "Start" or not isinstance(value, dict) or "#" not in value.get("Link", {}).get("dest_url", ""):
        return 0, ""
    words = ""
    for i in range(position + 1, min(position + _MOST_INSIDE, len(events))):
        name, value, _, _ = events[i]
        if (name, value) == ("End", "Link"):
            return i, words
        if name == "Text":
            words += value
        elif name != "InlineHtml" and value not in _INLINE:
            break
    return 0, ""


def _heads_words(events: Sequence[Event], position: int) -> bool:
    """True where words follow, without a space or stop between, that may be a link or slanted."""
    if position < len(events) and events[position][0] == "Start":
        value = events[position][1]
        return value in _INLINE or (isinstance(value, dict) and "Link" in value)
    return _next(events, position)[:1].isalnum()


def _is_local(value: dict[str, dict[str, str]]) -> bool:
    return value["Link"]["dest_url"].startswith("#")


def _last(out: Sequence[Event]) -> str:
    """The text right before, also before a tag."""
    before = next((event for event in reversed(out[-3:]) if event[0] != "InlineHtml"), ("", "", 0, 0))
    return str(before[1]) if before[0] == "Text" else ""


def _next(events: Sequence[Event], position: int) -> str:
    """The text right behind, also behind a tag."""
    following = (event for event in events[position : position + 3] if event[0] != "InlineHtml")
    name, value, _, _ = next(following, ("", "", 0, 0))
    return str(value) if name == "Text" else ""


def _follows_words(out: Sequence[Event], *, bracketed: bool) -> bool:
    """True for a link right behind words or another such link: a list of chapters has links by number too.

    Where brackets stand around the link, a space may stand before them.
    """
    for name, value, _, _ in reversed(out[-8:]):
        if name == "InlineHtml":
            continue
        if name != "Text":
            return name == "End" and value in _INLINE
        if (words := value.rstrip("[")) and not _COMMA.fullmatch(words):
            return bool(words.strip()) and (bracketed or not words[-1].isspace())
    return False


def _strip_opening(out: list[Event], *, bracketed: bool) -> None:
    """Take out the bracket and the caret before a call."""
    for at in range(len(out) - 1, max(-1, len(out) - 5), -1):
        name, value, start, end = out[at]
        if name == "InlineHtml":
            continue
        if name != "Text":
            return
        if bracketed and value.endswith("["):
            value, bracketed = value[:-1], False
        elif value.endswith("^"):
            out[at] = (name, value[:-1], start, end)
            return
        else:
            return
        if value.endswith("^"):
            value = value[:-1]
        out[at] = (name, value, start, end)
        if value:
            return


def _strip_comma(out: list[Event]) -> None:
    """Take out the comma between two calls."""
    comma = -1
    for at in range(len(out) - 1, max(-1, len(out) - 7), -1):
        name, value, _, _ = out[at]
        if name == "Text" and comma < 0 and _COMMA.fullmatch(value):
            comma = at
        elif name == "Text" and comma >= 0 and _MARK.fullmatch(value):
            out[comma] = ("Text", "", *out[comma][2:])
            return
        elif name != "InlineHtml":
            return


def _without_closing(text: str, start: int) -> tuple[str, int]:
    """A text without the bracket and the caret behind a call, and where the rest of it begins."""
    rest = text.removeprefix("]").removeprefix("^")
    return rest, start + len(text) - len(rest)
