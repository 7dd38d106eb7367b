"""What an index does differently when it is large: codes with a map of the vectors, and files that are not read at every opening.

What counts as large is set to nothing here.
"""

from pathlib import Path

import numpy as np
import pytest

from qa import Corpus
from qa.errors import IndexDamagedError
from qa.index import current, vector_files
from qa.index.coded import CodedVectors, write_coded
from qa.index.current import read_current
from qa.index.read import Index
from tests.test_index import held, words_of, write_made_up


@pytest.fixture
def large(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """A corpus whose index is built as a large one."""
    monkeypatch.setattr(vector_files, "MOST_EXACT", 0)
    monkeypatch.setattr(current, "_LARGE", 0)
    (scratch.index_folder / current.CURRENT_FILE).unlink()
    scratch.build()
    return scratch


def test_nearest_by_codes_equal_the_nearest_by_comparing_with_each(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    centres = chance.standard_normal((40, 64), np.float32)
    made = centres[chance.integers(0, 40, 5000)] + chance.standard_normal((5000, 64), np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    rows = np.arange(5000, dtype=np.int64) * 3 + 1
    codes = write_coded(tmp_path / "made.f16", [(rows[:3000], made[:3000]), (rows[3000:], made[3000:])])
    vectors = CodedVectors(codes, tmp_path / "made.f16")
    shared = 0
    for question in made[::100]:
        best = set(rows[np.argsort(-(made @ question))[:10]].tolist())
        shared += len(best & {row for row, _ in vectors.search(question, 10)})
    assert shared >= 0.99 * 10 * 50
    assert vectors.search(made[7], 2, among=[1, 22, 4, 4])[0][0] == 22
    assert vectors.search(made[7], 5, among=[]) == []


def test_large_index_finds_what_a_small_one_finds_and_takes_in_a_source(
    large: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index(large.index_folder).snapshot() as snapshot:
        assert snapshot.current.mapped and (large.index_folder / snapshot.current.mapped).is_file()
    large.add(write_made_up(tmp_path), kind="source")
    large.build()
    coded, words = held(large), words_of(large)
    monkeypatch.setattr(vector_files, "MOST_EXACT", 1000)
    (large.index_folder / current.CURRENT_FILE).unlink()
    large.build()
    exact = held(large)
    assert {key: nearest for key, (_, _, nearest) in coded.items()} == {key: n for key, (_, _, n) in exact.items()}
    assert words[0] == words_of(large)[0], "how often words stand in it"
    assert not list(large.index_folder.glob("vectors-1.*")), "older generations are deleted with their maps"


def test_large_file_is_read_again_only_when_it_was_touched(large: Corpus) -> None:
    found = read_current(large.index_folder)
    assert found.mapped is not None
    path = large.index_folder / found.mapped
    found.check(large.index_folder, found.mapped)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(IndexDamagedError):
        found.check(large.index_folder, found.mapped)
    path.write_bytes(data)
    found.check(large.index_folder, found.mapped)
    stamped = {**found.files, found.mapped: current.FileSum("0" * 64, len(data))}
    unread = current.Current(
        found.generation, found.encoder, found.encoder_name, found.dimension, 1, 1, 1, stamped,
        current.stamps_of(large.index_folder, found.files),
    )  # fmt: skip
    unread.check(large.index_folder, found.mapped)


def test_damaged_map_is_mended(large: Corpus) -> None:
    found = read_current(large.index_folder)
    path = large.index_folder / str(found.mapped)
    path.write_bytes(b"\0" * path.stat().st_size)
    assert large.search("How much in company assets was frozen?", k=1)
    assert read_current(large.index_folder).generation > found.generation
