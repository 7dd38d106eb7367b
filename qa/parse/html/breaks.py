"""Several notes in one paragraph, set apart by line breaks only: each becomes a paragraph."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from qa.footnotes.headings import heads_notes
from qa.footnotes.labels import place_of
from qa.parse.html.marks import label_in, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPED = regex(r"\s*(?:[\[(]?(\d{1,4})[\])]?[.:)]?|([①-⑳*†‡]))[\s\xa0]")
_PARENTS = frozenset("body main p div td li section footer article aside blockquote center small font span".split())
_WRAPPED = _PARENTS - {"p"}
_BLOCKS = frozenset("p div ul ol dl table hr h1 h2 h3 h4 h5 h6 section article aside footer blockquote pre".split())
_LABELS = frozenset({"sup", "b", "strong"})
_WRAPPERS = frozenset("small font span i em".split())
_LONGEST_LABEL, _MOST_IN_LINE = 12, 40
_LETTERS = 20_000
"""Raised letters count on above all numbers."""


def split_at_breaks(root: _Element) -> None:
    """Split paragraphs before each label that begins a line: a named link, `<a name="n2">[2]</a>`, or a number typed in turn."""
    breaks = list(root.iter("{*}br"))
    if not breaks:
        return
    called = {
        (link.get("href") or "").rpartition("#")[2] for link in root.iter("{*}a") if "#" in (link.get("href") or "")
    }
    typed: dict[_Element, int] = {}
    split: set[_Element] = set()
    # From the last to the first, so that no element is moved twice.
    for line_break in reversed(breaks):
        parent, following = line_break.getparent(), line_break.getnext()
        if parent is None or tag_of(parent) not in _PARENTS:
            continue
        if following is not None and not (line_break.tail or "").strip() and _begins_note(following, called):
            _move_out(parent, following)
            split.add(parent)
        elif number := _number_in(line_break.tail or "", following):
            typed[line_break] = number
    for parent in split:
        if tag_of(parent) in _WRAPPED and (first := _first_label(parent, called)) is not None:
            _move_out(parent, first)
    _break_typed(typed)


def _move_out(parent: _Element, label: _Element) -> None:
    """Set the label and what follows it up to the next block into a paragraph of its own."""
    rest = [label]
    for following in label.itersiblings():
        if tag_of(parent) in _WRAPPED and tag_of(following) in _BLOCKS:
            break
        rest.append(following)
    if tag_of(parent) in _WRAPPED:
        paragraph = parent.makeelement("p")
        label.addprevious(paragraph)
        # What stands before the label stays where it is.
        paragraph.extend(rest)
        return
    paragraph = parent.makeelement(parent.tag)
    paragraph.extend(rest)
    parent.addnext(paragraph)


def _first_label(parent: _Element, called: Collection[str]) -> _Element | None:
    """The label right at the beginning of an element, or right behind a heading or rule in it."""
    blank = not (parent.text or "").strip()
    for child in parent:
        if blank and tag_of(child) not in _BLOCKS and _begins_note(child, called):
            return child
        if tag_of(child) == "p":
            return None
        blank = (tag_of(child) in _BLOCKS or tag_of(child) == "br") and not (child.tail or "").strip()
    return None


def _begins_note(label: _Element, called: Collection[str]) -> bool:
    words = text_of(label) if len(label) < 4 else "…"
    links = [label] if tag_of(label) == "a" else [label, *label.iter("{*}a")]
    names = [(link.get("name") or link.get("id") or "", "#" in (link.get("href") or "")) for link in links]
    if not words.strip():
        # An empty element that a link leads to: the label is typed behind it.
        return any(name in called for name, _ in names if name)
    if len(words) > _LONGEST_LABEL or label_in(words) is None:
        return False
    return any(name and (name in called or leads) for name, leads in names)


def _number_in(text: str, following: _Element | None) -> int:
    """The number that is typed, raised or not, at the beginning of a line; 0 where there is none, -1 for a symbol."""
    if not text.strip() and following is not None:
        following = _first_inside(following)
        text = following.text or ""
        if tag_of(following) in _LABELS:
            words = text_of(following) if len(following) < 2 else ""
            digits = words.strip(" []().:\xa0")
            if tag_of(following) == "sup" and len(digits) == 1 and "a" <= digits <= "z":
                return _LETTERS + place_of(digits)
            return int(digits) if digits.isdecimal() and len(digits) < 5 else 0
    match = _TYPED.match(text)
    return 0 if match is None else int(match[1]) if match[1] else -1


def _first_inside(element: _Element) -> _Element:
    """What stands first in slanted, small or coloured elements."""
    while tag_of(element) in _WRAPPERS and len(element) and not (element.text or "").strip():
        element = element[0]
    return element


def _number_of_line_before(line_break: _Element, numbers: dict[_Element, int]) -> int:
    """The number at the beginning of the line that a break ends."""
    element = line_break
    for _ in range(_MOST_IN_LINE):
        previous = element.getprevious()
        if previous is None:
            parent = element.getparent()
            return 0 if parent is None else _number_in(parent.text or "", element)
        if tag_of(previous) in _BLOCKS:
            return _number_in(previous.tail or "", element)
        # An empty line is passed.
        if tag_of(previous) == "br" and (tag_of(element) != "br" or (previous.tail or "").strip()):
            return numbers.get(previous) or _number_in(previous.tail or "", element)
        element = previous
    return 0


def _is_headed(line_break: _Element, number: int) -> bool:
    """True for a first note right under a line such as “Notes:”."""
    parent = line_break.getparent()
    return number == 1 and parent is not None and line_break.getprevious() is None and heads_notes(parent.text or "")


def _break_typed(numbers: dict[_Element, int]) -> None:
    """Lines that count on are paragraphs: an empty one in place of the break before each ends the one before."""
    before = {line_break: _number_of_line_before(line_break, numbers) for line_break in numbers}
    goes_on = {b for b, number in numbers.items() if 0 < number - before[b] <= 2 and before[b] > 0}
    firsts = {before[b] for b in goes_on}
    for line_break, number in numbers.items():
        if line_break in goes_on or number in firsts or number < 0 or _is_headed(line_break, number):
            line_break.tag = "p"
            parent, label = line_break.getparent(), line_break.getnext()
            if number > _LETTERS and parent is not None and label is not None:
                _move_out(parent, label)
