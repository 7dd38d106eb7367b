"""What the rest of the program needs of an index, whatever holds it: search, passages, documents, sources, in one state."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.questions import QuestionEncoder
    from qa.embed.tokens import TokenVectors
    from qa.index.current import Current
    from qa.types.document import Document
    from qa.types.document_info import DocumentInfo
    from qa.types.passage import Passage
    from qa.types.source import Source

_T = TypeVar("_T")
_Key = TypeVar("_Key", bound=Hashable)

Scope = str | Sequence[str] | None
"""Documents to search in, by identifier; None for all."""
PhraseQuery = tuple[tuple[str, ...], ...]
"""Of each of these, one phrase must stand in a text: `(("asset", "assets"), ("frozen funds",))`."""


class Snapshot(Protocol):
    """One state of an index, from the beginning of a question to its end."""

    folder: Path
    """Where it is, to tell states of two indexes apart."""

    @property
    def current(self) -> Current:
        """Which generation it is, and what it holds."""

    @property
    def encoder(self) -> QuestionEncoder:
        """Encodes questions as the index's passages were encoded."""

    def search_words(self, question: str, k: int, scope: Scope = None) -> list[tuple[int, float]]:
        """The `k` passages, of all documents or of some, that match the question's words best: `(row, BM25)`, higher is better."""

    def search_meaning(self, vector: NDArray[np.float32], k: int, scope: Scope = None) -> list[tuple[int, float]]:
        """The `k` passages, of all documents or of some, nearest in meaning: `(row, cosine)`."""

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row number."""

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """All passages of a document, in reading order."""

    def passages_with(self, phrases: PhraseQuery, scope: Scope = None, most: int = -1) -> tuple[Passage, ...]:
        """The passages in whose text phrases stand, reports first, in reading order; all, or the first `most`."""

    def documents_with(self, phrases: PhraseQuery, *, notes: bool, most: int = -1) -> tuple[str, ...]:
        """The documents in whose notes, or in whose other text, phrases stand; all, or the first `most`."""

    def vectors(self, texts: Sequence[str]) -> dict[str, tuple[NDArray[np.float32], TokenVectors | None]]:
        """The vectors of texts that stand in the index, and the token vectors of whole passages."""

    def word_counts(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many passages there are, and in how many of them each word stands (in any inflection)."""

    def terms(self) -> tuple[str, ...]:
        """The stems of all words that stand in passages, lower case and without accents."""

    def document(self, doc_id: str) -> Document | None:
        """A document, or None when the corpus has none of that identifier."""

    def text(self, doc_id: str) -> str | None:
        """The text of a document, without the rest of it: what many passages are read for needs no more."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What the manifest says of every document, reports first."""

    def title(self, doc_id: str) -> str | None:
        """The title that the manifest gives a document, or its own."""

    def sources(self, doc_id: str | None = None) -> tuple[Source, ...]:
        """All sources, or those that one document's footnotes name, in the notes' order."""

    def files(self, doc_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Of documents, the file's name in the corpus folder, and the fingerprint of what was indexed."""

    def fingerprints(self) -> dict[str, str]:
        """What was indexed of each document, as one fingerprint."""

    def failed(self) -> dict[str, str]:
        """The fingerprint of each file that could not be read."""

    def failures(self) -> list[str]:
        """Why files cannot be read as they are now, a line each; a document that was read before is as it was then."""

    def rows(self, table: str, order: str, doc_id: str) -> list[dict[str, object]]:
        """All that a table of the content has of a document, column by column; both names are this program's own."""

    def remembered(self, kind: str, keys: Sequence[_Key], make: Callable[[list[_Key]], Iterable[_T]]) -> list[_T]:
        """What `make` works out for keys from this state alone, kept for the next question."""


class Engine(Protocol):
    """What holds an index: any thread reads from it, each time in the newest state."""

    def read(self, work: Callable[[Snapshot], _T]) -> _T:
        """The result of `work` on one state.

        Raises:
            IndexUnusableError: there is no index, or it is of another version, damaged or out of reach.
        """

    def load(self) -> None:
        """Load now what questions need, so that the first one need not."""
