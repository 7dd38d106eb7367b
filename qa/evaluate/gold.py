"""JSON Lines → the gold questions, and the answers that were given to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from qa.corpus.particulars import check_text
from qa.errors import Remedy, UsageError
from qa.json_lines import read_json_lines

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and what a good answer to it rests on."""

    question: str
    kind: str
    """`factoid`, `list`, `unanswerable` …: the figures are also given by kind."""
    evidence: tuple[str, ...]
    """Verbatim pieces of a document that the answer must rest on; empty: the corpus does not answer the question."""
    need_all: bool
    """True: every piece of evidence must be cited; False: any one of them does."""
    answers: tuple[str, ...]
    """Acceptable short answers; empty: the short answer is not scored."""
    footnotes: frozenset[str]
    """Labels of the footnotes on the evidence; empty: they are not scored."""


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A quote with the labels of the footnotes that stand on it."""

    quote: str
    footnotes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Given:
    """What of an answer is scored."""

    question: str
    answered: bool
    short_answer: str | None
    citations: tuple[CitedQuote, ...]
    """In the order of the claims; none for a refusal."""
    nearest: tuple[str, ...]
    """For a refusal: the quotes that were nearest to an answer."""
    confidence: float | None

    @property
    def first(self) -> str | None:
        """The quote that comes first, or for a refusal would have come first."""
        quotes = [citation.quote for citation in self.citations] or list(self.nearest)
        return quotes[0] if quotes else None


def given(answer: Mapping[str, Any]) -> Given:
    """What is scored of an answer in the JSON contract (`Answer.to_dict`)."""
    answered = answer["status"] == "answered"
    citations = [citation for claim in answer.get("claims", ()) for citation in claim["citations"]] if answered else []
    return Given(
        str(answer["question"]),
        answered,
        answer.get("short_answer"),
        tuple(CitedQuote(c["quote"], frozenset(str(n["label"]) for n in c.get("footnotes", ()))) for c in citations),
        tuple(near["quote"] for near in answer.get("nearest", ())),
        answer.get("confidence"),
    )


def read_gold(path: Path, on_bad_line: Callable[[UsageError], None] | None = None) -> list[Gold]:
    """The questions of a gold file: objects with `question`, `evidence` and, where they are known, the other fields of `Gold`.

    Raises:
        UsageError: the file cannot be read, is empty, or one of its lines is not such an object and nobody is told of it
            by `on_bad_line`.
    """
    return _read(path, _gold, 'a gold question, with "question" and "evidence"', on_bad_line=on_bad_line)


def read_answers(path: Path, on_bad_line: Callable[[UsageError], None] | None = None) -> list[Given]:
    """Saved answers, JSON Lines of `Answer.to_dict()`.

    Raises:
        UsageError: as for `read_gold`.
    """
    return _read(path, given, "a saved answer", remedy=Remedy.SAVE_ANSWERS, on_bad_line=on_bad_line)


def _gold(row: Mapping[str, Any]) -> Gold:
    return Gold(
        _text(row["question"]),
        str(row.get("kind", "other")),
        _strings(row["evidence"]),
        bool(row.get("need_all", False)),
        _strings(row.get("answers", [])),
        frozenset(_strings(row.get("footnotes", []))),
    )


def _text(value: object) -> str:
    text = str(value)
    check_text("question", text)
    return text


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is not a list")
    return tuple(str(value) for value in values)


def _read(
    path: Path,
    make: Callable[[Any], _T],
    what: str,
    *,
    remedy: Remedy | None = None,
    on_bad_line: Callable[[UsageError], None] | None = None,
) -> list[_T]:
    found = read_json_lines(path, make, what, remedy=remedy, on_bad_line=on_bad_line)
    if not found:
        raise UsageError(f"{path}: holds nothing; each line should be {what}", remedy=remedy, file=str(path))
    return found
