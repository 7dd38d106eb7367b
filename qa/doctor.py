"""What is installed, which encoder and reader, what corpus and index hold, and what is stale."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus.settings import EngineKind
from qa.embed.hub import is_downloaded, is_folder, is_offline
from qa.embed.weights import PACKAGED, locate, verify_weights
from qa.errors import QAError, ReaderError, Remedy
from qa.export.prose_words import describe_sending, writer_words
from qa.index.check import check_index
from qa.index.kept import describe_kept
from qa.language.codes import language_name
from qa.reader import DEFAULT_READER, NO_READER, PACKAGED_READERS, ReaderSettings, check_names
from qa.writer.providers import check_provider
from qa.writer.settings import refuse_sending

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


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    """Answers come from what is indexed; a build, or another look at a file, mends it."""
    ERROR = "error"
    """Questions cannot be answered as they should be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    severity: Severity
    subject: str
    """`python`, `installed`, `encoder`, `corpus`, `left out`, `stale`, `index`, `documents`, `not read`, `altered`,
    `storage`, `kept`, `reader`, `writer`, `trouble`."""
    message: str
    """A line of text."""
    remedy: Remedy | None = None


def diagnose(corpus: Corpus) -> tuple[Finding, ...]:
    """Look at program, corpus, index, reader and writer, in this order; what is not well is a finding, not an error."""
    found = [
        Finding(Severity.INFO, "python", platform.python_version()),
        Finding(Severity.INFO, "installed", ", ".join(_installed(name) for name in _PACKAGES)),
    ]
    try:
        for finding in _look_at(corpus):
            found.append(finding)
    except QAError as error:
        if not any(finding.subject == "stale" for finding in found):
            found.append(Finding(Severity.WARNING, "stale", "unknown"))
        found.append(Finding(Severity.ERROR, "trouble", str(error), error.remedy))
    try:
        found.append(Finding(Severity.INFO, "reader", _describe_reader(corpus.reader_settings())))
    except QAError as error:
        found.append(Finding(Severity.ERROR, "trouble", str(error)))
    found.append(_look_at_writer(corpus))
    return tuple(found)


def findings_to_dict(findings: Iterable[Finding]) -> dict[str, str]:
    """Messages by subject, as `qa doctor --json` prints them; of two on one subject, the first.

    `remedy` is that of the last finding that has one.
    """
    told: dict[str, str] = {}
    for finding in findings:
        told.setdefault(finding.subject, finding.message)
        if finding.remedy is not None:
            told["remedy"] = finding.remedy
    return told


def _look_at(corpus: Corpus) -> Iterator[Finding]:
    """Corpus and index; ends with an error where what comes next cannot be looked at."""
    manifest = corpus.manifest()
    files = locate(manifest.encoder)
    verify_weights(files)
    pinned = "every file as pinned" if files.name == PACKAGED else "not pinned"
    yield Finding(Severity.INFO, "encoder", f"{files.name} ({files.digest[:12]}), {pinned}")
    names = ", ".join(entry.doc_id for entry in manifest.entries)
    yield Finding(Severity.INFO, "corpus", f"{corpus.folder}: {names}")
    if manifest.skipped:
        yield Finding(Severity.INFO, "left out", "; ".join(manifest.skipped))
    yield Finding(Severity.INFO, "kept", describe_kept(corpus.folder, corpus.index_folder))
    stale = corpus.stale()
    if stale is None:
        yield Finding(Severity.INFO, "stale", "no")
    else:
        yield Finding(Severity.WARNING, "stale", stale, Remedy.BUILD_INDEX)
    # Before anything is read by way of the corpus, which would mend it.
    engine = corpus.engine_settings()
    checked = check_index(corpus.index_folder) if engine.engine is EngineKind.LOCAL else None
    if checked is not None and checked.problems:
        yield Finding(Severity.ERROR, "trouble", "; ".join(checked.problems), Remedy.BUILD_INDEX)
        return
    yield Finding(Severity.INFO, "index", str(corpus.index_state()))
    told = ", ".join(f"{info.doc_id} ({language_name(info.language)})" for info in corpus.documents())
    yield Finding(Severity.INFO, "documents", told)
    if failures := corpus.failures():
        yield Finding(Severity.WARNING, "not read", "; ".join(failures))
    if altered := corpus.compare():
        told = "; ".join(str(found) for found in altered)
        yield Finding(Severity.ERROR, "altered", told, Remedy.REBUILD_INDEX)
    sound = f"Milvus at {engine.uri}; each value is compared with its checksum when it is read"
    if checked is not None:
        sound = f"{checked.files} files as committed, {checked.rows:,} stored rows, all sound"
    yield Finding(Severity.INFO, "storage", sound)


def _look_at_writer(corpus: Corpus) -> Finding:
    """Which model would write, where text would go, and whether it can be asked; nothing is sent."""
    try:
        writer = corpus.writer_settings()
        if writer is None:
            return Finding(Severity.INFO, "writer", "none: answers are quotations")
        goes = describe_sending(writer.sent_to, encrypted=writer.encrypted)
        refuse_sending(writer)
        check_provider(writer)
    except QAError as error:
        return Finding(Severity.WARNING, "writer", str(error), error.remedy)
    return Finding(Severity.INFO, "writer", f"{writer_words(writer.name)}; what it reads {goes}")


def _describe_reader(settings: ReaderSettings) -> str:
    """The reader and re-ranker, and whether their files are there; nothing is loaded.

    Raises:
        ReaderError: a file is missing or altered.
    """
    check_names(settings)
    if settings.reader in PACKAGED_READERS:
        from qa.reader.networks import LARGE, SMALL, load_network

        network = LARGE if settings.reader == DEFAULT_READER else SMALL
        load_network(network)
        found = f"{settings.reader} ({network.sha256[:12]}), as released"
    else:
        found = (
            "none: by similarity alone" if settings.reader == NO_READER else _describe_model(settings.reader, settings)
        )
    if settings.reranker == NO_READER:
        return found
    return f"{found}; re-ranked by {_describe_model(settings.reranker, settings)}"


def _describe_model(name: str, settings: ReaderSettings) -> str:
    folder = Path(name)
    if not is_folder(folder):
        if is_downloaded(name):
            return f"{name}, from the hub, downloaded; not pinned"
        allowed = name in settings.allowed and not is_offline()
        return f"{name}, from the hub, not on this computer; it may {'' if allowed else 'not '}be fetched"
    for pattern in ("config.json", "*.safetensors"):
        if not any(folder.glob(pattern)):
            raise ReaderError(f"{name}: there is no {pattern} in it; name the folder of a model, or packaged")
    return f"{name}, a folder; not pinned"


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} missing"
