"""Children that are killed, or end, while they change a corpus and its index; and whether all that they acknowledged is there."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from tests.trials.editions import CONTEXT, EDITIONS, Bench, editions_in, leftovers, observe, opened, told, write_edition
from tests.trials.faults import ends_at
from tests.trials.guests import Guests, change
from tests.trials.tally import Tally

_EMBEDDING = 8.0
"""Seconds within which a build that embeds is killed; much of it goes by before the first text is embedded."""

Messages = list[tuple[str, int]]


def kill_rebuilds(bench: Bench, trials: int, seed: int = 0) -> Tally:
    """Kill a child that goes from edition to edition, each time at another moment."""
    tally, chance, built = Tally("kill -9 during rebuilds"), random.Random(seed), settle(bench)
    span = 2 * _seconds(lambda: settle(bench))
    for _ in range(trials):
        messages = _killed(chance.uniform(0, span), _renew, bench.folder, built + 1)
        built = max((number for what, number in messages if what == "built"), default=built)
        problem, seen = look(bench, {built, messages[-1][1]})
        tally.note(messages[-1][0], problem)
        built += seen != built % EDITIONS
    return _cleaned(tally, bench)


def kill_changes(bench: Bench, trials: int, seed: int = 0) -> Tally:
    """Kill a child that adds and removes documents, and builds after each."""
    tally, chance, guests = Tally("kill -9 during add, remove and build"), random.Random(seed), Guests(bench.folder)
    span = 2 * _seconds(lambda: change(bench.folder, 0, None))
    guests.look()
    for _ in range(trials):
        messages = _killed(chance.uniform(0, span), _changes, bench.folder, guests.number)
        guests.replay(messages)
        tally.note(messages[-1][0], guests.problem())
    return _cleaned(tally, bench)


def kill_embedding(bench: Bench, trials: int, seed: int = 0) -> Tally:
    """Kill builds whose texts were never seen, so that they load the encoder and embed."""
    tally, chance, before = Tally("kill -9 during builds that embed"), random.Random(seed), settle(bench)
    new = bench.folder / "corpus" / "new.txt"
    for trial in range(trials):
        new.write_text(f"A new text\n\nIt is number {seed}/{trial} of its kind.\n", encoding="utf-8")
        messages = _killed(chance.uniform(0, _EMBEDDING), _build, bench.folder)
        new.unlink()
        tally.note(messages[-1][0], look(bench, {before}, exact=False)[0])
    return _cleaned(tally, bench)


def end_rebuilds(bench: Bench, *, lose: bool = False, step: int = 1) -> Tally:
    """End a rebuild at its first operation, then at its second, until one comes through."""
    tally = Tally(f"end at every operation of a rebuild{', what was not synced is lost' if lose else ''}")
    built = settle(bench)
    for number in itertools.count(1, step):
        write_edition(bench.folder / "corpus", built + 1)
        ended, _ = _ended(number, lose, bench, _build)
        problem, seen = look(bench, {built, built + 1} if ended else {built + 1})
        tally.note("ended" if ended else "came through", problem)
        built += seen != built % EDITIONS
        if not ended:
            return _cleaned(tally, bench)
    raise AssertionError


def end_changes(bench: Bench, *, lose: bool = False, step: int = 1) -> Tally:
    """End adding or removing a document, and the build after it, at every operation."""
    tally = Tally(f"end at every operation of add, remove and build{', what was not synced is lost' if lose else ''}")
    guests = Guests(bench.folder)
    guests.look()
    came_through = 0
    for number in itertools.count(1, step):
        ended, messages = _ended(number, lose, bench, change, guests.number)
        guests.replay(messages)
        tally.note(f"ended after {messages[-1][0]}" if ended else "came through", guests.problem())
        came_through += not ended
        if came_through == 2:
            return _cleaned(tally, bench)
    raise AssertionError


def settle(bench: Bench) -> int:
    """Go on to the next edition, undisturbed; returns its number."""
    (now,) = editions_in(observe(bench.opened())[0])
    write_edition(bench.folder / "corpus", now + 1)
    bench.opened().build()
    return now + 1


def look(bench: Bench, allowed: set[int], *, exact: bool = True) -> tuple[str | None, int]:
    """What is wrong with the index as it lies there, if it is of one of some editions; and the edition that it is of.

    With `exact`, the answers must be those of the edition alone, not of a corpus with a further document.
    """
    with told() as warnings:
        try:
            seen = observe(bench.opened())
        except Exception as error:
            return f"{type(error).__name__}: {error}", -1
    problem = bench.problem(seen, {number % EDITIONS for number in allowed}, exact=exact)
    if warnings and not problem:
        problem = f"damage was left: {warnings[0]}"
    return problem, min(editions_in(seen[0]), default=-1)


def _cleaned(tally: Tally, bench: Bench) -> Tally:
    """The tally, after one more change and build, which must leave nothing of those that ended."""
    for _ in range(2):
        change(bench.folder, 0, None)
    settle(bench)
    left = leftovers(bench.folder / "index") + [path.name for path in (bench.folder / "corpus").rglob("*.tmp")]
    if left:
        tally.failures.append(f"left after the next build: {', '.join(left)}")
    return tally


def _killed(wait: float, target: Callable[..., None], *arguments: object) -> Messages:
    """Run a child, kill it some seconds after its first message, and return all it said."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=target, args=(*arguments, sender))
    child.start()
    sender.close()
    messages: Messages = [receiver.recv()]
    time.sleep(wait)
    child.kill()
    child.join()
    return messages + _rest(receiver)


def _ended(
    number: int, lose: bool, bench: Bench, target: Callable[..., None], *arguments: object
) -> tuple[bool, Messages]:
    receiver, sender = CONTEXT.Pipe(duplex=False)
    ended = ends_at(number, target, bench.folder, *arguments, sender, lose=bench.folder if lose else None)
    sender.close()
    return ended, _rest(receiver)


def _rest(receiver: Connection) -> Messages:
    messages: Messages = []
    with suppress(EOFError):
        while receiver.poll():
            messages.append(receiver.recv())
    return messages


def _renew(folder: Path, number: int, sender: Connection) -> None:
    """Write edition after edition and build each, until killed."""
    for edition in itertools.count(number):
        sender.send(("begun", edition))
        write_edition(folder / "corpus", edition)
        opened(folder).build()
        sender.send(("built", edition))


def _changes(folder: Path, number: int, sender: Connection) -> None:
    """Make change after change, until killed."""
    for at in itertools.count(number):
        change(folder, at, sender)


def _build(folder: Path, sender: Connection) -> None:
    sender.send(("begun", 0))
    opened(folder).build()
    sender.send(("built", 0))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
