"""What the links of pages lead to, what holds the note there, and which of its links lead back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from qa.parse.html.addresses import own_addresses
from qa.parse.html.bodies import body_of
from qa.parse.html.breaks import split_at_breaks
from qa.parse.html.marks import LABEL, is_bracketed, is_raised, retag, says_marker, tag_of, text_of
from qa.parse.html.targets import Key, local_target, places_near
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCRIPT = regex(r"['\"]#?([\w:.-]{3,80})['\"]")
"""Where a script scrolls to."""
_NAMED_OR_LINKING = "descendant-or-self::*[@id or @name or @href or @onclick]"
_MOST_LINKS = 200
"""Of a note's links, so many are looked at for one back: enough for a note that is called often."""
_LONGEST_PAGE = 5000
"""Characters of a page that is one note."""


class LinkPlaces:
    """The links and named elements of pages, given by file name in reading order."""

    def __init__(self, pages: Mapping[str, _Element]) -> None:
        self.pages = pages
        self.targets: dict[Key, _Element] = {}
        self.links: dict[_Element, Key] = {}
        self.order: dict[_Element, int] = {}
        self._names: dict[_Element, set[Key]] = defaultdict(set)
        self._files: dict[_Element, str] = {}
        self._bodies: dict[_Element, tuple[_Element | None, _Element | None]] = {}
        self._long: set[str] = set()
        for file, root in pages.items():
            split_at_breaks(root)
            own = own_addresses(root) if len(pages) == 1 else frozenset[str]()
            for element in root.xpath(_NAMED_OR_LINKING):
                self._register(file, element, own)

    def _register(self, file: str, element: _Element, own: frozenset[str]) -> None:
        for name in (element.get("id"), element.get("name")):
            if name:
                self.targets.setdefault((file, name), element)
                self._names[element].add((file, name))
        link = local_target(element.get("href"), file, self.pages, own) if tag_of(element) == "a" else None
        if link is None and (onclick := element.get("onclick")) and (script := _SCRIPT.search(onclick)):
            link = (file, script[1])
        if link:
            self.links[element] = link
            self._files[element] = file
        if link or element in self._names:
            self.order[element] = len(self.order)

    def target(self, anchor: _Element) -> _Element | None:
        """What a link leads to; a short page that is one note, where a raised number leads to it."""
        file, name = key = self.links[anchor]
        if key in self.targets:
            return self.targets[key]
        raised = is_raised(anchor) or is_bracketed(anchor) or says_marker(anchor)
        if name or file in self._long or not raised or not LABEL.fullmatch(text_of(anchor)):
            return None
        page = next(self.pages[file].iter("{*}body"), None)
        if page is None or len(text_of(page)) > _LONGEST_PAGE:
            self._long.add(file)
            return None
        self.targets[key] = note = page.makeelement(page.tag)
        retag(note, "div")
        note.text, page.text = page.text, None
        note.extend(list(page))
        page.append(note)
        self.order[note] = len(self.order)
        return note

    def body(self, target: _Element) -> tuple[_Element | None, _Element | None]:
        """The element that holds the note, and its label where that is another."""
        if target not in self._bodies:
            self._bodies[target] = body_of(target)
        return self._bodies[target]

    def links_back(self, anchor: _Element, body: _Element, apart: _Element | None) -> list[_Element]:
        """The links of a note, or of its label, that lead back to where it is called."""
        near = {name for element in places_near(anchor) for name in self._names.get(element, ())}
        if not self.links[anchor][1]:
            near.add((self._files[anchor], ""))
        inside = islice(body.iter("{*}a"), _MOST_LINKS)
        back = [link for link in inside if self.links.get(link) in near] if near else []
        if apart is not None and not back:
            back = [link for link in apart.iter("{*}a") if self.links.get(link) in near]
        return back

    def leads_on(self, anchor: _Element, target: _Element | None) -> bool:
        """True for a call that is marked as a way back, as Org marks both, but leads on to a note that leads back to it."""
        if target is None or self.order[anchor] > self.order.get(target, -1) or not LABEL.fullmatch(text_of(anchor)):
            return False
        body, apart = self.body(target)
        return body is not None and bool(self.links_back(anchor, body, apart))
