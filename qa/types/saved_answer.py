"""JSON → Answer: the way back from `Answer.to_dict`. What is missing or of a wrong type is refused, never guessed."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from qa.errors import UsageError
from qa.types.answer import Answer, Citation, Claim, Context, FootnoteLink, LinkKind, ShortSpan, Status, Verdict, Voice
from qa.types.document import Span
from qa.types.source import Source, SourceKind

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
_TEXTS = (
    "title", "publisher", "container", "number", "issued", "language", "interviewee", "place", "medium", "url", "doi",
    "document", "same_as",
)  # fmt: skip
"""Fields of a source that are text or null; those that came later may be missing."""


def answer_from_dict(data: object) -> Answer:
    """The answer that `Answer.to_dict` made these values of.

    Its sources have `note` -1, since the JSON does not say which of the document's notes names them.

    Raises:
        UsageError: they are no answer; the message names the field.
    """
    row = _Row(data, "")
    status = row.choice("status", Status)
    claims = row.each("claims", _claim)
    short = row.row("short_span")
    answer = Answer(
        question=row.text("question"),
        status=status,
        short_answer=row.text_or_none("short_answer"),
        reason=row.text_or_none("reason"),
        claims=claims,
        sources=row.each("sources", _source),
        nearest=row.each("nearest", _nearest),
        confidence=row.share("confidence"),
        short_span=None if short is None else ShortSpan(short.text("document"), short.span()),
    )
    if (status is Status.ANSWERED) != bool(claims):
        raise _refusal("claims", "there must be one or more in an answer, and none in a refusal", list(claims))
    return answer


def _claim(row: _Row) -> Claim:
    citations = row.each("citations", _citation)
    if not citations:
        raise _refusal(f"{row.at}.citations", "a claim must have one or more", [])
    return Claim(row.text("text"), citations)


def _citation(row: _Row) -> Citation:
    return _cited(row, support=row.each("support", _support))


def _support(row: _Row) -> Citation:
    if row.each("support", lambda inner: inner, needed=False):
        raise _refusal(f"{row.at}.support", "what supports a quote must have none of its own", [])
    return _cited(row, support=())


def _cited(row: _Row, support: tuple[Citation, ...]) -> Citation:
    return Citation(
        document=row.text("document"),
        passage=row.text("passage"),
        span=row.span(),
        quote=row.quote(),
        verdict=row.choice("verdict", Verdict),
        footnotes=row.each("footnotes", _link),
        nearby_footnotes=row.each("nearby_footnotes", _link, needed=False),
        support=support,
        unbacked=row.texts("unbacked"),
        source_of=row.texts("source_of"),
        voice=row.choice("voice", Voice, Voice.OWN),
        speaker=row.text_or_none("speaker", needed=False),
        context=_context(row),
    )


def _nearest(row: _Row) -> Citation:
    return Citation(row.text("document"), "", row.span(), row.quote(), context=_context(row))


def _context(row: _Row) -> Context | None:
    inner = row.row("context")
    if inner is None:
        return None
    return Context(inner.span(), inner.quote(), inner.choice("verdict", Verdict, Verdict.QUOTE_FOUND))


def _link(row: _Row) -> FootnoteLink:
    return FootnoteLink(row.text("label"), row.choice("link", LinkKind), row.text("source"))


def _source(row: _Row) -> Source:
    source_id = row.text("id")
    return Source(
        source_id=source_id,
        doc_id=source_id.partition("#")[0],
        label=row.text("label"),
        note=-1,
        kind=row.choice("kind", SourceKind),
        authors=row.texts("authors"),
        reference=row.text("reference"),
        **{name: row.text_or_none(name, needed=False) for name in _TEXTS},
    )


def _refusal(at: str, must: str, value: object) -> UsageError:
    """Text is shown, other values are only named: they may be too large or too deep to print."""
    shown = repr(textwrap.shorten(value, 40, placeholder=" …")) if isinstance(value, str) else _name(value)
    return UsageError(f"{at or 'the whole'}: {must}, not {shown}; give an answer as qa ask --json printed it")


def _name(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
    return names.get(type(value), "another number" if isinstance(value, int | float) else "this")


class _Row:
    """A JSON object, and the way to it, by which what is wrong in it is named."""

    def __init__(self, value: object, at: str) -> None:
        if not isinstance(value, Mapping):
            raise _refusal(at, "must be an object", value)
        self._row, self.at = value, at

    def _get(self, key: str, needed: bool = True) -> tuple[object, str]:
        at = f"{self.at}.{key}".lstrip(".")
        if needed and key not in self._row:
            raise _refusal(at, "must be there", None)
        return self._row.get(key), at

    def text(self, key: str) -> str:
        value, at = self._get(key)
        if not isinstance(value, str):
            raise _refusal(at, "must be text", value)
        return value

    def quote(self) -> str:
        value = self.text("quote")
        if not value:
            raise _refusal(f"{self.at}.quote", "must be the words that are quoted", value)
        return value

    def text_or_none(self, key: str, *, needed: bool = True) -> str | None:
        value, at = self._get(key, needed)
        if not isinstance(value, str | None):
            raise _refusal(at, "must be text or null", value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of text; none where the key is missing."""
        value, at = self._get(key, needed=False)
        if value is None and key not in self._row:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _refusal(at, "must be a list of text", value)
        return tuple(value)

    def span(self) -> Span:
        start, end = (self._whole(key) for key in ("start", "end"))
        return Span(start, end)

    def _whole(self, key: str) -> int:
        value, at = self._get(key)
        # True is an int to Python.
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
            raise _refusal(at, "must be a whole number from 0", value)
        return value

    def share(self, key: str) -> float | None:
        value, at = self._get(key, needed=False)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise _refusal(at, "must be from 0 to 1, or null", value)
        return float(value)

    def choice(self, key: str, kinds: type[Choice], default: Choice | None = None) -> Choice:
        value, at = self._get(key, needed=default is None)
        if default is not None and key not in self._row:
            return default
        if not isinstance(value, str) or value not in [kind.value for kind in kinds]:
            raise _refusal(at, f"must be one of {', '.join(kinds)}", value)
        return kinds(value)

    def row(self, key: str) -> _Row | None:
        """An object, or None where there is null or nothing."""
        value, at = self._get(key, needed=False)
        return None if value is None else _Row(value, at)

    def each(self, key: str, make: Callable[[_Row], T], *, needed: bool = True) -> tuple[T, ...]:
        value, at = self._get(key, needed)
        if value is None and not needed and key not in self._row:
            return ()
        if not isinstance(value, list):
            raise _refusal(at, "must be a list", value)
        return tuple(make(_Row(item, f"{at}[{i}]")) for i, item in enumerate(value))
