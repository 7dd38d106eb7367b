import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from qa import Corpus, open_corpus
from qa.embed.onnx_encoder import OnnxEncoder
from qa.embed.passages import PassageEncoder
from qa.embed.weights import PACKAGED, PACKAGED_SHA256, EncoderFiles, locate, verified_weights, verify_weights
from qa.errors import CorpusError, EncoderError, IndexUnusableError, UsageError
from qa.index import current
from qa.index.read import Index
from qa.types.passage import Passage
from tests.conftest import REPORT

QUESTION = "How much in company assets was frozen?"
MADE_UP = """A made-up press release, for tests only

Properties worth 48 million euros were frozen in Ecuador and Spain. The company assets belonged to fruit exporters.

The weather on that day was mild and the sea was calm.
"""


def write_made_up(folder: Path) -> Path:
    path = folder / "made-up-release.txt"
    path.write_text(MADE_UP, encoding="utf-8")
    return path


def held(corpus: Corpus) -> dict[str, tuple[Passage, np.ndarray, str]]:
    """Each passage with its vector and the passage that is nearest to it, by identifier."""
    found = {}
    with Index(corpus.index_folder).snapshot() as snapshot:
        for info in snapshot.documents():
            document = snapshot.document(info.doc_id)
            assert document is not None
            for passage in snapshot.passages_of(document.doc_id):
                text = passage.span.of(document.text)
                vector = snapshot.vectors([text])[text][0]
                nearest = snapshot.search_meaning(vector, 1)[0][0]
                found[passage.passage_id] = (passage, vector, snapshot.passages([nearest])[nearest].passage_id)
    return found


def words_of(corpus: Corpus) -> tuple[object, list[tuple[str, float]]]:
    """How often some words stand in the index, and what is found by them."""
    with Index(corpus.index_folder).snapshot() as snapshot:
        found = snapshot.search_words("frozen rivers and harbour", 10)
        passages = snapshot.passages([row for row, _ in found])
        counts = snapshot.word_counts(["rivers", "frozen", "harbour", "nothing"])
    return counts, sorted((passages[row].passage_id, round(score, 9)) for row, score in found)


def test_unchanged_corpus_is_not_indexed_again(corpus: Corpus) -> None:
    before = corpus.build()
    assert not before.changed and before.embedded == 0


def test_source_that_is_added_is_held_linked_and_supports_the_quote(scratch: Corpus, tmp_path: Path) -> None:
    scratch.add(write_made_up(tmp_path), footnote="6")
    report = scratch.build()
    assert report.changed and report.parsed == 1 and 0 < report.embedded < 20
    source = next(s for s in scratch.sources() if s.label == "6")
    assert (source.document, source.holding) == ("made-up-release", "held")
    first = scratch.ask(QUESTION).claims[0].citations[0]
    assert [link.label for link in first.footnotes] == ["6"]
    assert first.support and first.support[0].document == "made-up-release"
    assert all("weather" not in support.quote for support in first.support)


def test_source_that_is_removed_is_gone_and_nothing_is_embedded_again(scratch: Corpus, tmp_path: Path) -> None:
    scratch.add(write_made_up(tmp_path), footnote="6")
    scratch.build()
    scratch.remove("made-up-release")
    report = scratch.build()
    assert (report.removed, report.embedded, report.documents) == (1, 0, 1)
    assert next(s for s in scratch.sources() if s.label == "6").holding == "reference only"


def test_incremental_index_equals_a_fresh_one(tmp_path: Path) -> None:
    grown, fresh = (open_corpus(tmp_path / "corpus", index=tmp_path / name) for name in ("grown", "fresh"))
    other = tmp_path / "other.txt"
    other.write_text(
        "Rivers\n\nRivers are long.1 Lakes are deep.\n\n1. Ana Kovač, The Quiet Harbour, 2009.\n", encoding="utf-8"
    )
    for file in (write_made_up(tmp_path), other):
        grown.add(file)
        grown.build()
    grown.remove("other")
    assert grown.build().removed == 1
    grown.restore("other")
    assert grown.build().embedded == 0
    fresh.build()

    one, two = held(grown), held(fresh)
    assert len(one) == 4 and one.keys() == two.keys() and all(one[key][0] == two[key][0] for key in one)
    for key in one:
        assert np.abs(one[key][1] - two[key][1]).max() < 1e-5
        # What FAISS finds for a passage's own vector is that passage, in either index.
        assert one[key][2] == two[key][2] == key
    assert words_of(grown) == words_of(fresh)


def test_search_by_meaning_equals_brute_force(corpus: Corpus) -> None:
    with Index(corpus.index_folder).snapshot() as snapshot:
        vector = snapshot.encoder.encode(QUESTION)
        found = snapshot.search_meaning(vector, 5)
        passages = snapshot.passages([row for row, _ in found])
    cosines = {key: float(stored @ vector) for key, (_, stored, _) in held(corpus).items()}
    best = sorted(cosines, key=lambda key: -cosines[key])[:5]
    assert [passages[row].passage_id for row, _ in found] == best
    assert [score for _, score in found] == pytest.approx([cosines[key] for key in best], abs=1e-5)


