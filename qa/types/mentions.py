"""Where words stand in the corpus: every sentence with them, and how many each document has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.types.answer import Citation
from qa.types.document import Span
from qa.types.json_form import json_of
from qa.types.mention_count import MentionCount


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """Where in a document one of the words stands."""

    span: Span
    exact: bool
    """True for the word as it was asked for, whatever its capitals and accents; False for another form of it (“Noboa’s”)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence in which the words stand."""

    citation: Citation
    """`citation.quote` is the whole sentence."""
    found: tuple[MentionSpan, ...]
    """In the text's order, all of them inside the sentence."""
    exact: bool
    """True when each of the words stands there as it was asked for."""
    in_note: bool
    """True when the sentence is a note's, not the running text's."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every sentence with the words, in the documents' order: reports first, each from beginning to end, its notes last."""

    count: MentionCount
    """Of all that there are, also those past the limit."""
    mentions: tuple[Mention, ...]

    def to_dict(self) -> dict[str, Any]:
        """What `qa find --json` prints."""
        row: dict[str, Any] = {**json_of(self.count), "mentions": json_of(self.mentions)}
        return row
