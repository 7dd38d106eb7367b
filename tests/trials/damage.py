"""Files of an index that are damaged at random: whether it is noticed, and whether the index mends itself."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from qa.errors import QAError
from tests.trials.editions import CONTEXT, EDITIONS, Bench, observe, opened, told
from tests.trials.kills import settle
from tests.trials.tally import Tally

Harm = Callable[[Path, random.Random], None]

_PAGE = 4096
SHARES = {"current": 20, "content": 37, "vectors": 25, "cache": 12, "encoder": 6}
"""Of trials, in per cent; few where mending takes the seconds in which the encoder is loaded."""


def damage_files(
    bench: Bench, trials: int, seed: int = 0, *, groups: Mapping[str, int] = SHARES, harms: Sequence[Harm] = ()
) -> Tally:
    """Damage one file, ask, build, ask again; each in a process of its own, so that a crash is seen.

    `groups` weighs what the files' names begin with.
    """
    tally, chance, built = Tally("files damaged"), random.Random(seed), settle(bench)
    for _ in range(trials):
        group = chance.choices(list(groups), list(groups.values()))[0]
        path = chance.choice(_files(bench.folder / "index", group))
        harm = chance.choice(harms or HARMS)
        sound = path.read_bytes()
        harm(path, chance)
        harmed = path.read_bytes() if path.exists() else None
        outcome, problem = _examine(bench, built % EDITIONS)
        if harmed is not None and path.exists() and path.read_bytes() == harmed:
            # Nobody needed it; left as it is, the next trial would be of two damages.
            path.write_bytes(sound)
        tally.note(f"{group}: {outcome}", f"{harm.__name__} {path.name}: {problem}" if problem else None)
        if problem:
            built = settle(bench)
    return tally


def _files(index: Path, group: str) -> list[Path]:
    found = sorted(path for path in index.rglob("*") if path.is_file() and path.stat().st_size)
    return [path for path in found if path.relative_to(index).parts[0].startswith(group)]


def flip(path: Path, chance: random.Random) -> None:
    """Turn one bit."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def truncate(path: Path, chance: random.Random) -> None:
    """Cut a file short."""
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def zero_page(path: Path, chance: random.Random) -> None:
    """Fill a page with zeros."""
    data = bytearray(path.read_bytes())
    start = chance.randrange(0, len(data), _PAGE)
    data[start : start + _PAGE] = bytes(len(data[start : start + _PAGE]))
    path.write_bytes(data)


def delete(path: Path, chance: random.Random) -> None:
    """Delete a file."""
    path.unlink()


HARMS = (flip, flip, truncate, zero_page, delete)


def _examine(bench: Bench, edition: int) -> tuple[str, str | None]:
    """How a damaged index is taken, and what is wrong with that; then whether the next build makes it whole."""
    state, said, seen = _apart(bench.folder, False)
    problem = bench.problem(seen, {edition}) if seen else None
    if state == "crashed" or (state == "refused" and "\n" in said):
        problem = said
    if problem is None:
        after, said_after, seen = _apart(bench.folder, True)
        problem = bench.problem(seen, {edition}) if seen else f"not mended by a build, {after}: {said_after}"
        if problem is None and said_after:
            problem = f"still noticed after a build: {said_after}"
    return state, problem


def _apart(folder: Path, build: bool) -> tuple[str, str, tuple[str, ...]]:
    """What a process of its own makes of the index: how it went, what was said, and the answers."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_ask, args=(folder, build, sender))
    child.start()
    sender.close()
    try:
        found: tuple[str, str, tuple[str, ...]] = receiver.recv()
    except EOFError:
        found = ("crashed", "without a word", ())
    child.join()
    return found if child.exitcode == 0 else ("crashed", f"{found[1]}, exit status {child.exitcode}", ())


def _ask(folder: Path, build: bool, sender: Connection) -> None:
    try:
        if build:
            opened(folder).build()
        with told() as warnings:
            seen = observe(opened(folder))
    except QAError as error:
        sender.send(("refused", str(error), ()))
    except Exception as error:
        sender.send(("crashed", f"{type(error).__name__}: {error}", ()))
    else:
        sender.send(("noticed and mended" if warnings else "without effect", "; ".join(warnings), seen))
