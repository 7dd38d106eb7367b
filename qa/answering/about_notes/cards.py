"""Source cards: what a note names, with all that is known of it and the statements that rest on it, made to be compared with a question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from qa.answering.about_notes.names import (
    MakerName,
    introduced_abbreviations,
    maker_keys,
    makers_abbreviations,
    names_of,
)
from qa.citation.ledger import Ledger, make_ledger
from qa.index.engine import Snapshot
from qa.language.en import source_descriptions
from qa.language.stems import content_stems
from qa.regex import regex
from qa.types.source import Source

_ADDRESS = regex(r"https?://\S+")
_KEPT = 5_000
"""Documents whose cards are kept: their names are looked through at every question."""


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source as questions speak of it."""

    source: Source
    names: tuple[MakerName, ...]
    """All that those who made it may be called."""

    @property
    def words(self) -> frozenset[str]:
        """Stems of its reference, of its makers' names, of its kind, language and medium."""
        source = self.source
        language = source_descriptions.LANGUAGE_NAMES.get(source.language or "", "")
        kind = source.kind.value.replace("-", " ")
        makers = " ".join(name.name for name in self.names)
        # An address is no wording: part of one would count for a word of what the work is.
        reference = _ADDRESS.sub(" ", source.reference)
        return stems_of(f"{reference} {makers} {kind} {language} {source.medium or ''}")


@dataclass(slots=True)
class Cards:
    """The cards of some documents, comments and `ibid.` among them, in the notes' order."""

    cards: tuple[SourceCard, ...]
    notes: int = 0
    """How many notes the documents have."""
    snapshot: Snapshot | None = None
    doc_ids: tuple[str, ...] = ()
    _ledger: Ledger | None = field(default=None, init=False)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, in the notes' order."""
        return tuple(card.source for card in self.cards)

    @property
    def ledger(self) -> Ledger:
        """What each statement of the documents rests on; made when it is first asked for."""
        if self._ledger is None:
            self._ledger = make_ledger(self.snapshot, self.doc_ids) if self.snapshot else Ledger((), self.sources)
        return self._ledger

    def of(self, sources: Iterable[Source]) -> list[SourceCard]:
        """The cards of these sources."""
        wanted = {source.source_id for source in sources}
        return [card for card in self.cards if card.source.source_id in wanted]

    def naming(self, cards: Iterable[SourceCard]) -> list[SourceCard]:
        """The cards that name the same works, an `ibid.` among them, in the notes' order."""
        wanted = {card.source.source_id for card in cards}
        return [card for card in self.cards if {card.source.source_id, card.source.same_as} & wanted]


def cards_of(snapshot: Snapshot, doc_ids: Iterable[str]) -> Cards:
    """The cards of some documents of an index; those that it does not hold are left out."""
    made = {doc_id: found for doc_id in doc_ids if (found := _cards_of(snapshot, doc_id)) is not None}
    cards = tuple(card for found, _ in made.values() for card in found)
    return Cards(cards, sum(notes for _, notes in made.values()), snapshot, tuple(made))


def make_cards(sources: Iterable[Source], introduced: Mapping[str, str] | None = None) -> tuple[SourceCard, ...]:
    """The cards of sources; `introduced` are the abbreviations that their document introduces."""
    sources = tuple(sources)
    makers, known = maker_keys(sources), {**makers_abbreviations(sources), **(introduced or {})}
    return tuple(SourceCard(source, names_of(source, known, makers)) for source in sources)


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's words of meaning."""
    return frozenset(content_stems(text))


_LOCK = threading.Lock()
_CardsAndNotes = tuple[tuple[SourceCard, ...], int]
_MADE: OrderedDict[tuple[str, str, str], _CardsAndNotes] = OrderedDict()


def _cards_of(snapshot: Snapshot, doc_id: str) -> _CardsAndNotes | None:
    """The cards of one document, and how many notes it has, kept by the generation that they were made of."""
    key = (str(snapshot.folder), snapshot.current.content, doc_id)
    with _LOCK:
        if key in _MADE:
            _MADE.move_to_end(key)
            return _MADE[key]
    document = snapshot.document(doc_id)
    if document is None:
        return None
    cards = make_cards(snapshot.sources(doc_id), introduced_abbreviations(document.text))
    made = cards, len(document.footnotes)
    with _LOCK:
        _MADE[key] = made
        while len(_MADE) > _KEPT:
            _MADE.popitem(last=False)
    return made
