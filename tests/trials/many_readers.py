"""Readers that ask while the index is rebuilt again and again, and how soon an open corpus answers from a new generation."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qa import Corpus
from tests.trials.editions import CONTEXT, EDITIONS, Bench, editions_in, observe_one, opened, write_edition
from tests.trials.kills import settle
from tests.trials.tally import Tally

_THREADS = 4
_PROCESSES = 4
SOON = 2.0
"""Seconds within which a new generation is answered from where nothing else keeps the processors busy."""
_GIVEN_UP = 30.0


def ask_during_rebuilds(bench: Bench, questions: int, rebuilds: int) -> Tally:
    """Readers, half of them threads of one process, ask while a writer goes from edition to edition."""
    tally, asked, total = Tally("asked during rebuilds"), CONTEXT.Value("i", 0), questions * (_THREADS + _PROCESSES)
    built, results = settle(bench), CONTEXT.SimpleQueue()
    writer = CONTEXT.Process(target=_rebuild, args=(bench.folder, built, rebuilds, asked, total))
    children = [CONTEXT.Process(target=_reader, args=(bench, questions, asked, results)) for _ in range(_PROCESSES)]
    children.append(CONTEXT.Process(target=_readers, args=(bench, questions, asked, results)))
    for child in (writer, *children):
        child.start()
    times: list[float] = []
    seen: list[int] = []
    while any(child.is_alive() for child in (writer, *children)) or not results.empty():
        if results.empty():
            time.sleep(0.2)
            continue
        failures, seconds, editions = results.get()
        tally.failures += failures
        times += seconds
        seen.append(editions)
    for child in (writer, *children):
        child.join()
        if child.exitcode:
            tally.failures.append(f"a reader or the writer ended with status {child.exitcode}")
    tally.figures["rebuilds seen by a reader, most"] = max(seen, default=1) - 1
    tally.trials, tally.outcomes["asked"] = len(times), len(times)
    times.sort()
    if times:
        tally.figures |= {"p50 seconds": times[len(times) // 2], "p95 seconds": times[len(times) * 95 // 100]}
        tally.figures["slowest seconds"] = times[-1]
    return tally


def follow(bench: Bench, trials: int, soon: float = _GIVEN_UP) -> Tally:
    """How long after a build in another process an open corpus answers from it; more than `soon` seconds is a failure."""
    tally, corpus, waits = Tally("an open corpus follows"), bench.opened(), []
    built = settle(bench)
    for _ in range(trials):
        built += 1
        child = CONTEXT.Process(target=_build_edition, args=(bench.folder, built))
        child.start()
        child.join()
        done = time.perf_counter()
        problem = None
        while problem is None and editions_in(text := observe_one(corpus, 0)) != {built % EDITIONS}:
            problem = bench.problem_of(text, 0, {(built - 1) % EDITIONS})
            if time.perf_counter() - done > _GIVEN_UP:
                problem = "never"
        waits.append(time.perf_counter() - done)
        late = f"after {waits[-1]:.1f} s" if waits[-1] > soon else None
        tally.note("followed", problem or late)
    tally.figures["slowest seconds"] = max(waits, default=0)
    return tally


def _build_edition(folder: Path, number: int) -> None:
    write_edition(folder / "corpus", number)
    opened(folder).build()


def _rebuild(folder: Path, built: int, rebuilds: int, asked: Any, total: int) -> None:
    """Rebuild so many times, spread over the questions."""
    for number in range(rebuilds):
        while asked.value < total * (number + 1) // (rebuilds + 1):
            time.sleep(0.005)
        _build_edition(folder, built + number + 1)


def _readers(bench: Bench, questions: int, asked: Any, results: Any) -> None:
    corpus = bench.opened()
    work: Callable[[], None] = lambda: _ask(bench, corpus, questions, asked, results)  # noqa: E731
    threads = [threading.Thread(target=work) for _ in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _reader(bench: Bench, questions: int, asked: Any, results: Any) -> None:
    _ask(bench, bench.opened(), questions, asked, results)


def _ask(bench: Bench, corpus: Corpus, questions: int, asked: Any, results: Any) -> None:
    """Ask, and report what was wrong, how long each took, and how many editions went by."""
    failures, times, last, went_by = [], [], -1, 0
    for number in range(questions):
        start = time.perf_counter()
        try:
            text = observe_one(corpus, number % 2)
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")
            continue
        finally:
            times.append(time.perf_counter() - start)
            with asked.get_lock():
                asked.value += 1
        problem = bench.problem_of(text, number % 2)
        edition = min(editions_in(text), default=-1)
        if problem is None and last >= 0 and (edition - last) % EDITIONS > EDITIONS // 2:
            problem = f"edition {edition} after {last}"
        went_by += edition != last
        last = edition
        failures += [problem] if problem else []
    results.put((failures, times, went_by))
