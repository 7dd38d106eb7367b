"""Texts → vectors in the database, each text once for each encoder, kept batch by batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from qa.embed.tokens import pack
from qa.index.database import text_hash, transaction
from qa.types import Document, Passage

if TYPE_CHECKING:
    from qa.embed.passages import PassageEncoder, Vectors
    from qa.embed.tokens import TokenVectors

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def texts_of(documents: Iterable[tuple[Document, Iterable[Passage]]]) -> dict[str, bool]:
    """Every text that needs a vector; True for those of whole passages, which need token vectors too."""
    texts: dict[str, bool] = {}
    for document, passages in documents:
        for passage in passages:
            texts[passage.span.of(document.text)] = True
            for sentence in passage.sentences:
                texts.setdefault(sentence.of(document.text), False)
    return texts


def without_vectors(connection: sqlite3.Connection, texts: dict[str, bool], encoder: str) -> dict[str, bool]:
    """Those of `texts` that the database has no vector of, or no token vectors where they are needed."""
    query = "SELECT hash, tokens IS NOT NULL AS whole FROM vectors WHERE encoder = ?"
    known = {row["hash"]: bool(row["whole"]) for row in connection.execute(query, (encoder,))}
    hashes = {text: text_hash(text) for text in texts}
    return {text: whole for text, whole in texts.items() if known.get(hashes[text], -1) < whole}


def embed(
    connection: sqlite3.Connection,
    texts: dict[str, bool],
    encoder: str,
    load: Callable[[], PassageEncoder],
    progress: Progress,
) -> int:
    """Encode texts and keep every batch as it is done, so that a killed run loses at most one; returns how many there were."""
    if not texts:
        return 0
    progress("loading the encoder", 0, len(texts))
    listed, done = list(texts), 0

    def keep(positions: list[int], vectors: Vectors, tokens: list[TokenVectors]) -> None:
        nonlocal done
        rows = [
            (text_hash(listed[i]), encoder, vector.tobytes(), pack(token) if texts[listed[i]] else None)
            for i, vector, token in zip(positions, vectors, tokens, strict=True)
        ]
        with transaction(connection):
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)
        done += len(rows)
        progress("embedding", done, len(listed))

    load().encode(listed, keep)
    return done
