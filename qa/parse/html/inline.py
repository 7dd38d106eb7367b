"""Notes that stand where they are called: beside the text, in a balloon, in the margin; `<sup>1</sup><span class="sidenote">`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.parse.html.bodies import INLINE_TAGS
from qa.parse.html.marks import label_in, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE = regex(
    r"(?:^|\s)(?:side-?note|margin-?note|inline-?(?:foot)?note|ltx_note_outer|[\w-]*footnote__note)(?:\s|$)",
    re.IGNORECASE,
)
_ROLES = frozenset({"footnote", "doc-footnote", "endnote", "doc-endnote"})
_CALLED_NOTE = regex(r"(?:^|\s)(?:foot|end)-?note(?:-?(?:text|body|content))?(?:\s|$)", re.IGNORECASE)
"""A class that says a note beside the text only where a switch, or words without a number, stand before it."""
_MARK_ONLY = regex(r"(?:^|\s)ltx_role_footnotemark(?:\s|$)")
_TEXT_ONLY = regex(r"(?:^|\s)ltx_role_footnotetext(?:\s|$)")
_OWN_TAGS = frozenset(
    "d-footnote dt-fn foot-note footnote side-note sidenote margin-note marginnote end-note endnote fn".split()
)
"""Elements of their own that pages have for notes, as Distill's."""
_HOLDERS = tuple(f"{{*}}{tag}" for tag in ("span", "small", "aside", "div", "details", *sorted(_OWN_TAGS)))
_SET_IN = frozenset({"span", "small", "aside"})
_NUMBERING = "0123456789[]().:^↑↩\ufe0e "
_WORD = regex(r"[^\W\d_]{2,}")
_LEAST_COPIED = 16
"""Characters of a note from which on the same words elsewhere are a copy of it: “Ibid.” is not."""
_BALLOONS = frozenset({"span", "small", "div", "aside"})
_CALLS = frozenset({"sup", "label", "a", "span"})


@dataclass(frozen=True, slots=True)
class InlineNote:
    """A note, its label, and the elements that only call or number it."""

    element: _Element
    label: str
    calls: tuple[_Element, ...]
    here: bool = True
    """False for the text of a note that is called somewhere else."""

    @property
    def text(self) -> str:
        """Its words, without numbers around them."""
        return bare_words(self.element)


def tells_a_note(words: str) -> bool:
    """True for words so many that they are not said twice by chance."""
    return len(words) >= _LEAST_COPIED


def bare_words(element: _Element) -> str:
    """What a note or a copy of it says, without the numbers and arrows around it."""
    return " ".join(text_of(element).split()).strip(_NUMBERING)


def find_inline_notes(
    root: _Element, linked: Collection[_Element], notes: Collection[_Element]
) -> Iterator[InlineNote]:
    """The notes of a page in reading order; those called by one of the `linked` elements stand elsewhere too, and are not.

    Nor are `notes`, which links lead to. Where style sheets do the numbering, so does this.
    """
    count = 0
    for element in root.iter(*_HOLDERS):
        if tag_of(element) == "details":
            yield from _opened(element, notes)
            continue
        classes = element.get("class") or ""
        alone = tag_of(element) in _OWN_TAGS or _is_set_in(element, linked, notes)
        if not (alone or _NOTE.search(classes) or _CALLED_NOTE.search(classes)) or _is_mark_only(element):
            continue
        calls = tuple(_calls_of(element))
        if not (alone or _NOTE.search(classes) or any(tag_of(call) == "label" for call in calls)):
            continue
        if any(inner in linked for call in calls for inner in call.iter("{*}*")):
            continue
        if calls or alone:
            shown = next((words for call in calls if (words := text_of(call).strip())), "")
            count += not shown
            label = label_in(shown) or shown[:40] or str(count)
            here = not any(_TEXT_ONLY.search(e.get("class") or "") for e in element.iterancestors())
            yield InlineNote(element, label, (*calls, *_repeated(element, label)), here)


