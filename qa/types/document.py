"""A document: its text, blocks, markers and footnotes, and where they stand in the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types.given_work import GivenWork


class DocumentKind(StrEnum):
    """What a document is to the corpus."""

    REPORT = "report"
    """A text of its own, whose footnotes name sources."""
    SOURCE = "source"
    """The full text of a work that a footnote names."""


class BlockKind(StrEnum):
    """What a block of a document is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    CREDIT = "credit"
    TABLE_ROW = "table-row"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in characters of one text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quotation, caption, note … of a document."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Heading level from 1; 0 for everything else."""
    speaker: Span | None = None
    """For a quotation: who speaks, where the document names them."""
    repeated: bool = False
    """True when the document says the same elsewhere (alternative text beside a caption): shown, not indexed."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The place where a footnote is called. Clean text has no marker characters, so the place has no width."""

    label: str
    at: int
    """Offset in `Document.text`: the marker stood before this character."""
    raw: Span | None
    """Where the marker's characters stand in the raw file; None for formats without character offsets."""
    note: int | None
    """Index into `Document.footnotes`, or None when no note could be linked."""
    said: str | None = None
    """What a citation says beside the work: `see`, `p. 33`."""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A stretch of the text that leads to an address on the web; the text itself need not show it."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered note: its label and its body in `Document.text`, without the number. Its block has the same span."""

    label: str
    span: Span
    refers_to: tuple[int, ...] = ()
    """Indices of the notes that its `ibid.`, `supra note 5`, `see note 5` … mean."""


class ProblemKind(StrEnum):
    """What the integrity check of footnotes can find."""

    MARKER_WITHOUT_NOTE = "marker-without-note"
    NOTE_WITHOUT_MARKER = "note-without-marker"
    AMBIGUOUS_MARKER = "ambiguous-marker"
    GAP = "gap-in-numbering"
    REPEAT = "repeated-label"
    UNREADABLE_PAGE = "unreadable-page"
    MIXED_LINES = "mixed-lines"
    """Lines of a page that may be parts of several: its words may come out in another order than they are read in."""
    UNSURE_READING = "unsure-reading"
    """A page was read by OCR, and not surely."""
    DANGLING_REFERENCE = "dangling-reference"
    """`supra note 99`, where there is no such note."""
    UNANSWERED_MARK = "mark-without-note"
    """Raised, bracketed or circled numbers are left in the text."""
    UNCALLED_LIST = "list-without-calls"
    """Numbered paragraphs under “Notes” that were not read as notes."""
    NOTES_IN_NOTE = "notes-in-note"
    RAISED_IN_NUMBER = "raised-in-number"
    LITTLE_TEXT = "little-text"
    """Next to nothing was found in a large file."""
    UNPLACED_CORRECTION = "correction-without-note"
    """What a person said of a source, where its note is no longer found: kept, and not applied."""
    UNREAD_BIBLIOGRAPHY = "unread-bibliography"
    """A bibliography that the document names cannot be read, or it names none and cites works by key."""
    UNREAD_MARKS = "unread-marks"
    """Marks without number: the later ones are left in the text."""
    UNREAD_WORKS = "unread-works"
    """Notes without number: the works that the later ones name are not read."""
    CITATION_WITHOUT_WORK = "citation-without-work"
    """A work is cited by a key that no bibliography has."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a document lacks or leaves open; reported, never guessed around."""

    kind: ProblemKind
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in clean text to offsets in the decoded raw file, for text and Markdown; empty for other formats.

    `clean[i]` → `raw[i]` at the start of each run in which both advance in step; `clean` rises.
    """

    clean: tuple[int, ...] = ()
    raw: tuple[int, ...] = ()

    def to_raw(self, offset: int) -> int | None:
        """The raw offset of the clean character at `offset`; None where the format has no character offsets."""
        if not self.clean:
            return None
        run = max(bisect_right(self.clean, offset) - 1, 0)
        return self.raw[run] + offset - self.clean[run]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of clean text stands in a file that has no character offsets; it holds up to the next place."""

    at: int
    """Offset in `Document.text` at which the stretch begins."""
    page: str | None = None
    """Page label: of a PDF, or as a book, court reporter or e-book marks its pages."""
    box: tuple[float, float, float, float] | None = None
    """PDF only: left, top, right, bottom in points from the page's top left corner."""
    element: str | None = None
    """Path of the element in the file: `/html/body/p[3]`, `word/document.xml paragraph 12`."""
    sure: float | None = None
    """Where the page was read by OCR: how sure its reading is, from 0 to 1, as the mean of its characters."""


_START, _AT = attrgetter("span.start"), attrgetter("at")


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the corpus, parsed."""

    doc_id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    """In reading order, as are the markers."""
    markers: tuple[Marker, ...]
    footnotes: tuple[Footnote, ...]
    problems: tuple[Problem, ...]
    offsets: OffsetMap = OffsetMap()
    places: tuple[Place, ...] = ()
    links: tuple[WebLink, ...] = ()
    """In reading order; kept by the parsers, not by the index, whose sources have the addresses."""
    code: tuple[Span, ...] = field(default=(), compare=False)
    """Program text, in which numbers and signs are no marks; in reading order, known while the file is parsed."""
    works: tuple[GivenWork, ...] = ()
    """Works in the notes whose fields the file gives, in the notes' order; kept as `links` are."""
    language: str | None = field(default=None, compare=False)
    """ISO 639 code that the file gives; from an index, the one that the document is read by. None where nothing says."""

    def block_index(self, offset: int) -> int:
        """Which of the blocks the character at `offset` stands in, or follows."""
        return max(bisect_right(self.blocks, offset, key=_START) - 1, 0)

    def markers_on(self, span: Span) -> tuple[Marker, ...]:
        """The markers on a stretch of text: after its first character, up to its very end.

        A marker stands on what comes before it; only one that opens a block stands on what comes after it.
        """
        opens = len(span) > 0 and self.blocks[self.block_index(span.start)].span.start == span.start
        begin = bisect_left if opens else bisect_right
        first = begin(self.markers, span.start, key=_AT)
        return self.markers[first : bisect_right(self.markers, span.end, key=_AT)]

    def read_by_ocr(self) -> dict[str, float]:
        """How sure the reading is, from 0 to 1, of each page that was read by OCR, by the page's label."""
        return {place.page or "": place.sure for place in self.places if place.sure is not None}

    def place(self, offset: int) -> Place | None:
        """Where the clean character at `offset` stands in the file, for formats without character offsets."""
        i = bisect_right(self.places, offset, key=_AT) - 1
        return self.places[i] if i >= 0 else None
