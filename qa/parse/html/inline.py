"""Notes that stand where they are called: beside the text, in a balloon, in the margin; `<sup>1</sup><span class="sidenote">`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.parse.html.marks import label_in, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE = regex(
    r"(?:^|\s)(?:side-?note|margin-?note|inline-?(?:foot)?note|ltx_note_outer|[\w-]*footnote__note)(?:\s|$)",
    re.IGNORECASE,
)
_CALLED_NOTE = regex(r"(?:^|\s)(?:foot|end)-?note(?:-?(?:text|body|content))?(?:\s|$)", re.IGNORECASE)
"""A class that says a note beside the text only where a switch stands before it."""
_MARK_ONLY = regex(r"(?:^|\s)ltx_role_footnotemark(?:\s|$)")
_TEXT_ONLY = regex(r"(?:^|\s)ltx_role_footnotetext(?:\s|$)")
_HOLDERS = ("{*}span", "{*}small", "{*}d-footnote", "{*}aside", "{*}div")
_NUMBERING = "0123456789[]().:^↑↩ "
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
        """Its words, without numbers at their beginning."""
        return " ".join(text_of(self.element).split()).lstrip(_NUMBERING)


def find_inline_notes(root: _Element, linked: Collection[_Element]) -> Iterator[InlineNote]:
    """The notes of a page in reading order; those called by one of the `linked` elements stand elsewhere too, and are not.

    Where style sheets do the numbering, so does this.
    """
    count = 0
    for element in root.iter(*_HOLDERS):
        classes = element.get("class") or ""
        if tag_of(element) != "d-footnote" and not (_NOTE.search(classes) or _CALLED_NOTE.search(classes)):
            continue
        if _is_mark_only(element):
            continue
        calls = tuple(_calls_of(element))
        if (
            not _NOTE.search(classes)
            and not any(tag_of(call) == "label" for call in calls)
            and tag_of(element) != "d-footnote"
        ):
            continue
        if any(inner in linked for call in calls for inner in call.iter("{*}*")):
            continue
        if calls or tag_of(element) == "d-footnote":
            shown = next((words for call in calls if (words := text_of(call).strip())), "")
            count += not shown
            label = label_in(shown) or shown[:40] or str(count)
            here = not any(_TEXT_ONLY.search(e.get("class") or "") for e in element.iterancestors())
            yield InlineNote(element, label, (*calls, *_repeated(element, label)), here)


def find_bare_marks(root: _Element) -> Iterator[tuple[_Element, str]]:
    """LaTeXML's marks without text, with their labels: the note stands elsewhere."""
    for element in root.iter("{*}span"):
        if _MARK_ONLY.search(element.get("class") or ""):
            mark = next((e for e in element.iter("{*}sup")), element)
            yield element, label_in(text_of(mark)) or text_of(mark).strip()[:20]


def _is_mark_only(element: _Element) -> bool:
    return any(_MARK_ONLY.search(e.get("class") or "") for e in element.iterancestors())


def find_copies(root: _Element, texts: Collection[str]) -> Iterator[_Element]:
    """Items of lists that repeat notes given in the text."""
    for item in root.iter("{*}li") if texts else ():
        if " ".join(text_of(item).split()).lstrip(_NUMBERING) in texts:
            yield item


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
