"""Footnotes → sources: the works that each note names, and which work an `ibid.` or `supra note 5` means."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from operator import attrgetter

from qa.references import Cited, parse_references
from qa.references.author_dates import Bibliography
from qa.references.cross_references import NoteMention, find_mentions, name_words, words_of
from qa.references.effort import Effort
from qa.references.hereinafter import GivenName, names_in_text
from qa.references.pointers import Way
from qa.regex import regex
from qa.types.document import Document, Problem, ProblemKind, Span, WebLink
from qa.types.given_work import GivenWork
from qa.types.source import Reference, Source, SourceKind

_DOI_ADDRESS = regex(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[^\s?#]+)", re.IGNORECASE)
_PINPOINT = regex(r"[^;]{0,60};")
"""What a note says of a work, up to the next one."""
_TEXT_FIELDS = ("title", "publisher", "container", "number", "interviewee", "place", "medium", "url", "doi")
_NOTE = attrgetter("note")
_SHORT = 8
"""Characters of a title that is too common to tell a work."""
_HEAD = 30
"""Characters by which a work is found again in its note."""
_SHARED = ("kind", "authors", "issued", "language", *_TEXT_FIELDS)


def make_sources(document: Document) -> tuple[Source, ...]:
    """The sources alone; see `read_works`."""
    return read_works(document)[0]


def read_works(document: Document) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The sources, and a word on what was not read for the works that it names.

    There is one source for each work that a note names, in the notes' order, and one for a comment, so that no note is left out.
    A note that only points back has the fields of the work that it means and names it in `same_as`. Where the note that
    it means names several works, and its words fit not just one of them, the work is left open.
    """
    notes = [footnote.span.of(document.text) for footnote in document.footnotes]
    labels = [footnote.label for footnote in document.footnotes]
    sources: list[Source] = []
    mention_of: dict[str, NoteMention] = {}
    links = sorted(document.links, key=lambda link: link.span)
    effort = Effort.for_document(document)
    unread: set[int] = set()
    listed = _Listed(Bibliography.of(document), effort, unread)
    identifiers = _note_ids(document.doc_id, labels)
    taken = set(identifiers)
    named: list[tuple[Cited, ...]] = []
    for position, note in enumerate(notes):
        if effort.is_spent:
            unread.add(position)
        named.append(() if position in unread or _given_in(document, position) else parse_references(note, effort))
    names = names_in_text(document.text, document.markers)
    _add_titles(names, notes, named)
    for position, mentions in enumerate(find_mentions(labels, notes, names)):
        if given := _given_in(document, position):
            if effort.is_spent:
                unread.add(position)
            sources += _with_given(document, position, given, _work_ids(identifiers[position], taken), effort)
            continue
        note, works = notes[position], named[position]
        # The works come first: the identifiers never end, and none may be taken in vain.
        for work, source_id in zip(works or (None,), _work_ids(identifiers[position], taken), strict=False):
            reference = work.span.of(note) if work and len(works) > 1 else note
            fields = work.reference if work else Reference(SourceKind.OTHER)
            source = _source(source_id, document.doc_id, labels[position], position, note, fields, reference)
            source = _with_link(source, document, position, work, links)
            sources.append(listed.full(source) if len(works) < 2 else source)
            if mention := _mention(work, mentions, alone=len(works) < 2):
                mention_of[source_id] = mention
    return _with_same_works(_joined(sources, document), mention_of, notes), tuple(_unread_works(labels, unread))


def _unread_works(labels: Sequence[str], unread: Iterable[int]) -> Iterator[Problem]:
    """What is said of notes that are kept whole; their numbers in the document."""
    positions = sorted(unread)
    if positions:
        message = (
            f"{len(positions):,} of {len(labels):,} notes are kept whole, and not taken apart into the works that they name:"
            " far more is to be read than so short a text lets expect"
        )
        yield Problem(ProblemKind.UNREAD_WORKS, labels[positions[0]], message)


def _add_titles(names: dict[str, list[GivenName]], notes: Sequence[str], named: Sequence[Sequence[Cited]]) -> None:
    """A work's title is a name by which later notes may mean it: `World Health Survey 2016, p. 9`."""
    for position, (note, works) in enumerate(zip(notes, named, strict=True)):
        for title in (work.reference.title for work in works if not work.pointer):
            if title and len(title) > _SHORT and " " in title.of(note):
                insort(names.setdefault(title.of(note).casefold(), []), GivenName(position, title.start), key=_NOTE)


