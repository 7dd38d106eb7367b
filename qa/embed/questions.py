"""Questions → vectors by ONNX Runtime: the same network as the passages', without the seconds that torch takes to import."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qa.embed.weights import EncoderFiles
from qa.errors import EncoderError
from qa.files import sha256_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

EXPORTED = ("model.onnx", "tokenizer.json", "settings.json")


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """One text, encoded: its unit vector (dimension,), and a unit vector for each of its tokens (tokens, dimension)."""

    vector: Vectors
    tokens: Vectors
    spans: tuple[tuple[int, int], ...]
    """Where each token stands in the text, in characters."""


class QuestionEncoder(Protocol):
    """Encodes one question at a time, from any thread."""

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        ...


class OnnxEncoder:
    """The exported network. One thread a question: two make it slower as soon as the machine is busy."""

    def __init__(self, folder: Path, digests: dict[str, str]) -> None:
        """Load the export from `folder`, whose files must have the sha256 `digests`.

        Raises:
            EncoderError: a file is missing or differs from what the index was built with.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        for name in EXPORTED:
            path = folder / name
            if not path.is_file() or sha256_file(path) != digests.get(name):
                raise EncoderError(f"{path}: missing or altered; run: qa index --rebuild")
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        self._pooling: str = settings["pooling"]
        self._prompt: str = settings["query_prompt"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(settings["max_tokens"]))
        # A tokenizer shared between threads spoils vectors without an error.
        self._lock = threading.Lock()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        return self.encode_tokens(self._prompt + question).vector

    def encode_tokens(self, text: str) -> TokenVectors:
        """The text's vector and its tokens' vectors, special tokens left out of the latter."""
        import numpy as np

        with self._lock:
            encoding = self._tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        (states,) = self._session.run(["states"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        states = states[0]
        pooled = states[0] if self._pooling == "cls" else states.mean(axis=0)
        real = np.array(encoding.special_tokens_mask) == 0
        tokens = states[real]
        return TokenVectors(
            pooled / np.linalg.norm(pooled),
            tokens / np.linalg.norm(tokens, axis=1, keepdims=True),
            tuple(span for span, keep in zip(encoding.offsets, real, strict=True) if keep),
        )


class SlowEncoder:
    """The fallback for a model that cannot be exported: sentence-transformers itself, loaded at the first question."""

    def __init__(self, files: EncoderFiles) -> None:
        """Remember which model; nothing is loaded yet."""
        self._files = files
        self._lock = threading.Lock()
        self._model: object | None = None

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        from qa.embed.passages import PassageEncoder

        with self._lock:
            if self._model is None:
                self._model = PassageEncoder(self._files, threads=1)
            assert isinstance(self._model, PassageEncoder)
            return self._model.encode_query(question)
