"""Many at once: every answer is of one edition, no update is lost, no vector is another's.

Small numbers of the trials that `benchmarks/concurrency.py` makes at length.
"""

import gc
import weakref

import pytest

from qa import Corpus, open_corpus
from qa.corpus.settings import MANIFEST
from qa.errors import BusyError
from qa.index import question_encoder
from qa.index.engine import Snapshot
from qa.index.read import Index
from tests.conftest import REPORT
from tests.trials.editions import Bench
from tests.trials.many_readers import ask_during_rebuilds, follow
from tests.trials.many_threads import encode_together, read_together
from tests.trials.many_writers import free_dead_lock, race

QUESTION = "How much in company assets was frozen?"


def retitle(corpus: Corpus, title: str) -> None:
    """A change that needs no text to be embedded."""
    path = corpus.folder / MANIFEST
    path.write_text(f'[[document]]\nfile = "{REPORT}.txt"\ntitle = "{title}"\n', encoding="utf-8")


def test_readers_see_one_edition_each_time_during_rebuilds(bench: Bench) -> None:
    tally = ask_during_rebuilds(bench, 15, 4)
    assert not tally.failures and tally.trials == 8 * 15


@pytest.mark.parametrize("threads", [False, True], ids=["processes", "threads"])
def test_two_writers_lose_no_update(bench: Bench, threads: bool) -> None:
    assert not race(bench, 4, threads=threads).failures


def test_lock_of_a_dead_writer_frees_itself(bench: Bench) -> None:
    tally = free_dead_lock(bench, 1)
    assert not tally.failures and tally.trials == 1


def test_open_corpus_answers_from_the_next_edition(bench: Bench) -> None:
    assert not follow(bench, 2).failures


def test_texts_encoded_in_many_threads_get_their_own_vectors(bench: Bench) -> None:
    tally = encode_together(bench, 6)
    assert not tally.failures and tally.trials == 8 * 6


def test_answers_read_in_many_threads_are_those_of_one(bench: Bench) -> None:
    assert not read_together(bench, 1).failures


def test_question_that_is_being_answered_keeps_its_generation(scratch: Corpus) -> None:
    index = Index(scratch.index_folder)
    with index.snapshot() as snapshot:
        snapshot.search_meaning(snapshot.encoder.encode(QUESTION), 1)
        for title in ("One", "Two", "Three"):
            retitle(scratch, title)
            scratch.build()
        document = snapshot.document(REPORT)
        assert snapshot.title(REPORT) not in ("One", "Two", "Three") and document and document.title != "Three"
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


def test_second_writer_is_told_busy(scratch: Corpus) -> None:
    from filelock import FileLock

    with FileLock(scratch.index_folder / "writer.lock"), pytest.raises(BusyError, match="another process"):
        scratch.build()


def test_index_that_is_no_longer_open_frees_its_network_at_once(
    scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other indexes of this run are open, and would share theirs.
    monkeypatch.setattr(question_encoder, "_LOADED", weakref.WeakValueDictionary())
    index = Index(scratch.index_folder)
    encoder = index.read(lambda snapshot: weakref.ref(snapshot.encoder))
    gc.disable()
    try:
        del index
        assert encoder() is None
    finally:
        gc.enable()


def test_indexes_that_are_open_side_by_side_share_a_network(scratch: Corpus, corpus: Corpus) -> None:
    one = Index(scratch.index_folder).read(lambda snapshot: snapshot.encoder)
    assert Index(corpus.index_folder).read(lambda snapshot: snapshot.encoder) is one
