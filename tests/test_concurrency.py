"""Many at once: every answer is of one edition, no update is lost, no vector is another's.

Small versions of `benchmarks/concurrency.py`.
"""

import pytest

from benchmarks.editions import Bench
from benchmarks.many_readers import ask_during_rebuilds, follow
from benchmarks.many_threads import encode_together, read_together
from benchmarks.many_writers import free_dead_lock, race


def test_readers_see_one_edition_each_time_during_rebuilds(bench: Bench) -> None:
    tally = ask_during_rebuilds(bench, 25, 4)
    assert not tally.failures and tally.trials == 8 * 25


@pytest.mark.parametrize("threads", [False, True], ids=["processes", "threads"])
def test_two_writers_lose_no_update(bench: Bench, threads: bool) -> None:
    assert not race(bench, 4, threads=threads).failures


def test_lock_of_a_dead_writer_frees_itself(bench: Bench) -> None:
    tally = free_dead_lock(bench, 1)
    assert not tally.failures and tally.trials == 1


def test_open_corpus_answers_from_the_next_edition(bench: Bench) -> None:
    assert not follow(bench, 2).failures


def test_texts_encoded_in_many_threads_get_their_own_vectors(bench: Bench) -> None:
    tally = encode_together(bench, 12)
    assert not tally.failures and tally.trials == 8 * 12


def test_answers_read_in_many_threads_are_those_of_one(bench: Bench) -> None:
    assert not read_together(bench, 1).failures