def _joined(sources: Sequence[Source], document: Document) -> Sequence[Source]:
    """Works that the file gives are told apart by their fields: where one is named again, its first source is meant."""
    if not document.works:
        return sources
    first: dict[str, Source] = {}
    references = {work.span.of(document.text): work.fields for work in document.works}
    found = []
    for source in sources:
        fields = references.get(source.reference)
        known = first.setdefault(repr(fields), source) if fields else source
        found.append(source if known is source else replace(source, same_as=known.source_id))
    return found


def _given_in(document: Document, position: int) -> Sequence[GivenWork]:
    """The works in a note whose fields the file gives."""
    note = document.footnotes[position].span
    first = bisect_left(document.works, note.start, key=lambda work: work.span.start)
    return document.works[first : bisect_left(document.works, note.end, key=lambda work: work.span.start)]


def _with_given(
    document: Document, position: int, given: Sequence[GivenWork], identifiers: Iterator[str], effort: Effort
) -> Iterator[Source]:
    """Those works, and what else the note names before, between and after them."""
    footnote = document.footnotes[position]
    at = footnote.span.start
    for work in (*given, None):
        rest = document.text[at : work.span.start if work else footnote.span.end]
        for cited in () if effort.is_spent else parse_references(rest, effort):
            named = cited.reference
            if named.title and (named.authors or named.issued or named.url) and not cited.pointer:
                words = cited.span.of(rest)
                yield _source(
                    next(identifiers), document.doc_id, footnote.label, position, rest, cited.reference, words
                )
        if work:
            yield _given_source(work, next(identifiers), document, position)
            further = _PINPOINT.match(document.text, work.span.end, footnote.span.end)
            at = further.end() if further else work.span.end


