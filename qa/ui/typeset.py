"""A document as HTML for reading: headings, paragraphs, lists and tables, with markers that are alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise, starmap

from qa.markup import Html, el, join
from qa.types.document import Block, BlockKind, Document, Marker, Span
from qa.ui.links import read_link
from qa.ui.markers import with_markers
from qa.wording.say import say

CHUNK = 60
"""Blocks that a browser may lay out later than the rest, while they are out of sight."""
SLOT = Html("<!-- printed page -->")
"""No document can have this, since what it says is escaped."""
OwnMark = tuple[Span, str]
"""What a reader set off, and the note, empty where there is none."""
JOINED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
_TIP = 300
_CLASSES = {BlockKind.CAPTION: "fq-caption", BlockKind.CREDIT: "fq-caption"}


class Typesetter:
    """Sets one document, with anchors at its statements and a mark on the place that a citation names."""

    def __init__(
        self,
        document: Document,
        statements: tuple[Span, ...] = (),
        cited: Span | None = None,
        voices: Mapping[int, str] | None = None,
        own: Sequence[OwnMark] = (),
    ) -> None:
        """Remember where statements begin and end, in reading order, what is to be marked, and whose words statements are.

        `own` is what a reader set off, with the notes.
        """
        self._document, self._cited, self._voices, self._own = document, cited, voices or {}, own
        self._statements: dict[int, list[Span]] = {}
        for span in statements:
            self._statements.setdefault(document.block_index(span.start), []).append(span)
        self._marked = False
        self._calls = 0
        self._page: str | None = None

    def blocks(self, wanted: list[int], base: int) -> list[Html]:
        """These blocks, lists and tables put together; a heading of level `base` becomes an `h3`."""
        found: list[Html | None] = []
        for kind, group in groupby(wanted, key=lambda index: self._document.blocks[index].kind):
            together = list(group)
            for part in [together] if kind in JOINED else [[index] for index in together]:
                found += [self._page_turned(part[0]), self._set(kind, part, base), self.slot(part)]
        return [html for html in found if html is not None]

    def slot(self, indices: list[int]) -> Html | None:
        """After the blocks in which what is cited ends: where its page goes."""
        at = self._cited.end - 1 if self._cited else -1
        if any(self._document.blocks[i].span.start <= at < self._document.blocks[i].span.end for i in indices):
            return SLOT
        return None

    def at(self, index: int) -> dict[str, str]:
        """Where a block begins, as an attribute of the element that has its words: what is selected there is found again by it."""
        return {"data_at": str(self._document.blocks[index].span.start)}

    def words(self, index: int) -> Html:
        """A block's words: its statements as anchors, its markers alive, what is cited marked."""
        span = self._document.blocks[index].span
        parts: list[Html] = []
        position = span.start
        for statement in self._statements.get(index, ()):
            inside = Span(max(statement.start, position), min(statement.end, span.end))
            if inside.start < inside.end:
                before = self._marked_words(Span(position, inside.start))
                parts += [before, self._statement(statement, inside)]
                position = inside.end
        return join(*parts, self._marked_words(Span(position, span.end)))

    def _statement(self, statement: Span, inside: Span) -> Html:
        """A statement as an anchor that tells whose words it is: where it is cited, in the text, elsewhere when pointed at."""
        voice, cited = self._voices.get(statement.start), self._cited
        words = self._marked_words(inside)
        own = el("span", words, id=f"s-{statement.start}", cls="fq-statement", title=voice)
        shown = voice and cited and cited.start < inside.end and inside.start < cited.end
        return join(own, el("span", voice, cls="fq-said-by", dir="auto")) if shown else own

    def _set(self, kind: BlockKind, indices: list[int], base: int) -> Html:
        if kind is BlockKind.LIST_ITEM:
            return el("ul", *(el("li", self.words(i), dir="auto", **self.at(i)) for i in indices), cls="fq-list")
        if kind is BlockKind.TABLE_ROW:
            return el("div", *(el("p", self.words(i), dir="auto", **self.at(i)) for i in indices), cls="fq-table")
        return self._single(self._document.blocks[indices[0]], indices[0], base)

    def _page_turned(self, index: int) -> Html | None:
        """The page on which a block begins, where that is another than the one before."""
        place = self._document.place(self._document.blocks[index].span.start)
        if place is None or place.page in (None, self._page):
            return None
        self._page = place.page
        return el("p", say("Page {page}", page=place.page), cls="fq-page")

    def _single(self, block: Block, index: int, base: int) -> Html:
        if block.kind is BlockKind.HEADING:
            level = min(max(block.level - base, 0) + 3, 6)
            return el(f"h{level}", self.words(index), id=heading_id(block), dir="auto", **self.at(index))
        paragraph = el("p", self.words(index), cls=_CLASSES.get(block.kind), dir="auto", **self.at(index))
        return el("blockquote", paragraph) if block.kind is BlockKind.QUOTATION else paragraph

    def _marked_words(self, span: Span) -> Html:
        """What is cited marked, and what a reader set off, each with the way to its note behind it."""
        marks = [(self._cited, None)] if self._cited else []
        found = [mark for mark in (*marks, *self._own) if mark[0].start < span.end and span.start < mark[0].end]
        edges = {edge for mark, _ in found for edge in (mark.start, mark.end) if span.start < edge < span.end}
        pieces = starmap(Span, pairwise(sorted({span.start, span.end, *edges})))
        return join(*(part for piece in pieces for part in self._piece(piece, found)))

    def _piece(self, span: Span, marks: Sequence[tuple[Span, str | None]]) -> Iterator[Html]:
        words = self._with_markers(span)
        on = [(mark, note) for mark, note in marks if mark.start <= span.start and span.end <= mark.end]
        if any(note is not None for _, note in on):
            words = el("mark", words, cls="fq-own-mark")
        if any(note is None for _, note in on):
            first, self._marked = not self._marked, True
            words = el("mark", words, **({"id": "fq-place", "tabindex": "-1"} if first else {}))
        yield words
        for mark, note in on:
            if note is not None and mark.end == span.end:
                yield self._pin(mark, note)

    def _pin(self, mark: Span, note: str) -> Html:
        said = f"Your note: {shorten(note, _TIP)}" if note else "Highlighted by you"
        where = read_link(self._document.doc_id, mark)
        return el("a", "✎" if note else "•", href=where, cls="fq-pin", title=said, aria_label=said)

    def _with_markers(self, span: Span) -> Html:
        return with_markers(self._document, span, self._call)

    def _call(self, marker: Marker, label: str, follows: bool) -> Html:
        """A marker: pointed at or focused, it shows its note; pressed, it opens all that is known of it."""
        if marker.note is None:
            dead = say("The document has no note for this marker.")
            return el("sup", f", {label}" if follows else label, cls="fq-marker", title=dead)
        note = " ".join(self._document.footnotes[marker.note].span.of(self._document.text).split())
        self._calls += 1
        tip = f"tip-{self._calls}"
        button = el(
            "button",
            label,
            cls="fq-marker",
            type="button",
            popovertarget=note_id(marker.note),
            aria_label=say("Footnote {label}", label=label),
            aria_describedby=tip,
        )
        words = el("span", shorten(note, _TIP), cls="fq-tip", id=tip, role="tooltip", dir="auto")
        comma = el("span", ", ", cls="fq-comma") if follows else None
        return el("span", el("sup", comma, button), words, cls="fq-call")


def note_id(note: int) -> str:
    """The identifier of the panel of a footnote."""
    return f"note-{note}"


def heading_id(block: Block) -> str:
    """The identifier of a heading."""
    return f"h-{block.span.start}"


def shorten(words: str, most: int) -> str:
    """Words cut at a space, with an ellipsis, where they are more than `most` characters."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def running(document: Document, title: str) -> list[int]:
    """The blocks that are shown as running text: no notes, nothing said twice, and not the title again."""
    titles = {name.rstrip(".").casefold() for name in (title, document.title)}
    return [
        index
        for index, block in enumerate(document.blocks)
        if block.kind is not BlockKind.NOTE
        and not block.repeated
        and block.span.of(document.text).rstrip(".").casefold() not in titles
    ]


def chunks(document: Document, wanted: list[int]) -> Iterator[list[int]]:
    """The blocks in stretches, none of which divides a list or a table."""
    stretch: list[int] = []
    for index in wanted:
        joined = document.blocks[index].kind in JOINED
        if len(stretch) >= CHUNK and not (joined and document.blocks[stretch[-1]].kind is document.blocks[index].kind):
            yield stretch
            stretch = []
        stretch.append(index)
    if stretch:
        yield stretch
