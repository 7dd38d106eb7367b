"""A note's text → the works that it names; every field is a span of the note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from qa.references.bibliographic import parse_bibliographic
from qa.references.bylines import ByLine, find_by_lines, with_by_line, without_by_lines
from qa.references.citation_language import language_of_citation
from qa.references.cuts import Cut, Need, find_cuts
from qa.references.effort import Effort
from qa.references.forms import parse_form
from qa.references.gazettes import parse_printed_law
from qa.references.hereinafter import without_given_names
from qa.references.interviews import parse_interview
from qa.references.law import parse_case, parse_short_case, parse_statute
from qa.references.legal_forms import parse_legal_form
from qa.references.marks import find_marks
from qa.references.names import is_serial
from qa.references.official import parse_official
from qa.references.pieces import find_quoted
from qa.references.pointers import Pointer, Way, find_pointers
from qa.references.prose import is_prose, is_sentence
from qa.references.short_forms import parse_short_form
from qa.references.spans import MOST_READ
from qa.references.work import parse_work
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_MAX_WORK = 4000
_NUMBERING = regex(r"\s*(?:[\[(]\d{1,3}[\])]|\d{1,3}\.)\s+(?=\S)")
_LEAD = regex(
    r"\s*(?:(?:(?:and|but)\s+)?(?:see(?:,? (?:also|generally|further|especially|for example|e\.g\.))*|cf\.|e\.g\.|accord"
    r"|compare|contra|also|(?:as )?(?:quoted|cited) (?:in|by)|for example|for instance|as reported (?:in|by)"
    r"|according to|sources?|for (?:more|further)(?: information| details)?,? see|voir(?: aussi)?|véase(?: también)?"
    r"|siehe(?: auch)?|vgl\.)[,:]?\s+)+|\s*and\s+|\s*\([^()]{0,80}\.\)\s+",
    re.IGNORECASE,
)
_TEXT_REFERENCE = regex(
    r"\s*(?:above|below|(?:section|note|footnote|appendix|annex|chapter|figure|table)s? (?:\d+|[A-Z]\b))\b",
    re.IGNORECASE,
)
_INWARD = regex(r"»([^«»]{1,300})«")
"""German and Danish quotation marks, which point inward; others are as long, so that places stay what they are."""
_STAR = regex(r"(?<=[\w.?!)”’\"])\s?[*†‡]{1,3}(?=[\s,.;:)”’\"]|\Z)|(?<!\S)[*†‡]{1,3}(?=\s?[^\W_]|\s?[“‘\"«])")
"""Marks of a printed page's own notes, which are no part of a name or a title."""
_WORD = regex(r"[^\W\d_]{3,}")
_PINPOINT = regex(r"\band accompanying text\b|\b(?:pp?|pages?|para\w*|at)\b|\([^()]*\)", re.IGNORECASE)
_PUBLISHED = frozenset(SourceKind) - {SourceKind.INTERVIEW, SourceKind.COURT_CASE, SourceKind.STATUTE}
_EDITION = regex(
    r",\s\d{1,2}\s?(?:\.?ª|\.|e|[èe]me|st|nd|rd|th|a)?\s?(?:éd|ed|edn|edition|aufl|edición|edizione|edição|izd|wyd|utg)\b",
    re.I,
)
_MOST_WORDS = 20
_MOST_AFTER = 5


@dataclass(frozen=True, slots=True)
class Cited:
    """A work that a note names."""

    span: Span
    """The stretch of the note that names it."""
    reference: Reference
    """Its fields; their spans are spans of the note."""
    pointer: Pointer | None = None
    """For `Ibid.` and `Smith, supra note 5`: the words that say so. Another note names the work itself."""


def parse_reference(note: str) -> Reference:
    """The first work that a note names. Never raises; a comment that names no work gives `other` and no title."""
    return next((cited.reference for cited in parse_references(note)), Reference(SourceKind.OTHER))


