"""`qa` exports what a caller receives, each name from the module that defines it."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import get_type_hints

import pytest

import qa
from tests.conftest import ROOT

TREE = ast.parse((ROOT / "qa" / "__init__.py").read_text(encoding="utf-8"))
HOMES = {name: home for home, names in qa._HOMES.items() for name in names}


def test_table_all_and_types_agree() -> None:
    assert set(qa.__all__) == {*HOMES, "__version__"} and len(qa.__all__) == len(set(qa.__all__))
    typed = {
        alias.name: node.module for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert {name: home for name, home in typed.items() if str(home).startswith("qa.")} == HOMES


@pytest.mark.parametrize("name", sorted(HOMES))
def test_each_name_is_what_its_module_defines(name: str) -> None:
    assert getattr(qa, name) is getattr(import_module(HOMES[name]), name)
    assert name in dir(qa)


def test_what_the_corpus_returns_is_exported() -> None:
    """The project's own classes in the signatures of Corpus, so that a caller can name the type of anything they hold."""
    missing = set()
    for name, method in vars(qa.Corpus).items():
        if not name.startswith("_") and callable(method):
            shown = repr(get_type_hints(method).get("return"))
            homes = re.findall(r"qa\.[\w.]+", shown)
            missing |= {home for home in homes if home.rpartition(".")[2] not in qa.__all__}
    assert not missing


def test_everything_can_be_imported_at_once_and_nothing_is_loaded_before() -> None:
    code = (
        "import sys, qa; assert not {'qa.api', 'qa.types.answer'} & set(sys.modules)\n"
        "from qa import *; assert Corpus and Verdict and __version__\n"
        "assert not {'torch', 'faiss', 'streamlit', 'langchain_core'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="Corpsu"):
        _ = qa.Corpsu


def test_version_is_the_installed_one_or_says_that_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(ROOT / "pyproject.toml").read_text(encoding="utf-8").count(f'version = "{qa.__version__}"') == 1

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert qa.__version__ == "0+unknown"
