import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.cli import main
from qa.corpus.manifest import read_corpus
from qa.corpus.settings import read_answer_settings
from qa.errors import CorpusError, ReaderError
from qa.reader import PassageText, ReaderSettings, open_reader, reader_for
from qa.reader.models import QuestionAnsweringModel, Reranked
from qa.reader.networks import LARGE, SMALL
from qa.reader.packaged import PackagedReader
from tests.reader.tiny import ANSWERING, SCORING, save_model

DEFAULTS = ReaderSettings("packaged", "none")


@pytest.fixture(autouse=True)
def _without_a_choice_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_READER", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "report.txt").write_text("A made-up report.\n\nRice costs 4 euros.", encoding="utf-8")
    return made


def describe(folder: Path, answers: str) -> None:
    (folder / "corpus.toml").write_text(f'[answers]\n{answers}\n[[document]]\nfile = "report.txt"\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("", DEFAULTS),
        ('reader = "none"', ReaderSettings("none", "none")),
        ('reader = "owner/model"\nreranker = "models/scoring"', ReaderSettings("owner/model", "models/scoring")),
        ('reranker = "none"', DEFAULTS),
        ('read_by = "me"', DEFAULTS),
        ('reader = "packaged-small"', ReaderSettings("packaged-small", "none")),
    ],
)
def test_corpus_file_says_which_reader(folder: Path, answers: str, expected: ReaderSettings) -> None:
    describe(folder, answers)
    assert read_corpus(folder).answers == expected == read_answer_settings(folder)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("[answers]\nreader = 3\n", "[answers] and reader ="),
        ('[answers]\nreader = ""\n', "[answers] and reader ="),
        ('[answers]\nreranker = ["a"]\n', "reranker ="),
        ('answers = "none"\n', "[answers] and reader ="),
        ('[[answers]]\nreader = "none"\n', "[answers] and reader ="),
        ('[answers]\nreadr = "none"\n', "did you mean `reader`"),
        ('[answers]\nre-ranker = "a/b"\n', "did you mean `reranker`"),
        ('[answer]\nreader = "none"\n', "did you mean `answers`"),
        ("[answers\n", "TOML"),
    ],
)
def test_bad_reader_in_the_corpus_file_is_one_clear_line(folder: Path, manifest: str, said: str) -> None:
    (folder / "corpus.toml").write_text(manifest, encoding="utf-8")
    for look in (read_corpus, read_answer_settings):
        with pytest.raises(CorpusError) as caught:
            look(folder)
        assert said in str(caught.value) and "corpus.toml" in str(caught.value) and "\n" not in str(caught.value)


def test_what_is_given_comes_before_the_file_and_the_file_before_the_defaults(folder: Path) -> None:
    assert open_corpus(folder / "nowhere").reader_settings() == DEFAULTS == open_corpus(folder).reader_settings()
    describe(folder, 'reader = "a/b"\nreranker = "c/d"')
    assert open_corpus(folder).reader_settings() == ReaderSettings("a/b", "c/d")
    assert open_corpus(folder, reader="none").reader_settings() == ReaderSettings("none", "c/d")
    assert open_corpus(folder, reader="e/f", reranker="none").reader_settings() == ReaderSettings(
        "e/f", "none", frozenset({"e/f"})
    )


def test_change_of_the_file_is_seen_by_an_open_corpus(folder: Path) -> None:
    corpus = open_corpus(folder)
    describe(folder, 'reader = "a/b"')
    assert corpus.reader_settings().reader == "a/b"
    describe(folder, 'reader = "c/d"')
    os.utime(folder / "corpus.toml", ns=(1, 1))
    assert corpus.reader_settings().reader == "c/d"
    (folder / "corpus.toml").unlink()
    assert corpus.reader_settings() == DEFAULTS


def test_reader_that_the_environment_names_holds_where_nothing_else_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_READER", "packaged-small")
    assert open_corpus(folder).reader_settings().reader == "packaged-small"
    assert open_corpus(folder, reader="none").reader_settings().reader == "none"
    describe(folder, 'reader = "packaged"')
    assert open_corpus(folder).reader_settings().reader == "packaged"
    describe(folder, "")
    monkeypatch.setenv("QA_READER", "")
    assert open_corpus(folder).reader_settings().reader == "packaged"


