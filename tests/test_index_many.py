"""Many at once: threads that encode, readers while the index is built, and two writers."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from qa import Corpus, open_corpus
from qa.corpus import MANIFEST
from qa.errors import BusyError
from qa.index.read import Index, Snapshot
from tests.conftest import REPORT

QUESTION = "How much in company assets was frozen?"


def retitle(corpus: Corpus, title: str) -> None:
    """A change that needs no text to be embedded."""
    path = corpus.folder / MANIFEST
    path.write_text(f'[[document]]\nfile = "{REPORT}.txt"\ntitle = "{title}"\n', encoding="utf-8")


def test_vectors_do_not_depend_on_how_many_threads_encode(corpus: Corpus) -> None:
    with Index(corpus.index_folder).snapshot() as snapshot:
        encoder = snapshot.encoder
    # Made up; every fourth is longer than the model's window.
    texts = [f"Ferry {i} carries {i * 7} crates of rice. " * (60 if i % 4 == 0 else i % 4) for i in range(16)]
    alone = [encoder.encode(text) for text in texts]
    tokens = [encoder.encode_tokens(text) for text in texts]

    def encode(start: int) -> list[tuple[int, np.ndarray, np.ndarray]]:
        order = [*range(start, len(texts)), *range(start)]
        return [(i, encoder.encode(texts[i]), encoder.encode_passage(texts[i])[1].states) for i in order]

    with ThreadPoolExecutor(8) as pool:
        for part in pool.map(encode, range(0, 16, 2)):
            for i, vector, states in part:
                assert np.abs(vector - alone[i]).max() < 1e-4
                assert np.abs(states - tokens[i].states).max() < 1e-4


def test_question_that_is_being_answered_keeps_its_generation(scratch: Corpus) -> None:
    index = Index(scratch.index_folder)
    with index.snapshot() as snapshot:
        snapshot.search_meaning(snapshot.encoder.encode(QUESTION), 1)
        for title in ("One", "Two", "Three"):
            retitle(scratch, title)
            scratch.build()
        assert snapshot.title(REPORT) not in ("One", "Two", "Three") and snapshot.document(REPORT).title != "Three"
        assert snapshot.search_meaning(snapshot.encoder.encode(QUESTION), 1)
    with index.snapshot() as snapshot:
        assert snapshot.title(REPORT) == "Three"


def test_question_whose_generation_was_deleted_under_it_is_answered_from_the_newest(scratch: Corpus) -> None:
    seen = []

    def work(snapshot: Snapshot) -> str | None:
        seen.append(snapshot.current.generation)
        if len(seen) == 1:
            for title in ("One", "Two"):
                retitle(scratch, title)
                scratch.build()
        # The vectors are read only now, and those of the first generation are gone.
        snapshot.search_meaning(snapshot.encoder.encode(QUESTION), 1)
        return snapshot.title(REPORT)

    assert open_corpus(scratch.folder, index=scratch.index_folder)._index.read(work) == "Two"
    assert len(seen) == 2 and seen[1] == seen[0] + 2


def test_readers_see_one_generation_each_while_the_index_is_rebuilt(scratch: Corpus) -> None:
    reader = open_corpus(scratch.folder, index=scratch.index_folder)
    retitle(scratch, "Title 0")
    scratch.build()
    done, seen = threading.Event(), []

    def titles(snapshot: Snapshot) -> set[str]:
        listed = {str(row["title"]) for row in snapshot.document_rows()}
        return {*listed, snapshot.document(REPORT).title, str(snapshot.title(REPORT))}

    def ask() -> None:
        while not done.is_set():
            seen.append(reader._index.read(titles))

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        for number in range(1, 8):
            retitle(scratch, f"Title {number}")
            scratch.build()
        done.set()
        for future in asking:
            future.result()
    assert all(len(titles) == 1 for titles in seen)
    assert reader.documents()[0]["title"] == "Title 7"


def until_done(work: Callable[[], object]) -> None:
    while True:
        try:
            work()
        except BusyError:
            continue
        return


def test_two_writers_lose_no_update(scratch: Corpus) -> None:
    text = (scratch.folder / f"{REPORT}.txt").read_text(encoding="utf-8")
    start = threading.Barrier(2)

    def write(name: str) -> None:
        own = open_corpus(scratch.folder, index=scratch.index_folder)
        start.wait()
        for number in range(3):
            until_done(lambda number=number: own.add(f"{name}-{number}.txt", data=text.encode()))
            until_done(own.build)
            assert f"{name}-{number}" in {row["doc_id"] for row in own.documents()}

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(write, name) for name in ("ana", "bo")]:
            future.result()
    names = {f"{name}-{number}" for name in ("ana", "bo") for number in range(3)}
    assert {row["doc_id"] for row in scratch.documents()} == {REPORT, *names}


def test_second_writer_is_told_busy(scratch: Corpus) -> None:
    from filelock import FileLock

    with FileLock(scratch.index_folder / "writer.lock"), pytest.raises(BusyError, match="another process"):
        scratch.build()
