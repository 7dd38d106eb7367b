"""Several builders of one index: each document prepared once, ends at any point, leases that run out, files that change.

All texts are made up.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qa import Corpus, open_corpus
from qa.cli import main
from qa.errors import EngineError, UsageError
from qa.index.current import read_current
from qa.index.engine import Snapshot
from qa.index.read import Index
from qa.index.together.leases import Leases
from qa.index.together.parts import TOGETHER
from qa.index.together.preparing import prepare_together
from tests.trials.editions import CONTEXT
from tests.trials.faults import ends_at

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

PLACES = ("harbour", "market", "railway", "library", "annex")


def text_of(place: str) -> str:
    return (
        f"The {place} of Lumo\n\nThis text is made up. Nine lanterns burn at the {place} of Lumo.1 Its keeper lights them.\n\n"
        f"All lanterns are made of brass.\n\n1. Ana Kovač, The Quiet {place.title()}, 2009.\n"
    )


def written(folder: Path) -> Corpus:
    """A corpus that nobody has indexed, with a file that cannot be read."""
    (folder / "corpus").mkdir(parents=True)
    for place in PLACES:
        (folder / "corpus" / f"{place}.txt").write_text(text_of(place), encoding="utf-8")
    (folder / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 no more than this")
    return opened(folder)


def opened(folder: Path) -> Corpus:
    return open_corpus(folder / "corpus", index=folder / "index", reader="none")


def prepare(folder: Path, lease: float = 60.0, progress: Callable[[str, int, int], None] = lambda *_: None) -> int:
    return prepare_together(folder / "corpus", folder / "index", lease=lease, progress=progress)


def parts(folder: Path) -> dict[str, int]:
    """The parts that are there, with when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in (folder / "index" / TOGETHER).glob("*.part")}


def content(corpus: Corpus) -> list[tuple[object, ...]]:
    """All rows of the index, and the words that it finds."""
    path = corpus.index_folder / read_current(corpus.index_folder).content
    with closing(sqlite3.connect(path)) as connection:
        tables = ("documents", "passages", "sources", "failures")
        rows = [row for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]
        return rows + connection.execute("SELECT rowid FROM words WHERE words MATCH 'lantern' ORDER BY 1").fetchall()


def vectors(corpus: Corpus) -> list[np.ndarray]:
    def look(snapshot: Snapshot) -> list[np.ndarray]:
        texts = [p.span.of(text_of(p.doc_id)) for place in PLACES for p in snapshot.passages_of(place)]
        return [vector for vector, _ in snapshot.vectors(texts).values()]

    return Index(corpus.index_folder).read(look)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """What one builder makes."""
    corpus = written(tmp_path_factory.mktemp("alone"))
    corpus.build()
    return corpus


def same(corpus: Corpus, alone: Corpus) -> bool:
    """True when both indexes hold the same, and nothing is left of how they were built."""
    assert content(corpus) == content(alone)
    assert np.allclose(vectors(corpus), vectors(alone), atol=1e-6)
    assert not (corpus.index_folder / TOGETHER).exists()
    return corpus.ask("How many lanterns burn?").to_dict() == alone.ask("How many lanterns burn?").to_dict()


def build(folder: Path, results: SimpleQueue[tuple[object, ...]]) -> None:
    prepared = prepare(folder)
    report = opened(folder).build(together=True)
    results.put((prepared, report.changed, report.prepared, report.embedded, report.generation))


def test_two_builders_make_the_index_of_one_and_do_each_document_once(alone: Corpus, tmp_path: Path) -> None:
    corpus, results = written(tmp_path), CONTEXT.SimpleQueue()
    builders = [CONTEXT.Process(target=build, args=(tmp_path, results)) for _ in range(2)]
    for builder in builders:
        builder.start()
    first, second = results.get(), results.get()
    for builder in builders:
        builder.join()
    assert first[0] + second[0] == len(PLACES)
    assert sorted([first[1:], second[1:]]) == [(False, 0, 0, 1), (True, len(PLACES), 0, 1)]
    assert same(corpus, alone)


def test_what_a_killed_builder_has_prepared_is_kept_and_the_rest_taken_over(alone: Corpus, tmp_path: Path) -> None:
    corpus = written(tmp_path)
    assert ends_at(132, prepare, tmp_path)
    kept = parts(tmp_path)
    assert 0 < len(kept) < len(PLACES) and list((tmp_path / "index" / TOGETHER).glob("*.lease"))
    assert prepare(tmp_path, 0.3) == len(PLACES) - len(kept)
    assert kept.items() <= parts(tmp_path).items()
    assert corpus.build().embedded == 0 and same(corpus, alone)


def test_a_lease_runs_out_only_without_signs_of_life(tmp_path: Path) -> None:
    now = 0.0
    ours = Leases(tmp_path / TOGETHER, 10)
    others = Leases(tmp_path / TOGETHER, 10, clock=lambda: now)
    assert ours.take("a") and not ours.take("a") and not others.take("a") and others.take("b")
    for now in (9.0, 18.0, 27.0):  # noqa: B007 - read by the clock
        ours.show_life()
        assert not others.take("a") and ours.is_held("a")
    now = 36.9
    assert not others.take("a")
    now = 37.1
    assert others.take("a") and others.is_held("a") and not ours.is_held("a")
    ours.release("a")
    ours.show_life()
    assert others.is_held("a")
    others.release("a")
    assert ours.take("a")


