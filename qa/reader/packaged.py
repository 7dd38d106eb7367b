"""The reader that comes with the program, by ONNX Runtime: `training/reader.py` made it, MODEL_CARD.md says what it is."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.weights import packaged_tokenizer
from qa.errors import ReaderError
from qa.reader.reading import (
    MAX_QUESTION_TOKENS,
    UNREAD_EVIDENCE,
    PassageReading,
    PassageText,
    best_spans,
    offsets_in_text,
    tokens_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

READER_FILE = Path(__file__).with_name("reader.onnx")
SHA256 = "f39d2841624006161755ca05f94cfe67adda6d42d54dabc1e4ca94eeb3f00018"
MAX_TOKENS = 320
"""Of question and passage together; the passage is cut behind them."""
SPECIAL_TOKENS = 3
"""[CLS] question [SEP] passage [SEP]."""
START, END, EVIDENCE, ANSWERS = range(4)
"""What the four numbers of each token are; the last is read at the first token only."""


class PackagedReader:
    """The network, one thread a question."""

    def __init__(self, weights: Path = READER_FILE, digest: str = SHA256) -> None:
        """Load the network.

        Raises:
            ReaderError: the file is missing or not the one that was released.
            EncoderError: the encoder's package, whose tokenizer is used, is missing or altered.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        # What was checked is what is loaded: the file is read once.
        network = checked(weights, digest)
        self._tokenizer = Tokenizer.from_file(str(packaged_tokenizer()))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        # A tokenizer shared between threads spoils what it makes without an error.
        self._lock = threading.Lock()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order; each is read alone, so that it does not depend on the others."""
        return [self._read(text, self._encode(question, text)) for text in texts]

    def _encode(self, question: str, text: PassageText) -> Encoding:
        with self._lock:
            asked = self._tokenizer.encode(question, add_special_tokens=False)
            asked.truncate(MAX_QUESTION_TOKENS)
            shown = self._tokenizer.encode(text.lead + text.text, add_special_tokens=False)
            shown.truncate(MAX_TOKENS - SPECIAL_TOKENS - len(asked.ids))
            return self._tokenizer.post_process(asked, shown)

    def _read(self, text: PassageText, encoding: Encoding) -> PassageReading:
        import numpy as np

        inputs = (encoding.ids, encoding.attention_mask, encoding.type_ids)
        names = ("input_ids", "attention_mask", "token_type_ids")
        feed = {name: np.array([values], dtype=np.int64) for name, values in zip(names, inputs, strict=True)}
        scores: NDArray[np.float32] = self._session.run(["scores"], feed)[0][0]
        offsets = offsets_in_text(encoding.offsets, encoding.sequence_ids, text)
        none = float(scores[0, START] + scores[0, END])
        evidence = [
            float(scores[tokens, EVIDENCE].mean()) if tokens else UNREAD_EVIDENCE
            for tokens in tokens_of(offsets, text.sentences)
        ]
        spans = best_spans(scores[:, START], scores[:, END], none, offsets, text.sentences)
        return PassageReading(tuple(evidence), spans, float(scores[0, ANSWERS]))


def checked(weights: Path = READER_FILE, digest: str = SHA256) -> bytes:
    """The bytes of the network's file.

    Raises:
        ReaderError: the file is missing or not the one that was released.
    """
    try:
        network = weights.read_bytes()
    except OSError as error:
        raise ReaderError(
            f'{weights}: cannot be read ({error.strerror}); reinstall the program, or set reader = "none"'
        ) from error
    if hashlib.sha256(network).hexdigest() != digest:
        raise ReaderError(f'{weights}: altered (sha256 differs); reinstall the program, or set reader = "none"')
    return network
