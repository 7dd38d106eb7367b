"""BibTeX and BibLaTeX → entries; the only module that reads with bibtexparser. Only what is cited is looked at."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.bibliography.entry import ListedWork, Person, with_checked_fields
from qa.parse.bibliography.latex import to_plain
from qa.regex import regex
from qa.types.given_work import WorkFields
from qa.types.source import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = regex(
    r"(?:^|(?<=[\s}),]))@[ \t]{0,20}(?P<type>[A-Za-z]{1,40})[ \t]{0,20}[{(]\s{0,50}"
    r"(?P<key>[^\s,{}()\"=]{1,200})(?=\s{0,50}[,=])"
)
_LONGEST = 50_000
_LONGEST_WORD, _LONGEST_JOINED = 500, 4000
"""Characters that `@string` may stand for, and of a value that is put together of several."""
_MOST_INHERITED = 5_000_000
"""Characters of entries that others inherit from, for all who do: an entry of 50,000 could be named by each that follows."""
_MOST_AUTHORS = 100
_KINDS = {
    **dict.fromkeys(
        ("article", "periodical", "suppperiodical", "inproceedings", "conference"), SourceKind.JOURNAL_ARTICLE
    ),
    **dict.fromkeys(
        "book booklet collection inbook incollection inreference mvbook mvcollection mvproceedings proceedings bookinbook suppbook "
        "reference mvreference".split(),
        SourceKind.BOOK,
    ),
    **dict.fromkeys("techreport report manual thesis phdthesis mastersthesis".split(), SourceKind.REPORT),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), SourceKind.WEB_PAGE),
    **dict.fromkeys(("legislation", "legal"), SourceKind.STATUTE),
    "jurisdiction": SourceKind.COURT_CASE,
    "dataset": SourceKind.DATASET,
}
_TYPES = (
    (re.compile(r"(?:press|news) release", re.IGNORECASE), SourceKind.PRESS_RELEASE),
    (re.compile(r"interview", re.IGNORECASE), SourceKind.INTERVIEW),
    (re.compile(r"report|working paper|white paper|thesis|dissertation", re.IGNORECASE), SourceKind.REPORT),
    (re.compile(r"data ?set", re.IGNORECASE), SourceKind.DATASET),
    (re.compile(r"tweet|(?:blog|forum|social media) post", re.IGNORECASE), SourceKind.SOCIAL_POST),
)
_NEWSPAPER = ("newspaper", "magazine", "news")
_NUMBERS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_DATE = regex(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=[/~?%]|T|$)")
_ESCAPED = regex(r"\\([_&%#~$])")
_ADDRESS = regex(r"https?://[^\s{}\\]+")
_PIECE = regex(r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}|\"([^\"]*)\"|([^\s#{}\"]+)")


@dataclass(slots=True)
class BibtexFile:
    """The entries of one file, by key; each is read when it is asked for."""

    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """What `@string` stands for."""
    inherited: int = 0
    """Characters that were inherited so far."""

    @classmethod
    def of(cls, text: str) -> BibtexFile:
        """Find where entries begin."""
        found = cls(text)
        starts = list(_START.finditer(text))
        ends = [*(match.start() for match in starts[1:]), len(text)]
        for match, last in zip(starts, ends, strict=False):
            end = min(last, match.start() + _LONGEST)
            kind = match["type"].lower()
            if kind == "string":
                found._define(text[match.start() : end])
            elif kind not in ("comment", "preamble"):
                found.places.setdefault(match["key"], (match.start(), end))
        return found

    def __len__(self) -> int:
        return len(self.places)

    def find(self, key: str) -> ListedWork | None:
        """The entry of that key; None where there is none, or it is damaged."""
        read = self._read(key)
        if read is None:
            return None
        kind, fields = read
        parent = self._parent(fields.get("crossref", "").strip('{}" '))
        if parent:
            inherited = {**parent[1], "booktitle": parent[1].get("title", "")}
            fields = {**{name: value for name, value in inherited.items() if name != "title"}, **fields}
        return self._entry(key, kind, {name: self._value(value) for name, value in fields.items()})

    def _parent(self, key: str) -> tuple[str, dict[str, str]] | None:
        """The entry that another inherits from, as long as not too much is inherited in all."""
        start, end = self.places.get(key, (0, 0))
        self.inherited += end - start
        return self._read(key) if self.inherited <= _MOST_INHERITED else None

    def field(self, key: str, name: str) -> str:
        """What a field of an entry says, as it is written; empty where there is none."""
        read = self._read(key)
        return self._value(read[1].get(name, "")) if read else ""

    def _read(self, key: str) -> tuple[str, dict[str, str]] | None:
        place = self.places.get(key)
        block = _split(self.text[place[0] : place[1]]) if place else None
        return block

    def _define(self, text: str) -> None:
        name, _, value = text.partition("=")
        match = re.search(r"[{(]\s*([^\s{(=]+)\s*\Z", name)
        piece = _PIECE.match(value.strip()) if match else None
        if match and piece:
            self.words[match[1].lower()] = (piece[1] or piece[2] or piece[3] or "")[:_LONGEST_WORD]

    def _value(self, value: str) -> str:
        """A field's value with its braces or quotation marks taken off, and words that stand for others put in."""
        value = value.strip()
        if value[:1] == "{" and value[-1:] == "}" and _is_one(value):
            return value[1:-1]
        pieces = _PIECE.findall(value[:_LONGEST])
        if len(pieces) == 1 and not pieces[0][2]:
            return str(pieces[0][0] or pieces[0][1])
        parts, size = list[str](), 0
        for braced, quoted, word in pieces:
            parts.append(braced or quoted or self.words.get(word.lower(), word))
            size += len(parts[-1])
            if size > _LONGEST_JOINED:
                break
        return "".join(parts)[:_LONGEST_JOINED]

    def _entry(self, key: str, kind: str, fields: Mapping[str, str]) -> ListedWork:
        names = fields.get("author") or fields.get("editor") or ""
        people, more = _people(names)

        def first(*wanted: str) -> str | None:
            return next((plain for name in wanted if (plain := to_plain(fields.get(name, "")))), None)

        title = ": ".join(part for part in (first("title"), first("subtitle")) if part) or None
        volume, issue = first("volume"), first("issue", "number")
        found = WorkFields(
            kind=_kind(kind, fields),
            title=title,
            publisher=_no_address(first("publisher", "institution", "school", "organization", "howpublished")),
            container=first("journaltitle", "journal", "booktitle", "maintitle"),
            number=f"{volume}({issue})" if volume and issue else volume or issue,
            issued=_issued(fields),
            language=first("langid", "language"),
            place=first("location", "address"),
            url=_address(fields),
            doi=to_plain(fields.get("doi", "")) or None,
        )
        return with_checked_fields(ListedWork(key, found, people, more, first("pages")))


