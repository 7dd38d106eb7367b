"""What is installed, which encoder and reader, what corpus and index hold, and what is stale."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.weights import PACKAGED, locate, verify_weights
from qa.errors import QAError, ReaderError, Remedy
from qa.index.check import check_index
from qa.reader import DEFAULT_READER, NO_READER, ReaderSettings, check_names

if TYPE_CHECKING:
    from qa.api import Corpus

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
        verify_weights(files)
        findings["encoder"] = (
            f"{files.name} ({files.digest[:12]}), {'every file as pinned' if files.name == PACKAGED else 'not pinned'}"
        )
        findings["corpus"] = f"{corpus.folder}: {', '.join(entry.doc_id for entry in manifest.entries)}"
        if manifest.skipped:
            findings["left out"] = "; ".join(manifest.skipped)
        if stale := corpus.stale():
            findings["stale"], findings["remedy"] = stale, Remedy.BUILD_INDEX
        else:
            findings["stale"] = "no"
        # Before anything is read by way of the corpus, which would mend it.
        checked = check_index(corpus.index_folder)
        if checked.problems:
            findings["trouble"], findings["remedy"] = "; ".join(checked.problems), Remedy.BUILD_INDEX
        else:
            findings["index"] = corpus.describe_index()
            if failures := corpus.failures():
                findings["not read"] = "; ".join(failures)
            findings["storage"] = f"{checked.files} files as committed, {checked.rows:,} stored rows, all sound"
    except QAError as error:
        findings["stale"] = findings.get("stale", "unknown")
        findings["trouble"] = str(error)
        if error.remedy:
            findings["remedy"] = error.remedy
    try:
        findings["reader"] = _describe_reader(corpus.reader_settings())
    except QAError as error:
        findings.setdefault("trouble", str(error))
    return findings


def _describe_reader(settings: ReaderSettings) -> str:
    """The reader and re-ranker, and whether their files are there; nothing is loaded.

    Raises:
        ReaderError: a file is missing or altered.
    """
    check_names(settings)
    if settings.reader == DEFAULT_READER:
        from qa.reader.packaged import SHA256, checked

        checked()
        found = f"{DEFAULT_READER} ({SHA256[:12]}), as released"
    else:
        found = "none: by similarity alone" if settings.reader == NO_READER else _describe_model(settings.reader)
    return found if settings.reranker == NO_READER else f"{found}; re-ranked by {_describe_model(settings.reranker)}"


def _describe_model(name: str) -> str:
    folder = Path(name)
    if not folder.is_dir():
        return f"{name}, from the hub or what was downloaded from it; not pinned"
    for pattern in ("config.json", "*.safetensors"):
        if not any(folder.glob(pattern)):
            raise ReaderError(f"{name}: there is no {pattern} in it; name the folder of a model, or packaged")
    return f"{name}, a folder; not pinned"


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} missing"
