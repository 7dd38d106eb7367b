"""Models that people bring: extractive question answering (transformers) and CrossEncoders (sentence-transformers)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from qa.errors import ReaderError
from qa.reader.packaged import UNREAD
from qa.reader.reading import Reader, Reading, Text, best_spans

T = TypeVar("T")

MAX_TOKENS = 384


class QuestionAnsweringModel:
    """A model with a span head, by folder or hub name; a sentence's evidence is the margin of its best span."""

    def __init__(self, name: str) -> None:
        """Load the model; only safetensors are read, and no code that comes with a model is run.

        Raises:
            ReaderError: it cannot be loaded, or is no question-answering model.
        """
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        def load() -> tuple[Any, Any]:
            local = Path(name).is_dir()
            tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=local)
            model, report = AutoModelForQuestionAnswering.from_pretrained(
                name, local_files_only=local, use_safetensors=True, output_loading_info=True
            )
            if report["missing_keys"]:
                raise ValueError("it has no trained question-answering head")
            return tokenizer, model.eval()

        self._tokenizer, self._model = _loaded(name, "an extractive question-answering model", load)
        self._lock = threading.Lock()

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """One reading for each text, in order."""
        return [self._read(question, text) for text in texts]

    def _read(self, question: str, text: Text) -> Reading:
        import torch

        lead = f"{text.context}. " if text.context else ""
        with self._lock, torch.inference_mode():
            encoding = self._tokenizer(
                question,
                lead + text.text,
                truncation="only_second",
                max_length=min(MAX_TOKENS, self._tokenizer.model_max_length),
                return_offsets_mapping=True,
                return_tensors="pt",
            )
            places, sequences = encoding.pop("offset_mapping")[0].tolist(), encoding.sequence_ids(0)
            out = self._model(**encoding)
        starts, ends = out.start_logits[0].float().numpy(), out.end_logits[0].float().numpy()
        offsets = [
            (a - len(lead), b - len(lead)) if sequence == 1 else (-1, -1)
            for (a, b), sequence in zip(places, sequences, strict=True)
        ]
        spans = best_spans(starts, ends, float(starts[0] + ends[0]), offsets, text.sentences)
        evidence = tuple(span.margin if span else UNREAD for span in spans)
        return Reading(evidence, spans, max(evidence, default=UNREAD))


class Reranked:
    """Another reader whose evidence is a CrossEncoder's: its score of question and sentence, taken as a logit."""

    def __init__(self, reader: Reader | None, name: str) -> None:
        """Load the CrossEncoder; only safetensors are read.

        Raises:
            ReaderError: it cannot be loaded, or gives more than one score.
        """
        import torch
        from sentence_transformers import CrossEncoder

        def load() -> CrossEncoder:
            model = CrossEncoder(
                name,
                device="cpu",
                local_files_only=Path(name).is_dir(),
                model_kwargs={"use_safetensors": True},
                activation_fn=torch.nn.Identity(),
            )
            if model.num_labels != 1:
                raise ValueError(f"it gives {model.num_labels} scores; one is needed")
            return model

        self._reader = reader
        self._model = _loaded(name, "a CrossEncoder", load)
        self._lock = threading.Lock()

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """One reading for each text, in order."""
        pairs = [(question, text.text[start:end]) for text in texts for start, end in text.sentences]
        with self._lock:
            scores = iter(self._model.predict(pairs, show_progress_bar=False).tolist() if pairs else ())
        readings = self._reader.read(question, texts) if self._reader else [_unread(text) for text in texts]
        reranked = []
        for text, reading in zip(texts, readings, strict=True):
            evidence = tuple(float(next(scores)) for _ in text.sentences)
            reranked.append(replace(reading, evidence=evidence))
        return reranked


def _unread(text: Text) -> Reading:
    return Reading((), tuple(None for _ in text.sentences), 0.0)


def _loaded(name: str, what: str, load: Callable[[], T]) -> T:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        return load()
    except (OSError, ValueError, KeyError, ImportError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ReaderError(f"{name}: cannot be loaded as {what} ({reason}); name another one, or packaged") from error
