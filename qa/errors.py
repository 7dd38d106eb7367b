"""Every failure a person can cause or mend. One root, few leaves; the message is one line.

An error says what failed, and carries it in `failed`. What to do about it is said in the message as far as it is the same
everywhere (save the file again); where it is a command or a button, the error names a `Remedy`, and the front end that shows
the error puts it in its own words: `qa.cli.remedies`, `qa.ui.remedies`.

QAError
├── UsageError                the call itself is wrong: an empty question, an unknown label             (exit 2)
│   └── UnknownDocumentError  no document of the corpus has this identifier
├── CorpusError               corpus/ or corpus.toml cannot be used: missing, empty, badly written
│   └── DocumentError         one file cannot be read as a document: encoding, binary, no text
├── IndexUnusableError        index/ cannot be used: missing, stale, another encoder
│   ├── IndexDamagedError     a file of it is missing or not as it was committed: building mends it
│   ├── BusyError             another process is writing the index
│   └── EngineError           Milvus, which holds the index, cannot be reached, refuses, or holds something else
├── MissingExtraError         a part of the program is not installed: the message says what to run
├── ServiceError              a request of another program cannot be carried out; what happened is in the log
│   ├── CrowdedError          too many requests at once
│   └── LateError             it takes longer than it may
├── WebError                  a page of the web cannot be had, or is none that is kept
├── EncoderError              the encoder's files are missing or are not the ones that were pinned
├── ReaderError               the reader's or re-ranker's files are missing, altered, or no model that reads
└── WriterError               the language model that is to write has no such name, no key, or no permission
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from qa.regex import regex

_CONTROLS = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Remedy(StrEnum):
    """What mends a failure, where each front end has its own way to do it."""

    ADD_DOCUMENT = "add-document"
    ALLOW_MODEL = "allow-model"
    ASK_ARCHIVE = "ask-archive"
    ASK_SOMETHING = "ask-something"
    BUILD_INDEX = "build-index"
    LIST_DOCUMENTS = "list-documents"
    LIST_FOOTNOTES = "list-footnotes"
    LIST_REMOVED = "list-removed"
    NAME_CORPUS = "name-corpus"
    NAME_ENCODING = "name-encoding"
    REBUILD_INDEX = "rebuild-index"
    REINSTALL_ENCODER = "reinstall-encoder"
    REPLACE_DOCUMENT = "replace-document"
    SAVE_ANSWERS = "save-answers"


class QAError(Exception):
    """Root of all errors that this package raises on purpose; `str(error)` is one line."""

    exit_code = 1
    remedy: Remedy | None = None

    def __init__(self, message: str, *, remedy: Remedy | None = None, **failed: str) -> None:
        """`failed` names what failed: `document="report"`, `file="x.txt"`."""
        super().__init__(message)
        self.failed = failed
        if remedy is not None:
            self.remedy = remedy

    def __str__(self) -> str:
        # A name that somebody gave may hold line breaks, escapes that would drive the terminal, or half a character.
        return _CONTROLS.sub(" ", super().__str__())


class UsageError(QAError):
    """The request cannot be understood or is out of bounds."""

    exit_code = 2


class UnknownDocumentError(UsageError):
    """No document of the corpus has this identifier."""

    remedy = Remedy.LIST_DOCUMENTS

    def __init__(self, doc_id: str) -> None:
        super().__init__(f"{doc_id}: no such document", document=doc_id)


class CorpusError(QAError):
    """The corpus folder or `corpus.toml` cannot be used."""


class DocumentError(CorpusError):
    """One file cannot be read as a document."""


class IndexUnusableError(QAError):
    """The index is missing, stale or damaged, cannot be written, or belongs to another encoder."""


class IndexDamagedError(IndexUnusableError):
    """A file of the index is missing, cut short or altered."""

    remedy = Remedy.BUILD_INDEX

    def __init__(self, path: Path, problem: str, *, discard: bool = False) -> None:
        super().__init__(f"{path}: {problem}", file=str(path))
        self.discard = path if discard else None
        """What is none of an index's files though its checksum fits: it is made again only once it is gone."""


class BusyError(IndexUnusableError):
    """Another process is writing the index."""


class EngineError(IndexUnusableError):
    """Milvus, which holds the index, cannot be reached or refuses, or what it holds is not what was stored."""

    def __init__(self, message: str, *, gone: bool = False, remedy: Remedy | None = None, **failed: str) -> None:
        super().__init__(message, remedy=remedy, **failed)
        self.gone = gone
        """True where what was asked for is not there: perhaps a newer generation has taken its place."""


class MissingExtraError(QAError):
    """What a command needs is not installed."""


class WebError(QAError):
    """A page cannot be had: its address is refused, its host silent, or what came is no text that is kept."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone
        """True where there is no such page any more, so that an archive may be asked."""


class ServiceError(QAError):
    """A request of another program cannot be carried out."""


class CrowdedError(ServiceError):
    """Too many requests are being carried out."""


class LateError(ServiceError):
    """A request took longer than it may."""


class EncoderError(QAError):
    """The encoder's files are missing, altered, or cannot be loaded."""


class ReaderError(QAError):
    """The reader's or re-ranker's files are missing, altered, or cannot be loaded."""


class WriterError(QAError):
    """The language model that is to write cannot be asked: its name, its key, or the permission for it."""
