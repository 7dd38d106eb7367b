"""The watcher: what it takes for a change that is over, what it has indexed, and what it says. Time is made up."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from qa import Corpus
from qa.cli import main
from qa.errors import BusyError, CorpusError, IndexUnusableError
from qa.index.build import BuildReport
from qa.index.watching import Attempt, Rest, attempt_with, look, may_pass, watch

Act = Callable[[], object]


class Stage:
    """A folder that is watched in made-up time, in which things happen at given seconds."""

    def __init__(self, folder: Path, results: Sequence[Attempt] = ()) -> None:
        self.folder, self.now, self.said = folder, 0.0, list[tuple[float, str]]()
        self.attempts: list[tuple[float, tuple[str, ...]]] = []
        self.results: Iterator[Attempt] = iter(results)
        folder.mkdir(exist_ok=True)

    def play(self, until: float, *events: tuple[float, Act]) -> None:
        left = sorted(events, key=lambda event: event[0])

        def wait(seconds: float) -> bool:
            self.now += max(seconds, 0.25)
            while left and left[0][0] <= self.now:
                left.pop(0)[1]()
            return self.now >= until

        watch(self.folder, self.attempt, lambda line: self.said.append((self.now, line)), wait, clock=lambda: self.now)

    def attempt(self) -> Attempt:
        names = tuple(sorted(path.name for path in self.folder.iterdir()))
        self.attempts.append((self.now, names))
        return next(self.results, Attempt(f"indexed {len(names)}"))

    def write(self, name: str, text: str) -> Act:
        return lambda: (self.folder / name).write_text(text, encoding="utf-8")

    def append(self, name: str) -> Act:
        def write() -> None:
            with (self.folder / name).open("a", encoding="utf-8") as file:
                file.write("more text of it. ")

        return write


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "corpus")


def test_what_is_there_is_indexed_once_and_then_every_change(stage: Stage) -> None:
    stage.write("a.txt", "A")()
    stage.play(20, (6, stage.write("b.txt", "B")), (12, (stage.folder / "a.txt").unlink))
    assert [names for _, names in stage.attempts] == [("a.txt",), ("a.txt", "b.txt"), ("b.txt",)]
    assert [round(at) for at, _ in stage.attempts] == [1, 7, 13]


def test_file_that_is_still_being_copied_is_not_indexed(stage: Stage) -> None:
    stage.play(30, *((3 + 0.8 * i, stage.append("long.txt")) for i in range(12)))
    assert stage.attempts[0][1] == () and len(stage.attempts) == 2
    assert stage.attempts[1][0] >= 3 + 0.8 * 11 + 1


def test_same_size_at_another_time_is_a_change(stage: Stage) -> None:
    stage.write("a.txt", "A")()
    stage.play(12, (5, lambda: os.utime(stage.folder / "a.txt", (1, 1))))
    assert len(stage.attempts) == 2


def test_manifest_counts_and_hidden_files_and_downloads_do_not(stage: Stage) -> None:
    download = [(4 + i, stage.append("x.pdf.part")) for i in range(8)]
    hidden = [(13, stage.write(".lock", "")), (13, stage.write(".x.tmp", "x"))]
    stage.play(24, *download, *hidden, (17, stage.write("corpus.toml", "")))
    part, last = ("x.pdf.part",), (".lock", ".x.tmp", "corpus.toml", "x.pdf.part")
    assert [names for _, names in stage.attempts] == [(), part, last]
    assert stage.attempts[1][0] < 7


def test_file_that_never_rests_is_named_once(stage: Stage) -> None:
    stage.play(80, *((0.5 * i, stage.append("log.txt")) for i in range(160)))
    assert not stage.attempts
    assert [line for _, line in stage.said] == ["log.txt: still changing; indexed when it stays as it is"]


def test_folder_that_goes_away_and_comes_back_is_told_and_not_indexed_anew(stage: Stage) -> None:
    stage.write("a.txt", "A")()
    aside = stage.folder.with_name("aside")
    stage.play(20, (5, lambda: stage.folder.rename(aside)), (10, lambda: aside.rename(stage.folder)))
    assert len(stage.attempts) == 1
    assert [line.split(": ")[-1] for _, line in stage.said[1:]] == [
        "cannot be read; the index stays as it is until it can",
        "is back",
    ]


def test_failure_that_may_pass_is_tried_again_less_and_less_often_and_said_once(stage: Stage) -> None:
    busy = Attempt("busy", again=True)
    stage.results = iter([busy] * 8)
    stage.play(400)
    times = [at for at, _ in stage.attempts]
    gaps = [round(b - a) for a, b in itertools.pairwise(times)]
    assert gaps[:4] == [2, 4, 8, 16] and gaps == sorted(gaps) and max(gaps) <= 61 and len(times) == 9
    assert [line for _, line in stage.said] == ["busy", "indexed 0"]


def test_failure_that_does_not_pass_waits_for_a_change(stage: Stage) -> None:
    stage.results = iter([Attempt("corpus.toml: mend the line")])
    stage.play(200, (100, stage.write("corpus.toml", "")))
    assert [round(at) for at, _ in stage.attempts] == [1, 101]


def test_change_during_the_indexing_is_indexed_after_it(stage: Stage) -> None:
    def slow() -> Iterator[Attempt]:
        stage.append("late.txt")()
        yield Attempt("indexed meanwhile")

    stage.results = slow()
    stage.play(10)
    assert len(stage.attempts) == 2 and "late.txt" in stage.attempts[1][1]


def test_slow_folder_is_looked_at_less_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, waits = [0.0], list[float]()

    def slow_look(folder: Path) -> dict[str, tuple[int, int, int]]:
        now[0] += 3.0
        return {}

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) == 3

    monkeypatch.setattr("qa.index.watching.look", slow_look)
    watch(tmp_path, lambda: Attempt(""), lambda line: None, wait, clock=lambda: now[0])
    assert waits == [30.0, 30.0, 30.0]


def test_rest_begins_anew_with_every_change() -> None:
    rest, one, two = Rest(1.0), {"a": (1, 1, 1)}, {"a": (2, 1, 1)}
    for now, seen in ((0.0, one), (0.75, two), (1.5, one)):
        rest.see(seen, now)
        assert not rest.is_still(now)
    assert rest.is_still(2.5) and not rest.is_done()
    rest.done()
    rest.see(None, 3.0)
    assert not rest.is_still(9.0)
    rest.see(one, 9.5)
    assert rest.is_done() and not rest.is_still(9.6)


def test_look_survives_what_cannot_be_read(tmp_path: Path) -> None:
    assert look(tmp_path / "none") is None
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "a.txt").write_text("A", encoding="utf-8")
    assert list(look(tmp_path) or {}) == ["a.txt"]


def report(*skipped: str) -> BuildReport:
    return BuildReport(True, 2, 3, 1, 4, 0, skipped, 5)


def test_attempt_says_in_one_line_what_was_done_and_what_was_left_out() -> None:
    done = attempt_with(lambda: report(*(f"bad{i}.pdf: torn" for i in range(5))), lambda: None)
    assert done.words.startswith("index: 1 parsed, 4 texts embedded") and done.words.endswith("; and 2 more")
    assert "left out: bad0.pdf: torn" in done.words and not done.again
    assert attempt_with(lambda: report("a.txt: cannot be read"), lambda: "the corpus has changed").again
    assert not attempt_with(report, lambda: "never asked").again


@pytest.mark.parametrize(
    ("error", "again"),
    [(BusyError("busy"), True), (IndexUnusableError("full"), True), (OSError("gone"), True), (CorpusError("x"), False)],
)
def test_what_may_pass_is_told_from_what_must_be_mended(error: Exception, again: bool) -> None:
    def fail() -> BuildReport:
        raise error

    assert may_pass(error) is again
    ended = attempt_with(fail, lambda: None)
    assert ended.again is again and str(error) in ended.words


def test_unreadable_corpus_may_be_readable_soon() -> None:
    error = CorpusError("a.txt: cannot be read")
    error.__cause__ = OSError()
    assert may_pass(error)


def test_real_changes_are_indexed_and_a_bad_file_keeps_its_last_good_version(
    scratch: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = Stage(scratch.folder)
    stage.attempt = lambda: attempt_with(scratch.build, scratch.stale)  # type: ignore[method-assign]
    bad, manifest = scratch.folder / "made-up.txt", scratch.folder / "corpus.toml"
    whole = manifest.read_text(encoding="utf-8")
    stage.play(
        20,
        (3, stage.write("made-up.txt", "A made-up text.\n\nThe invented ferry sank.")),
        (8, lambda: bad.write_bytes(b"A made-up text.\n\n\x00\x01 torn")),
        (13, lambda: manifest.write_text("[[document", encoding="utf-8")),
    )
    lines = [line for _, line in stage.said]
    assert "unchanged" in lines[0] and "1 parsed" in lines[1]
    assert "made-up.txt" in lines[2] and "last good version is kept" in lines[2]
    assert len(lines) == 4 and lines[3].startswith("not indexed: corpus.toml")
    assert "ferry" in scratch.document("made-up").text
    manifest.write_text(whole, encoding="utf-8")
    options = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    assert main(["doctor", *options]) == 1
    shown = capsys.readouterr().out
    assert "stale        no" in shown and "not read     made-up.txt" in shown and "last good version" in shown


def test_index_that_is_busy_is_indexed_when_it_is_free(scratch: Corpus) -> None:
    stage, lock = Stage(scratch.folder), FileLock(scratch.index_folder / "writer.lock")
    stage.attempt = lambda: attempt_with(scratch.build, scratch.stale)  # type: ignore[method-assign]
    stage.write("made-up.txt", "A made-up text.\n\nThe invented ferry sank.")()
    lock.acquire()
    stage.play(12, (5, lock.release))
    assert "another process" in stage.said[0][1] and "1 parsed" in stage.said[1][1] and len(stage.said) == 2


def test_folder_that_is_not_there_at_the_start_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--watch", "--corpus", str(tmp_path / "none"), "--index", str(tmp_path / "index")]) == 1
    assert "no such corpus folder" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_ends_with_one_line_and_status_0(scratch: Corpus) -> None:
    # A shell's background jobs ignore the signal, and what they start inherits that.
    heeding = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heeding}; from qa.cli import main; sys.exit(main())", "index", "--watch"]
    options = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        guard = threading.Timer(120, running.kill)
        guard.start()
        assert running.stdout is not None and running.stderr is not None
        first = [running.stdout.readline(), running.stdout.readline()]
        running.send_signal(signal.SIGINT)
        rest, errors = running.communicate()
        guard.cancel()
    assert first[0].startswith("watching ") and "unchanged" in first[1]
    assert running.returncode == 0 and rest.count("\n") == 1 and "ended" in rest and not errors