def parse_references(note: str, effort: Effort | None = None) -> tuple[Cited, ...]:
    """Every work that a note names, in order; none for a comment. Of a very long note the first 8,000 characters.

    Semicolons, `See also` and sentence ends divide works only where both sides name one. What it takes is added to `effort`.
    """
    effort = effort or Effort()
    effort.add(min(len(note), MOST_READ) // 2)
    note = _STAR.sub(lambda star: " " * len(star.group()), _INWARD.sub(r"“\1”", note))
    note = without_given_names(note)
    by_lines = find_by_lines(note)
    note = without_by_lines(note, by_lines)
    body = Span(0, min(len(note), MOST_READ))
    match = _NUMBERING.match(note)
    body = _without_lead(note, Span(match.end() if match else 0, body.end))
    quoted = find_quoted(note, body)
    reader = _Reader(note, find_pointers(note[: body.end], quoted), by_lines, effort)
    found = reader.works(body, find_cuts(note, body, quoted))
    return tuple(_without_repeats(note, found))


def _without_lead(note: str, span: Span) -> Span:
    """Without `See also`, and without space around it."""
    start, end = span.start, span.end
    if match := _LEAD.match(note, start, end):
        start = match.end()
    while start < end and note[start].isspace():
        start += 1
    while end > start and (note[end - 1].isspace() or note[end - 1] == ";"):
        end -= 1
    return Span(start, end)


def _without_repeats(note: str, found: Sequence[Cited]) -> list[Cited]:
    """A case that a note comes back to is named once."""
    kept: dict[str, Cited] = {}
    for cited in found:
        title = cited.reference.title
        key = title.of(note).casefold() if title and cited.reference.kind is SourceKind.COURT_CASE else str(cited.span)
        kept.setdefault(key, cited)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads stretches of one note."""

    note: str
    pointers: Sequence[Pointer]
    by_lines: Sequence[ByLine]
    effort: Effort
    known: dict[Span, Cited | None] = field(default_factory=dict)
    """What was read already: both sides of a cut are read before it is known whether it divides."""

    def works(self, body: Span, cuts: Sequence[Cut]) -> list[Cited]:
        """The works between those cuts that divide two; what names none goes with the work before or after it."""
        found: list[Cited] = []
        pending: Span | None = None
        for need, stretch in self._stretches(body, cuts):
            if need is Need.FULL and is_sentence(stretch.of(self.note)):
                continue
            alone = self.read(stretch)
            if need is Need.RIGHT or (pending and is_prose(pending.of(self.note))):
                pending = None
            if alone is None and not found:
                pending = Span(pending.start if pending else stretch.start, stretch.end)
            elif alone is None or (found and _continues(self.note, alone, found[-1])):
                found[-1] = self._extended(found[-1], stretch)
            else:
                joined = self.read(Span(pending.start, stretch.end)) if pending else None
                found.append(joined or alone)
                pending = None
        return found or [cited for cited in [self.read(body, weak=True)] if cited]

    def _stretches(self, body: Span, cuts: Sequence[Cut]) -> list[tuple[Need, Span]]:
        """The stretches between cuts; a sentence end is one only after a full reference and before another, or a comment."""
        stops = [cut for i, cut in enumerate(cuts) if cut.need is not Need.FULL or self._is_full(body, cuts, i)]
        edges = [Cut(Span(body.start, body.start), Need.ANY), *stops, Cut(Span(body.end, body.end), Need.ANY)]
        return [(left.need, Span(left.gap.end, right.gap.start)) for left, right in pairwise(edges)]

    def _is_full(self, body: Span, cuts: Sequence[Cut], i: int) -> bool:
        start = cuts[i - 1].gap.end if i else body.start
        end = cuts[i + 1].gap.start if i + 1 < len(cuts) else body.end
        # What follows is read only where the answer hangs on it: reading takes most of the time.
        if not self._names_full(Span(start, cuts[i].gap.start)):
            return False
        after = Span(cuts[i].gap.end, end)
        return is_sentence(after.of(self.note)) or self._names_full(after)

    def _names_full(self, stretch: Span) -> bool:
        cited = self.read(stretch)
        return cited is not None and _strength(self.note, cited.reference) is Need.FULL

    def _extended(self, cited: Cited, stretch: Span) -> Cited:
        """The work with what follows it, an edition or a page, unless that is a comment on it."""
        whole = Span(cited.span.start, stretch.end)
        comment = is_prose(stretch.of(self.note)) or not len(_without_lead(self.note, stretch))
        if cited.pointer or len(whole) > 600 or comment:
            return cited
        return self.read(whole) or cited

    def read(self, stretch: Span, *, weak: bool = False) -> Cited | None:
        """The work that a stretch names; unless `weak`, only one that stands by itself."""
        body = _without_lead(self.note, stretch)
        body = Span(body.start, min(body.end, body.start + _MAX_WORK))
        if body not in self.known:
            self.known[body] = self._read(body)
        cited = self.known[body]
        if cited is None or cited.pointer:
            return cited
        found = cited.reference
        named = found.title or found.url or found.authors or found.interviewee if weak else _strength(self.note, found)
        return cited if named else None

    def _read(self, body: Span) -> Cited | None:
        if not len(body) or (_TEXT_REFERENCE.match(self.note, body.start, body.end) and not self._pointer(body)):
            return None
        self.effort.add(len(body))
        quoted = find_quoted(self.note, body)
        if pointer := self._pointer(body):
            case = parse_case(self.note, body, quoted)
            return Cited(body, case or Reference(SourceKind.OTHER), pointer)
        found = (
            parse_interview(self.note, body)
            or parse_case(self.note, body, quoted)
            or parse_short_case(self.note, body)
            or parse_official(self.note, body, quoted)
            or parse_printed_law(self.note, body)
            or parse_statute(self.note, body, quoted)
            or parse_legal_form(self.note, body)
            or parse_short_form(self.note, body)
            or parse_form(self.note, body)
            or self._published(body, quoted)
        )
        found = _completed(self.note, body, found)
        # A by-line that ends the stretch is blank there, and therefore no longer in it.
        line = next((line for line in self.by_lines if body.start < line.span.start <= body.end), None)
        return (
            Cited(Span(body.start, max(body.end, line.span.end)), with_by_line(self.note, found, line))
            if line
            else Cited(body, found)
        )

    def _published(self, body: Span, quoted: list[Span]) -> Reference:
        marks = find_marks(self.note, body, quoted)
        return parse_bibliographic(self.note, body, marks) or parse_work(self.note, body, quoted, marks)

    def _pointer(self, body: Span) -> Pointer | None:
        """The pointer for which alone the stretch stands."""
        inside = (p for p in self.pointers if body.start < p.span.end <= body.end)
        return next((p for p in inside if self._only_points(body, p)), None)

    def _only_points(self, body: Span, pointer: Pointer) -> bool:
        start = pointer.names.start if pointer.names else pointer.span.start
        if len(self.note[body.start : start].split()) > 2:
            return False
        if pointer.way is Way.IBID:
            return True
        names = pointer.names.of(self.note) if pointer.names else ""
        after = _WORD.findall(_PINPOINT.sub("", self.note[pointer.span.end : body.end]))
        return len(names.split()) <= _MOST_WORDS and not is_prose(names) and (bool(names) or len(after) <= _MOST_AFTER)


def _completed(note: str, body: Span, found: Reference) -> Reference:
    """The work without an edition in its title, and with the language of its citation where a short title tells none."""
    if found.title is None:
        return found
    edition = _EDITION.search(note, found.title.start, min(found.title.end + 12, body.end))
    title = Span(found.title.start, edition.start()) if edition and edition.start() < found.title.end else found.title
    return replace(found, title=title, language=found.language or language_of_citation(note, body))


def _strength(note: str, found: Reference) -> Need | None:
    """How clearly the fields are those of a work; None when they may be parts of one."""
    if found.kind in (SourceKind.COURT_CASE, SourceKind.STATUTE, SourceKind.INTERVIEW):
        return Need.FULL
    if found.title is None:
        posted = found.authors and found.issued and found.kind is SourceKind.SOCIAL_POST
        printed = found.kind is SourceKind.JOURNAL_ARTICLE and found.authors and found.container and found.issued
        return Need.FULL if posted else Need.ANY if found.url or printed else None
    named = len(found.title.of(note).split()) > 1
    made = bool(found.authors or found.container or found.url or _is_quoted(note, found.title))
    if named and found.issued and made:
        return Need.FULL
    if named and (found.url or found.doi or (found.container and found.number) or (found.issued and found.publisher)):
        return Need.ANY
    return None


def _continues(note: str, cited: Cited, before: Cited) -> bool:
    """A second address of the work before, or its journal: a serial or lower-case words that have no author."""
    found = cited.reference
    if found.title is None:
        return found.url is not None and not found.authors and before.reference.title is not None
    title = found.title.of(note)
    alike = title[0].islower() or is_serial(title)
    return alike and not found.authors and not _is_quoted(note, found.title) and found.kind in _PUBLISHED


def _is_quoted(note: str, title: Span) -> bool:
    return note[title.start - 1 : title.start] in tuple('“‘«"„')
