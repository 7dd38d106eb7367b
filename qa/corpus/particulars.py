"""What a person says of a document when it is added or replaced, checked before anything is written."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from qa.errors import UsageError
from qa.language.codes import check_language
from qa.types.document import DocumentKind


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a document; what is None stays as the manifest has it.

    Raises:
        UsageError: a value could not be written, or the corpus could not be opened with it.
    """

    source_of: tuple[str, ...] = ()
    """Source identifiers, `<doc_id>#<label>`, of the footnotes whose full text the document is."""
    title: str | None = None
    language: str | None = None
    """ISO 639 code, as en, es, pt-BR; by default as the file says, or the text tells."""
    encoding: str | None = None
    """Of a text that is not UTF-8."""
    kind: DocumentKind | str | None = None
    """By default a source when it is the full text of one, else a report."""

    def __post_init__(self) -> None:
        for name, value in self.texts().items():
            if value is not None:
                check_text(name, value)
        if self.kind is not None and self.kind not in list(DocumentKind):
            raise UsageError(f"kind {self.kind!r}: unknown; use one of {', '.join(DocumentKind)}")
        if self.language is not None and (wrong := check_language(self.language)):
            raise UsageError(wrong)
        if self.encoding and not _is_known(self.encoding):
            raise UsageError(
                f"encoding {self.encoding!r}: unknown encoding; name one that Python knows, such as cp1252"
            )

    def texts(self) -> dict[str, str | None]:
        """Everything but `source_of`, by its key in the manifest."""
        return {"title": self.title, "language": self.language, "encoding": self.encoding, "kind": self.kind}

    def kind_of_new(self) -> DocumentKind:
        """What a document is that was not in the corpus before."""
        return DocumentKind(self.kind or (DocumentKind.SOURCE if self.source_of else DocumentKind.REPORT))


def check_text(name: str, value: object) -> None:
    """Refuse what is not text, and text that UTF-8 cannot hold.

    Raises:
        UsageError: names the argument.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be text, not {type(value).__name__}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UsageError(
            f"{name}: character {error.start + 1} is half of a surrogate pair, which UTF-8 cannot hold; remove it"
        ) from error


def check_bytes(name: str, value: object) -> None:
    """Refuse what is not bytes.

    Raises:
        UsageError: names the argument.
    """
    if not isinstance(value, bytes):
        raise UsageError(f"{name} must be bytes, not {type(value).__name__}")


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        return False
    return encoding.isprintable()
