import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from qa import Corpus
from qa.citation.ledger import Basis
from qa.cli import arguments, main
from qa.embed.onnx_runtime import telling_of_memory
from qa.export import Format
from qa.export.house_styles import HouseStyle
from qa.types.document import DocumentKind
from qa.types.prose import WholeTask
from qa.types.source import Holding, SourceKind


def run(corpus: Corpus, *arguments: str) -> int:
    command, *rest = arguments
    return main([command, "--corpus", str(corpus.folder), "--index", str(corpus.index_folder), *rest])


def test_ask_shows_quote_and_chain(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus, "ask", "How many prison staff were held hostage?") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "[1]" in shown and "footnote 1 → Financial Times, 10 January 2024 (reference only)" in shown


def test_batch_prints_one_object_a_line_in_order(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = ["What does footnote 6 cite?", "", "What is the\u2028recipe for ceviche?", "x" * 10_000]
    batch = tmp_path / "questions.jsonl"
    rows = [json.dumps({"question": q, "id": i}, ensure_ascii=False) for i, q in enumerate(questions)]
    batch.write_text("\n".join(rows), encoding="utf-8")
    assert run(corpus, "ask", "--batch", str(batch), "--json") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert [a["question"] for a in answers] == questions
    assert [a["status"] for a in answers] == ["answered", "abstained", "abstained", "abstained"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["ask", ""], 2, "empty"),
        (["ask"], 2, "give one question"),
        (["ask", "why " * 2000], 2, "characters"),
        (["ask", "--batch", "no-such-file.jsonl"], 2, "no-such-file.jsonl"),
        (["show", "nothing"], 2, "no such document"),
        (["remove", "nothing"], 2, "no such document"),
        (["sources", "--document", "nothing"], 2, "no such document"),
        (["add", ".hidden.txt"], 2, "full stop"),
        (["add", "no-such-file.txt"], 1, "no-such-file.txt"),
    ],
)
def test_failures_are_one_line_with_their_status(
    corpus: Corpus, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    assert run(corpus, *arguments) == status
    error = capsys.readouterr().err.strip()
    assert error.startswith("qa: ") and said in error and "\n" not in error


def test_add_for_a_footnote_then_remove(scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_up = tmp_path / "release.txt"
    made_up.write_text(
        "A made-up release.\n\nCompany assets worth 48 million euros were frozen as a result.", encoding="utf-8"
    )
    assert run(scratch, "add", str(made_up), "--for", "6") == 0
    assert "balkan-groups-in-ecuador#6" in capsys.readouterr().out
    assert run(scratch, "sources") == 0
    assert "(held)" in capsys.readouterr().out
    assert run(scratch, "ask", "How much in company assets was frozen?") == 0
    assert "→ Source agrees → “Company assets worth 48 million euros" in " ".join(capsys.readouterr().out.split())
    assert run(scratch, "remove", "release") == 0
    assert run(scratch, "doctor") == 0


def test_several_files_are_added_and_a_bad_one_is_left_out(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text("A made-up text.\n\nRice is dear.", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("A made-up text.\n\nCaf\xe9 is dear.".encode("latin-1"))
    files = [str(tmp_path / name) for name in ("good.txt", "latin.txt", "missing.txt")]
    assert run(scratch, "add", *files) == 1
    shown = capsys.readouterr()
    assert "added good" in shown.out and "1 of 3 added" in shown.out
    assert [line.split(":")[1].strip() for line in shown.err.splitlines()] == ["latin.txt", "missing.txt"]
    assert run(scratch, "add", files[1], "--encoding", "latin-1", "--language", "fr", "--kind", "source") == 0
    entry = next(e for e in scratch.manifest().entries if e.doc_id == "latin")
    assert (entry.encoding, entry.language, entry.kind) == ("latin-1", "fr", "source")
    assert "Café" in scratch.document("latin").text


def test_file_with_the_title_of_a_source_is_proposed_and_not_linked(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "release.txt"
    title = "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"
    file.write_text(f"{title}\n\nA made-up text about rice.", encoding="utf-8")
    assert run(scratch, "add", str(file)) == 0
    shown = capsys.readouterr().out
    assert "looks like the text of footnote 6 (Europol" in shown and f"qa add {file} --for 6" in shown
    assert all(source.document is None for source in scratch.sources())
    assert run(scratch, "add", str(file), "--for", "6") == 0
    assert "looks like" not in capsys.readouterr().out
    assert run(scratch, "ask", "How much in company assets was frozen?") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "(held) → Nothing found in the source" in shown


def test_sources_are_filtered_and_exported(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus, "sources", "--kind", "interview", "--year", "2024-02", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["label"], row["statements"], row["holding"]) for row in rows] == [
        ("5", 1, "unpublished"),
        ("8", 1, "unpublished"),
    ]
    assert run(corpus, "sources", "--language", "es", "--export", "ris") == 0
    assert capsys.readouterr().out.count("TY  - ") == 2
    assert run(corpus, "ask", "What does footnote 6 cite?", "--export", "csl-json") == 0
    assert json.loads(capsys.readouterr().out)[0]["title"].startswith("Properties worth EUR 48 million")
    assert run(corpus, "sources", "--since", "soon") == 2


def test_rests_lists_statements_by_source_and_by_basis(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus, "rests", "6", "--json") == 0
    (statement,) = json.loads(capsys.readouterr().out)
    assert statement["quote"].startswith("A total of €48 million") and statement["basis"] == ["single-source"]
    assert run(corpus, "rests", "--on", "interviews-only", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [s["footnotes"][0]["label"] for s in found] == ["5", "8", "10", "11"]
    assert run(corpus, "rests", "--json") == 0
    overview = json.loads(capsys.readouterr().out)
    assert overview["counts"]["with-marker"] == 11 and overview["counts"]["nothing"] == len(corpus.unsupported())
    assert run(corpus, "rests", "99") == 2


def test_choices_of_the_command_line_are_those_of_the_library() -> None:
    assert set(arguments.SOURCE_KIND_CHOICES) == set(SourceKind)
    assert set(arguments.BASIS_CHOICES) == set(Basis)
    assert {choice.replace("-", " ") for choice in arguments.HOLDING_CHOICES} == set(Holding)
    assert set(arguments.DOCUMENT_KIND_CHOICES) == set(DocumentKind)
    assert set(arguments.EXPORT_CHOICES) == set(Format)
    assert set(arguments.STYLE_CHOICES) == set(HouseStyle)
    assert set(arguments.TASK_CHOICES) == set(WholeTask)


def test_show_prints_markers_and_the_notes_of_a_paragraph(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    start = corpus.document("balkan-groups-in-ecuador").text.index("Riots triggered")
    assert run(corpus, "show", "balkan-groups-in-ecuador", "--at", str(start)) == 0
    shown = capsys.readouterr().out
    assert "jails.[1]" in shown and "[1] Joe Daniels" in shown and "hitmen" not in shown


def test_the_module_is_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["qa", "--version"])
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("qa", run_name="__main__")
    assert capsys.readouterr().out.startswith("footnote-qa ")


def test_control_characters_do_not_reach_the_terminal(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    run(corpus, "ask", "What is \x1b[31m the recipe for ceviche?")
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        (
            "import qa.cli; from qa.cli.arguments import make_parser; make_parser()",
            {"numpy", "torch", "onnxruntime", "faiss", "streamlit", "langchain_core"},
        ),
        ("import qa; qa.open_corpus('c')", {"torch", "sentence_transformers", "streamlit", "langchain_core"}),
    ],
)
def test_light_work_imports_nothing_heavy(code: str, forbidden: set[str]) -> None:
    out = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout
    assert not forbidden & set(out.split())


def test_answering_and_an_unchanged_index_import_no_torch(corpus: Corpus) -> None:
    code = (
        f"from qa import open_corpus; c = open_corpus({str(corpus.folder)!r}, index={str(corpus.index_folder)!r}); "
        "c.build(); c.ask('What does footnote 6 cite?'); c.ask('Who was assassinated?'); import sys; print(*sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "onnxruntime" in out.split() and not {"torch", "sentence_transformers"} & set(out.split())


def test_a_bad_line_of_a_batch_is_told_and_the_others_are_answered(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(
        b'{"question": "What does footnote 6 cite?"}\n{"question": "\\ud800"}\nhello\n{"question": "\xff"}\n'
        b'{"question": "What does footnote 1 cite?"}\n'
    )
    status = run(corpus, "ask", "--batch", str(batch), "--json")
    said = capsys.readouterr()
    assert status == 1
    assert [json.loads(line)["question"][-7:] for line in said.out.splitlines()] == ["6 cite?", "1 cite?"]
    assert [line.split(":")[1][-7:] for line in said.err.splitlines() if line.startswith("left out")] == [
        " line 2",
        " line 3",
        " line 4",
    ]


class Panic(BaseException):
    """As Rust's libraries raise it."""


@pytest.mark.parametrize(
    "error",
    [
        ImportError("libopenblas.so: failed to map segment from shared object"),
        RuntimeError("Exception during initialization: std::bad_alloc"),
        Panic("PyObject pointer is null"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_library_that_finds_no_room_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def load(name: str) -> object:
        with telling_of_memory():
            raise error

    monkeypatch.setattr("qa.cli.entry._load", load)
    assert main(["doctor"]) == 1
    assert capsys.readouterr().err == "qa: doctor: out of memory; close other programs, or work on fewer documents\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of address space")
def test_limit_of_memory_in_which_no_network_has_room_is_told_in_one_line(corpus: Corpus) -> None:
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1000 << 20, 1000 << 20)); "
        "from qa.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    where = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    ended = subprocess.run(
        [sys.executable, "-c", limited, "ask", "Who fled?", *where], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "qa: ask: out of memory; close other programs, or work on fewer documents\n"
