"""One build of the index at a time, in a thread of this process; readers see the old index until it is committed."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

from qa.api import Corpus
from qa.errors import QAError
from qa.index.watching import may_pass
from qa.ui.remedies import in_browser_words

_SHARES = {
    "reading": (0.0, 0.25),
    "loading the encoder": (0.25, 0.3),
    "embedding": (0.3, 0.9),
    "exporting the question encoder": (0.9, 0.95),
    "committing": (0.95, 0.98),
    "loading the new index": (0.98, 1.0),
}
"""Which part of the whole each step is, so that the bar never runs backwards."""


_ENOUGH = 0.3
"""Share of a build by which the rest can be guessed."""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """How the last build ended."""

    error: str | None = None
    left_out: tuple[str, ...] = ()
    """One line for each file that could not be read."""
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0
    again: bool = False
    """True when it failed for what may pass though no file changes."""


@dataclass(frozen=True, slots=True)
class State:
    """What the builder is doing."""

    running: bool = False
    queued: bool = False
    step: str = "reading"
    done: int = 0
    total: int = 0
    share: float = 0.0
    """Of the whole build, from 0 to 1."""
    outcome: BuildOutcome | None = None
    began: float = 0.0
    """By `time.monotonic`."""

    def seconds_left(self) -> int | None:
        """A guess by what is done; None while too little is done to guess by."""
        spent = time.monotonic() - self.began
        return round(spent * (1 - self.share) / self.share) if self.share > _ENOUGH and spent > 1 else None


class Builder:
    """Builds a corpus's index in the background."""

    def __init__(self, corpus: Corpus) -> None:
        """Remember the corpus; nothing is built yet."""
        self._corpus = corpus
        self._lock = threading.Lock()
        self._state = State()
        self._next: bool | None = None
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> State:
        """As it is at this moment."""
        return self._state

    def request(self, *, rebuild: bool = False) -> bool:
        """Build now, or after the build that is running; False when it had to be queued."""
        with self._lock:
            if self._state.running:
                self._next = rebuild or bool(self._next)
                self._state = replace(self._state, queued=True)
                return False
            self._state = State(running=True, outcome=self._state.outcome, began=time.monotonic())
            self._thread = threading.Thread(target=self._run, args=(rebuild,), name="build", daemon=True)
            self._thread.start()
            return True

    def wait(self, seconds: float | None = 120.0) -> None:
        """Return when nothing is being built, or when the time is up, if there is one."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, rebuild: bool) -> None:
        wanted: bool | None = rebuild
        while wanted is not None:
            # What a fault in the program leaves here; its traceback goes to the server's log.
            outcome = BuildOutcome(error="A fault in the program stopped the build; the server's log says where.")
            try:
                outcome = self._build(wanted)
            finally:
                with self._lock:
                    wanted, self._next = self._next, None
                    self._state = State(running=wanted is not None, outcome=outcome, began=time.monotonic())

    def _build(self, rebuild: bool) -> BuildOutcome:
        began = time.monotonic()
        try:
            report = self._corpus.build(rebuild=rebuild, progress=self._note)
            self._note("loading the new index", 0, 1)
            self._corpus.load()
        except QAError as error:
            return BuildOutcome(error=in_browser_words(error), again=may_pass(error))
        return BuildOutcome(None, report.skipped, report.documents, report.passages, time.monotonic() - began)

    def _note(self, step: str, done: int, total: int) -> None:
        first, last = _SHARES.get(step, (self._state.share, self._state.share))
        share = first + (last - first) * (done / total if total else 0.0)
        with self._lock:
            self._state = replace(
                self._state, step=step, done=done, total=total, share=min(max(share, self._state.share), 1.0)
            )
