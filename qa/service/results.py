"""What operations give that is no value of `qa.types` already: passages, notes, sources and statements, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from qa.citation.ledger import Basis
from qa.types.answer import Citation, LinkKind, Voice
from qa.types.document import BlockKind, Span
from qa.types.document_info import DocumentInfo
from qa.types.mention_count import DocumentMentions
from qa.types.mentions import Mention
from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents of the corpus, reports first."""

    total: int
    """How many there are, also past the limit."""
    documents: tuple[DocumentInfo, ...]


@dataclass(frozen=True, slots=True)
class SentenceList:
    """Sentences with some words, and how many there are, as `Mentions.to_dict` has them."""

    words: str
    total: int
    exact: int
    notes: int
    documents: tuple[DocumentMentions, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class NoteSent:
    """A footnote of a passage."""

    label: str
    link: LinkKind
    text: str
    sources: tuple[str, ...]
    """Identifiers of the works that it names."""


@dataclass(frozen=True, slots=True)
class PassageSent:
    """A passage with its footnotes."""

    document: str
    title: str
    page: str | None
    passage: str
    span: Span
    quote: str
    kind: BlockKind
    headings: tuple[str, ...]
    voice: Voice
    speaker: str | None
    footnotes: tuple[NoteSent, ...]


@dataclass(frozen=True, slots=True)
class PassageList:
    """Passages that a search found, best first."""

    passages: tuple[PassageSent, ...]
    sources: tuple[Source, ...]
    """The works that their footnotes name."""


@dataclass(frozen=True, slots=True)
class PassagesRead:
    """A passage with its neighbours, in reading order."""

    asked: int
    """Which of the passages was asked for, from 0."""
    passages: tuple[PassageSent, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A place where a footnote is called."""

    at: int
    """Offset in the document's text."""
    before: str
    """The words before it."""


@dataclass(frozen=True, slots=True)
class NoteFound:
    """A footnote of a document, where it is called, and the works that it names."""

    document: str
    title: str
    label: str
    text: str
    span: Span
    called: tuple[NoteCall, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FootnoteList:
    """Footnotes of one label, one for each document that has it."""

    footnotes: tuple[NoteFound, ...]


@dataclass(frozen=True, slots=True)
class SourceList:
    """Sources that one footnote names, or several footnotes of one label."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class StatementSent:
    """A statement, and what it rests on."""

    citation: Citation
    works: tuple[str, ...]
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class StatementList:
    """Statements that rest on something."""

    total: int
    """How many there are, also past the limit."""
    statements: tuple[StatementSent, ...]
