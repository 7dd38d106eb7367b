"""The readers that come with the program, by ONNX Runtime: `training/` made them, MODEL_CARD.md says what they are."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.embed.onnx_encoder import processors
from qa.embed.onnx_runtime import onnx_runtime, open_session
from qa.embed.weights import packaged_tokenizer
from qa.reader.networks import LARGE, Network, load_network
from qa.reader.reading import (
    MAX_QUESTION_TOKENS,
    UNREAD_EVIDENCE,
    PassageReading,
    PassageText,
    best_spans,
    offsets_in_text,
    tokens_of,
)
from qa.reader.statements import StatementReading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding


MAX_TOKENS = 320
"""Of question and passage together; the passage is cut behind them."""
SPECIAL_TOKENS = 3
"""[CLS] question [SEP] passage [SEP]."""
START, END, EVIDENCE, ANSWERS = range(4)
"""What the first four numbers of each token are; the last is read at the first token only."""
SUPPORT = slice(4, 7)
"""Of the large network, at the first token: that the passage supports a statement, refutes it, or neither."""
MOST_THREADS = 4
"""That read a passage together, where there are so many processors."""


class PackagedReader:
    """A network that reads one passage after the other, each by all its threads: who waits for one has it soonest so."""

    def __init__(self, network: Network = LARGE) -> None:
        """Load the network.

        Raises:
            ReaderError: a file is missing or not the one that was released.
            EncoderError: the encoder's package, whose tokenizer is used, is missing or altered.
        """
        from tokenizers import Tokenizer

        onnxruntime = onnx_runtime()

        graph, arrays = load_network(network)
        self.scale, self.identity = network.scale, network.sha256
        self._tokenizer = Tokenizer.from_file(str(packaged_tokenizer()))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        # A tokenizer shared between threads spoils what it makes without an error.
        self._lock = threading.Lock()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = min(processors(), MOST_THREADS), 1
        # Spinning threads take the time of those that they wait for: twice the processor time where others work too.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in arrays.values()]
        options.add_external_initializers(list(arrays), values)
        self._session = open_session(graph, options)
        self._takes = {given.name for given in self._session.get_inputs()}
        self._turn = threading.Lock()

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order; each is read alone, so that it does not depend on the others."""
        return [self._read(text, self._encode(question, text.lead + text.text)) for text in texts]

    def compare(self, statement: str, passages: Sequence[str]) -> list[StatementReading]:
        """One reading for each passage, in order; only the large network can."""
        scores = [self._scores(self._encode(statement, passage)) for passage in passages]
        return [StatementReading(*map(float, found[0, SUPPORT])) for found in scores]

    def _encode(self, question: str, passage: str) -> Encoding:
        with self._lock:
            asked = self._tokenizer.encode(question, add_special_tokens=False)
            asked.truncate(MAX_QUESTION_TOKENS)
            shown = self._tokenizer.encode(passage, add_special_tokens=False)
            shown.truncate(MAX_TOKENS - SPECIAL_TOKENS - len(asked.ids))
            return self._tokenizer.post_process(asked, shown)

    def _scores(self, encoding: Encoding) -> NDArray[np.float32]:
        """The network's numbers for each token, (tokens, 4 or 7)."""
        import numpy as np

        inputs = (encoding.ids, encoding.attention_mask, encoding.type_ids)
        names = ("input_ids", "attention_mask", "token_type_ids")
        feed = {
            name: np.array([values], dtype=np.int64)
            for name, values in zip(names, inputs, strict=True)
            if name in self._takes
        }
        with self._turn:
            scores: NDArray[np.float32] = self._session.run(["scores"], feed)[0][0]
        return scores

    def _read(self, text: PassageText, encoding: Encoding) -> PassageReading:
        scores = self._scores(encoding)
        offsets = offsets_in_text(encoding.offsets, encoding.sequence_ids, text)
        none = float(scores[0, START] + scores[0, END])
        evidence = [
            float(scores[tokens, EVIDENCE].mean()) if tokens else UNREAD_EVIDENCE
            for tokens in tokens_of(offsets, text.sentences)
        ]
        spans = best_spans(scores[:, START], scores[:, END], none, offsets, text.sentences)
        return PassageReading(tuple(evidence), spans, float(scores[0, ANSWERS]))
