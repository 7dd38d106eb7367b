"""Texts encoded and read in many threads at once, compared with what one thread makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from qa import open_corpus
from qa.index.read import Index
from tests.trials.editions import Bench
from tests.trials.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
R = TypeVar("R")

_THREADS = 8
_ALLOWED = 1e-4
_WORDS = "lantern harbour register keeper brass market library railway edition window storm ferry".split()


def encode_together(bench: Bench, texts: int) -> Tally:
    """Encode many texts in each of many threads; vectors and token vectors must be those of one thread."""
    import numpy as np

    tally, worst = Tally("encoded in eight threads"), 0.0
    with Index(bench.folder / "index").snapshot() as snapshot:
        encoder = snapshot.encoder
    own = [[_text(thread * texts + number) for number in range(texts)] for thread in range(_THREADS)]

    def encode(batch: Sequence[str]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        found = []
        for text in batch:
            tokens = encoder.encode_tokens(text)
            found.append((encoder.encode(text), np.zeros(0, np.float32) if tokens is None else tokens.states))
        return found

    for together, alone in zip(_in_threads(encode, own), map(encode, own), strict=True):
        for (vector, tokens), (vector_alone, tokens_alone) in zip(together, alone, strict=True):
            same = tokens.shape == tokens_alone.shape
            differs = max(_differ(vector, vector_alone), _differ(tokens, tokens_alone)) if same else 1.0
            worst = max(worst, differs)
            tally.note("encoded", f"differs by {differs:.3g}" if differs > _ALLOWED else None)
    tally.figures["largest difference"] = worst
    return tally


def read_together(bench: Bench, times: int) -> Tally:
    """Ask with the packaged reader in many threads; answers must be those of one thread."""
    tally = Tally("read in eight threads")
    corpus = open_corpus(bench.folder / "corpus", index=bench.folder / "index")
    questions = [f"How many lanterns burn at the {place} of Lumo?" for place in ("harbour", "market", "library")]

    def ask(_: object) -> list[str]:
        return [str(corpus.ask(question).to_dict()) for question in questions * times]

    alone = ask(None)
    for answers in _in_threads(ask, range(_THREADS)):
        for one, other in zip(answers, alone, strict=True):
            tally.note("asked", None if one == other else f"{one[:200]} is not {other[:200]}")
    return tally


def _in_threads(work: Callable[[T], list[R]], given: Sequence[T]) -> list[list[R]]:
    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(work, given))


def _differ(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(abs(one - other).max(initial=0))


def _text(number: int) -> str:
    """A text of its own: every fourth is longer than the model's window, some are of a few words."""
    length = (6, 40, 20, 400)[number % 4] + number % 7
    return " ".join(_WORDS[(number * 5 + i * (1 + number % 5)) % len(_WORDS)] for i in range(length)) + f" {number}"
