"""What each operation takes: the arguments of a tool, or the body of a request. Their bounds are told and held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qa.answering.question import MAX_QUESTION
from qa.citation.ledger import Basis
from qa.citation.mentions import MOST_WORDS
from qa.types.document import DocumentKind
from qa.types.json_form import JSON, AsJson
from qa.types.source import SourceKind

MOST_DRAFT = 100_000
"""Characters of a text that is verified."""
_LONGEST_NAME = 500
_ON = (
    "A source's identifier, as annual-report#6, or the label of a footnote, as 6; or what they rest on: "
    f"{', '.join(Basis)}; or a kind of source: {', '.join(SourceKind)}."
)


def _said(says: str, at_least: int | None = None, at_most: int | None = None) -> dict[str, Any]:
    return {JSON: AsJson(says=says, at_least=at_least, at_most=at_most)}


def _name(says: str) -> dict[str, Any]:
    return _said(says, 1, _LONGEST_NAME)


def _documents() -> Any:  # noqa: ANN401 - a dataclass's field
    return field(
        default=(), metadata=_said("Identifiers of the documents to look in; left out or empty: in all.", 0, 100)
    )


def _limit(what: str, default: int, at_most: int) -> Any:  # noqa: ANN401 - a dataclass's field
    return field(default=default, metadata=_said(f"How many {what} are given; {default} by default.", 1, at_most))


@dataclass(frozen=True, slots=True)
class AskArguments:
    """Of `ask`."""

    question: str = field(metadata=_said("A question in a natural language, or a name or rare word.", 1, MAX_QUESTION))
    documents: tuple[str, ...] = _documents()
    everywhere: bool = field(
        default=False, metadata=_said("Ask all documents, even where the question says “in the memo”.")
    )


@dataclass(frozen=True, slots=True)
class BatchArguments:
    """Of several questions."""

    questions: tuple[str, ...] = field(metadata=_said("Up to 100 questions, as for one.", 1, 100))
    documents: tuple[str, ...] = _documents()
    everywhere: bool = field(default=False, metadata=_said("As for one question."))


@dataclass(frozen=True, slots=True)
class FindArguments:
    """Of `find`."""

    words: str = field(
        metadata=_said(
            "A word, a name, an identifier, or a phrase in quotation marks; all must stand there.", 1, MOST_WORDS
        )
    )
    documents: tuple[str, ...] = _documents()
    limit: int = _limit("sentences", 30, 500)


@dataclass(frozen=True, slots=True)
class SearchArguments:
    """Of `search`."""

    question: str = field(metadata=_said("What the passages should be about.", 1, MAX_QUESTION))
    documents: tuple[str, ...] = _documents()
    limit: int = _limit("passages", 5, 50)


@dataclass(frozen=True, slots=True)
class DocumentsArguments:
    """Of `documents`."""

    kind: DocumentKind | None = field(
        default=None, metadata=_said("Only reports, or only texts of sources that their notes name.")
    )
    limit: int = _limit("documents", 200, 1000)


@dataclass(frozen=True, slots=True)
class ReadArguments:
    """Of `read`."""

    document: str = field(metadata=_name("The document's identifier."))
    start: int = field(
        default=0, metadata=_said("A character of its text, such as a citation's start; 0 by default.", 0, 2**53)
    )
    neighbours: int = field(
        default=1, metadata=_said("How many passages before it and after it are given; 1 by default.", 0, 20)
    )


@dataclass(frozen=True, slots=True)
class FootnoteArguments:
    """Of `footnote`."""

    footnote: str = field(metadata=_name("Its label, as 6; or with its document, as annual-report#6."))


@dataclass(frozen=True, slots=True)
class SourceArguments:
    """Of `source`."""

    source: str = field(
        metadata=_name("Its identifier, as annual-report#6; or the label of a footnote that names it, as 6.")
    )


@dataclass(frozen=True, slots=True)
class RestsArguments:
    """Of `rests`."""

    on: str = field(metadata=_name(_ON))
    document: str | None = field(default=None, metadata=_name("Only statements of this document."))
    limit: int = _limit("statements", 50, 500)


@dataclass(frozen=True, slots=True)
class VerifyArguments:
    """Of `verify`."""

    text: str = field(metadata=_said("The text, in Markdown; its footnotes may name documents.", 1, MOST_DRAFT))
