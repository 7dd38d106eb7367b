"""Words as the local index has them, so that both engines find the same: terms, their counts, and BM25 as a sparse vector.

Milvus's own full text is not used. It folds and stems words otherwise, weighs the words of headings like those of the text, and
cannot say in how many passages a word stands, nor which words there are. The numbers below are what FTS5 computes, and Milvus only
adds them up, in the same inverted index that its own BM25 has.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.index.database import CONTENT, match_text
from qa.index.engine import PhraseQuery

_K1, _B = 1.2, 0.75
"""FTS5's own."""
_CONTEXT = 0.5
"""What a word of the context weighs; in the text, 1. As `LocalSnapshot.search_words` has it."""
_NONE = 0
"""The place of a passage without words: Milvus takes no empty vector. No term has it."""

Counts = dict[str, tuple[int, int]]
"""How often each term stands in a passage's text, and in its context."""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term of the index."""

    number: int
    """From 1: its place in a sparse vector."""
    in_text: int
    """Passages that have it in their text."""
    anywhere: int
    """Passages that have it in text or context."""


class Tokenizer:
    """SQLite's own, by a table in memory that is emptied each time; for all threads."""

    def __init__(self) -> None:
        """Make the table."""
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute(CONTENT["words"])
        self._connection.execute("CREATE VIRTUAL TABLE found USING fts5vocab('words', 'instance')")

    def counts(self, passages: Sequence[tuple[str, str]]) -> list[Counts]:
        """The terms of passages, each a text and its context."""
        with self._lock:
            self._fill(passages)
            rows = self._connection.execute(
                "SELECT doc, term, sum(col = 'text') AS own, sum(col = 'context') AS above FROM found GROUP BY doc, term"
            ).fetchall()
        found: list[Counts] = [{} for _ in passages]
        for row, term, own, above in rows:
            found[row - 1][term] = own, above
        return found

    def terms(self, words: str) -> tuple[str, ...]:
        """The terms of some words, in their order."""
        with self._lock:
            self._fill([(words, "")])
            return tuple(term for (term,) in self._connection.execute("SELECT term FROM found ORDER BY offset"))

    def standing(self, phrases: PhraseQuery, texts: Sequence[str]) -> list[bool]:
        """Whether the phrases stand in each of these texts."""
        with self._lock:
            self._fill([(text, "") for text in texts])
            rows = self._connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (match_text(phrases),))
            found = {row for (row,) in rows}
        return [number in found for number in range(1, len(texts) + 1)]

    def _fill(self, passages: Sequence[tuple[str, str]]) -> None:
        self._connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        self._connection.execute("BEGIN")
        rows = [(number, text, context) for number, (text, context) in enumerate(passages, 1)]
        self._connection.executemany("INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")


class Vocabulary:
    """All terms of an index with their facts, and what else BM25 needs; counted passage by passage."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counted: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._words = self._passages = 0

    def add(self, counts: Counts) -> None:
        """Count a passage."""
        self._passages += 1
        for term, (own, above) in counts.items():
            self._words += own + above
            counted = self._counted[term]
            counted[0] += own > 0
            counted[1] += 1

    def facts(self) -> dict[str, TermFacts]:
        """The terms in their order; the same passages give the same numbers."""
        terms = enumerate(sorted(self._counted), 1)
        return {term: TermFacts(number, *self._counted[term]) for number, term in terms}

    def mean_length(self) -> float:
        """Words of a passage, its context among them."""
        return self._words / max(self._passages, 1)


def bm25_side(counts: Counts, facts: Mapping[str, TermFacts], mean_length: float) -> dict[int, float]:
    """A passage's side of BM25 for each of its terms: times the rarity of the term, and added up, it is FTS5's score."""
    length = sum(own + above for own, above in counts.values())
    damped = _K1 * (1 - _B + _B * length / max(mean_length, 1e-9))
    found = {}
    for term, (own, above) in counts.items():
        frequency = own + _CONTEXT * above
        found[facts[term].number] = frequency * (_K1 + 1) / (frequency + damped)
    return found or {_NONE: 1e-6}
