"""Assembles a Document from pieces of a file in reading order: clean text, blocks, markers, notes, and where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.footnotes import number_problems
from qa.parse.faults import TooManyError
from qa.parse.limits import FEW_NOTES, NOTE_APART
from qa.parse.shape import with_credits
from qa.references.cross_references import cross_reference
from qa.regex import regex
from qa.types.document import (
    Block,
    BlockKind,
    Document,
    Footnote,
    Marker,
    OffsetMap,
    Place,
    Problem,
    ProblemKind,
    Span,
    WebLink,
)
from qa.types.given_work import GivenWork, WorkFields

_WORD_OR_SPACE = regex(r"\s+|\S+")
_EDGE_OR_TEXT = regex(r"[^ ](?:.*[^ ])?| ")
_ODD_SPACE = regex(r"\s\s|[^\S ]")


@dataclass(slots=True)
class _Note:
    label: str
    events: list[tuple[str, int | None] | _Mark | Place | _LinkEdge | _WorkEdge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _LinkEdge:
    """A link begins, or, without an address, ends."""

    url: str | None


@dataclass(frozen=True, slots=True)
class _WorkEdge:
    """A work with given fields begins to be named, or, without fields, has been."""

    fields: WorkFields | None


@dataclass(frozen=True, slots=True)
class _Mark:
    label: str
    key: str
    raw: Span | None
    said: str | None = None


class DocumentBuilder:
    """Appends pieces of text to blocks; white space is folded to single spaces.

    No-break spaces become plain ones, line ends inside a paragraph too, so that a quote reads and searches the same
    however the file was wrapped. Notes may be given anywhere, also inside notes: they are set at the end of the text, one
    block each, and linked to their markers by key. A piece may say at which raw offset it stands.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._clean: list[int] = []
        self._raw: list[int] = []
        self._blocks: list[Block] = []
        self._marks: list[tuple[_Mark, int]] = []
        self._places: list[Place] = []
        self._links: list[WebLink] = []
        self._code: list[Span] = []
        self._open_code = -1
        self._open_link: tuple[str, int] | None = None
        self._works: list[GivenWork] = []
        self._open_work: tuple[WorkFields, int] | None = None
        self._length = 0
        self._block_start = 0
        self._notes: dict[str, _Note] = {}
        self._open_notes: list[_Note] = []

    def begin_block(self) -> None:
        """Start a block, a blank line after the one before; inside a note, another paragraph of it."""
        if self._open_notes:
            self._open_notes[-1].events.append((" ", None))
            return
        if self._length > self._block_start:
            self._append("\n\n", None)
        self._block_start = self._length

    def end_block(self, kind: BlockKind, level: int = 0, *, repeated: bool = False) -> Span:
        """Close the open block, without space at its end, and return where it stands."""
        if self._open_notes:
            return Span(0, 0)
        while self._length > self._block_start and self._ends_in_space():
            self._drop_space()
        span = Span(self._block_start, self._length)
        if len(span):
            self._blocks.append(Block(kind, span, level, repeated=repeated))
        return span

    def add(self, piece: str, raw: int | None = None) -> None:
        """Append `piece`, which stands at `raw` in the decoded file, to the open block or note."""
        if self._open_notes:
            self._open_notes[-1].events.append((piece, raw))
        elif raw is None:
            self._add_folded(piece)
        else:
            # A piece without odd white space goes in whole, but for a space at either end.
            runs = _WORD_OR_SPACE if _ODD_SPACE.search(piece) else _EDGE_OR_TEXT
            for match in runs.finditer(piece):
                self._add_run(match.group(), raw + match.start())

    def mark(self, label: str, key: str, raw: Span | None = None, said: str | None = None) -> None:
        """A marker stands here, after the last word; `key` is what `begin_note` gives to its note."""
        mark = _Mark(label, key, raw, said)
        if self._open_notes:
            self._open_notes[-1].events.append(mark)
        else:
            at = self._length - (self._length > self._block_start and self._ends_in_space())
            self._marks.append((mark, at))

    def at(
        self,
        *,
        page: str | None = None,
        box: tuple[float, float, float, float] | None = None,
        element: str | None = None,
        sure: float | None = None,
    ) -> None:
        """What follows stands on this page, in this box, in this element; `sure` is of a page that was read by OCR."""
        place = Place(0 if self._open_notes else self._length, page, box, element, sure)
        if self._open_notes:
            self._open_notes[-1].events.append(place)
            return
        if self._places and self._places[-1].at == self._length:
            self._places[-1] = place
        else:
            self._places.append(place)

    def link(self, url: str | None) -> None:
        """What follows leads to this address, until the next call; None ends it."""
        if self._open_notes:
            self._open_notes[-1].events.append(_LinkEdge(url))
            return
        if self._open_link is not None:
            address, start = self._open_link[0], max(self._open_link[1], self._block_start)
            before = self._links[-1] if self._links else None
            if before is not None and before.url == address and before.span.end >= start - 1:
                self._links[-1] = WebLink(Span(before.span.start, self._length), address)
            elif self._length > start:
                self._links.append(WebLink(Span(start, self._length), address))
        self._open_link = None if url is None else (url, self._length)

    def code(self, begins: bool) -> None:
        """Program text begins or ends here; in a note it is not told apart."""
        if self._open_notes:
            return
        if not begins and 0 <= self._open_code < self._length:
            self._code.append(Span(self._open_code, self._length))
        self._open_code = self._length if begins else -1

    def work(self, fields: WorkFields | None) -> None:
        """What follows, in a note, names a work of these fields, until the next call; None ends it."""
        if self._open_notes:
            self._open_notes[-1].events.append(_WorkEdge(fields))
            return
        if self._open_work is not None and self._length > self._open_work[1]:
            self._works.append(GivenWork(Span(self._open_work[1], self._length), self._open_work[0]))
        self._open_work = None if fields is None else (fields, self._length)

    def begin_note(self, key: str, label: str) -> None:
        """Start a note; a key that comes again goes on with the note of that key.

        Raises:
            TooManyError: there are far more than a text of the length has that was added until now.
        """
        if len(self._notes) > max(FEW_NOTES, self._length // NOTE_APART):
            raise TooManyError("notes")
        note = self._notes.setdefault(key, _Note(label))
        self._open_notes.append(note)

    def end_note(self) -> None:
        """Close the note that was begun last."""
        self._open_notes.pop()

    def document(self, doc_id: str, title: str | None = None, problems: Sequence[Problem] = ()) -> Document:
        """The document, its notes set at the end and its markers linked; without a title, its first heading's.

        To `problems` are added: marker without note, note without marker, gap and repeat in the numbering,
        cross-reference to a note that is not there.
        """
        footnotes, index = self._set_notes()
        markers = tuple(
            Marker(mark.label, at, mark.raw, index.get(mark.key), mark.said)
            for mark, at in sorted(self._marks, key=lambda entry: entry[1])
        )
        text = "".join(self._pieces)
        footnotes, dangling = cross_reference(text, footnotes, markers)
        heading = next((b for b in self._blocks if b.kind is BlockKind.HEADING and b.level <= 1), None)
        own = heading.span.of(text).rstrip(".") if heading else doc_id
        return Document(
            doc_id=doc_id,
            title=title or own,
            text=text,
            blocks=with_credits(text, self._blocks),
            markers=markers,
            footnotes=footnotes,
            problems=(
                *problems,
                *_link_problems(markers, footnotes, problems),
                *number_problems([f.label for f in footnotes]),
                *dangling,
            ),
            offsets=OffsetMap(tuple(self._clean), tuple(self._raw)),
            places=tuple(self._places),
            links=tuple(self._links),
            code=tuple(self._code),
            works=tuple(self._works),
        )

    def _set_notes(self) -> tuple[tuple[Footnote, ...], dict[str, int]]:
        """Append the notes' text; returns them and, by key, where each stands among them. An empty note is none."""
        footnotes: list[Footnote] = []
        index: dict[str, int] = {}
        for key, note in self._notes.items():
            self.begin_block()
            marks = len(self._marks)
            for event in note.events:
                if isinstance(event, _Mark):
                    self.mark(event.label, event.key, event.raw, event.said)
                elif isinstance(event, _LinkEdge):
                    self.link(event.url)
                elif isinstance(event, _WorkEdge):
                    self.work(event.fields)
                elif isinstance(event, Place):
                    self.at(page=event.page, box=event.box, element=event.element, sure=event.sure)
                else:
                    self.add(*event)
            span = self.end_block(BlockKind.NOTE)
            if len(span):
                index[key] = len(footnotes)
                footnotes.append(Footnote(note.label, span))
            else:
                del self._marks[marks:]
        return tuple(footnotes), index

    def _add_folded(self, piece: str) -> None:
        words = " ".join(piece.split())
        if piece[:1].isspace():
            self._add_space()
        if words:
            self._pieces.append(words)
            self._length += len(words)
            if piece[-1:].isspace():
                self._add_space()

    def _add_space(self) -> None:
        if self._length > self._block_start and not self._ends_in_space():
            self._pieces.append(" ")
            self._length += 1

    def _add_run(self, run: str, raw: int | None) -> None:
        if not run[0].isspace():
            self._append(run, raw)
        elif self._length > self._block_start and not self._ends_in_space():
            self._append(" ", raw)

    def _append(self, text: str, raw: int | None) -> None:
        if raw is not None and (not self._clean or raw - self._raw[-1] != self._length - self._clean[-1]):
            self._clean.append(self._length)
            self._raw.append(raw)
        self._pieces.append(text)
        self._length += len(text)

    def _ends_in_space(self) -> bool:
        return bool(self._pieces) and self._pieces[-1] == " "

    def _drop_space(self) -> None:
        self._pieces.pop()
        self._length -= 1
        if self._clean and self._clean[-1] == self._length:
            self._clean.pop()
            self._raw.pop()


def _link_problems(markers: Sequence[Marker], footnotes: Sequence[Footnote], known: Sequence[Problem]) -> list[Problem]:
    told = {p.label for p in known if p.kind is ProblemKind.CITATION_WITHOUT_WORK}
    missing = dict.fromkeys(m.label for m in markers if m.note is None and m.label not in told)
    called = {m.note for m in markers}
    ambiguous = {p.label for p in known if p.kind is ProblemKind.AMBIGUOUS_MARKER}
    return [
        *(Problem(ProblemKind.MARKER_WITHOUT_NOTE, x, f"marker {x} has no note") for x in missing),
        *(
            Problem(ProblemKind.NOTE_WITHOUT_MARKER, f.label, f"nothing in the text calls note {f.label}")
            for i, f in enumerate(footnotes)
            # A statement among the notes of a journal has no label, and nothing calls it.
            if i not in called and f.label and f.label not in ambiguous
        ),
    ]