def _opened(details: _Element, notes: Collection[_Element]) -> Iterator[InlineNote]:
    """A note that its number opens: `<details><summary>1</summary>Port log.</details>`."""
    summary = details[0] if len(details) and tag_of(details[0]) == "summary" else None
    label = label_in(text_of(summary)) if summary is not None else None
    if summary is None or label is None or label.isalpha() or any(inner in notes for inner in details.iter("{*}*")):
        return
    if _WORD.search(text_of(details)):
        yield InlineNote(details, label, (summary,))


def _is_set_in(element: _Element, linked: Collection[_Element], notes: Collection[_Element]) -> bool:
    """True for a note that stands right behind the words that it is about, without a number: style sheets set it apart."""
    says = _CALLED_NOTE.search(element.get("class") or "") or {element.get("role"), element.get("data-type")} & _ROLES
    if tag_of(element) not in _SET_IN or not says or label_in(element.text or ""):
        return False
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else None
    if not (before or "").strip() or label_in(before or "") or not _tells_something(text_of(element)):
        return False
    holds = any(inner in linked or inner in notes for inner in element.iter("{*}*"))
    return not holds and not any(outer in notes for outer in element.iterancestors())


def _tells_something(words: str) -> bool:
    """True for two words, a word and a year, or one such as “Ibid.”."""
    found = bool(_WORD.search(words)) and len(words.split())
    return found > 1 or (found == 1 and words.rstrip().endswith("."))


def find_bare_marks(root: _Element) -> Iterator[tuple[_Element, str]]:
    """LaTeXML's marks without text, with their labels: the note stands elsewhere."""
    for element in root.iter("{*}span"):
        if _MARK_ONLY.search(element.get("class") or ""):
            mark = next((e for e in element.iter("{*}sup")), element)
            yield element, label_in(text_of(mark)) or text_of(mark).strip()[:20]


def _is_mark_only(element: _Element) -> bool:
    return any(_MARK_ONLY.search(e.get("class") or "") for e in element.iterancestors())


def find_copies(root: _Element, texts: Collection[str], notes: Collection[_Element]) -> Iterator[_Element]:
    """Items of lists, other than `notes`, that say again what notes say."""
    around = {outer for note in notes for outer in note.iterancestors()} if texts else set()
    for item in root.iter("{*}li") if texts else ():
        if item in notes or item in around or any(outer in notes for outer in item.iterancestors()):
            continue
        if bare_words(item) in texts:
            yield item


def copy_beside(marker: _Element, note: str) -> _Element | None:
    """What stands right behind a marker, as a balloon, and says the words of its note again."""
    parent = marker.getparent()
    for element in (marker, parent) if parent is not None and tag_of(parent) in INLINE_TAGS else (marker,):
        beside = None if (element.tail or "").strip() else element.getnext()
        if beside is not None and tag_of(beside) in _BALLOONS and bare_words(beside) == note:
            return beside
    return None


def _calls_of(element: _Element) -> Iterator[_Element]:
    """The elements right before a note that call it: a raised label, the switch that shows it on small screens."""
    before = element.getprevious()
    while before is not None and not (before.tail or "").strip():
        words = text_of(before).strip()
        is_symbol = len(words) == 1 and not words.isalnum()
        if tag_of(before) in _CALLS and (label_in(words) or (tag_of(before) == "label" and (not words or is_symbol))):
            yield before
            return
        if tag_of(before) != "input":
            return
        before = before.getprevious()


def _repeated(element: _Element, label: str) -> Iterator[_Element]:
    """What stands before the note's text and says its label again."""
    if (element.text or "").strip():
        return
    for inner in element.iter("{*}*"):
        if inner is not element and text_of(inner).strip(" .:[]()") == label:
            yield inner
            if (inner.tail or "").strip():
                return
        elif (inner.text or "").strip():
            return
