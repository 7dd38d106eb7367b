"""An index whose files were made to deceive, with checksums that fit: it is refused, named, and made again."""

import logging
import os
import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Corpus
from qa.errors import IndexDamagedError
from qa.index.base import find_base
from qa.index.cache import CACHE_FILE, open_to_read, open_to_write, salvage
from qa.index.current import CURRENT_FILE, FileSum, read_current, write_current
from qa.index.read import Index

QUESTION = "How much in company assets was frozen?"


def forge(corpus: Corpus, pattern: str, change: Callable[[Path], None]) -> Path:
    """Change a file of the index, and write the checksum that it now has."""
    (path,) = corpus.index_folder.glob(pattern)
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    change(path)
    current, found = read_current(corpus.index_folder), FileSum.of_file(path)
    name = path.relative_to(corpus.index_folder).as_posix()
    assert current.files[name] != found
    write_current(corpus.index_folder, replace(current, files={**current.files, name: found}))
    return path


def run(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return change


def overwrite(data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_bytes(data)

    return change


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
FORGERIES = {
    "view": ("content-*", run("DROP TABLE failures", f"CREATE VIEW failures AS {ENDLESS}")),
    "trigger": (
        "content-*",
        run("CREATE TRIGGER spread AFTER INSERT ON passages BEGIN DELETE FROM documents; END"),
    ),
    "table": ("content-*", run("CREATE TABLE more (x)")),
    "column": ("content-*", run("ALTER TABLE sources ADD COLUMN more TEXT GENERATED ALWAYS AS (fields || fields)")),
    "no database": ("content-*", overwrite(b"SQLite format 3\0" + bytes(5000))),
    "no vectors": ("vectors-*", overwrite(b"IxFI" + b"\xff" * 64)),
    "other vectors": ("vectors-*", overwrite(b"made up")),
}


DEEP = "[" * 100_000
ROWS = {
    "deep JSON": ("UPDATE documents SET blocks = ?", DEEP),
    "a kind that there is not": ("UPDATE passages SET kind = ?", "made up"),
    "a source without fields": ("UPDATE sources SET fields = ?", "{}"),
}


@pytest.mark.parametrize("name", ROWS)
def test_row_that_is_none_of_ours_is_told_and_made_again(
    scratch: Corpus, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(ROWS[name][0], ROWS[name][1:])
            connection.commit()

    path = forge(scratch, "content-*", change)
    with caplog.at_level(logging.WARNING):
        assert "48 million" in scratch.ask(QUESTION).claims[0].text
    assert f"{path.name}: damaged (a row that this program did not write)" in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("what", ["deep", "pipe"])
def test_list_of_files_that_is_none_is_told_and_made_again(
    scratch: Corpus, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = scratch.index_folder / CURRENT_FILE
    path.unlink()
    if what == "deep":
        path.write_text(DEEP)
    else:
        os.mkfifo(path)
    with caplog.at_level(logging.WARNING):
        assert "48 million" in scratch.ask(QUESTION).claims[0].text
    assert "current.json: damaged (it does not list the index's files)" in caplog.text


@pytest.mark.parametrize("name", FORGERIES)
def test_file_that_is_none_of_ours_is_named_and_made_again(
    scratch: Corpus, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    is_named_and_made_again(scratch, *FORGERIES[name], caplog)


@pytest.mark.parametrize(("file", "data"), [("model.onnx", b"\x08\x08\x12\x04made up" * 50), ("settings.json", b"[1]")])
def test_export_that_is_none_of_ours_is_named_and_made_again(
    scratch_exported: Corpus, file: str, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    is_named_and_made_again(scratch_exported, f"encoder-*/{file}", overwrite(data), caplog)


def is_named_and_made_again(
    scratch: Corpus, pattern: str, change: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path = forge(scratch, pattern, change)
    with (
        pytest.raises(IndexDamagedError, match="damaged"),
        Index(scratch.index_folder).snapshot() as s,
    ):
        s.search_meaning(s.encoder.encode("ready"), 1)
    with caplog.at_level(logging.WARNING):
        assert "48 million" in scratch.ask(QUESTION).claims[0].text
    assert path.name in caplog.text or path.parent.name in caplog.text


def circle(table: str) -> Callable[[Path], None]:
    """Pages that lead to one another: in a few kilobytes, more rows than can ever be read."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            (size,) = connection.execute("PRAGMA page_size").fetchone()
            connection.execute("INSERT INTO failures VALUES ('made', 'up', 'row')")
            connection.commit()
        data = bytearray(path.read_bytes())
        data += data[(root - 1) * size : root * size]
        for _ in range(5):
            data += _leading_to(len(data) // size, size, table.startswith("sqlite_"))
        data[(root - 1) * size : root * size] = data[-size:]
        struct.pack_into(">I", data, 28, len(data) // size)
        path.write_bytes(data)

    return change


def _leading_to(child: int, size: int, is_index: bool) -> bytes:
    """An inner page whose three hundred entries all lead to one page."""
    entry = struct.pack(">I", child) + (b"\4\3\17\11a" if is_index else b"\1")
    starts = [size - (n + 1) * len(entry) for n in range(300)]
    head = struct.pack(">BHHHBI300H", 2 if is_index else 5, 0, 300, starts[-1], 0, child, *starts)
    return head.ljust(starts[-1], b"\0") + entry * 300


@pytest.mark.parametrize("table", ["failures", "sqlite_autoindex_documents_1"])
def test_rows_without_number_are_not_waited_for(scratch: Corpus, table: str) -> None:
    forge(scratch, "content-*", circle(table))
    began = time.process_time()
    with pytest.raises(IndexDamagedError, match="interrupted"), Index(scratch.index_folder).snapshot() as snapshot:
        snapshot.failed()
    assert time.process_time() - began < 30
    assert find_base(scratch.index_folder).content is None


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE cached", f"CREATE VIEW cached AS SELECT i AS key, i AS data FROM ({ENDLESS})"),
        ("CREATE TRIGGER spread AFTER INSERT ON cached BEGIN DELETE FROM cached; END",),
    ],
    ids=["view", "trigger"],
)
def test_cache_that_holds_more_than_its_table_is_made_again(scratch: Corpus, statements: tuple[str, ...]) -> None:
    run(*statements)(scratch.index_folder / CACHE_FILE)
    with pytest.raises(IndexDamagedError, match="not those of a cache"), open_to_read(scratch.index_folder):
        pass
    with open_to_write(scratch.index_folder) as cache:
        assert cache.is_empty()


def test_highest_number_of_a_row_is_not_believed(scratch: Corpus) -> None:
    path = scratch.index_folder / CACHE_FILE
    run(f"UPDATE cached SET rowid = {2**62} WHERE rowid = (SELECT max(rowid) FROM cached)")(path)
    salvage(scratch.index_folder)
    with open_to_read(scratch.index_folder) as cache:
        assert cache.count()[0] > 10


@pytest.mark.parametrize("name", ["../elsewhere", "/etc/hostname", "a/../../b"])
def test_file_outside_the_index_is_no_file_of_it(scratch: Corpus, name: str) -> None:
    current = read_current(scratch.index_folder)
    write_current(scratch.index_folder, replace(current, files={**current.files, name: FileSum("0" * 64, 1)}))
    with pytest.raises(IndexDamagedError, match="does not list"):
        read_current(scratch.index_folder)
