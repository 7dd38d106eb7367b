"""The reader that comes with the program, by ONNX Runtime: `training/reader.py` made it, MODEL_CARD.md says what it is."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.weights import packaged_tokenizer
from qa.errors import ReaderError
from qa.files import sha256_file
from qa.reader.reading import Reading, Text, best_spans, tokens_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("reader.onnx")
SHA256 = "e9d04e810089cdcd71ceffeea3b86df3cb7129309e1a306bfb31eacdfb34685f"
MAX_TOKENS = 320
"""Of question and passage together; the passage is cut behind them."""
START, END, EVIDENCE, ANSWERS = range(4)
"""What the four numbers of each token are; the last is read at the first token only."""


class PackagedReader:
    """The network, one thread a question."""

    def __init__(self, weights: Path = WEIGHTS, digest: str = SHA256) -> None:
        """Load the network.

        Raises:
            ReaderError: the file is missing or not the one that was released.
            EncoderError: the encoder's package, whose tokenizer is used, is missing or altered.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        if not weights.is_file() or sha256_file(weights) != digest:
            raise ReaderError(f'{weights}: missing or altered; reinstall the program, or set reader = "none"')
        self._tokenizer = Tokenizer.from_file(str(packaged_tokenizer()))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
        # A tokenizer shared between threads spoils what it makes without an error.
        self._lock = threading.Lock()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """One reading for each text, in order; each is read alone, so that it does not depend on the others."""
        return [self._read(question, text) for text in texts]

    def _read(self, question: str, text: Text) -> Reading:
        import numpy as np

        lead = f"{text.context}. " if text.context else ""
        with self._lock:
            encoding = self._tokenizer.encode(question, lead + text.text)
        inputs = (encoding.ids, encoding.attention_mask, encoding.type_ids)
        names = ("input_ids", "attention_mask", "token_type_ids")
        feed = {name: np.array([values], dtype=np.int64) for name, values in zip(names, inputs, strict=True)}
        scores: NDArray[np.float32] = self._session.run(["scores"], feed)[0][0]
        offsets = [
            (a - len(lead), b - len(lead)) if sequence == 1 else (-1, -1)
            for (a, b), sequence in zip(encoding.offsets, encoding.sequence_ids, strict=True)
        ]
        none = float(scores[0, START] + scores[0, END])
        evidence = [
            float(scores[tokens, EVIDENCE].mean()) if tokens else UNREAD
            for tokens in tokens_of(offsets, text.sentences)
        ]
        spans = best_spans(scores[:, START], scores[:, END], none, offsets, text.sentences)
        return Reading(tuple(evidence), spans, float(scores[0, ANSWERS]))


UNREAD = -10.0
"""The evidence of a sentence that did not fit into the network's window."""
