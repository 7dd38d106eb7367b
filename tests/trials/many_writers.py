"""Two writers who change a corpus at the same time, and a writer who dies with the lock in his hands."""

from __future__ import annotations

import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from qa import Corpus
from qa.errors import BusyError
from tests.trials.editions import CONTEXT, Bench, opened
from tests.trials.guests import Guests, add_or_remove, guest_name
from tests.trials.tally import Tally

SOON = 1.0
"""Seconds within which a second writer is told that another is writing where nothing else keeps the processors busy."""
_GIVEN_UP = 30.0
_TRIES = 200


def race(bench: Bench, rounds: int, *, threads: bool, soon: float = _GIVEN_UP) -> Tally:
    """Two writers, processes or threads of one corpus, change a document each and build, at the same time.

    To be told only after `soon` seconds that another is writing is a failure.
    """
    tally = Tally(f"two writers, {'threads' if threads else 'processes'}")
    guests = Guests(bench.folder)
    gate = threading.Barrier(3) if threads else CONTEXT.Barrier(3)
    results = CONTEXT.SimpleQueue()
    corpus = bench.opened()
    make: Any = threading.Thread if threads else CONTEXT.Process
    writers = [
        make(target=_write, args=(corpus if threads else bench.folder, who, rounds, gate, results, soon))
        for who in (0, 1)
    ]
    for writer in writers:
        writer.start()
    slowest = 0.0
    for number in range(rounds):
        gate.wait(timeout=120)
        gate.wait(timeout=120)
        guests.look()
        names = {guest_name(2 * number + who) for who in (0, 1)}
        lost = f"{sorted(guests.present ^ guests.indexed)} differ between corpus and index"
        problem = lost if guests.present != guests.indexed else None
        for _ in range(2):
            told, own = results.get()
            slowest = max(slowest, told)
            problem = problem or own
        tally.note("both did their part", problem and f"{problem} (changed: {sorted(names)})")
    for writer in writers:
        writer.join()
    tally.figures["slowest to be told, seconds"] = slowest
    return tally


def free_dead_lock(bench: Bench, trials: int, soon: float = _GIVEN_UP) -> Tally:
    """A writer is killed while it holds the lock: before, another is told so soon; afterwards, another has its turn."""
    tally, slowest = Tally("a dead writer's lock"), 0.0
    corpus = bench.opened()
    for number in range(trials):
        receiver, sender = CONTEXT.Pipe(duplex=False)
        child = CONTEXT.Process(target=_hold, args=(bench.folder, sender))
        child.start()
        receiver.recv()
        add_or_remove(corpus, number)
        start, problem = time.perf_counter(), None
        try:
            corpus.build()
            problem = "the lock did not keep the second writer out"
        except BusyError:
            slowest = max(slowest, time.perf_counter() - start)
        child.kill()
        child.join()
        corpus.build()
        tally.note("freed", problem or (f"told after {slowest:.1f} s" if slowest > soon else None))
    tally.figures["slowest to be told, seconds"] = slowest
    return tally


def _write(where: Corpus | Path, who: int, rounds: int, gate: Any, results: Any, soon: float) -> None:
    """Change one guest a round and build, again as often as it is told that another is writing."""
    corpus = where if isinstance(where, Corpus) else opened(where)
    for number in range(rounds):
        gate.wait(timeout=120)
        problem, slowest = None, 0.0
        try:
            is_there = add_or_remove(corpus, 2 * number + who)
            slowest = _build(corpus)
            found = any(info.doc_id == guest_name(2 * number + who) for info in corpus.documents())
            problem = None if found == is_there else f"lost at once: {guest_name(2 * number + who)}"
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        if slowest > soon:
            problem = problem or f"told after {slowest:.1f} s"
        gate.wait(timeout=120)
        results.put((slowest, problem))


def _build(corpus: Corpus) -> float:
    """Build, however often another does; returns the longest wait until that was told."""
    slowest = 0.0
    for _ in range(_TRIES):
        start = time.perf_counter()
        try:
            corpus.build()
        except BusyError:
            slowest = max(slowest, time.perf_counter() - start)
        else:
            return slowest
    raise BusyError(f"told {_TRIES} times that another is writing")


def _hold(folder: Path, sender: Connection) -> None:
    from filelock import FileLock

    with FileLock(folder / "index" / "writer.lock"):
        sender.send("held")
        time.sleep(600)
