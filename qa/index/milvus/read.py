"""Reading an index in Milvus: every question sees one generation from beginning to end, and the next one sees a newer by itself."""

from __future__ import annotations

import json
import logging
import sqlite3
import struct
import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qa.embed.questions import QuestionEncoder
from qa.embed.token_axes import axes_of
from qa.embed.tokens import TokenVectors, pack, pack_vector, unpack, unpack_vector
from qa.errors import EngineError, Remedy
from qa.index.current import Current
from qa.index.database import row_to_passage, text_hash
from qa.index.engine import PhraseQuery, Scope, Snapshot
from qa.index.milvus.client import Fields, Milvus
from qa.index.milvus.generation import MilvusGeneration
from qa.index.milvus.layout import ALIAS, text_key
from qa.index.words_above import rarity
from qa.index.words_asked import words_to_look_for
from qa.types.document import BlockKind, Document
from qa.types.document_info import DocumentInfo
from qa.types.passage import Passage
from qa.types.source import Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)

_T = TypeVar("_T")
_Key = TypeVar("_Key", bound=Hashable)

_VECTOR = struct.Struct("<I")
"""Bytes of the vector, before it and the token vectors."""
_TRIES = 3
_READ = 500


class MilvusIndex:
    """An index in Milvus, open for reading from any thread."""

    def __init__(self, milvus: Milvus, folder: Path) -> None:
        """`folder` is the index folder, in which exported encoders lie; nothing is asked yet."""
        self.milvus, self._folder = milvus, folder
        self._lock = threading.Lock()
        self._generation: MilvusGeneration | None = None

    def read(self, work: Callable[[Snapshot], _T]) -> _T:
        """The result of `work` on one generation; where that was dropped meanwhile, on the newest.

        Raises:
            EngineError: Milvus is away or refuses, holds no index, or one of another version.
        """
        for tries in range(_TRIES):
            try:
                return work(self.snapshot())
            except EngineError as error:
                with self._lock:
                    self._generation = None
                if not error.gone or tries == _TRIES - 1:
                    raise
            except sqlite3.DataError as error:
                raise EngineError(f"{self.milvus.address}: holds {error}", remedy=Remedy.REBUILD_INDEX) from error
        raise AssertionError("the last try returns or raises")

    def snapshot(self) -> MilvusSnapshot:
        """The newest generation.

        Raises:
            EngineError: as `read`.
        """
        collection = self.milvus.alias(ALIAS)
        if collection is None:
            raise EngineError(f"{self.milvus.address}: there is no index yet", remedy=Remedy.BUILD_INDEX)
        with self._lock:
            if self._generation is None or self._generation.collection != collection:
                self._generation = MilvusGeneration(self.milvus, collection, self._folder, self._generation)
            return MilvusSnapshot(self._generation)

    def load(self) -> None:
        """Load encoder, documents and terms now."""

        def work(snapshot: Snapshot) -> None:
            snapshot.search_meaning(snapshot.encoder.encode("ready"), 1)
            snapshot.documents()

        self.read(work)


