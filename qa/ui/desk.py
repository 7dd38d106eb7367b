"""How many questions are answered at once, how many wait, and who is told at once or soon that it is busy."""

from __future__ import annotations

import os
from collections import OrderedDict
from threading import BoundedSemaphore, Lock

from qa.answer import Answer
from qa.pipeline import Corpus

KEPT = 1024
"""Answers that are kept: some twenty conversations of some fifty questions."""
_Key = tuple[str, str, str | None]


class Desk:
    """Answers from one corpus; what was answered lately from the same state of it is not worked out again."""

    def __init__(
        self, corpus: Corpus, *, seats: int = 0, line: int = 16, patience: float = 1.2, keep: int = KEPT
    ) -> None:
        """`seats` questions are answered at once (0: one for each processor), `line` more wait up to `patience` seconds."""
        seats = seats or max(os.cpu_count() or 1, 1)
        self._corpus, self._patience, self._keep = corpus, patience, keep
        self._seats, self._places = BoundedSemaphore(seats), BoundedSemaphore(seats + line)
        self._lock = Lock()
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()

    def state(self) -> str:
        """What answers depend on beside the question: the index and the settings of the corpus, in one line.

        Raises:
            IndexUnusableError: there is no index.
        """
        settings = self._corpus.folder / "corpus.toml"
        return f"{self._corpus.describe_index()} {settings.stat().st_mtime_ns if settings.is_file() else 0}"

    def recall(self, state: str, question: str, document: str | None = None) -> Answer | None:
        """The answer of that state, if it is still kept; nothing is worked out."""
        key = (state, question, document)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def ask(self, question: str, document: str | None = None) -> Answer | None:
        """The answer; None when too many are being answered.

        Raises:
            QAError: as `Corpus.ask` does.
        """
        state = self.state()
        if kept := self.recall(state, question, document):
            return kept
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
        self._keep_answer((state, question, document), answer)
        return answer

    def _keep_answer(self, key: _Key, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._keep:
                self._answers.popitem(last=False)
