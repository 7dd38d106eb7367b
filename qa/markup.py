"""Markup that cannot be broken out of: text is escaped unless it was made here."""

from __future__ import annotations

import html

from qa.regex import regex


class Html(str):
    """Markup made by `el` or `join`; every other string is text and gets escaped."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: str | None) -> Html:
    """An element; text children are escaped, None is left out. `cls` → `class`, `aria_label` → `aria-label`."""
    names = {"cls": "class"}
    given = (
        (names.get(name, name.replace("_", "-")), value) for name, value in attributes.items() if value is not None
    )
    parts = [f' {name}="{text(value)}"' for name, value in given]
    return Html(f"<{tag}{''.join(parts)}>{join(*children)}</{tag}>")


def join(*children: str | None) -> Html:
    """Children one after the other, escaped unless they are `Html`."""
    return Html("".join(child if isinstance(child, Html) else text(child) for child in children if child is not None))


def text(value: str) -> Html:
    """Escaped text without control characters and without the marks that turn the writing direction around."""
    return Html(html.escape(seen(value)))


def seen(value: str) -> str:
    """Text without what is not seen, and changes how the rest is."""
    return _UNSEEN.sub("", value)


# Control characters but for line breaks and tabs, lone surrogates, and overrides and isolates of direction, which could make
# a quote read differently from what stands in the document.
_UNSEEN = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