def test_change_of_the_reader_leaves_the_index_up_to_date(scratch: Corpus) -> None:
    manifest = scratch.folder / "corpus.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + '\n[answers]\nreader = "none"\n', encoding="utf-8")
    assert scratch.reader_settings().reader == "none"
    assert scratch.stale() is None and not scratch.build().changed


def test_reader_of_the_settings_is_opened_once_for_all_threads(tmp_path: Path) -> None:
    answering = save_model(tmp_path / "answering", ANSWERING)
    scoring = save_model(tmp_path / "scoring", SCORING, num_labels=1)
    kinds = [
        (DEFAULTS, PackagedReader),
        (ReaderSettings("packaged-small"), PackagedReader),
        (ReaderSettings(str(answering)), QuestionAnsweringModel),
        (ReaderSettings("none", str(scoring)), Reranked),
    ]
    with ThreadPoolExecutor(8) as threads:
        for settings, kind in kinds:
            opened = list(threads.map(open_reader, [settings] * 8))
            assert isinstance(opened[0], kind) and len({id(reader) for reader in opened}) == 1
    assert open_reader(ReaderSettings("none")) is None and reader_for(ReaderSettings("none")) is None


def test_late_reader_reads_what_the_reader_reads_and_fails_only_then() -> None:
    text = PassageText("Rice costs 4 euros.", "", ((0, 19),))
    late, early = reader_for(DEFAULTS), open_reader(DEFAULTS)
    assert late and early and late.read("What is rice?", [text]) == early.read("What is rice?", [text])
    missing = reader_for(ReaderSettings("./nothing"))
    assert missing is not None
    with pytest.raises(ReaderError, match="no such folder"):
        missing.read("What is rice?", [text])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (ReaderSettings("Packaged"), "write packaged"),
        (ReaderSettings("package"), "write packaged"),
        (ReaderSettings("None"), "write none"),
        (ReaderSettings("packaged", "nonee"), "write none"),
        (ReaderSettings(" "), "is empty; write packaged"),
    ],
)
def test_name_that_is_empty_or_nearly_ours_is_not_looked_for_on_the_hub(settings: ReaderSettings, said: str) -> None:
    with pytest.raises(ReaderError, match=said):
        open_reader(settings)


def test_loading_a_corpus_loads_its_reader(corpus: Corpus, tmp_path: Path) -> None:
    opened = open_corpus(corpus.folder, index=corpus.index_folder, reader=str(tmp_path / "nothing"))
    with pytest.raises(ReaderError, match="no such folder"):
        opened.load()


def run(corpus: Corpus, command: str, *arguments: str) -> int:
    return main([command, "--corpus", str(corpus.folder), "--index", str(corpus.index_folder), *arguments])


@pytest.mark.parametrize(
    ("answers", "status", "said"),
    [
        ("", 0, f"reader       packaged ({LARGE.sha256[:12]}), as released"),
        ('reader = "packaged-small"', 0, f"reader       packaged-small ({SMALL.sha256[:12]}), as released"),
        ('reader = "none"', 0, "reader       none: by similarity alone"),
        ('reader = "owner/model"\nreranker = "a/b"', 0, "owner/model, from the hub"),
        ('reader = "packagd"', 1, "trouble      packagd: no such reader; write packaged"),
        ('reader = "TINY"', 0, "a folder; not pinned"),
        ('reranker = "EMPTY"', 1, "there is no config.json in it"),
    ],
)
def test_doctor_says_which_reader_and_whether_it_is_sound(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str], answers: str, status: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    if "TINY" in answers:
        save_model(tmp_path / "tiny", ANSWERING)
    for name in ("tiny", "empty"):
        answers = answers.replace(name.upper(), (tmp_path / name).as_posix())
    manifest = scratch.folder / "corpus.toml"
    manifest.write_text(f"{manifest.read_text(encoding='utf-8')}\n[answers]\n{answers}\n", encoding="utf-8")
    assert run(scratch, "doctor") == status
    assert said in capsys.readouterr().out
