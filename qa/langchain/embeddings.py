"""The encoder that comes with the program, as LangChain's embeddings."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    from qa.embed.onnx_encoder import OnnxEncoder


class FootnoteEmbeddings(Embeddings):
    """all-MiniLM-L6-v2 as it is packaged, loaded when something is first embedded; no network is asked."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._encoder: OnnxEncoder | None = None
        # The encoder takes texts from one thread at a time.
        self._lock = threading.Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector for each text.

        Raises:
            EncoderError: the encoder's files are missing or altered.
        """
        found: dict[int, list[float]] = {}
        with self._lock:
            self._loaded().encode_passages(
                texts, lambda at, vectors, _: found.update(zip(at, vectors.tolist(), strict=True))
            )
        return [found[i] for i in range(len(texts))]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question.

        Raises:
            EncoderError: the encoder's files are missing or altered.
        """
        with self._lock:
            vector: list[float] = self._loaded().encode(text).tolist()
        return vector

    def _loaded(self) -> OnnxEncoder:
        from qa.embed.packaged import open_packaged

        self._encoder = self._encoder or open_packaged()
        return self._encoder
