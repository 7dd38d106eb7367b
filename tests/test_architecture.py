"""Each heavy library has one owner, and tests need no benchmark; which room may import which is held by import-linter."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "qa").rglob("*.py"))
OWNERS = {
    "sentence_transformers": {"embed/passages.py", "reader/models.py"},
    "torch": {"embed/passages.py", "reader/models.py"},
    "transformers": {"embed/passages.py", "reader/models.py"},
    "onnxruntime": {"embed/onnx_encoder.py", "embed/onnx_runtime.py"},  # the first for a type
    "tokenizers": {"embed/onnx_encoder.py", "reader/packaged.py"},
    "faiss": {"index/coded.py", "index/vectors.py"},
    "langchain_core": {
        f"langchain/{name}.py" for name in "answering documents embeddings loader message retriever store tool".split()
    }
    | {"writer/asking.py", "writer/providers.py", "writer/writer.py"},
    "langchain": {"writer/providers.py"},
    "langsmith": {"langchain/answering.py", "langchain/retriever.py", "writer/asking.py"},
    "anthropic": {"writer/providers.py"},
    "openai": {"writer/providers.py"},
    "httpx": {"writer/providers.py"},
    "bibtexparser": {"export/bibtex.py", "export/names.py", "parse/bibliography/bibtex.py"},
    "pylatexenc": {"parse/bibliography/latex.py"},
    "rispy": {"export/ris.py", "library/ris.py"},
    "pymilvus": {"index/milvus/client.py"},
    "milvus_lite": {"index/milvus/client.py"},
    "filelock": {
        "index/build.py",
        "index/milvus/bring_back.py",
        "index/milvus/publish.py",
        "corpus/conversation_places.py",
        "corpus/manifest_editing.py",
        "corpus/permissions.py",
    },
    "httpcore2": {"web/connect.py", "web/request.py"},
    "tomlkit": {"corpus/engine_editing.py", "corpus/entry_editing.py"},
    "charset_normalizer": {"parse/encoding.py"},
    "pydantic": {"langchain/retriever.py", "service/mcp_unread.py", "types/json_reading.py"},
    "mcp": {"service/mcp_server.py", "service/mcp_transports.py", "service/mcp_unread.py"},
    "mcp_types": {"service/mcp_server.py", "service/mcp_unread.py"},
    "uvicorn": {"service/listen.py"},
    "pypdfium2": {"parse/pdf/glyphs.py", "parse/pdf/picture.py", "parse/pdf/reader.py"},
    "pyromark": {"parse/markdown.py"},
    "py3langid": {"language/detection.py"},
    "sentencex": {"language/boundaries.py"},
}


def name(path: Path) -> str:
    return path.relative_to(ROOT / "qa").as_posix()


def definitions(path: Path) -> set[str]:
    """The public functions, classes and constants that a module defines."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {public for public in found if not public.startswith("_")}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
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


def test_a_public_name_has_one_definition() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for public in definitions(path):
            homes.setdefault(public, []).append(name(path))
    assert not {public: paths for public, paths in homes.items() if len(paths) > 1}


@pytest.mark.parametrize(("room", "closed"), [("tests", "benchmarks"), ("training", "tests")])
def test_what_stands_beside_the_package_imports_one_way(room: str, closed: str) -> None:
    modules = list((ROOT / room).rglob("*.py"))
    imported = {found: path.name for path in modules for found in imports(path)}
    assert modules and not {found: at for found, at in imported.items() if found.split(".")[0] == closed}


def test_a_key_of_a_visit_belongs_to_one_view() -> None:
    """What two modules kept under one name, each would take for its own."""
    owners: dict[str, set[str]] = {}
    for path in (ROOT / "qa" / "ui").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign):
                for value in ast.walk(node.value):
                    if isinstance(value, ast.Constant) and str(value.value).startswith("fq-"):
                        owners.setdefault(str(value.value), set()).add(path.name)
    assert not {key: names for key, names in owners.items() if len(names) > 1}
