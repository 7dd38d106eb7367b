"""Questions → vectors by ONNX Runtime: the same network as the passages', without the seconds that torch takes to import."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol

from qa.embed.tokens import TokenVectors
from qa.embed.weights import EncoderFiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

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


class OnnxEncoder:
    """The exported network. One thread a question: two make it slower as soon as the machine is busy."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load the export: what `qa.embed.passages.export_for_questions` wrote, by name, its checksums compared."""
        import onnxruntime
        from tokenizers import Tokenizer

        settings = json.loads(files["settings.json"])
        self._pooling: str = settings["pooling"]
        self._prompt: str = settings["query_prompt"]
        self._document_prompt: str = settings["document_prompt"]
        tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        tokenizer.no_padding()
        tokenizer.enable_truncation(int(settings["max_tokens"]))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])
        # A question's vector and its token vectors come from the same run. What is cached must not lead back to this
        # object: the network of an index that is no longer open would stay in memory until the next full collection.
        self._run = lru_cache(maxsize=16)(partial(_encode, tokenizer, threading.Lock(), session))

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        return self._pool(self._run(self._prompt + question)[0])

    def encode_passage(self, text: str) -> tuple[Vectors, TokenVectors]:
        """A stored text's unit vector and token vectors, where what was stored of it is lost."""
        return self._pool(self._run(self._document_prompt + text)[0]), self.encode_tokens(text)

    def _pool(self, states: Vectors) -> Vectors:
        import numpy as np

        pooled = states[0] if self._pooling == "cls" else states.mean(axis=0)
        vector: Vectors = pooled / np.linalg.norm(pooled)
        return vector

    def encode_tokens(self, question: str) -> TokenVectors:
        """The question's token vectors; no prompt stands before it, so that places are the question's own."""
        import numpy as np

        states, offsets = self._run(question)
        spans = np.array(offsets, dtype=np.int32)
        real = spans[:, 1] > spans[:, 0]
        return TokenVectors(states[real], spans[real, 0], spans[real, 1])


def _encode(
    tokenizer: Tokenizer, lock: threading.Lock, session: InferenceSession, text: str
) -> tuple[Vectors, list[tuple[int, int]]]:
    """The states of a text's tokens, (tokens, dimension), and where in the text each stands."""
    import numpy as np

    # A tokenizer shared between threads spoils vectors without an error.
    with lock:
        encoding = tokenizer.encode(text)
    ids = np.array([encoding.ids], dtype=np.int64)
    (states,) = session.run(["states"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    return states[0], encoding.offsets


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
