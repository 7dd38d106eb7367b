"""How many questions are answered at once, how many wait, and who is told at once that it is busy."""

from __future__ import annotations

import os
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from threading import Condition, local

from qa.api import Corpus
from qa.types.answer import Answer
from qa.ui.conversation import Turn
from qa.writer.page import OnSentence
from qa.writer.whole import OnPart

KEPT = 1024
"""Answers that are kept: some twenty conversations of some fifty questions."""
_LONGEST = 20.0
"""Seconds after which even a visitor in the line is told that it is busy: something is stuck."""
_HELD_BACK = 1.0
"""Seconds for which an answer is held back, at most, while visitors come to the desk."""
_Key = tuple[str, Turn]


class Desk:
    """Answers from one corpus; what was answered lately from the same state of it is not worked out again."""

    def __init__(
        self, corpus: Corpus, *, seats: int = 0, line: int = 16, patience: float = 2.0, keep: int = KEPT
    ) -> None:
        """`seats` questions are answered at once (0: one for each processor), up to `line` wait.

        Fewer wait when answers take long: only as many as are likely to have a seat within `patience` seconds.
        """
        self._corpus, self._line, self._patience, self._keep = corpus, line, patience, keep
        self._seats = seats or max(os.cpu_count() or 1, 1)
        self._changed = Condition()
        self._waiting = self._seated = 0
        # Seconds that answers took lately; one that was held up by something else must not shorten the line.
        self._lately = deque([0.1], maxlen=15)
        self._arriving, self._mine = 0, local()
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()

    def state(self) -> str:
        """What answers depend on beside the question: the index, what is known of it, and the settings, in one line.

        Raises:
            IndexUnusableError: there is no index.
        """
        settings = self._corpus.folder / "corpus.toml"
        altered = " ".join(found.doc_id for found in self._corpus.altered())
        return f"{self._corpus.index_state()} {settings.stat().st_mtime_ns if settings.is_file() else 0} {altered}"

    @contextmanager
    def arrival(self) -> Iterator[None]:
        """A visitor coming to the desk, until it knows whether there is a seat.

        No answer is begun meanwhile: where many come at once, those who must be told that it is busy come first.
        """
        with self._changed:
            self._arriving += 1
            self._mine.coming = True
        try:
            yield
        finally:
            self._arrived()

    def _arrived(self) -> None:
        with self._changed:
            if getattr(self._mine, "coming", False):
                self._mine.coming = False
                self._arriving -= 1
                self._changed.notify_all()

    def recall(self, state: str, turn: Turn) -> Answer | None:
        """The answer of that state, if it is still kept; nothing is worked out."""
        key = (state, turn)
        with self._changed:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def forget(self) -> None:
        """Keep no answer of before."""
        with self._changed:
            self._answers.clear()

    def ask(self, turn: Turn) -> Answer | None:
        """The answer; None when too many are being answered.

        Raises:
            QAError: as `Corpus.ask` does.
        """
        state = self.state()
        if kept := self.recall(state, turn):
            return kept
        self._arrived()
        with self._seat() as free:
            answer = self._put(turn) if free else None
        if answer is not None:
            with self._changed:
                self._answers[state, turn] = answer
                while len(self._answers) > self._keep:
                    self._answers.popitem(last=False)
        return answer

    def _put(self, turn: Turn) -> Answer:
        return self._corpus.ask(turn.question, document=turn.documents, everywhere=turn.everywhere, prose=False)

    def write(self, answer: Answer, on_sentence: OnSentence, on_part: OnPart, tick: Callable[[], None]) -> Answer:
        """The answer in prose, by the model; it takes no seat, since it waits for somebody else nearly all the time.

        Raises:
            QAError: as `Corpus.write` does.
        """
        self._arrived()
        return self._corpus.write(answer, on_sentence=on_sentence, on_part=on_part, tick=tick)

    @contextmanager
    def _seat(self) -> Iterator[bool]:
        """A seat, at once or after a wait; False when there is none and the line is full."""
        free = self._sit_down()
        began = time.monotonic()
        try:
            yield free
        finally:
            if free:
                with self._changed:
                    self._seated -= 1
                    self._lately.append(max(time.monotonic() - began, 0.001))
                    self._changed.notify_all()

    def _sit_down(self) -> bool:
        with self._changed:
            # Who cannot have a seat soon is told so at once, not after a wait.
            room = min(self._line, int(self._patience * self._seats / median(self._lately)))
            if self._seated >= self._seats and self._waiting >= room:
                return False
            self._waiting += 1
            free = self._changed.wait_for(lambda: self._seated < self._seats, _LONGEST)
            self._waiting -= 1
            self._seated += free
            self._changed.wait_for(lambda: not self._arriving, _HELD_BACK)
            return free
