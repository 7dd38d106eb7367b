"""Whatever ends, damages or leaves no room for a build: the index answers from one edition, and nothing acknowledged is lost.

Small numbers of the trials that `benchmarks/durability.py` makes at length.
"""

import sys
from pathlib import Path

import pytest

from qa.files import write_whole
from tests.trials import damage, full_disk, kills
from tests.trials.editions import CONTEXT, Bench, observe, rebuild, write_edition
from tests.trials.faults import ends_at
from tests.trials.tally import Tally

posix = pytest.mark.skipif(sys.platform == "win32", reason="kills and limits are those of POSIX systems")


def passed(tally: Tally, *outcomes: str) -> bool:
    """True when nothing failed and all these outcomes were among what was tried."""
    assert not tally.failures, tally.failures
    assert set(outcomes) <= set(tally.outcomes), tally.outcomes
    return tally.trials > 0


@posix
def test_killed_rebuild_leaves_one_edition(bench: Bench) -> None:
    assert passed(kills.kill_rebuilds(bench, 3))


@posix
def test_killed_changes_lose_no_source_that_was_acknowledged(bench: Bench) -> None:
    assert passed(kills.kill_changes(bench, 3))


@pytest.mark.parametrize("lose", [False, True], ids=["ended", "power lost"])
def test_rebuild_that_ends_at_an_operation_leaves_one_edition(bench: Bench, lose: bool) -> None:
    assert passed(kills.end_rebuilds(bench, lose=lose, step=31), "ended", "came through")


def test_change_that_ends_at_an_operation_loses_no_source(bench: Bench) -> None:
    assert passed(kills.end_changes(bench, step=37), "ended after changed", "ended after begun", "came through")


@pytest.mark.parametrize(("group", "trials"), [("current", 1), ("content", 2), ("vectors", 2)])
def test_damaged_file_is_noticed_and_mended(bench: Bench, group: str, trials: int) -> None:
    harms = (damage.flip, damage.zero_page, damage.truncate, damage.delete)
    assert passed(damage.damage_files(bench, trials, groups={group: 1}, harms=harms), f"{group}: noticed and mended")


@posix
def test_build_without_room_leaves_the_old_edition_and_nothing_else(bench: Bench) -> None:
    assert passed(full_disk.limit_size(bench, 4), "refused", "built")


def build_without_torch(folder: Path) -> None:
    rebuild(folder)
    assert "torch" not in sys.modules


def test_rebuild_of_known_texts_loads_no_encoder(bench: Bench) -> None:
    write_edition(bench.folder / "corpus", 2)
    child = CONTEXT.Process(target=build_without_torch, args=(bench.folder,))
    child.start()
    child.join()
    assert child.exitcode == 0 and bench.problem(observe(bench.opened()), {2}) is None


def write_and_rename(folder: Path, sync: bool) -> None:
    """What a careless program does, and with `sync` a careful one."""
    if sync:
        write_whole(folder / "file", b"new" * 1000)
        return
    with (folder / "new").open("wb") as file:
        file.write(b"new" * 1000)
    (folder / "new").rename(folder / "file")
    (folder / "other").touch()


@pytest.mark.parametrize("sync", [False, True], ids=["careless", "careful"])
def test_loss_of_what_was_not_synced_is_seen(tmp_path: Path, sync: bool) -> None:
    (tmp_path / "file").write_bytes(b"old" * 1000)
    spoiled = []
    number = 0
    while ends_at(number := number + 1, write_and_rename, tmp_path, sync, lose=tmp_path):
        spoiled.append((tmp_path / "file").read_bytes() not in (b"old" * 1000, b"new" * 1000))
        (tmp_path / "file").write_bytes(b"old" * 1000)
    assert any(spoiled) is not sync and len(spoiled) >= 3