class MilvusSnapshot:
    """One generation of an index in Milvus; what each method gives is said in `qa.index.engine.Snapshot`."""

    def __init__(self, generation: MilvusGeneration) -> None:
        self._held, self._milvus = generation, generation.milvus
        # Not the index folder itself: a local generation may have the same number.
        self.folder = generation.folder / generation.collection

    @property
    def current(self) -> Current:
        """Which generation it is, and what it holds."""
        return self._held.current

    @property
    def encoder(self) -> QuestionEncoder:
        """Encodes questions as the index's passages were encoded."""
        return self._held.encoder

    def search_words(self, question: str, k: int, scope: Scope = None) -> list[tuple[int, float]]:
        """The best passages by words: rarities from here, the passages' side of BM25 from Milvus, which adds up."""
        total = self.current.passages
        words = words_to_look_for(question, total, lambda word: self.word_counts([word])[1][word])
        terms = [term for word in words for term in self._held.tokenizer.terms(word)]
        facts, weights = self._held.facts(terms), dict[int, float]()
        for term in terms:
            if (known := facts.get(term)) is not None:
                weights[known.number] = weights.get(known.number, 0.0) + rarity(total, known.anywhere)
        where = self._within(scope)
        if not weights or where is None:
            return []
        return self._milvus.nearest(self._held.collection, "words", weights, k, where)

    def search_meaning(self, vector: NDArray[np.float32], k: int, scope: Scope = None) -> list[tuple[int, float]]:
        """The nearest passages, as Milvus finds them."""
        where = self._within(scope)
        if where is None:
            return []
        return self._milvus.nearest(self._held.collection, "vector", vector, min(k, self.current.passages), where)

    def _within(self, scope: Scope) -> str | None:
        """What Milvus is to look in; None for nothing."""
        if scope is None:
            return ""
        infos = self._held.infos()
        doc_ids = (scope,) if isinstance(scope, str) else scope
        numbers = [str(infos[doc_id].number) for doc_id in doc_ids if doc_id in infos]
        return f"doc in [{', '.join(numbers)}]" if numbers else None

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row number."""
        found = self._milvus.rows(self._held.collection, "row", rows, ["row", "passage"])
        return {int(row["row"]): _passage(row) for row in found}

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """All passages of a document."""
        return tuple(row_to_passage(row) for row in self.rows("passages", "start", doc_id))

    def passages_with(self, phrases: PhraseQuery, scope: Scope = None, most: int = -1) -> tuple[Passage, ...]:
        """Milvus finds those with the terms; whether they stand as phrases is seen here."""
        found = sorted(self._standing(phrases, self._within(scope)), key=lambda pair: (pair[0], pair[1].span.start))
        return tuple(passage for _, passage in found[: None if most < 0 else most])

    def documents_with(self, phrases: PhraseQuery, *, notes: bool, most: int = -1) -> tuple[str, ...]:
        """The documents in whose notes, or in whose other text, phrases stand."""
        where = f'kind {"==" if notes else "!="} "{BlockKind.NOTE.value}"'
        found: dict[str, None] = {}
        for _, passage in self._standing(phrases, where):
            found[passage.doc_id] = None
            if len(found) == most:
                break
        return tuple(found)

    def _standing(self, phrases: PhraseQuery, where: str | None) -> Iterable[tuple[int, Passage]]:
        having = self._having(phrases)
        if where is None or having is None:
            return
        wanted = f"{where} and {having}" if where else having
        rows = self._milvus.all_rows(self._held.collection, wanted, ["doc", "passage"], self._held.last_row())
        while some := list(islice(rows, _READ)):
            yield from self._checked(phrases, some)

    def _having(self, phrases: PhraseQuery) -> str | None:
        """Milvus's words for passages with all terms of one phrase of each group; None where there can be none."""
        terms = {phrase: self._held.tokenizer.terms(phrase) for group in phrases for phrase in group}
        facts = self._held.facts({term for some in terms.values() for term in some})
        groups = []
        for group in phrases:
            numbers = {
                tuple(sorted({facts[term].number for term in terms[phrase]}))
                for phrase in group
                if terms[phrase] and all(term in facts for term in terms[phrase])
            }
            if not numbers:
                return None
            groups.append(" or ".join(f"array_contains_all(terms, {list(some)})" for some in sorted(numbers)))
        return " and ".join(f"({group})" for group in groups) or None

    def _checked(self, phrases: PhraseQuery, rows: list[Fields]) -> Iterable[tuple[int, Passage]]:
        found = [(int(row["doc"]), _passage(row)) for row in rows]
        texts = []
        for _, passage in found:
            document = self.document(passage.doc_id)
            texts.append(passage.span.of(document.text) if document else "")
        stands = self._held.tokenizer.standing(phrases, texts)
        return [pair for pair, yes in zip(found, stands, strict=True) if yes]

    def vectors(self, texts: Sequence[str]) -> dict[str, tuple[NDArray[np.float32], TokenVectors | None]]:
        """The vectors of texts; what is not stored is encoded now."""
        names = {text: text_key(text_hash(text)) for text in texts}
        held = self._held.texts.get(names.values())
        axes = axes_of(self.current.encoder)
        found: dict[str, tuple[NDArray[np.float32], TokenVectors | None]] = {}
        for text, name in names.items():
            if (data := held.get(name)) is None:
                _log.warning("%s: the vectors of a text are missing", self._milvus.address)
                encoded, states = self.encoder.encode_passage(text)
                vector = unpack_vector(pack_vector(encoded))
                found[text] = vector, unpack(pack(states, vector, axes), vector, axes)
            else:
                stored, tokens = unpack_text(data)
                vector = unpack_vector(stored)
                found[text] = vector, unpack(tokens, vector, axes) if tokens else None
        return found

    def word_counts(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many passages there are, and in how many of them each word stands."""
        terms = {word: self._held.tokenizer.terms(word) for word in words}
        facts = self._held.facts({term for some in terms.values() for term in some})
        counts = {
            word: min((facts[term].in_text if term in facts else 0 for term in some), default=0)
            for word, some in terms.items()
        }
        return self.current.passages, counts

    def terms(self) -> tuple[str, ...]:
        """The stems of all words that stand in passages."""
        return self._held.terms()

    def document(self, doc_id: str) -> Document | None:
        """A document, or None."""
        return self._held.document(doc_id)

    def text(self, doc_id: str) -> str | None:
        """A document's text."""
        document = self.document(doc_id)
        return document.text if document else None

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What the manifest says of every document."""
        return tuple(held.info for held in self._held.infos().values())

    def title(self, doc_id: str) -> str | None:
        """A document's title."""
        held = self._held.infos().get(doc_id)
        return held.info.title if held else None

    def sources(self, doc_id: str | None = None) -> tuple[Source, ...]:
        """All sources, or those of one document."""
        infos = self._held.infos()
        doc_ids = sorted(infos) if doc_id is None else [doc_id] if doc_id in infos else []
        return tuple(source for some in self._held.sources(doc_ids) for source in some)

    def files(self, doc_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """File names and fingerprints of documents."""
        infos = self._held.infos()
        return {doc_id: (infos[doc_id].info.file, infos[doc_id].fingerprint) for doc_id in doc_ids if doc_id in infos}

    def fingerprints(self) -> dict[str, str]:
        """What was indexed of each document."""
        return {doc_id: held.fingerprint for doc_id, held in self._held.infos().items()}

    def failed(self) -> dict[str, str]:
        """The fingerprint of each file that could not be read."""
        return {doc_id: fingerprint for doc_id, fingerprint, _ in self._held.failures()}

    def failures(self) -> list[str]:
        """Why files cannot be read, a line each."""
        infos = self._held.infos()
        return [
            f"{reason}{' (its last good version is kept)' if doc_id in infos else ''}"
            for doc_id, _, reason in self._held.failures()
        ]

    def rows(self, table: str, order: str, doc_id: str) -> list[dict[str, object]]:
        """All that a table of the content has of a document, column by column."""
        held = self._held.infos().get(doc_id)
        if held is None:
            return []
        if table == "documents":
            return [self._held.document_row(doc_id)]
        if table == "sources":
            return self._held.source_rows([doc_id])[doc_id]
        where = f"row >= {held.first} and row <= {held.last} and doc == {held.number}"
        rows = self._milvus.all_rows(self._held.collection, where, ["row", "passage"], held.last)
        found = [{"row": int(row["row"]), **json.loads(row["passage"])} for row in rows]
        keys = order.split(", ")
        return sorted(found, key=lambda row: tuple(row[key] for key in keys))

    def remembered(self, kind: str, keys: Sequence[_Key], make: Callable[[list[_Key]], Iterable[_T]]) -> list[_T]:
        """What `make` works out for keys from this generation alone."""
        return self._held.remembered.of_all(kind, keys, make)


def pack_text(vector: bytes, tokens: bytes) -> bytes:
    """A text's vector and, of a whole passage, token vectors, as one value."""
    return _VECTOR.pack(len(vector)) + vector + tokens


def unpack_text(data: bytes) -> tuple[bytes, bytes]:
    """What `pack_text` packed."""
    end = _VECTOR.size + _VECTOR.unpack_from(data)[0]
    return data[_VECTOR.size : end], data[end:]


def _passage(row: Fields) -> Passage:
    try:
        return row_to_passage(json.loads(row["passage"]))
    except ValueError as error:
        raise sqlite3.DataError("a row that this program did not write") from error
