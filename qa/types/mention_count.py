"""How many sentences have some words, in all and by document."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.types.json_form import JSON, AsJson


@dataclass(frozen=True, slots=True)
class DocumentMentions:
    """How many sentences of one document have the words."""

    document: str
    title: str
    text: int
    """Of the running text, with its tables and captions."""
    notes: int


@dataclass(frozen=True, slots=True)
class MentionCount:
    """How many sentences have the words."""

    words: str
    """As they were asked for."""
    total: int = field(metadata={JSON: AsJson(at_least=0)})
    exact: int = field(metadata={JSON: AsJson(at_least=0)})
    """Of them, those with the words as they were asked for."""
    notes: int = field(metadata={JSON: AsJson(at_least=0)})
    """Of them, those in notes."""
    documents: tuple[DocumentMentions, ...] = ()
    """Those that have any, in the corpus's order."""
