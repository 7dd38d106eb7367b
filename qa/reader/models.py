"""Models that people bring: extractive question answering (transformers) and CrossEncoders (sentence-transformers)."""

from __future__ import annotations

import logging
import math
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.embed.hub import refuse_network_folder, settle_fetching
from qa.errors import ReaderError
from qa.reader.reading import (
    MAX_QUESTION_TOKENS,
    UNREAD_EVIDENCE,
    LogitScale,
    PassageReading,
    PassageText,
    Reader,
    best_spans,
    offsets_in_text,
)

MAX_MODEL_TOKENS = 384
"""Of question and passage together, or as many as the model takes."""
_TRIAL = PassageText("Rice costs 4 euros.", "Prices", ((0, 19),))


class QuestionAnsweringModel:
    """A model with a span head, by folder or hub name; a sentence's evidence is the margin of its best span."""

    scale = LogitScale.SMALL

    def __init__(self, name: str, allowed: bool = False) -> None:
        """Load the model; only safetensors are read, and no code that comes with a model is run.

        Unless it is `allowed`, nothing is fetched from the hub.

        Raises:
            ReaderError: it cannot be loaded, or is not a question-answering model.
        """
        self._lock = threading.Lock()
        _loading(name, allowed, "an extractive question-answering model", lambda local: self._load(name, local))

    def _load(self, name: str, local: bool) -> None:
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        given: dict[str, Any] = {"local_files_only": local, "trust_remote_code": False}
        self._tokenizer: Any = AutoTokenizer.from_pretrained(name, **given)
        if not self._tokenizer.is_fast:
            raise ValueError("its tokenizer does not say where tokens stand")
        model, report = AutoModelForQuestionAnswering.from_pretrained(
            name, use_safetensors=True, dtype=torch.float32, output_loading_info=True, **given
        )
        if report["missing_keys"]:
            raise ValueError("it has no trained question-answering head")
        self._model: Any = model.eval()
        # A folder's tokenizer may leave out what tells question from passage, though the network wants it.
        self._wants_types = True if (getattr(model.config, "type_vocab_size", 0) or 0) > 1 else None
        positions = int(getattr(model.config, "max_position_embeddings", 0) or 0)
        # RoBERTa and its kin keep the first two positions for themselves.
        self._max_tokens = min(
            MAX_MODEL_TOKENS, self._tokenizer.model_max_length, positions - 2 if positions > 0 else MAX_MODEL_TOKENS
        )
        _check_trial(self)

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order; each is read alone, so that it does not depend on the others."""
        return [self._read(question, text) for text in texts]

    def _read(self, question: str, text: PassageText) -> PassageReading:
        import torch

        encoding = self._encode(question, text)
        places = offsets_in_text(encoding.pop("offset_mapping")[0].tolist(), encoding.sequence_ids(0), text)
        ids = encoding["input_ids"][0].tolist()
        first = ids.index(self._tokenizer.cls_token_id) if self._tokenizer.cls_token_id in ids else 0
        with torch.inference_mode():
            out = self._model(**encoding)
        starts, ends = out.start_logits[0].numpy(), out.end_logits[0].numpy()
        spans = best_spans(starts, ends, float(starts[first] + ends[first]), places, text.sentences)
        evidence = tuple(span.margin if span else UNREAD_EVIDENCE for span in spans)
        return PassageReading(evidence, spans, max(evidence, default=UNREAD_EVIDENCE))

    def _encode(self, question: str, text: PassageText) -> Any:  # noqa: ANN401 - transformers' BatchEncoding
        most = min(MAX_QUESTION_TOKENS, self._max_tokens // 2)
        # A tokenizer shared between threads spoils what it makes without an error.
        with self._lock:
            asked = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
            if len(asked["offset_mapping"]) > most:
                question = question[: asked["offset_mapping"][most - 1][1]]
            return self._tokenizer(
                question,
                text.lead + text.text,
                truncation="only_second",
                max_length=self._max_tokens,
                return_offsets_mapping=True,
                return_token_type_ids=self._wants_types,
                return_tensors="pt",
            )


class Reranked:
    """Another reader whose evidence is a CrossEncoder's: its score of question and sentence, taken as a logit."""

    def __init__(self, reader: Reader | None, name: str, allowed: bool = False) -> None:
        """Load the CrossEncoder; only safetensors are read, and no code that comes with a model is run.

        Unless it is `allowed`, nothing is fetched from the hub.

        Raises:
            ReaderError: it cannot be loaded, or gives more than one score.
        """
        self._reader = reader
        self.scale = reader.scale if reader else LogitScale.SMALL
        self._lock = threading.Lock()
        _loading(name, allowed, "a CrossEncoder", lambda local: self._load(name, local))

    def _load(self, name: str, local: bool) -> None:
        import torch
        from sentence_transformers import CrossEncoder

        self._model = CrossEncoder(
            name,
            device="cpu",
            local_files_only=local,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True, "dtype": torch.float32},
            activation_fn=torch.nn.Identity(),
        )
        if self._model.num_labels != 1:
            raise ValueError(f"it gives {self._model.num_labels} scores; one is needed")
        # A network alone, without modules behind it, is given a head of random numbers where it has none.
        trained = getattr(self._model[0].model.config, "architectures", None) or ()
        if len(self._model) == 1 and not any(kind.endswith("ForSequenceClassification") for kind in trained):
            raise ValueError("it has no trained scoring head")
        _check_trial(self)

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order."""
        pairs = [(question, text.text[start:end]) for text in texts for start, end in text.sentences]
        with self._lock:
            scores = iter(self._model.predict(pairs, show_progress_bar=False).tolist() if pairs else ())
        readings = self._reader.read(question, texts) if self._reader else [None] * len(texts)
        reranked = []
        for text, reading in zip(texts, readings, strict=True):
            evidence = tuple(float(next(scores)) for _ in text.sentences)
            if reading is None:
                spans = tuple(None for _ in text.sentences)
                reranked.append(PassageReading(evidence, spans, max(evidence, default=UNREAD_EVIDENCE)))
            else:
                reranked.append(replace(reading, evidence=evidence))
        return reranked


def _check_trial(reader: Reader) -> None:
    """Raises ValueError when the reader cannot read a sentence: tokenizer and network may not belong together."""
    (reading,) = reader.read("What does rice cost?", [_TRIAL])
    if not all(math.isfinite(value) for value in (*reading.evidence, reading.answers)):
        raise ValueError("its scores are not numbers")


def _loading(name: str, allowed: bool, what: str, load: Callable[[bool], None]) -> None:
    """Load, quietly, from what is on disk or by way of the hub; a failure is one line, whatever it is."""
    refuse_network_folder(name, ReaderError)
    if _is_path(name) and not Path(name).is_dir():
        raise ReaderError(f"{name}: no such folder; name the folder of {what}, its name on the hub, or packaged")
    is_local = settle_fetching(name, allowed, ReaderError)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Else transformers asks a service on the hub to convert a model that has only pickled weights.
    os.environ.setdefault("DISABLE_SAFETENSORS_CONVERSION", "1")
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # A model without a trained head is refused below in one line; transformers' table of its weights says no more.
    level = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity(logging.ERROR)
    try:
        load(is_local)
    # What a stranger's folder can make these libraries raise has no common root.
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ReaderError(f"{name}: cannot be loaded as {what} ({reason}); name another one, or packaged") from error
    finally:
        transformers_logging.set_verbosity(level)


def _is_path(name: str) -> bool:
    """True when it cannot be a name on the hub, which is `model` or `owner/model`."""
    return Path(name).is_absolute() or name.startswith((".", "~")) or "\\" in name or name.count("/") > 1
