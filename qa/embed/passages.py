"""Passages → vectors, and the export of the same network for questions. The only module that knows sentence-transformers."""

from __future__ import annotations

import ctypes
import gc
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.embed.hub import settle_fetching
from qa.embed.onnx_encoder import BATCH, batches_of_one_length, of_the_text, processors
from qa.embed.tokens import TokenVectors
from qa.embed.weights import EncoderFiles, verify_weights
from qa.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

_log = logging.getLogger(__name__)

_TRIM = 3
"""Batches after which freed memory is handed back."""


class PassageEncoder:
    """A sentence-transformers model: encodes the texts that the index stores."""

    def __init__(self, files: EncoderFiles, *, threads: int | None = None) -> None:
        """Load the model; the network is touched for a hub name only, when that is allowed. Only safetensors are read.

        Raises:
            EncoderError: the files are missing, altered, or not a sentence-transformers model.
        """
        verify_weights(files)
        is_local = settle_fetching(files.location, files.allowed, EncoderError)
        self.files = files
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        # Threads that spin while they wait for one another take the time of those that they wait for.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        with _nothing_collected():
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(threads or processors())
        try:
            self._model = SentenceTransformer(
                files.location,
                device="cpu",
                local_files_only=is_local,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:
            # What is in a folder may break its library anywhere: lists without end, weights that are none.
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderError(f"{files.name}: cannot be loaded as a sentence-transformers model ({reason})") from error

    @property
    def model(self) -> SentenceTransformer:
        """The loaded model, for export."""
        return self._model

    def encode(self, texts: Sequence[str], keep: Callable[[list[int], Vectors, list[TokenVectors]], None]) -> None:
        """Encode `texts` in batches of one token length each, longest first, and hand over every batch as it is done.

        Equal lengths need no padding, so a text's vector does not depend on its company. `keep` gets the positions in
        `texts`, a float32 array (n, dimension) of unit vectors, and the token vectors of each text.
        """
        import numpy as np
        import torch

        prompt, tokenizer = document_prompt(self._model), self._model.tokenizer
        # What the tokenizer gives is large: of all texts only the lengths are kept.
        lengths = [len(tokenizer(prompt + text, truncation=True)["input_ids"]) for text in texts]
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=_has_bf16()):
            for number, batch in enumerate(batches_of_one_length(lengths)):
                if number % _TRIM == 0:
                    _trim_heap()
                found: Any = self._model.encode_document(
                    [texts[i] for i in batch],
                    batch_size=BATCH,
                    output_value=None,
                    convert_to_tensor=True,
                    show_progress_bar=False,
                )
                places = tokenizer([prompt + texts[i] for i in batch], truncation=True, return_offsets_mapping=True)
                vectors = np.stack([row["sentence_embedding"].float().numpy() for row in found])
                tokens = [
                    of_the_text(row["token_embeddings"].float().numpy(), offsets, len(prompt))
                    for row, offsets in zip(found, places["offset_mapping"], strict=True)
                ]
                keep(batch, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), tokens)
        _trim_heap()

    def encode_query(self, question: str) -> Vectors:
        """One question's unit vector, float32 (dimension,), at full precision."""
        import numpy as np

        vector = np.asarray(self._model.encode_query(question, show_progress_bar=False), dtype=np.float32)
        return vector / np.linalg.norm(vector)


def export_for_questions(encoder: PassageEncoder, folder: Path) -> bool:
    """Write the network as ONNX, its tokenizer and its settings into `folder`; False when the model has another shape.

    A model can be exported when it is a transformer, mean or first-token pooling, and at most normalisation.
    """
    import torch

    model = encoder.model
    parts = [type(module).__name__ for module in model]
    pooling = getattr(model[1], "pooling_mode", None) if len(parts) > 1 else None
    if (
        parts[:2] != ["Transformer", "Pooling"]
        or parts[2:] not in ([], ["Normalize"])
        or pooling not in ("mean", "cls")
    ):
        _log.info(
            "%s cannot be exported (%s); questions use sentence-transformers", encoder.files.name, ", ".join(parts)
        )
        return False

    class Network(torch.nn.Module):
        """The transformer alone: token ids in, last hidden states out."""

        def __init__(self) -> None:
            super().__init__()
            self.inner: Any = model[0].auto_model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return states

    ids = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        # The tracer warns of Python branches on shapes; the test of equal vectors is what shows that they do not matter.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Network().eval(),
            (ids, ids),
            str(folder / "model.onnx"),
            input_names=["input_ids", "attention_mask"],
            output_names=["states"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "states": axes},
            dynamo=False,
        )
    # Its own `save` raises a bare Exception when the disk is full.
    (folder / "tokenizer.json").write_text(model.tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
    settings = {
        "pooling": pooling,
        "max_tokens": model.max_seq_length,
        "query_prompt": model.prompts.get("query", "") or "",
        "document_prompt": document_prompt(model),
    }
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    return True


def document_prompt(model: SentenceTransformer) -> str:
    """What `encode_document` puts before a text."""
    return next((model.prompts[name] or "" for name in ("document", "passage", "corpus") if name in model.prompts), "")


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """For the imports: they make half a million objects that all stay, and looking for garbage among them takes a second."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _trim_heap() -> None:
    """Have glibc hand freed memory back: batches of many sizes leave its heap in pieces, 3 GB after 60,000 texts (.7 so)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def _has_bf16() -> bool:
    import torch

    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))
