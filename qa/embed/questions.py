"""What encodes questions: by ONNX Runtime where it can be had (`qa.embed.onnx_encoder`), else sentence-transformers itself."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from qa.embed.tokens import TokenVectors
from qa.embed.weights import EncoderFiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.passages import PassageEncoder

    Vectors = NDArray[np.float32]


class QuestionEncoder(Protocol):
    """Encodes one question at a time, from any thread."""

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        ...

    def encode_tokens(self, question: str) -> TokenVectors | None:
        """The question's token vectors, or None when this encoder has none to give."""
        ...

    def encode_passage(self, text: str) -> tuple[Vectors, TokenVectors]:
        """A stored text's unit vector and token vectors, where what was stored of it is lost."""
        ...


class SlowEncoder:
    """The fallback for a model that cannot be exported: sentence-transformers itself, loaded at the first question."""

    def __init__(self, files: EncoderFiles) -> None:
        """Remember which model; nothing is loaded yet."""
        self._files = files
        self._lock = threading.Lock()
        self._model: PassageEncoder | None = None

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        with self._lock:
            return self._loaded().encode_query(question)

    def encode_tokens(self, question: str) -> None:
        """None: questions and passages are compared as wholes."""
        return None

    def encode_passage(self, text: str) -> tuple[Vectors, TokenVectors]:
        """A stored text's unit vector and token vectors, where what was stored of it is lost."""
        found: list[tuple[Vectors, TokenVectors]] = []
        with self._lock:
            self._loaded().encode([text], lambda _, vectors, tokens: found.append((vectors[0], tokens[0])))
        return found[0]

    def _loaded(self) -> PassageEncoder:
        from qa.embed.passages import PassageEncoder

        if self._model is None:
            self._model = PassageEncoder(self._files, threads=1)
        return self._model
