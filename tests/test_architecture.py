"""The import rules: arrows run one way, and each heavy library has one owner."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "qa").rglob("*.py"))
OWNERS = {
    "sentence_transformers": {"embed/passages.py", "reader/models.py"},
    "torch": {"embed/passages.py", "reader/models.py"},
    "transformers": {"embed/passages.py", "reader/models.py"},
    "onnxruntime": {"embed/questions.py", "reader/packaged.py"},
    "tokenizers": {"embed/questions.py", "reader/packaged.py"},
    "faiss": {"index/vectors.py"},
    "langchain_core": {"langchain.py"},
    "bibtexparser": {"export/bibtex.py", "export/names.py"},
    "rispy": {"export/ris.py"},
    "filelock": {"index/build.py", "manifest.py"},
    "tomlkit": {"manifest.py"},
    "charset_normalizer": {"parse/encoding.py"},
    "pypdfium2": {"parse/pdf/glyphs.py", "parse/pdf/reader.py"},
    "pyromark": {"parse/markdown.py"},
    "sentencex": {"sentences.py"},
}
STDLIB_ONLY = {"types.py", "errors.py", "files.py", "answer.py", "question.py"}
TOP = {"qa.pipeline", "qa.collection", "qa.catalogue", "qa.cli", "qa.ui", "qa.langchain", "qa.doctor"}


def name(path: Path) -> str:
    return path.relative_to(ROOT / "qa").as_posix()


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_heavy_libraries_have_one_owner(path: Path) -> None:
    for module in imports(path):
        owners = OWNERS.get(module.split(".")[0])
        assert owners is None or name(path) in owners, f"{name(path)} imports {module}"
        assert module.split(".")[0] != "streamlit" or name(path).startswith("ui/")
        assert module.split(".")[0] != "lxml" or name(path).startswith("parse/")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_stages_do_not_import_what_stands_on_them(path: Path) -> None:
    if name(path).startswith(("ui/", "cli/")) or f"qa.{name(path)[:-3]}" in TOP or name(path) == "__init__.py":
        return
    assert not {m for m in imports(path) if any(m == top or m.startswith(f"{top}.") for top in TOP)}


def test_nouns_and_errors_use_the_standard_library_only() -> None:
    third_party = {"numpy", *OWNERS}
    for file in STDLIB_ONLY:
        assert not {m.split(".")[0] for m in imports(ROOT / "qa" / file)} & third_party
    assert not {m for file in ("types.py", "errors.py") for m in imports(ROOT / "qa" / file) if m.startswith("qa")}


def test_views_know_pipeline_and_values_only() -> None:
    allowed = (
        "qa.pipeline",
        "qa.answer",
        "qa.types",
        "qa.errors",
        "qa.ui",
        "qa.render",
        "qa.bin",
        "qa.examine",
        "qa.file_names",
        "qa.watch",
    )
    for path in MODULES:
        if name(path).startswith("ui/"):
            below = {m for m in imports(path) if m.startswith("qa.") and not m.startswith(allowed)}
            assert not below, f"{name(path)} imports {below}"
