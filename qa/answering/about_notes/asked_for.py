"""What a question about notes and sources asks for, once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.answering.about_notes.cards import SourceCard
from qa.answering.about_notes.certainty import Certainty
from qa.answering.about_notes.residue import left_over
from qa.citation.ledger import Basis
from qa.types.source import Source


class Sought(StrEnum):
    """What a question wants to see."""

    SOURCES = "sources"
    NOTES = "notes"
    STATEMENTS = "statements"
    """The statements that carry the notes."""


class Operation(StrEnum):
    """What is to be done with what is found."""

    LIST = "list"
    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Request:
    """What a question about notes and sources asks for."""

    cards: tuple[SourceCard, ...] = ()
    """The cards that fit what the question says of them: all of them when it says nothing."""
    wanted: Sought = Sought.SOURCES
    operation: Operation = Operation.LIST
    certainty: Certainty = Certainty.CERTAIN
    narrowed: bool = False
    """True when the question describes sources, or names notes."""
    rest: tuple[str, ...] = ()
    """The question's words that no description took up."""
    about: str = ""
    """The part of the question that these words are of."""
    topic: str = ""
    """The statement whose source is asked for; empty when none is."""
    basis: Basis | None = None
    """Set when it asks for the statements that rest on nothing, on a single source, on interviews only."""
    most_used: bool = False
    """True when it asks for the sources on which most statements rest."""
    used_again: bool = False
    """True when it asks for those on which several rest."""
    whole: tuple[SourceCard, ...] = ()
    """Of what a share is asked for."""
    with_statements: bool = False
    """True when the statements that rest on the notes are to be shown with them."""
    missing: str | None = None
    """What the question asks for that no note is: `footnote 99`."""

    names: tuple[str, ...] = ()
    """Whom the question names as makers of sources, in its words."""
    spoken: bool = False
    """True when it is asked who was spoken with, or what they said."""
    language: bool = False
    """True when the sources are described by their language, which is not known of all."""
    mixed: bool = False
    """True when writings are counted, and not all that fits is known to be one."""
    words: tuple[str, ...] = ()
    """All words of the question that name something, those that a description took up among them."""

    @property
    def topic_words(self) -> tuple[str, ...]:
        """The words of the statement that say something."""
        return left_over(self.topic, ())

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the cards."""
        return tuple(card.source for card in self.cards)