def test_open_corpus_follows_a_newer_generation(scratch: Corpus, tmp_path: Path) -> None:
    reader = open_corpus(scratch.folder, index=scratch.index_folder)
    reader.ask(QUESTION)
    scratch.add(write_made_up(tmp_path))
    scratch.build()
    assert {info.doc_id for info in reader.documents()} == {REPORT, "made-up-release"}


def test_missing_index_is_refused_by_name(scratch: Corpus, tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match=r"no index yet$"):
        open_corpus(scratch.folder, index=tmp_path / "none").ask(QUESTION)


def test_index_of_another_version_is_refused_then_rebuilt(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.index.current.FORMAT", current.FORMAT + 1)
    with pytest.raises(IndexUnusableError, match="another version"):
        scratch.ask(QUESTION)
    assert "another version" in (scratch.stale() or "")
    assert scratch.build().embedded == 0
    assert scratch.stale() is None and scratch.ask(QUESTION).claims


def test_rows_that_another_version_wrote_are_forgotten(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(scratch.index_folder / "cache.sqlite")) as opened, opened:
        (before,) = opened.execute("SELECT count(*) FROM cached").fetchone()
        # Token vectors under the key of another kind.
        opened.execute("UPDATE cached SET key = randomblob(16) WHERE length(data) <> 768")
    monkeypatch.setattr("qa.index.current.FORMAT", current.FORMAT + 1)
    report = scratch.build()
    assert 0 < report.embedded == report.passages
    with closing(sqlite3.connect(scratch.index_folder / "cache.sqlite")) as opened:
        assert opened.execute("SELECT count(*) FROM cached").fetchone() == (before,)


def test_files_of_earlier_versions_are_told_and_cleaned_up(scratch: Corpus) -> None:
    (scratch.index_folder / "current.json").unlink()
    for name in ("index.sqlite", "index.sqlite-wal", "index.sqlite-shm"):
        (scratch.index_folder / name).write_bytes(b"made up")
    assert "another version" in (scratch.stale() or "")
    with pytest.raises(IndexUnusableError, match="another version"):
        scratch.ask(QUESTION)
    assert scratch.build().changed
    assert not list(scratch.index_folder.glob("index.sqlite*"))


def test_unreadable_file_keeps_its_last_good_version(scratch: Corpus, tmp_path: Path) -> None:
    scratch.add(write_made_up(tmp_path))
    scratch.build()
    (scratch.folder / "made-up-release.txt").write_bytes(b"\x00\x01binary")
    report = scratch.build()
    assert any("made-up-release.txt" in line and "last good version" in line for line in report.skipped)
    assert "Properties worth" in scratch.document("made-up-release").text
    # It makes no new generation again and again, nor the index stale, until it changes.
    assert not scratch.build().changed and scratch.build().skipped == report.skipped and scratch.stale() is None
    write_made_up(scratch.folder)
    assert "corpus has changed" in (scratch.stale() or "")


def test_empty_and_missing_corpora_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such corpus"):
        open_corpus(tmp_path / "none", index=tmp_path / "i").build()
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match="empty"):
        open_corpus(tmp_path / "empty", index=tmp_path / "i").build()


def test_questions_and_passages_get_the_same_vectors(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("local files need no network")

    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    with Index(corpus.index_folder).snapshot() as snapshot:
        onnx = snapshot.encoder
    assert isinstance(onnx, OnnxEncoder)
    slow = PassageEncoder(locate(PACKAGED))
    for text in (QUESTION, "¿Qué está pasando en Ecuador?", "wordy " * 600):
        assert float(onnx.encode(text) @ slow.encode_query(text)) >= 0.9999
        assert float(onnx.encode_passage(text)[0] @ slow.encode_query(text)) >= 0.9999
    # A reader from the hub may be configured in the same process.
    assert "HF_HUB_OFFLINE" not in os.environ


def test_encoder_files_that_were_altered_are_refused(tmp_path: Path) -> None:
    folder = Path(locate(PACKAGED).location)
    for name in PACKAGED_SHA256:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if name != "model.safetensors":
            shutil.copy(folder / name, tmp_path / name)
    (tmp_path / "model.safetensors").symlink_to(folder / "model.safetensors")
    verify_weights(EncoderFiles(PACKAGED, str(tmp_path), "digest"))
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(EncoderError, match=r"modules\.json"):
        verify_weights(EncoderFiles(PACKAGED, str(tmp_path), "digest"))
    shutil.copy(folder / "modules.json", tmp_path)
    whole = json.dumps({"words": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    for described in (b"", b"\xff" * 20, b"[" * 100_000, b"[]", b'{"words": 1}', whole.replace(b"[1]", b"[2]"), whole):
        (tmp_path / "model.safetensors").unlink()
        (tmp_path / "model.safetensors").write_bytes(len(described).to_bytes(8, "little") + described + b"\0\0\0\0")
        with pytest.raises(EncoderError, match=r"model\.safetensors: altered"):
            verified_weights(EncoderFiles(PACKAGED, str(tmp_path), "digest"))


def test_unknown_footnote_and_document_are_usage_errors(scratch: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="footnote 99"):
        scratch.add(write_made_up(tmp_path), footnote="99")
    with pytest.raises(UsageError, match="no such document"):
        scratch.remove("nothing")
