"""Every failure a person can cause or mend. One root, few leaves; the message is one line.

QAError
├── UsageError          the call itself is wrong: an empty question, an unknown label          (exit 2)
├── CorpusError         corpus/ or corpus.toml cannot be used: missing, empty, badly written
│   └── DocumentError   one file cannot be read as a document: encoding, binary, no text
├── IndexUnusableError  index/ cannot be used: missing, stale, another encoder
│   ├── IndexDamagedError  a file of it is missing or not as it was committed: building mends it
│   └── BusyError       another process is writing the index
├── MissingExtraError   a part of the program is not installed: the message says what to run
├── EncoderError        the encoder's files are missing or are not the ones that were pinned
└── ReaderError         the reader's or re-ranker's files are missing, altered, or no model that reads
"""


class QAError(Exception):
    """Root of all errors that this package raises on purpose; `str(error)` is one line."""

    exit_code = 1


class UsageError(QAError):
    """The request cannot be understood or is out of bounds."""

    exit_code = 2


class CorpusError(QAError):
    """The corpus folder or `corpus.toml` cannot be used."""


class DocumentError(CorpusError):
    """One file cannot be read as a document."""


class IndexUnusableError(QAError):
    """The index is missing, stale or damaged, cannot be written, or belongs to another encoder."""

    @property
    def found(self) -> str:
        """What is wrong, without the command that mends it: for where it is being mended, or the command is named already."""
        return str(self).removesuffix("; run: qa index")


class IndexDamagedError(IndexUnusableError):
    """A file of the index is missing, cut short or altered."""


class BusyError(IndexUnusableError):
    """Another process is writing the index."""


class MissingExtraError(QAError):
    """What a command needs is not installed."""


class EncoderError(QAError):
    """The encoder's files are missing, altered, or cannot be loaded."""


class ReaderError(QAError):
    """The reader's or re-ranker's files are missing, altered, or cannot be loaded."""
