"""The titles that a page gives itself in its head, without the name of its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.html.marks import text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_SURE = ("citation_title", "dc.title", "dcterms.title", "eprints.title", "og:title", "twitter:title")
_SITE = ("og:site_name", "application-name", "twitter:site")
_MOST_HEADINGS = 20
_SET_OFF = regex(r"\s*[|·»«:–—-]")
_PART = regex(r"\s+[|·»«:–—-]+\s+|\s*[|»«]\s*")


def titles_in_head(root: _Element) -> tuple[list[str], list[str]]:
    """What the page surely calls itself, and what it shows in the window's title."""
    said: dict[str, str] = {}
    for meta in root.iter("{*}meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name in _SURE or name in _SITE:
            said.setdefault(name, " ".join((meta.get("content") or "").split()))
    site = next((said[name] for name in _SITE if said.get(name)), "")
    window = next(root.iter("{*}title"), None)
    shown = " ".join(text_of(window).split()) if window is not None else ""
    headings = [" ".join(text_of(e).split()) for e in root.iter("{*}h1", "{*}h2")]
    sure = [_shortest(_without_site(said[name], site), headings) for name in _SURE if said.get(name)]
    likely = [_shortest(_without_site(shown, site), headings)] if shown else []
    return [title for title in sure if title], [title for title in likely if title]


def _shortest(title: str, headings: list[str]) -> str:
    """The heading that the title repeats with something set off from it, such as a site's name; else the title."""
    for heading in headings[:_MOST_HEADINGS]:
        if len(heading) > 3 and len(title) > len(heading):
            before, found, after = title.partition(heading)
            if found and (_SET_OFF.match(after) if not before else not after and _SET_OFF.match(before[::-1])):
                return heading
    return title


def _without_site(title: str, site: str) -> str:
    """The title without the site's name before or behind it; nothing where it is that name."""
    if not site:
        return title
    if title.casefold() == site.casefold():
        return ""
    parts = _PART.split(title)
    if len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.casefold().rindex(site.casefold())].rstrip(" |·»«:–—-")
    if len(parts) > 1 and parts[0].casefold() == site.casefold():
        return title[len(site) :].lstrip(" |·»«:–—-")
    return title
