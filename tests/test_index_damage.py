"""Damage to any file of an index is found, said, and mended from what is sound."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Answer, Corpus, open_corpus
from qa.doctor import Severity, diagnose, findings_to_dict
from qa.errors import IndexDamagedError, IndexUnusableError, Remedy
from qa.index import cache
from qa.index.check import check_index
from qa.index.read import Index

QUESTION = "How much in company assets was frozen?"


def spoil(path: Path, data: bytes) -> None:
    """Put that in the file's place; another name of the same file, in the index it was copied from, keeps what it has."""
    path.unlink()
    path.write_bytes(data)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    spoil(path, bytes(data))


def cut(path: Path) -> None:
    spoil(path, path.read_bytes()[: path.stat().st_size // 2])


def zero(path: Path) -> None:
    data = path.read_bytes()
    spoil(path, bytes(min(len(data), 4096)) + data[4096:])


def delete(path: Path) -> None:
    path.unlink()


@pytest.fixture(scope="module")
def answer(corpus: Corpus) -> Answer:
    return corpus.ask(QUESTION)


def is_like(one: Answer, other: Answer) -> bool:
    """The same answer; of texts that are embedded again in other company, the last digits of a vector differ."""
    close = one.confidence == pytest.approx(other.confidence, abs=1e-4)
    return close and replace(one, confidence=None) == replace(other, confidence=None)


CASES = [
    *((pattern, damage) for pattern in ("vectors-*", "content-*") for damage in (flip, cut, zero, delete)),
    ("current.json", flip),
]


@pytest.mark.parametrize(("pattern", "damage"), CASES)
def test_damaged_file_is_named_and_mended_by_the_question_itself(
    scratch: Corpus, answer: Answer, pattern: str, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    mends_itself(scratch, pattern, damage, answer, caplog)


def test_damaged_export_of_an_encoder_is_mended_likewise(
    scratch_exported: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    before = scratch_exported.ask(QUESTION)
    mends_itself(scratch_exported, "encoder-*/settings.json", flip, before, caplog)


def mends_itself(
    scratch: Corpus,
    pattern: str,
    damage: Callable[[Path], None],
    answer: Answer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = next(scratch.index_folder.glob(pattern))
    damage(path)
    with pytest.raises(IndexDamagedError, match=path.name):
        Index(scratch.index_folder).load()
    with caplog.at_level(logging.WARNING, "qa"):
        assert is_like(open_corpus(scratch.folder, index=scratch.index_folder).ask(QUESTION), answer)
    assert path.name in caplog.text and "mended" in caplog.text
    assert not check_index(scratch.index_folder).problems and not scratch.build().changed


def test_index_that_cannot_be_mended_is_refused_with_the_reason_and_the_command(scratch: Corpus) -> None:
    flip(next(scratch.index_folder.glob("content-*")))
    shutil.move(scratch.folder, scratch.folder.with_name("elsewhere"))
    with pytest.raises(IndexUnusableError, match=r"checksum differs.*no such corpus folder"):
        scratch.ask(QUESTION)


def damage_rows(corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.index_folder / cache.CACHE_FILE)) as connection, connection:
        connection.execute("UPDATE cached SET data = zeroblob(length(data)) WHERE rowid % 2")


def test_altered_rows_of_the_cache_are_left_out_said_and_embedded_again(
    scratch: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    before = scratch.ask(QUESTION)
    damage_rows(scratch)
    assert "fail their checksum" in " ".join(check_index(scratch.index_folder).problems)
    # What this process has read once and found sound it keeps; another has to look.
    with caplog.at_level(logging.WARNING, "qa"):
        now = open_corpus(scratch.folder, index=scratch.index_folder).ask(QUESTION)
    assert "missing or altered" in caplog.text and "missing or altered" in (scratch.stale() or "")
    assert [claim.text for claim in now.claims] == [claim.text for claim in before.claims]
    assert now.confidence == pytest.approx(before.confidence, abs=0.02)
    assert scratch.build().embedded > 0
    assert is_like(scratch.ask(QUESTION), before) and scratch.stale() is None and not scratch.build().changed
    assert not check_index(scratch.index_folder).problems


@pytest.mark.parametrize("damage", [cut, zero, delete])
def test_question_is_answered_without_a_readable_cache(
    scratch: Corpus, answer: Answer, damage: Callable[[Path], None]
) -> None:
    damage(scratch.index_folder / cache.CACHE_FILE)
    assert scratch.ask(QUESTION).claims
    assert "missing or altered" in (scratch.stale() or "")
    assert check_index(scratch.index_folder).problems
    assert scratch.build().embedded > 0 and is_like(scratch.ask(QUESTION), answer)


def test_unreadable_cache_keeps_the_rows_that_can_be_read(scratch: Corpus) -> None:
    path = scratch.index_folder / cache.CACHE_FILE
    with cache.open_to_write(scratch.index_folder) as opened:
        rows, bad = opened.count()
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096 * 3] = bytes(4096 * 3)
    path.write_bytes(data)
    cache.salvage(scratch.index_folder)
    with cache.open_to_write(scratch.index_folder) as opened:
        kept, bad_now = opened.count()
    assert (bad, bad_now) == (0, 0) and 0.5 * rows < kept < rows


def test_doctor_says_what_is_damaged_and_changes_nothing(scratch: Corpus) -> None:
    assert "all sound" in findings_to_dict(diagnose(scratch))["storage"]
    path = next(scratch.index_folder.glob("vectors-*"))
    flip(path)
    before = {file: file.read_bytes() for file in scratch.index_folder.iterdir() if file.is_file()}
    findings = diagnose(open_corpus(scratch.folder, index=scratch.index_folder))
    (trouble,) = (finding for finding in findings if finding.severity is Severity.ERROR)
    assert trouble.subject == "trouble" and path.name in trouble.message and trouble.remedy is Remedy.BUILD_INDEX
    assert findings_to_dict(findings)["trouble"] == trouble.message
    assert findings_to_dict(findings)["remedy"] == Remedy.BUILD_INDEX
    assert before == {file: file.read_bytes() for file in scratch.index_folder.iterdir() if file.is_file()}


def test_index_in_a_read_only_folder_answers(scratch: Corpus, answer: Answer) -> None:
    scratch.index_folder.chmod(0o555)
    try:
        assert scratch.ask(QUESTION) == answer
    finally:
        scratch.index_folder.chmod(0o755)


def test_leftovers_of_a_dead_run_are_cleaned_up(scratch: Corpus) -> None:
    folder = scratch.index_folder
    for name in ("content-99.sqlite", "vectors-99.faiss", ".made-up.tmp", ".cache.sqlite.tmp-journal"):
        (folder / name).write_bytes(b"half")
    (folder / ".encoder.new").mkdir()
    (folder / "encoder-0123456789ab").mkdir()
    (folder / "notes.txt").write_text("somebody's own")
    scratch.build()
    names = {path.name.partition("-")[0] for path in folder.iterdir()}
    assert names == {"cache.sqlite", "content", "current.json", "notes.txt", "vectors", "writer.lock"}
