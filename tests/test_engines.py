"""One contract, two engines: what the program needs of an index, local files and Milvus give alike."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa import Corpus
from qa.corpus.manifest import Entry
from qa.index.engine import Engine, Snapshot
from qa.index.freshness import why_behind
from qa.index.read import Index
from tests.conftest import REPORT, copy_index

QUESTIONS = [
    "How much in company assets was frozen?",
    "Which candidate was assassinated?",
    "frozen rivers",
    "xyzzy",
    "?!",
]


@pytest.fixture(scope="module")
def milvus(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The index of the sample report, moved to milvus-lite."""
    pytest.importorskip("milvus_lite", reason="the extra [milvus] is not installed")
    from qa.index.milvus.address import milvus_address
    from qa.index.milvus.client import Milvus
    from qa.index.milvus.publish import publish
    from qa.index.milvus.read import MilvusIndex

    folder = tmp_path_factory.mktemp("milvus")
    copy_index(corpus.index_folder, folder)
    opened = Milvus(milvus_address("milvus.db", folder))
    with contextlib.closing(opened):
        publish(folder, opened, lambda what, done, total: None)
        # What Milvus gives is all that there is.
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()
        yield MilvusIndex(opened, folder)


@pytest.fixture(params=["local", "milvus"])
def engine(request: pytest.FixtureRequest, corpus: Corpus) -> Engine:
    if request.param == "local":
        return Index(corpus.index_folder)
    found: Engine = request.getfixturevalue("milvus")
    return found


def texts_of(snapshot: Snapshot) -> dict[int, str]:
    document = snapshot.document(REPORT)
    assert document is not None
    rows = {row["passage_id"]: row["row"] for row in snapshot.rows("passages", "start, passage_id", REPORT)}
    return {int(str(rows[p.passage_id])): p.span.of(document.text) for p in snapshot.passages_of(REPORT)}


def test_nearest_passages_are_those_of_a_comparison_with_each(engine: Engine) -> None:
    def look(snapshot: Snapshot) -> None:
        texts = texts_of(snapshot)
        vectors = snapshot.vectors(list(texts.values()))
        asked = snapshot.encoder.encode(QUESTIONS[0])
        scores = {row: float(vectors[text][0] @ asked) for row, text in texts.items()}
        found = snapshot.search_meaning(asked, 7)
        assert [row for row, _ in found] == sorted(scores, key=lambda row: -scores[row])[:7]
        assert np.allclose([score for _, score in found], [scores[row] for row, _ in found], atol=1e-5)
        assert len(snapshot.search_meaning(asked, 10_000)) == len(texts) == snapshot.current.passages

    engine.read(look)


def test_words_are_found_as_sqlite_ranks_them(engine: Engine, corpus: Corpus) -> None:
    def ranked(snapshot: Snapshot) -> list[list[tuple[int, float]]]:
        return [snapshot.search_words(question, 12) for question in QUESTIONS]

    for own, expected in zip(engine.read(ranked), Index(corpus.index_folder).read(ranked), strict=True):
        assert [row for row, _ in own] == [row for row, _ in expected]
        assert np.allclose([score for _, score in own], [score for _, score in expected], rtol=1e-5)


def test_search_stays_within_documents(engine: Engine) -> None:
    def look(snapshot: Snapshot) -> None:
        asked = snapshot.encoder.encode(QUESTIONS[0])
        scopes: list[str | list[str]] = ["nothing-of-that-name", [], '") or row > 0 or ("']
        for scope in scopes:
            assert not snapshot.search_words(QUESTIONS[0], 5, scope) and not snapshot.search_meaning(asked, 5, scope)
        assert snapshot.search_words(QUESTIONS[0], 5, [REPORT, "x"]) == snapshot.search_words(QUESTIONS[0], 5)

    engine.read(look)


@pytest.mark.parametrize(
    ("phrases", "holds"),
    [
        ((("company assets",),), "company assets"),
        ((("frozen",), ("nothing", "company assets")), "company assets"),
        ((("assets company",),), None),
        ((("xyzzy",),), None),
    ],
)
def test_phrases_stand_in_what_is_found(
    engine: Engine, phrases: tuple[tuple[str, ...], ...], holds: str | None
) -> None:
    def look(snapshot: Snapshot) -> None:
        document = snapshot.document(REPORT)
        assert document is not None
        found = snapshot.passages_with(phrases)
        texts = [passage.span.of(document.text) for passage in found]
        assert texts if holds else not texts
        assert all(holds in text for text in texts if holds)
        assert [p.span.start for p in found] == sorted(p.span.start for p in found)
        in_text = snapshot.documents_with(phrases, notes=False, most=1)
        assert bool(in_text) == bool(holds) and snapshot.passages_with(phrases, "another") == ()
        assert snapshot.passages_with(phrases, most=1) == found[:1]

    engine.read(look)


