"""Builds that find no room: limits on the size of files, and a disk that is nearly full."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from qa.errors import QAError
from qa.language.detection import guess_language
from tests.trials.editions import CONTEXT, Bench, leftovers, opened, write_edition
from tests.trials.faults import limit_files
from tests.trials.kills import look, settle
from tests.trials.tally import Tally

FILLER = "README.md"
"""The file that fills the small disk: one that every index folder may have."""
_SLACK = 128 * 1024
"""Bytes that may lie more than before after a build that failed: what SQLite keeps beside a database that is in use."""
_NEW_EVERY = 10
"""Every so many trials the build has a text to embed, too."""


def limit_size(bench: Bench, trials: int) -> Tally:
    """Build while no file may grow beyond a limit, from 0 to half more than the biggest that the last rebuild wrote."""
    tally = Tally("builds with a limit on the size of files")
    if sys.platform == "win32":
        tally.skipped = "this system has no such limit"
        return tally
    built = settle(bench)
    biggest = max(_generation(bench))
    limits = [int(biggest * 1.5 * n / max(trials - 1, 1)) for n in range(trials)]
    for number, limit in enumerate(limits):
        built = _try(bench, tally, built, number, limit)
    return tally


def fill_disk(bench: Bench, trials: int) -> Tally:
    """Build on a small disk of its own, on which less and less is left."""
    tally = Tally("builds on a disk that is nearly full")
    index = bench.folder / "index"
    room = int(1.5 * sum(_generation(bench)))
    try:
        with _small_disk(bench, _used(index) + 2 * room + 4_000_000) as small:
            built, filler = settle(small), index / FILLER
            for number in range(trials):
                with filler.open("wb") as file:
                    left = room * number // max(trials - 1, 1)
                    file.write(bytes(max(shutil.disk_usage(index).free - left, 0)))
                built = _try(small, tally, built, number, None, filler)
    except OSError as error:
        tally.skipped = f"no small disk can be made ({error})"
    return tally


def _try(bench: Bench, tally: Tally, built: int, number: int, limit: int | None, filler: Path | None = None) -> int:
    """One build without room; returns the edition that the index is of, once there is room again."""
    index, new = bench.folder / "index", bench.folder / "corpus" / "new.txt"
    before, embeds = _used(index), number % _NEW_EVERY == _NEW_EVERY - 1
    write_edition(bench.folder / "corpus", built + 1)
    if embeds:
        new.write_text(
            f"A new text\n\nIt is number {number} of those for which there may be no room.\n", encoding="utf-8"
        )
    outcome, said = _without_room(bench.folder, limit)
    new.unlink(missing_ok=True)
    problem, _ = look(bench, {built + (outcome == "built")}, exact=not (embeds and outcome == "built"))
    if outcome == "crashed" or "\n" in said:
        problem = said
    more = _used(index) - before
    if problem is None and outcome == "refused" and more > _SLACK:
        problem = f"{more} bytes did not come back; left: {leftovers(index)}"
    if filler is not None:
        filler.unlink()
    tally.note(outcome, f"{problem} (said: {said})" if problem else None)
    return settle(bench)


def _without_room(folder: Path, limit: int | None) -> tuple[str, str]:
    """Build in a process of its own: `built`, `refused` with what was said, or `crashed`."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_build, args=(folder, limit, sender))
    child.start()
    sender.close()
    try:
        found: tuple[str, str] = receiver.recv()
    except EOFError:
        found = ("crashed", "without a word")
    child.join()
    return found if child.exitcode == 0 else ("crashed", f"{found[1]}, exit status {child.exitcode}")


def _build(folder: Path, limit: int | None, sender: Connection) -> None:
    if limit is not None:
        # What the library that tells languages unpacks among the temporary files is no part of the index.
        guess_language("warm")
        limit_files(limit)
    try:
        opened(folder).build()
    except QAError as error:
        sender.send(("refused", str(error)))
    except Exception as error:
        sender.send(("crashed", f"{type(error).__name__}: {error}"))
    else:
        sender.send(("built", ""))


def _generation(bench: Bench) -> list[int]:
    """Sizes of the files of which each rebuild writes its own."""
    index = bench.folder / "index"
    return [path.stat().st_size for path in index.iterdir() if path.name.startswith(("content-", "vectors-"))]


def _used(folder: Path) -> int:
    """Bytes on disk, but for the filler."""
    return sum(p.stat().st_blocks * 512 for p in folder.rglob("*") if p.is_file() and p.name != FILLER)


@contextmanager
def _small_disk(bench: Bench, size: int) -> Iterator[Bench]:
    """The bench with its index on a disk of `size` bytes.

    Raises:
        OSError: this system has none to give, or does not let us.
    """
    index, kept = bench.folder / "index", bench.folder / "kept"
    index.rename(kept)
    index.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(index)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise OSError(done.stderr.strip() or "mount failed")
        try:
            shutil.copytree(kept, index, dirs_exist_ok=True)
            yield bench
        finally:
            subprocess.run(["umount", "-l", str(index)], check=True)
    finally:
        index.rmdir()
        kept.rename(index)
