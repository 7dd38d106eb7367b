"""The threads that carry operations out: how many at once, how many wait, and how long one may take."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from qa.errors import CrowdedError, LateError, QAError, ServiceError
from qa.service.operations import CorpusOperation

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from qa.api import Corpus

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Workers:
    """Carry out operations on one corpus, which is opened once; each sees the index as it then is."""

    def __init__(self, corpus: Corpus, *, seats: int = 0, line: int = 16, seconds: float = 120.0) -> None:
        """`seats` are carried out at once (0: one for each processor), up to `line` wait, each for `seconds` at most."""
        self.corpus = corpus
        seats = seats or max(os.cpu_count() or 1, 1)
        self._threads = ThreadPoolExecutor(seats, "qa-worker")
        self._most, self._seconds = seats + line, seconds
        self._taken, self._lock = 0, Lock()

    def warm_up(self) -> None:
        """Begin to load vectors, encoder and reader, so that the first question is answered as fast as the second."""
        # Without an index there is nothing to load: whoever asks is told so.
        self._threads.submit(self._load)

    def _load(self) -> None:
        try:
            self.corpus.load()
        except QAError as error:
            _log.warning("%s", error)

    async def carry_out(self, operation: CorpusOperation, arguments: object) -> str:
        """The result of an operation as JSON.

        Raises:
            CrowdedError: all seats are taken, and the line is full.
            LateError: it takes too long. Its thread goes on to the end, and keeps its seat as long.
            ServiceError: it failed as nobody foresaw.
            QAError: as the operation says.
        """
        return await self.run(operation.name, lambda: operation.carry_out(self.corpus, arguments))

    async def run(self, name: str, work: Callable[[], _T]) -> _T:
        """What `work` gives; see `carry_out`."""
        running = asyncio.wrap_future(self._submit(work))
        try:
            return await asyncio.wait_for(running, self._seconds)
        except TimeoutError as error:
            raise LateError(
                f"{name}: not done within {self._seconds:g} seconds; ask for less, or of one document"
            ) from error
        except (QAError, asyncio.CancelledError):
            raise
        except Exception as error:
            _log.exception("%s failed", name)
            raise ServiceError(
                f"{name}: failed ({type(error).__name__}); what happened is in the log of this program"
            ) from error

    def _submit(self, work: Callable[[], _T]) -> Future[_T]:
        with self._lock:
            if self._taken >= self._most:
                raise CrowdedError("too many requests at once; ask again in a moment")
            self._taken += 1
        future = self._threads.submit(work)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _: Future[Any]) -> None:
        with self._lock:
            self._taken -= 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Nothing more is begun, and what waits is dropped.
        self._threads.shutdown(wait=False, cancel_futures=True)
