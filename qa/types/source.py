"""The works that footnotes name, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qa.types.document import Span
from qa.types.json_form import JSON, AsJson


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


class Holding(StrEnum):
    """What the corpus has of a source."""

    HELD = "held"
    """Its full text."""
    UNPUBLISHED = "unpublished"
    """The reference to an interview, of which there is no published text."""
    REFERENCE_ONLY = "reference only"


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


_LATER = {JSON: AsJson(unsaid=lambda row: None)}
"""A key that the first saved answers do not have."""


@dataclass(frozen=True, slots=True)
class Source:
    """A work that a footnote names, and whether its text is in the corpus; or the footnote's comment, naming no work."""

    source_id: str = field(metadata={JSON: AsJson("id")})
    """`<doc_id>#<label>`: the document whose footnote names it, and the footnote's label; `.2` for its second work."""
    doc_id: str = field(metadata={JSON: AsJson(written=False, unsaid=lambda row: row["id"].partition("#")[0])})
    label: str
    note: int = field(metadata={JSON: AsJson(written=False, unsaid=lambda row: -1)})
    """Index of the footnote in `Document.footnotes`; a note has one source or more."""
    kind: SourceKind
    authors: tuple[str, ...]
    title: str | None
    publisher: str | None
    container: str | None = field(metadata=_LATER)
    number: str | None = field(metadata=_LATER)
    issued: str | None = field(metadata={JSON: AsJson(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")})
    language: str | None
    interviewee: str | None = field(metadata=_LATER)
    place: str | None = field(metadata=_LATER)
    medium: str | None = field(metadata=_LATER)
    url: str | None
    doi: str | None = field(metadata=_LATER)
    reference: str
    """The part of the footnote's text that names the work: all of it, unless the footnote names several."""
    document: str | None = field(metadata={JSON: AsJson(then={"holding": "holding"})})
    """`doc_id` of the work's full text, or None: we hold only the reference."""
    same_as: str | None = field(default=None, metadata={JSON: AsJson(then={"comment": "is_comment"})})
    """For `ibid.` and `supra`: the `source_id` of the work that is meant; its fields are that work's."""
    corrected: tuple[str, ...] = ()
    """Fields whose values a person gave, in place of what the note was read as."""

    @property
    def is_comment(self) -> bool:
        """True when the footnote names no work here: a remark, or an `ibid.` whose work could not be told."""
        return self.kind is SourceKind.OTHER and not (self.title or self.authors or self.url or self.doi)

    @property
    def holding(self) -> Holding:
        """Whether the corpus has its text, could have it, or cannot."""
        if self.document:
            return Holding.HELD
        return Holding.UNPUBLISHED if self.kind is SourceKind.INTERVIEW else Holding.REFERENCE_ONLY
