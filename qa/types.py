"""The nouns: documents, their footnotes and sources, and the passages made of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter


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


class SourceKind(StrEnum):
    """What kind of work a footnote names."""

    NEWS_ARTICLE = "news-article"
    REPORT = "report"
    JOURNAL_ARTICLE = "journal-article"
    BOOK = "book"
    PRESS_RELEASE = "press-release"
    INTERVIEW = "interview"
    SOCIAL_POST = "social-post"
    WEB_PAGE = "web-page"
    COURT_CASE = "court-case"
    STATUTE = "statute"
    DATASET = "dataset"
    OTHER = "other"


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
    DANGLING_REFERENCE = "dangling-reference"
    """`supra note 99`, where there is no such note."""


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

    def place(self, offset: int) -> Place | None:
        """Where the clean character at `offset` stands in the file, for formats without character offsets."""
        i = bisect_right(self.places, offset, key=_AT) - 1
        return self.places[i] if i >= 0 else None


@dataclass(frozen=True, slots=True)
class Reference:
    """What a note says of the work that it names. Every field is a span of the note's own text.

    `issued` is the date's span, `issued_iso` the same as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as exact as given.
    """

    kind: SourceKind
    language: str | None = None
    """ISO 639-1 code of the work's language, judged from its title; None when it cannot be told."""
    authors: tuple[Span, ...] = ()
    title: Span | None = None
    publisher: Span | None = None
    container: Span | None = None
    """The larger work: a journal, a bulletin, a book, a case reporter."""
    number: Span | None = None
    issued: Span | None = None
    issued_iso: str | None = None
    interviewee: Span | None = None
    place: Span | None = None
    medium: Span | None = None
    """`online`, `by telephone` …, where an interview says so."""
    url: Span | None = None
    doi: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A work that a footnote names, and whether its text is in the corpus; or the footnote's comment, naming no work."""

    source_id: str
    """`<doc_id>#<label>`: the document whose footnote names it, and the footnote's label; `.2` for its second work."""
    doc_id: str
    label: str
    note: int
    """Index of the footnote in `Document.footnotes`; a note has one source or more."""
    kind: SourceKind
    authors: tuple[str, ...]
    title: str | None
    publisher: str | None
    container: str | None
    number: str | None
    issued: str | None
    language: str | None
    interviewee: str | None
    place: str | None
    medium: str | None
    url: str | None
    doi: str | None
    reference: str
    """The part of the footnote's text that names the work: all of it, unless the footnote names several."""
    document: str | None
    """`doc_id` of the work's full text, or None: we hold only the reference."""
    same_as: str | None = None
    """For `ibid.` and `supra`: the `source_id` of the work that is meant; its fields are that work's."""

    @property
    def is_comment(self) -> bool:
        """True when the footnote names no work here: a remark, or an `ibid.` whose work could not be told."""
        return self.kind is SourceKind.OTHER and not (self.title or self.authors or self.url or self.doi)

    @property
    def holding(self) -> str:
        """`held`, `unpublished` (an interview) or `reference only`."""
        if self.document:
            return "held"
        return "unpublished" if self.kind is SourceKind.INTERVIEW else "reference only"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: whole sentences of one block."""

    passage_id: str
    doc_id: str
    span: Span
    kind: BlockKind
    sentences: tuple[Span, ...]
    heading_path: tuple[str, ...]
    labels: tuple[str, ...]
    """Labels of the footnotes whose markers stand in it; for a note, its own label."""
    context: str
    """What is embedded and searched beside the text itself: headings, or the statement that a note backs."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found."""

    passage: Passage
    score: float
    rank: int
