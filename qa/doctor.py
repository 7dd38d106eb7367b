"""What is installed, which encoder, what corpus and index hold, and what is stale."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from qa.embed.weights import PACKAGED, locate, verify
from qa.errors import QAError

if TYPE_CHECKING:
    from qa.pipeline import Corpus

_PACKAGES = (
    "footnote-qa",
    "sentence-transformers",
    "torch",
    "faiss-cpu",
    "onnxruntime",
    "streamlit",
    "langchain-core",
    PACKAGED,
)


def examine(corpus: Corpus) -> dict[str, str]:
    """Findings by name, each a line of text; never raises for a corpus or an index that is not well."""
    findings = {"python": platform.python_version(), "installed": ", ".join(_installed(name) for name in _PACKAGES)}
    try:
        manifest = corpus.manifest()
        files = locate(manifest.encoder)
        verify(files)
        findings["encoder"] = (
            f"{files.name} ({files.digest[:12]}), {'every file as pinned' if files.name == PACKAGED else 'not pinned'}"
        )
        findings["corpus"] = f"{corpus.folder}: {', '.join(entry.doc_id for entry in manifest.entries)}"
        if manifest.skipped:
            findings["left out"] = "; ".join(manifest.skipped)
        findings["stale"] = corpus.stale() or "no"
        findings["index"] = corpus.describe_index()
    except QAError as error:
        findings["stale"] = findings.get("stale", "unknown")
        findings["trouble"] = str(error)
    return findings


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} missing"
