"""Every refused call leaves the corpus folder byte for byte as it was, and says why in one line."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa import Corpus, open_corpus
from qa.corpus.manifest import read_corpus
from qa.errors import DocumentError, QAError, UsageError
from tests.conftest import REPORT, copy_index

ODD = [
    "",
    " ",
    "x",
    "a\nb",
    "a\0b",
    "\ud800",
    "[[document]]",
    "'''",
    '"',
    "\x1b[31m",
    "é",
    "../x",
    5,
    None,
    b"x",
    ["x"],
]
TEXTS = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=()), max_size=12)
NAMES = st.sampled_from(
    [
        "new.txt",
        "other.txt",
        "OTHER.TXT",
        "other.md",
        "con.txt",
        ".txt",
        "a.exe",
        "\ud800.md",
        f"{'x' * 300}.txt",
        "_a.txt",
    ]
) | TEXTS.map(lambda text: f"{text}.txt")
DATA = st.sampled_from(
    [b"", b" ", b"A made-up text.", b"Caf\xe9.", b"\\ud800", b"\x00\x01", b"<html>x</html>", "text", 5]
)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "language": st.sampled_from(["en", "pt-BR", "deu", "EN", "english", "e", "en_US", "e1"]) | TEXTS,
        "encoding": st.sampled_from(["cp1252", "utf-7", "idna", "hex", "undefined", "unicode_escape", "utf-16"])
        | TEXTS,
        "kind": st.sampled_from(["report", "source", "sources", "Report", "reports"]) | TEXTS,
        "footnote": st.sampled_from(["6", f"{REPORT}#6", "999", f"{REPORT}#999"]) | TEXTS,
    },
)
DOCUMENTS = st.sampled_from([REPORT, "other", "removed"]) | TEXTS

Call = Callable[[Corpus], object]


@pytest.fixture(scope="module")
def folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of a report, another document and a removed one, with its index, and files to add."""
    made = tmp_path_factory.mktemp("refusals")
    shutil.copytree(corpus.folder, made / "corpus")
    copy_index(corpus.index_folder, made / "index")
    held = open_corpus(made / "corpus", index=made / "index")
    for name in ("other.txt", "removed.txt"):
        held.add(name, data=f"A made-up text, {name}.".encode())
    held.remove("removed")
    held.build()
    (made / "files" / "folder.txt").mkdir(parents=True)
    (made / "files" / "new.txt").write_text("A made-up text.", encoding="utf-8")
    (made / "files" / "empty.txt").touch()
    shutil.copytree(made / "corpus", made / "kept")
    return made


def state(folder: Path) -> dict[str, bytes | None]:
    """All that lies in a folder, hidden files too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


@st.composite
def changes(draw: st.DrawFn) -> Call:
    """A call that would change the corpus, with arguments that may be right or wrong."""
    kind = draw(st.sampled_from(["add", "add file", "replace", "remove", "restore"]))
    name = draw(NAMES)
    document: Any = draw(DOCUMENTS)
    said: dict[str, Any] = draw(SAID)
    if kind == "add":
        data: Any = draw(DATA)
        return lambda corpus: corpus.add(name, data=data, **said)
    if kind == "add file":
        files = st.sampled_from(["new.txt", "empty.txt", "folder.txt", "missing.txt", "a\0b.txt", "a\nb.txt"])
        file = draw(files | NAMES)
        return lambda corpus: corpus.add(corpus.folder.parent / "files" / file, **said)
    if kind == "replace":
        content: Any = draw(DATA)
        return lambda corpus: corpus.replace(document, name, data=content, **said)
    return (lambda corpus: corpus.remove(document)) if kind == "remove" else (lambda corpus: corpus.restore(document))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(call=changes())
def test_a_refused_change_leaves_the_folder_as_it_was_and_an_accepted_one_leaves_it_readable(
    folder: Path, call: Call
) -> None:
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    before = state(corpus.folder)
    try:
        call(corpus)
    except QAError as error:
        assert state(corpus.folder) == before
        assert len(str(error).splitlines()) == 1
    else:
        read_corpus(corpus.folder)
        shutil.rmtree(corpus.folder)
        shutil.copytree(folder / "kept", corpus.folder)


def test_document_to_replace_must_be_text(scratch: Corpus) -> None:
    document: Any = b"x"
    with pytest.raises(UsageError, match=r"^document must be text, not bytes"):
        scratch.replace(document, "new.txt", data=b"A made-up text.")


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS.filter(lambda text: text not in ("x", "é")), method=st.sampled_from(["ask", "search", "document"]))
def test_a_refused_question_or_look_changes_nothing(folder: Path, text: Any, method: str) -> None:
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    before = state(corpus.folder)
    try:
        getattr(corpus, method)(text)
    except QAError as error:
        assert len(str(error).splitlines()) == 1
    assert state(corpus.folder) == before


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "sources"}, "kind 'sources': unknown; use one of report, source"),
        ({"language": "english"}, "language 'english': not a language code"),
        ({"language": "e\n"}, "not a language code"),
        ({"encoding": "a\0b"}, "unknown encoding"),
        ({"title": "\ud800"}, "title: character 1 is half of a surrogate pair"),
        ({"title": 5}, "title must be text, not int"),
        ({"footnote": 6}, "footnote must be text, not int"),
        ({"footnote": "999"}, "no such footnote"),
        ({"data": "text"}, "data must be bytes, not str"),
    ],
)
def test_what_is_refused_is_named(folder: Path, said: dict[str, Any], words: str) -> None:
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    before = state(folder)
    with pytest.raises(UsageError, match=words):
        corpus.add("new.txt", **{"data": b"A made-up text.", **said})
    with pytest.raises(UsageError, match=words):
        corpus.replace("other", "new.txt", **{"data": b"A made-up text.", **said})
    assert state(folder) == before


def test_refused_calls_make_no_folder(tmp_path: Path) -> None:
    corpus = open_corpus(tmp_path / "corpus", index=tmp_path / "index")
    (tmp_path / "new.txt").write_text("A made-up text.", encoding="utf-8")
    calls: list[Callable[[], object]] = [
        lambda: corpus.remove("x"),
        lambda: corpus.restore("x"),
        lambda: corpus.replace("x", tmp_path / "new.txt"),
        lambda: corpus.add(tmp_path / "new.txt", kind="sources"),
        lambda: corpus.add(tmp_path / "missing.txt"),
        lambda: corpus.build(),
    ]
    for call in calls:
        with pytest.raises(QAError):
            call()
    assert not corpus.folder.exists()


def test_a_damaged_entry_in_the_trash_is_refused(folder: Path) -> None:
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    entry = next((corpus.folder / "_bin").glob("*removed/entry.toml"))
    good = entry.read_bytes()
    for bad in (b'kind = "sources"\n', b"[[[", b"\xff"):
        entry.write_bytes(bad)
        before = state(folder)
        with pytest.raises(QAError):
            corpus.restore("removed")
        assert state(folder) == before
    entry.write_bytes(good)


def test_a_text_whose_encoding_makes_half_characters_is_refused(folder: Path) -> None:
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    with pytest.raises(DocumentError, match="surrogate"):
        corpus.add("new.txt", data=b"\\ud800", encoding="unicode_escape")


@pytest.fixture(autouse=True)
def untouched(folder: Path) -> Iterator[None]:
    """Each test leaves the corpus to the next as it found it."""
    yield
    assert state(folder / "corpus") == state(folder / "kept")
