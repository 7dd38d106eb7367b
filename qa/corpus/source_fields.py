"""The fields of a source that a person can correct, and what may stand in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit

from qa.corpus.particulars import check_text
from qa.errors import UsageError
from qa.language.codes import check_language, language_code
from qa.references.dates import find_dates
from qa.regex import regex
from qa.types.source import SourceKind

SOURCE_FIELDS = (
    "kind", "authors", "title", "publisher", "container", "number", "issued", "language", "interviewee", "place",
    "medium", "url", "doi",
)  # fmt: skip
_ALIASES = {"author": "authors", "date": "issued"}
_LONGEST, _MOST_AUTHORS = 1000, 100
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_DOI = regex(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ISO = regex(r"\d{4}(?:-\d\d){0,2}")
_STRANGE = regex(r"[\s<>\"\\^`{|}]")

FieldValue = str | tuple[str, ...]
"""Of `authors` several texts; an empty value says that the work has none."""


def check_fields(given: Mapping[str, object]) -> dict[str, FieldValue]:
    """The values as they are stored, by the fields' own names, in the order of `SOURCE_FIELDS`.

    Raises:
        UsageError: there is no such field, or it cannot have this value.
    """
    found: dict[str, FieldValue] = {}
    for said, value in given.items():
        name = check_name(said)
        if name in found:
            raise UsageError(f"{said}: `{name}` is given twice; give it once")
        found[name] = _authors(value) if name == "authors" else _checked(name, _folded(name, value))
    return {name: found[name] for name in SOURCE_FIELDS if name in found}


def check_field_names(names: Iterable[str]) -> tuple[str, ...]:
    """The fields' own names.

    Raises:
        UsageError: there is no such field.
    """
    return tuple(dict.fromkeys(check_name(name) for name in names))


def check_name(said: str) -> str:
    """A field's own name: `date` → `issued`.

    Raises:
        UsageError: there is no such field.
    """
    check_text("field", said)
    name = _ALIASES.get(said.strip().casefold(), said.strip().casefold())
    if name in SOURCE_FIELDS:
        return name
    likely = get_close_matches(name, (*SOURCE_FIELDS, *_ALIASES), n=1, cutoff=0.6)
    hint = f"did you mean `{likely[0]}`?" if likely else f"use one of {', '.join(SOURCE_FIELDS)}"
    raise UsageError(f"unknown field `{said}`; {hint}")


def _checked(name: str, value: str) -> str:
    return _CHECKS[name](value) if name in _CHECKS and (value or name == "kind") else value


def _folded(name: str, value: object) -> str:
    """Text in one line."""
    if value is None:
        return ""
    check_text(name, value)
    words = " ".join(str(value).split())
    if _CONTROL.search(words):
        raise UsageError(f"{name}: there is a control character in it; remove it")
    if len(words) > _LONGEST:
        raise UsageError(f"{name}: {len(words):,} characters, at most {_LONGEST:,} are kept; shorten it")
    return words


def _authors(value: object) -> tuple[str, ...]:
    """Several names in a list, or in one text with semicolons between them."""
    if value is not None and not isinstance(value, str | list | tuple):
        raise UsageError(f"authors must be text, or several in a list, not {type(value).__name__}")
    names = value.split(";") if isinstance(value, str) else value or ()
    found = tuple(name for each in names if (name := _folded("authors", each)))
    if len(found) > _MOST_AUTHORS:
        raise UsageError(f"authors: {len(found):,} names, at most {_MOST_AUTHORS} are kept; leave some out")
    return found


def _kind(value: str) -> str:
    kind = re.sub(r"[\s_]+", "-", value.casefold())
    if kind not in list(SourceKind):
        raise UsageError(f"kind {value!r}: unknown; use one of {', '.join(SourceKind)}")
    return kind


def _date(value: str) -> str:
    """`16 February 2024` → `2024-02-16`; a date that no calendar has is refused."""
    dates = find_dates(value)
    whole = len(dates) == 1 and len(dates[0].span) >= len(value.rstrip(".")) and dates[0].span.start == 0
    iso = dates[0].iso if whole else ""
    if not iso or (_ISO.fullmatch(value) and iso != value):
        raise UsageError(f"date {value!r}: not a date; write 2024, 2024-02 or 2024-02-16")
    return iso


def _language(value: str) -> str:
    if wrong := check_language(value):
        raise UsageError(wrong)
    return language_code(value) or value


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound or _STRANGE.search(value):
        raise UsageError(f"url {value!r}: not an address of the web; write https://…")
    return value


def _doi(value: str) -> str:
    match = _DOI.fullmatch(value)
    if match is None or _STRANGE.search(value):
        raise UsageError(f"doi {value!r}: not a DOI; write 10.1000/182")
    return match[1]


_CHECKS: dict[str, Callable[[str], str]] = {
    "kind": _kind,
    "issued": _date,
    "language": _language,
    "url": _url,
    "doi": _doi,
}
