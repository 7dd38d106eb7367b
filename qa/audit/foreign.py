"""A statement + the text of a source in another language → the passage that comes nearest, and which values the two share.

What a number, a date or a name says does not depend on the language; whether a sentence says the same is left to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.audit.compare import ComparedSource, HeldText, near_spans
from qa.audit.unread import unread
from qa.citation.agreement.amounts import readings_of
from qa.citation.agreement.equality import occurs
from qa.citation.agreement.pieces import CutText, cut
from qa.citation.agreement.values import Value
from qa.citation.cite import cite
from qa.citation.support import window_at
from qa.regex import regex
from qa.types.answer import Citation
from qa.types.audit import AuditVerdict
from qa.types.backing import Lack, Wording
from qa.types.document import Span
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_DIGITS = regex(r"\d[\d.,'’\u00a0\u202f\u2009]*(?<=\d)")
_NEAREST = 3
"""Passages of which the one is shown that shares most values."""


@dataclass(frozen=True, slots=True)
class Languages:
    """A statement's language and its source's, which the encoder brings together."""

    words: str
    """Which they are, as they are told."""
    least: float
    """The cosine from which sentences are near."""


def compare_foreign(
    snapshot: Snapshot, citation: Citation, label: str, source: Source, held: HeldText, languages: Languages
) -> ComparedSource:
    """The passage of a text in another language that is nearest to a statement; never more than that it mentions it."""
    vector = snapshot.encoder.encode(citation.quote)
    cosines = [float(entry.vector @ vector) for _, entry in held.entries]
    near = sorted((i for i, cosine in enumerate(cosines) if cosine >= languages.least), key=lambda i: -cosines[i])
    if not near:
        reason = f"{languages.words}; no passage of it comes near"
        return ComparedSource(unread(source, label, AuditVerdict.UNCHECKED, reason), ())
    values = [value for value in cut(citation.quote).values if not value.weak]
    shared = {i: _shared(citation.quote, values, held, i) for i in near[:_NEAREST]}
    best = max(shared, key=lambda i: (len(shared[i]), cosines[i]))
    missing = [v for v in values if _is_figure(v, citation.quote) and v not in shared[best]]
    reason = f"{languages.words}; by meaning this is its nearest passage{_told(citation.quote, shared[best], missing)}"
    audited = replace(
        unread(source, label, AuditVerdict.MENTIONS, reason),
        passage=cite(held.entries[best][0], held.document, snapshot.sources(held.document.doc_id)),
        lacks=tuple(_lack(value, citation) for value in missing),
    )
    return ComparedSource(audited, (), near_spans(held, near[:_NEAREST]))


def _shared(statement: str, values: Sequence[Value], held: HeldText, i: int) -> list[Value]:
    """The values that a sentence has, or one of its neighbours."""
    window, _ = window_at(held.document, [quote.span for quote, _ in held.entries], i)
    theirs, nothing = cut(window.text), cut("")
    return [v for v in values if occurs(v, theirs, nothing) or _has_digits(v.span.of(statement), v, theirs)]


def _has_digits(written: str, value: Value, theirs: CutText) -> bool:
    """Whether a passage has a number's digits: “48 millones” for “48 million”, whose scale is a word of another language."""
    digits = _DIGITS.search(written)
    if value.words or value.days or digits is None:
        return False
    ours = {reading.amount for reading in value.readings} | set(readings_of(digits.group()))
    return any(reading.amount in ours for other in theirs.values for reading in other.readings)


def _is_figure(value: Value, statement: str) -> bool:
    """Names have other forms in other languages (España), and so have numbers in words: that they are missing tells nothing."""
    return value.numeric and _DIGITS.search(value.span.of(statement)) is not None


def _told(statement: str, shared: Sequence[Value], missing: Sequence[Value]) -> str:
    """“; it has “2024”, and lacks “€48 million””."""
    parts = [f"{verb} {_listed(statement, values)}" for verb, values in (("has", shared), ("lacks", missing)) if values]
    return f"; it {', and '.join(parts)}" if parts else ""


def _listed(statement: str, values: Sequence[Value]) -> str:
    words = dict.fromkeys(" ".join(value.span.of(statement).split()) for value in values)
    return ", ".join(f"“{word}”" for word in words)


def _lack(value: Value, citation: Citation) -> Lack:
    start = citation.span.start
    place = Span(start + value.span.start, start + value.span.end)
    return Lack(value.kind, Wording(place, value.span.of(citation.quote)))
