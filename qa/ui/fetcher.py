"""One fetching of cited texts at a time, in a thread of this process; what was had is kept whenever it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from qa.api import Corpus
from qa.corpus.log import acting_as
from qa.errors import QAError
from qa.ui.people import visitor
from qa.ui.remedies import in_browser_words
from qa.ui.rights import Visitor
from qa.web.fetching import FetchResult
from qa.web.plan import FetchPlan


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is being fetched, or how the last fetching ended."""

    running: bool = False
    asking: str = ""
    """The host that is asked now."""
    total: int = 0
    results: tuple[FetchResult, ...] = ()
    stopped: bool = False
    """By the visitor."""
    error: str | None = None

    @property
    def had(self) -> int:
        """How many texts came."""
        return sum(result.entry is not None for result in self.results)


class Fetcher:
    """Fetches texts for a corpus in the background."""

    def __init__(self, corpus: Corpus, then: Callable[[], object]) -> None:
        """`then` is called when texts have come: the index has to follow."""
        self._corpus, self._then = corpus, then
        self._lock = threading.Lock()
        self._state = FetchState()

    @property
    def state(self) -> FetchState:
        """As it is at this moment."""
        return self._state

    def request(self, plan: FetchPlan, hosts: Collection[str]) -> bool:
        """Ask these hosts, to which the visitor said yes; False while another fetching is going on."""
        with self._lock:
            if self._state.running:
                return False
            self._state = FetchState(running=True, total=len(plan.errands))
        threading.Thread(target=self._run, args=(plan, frozenset(hosts), visitor()), name="fetch", daemon=True).start()
        return True

    def stop(self) -> None:
        """Go no further after the page that is being asked for."""
        self._note(stopped=True)

    def _run(self, plan: FetchPlan, hosts: frozenset[str], person: Visitor | None) -> None:
        # What a fault in the program leaves here; its traceback goes to the server's log.
        error: str | None = "A fault in the program stopped the fetching; the server's log says where."
        try:
            with acting_as("browser", person.name if person else None):
                self._fetch(plan, hosts)
            error = None
        except QAError as failure:
            error = in_browser_words(failure)
        finally:
            # Before it ends: a page that is drawn then looks whether the index is being built.
            if self._state.had:
                self._then()
            self._note(running=False, asking="", error=error)

    def _fetch(self, plan: FetchPlan, hosts: frozenset[str]) -> None:
        found = self._corpus.fetch(plan, hosts=hosts)
        for errand in plan.errands:
            self._note(asking=" and ".join(host for host in errand.hosts if host in hosts))
            self._note(results=(*self._state.results, next(found)))
            if self._state.stopped:
                return

    def _note(self, **changed: object) -> None:
        with self._lock:
            self._state = replace(self._state, **changed)  # type: ignore[arg-type]