def test_content_is_the_same_in_both(engine: Engine, corpus: Corpus) -> None:
    def held(snapshot: Snapshot) -> list[object]:
        vectors = snapshot.vectors(["Operación Metástasis", *list(texts_of(snapshot).values())[:3]])
        tables = {"documents": "doc_id", "sources": "position", "passages": "start, passage_id"}
        return [
            snapshot.documents(),
            snapshot.document(REPORT),
            snapshot.document("another"),
            snapshot.text(REPORT),
            snapshot.text("another"),
            snapshot.title(REPORT),
            snapshot.sources(),
            snapshot.sources(REPORT),
            snapshot.sources("another"),
            snapshot.passages([1, 2, 10_000]),
            snapshot.passages_of(REPORT),
            snapshot.word_counts(["frozen", "assets", "prison", "xyzzy", ""]),
            sorted(snapshot.terms()),
            snapshot.files([REPORT, "another"]),
            snapshot.fingerprints(),
            snapshot.failed(),
            snapshot.failures(),
            *(snapshot.rows(table, order, REPORT) for table, order in tables.items()),
            *(vector.tobytes() for vector, _ in vectors.values()),
            *(tokens.states.tobytes() if tokens else None for _, tokens in list(vectors.values())[1:]),
        ]

    assert engine.read(held) == Index(corpus.index_folder).read(held)


def test_answers_are_equal(scratch: Corpus) -> None:
    pytest.importorskip("milvus_lite", reason="the extra [milvus] is not installed")
    asked = [*QUESTIONS[:2], "Who is cited in note 6?", "What does the report say about extradition?"]
    before = [scratch.ask(question).to_dict() for question in asked]
    found = scratch.find("frozen assets"), scratch.search("prison staff", k=3), scratch.sources()
    scratch.move_index("milvus")
    try:
        assert 'engine = "milvus"' in (scratch.folder / "corpus.toml").read_text(encoding="utf-8")
        assert scratch.stale() is None
        assert [scratch.ask(question).to_dict() for question in asked] == before
        assert (scratch.find("frozen assets"), scratch.search("prison staff", k=3), scratch.sources()) == found
        added = scratch.index_folder.parent / "made-up.txt"
        added.write_text("A made-up memo, for tests only\n\nThe harbour of Guayaquil froze over in 1911.\n", "utf-8")
        scratch.add(added)
        assert scratch.stale() is not None
        scratch.build()
        assert (
            scratch.stale() is None
            and scratch.search("When did the harbour freeze?", k=1)[0].passage.doc_id == "made-up"
        )
        # Back, where nothing is left of the local index.
        folder = scratch.index_folder
        for path in [
            *folder.glob("content-*"),
            *folder.glob("vectors-*"),
            *folder.glob("c*.sqlite"),
            folder / "current.json",
        ]:
            path.unlink(missing_ok=True)
        scratch.move_index("local")
        close(folder)
        shutil.rmtree(folder / "milvus.db")
        assert scratch.stale() is None and not scratch.build().embedded
        assert scratch.search("When did the harbour freeze?", k=1)[0].passage.doc_id == "made-up"
    finally:
        close(scratch.index_folder)


def close(folder: Path) -> None:
    from milvus_lite.server_manager import server_manager_instance

    server_manager_instance.release_server(str(folder / "milvus.db"))


def test_a_file_that_cannot_be_read_makes_an_index_stale_and_stops_nothing(
    engine: Engine, corpus: Corpus, tmp_path: Path
) -> None:
    manifest = corpus.manifest()
    assert engine.read(lambda snapshot: why_behind(manifest, snapshot)) is None
    missing = replace(manifest, entries=(*manifest.entries, Entry("gone", tmp_path / "gone.txt")))
    assert engine.read(lambda snapshot: why_behind(missing, snapshot)) == "the corpus has changed"
