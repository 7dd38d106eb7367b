"""Links of a saved page to its own places by the page's full address: `https://example.org/p/ports#fn1`."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from qa.parse.html.marks import is_note_name, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAID = (
    ("link", "rel", "canonical", "href"),
    ("meta", "property", "og:url", "content"),
    ("base", "", "", "href"),
)


def own_addresses(root: _Element) -> frozenset[str]:
    """The addresses by which a page's links mean the page itself.

    They are what the page says of itself, and the address of which most links lead to places that the page has: two at least,
    or one whose place is named like a note.
    """
    fragments: dict[str, list[str]] = defaultdict(list)
    for link in root.iter("{*}a"):
        address, mark, fragment = (link.get("href") or "").partition("#")
        if mark and address and fragment:
            fragments[_plain(address)].append(unquote(fragment))
    if not fragments:
        return frozenset()
    names = {str(name) for name in root.xpath("//@id | //@name")}
    here = Counter({address: sum(f in names for f in found) for address, found in fragments.items()})
    address, known = here.most_common(1)[0]
    found = fragments[address]
    told = known > 1 or any(f in names and is_note_name(f) for f in found)
    own = {address} if told and 2 * known >= len(found) else set[str]()
    return frozenset(own | {said for element in root.iter("{*}link", "{*}meta", "{*}base") if (said := _said(element))})


def is_own(address: str, own: frozenset[str]) -> bool:
    """True for the part of a link before its `#` that is one of the page's own addresses."""
    return _plain(address) in own


def _said(element: _Element) -> str:
    tag = tag_of(element)
    for name, attribute, value, address in _SAID:
        if tag == name and (not attribute or (element.get(attribute) or "").strip().lower() == value):
            return _plain(element.get(address) or "")
    return ""


def _plain(address: str) -> str:
    """Without scheme, `www.`, query and the slash at its end: pages link to themselves both ways."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
