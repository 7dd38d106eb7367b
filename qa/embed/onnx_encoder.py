"""Texts → vectors by ONNX Runtime, without the seconds that torch takes to import."""

from __future__ import annotations

import json
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from qa.embed.onnx_runtime import onnx_runtime, open_session
from qa.embed.tokens import TokenVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    Vectors = NDArray[np.float32]
    Keep = Callable[[list[int], Vectors, list[TokenVectors]], None]

BATCH = 64
_BATCH_TOKENS = 1024
"""Texts of one batch, and tokens: more are no faster, and take memory."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """What is done around the network."""

    pooling: str
    """`mean` of the tokens' states, or `cls`, the first one's."""
    max_tokens: int
    query_prompt: str = ""
    document_prompt: str = ""


class OnnxEncoder:
    """A network with its tokenizer. One thread a question: two make it slower as soon as the machine is busy."""

    def __init__(self, settings: EncoderSettings, tokenizer: str, session: InferenceSession) -> None:
        """Of an open session and the text of a `tokenizer.json`."""
        from tokenizers import Tokenizer

        self._settings, self._session = settings, session
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(settings.max_tokens)
        # A question's vector and its token vectors come from the same run. What is cached must not lead back to this
        # object: the network of an index that is no longer open would stay in memory until the next full collection.
        self._run = lru_cache(maxsize=16)(partial(_encode, self._tokenizer, threading.Lock(), session))

    def encode(self, question: str) -> Vectors:
        """The question's unit vector, float32 (dimension,)."""
        return self._pool(self._run(self._settings.query_prompt + question)[0])

    def encode_passage(self, text: str) -> tuple[Vectors, TokenVectors]:
        """A stored text's unit vector and token vectors, where what was stored of it is lost."""
        return self._pool(self._run(self._settings.document_prompt + text)[0]), self.encode_tokens(text)

    def encode_tokens(self, question: str) -> TokenVectors:
        """The question's token vectors; no prompt stands before it, so that places are the question's own."""
        states, offsets = self._run(question)
        return of_the_text(states, offsets, 0)

    def encode_passages(self, texts: Sequence[str], keep: Keep) -> None:
        """Encode `texts` in batches of one token length each, longest first, and hand over every batch as it is done.

        Equal lengths need no padding, so a text's vector does not depend on its company. `keep` gets the positions in
        `texts`, a float32 array (n, dimension) of unit vectors, and the token vectors of each text. For one thread.
        """
        import numpy as np

        prompt = self._settings.document_prompt
        # What the tokenizer gives is large: of all texts only the lengths are kept.
        lengths = [len(self._tokenizer.encode(prompt + text).ids) for text in texts]
        for batch in batches_of_one_length(lengths):
            encodings = self._tokenizer.encode_batch([prompt + texts[i] for i in batch])
            states = _states(self._session, np.array([e.ids for e in encodings], dtype=np.int64))
            tokens = [
                of_the_text(own, encoding.offsets, len(prompt)) for own, encoding in zip(states, encodings, strict=True)
            ]
            keep(batch, np.stack([self._pool(own) for own in states]), tokens)

    def _pool(self, states: Vectors) -> Vectors:
        import numpy as np

        pooled = states[0] if self._settings.pooling == "cls" else states.mean(axis=0)
        vector: Vectors = pooled / np.linalg.norm(pooled)
        return vector


def exported_encoder(files: Mapping[str, bytes]) -> OnnxEncoder:
    """Load an export: what `qa.embed.passages.export_for_questions` wrote, by name, its checksums compared."""
    onnxruntime = onnx_runtime()

    settings = EncoderSettings(**json.loads(files["settings.json"]))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = open_session(files["model.onnx"], options)
    return OnnxEncoder(settings, files["tokenizer.json"].decode(), session)


def batches_of_one_length(lengths: Sequence[int]) -> list[list[int]]:
    """Positions in batches whose texts have the same number of tokens, longest first."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for position, length in enumerate(lengths):
        groups[length].append(position)
    return [
        group[first : first + size]
        for length, group in sorted(groups.items(), reverse=True)
        for size in [max(min(BATCH, _BATCH_TOKENS // max(length, 1)), 1)]
        for first in range(0, len(group), size)
    ]


def processors() -> int:
    """As many as this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _encode(
    tokenizer: Tokenizer, lock: threading.Lock, session: InferenceSession, text: str
) -> tuple[Vectors, list[tuple[int, int]]]:
    """The states of a text's tokens, (tokens, dimension), and where in the text each stands."""
    import numpy as np

    # A tokenizer shared between threads spoils vectors without an error.
    with lock:
        encoding = tokenizer.encode(text)
    return _states(session, np.array([encoding.ids], dtype=np.int64))[0], encoding.offsets


def _states(session: InferenceSession, ids: NDArray[np.int64]) -> Vectors:
    """The last hidden states, (texts, tokens, dimension), of texts of one length."""
    import numpy as np

    given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    (states,) = session.run(["states"], {put.name: given[put.name] for put in session.get_inputs()})
    found: Vectors = states
    return found


def of_the_text(states: Vectors, places: Sequence[tuple[int, int]], before: int) -> TokenVectors:
    """Token vectors of a text alone: special tokens stand nowhere in it, and a prompt of `before` characters before it."""
    import numpy as np

    spans = np.array(places, dtype=np.int32).reshape(-1, 2) - before
    real = (spans[:, 1] > spans[:, 0]) & (spans[:, 1] > 0)
    return TokenVectors(states[: len(spans)][real], spans[real, 0].clip(0), spans[real, 1])