def _split(text: str) -> tuple[str, dict[str, str]] | None:
    """Type and fields of the entry that stands at the beginning of `text`."""
    from bibtexparser.splitter import Splitter

    with _quiet():
        entries = Splitter(text).split().entries
    if not entries:
        return None
    return entries[0].entry_type.lower(), {f.key.lower(): str(f.value) for f in reversed(entries[0].fields)}


@contextmanager
def _quiet() -> Iterator[None]:
    """What it says of damaged entries is told as a problem of the document."""
    logger = logging.getLogger("bibtexparser.splitter")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _is_one(value: str) -> bool:
    """True where the first brace is closed by the last."""
    depth = 0
    for i, character in enumerate(value):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return i == len(value) - 1
    return False


def _people(names: str) -> tuple[tuple[Person, ...], bool]:
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    people = []
    each = split_multiple_persons_names(" ".join(names.split())[:_LONGEST])
    for name in each[:_MOST_AUTHORS]:
        if name.lower() == "others":
            continue
        if name.startswith("{") and _is_one(name):
            people.append(Person(to_plain(name)))
            continue
        try:
            parts = parse_single_name_into_parts(name)
        except InvalidNameError:
            people.append(Person(to_plain(name)))
            continue
        family = to_plain(" ".join([*parts.von, *parts.last, *parts.jr]))
        people.append(Person(family, to_plain(" ".join(parts.first))))
    return tuple(person for person in people if person.family), "others" in (name.lower() for name in each)


def _kind(kind: str, fields: Mapping[str, str]) -> SourceKind:
    said = f"{fields.get('type', '')} {fields.get('howpublished', '')} {fields.get('entrysubtype', '')}"
    if kind == "article":
        return (
            SourceKind.NEWS_ARTICLE if any(word in said.lower() for word in _NEWSPAPER) else SourceKind.JOURNAL_ARTICLE
        )
    told = next((meant for pattern, meant in _TYPES if pattern.search(said)), None)
    if kind in _KINDS and (told is None or kind not in ("online", "report", "techreport")):
        return _KINDS[kind]
    if told:
        return told
    return SourceKind.WEB_PAGE if _address(fields) and not fields.get("eprint") else SourceKind.OTHER


def _issued(fields: Mapping[str, str]) -> str | None:
    """The date of issue, as exact as it is given: BibLaTeX's `date`, or year, month and day."""
    date = _DATE.match(fields.get("date", "").strip())
    if date:
        return "-".join(part for part in date.groups() if part)
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", fields.get("year", ""))
    if year is None:
        return None
    month = to_plain(fields.get("month", "")).lower()
    number = int(month) if month.isdecimal() and len(month) < 3 else _NUMBERS.get(month[:3], 0)
    day = re.fullmatch(r"\s*(\d{1,2})\s*", fields.get("day", ""))
    if not 1 <= number <= 12:
        return year[1]
    return f"{year[1]}-{number:02d}" + (f"-{int(day[1]):02d}" if day and 1 <= int(day[1]) <= 31 else "")


def _address(fields: Mapping[str, str]) -> str | None:
    for name in ("url", "howpublished", "note"):
        value = _ESCAPED.sub(r"\1", fields.get(name, "")[:_LONGEST])
        if match := _ADDRESS.search(value):
            return match[0]
    return None


def _no_address(value: str | None) -> str | None:
    return None if value is None or "://" in value else value
