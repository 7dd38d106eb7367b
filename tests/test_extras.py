"""What an installation without the extras does: footnotes, sources and exports work, and the rest says what to install."""

import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from qa.cli import main
from qa.cli.extras import MODULES, explain
from tests.conftest import REPORT, ROOT

HIDDEN = sorted({module for modules in MODULES.values() for module in modules} | {"langchain_core", "langchain"})
HIDE = f"import sys\nfor name in {HIDDEN}: sys.modules[name] = None\n"


@pytest.fixture
def slim(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of all extras, as if they were not installed."""
    for name in HIDDEN:
        monkeypatch.setitem(sys.modules, name, None)


def run_slim(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", HIDE + script, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def test_footnotes_of_a_file_need_no_extra() -> None:
    report = ROOT / "corpus" / f"{REPORT}.txt"
    done = run_slim("from qa.cli import main\nsys.exit(main(sys.argv[1:]))", "footnotes", "--file", str(report))
    assert done.returncode == 0, done.stderr
    assert "11 notes" in done.stdout or "11 markers" in done.stdout


def test_parsing_references_and_export_need_no_extra() -> None:
    script = """
from pathlib import Path
from qa.export import export
from qa.parse import parse_file
from qa.references.sources import make_sources
document = parse_file(Path(sys.argv[1]), "report")
sources = [source for source in make_sources(document) if not source.is_comment]
print(len(sources), *(len(export(sources, form)) > 500 for form in ("csl-json", "bibtex", "ris", "markdown")))
"""
    done = run_slim(script, str(ROOT / "corpus" / f"{REPORT}.txt"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["11", "True", "True", "True", "True"]


@pytest.mark.parametrize(
    ("arguments", "module", "extra"),
    [
        (["ask", "Who?"], "faiss", "ask"),
        (["eval", "gold.jsonl"], "faiss", "ask"),
        (["index"], "faiss", "ask"),
        (["add", "report.pdf"], "faiss", "ask"),
        (["remove", "report"], "faiss", "ask"),
        (["replace", "report", "report.pdf"], "faiss", "ask"),
        (["app"], "streamlit", "app"),
        (["mcp"], "mcp", "mcp"),
        (["serve"], "starlette", "serve"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_command_without_its_extra_says_what_to_install(
    slim: None, arguments: list[str], module: str, extra: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    assert main([*arguments, *folders]) == 1
    said = capsys.readouterr()
    assert said.err == f'qa: {arguments[0]} needs {module}; run: pip install "footnote-qa[{extra}]"\n' and not said.out
    assert not any(tmp_path.iterdir()), "nothing is begun that cannot be done"


def test_module_that_is_missed_on_the_way_is_explained(slim: None) -> None:
    with pytest.raises(ModuleNotFoundError) as caught:
        import_module("onnxruntime.never_imported_before")
    explained = explain(caught.value, "sources")
    assert str(explained) == 'sources needs onnxruntime; run: pip install "footnote-qa[ask]"'
    assert explain(ModuleNotFoundError("no such module", name="made_up"), "sources") is None


def test_modules_are_those_that_the_extras_bring() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    brought = {
        name: {entry.split(">")[0].split("=")[0].split("[")[0] for entry in extras[name]} - {"footnote-qa"}
        for name in MODULES
    }
    for name in ("app", "mcp", "milvus", "serve"):
        brought[name] |= brought["ask"]
    distributions = packages_distributions()
    for name, modules in MODULES.items():
        of_modules = {distributions[module][0].lower() for module in modules}
        assert of_modules == brought[name] - {"python-multipart"}
