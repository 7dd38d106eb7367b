"""How many questions are answered at once, how many wait, and who is told at once or soon that it is busy."""

from __future__ import annotations

import os
from collections import OrderedDict
from threading import BoundedSemaphore, Lock

from qa.answer import Answer
from qa.pipeline import Corpus

_Key = tuple[str, str, str | None]


class Desk:
    """Answers from one corpus; what was answered lately from the same state of the index is not worked out again."""

    def __init__(
        self, corpus: Corpus, *, seats: int = 0, line: int = 16, patience: float = 1.5, keep: int = 256
    ) -> None:
        """`seats` questions are answered at once (0: one for each processor), `line` more wait up to `patience` seconds."""
        seats = seats or max(os.cpu_count() or 1, 1)
        self._corpus, self._patience, self._keep = corpus, patience, keep
        self._seats, self._places = BoundedSemaphore(seats), BoundedSemaphore(seats + line)
        self._lock = Lock()
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()

    def ask(self, question: str, document: str | None = None) -> Answer | None:
        """The answer; None when too many are being answered.

        Raises:
            QAError: as `Corpus.ask` does.
        """
        key = (self._corpus.describe_index(), question, document)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        if not self._places.acquire(blocking=False):
            return None
        try:
            if not self._seats.acquire(timeout=self._patience):
                return None
            try:
                answer = self._corpus.ask(question, document=document)
            finally:
                self._seats.release()
        finally:
            self._places.release()
        self._remember(key, answer)
        return answer

    def _remember(self, key: _Key, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._keep:
                self._answers.popitem(last=False)
