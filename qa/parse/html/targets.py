"""Where links lead inside the pages, and where a link back to one may lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qa.parse.html.addresses import is_own
from qa.parse.html.bodies import INLINE_TAGS
from qa.parse.html.marks import tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Key = tuple[str, str]
"""A file and a fragment in it."""


def local_target(href: str | None, file: str, pages: Mapping[str, _Element], own: frozenset[str]) -> Key | None:
    """Where a link leads, when it leads into one of the pages, or is another of them; `own` are full addresses of a saved page."""
    if not href:
        return None
    path, mark, fragment = href.partition("#")
    try:
        target = normpath(join(dirname(file), unquote(path))) if path else file
        target = file if target not in pages and own and is_own(path, own) else target
    except ValueError:
        return None
    # `#/fn1` leads to a note on a slide.
    name = unquote(fragment).removeprefix("/")
    whole_page = not mark and target != file
    return (target, name) if (name or whole_page) and target in pages else None


def places_near(anchor: _Element) -> Iterator[_Element]:
    """Where a link back may lead to: the link, what is in it, the inline elements around it, an empty anchor before it."""
    yield from anchor.iter("{*}*")
    element, parent = anchor, anchor.getparent()
    while parent is not None and tag_of(parent) in INLINE_TAGS:
        yield parent
        element, parent = parent, parent.getparent()
    for at in (anchor, element):
        previous = at.getprevious()
        if previous is not None and isinstance(previous.tag, str) and not text_of(previous).strip():
            yield previous
