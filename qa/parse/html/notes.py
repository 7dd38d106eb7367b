"""Which links of HTML pages are footnote markers, and which elements are the notes they lead to.

A marker is a link to a note that says so (by role, `epub:type` or class), or a link that looks like one (`1`, `[1]`, `*`)
and leads to an element that links back, is marked as a note, or is named like one. Covers pandoc, Word, LibreOffice,
Wikipedia, docutils, Project Gutenberg, EPUB publishers and court reporters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.html.inline import bare_words, copy_beside, find_bare_marks, find_copies, find_inline_notes, tells_a_note
from qa.parse.html.labels import begins_with, ordinal_of, take_label, wrapper_of
from qa.parse.html.letters import find_raised_letters
from qa.parse.html.marks import (
    BACK_NAME,
    LABEL,
    is_back,
    is_bracketed,
    is_note_name,
    is_raised,
    is_work_name,
    label_of,
    says_marker,
    says_note,
    tag_of,
    text_of,
)
from qa.parse.html.places import LinkPlaces
from qa.parse.html.targets import Key
from qa.parse.html.tooltips import named_by_attribute, named_in_attributes, notes_in_markers, with_names
from qa.parse.ranges import has_ranges, ranges
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = regex(r"[^\W\d_]{2,}")
_BRACKETED = regex(r"\s*\[[^\s\[\]]{1,20}\]\s*")
_AROUND_LABEL, _LONGEST_ECHO = " \xa0[]().:^", 6
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


@dataclass(slots=True)
class NoteLinks:
    """What the links of one or several pages say of their footnotes."""

    markers: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Marker elements, in reading order: label, and key of the note."""
    notes: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Note elements: label, and key."""
    inline: set[_Element] = field(default_factory=set)
    """Those of the notes that stand where they are called."""
    between: dict[_Element, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What markers call besides their own note, where they begin a range."""
    dropped: set[_Element] = field(default_factory=set)
    """Links back and labels of notes, which are not text."""
    dangling: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Markers whose notes are missing."""

    def keep_dangling(self) -> None:
        """Take them for markers like the others."""
        self.markers |= self.dangling
        self.dangling = {}


def find_note_links(pages: Mapping[str, _Element]) -> NoteLinks:
    """Read the links of pages, given by file name in reading order. Labels typed in notes are taken out of the trees."""
    return _Finder(pages).find()


class _Finder:
    """One run over all pages."""

    def __init__(self, pages: Mapping[str, _Element]) -> None:
        self.pages = pages
        self.places = LinkPlaces(pages)
        self.backs: set[_Element] = set()
        self.found = NoteLinks()

    def find(self) -> NoteLinks:
        self._add_named_by_attributes()
        dangling = []
        for anchor, key in self.places.links.items():
            target = self.places.target(anchor)
            if anchor in self.backs or (is_back(anchor) and not self.places.leads_on(anchor, target)):
                self.backs.add(anchor)
            elif target is not None:
                self._consider(anchor, key, target)
            elif says_marker(anchor) and LABEL.fullmatch(text_of(anchor)):
                dangling.append(anchor)
        self._add_dangling(dangling)
        self._add_letters()
        self._add_uncalled()
        self._read_labels()
        self._add_further_paragraphs()
        self._add_inline()
        self._add_ranges()
        return self.found

    def _add_letters(self) -> None:
        """Raised letters, and the paragraphs that begin with them."""
        for root in self.pages.values():
            for marker, body, label, letter in find_raised_letters(root, self.found.notes):
                note = self.found.notes.setdefault(body, ("", f"note-{len(self.found.notes)}"))
                self.found.markers[marker] = (letter, note[1])
                self.found.dropped.add(label)

    def _add_ranges(self) -> None:
        """Notes that stand between the ends of a range that two links set."""
        notes, marked = self.found.notes, self.found.markers
        if len(notes) > 2 and has_ranges(marked):
            in_order = (e for root in self.pages.values() for e in root.iter("{*}*") if e in notes)
            self.found.between = dict(ranges(marked.items(), [notes[e] for e in in_order]))

    def _add_named_by_attributes(self) -> None:
        """Markers that name their notes in an attribute, as pages do whose notes open over the text."""
        for file, root in self.pages.items():
            named = with_names(root)
            targets = named_in_attributes(root) if named else {}
            targets |= (
                {name: element for (of, name), element in self.places.targets.items() if of == file} if named else {}
            )
            for element in named:
                name = named_by_attribute(element, targets)
                # It may have the name itself.
                if (
                    name is None
                    or targets[name] in (element, *element.iterancestors())
                    or element in targets[name].iterancestors()
                ):
                    continue
                note = self.found.notes.setdefault(targets[name], ("", f"note-{len(self.found.notes)}"))
                self.found.markers[element] = (label_of(element), note[1])
                self.backs.update(element.iter("{*}a"))

    def _consider(self, anchor: _Element, key: Key, target: _Element) -> None:
        """Make the link a marker when it looks like one and leads to a note."""
        body, apart = self.places.body(target)
        if body is None or tag_of(body) in _HEADINGS or body in anchor.iterancestors():
            return
        back = self.places.links_back(anchor, body, apart)
        words = text_of(anchor)
        says, looks = says_marker(anchor), bool(LABEL.fullmatch(words) or (back and _is_echoed(words, back)))
        if back and not says and self.places.order[anchor] > self.places.order[target]:
            return
        named = says_note(body) or says_note(target) or is_note_name(key[1])
        apart_set = is_raised(anchor) or (
            is_bracketed(anchor) and (tag_of(body) == "li" or self._is_labelled(anchor, target, body, apart))
        )
        apart_set = apart_set or (is_work_name(key[1]) and self._is_labelled(anchor, target, body, apart))
        leads_back = named and any(map(is_back, back))
        if (looks and (says or back or named or apart_set)) or (says and (back or named)) or leads_back:
            self.backs.update(back)
            note = self.found.notes.setdefault(body, ("", f"note-{len(self.found.notes)}"))
            if looks or not _is_sentence(words):
                self.found.markers[anchor] = (label_of(anchor), note[1])
            else:
                self.found.markers[_mark_behind(anchor)] = (_place_in_list(body) or str(len(self.found.notes)), note[1])
            if apart is not None:
                self.found.dropped.add(apart)

    def _is_labelled(self, anchor: _Element, target: _Element, body: _Element, apart: _Element | None) -> bool:
        """True when the link stands before a block that begins with the link's own label, or has it right before it."""
        label = label_of(anchor)
        labelled = label_of(apart) == label if apart is not None else begins_with(body, label)
        return self.places.order[anchor] < self.places.order[target] and labelled

    def _add_dangling(self, anchors: list[_Element]) -> None:
        """Markers whose notes are missing; not links back from notes that lead nowhere."""
        for anchor in anchors:
            if not self._names_back(anchor) or self.found.notes.keys().isdisjoint(anchor.iterancestors()):
                file, name = self.places.links[anchor]
                self.found.dangling[anchor] = (label_of(anchor), f"{file}#{name}")

    def _add_uncalled(self) -> None:
        """Notes that nothing calls: those that say what they are, and items of a list that holds notes."""
        known = set(self.found.notes)
        lists = {body.getparent() for body in known if tag_of(body) == "li"}
        around = {ancestor for body in known for ancestor in body.iterancestors()}
        for root in self.pages.values():
            for element in root.iter("{*}aside", "{*}div", "{*}li", "{*}p"):
                marked = says_note(element) or (tag_of(element) == "li" and element.getparent() in lists)
                if marked and element not in around and not known.intersection((element, *element.iterancestors())):
                    known.add(element)
                    self.found.notes[element] = ("", f"note-{len(self.found.notes)}")

    def _read_labels(self) -> None:
        """Give every note its label: typed before its text, else its marker's, else its place in a list."""
        called: dict[str, str] = {}
        for label, key in self.found.markers.values():
            called.setdefault(key, label)
        for body, (_, key) in self.found.notes.items():
            links = [
                link for link in body.iter("{*}a") if link in self.backs or is_back(link) or self._names_back(link)
            ]
            typed = take_label(body, links, called.get(key))
            self.found.dropped.update(wrapper_of(link, body, links) for link in links)
            own = (body.get("data-label") or "").strip(" .)]")
            self.found.notes[body] = (own or typed or called.get(key) or _place_in_list(body), key)
        # What has no label and is not called, such as a box beside the text, is not a note.
        self.found.notes = {body: note for body, note in self.found.notes.items() if note[0] or note[1] in called}

    def _add_further_paragraphs(self) -> None:
        """Paragraphs of a note's own class right behind it go on with it, where the note is a paragraph itself."""
        for body, note in list(self.found.notes.items()):
            following = body.getnext() if tag_of(body) == "p" and says_note(body) else None
            while following is not None and following not in self.found.notes and _goes_on(body, following):
                self.found.notes[following] = note
                following = following.getnext()

    def _add_inline(self) -> None:
        """Notes beside the text or in balloons; a list that repeats them is left out."""
        said = self._add_balloons()
        for root in self.pages.values():
            texts = set(said)
            bare = list(find_bare_marks(root))
            marks = {label for _, label in bare}
            keys: dict[str, str] = {}
            for note in find_inline_notes(root, self.found.markers, self.found.notes.keys()):
                self._add_inline_note(note.element, note.label, here=note.here or note.label not in marks)
                keys.setdefault(note.label, self.found.notes[note.element][1])
                self.found.dropped.update(note.calls)
                texts.add(note.text)
            for element, label in bare:
                self.found.markers[element] = (label, keys.get(label, f"missing {label}"))
            for marker, element, label in notes_in_markers(
                root, {**self.found.markers, **self.found.dangling}, self.places.targets.keys(), self.found.dropped
            ):
                self.found.dangling.pop(marker, None)
                self._add_inline_note(element, label, here=True)
            self.found.dropped.update(find_copies(root, texts, self.found.notes.keys()))

    def _add_balloons(self) -> set[str]:
        """Leave out what stands beside markers and says their notes again; give the words of all notes that are called."""
        said = {key: words for body, (_, key) in self.found.notes.items() if tells_a_note(words := bare_words(body))}
        for marker, (_, key) in self.found.markers.items():
            beside = copy_beside(marker, said[key]) if key in said else None
            if beside is not None and beside not in self.found.notes:
                self.found.dropped.add(beside)
        return {said[key] for _, key in self.found.markers.values() if key in said}

    def _add_inline_note(self, element: _Element, label: str, *, here: bool) -> None:
        self.found.notes[element] = (label, f"note-{len(self.found.notes)}")
        if here:
            self.found.inline.add(element)

    def _names_back(self, link: _Element) -> bool:
        """A link such as `<a href="#fnref1">1.</a>`, also where nothing has that name."""
        key = self.places.links.get(link)
        return key is not None and bool(BACK_NAME.search(key[1])) and bool(LABEL.fullmatch(text_of(link)))


def _is_sentence(words: str) -> bool:
    """True for words of the text that a link to a note is set on, and no label."""
    return len(_WORD.findall(words)) > 1 and not _BRACKETED.fullmatch(words)


def _mark_behind(anchor: _Element) -> _Element:
    """A marker behind words that call a note and stay in the text; the tree is changed."""
    mark = anchor.makeelement("sup")
    mark.tail, anchor.tail = anchor.tail, None
    anchor.addnext(mark)
    return mark


def _is_echoed(words: str, back: list[_Element]) -> bool:
    """True for `[label]`, or a short label such as `F1` that the link back says again."""
    bare = words.strip(_AROUND_LABEL)
    echoed = 0 < len(bare) <= _LONGEST_ECHO and any(text_of(link).strip(_AROUND_LABEL) == bare for link in back)
    return bool(_BRACKETED.fullmatch(words)) or (echoed and not bare.isalpha())


def _goes_on(body: _Element, following: _Element) -> bool:
    return tag_of(following) == "p" and following.get("class") == body.get("class") and says_note(following)


def _place_in_list(body: _Element) -> str:
    parent = body.getparent()
    return ordinal_of(body, parent) if tag_of(body) == "li" and parent is not None else ""
