"""A large index that gets an upper layer for what changes, and one layer again when that is much. Large is set to nothing here."""

from pathlib import Path

import numpy as np
import pytest

from qa import Corpus, open_corpus
from qa.index import build, vector_files
from qa.index.current import read_current
from qa.index.read import Index
from tests.test_index import QUESTION, held, words_of, write_made_up
from tests.test_index_large import large  # noqa: F401 - a fixture

RIVERS = "Rivers\n\nRivers are long.1 Lakes are deep, and frozen in winter.\n\n1. Ana Kovač, The Quiet Harbour, 2009.\n"
HARBOUR = (
    "A harbour\n\nThe harbour of Lumo is quiet.1\n\nBoats lie in it.\n\n1. Boris Made-Up, Rivers and Boats, 2011.\n"
)
HILLS = "Hills\n\n" + "\n\n".join(f"Hill {n} of this made-up country has {n} trees." for n in range(20)) + "\n"
LAKES = "Lakes\n\nNo lake of this made-up country was ever frozen, said the harbour master of Lumo.\n"


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Three documents, made up, indexed as a large corpus is."""
    monkeypatch.setattr(vector_files, "MOST_EXACT", 0)
    corpus = open_corpus(tmp_path / "corpus", index=tmp_path / "grown")
    for name, text in (("rivers.txt", RIVERS), ("harbour.txt", HARBOUR), ("hills.txt", HILLS)):
        corpus.add(name, data=text.encode())
    corpus.build()
    return corpus


def layers(corpus: Corpus) -> tuple[int, ...]:
    """The generations whose files make the index."""
    current = read_current(corpus.index_folder)
    return tuple(number for number in (current.below, current.generation) if number)


def assert_like_a_fresh_one(corpus: Corpus) -> None:
    fresh = open_corpus(corpus.folder, index=corpus.index_folder.parent / f"fresh-{layers(corpus)[-1]}")
    fresh.build()
    one, two = held(corpus), held(fresh)
    assert one.keys() == two.keys()
    for key, (passage, vector, nearest) in one.items():
        assert (passage, nearest) == (two[key][0], two[key][2])
        assert np.abs(vector - two[key][1]).max() < 1e-5
    (counts, found), (fresh_counts, fresh_found) = words_of(corpus), words_of(fresh)
    assert counts == fresh_counts and [key for key, _ in found] == [key for key, _ in fresh_found]
    assert corpus.find("harbour") == fresh.find("harbour") and corpus.find("frozen") == fresh.find("frozen")
    assert corpus.sources() == fresh.sources() and corpus.documents() == fresh.documents()
    with Index(corpus.index_folder).snapshot() as mine, Index(fresh.index_folder).snapshot() as theirs:
        assert set(theirs.terms()) <= set(mine.terms())
        vector = mine.encoder.encode("a frozen lake")
        for scope in (None, "rivers", ("rivers", "lakes")):
            mine_found, other = (s.passages([r for r, _ in s.search_meaning(vector, 3, scope)]) for s in (mine, theirs))
            assert {p.passage_id for p in mine_found.values()} == {p.passage_id for p in other.values()}


def test_what_is_added_replaced_and_removed_stands_above_what_there_was(grown: Corpus) -> None:
    lower = (grown.index_folder / "content-1.sqlite").read_bytes()
    reader = Index(grown.index_folder)
    with reader.snapshot() as before:
        assert "ever" not in before.terms()
    grown.add("lakes.txt", data=LAKES.encode())
    assert grown.build().documents == 4 and layers(grown) == (1, 2)
    assert_like_a_fresh_one(grown)
    with reader.snapshot() as after:
        # Of a million passages, the words below take seconds to list: they are listed once.
        assert "ever" in after.terms() and after._generation._terms_below is before._generation._terms_below
    alone = open_corpus(grown.folder, index=grown.index_folder.parent / "fresh-2")
    for (_, score), (_, other) in zip(words_of(grown)[1], words_of(alone)[1], strict=True):
        assert 0.5 < score / other < 2, "a word is as rare above as it is below"
    grown.replace("harbour", "harbour.txt", data=HARBOUR.replace("quiet", "loud").encode())
    grown.build()
    grown.remove("rivers")
    report = grown.build()
    assert (report.documents, report.removed, report.embedded) == (3, 1, 0) and layers(grown) == (1, 4)
    assert_like_a_fresh_one(grown)
    assert (grown.index_folder / "content-1.sqlite").read_bytes() == lower
    grown.restore("rivers")
    grown.build()
    assert_like_a_fresh_one(grown)
    assert not grown.build().changed


def test_layers_become_one_when_much_has_changed(grown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    grown.add("lakes.txt", data=LAKES.encode())
    grown.remove("harbour")
    grown.build()
    monkeypatch.setattr(build, "MOST_LAYERED", 0)
    grown.restore("harbour")
    grown.build()
    assert layers(grown) == (3,)
    assert_like_a_fresh_one(grown)


def test_source_that_is_added_above_is_linked_with_a_report_below(large: Corpus, tmp_path: Path) -> None:  # noqa: F811
    large.add(write_made_up(tmp_path), footnote="6")
    assert large.build().parsed == 1 and len(layers(large)) == 2
    assert next(s for s in large.sources() if s.label == "6").document == "made-up-release"
    assert large.ask(QUESTION).claims[0].citations[0].support[0].document == "made-up-release"


def test_purge_leaves_nothing_in_a_lower_layer(grown: Corpus) -> None:
    grown.add("lakes.txt", data=LAKES.encode())
    grown.build()
    grown.remove("harbour", purge=True)
    assert len(layers(grown)) == 1
    assert not [p.name for p in grown.index_folder.iterdir() if b"Boats lie" in p.read_bytes()]
    assert_like_a_fresh_one(grown)


@pytest.mark.parametrize("name", ["content-1.sqlite", "content-2.sqlite", "vectors-1.f16", "vectors-2.faiss"])
def test_damaged_layer_is_mended(grown: Corpus, name: str) -> None:
    grown.add("lakes.txt", data=LAKES.encode())
    grown.build()
    path = grown.index_folder / name
    path.write_bytes(path.read_bytes()[:-8] + b"\1" * 8)
    again = open_corpus(grown.folder, index=grown.index_folder)
    assert again.search("Which lake was frozen?", k=3) and not again.stale()
    assert_like_a_fresh_one(again)