def _given_source(work: GivenWork, source_id: str, document: Document, position: int) -> Source:
    fields = {field.name: getattr(work.fields, field.name) for field in dataclass_fields(work.fields)}
    return Source(
        source_id=source_id,
        doc_id=document.doc_id,
        label=document.footnotes[position].label,
        note=position,
        interviewee=None,
        medium=None,
        reference=work.span.of(document.text),
        document=None,
        **fields,
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """The document's bibliography; an entry is read once, however many notes mean it."""

    bibliography: Bibliography
    effort: Effort
    unread: set[int]
    """Notes that mean an entry which is not read."""
    works: dict[str, tuple[Cited, ...]] = field(default_factory=dict)

    def full(self, source: Source) -> Source:
        """The source with the fields of the entry that a note by author and year means."""
        entry = self.bibliography.meant_by(source.reference)
        if entry is None:
            return source
        if entry not in self.works and self.effort.is_spent:
            self.unread.add(source.note)
            return source
        if entry not in self.works:
            self.works[entry] = parse_references(entry, self.effort)
        works = self.works[entry]
        if len(works) != 1 or works[0].reference.title is None:
            return source
        full = _source(
            source.source_id, source.doc_id, source.label, source.note, entry, works[0].reference, source.reference
        )
        return replace(full, url=full.url or source.url)


def _with_link(
    source: Source, document: Document, position: int, work: Cited | None, links: Sequence[WebLink]
) -> Source:
    """The source with the address that its words lead to, where the note does not show one: its title's, else the first."""
    if source.url or not links:
        return source
    note = document.footnotes[position].span
    within = Span(note.start + work.span.start, note.start + work.span.end) if work else note
    first = max(bisect_left(links, within.start, key=lambda link: link.span.start) - 1, 0)
    last = bisect_left(links, within.end, key=lambda link: link.span.start)
    found = [link for link in links[first:last] if link.span.end > within.start]
    if not found:
        return source
    title = work.reference.title if work else None
    url = next((link.url for link in found if title and _covers(link.span, title, note.start)), found[0].url)
    kind = SourceKind.WEB_PAGE if source.is_comment else source.kind
    doi = _DOI_ADDRESS.match(url)
    return replace(source, url=url, kind=kind, doi=source.doi or (doi[1] if doi else None))


def _covers(link: Span, title: Span, start: int) -> bool:
    return link.start < start + title.end and start + title.start < link.end


def _note_ids(doc_id: str, labels: Sequence[str]) -> list[str]:
    """`<doc>#<label>`; a label that comes again, and every empty one, gets `~2` and so on."""
    found: dict[str, None] = {}
    count: dict[str, int] = {}
    for label in labels:
        while True:
            number = count[label] = count.get(label, 0) + 1
            identifier = f"{doc_id}#{label}" if number == 1 and label else f"{doc_id}#{label}~{number}"
            if identifier not in found:
                break
        found[identifier] = None
    return list(found)


def _work_ids(identifier: str, taken: set[str]) -> Iterator[str]:
    """The note's own identifier for its first work, then `.2`, `.3` …, past what another note's label has taken."""
    yield identifier
    number = 2
    while True:
        if (further := f"{identifier}.{number}") not in taken:
            taken.add(further)
            yield further
        number += 1


def _mention(work: Cited | None, mentions: Sequence[NoteMention], *, alone: bool) -> NoteMention | None:
    if work is None or work.pointer is None:
        return next((mention for mention in mentions if alone and mention.pointer.way is Way.SHORT), None)
    return next((mention for mention in mentions if mention.pointer.span == work.pointer.span), None)


def _source(
    source_id: str, doc_id: str, label: str, position: int, note: str, fields: Reference, reference: str
) -> Source:
    return Source(
        source_id=source_id,
        doc_id=doc_id,
        label=label,
        note=position,
        kind=fields.kind,
        authors=tuple(span.of(note) for span in fields.authors),
        issued=fields.issued_iso,
        language=fields.language,
        reference=reference,
        document=None,
        corrected=(),
        **{name: _text(note, fields, name) for name in _TEXT_FIELDS},
    )


def _text(note: str, reference: Reference, name: str) -> str | None:
    span: Span | None = getattr(reference, name)
    return span.of(note) if span else None


def _with_same_works(
    sources: Sequence[Source], mention_of: dict[str, NoteMention], notes: Sequence[str]
) -> tuple[Source, ...]:
    """Every source that points to another, with that one's fields; chains of `ibid.` are followed to the work itself."""
    by_note: dict[int, list[Source]] = {}
    for source in sources:
        by_note.setdefault(source.note, []).append(source)
    meant: dict[str, Source] = {}
    for source in sources:
        mention = mention_of.get(source.source_id)
        if mention and len(mention.notes) == 1:
            names = mention.pointer.names.of(notes[source.note]) if mention.pointer.names else ""
            works = by_note[mention.notes[0]]
            work = _named_at(works, notes, mention) or _fitting(works, names, mention.pointer.way, mention_of)
            if work:
                meant[source.source_id] = work
    ends = _ends(meant)
    return tuple(_like(source, ends.get(source.source_id)) for source in sources)


def _named_at(works: Sequence[Source], notes: Sequence[str], mention: NoteMention) -> Source | None:
    """The work after which its note gives the short name."""
    if mention.given is None or mention.given.at is None:
        return None
    before = notes[mention.given.note][: mention.given.at + _HEAD]
    return next((work for work in reversed(works) if work.reference[:_HEAD] in before), None)


def _fitting(works: Sequence[Source], names: str, way: Way, mention_of: dict[str, NoteMention]) -> Source | None:
    """The one work of a note that a pointer means: its only one, or the only one with the pointer's names."""
    if len(works) == 1 and (way is not Way.NAME or works[0].source_id in mention_of):
        return works[0]
    wanted = set(name_words(names))
    named = [
        work for work in works if wanted and wanted <= set(words_of(f"{' '.join(work.authors)} {work.title or ''}"))
    ]
    return named[0] if len(named) == 1 else None


def _ends(meant: dict[str, Source]) -> dict[str, Source | None]:
    """The work at the end of each chain; None where the chain ends in a comment or runs in a circle."""
    ends: dict[str, Source | None] = {}
    for start in meant:
        end: Source | None = None
        path: dict[str, None] = {}
        at = start
        while at in meant and at not in ends and at not in path:
            path[at] = None
            end = meant[at]
            at = end.source_id
        if at in ends or at in path:
            end = ends.get(at)
        ends |= dict.fromkeys(path, None if end is None or end.is_comment else end)
    return ends


def _like(source: Source, work: Source | None) -> Source:
    if work is None:
        return source
    return replace(source, same_as=work.source_id, **{name: getattr(work, name) for name in _SHARED})