def test_a_process_that_lives_shows_it_and_releases_at_its_end(tmp_path: Path) -> None:
    leases = Leases(tmp_path / TOGETHER, 0.1)
    with leases.alive():
        assert leases.take("a")
        (file,) = (tmp_path / TOGETHER).iterdir()
        taken, began = file.stat().st_mtime_ns, time.monotonic()
        while file.stat().st_mtime_ns == taken and time.monotonic() < began + 30:
            time.sleep(0.01)
        assert file.stat().st_mtime_ns > taken
    assert not file.exists()


def test_what_changes_or_is_damaged_after_it_was_prepared_is_read_by_the_build(tmp_path: Path) -> None:
    corpus = written(tmp_path)
    newer = corpus.folder / "annex.txt"

    def change(what: str, done: int, total: int) -> None:
        newer.write_text(text_of("annex").replace("Nine", "Two hundred"), encoding="utf-8")

    # Before it was read: left to the build.
    assert prepare(tmp_path, progress=change) == len(PLACES) - 1
    # After it was prepared.
    (corpus.folder / "market.txt").write_text(text_of("market").replace("Nine", "Three hundred"), encoding="utf-8")
    for path in (tmp_path / "index" / TOGETHER).glob("*.part"):
        if b"railway" in (data := path.read_bytes()):
            path.write_bytes(data.replace(b"railway", b"highway"))
    report = corpus.build()
    assert (report.parsed, report.prepared) == (len(PLACES), len(PLACES) - 3) and report.embedded > 0
    texts = [corpus.document(place).text for place in ("annex", "market", "railway")]
    assert all(said in text for said, text in zip(("Two hundred", "Three hundred", "the railway"), texts, strict=True))
    assert corpus.stale() is None and len(report.skipped) == 1


def test_what_is_new_is_prepared_without_known_texts_and_a_purge_leaves_none_of_it(tmp_path: Path) -> None:
    corpus = written(tmp_path)
    corpus.build()
    assert prepare(tmp_path) == 0
    place = corpus.folder / "market.txt"
    place.write_text(text_of("market") + "\nA last line, of its own.\n", encoding="utf-8")
    assert prepare(tmp_path) == 1
    (part,) = (path for path in (tmp_path / "index" / TOGETHER).glob("*.part") if path.stat().st_size > 1000)
    # Vectors of one passage and one sentence at most: all others lie in the cache.
    assert part.stat().st_size < 12_000
    report = corpus.build(together=True)
    assert (report.parsed, report.prepared, report.embedded) == (1, 1, 0)
    (corpus.folder / "new.txt").write_text(text_of("new"), encoding="utf-8")
    assert prepare(tmp_path) == 1
    corpus.remove("new", purge=True)
    assert not (corpus.index_folder / TOGETHER).exists()


def test_a_document_that_was_lost_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    written(tmp_path)
    folder = tmp_path / "index" / TOGETHER

    def end_all(what: str, done: int, total: int) -> None:
        if what == "loading the encoder":
            shutil.rmtree(folder)

    def take_over(what: str, done: int, total: int) -> None:
        for lease in folder.glob("*.lease") if what == "loading the encoder" else ():
            lease.with_suffix(".part").write_bytes(b"another's")
            lease.unlink()

    # A build has ended: nothing stays of what it did away with. The part is of the file that has no text.
    assert prepare(tmp_path, progress=end_all) == 0 and len(parts(tmp_path)) == 1
    assert prepare(tmp_path, progress=take_over) == 0
    assert sum(path.read_bytes() == b"another's" for path in folder.glob("*.part")) == len(PLACES)


def test_builders_together_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = written(tmp_path)
    folders = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    assert main(["index", *folders, "--together"]) == 0
    assert "5 parsed (5 of them prepared together), 0 texts embedded" in capsys.readouterr().out
    assert main(["index", *folders, "--together", "--rebuild"]) == 2
    with pytest.raises(UsageError, match="together"):
        corpus.build(together=True, rebuild=True)


def test_the_builder_that_commits_brings_milvus_up_to_date(tmp_path: Path) -> None:
    pytest.importorskip("pymilvus", reason="the extra [milvus] is not installed")
    corpus, met = written(tmp_path), list[str]()
    settings = corpus.folder / "corpus.toml"
    settings.write_text('[index]\nengine = "milvus"\nuri = "https://milvus.example:19530"\n', encoding="utf-8")
    # One that may not reach it prepares all the same.
    with pytest.raises(EngineError, match="nobody has allowed"):
        corpus.build(together=True)
    assert len(parts(tmp_path)) == len(PLACES) + 1 and not (corpus.index_folder / "current.json").exists()
    settings.write_text('[index]\nengine = "milvus"\nuri = "http://127.0.0.1:9"\n', encoding="utf-8")

    def another_builds(what: str, done: int, total: int) -> None:
        if not met:
            met.append(what)
            with pytest.raises(EngineError, match="so that only this is left"):
                opened(tmp_path).build(together=True)

    # The other has committed, and it is its part to bring Milvus up to date: this one does not ask it.
    report = corpus.build(together=True, progress=another_builds)
    assert met == ["preparing"] and (report.changed, report.documents) == (False, len(PLACES))
