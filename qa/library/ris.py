"""RIS, as Zotero, EndNote, Mendeley and publishers write it → works; one of the two modules that know rispy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.library.attachments import Roots, find_files, path_of
from qa.library.works import LibraryReading, LibraryWork
from qa.parse.bibliography.entry import ListedWork, Person, with_checked_fields
from qa.regex import regex
from qa.types.given_work import WorkFields
from qa.types.source import SourceKind

_TAG = regex(r"([A-Z][A-Z0-9])\s{0,4}-(?:\s|$)(.*)")
_LONGEST = 100_000
"""Characters of a record."""
_MOST_AUTHORS = 100
_KINDS = {
    **dict.fromkeys(("JOUR", "JFULL", "CPAPER", "CONF", "EJOUR", "INPR", "ABST"), SourceKind.JOURNAL_ARTICLE),
    **dict.fromkeys(("NEWS", "MGZN"), SourceKind.NEWS_ARTICLE),
    **dict.fromkeys(("BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK", "ENCYC", "DICT"), SourceKind.BOOK),
    **dict.fromkeys(("RPRT", "THES", "GOVDOC", "STAND", "UNPB"), SourceKind.REPORT),
    **dict.fromkeys(("ELEC", "WEB", "BLOG"), SourceKind.WEB_PAGE),
    **dict.fromkeys(("STAT", "BILL", "LEGAL"), SourceKind.STATUTE),
    **dict.fromkeys(("CASE", "UNBILL"), SourceKind.COURT_CASE),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), SourceKind.DATASET),
}
_LISTS = ("A1", "A2", "A3", "A4", "AU", "ED", "KW", "N1", "UR", "L1", "L2", "L4", "LK")
_FILES = ("L1", "L2", "L4", "UR", "LK")
_ENDNOTE = "internal-pdf://"


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    text: str


def read_ris(text: str, roots: Roots, stem: str) -> LibraryReading:
    """The works of a RIS file; `stem` is its name without ending, after which EndNote names the folder of its files."""
    found = LibraryReading()
    for record in _records(text, found.told):
        fields = _fields(record.text)
        work = _work(record, fields)
        if work is None:
            found.told.append(f"line {record.line}: a record without title, author, DOI and address; left out")
            continue
        names = [_file_name(value, stem) for tag in _FILES for value in fields.get(tag, ()) if _names_file(tag, value)]
        files, told = find_files(names, roots)
        found.works.append(LibraryWork(f"line {record.line}", work.fields, work.people, files, told))
    return found


def _records(text: str, told: list[str]) -> Iterator[_Record]:
    """Each record with its first line; what is not in order is told with its line."""
    start, lines = 0, list[str]()
    for number, line in enumerate([*text.splitlines(), "TY  - "], start=1):
        match = _TAG.match(line.lstrip("\ufeff").strip())
        tag = match[1] if match else None
        if tag == "TY":
            if start:
                told.append(f"line {start}: a record without an end (ER); read up to the next one")
                yield from _sized(start, lines, told)
            start, lines = number, []
        elif tag == "ER" and start:
            yield from _sized(start, lines, told)
            start, lines = 0, []
            continue
        elif not start:
            # EndNote numbers its records.
            if line.strip() and not line.strip().rstrip(".").isdigit():
                told.append(f"line {number}: outside any record; left out")
            continue
        lines.append(f"{tag}  - {match[2]}" if match and tag else line)


def _sized(start: int, lines: list[str], told: list[str]) -> Iterator[_Record]:
    size = sum(map(len, lines))
    if size > _LONGEST:
        told.append(f"line {start}: a record of {size:,} characters; at most {_LONGEST:,} are read")
    else:
        yield _Record(start, "\n".join(lines))


def _fields(text: str) -> Mapping[str, list[str]]:
    """The record's values by tag."""
    import rispy

    class Parser(rispy.RisParser):  # type: ignore[misc]  # the library has no types
        """Keeps tags as they are, and does not cut addresses at semicolons."""

    tags = {tag: tag for tag in [*rispy.TAG_KEY_MAPPING, "ED", "BT", "PP", "LK", "CT"]}
    parsed = rispy.loads(
        f"{text}\nER  - \n",
        implementation=Parser,
        mapping=tags,
        list_tags=list(_LISTS),
        delimiter_tags_mapping={},
        skip_unknown_tags=True,
    )
    record = parsed[0] if parsed else {}
    return {tag: [str(v) for v in (value if isinstance(value, list) else [value])] for tag, value in record.items()}


def _work(record: _Record, fields: Mapping[str, list[str]]) -> ListedWork | None:
    def first(*tags: str) -> str | None:
        values = (" ".join(value.split()) for tag in tags for value in fields.get(tag, ()))
        return next((value for value in values if value), None)

    people = tuple(_person(name) for name in _names(fields))
    volume, issue = first("VL"), first("IS")
    kind = _KINDS.get((first("TY") or "").upper(), SourceKind.OTHER)
    if "press release" in (first("M3") or "").casefold():
        kind = SourceKind.PRESS_RELEASE
    found = WorkFields(
        kind=kind,
        title=first("TI", "T1", "CT", "BT"),
        publisher=first("PB"),
        container=first("T2", "JF", "JO", "BT", "JA") if first("TI", "T1", "CT") else None,
        number=f"{volume}({issue})" if volume and issue else volume or issue,
        issued=_issued(first("DA"), first("PY", "Y1")),
        language=first("LA"),
        place=first("CY", "PP"),
        url=next((url for url in fields.get("UR", []) if url.startswith("http")), None),
        doi=first("DO"),
    )
    if not (found.title or people or found.url or found.doi):
        return None
    return with_checked_fields(ListedWork(str(record.line), found, people))


def _names(fields: Mapping[str, list[str]]) -> list[str]:
    for tags in (("AU", "A1"), ("ED", "A2")):
        if names := [name for tag in tags for name in fields.get(tag, ()) if name.strip(" ,")]:
            return names[:_MOST_AUTHORS]
    return []


def _person(name: str) -> Person:
    family, _, given = (" ".join(part.split()) for part in name.partition(","))
    return Person(family, given) if family else Person(given)


def _issued(*dates: str | None) -> str | None:
    """`2024/02/16/` → `2024-02-16`, the most exact of several."""
    found = []
    for date in dates:
        if match := re.match(r"(\d{4})(?:[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?)?(?!\d)", date or ""):
            found.append("-".join(part.zfill(2) for part in match.groups() if part))
    return max(found, key=len, default=None)


def _names_file(tag: str, value: str) -> bool:
    """True for a file; other tags than that of files hold addresses of the web too."""
    return not value.lower().startswith(("http:", "https:", "ftp:")) and (
        tag in ("L1", "L2", "L4") or value.lower().startswith(("file:", _ENDNOTE))
    )


def _file_name(value: str, stem: str) -> str:
    if value.lower().startswith(_ENDNOTE):
        return f"{stem}.Data/PDF/{value[len(_ENDNOTE) :]}"
    return path_of(value.strip())
