"""A Zotero data folder → works, with the files in its `storage`."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qa.library.attachments import Roots, find_files
from qa.library.works import LibraryReading, LibraryWork
from qa.library.zotero_database import open_zotero
from qa.parse.bibliography.entry import ListedWork, Person, with_checked_fields
from qa.references.dates import find_dates
from qa.regex import regex
from qa.types.given_work import WorkFields
from qa.types.source import SourceKind

STORAGE = "storage"
_MOST = 200_000
"""Rows of a table."""
_LONGEST = 4000
"""Characters of a value; an abstract is not needed."""
_LINKED_FILE, _LINKED_ADDRESS = 2, 3
"""What Zotero's `linkMode` says of a file that it left where it was, and of an address; the others are in `storage`."""
_KEY = regex(r"[A-Z0-9]{4,16}")
_KINDS = {
    **dict.fromkeys(("journalArticle", "conferencePaper", "preprint"), SourceKind.JOURNAL_ARTICLE),
    **dict.fromkeys(("newspaperArticle", "magazineArticle"), SourceKind.NEWS_ARTICLE),
    **dict.fromkeys(("book", "bookSection", "encyclopediaArticle", "dictionaryEntry"), SourceKind.BOOK),
    **dict.fromkeys(("report", "thesis", "standard"), SourceKind.REPORT),
    **dict.fromkeys(("webpage", "blogPost"), SourceKind.WEB_PAGE),
    **dict.fromkeys(("statute", "bill"), SourceKind.STATUTE),
    "case": SourceKind.COURT_CASE,
    "interview": SourceKind.INTERVIEW,
    "forumPost": SourceKind.SOCIAL_POST,
    "dataset": SourceKind.DATASET,
}
_TITLES = ("title", "caseName", "nameOfAct", "subject")
_MAKERS = ("publisher", "institution", "university", "organization", "label", "network", "company", "studio", "court")
_LARGER = (
    "publicationTitle", "bookTitle", "websiteTitle", "blogTitle", "proceedingsTitle", "encyclopediaTitle",
    "dictionaryTitle", "forumTitle", "programTitle", "reporter", "code",
)  # fmt: skip
_NUMBERS = ("number", "reportNumber", "documentNumber", "docketNumber", "billNumber", "publicLawNumber")
_DATES = ("date", "dateDecided", "dateEnacted", "issueDate", "filingDate")
_ROLES = ("author", "artist", "interviewee", "director", "presenter", "podcaster", "cartographer", "programmer")
"""Of a work's main creators; editors stand in where there is none."""
_EXTRA_DOI = regex(r"^\s*DOI:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def read_zotero(folder: Path, given: Sequence[Path] = ()) -> LibraryReading:
    """The works of all libraries of a data folder, without what lies in Zotero's bin.

    Raises:
        CorpusError: its database cannot be read.
    """
    with open_zotero(folder) as connection:
        items = {row[0]: (str(row[1]), str(row[2])) for row in _rows(connection, _ITEMS)}
        values = _values(connection)
        people = _people(connection)
        attached = _attached(connection, items)
    found = LibraryReading()
    storage = Roots(folder / STORAGE, tuple(given))
    for item, (kind, key) in items.items():
        if kind in ("note", "annotation") or (kind == "attachment" and item not in attached):
            continue
        work = _work(kind, key, values[item], people.get(item, ()))
        names = [name for child in attached.get(item, ()) for name in child]
        files, told = find_files(names, storage)
        if work is None and not files:
            found.told.append(f"item {key[:20]} says nothing of its work; left out")
            continue
        fields, persons = (work.fields, work.people) if work else (WorkFields(SourceKind.OTHER), ())
        titles = tuple(file.stem for file in files) if kind == "attachment" else ()
        found.works.append(LibraryWork(f"item {key[:20]}", fields, persons, files, told, titles))
    return found


_LIVE = "NOT IN (SELECT itemID FROM deletedItems)"
_ITEMS = f"""SELECT i.itemID, t.typeName, i.key FROM items i JOIN itemTypes t ON t.itemTypeID = i.itemTypeID
    WHERE i.itemID {_LIVE}"""
_DATA = f"""SELECT d.itemID, f.fieldName, substr(v.value, 1, {_LONGEST}) FROM itemData d
    JOIN fields f ON f.fieldID = d.fieldID JOIN itemDataValues v ON v.valueID = d.valueID
    WHERE f.fieldName <> 'abstractNote' AND d.itemID {_LIVE}"""
_CREATORS = f"""SELECT c.itemID, t.creatorType, substr(n.firstName, 1, 200), substr(n.lastName, 1, 200), c.orderIndex
    FROM itemCreators c JOIN creators n ON n.creatorID = c.creatorID
    JOIN creatorTypes t ON t.creatorTypeID = c.creatorTypeID WHERE c.itemID {_LIVE}"""
_FILES = f"""SELECT a.itemID, a.parentItemID, a.linkMode, a.contentType, substr(a.path, 1, 1000), i.key
    FROM itemAttachments a JOIN items i ON i.itemID = a.itemID WHERE a.itemID {_LIVE}"""


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[Sequence[object]]:
    most = _MOST * (20 if query is _DATA else 1)
    yield from connection.execute(f"{query} LIMIT {most}")


def _values(connection: sqlite3.Connection) -> Mapping[object, dict[str, str]]:
    found: dict[object, dict[str, str]] = defaultdict(dict)
    for item, name, value in _rows(connection, _DATA):
        found[item][str(name)] = _text(value)
    return found


def _people(connection: sqlite3.Connection) -> dict[object, tuple[Person, ...]]:
    every: dict[object, list[tuple[int, str, Person]]] = defaultdict(list)
    for item, role, given, family, place in _rows(connection, _CREATORS):
        first, last = _text(given), _text(family)
        if first or last:
            at = place if isinstance(place, int) else 0
            every[item].append((at, str(role), Person(last, first) if last else Person(first)))
    found = {}
    for item, creators in every.items():
        creators.sort(key=lambda each: each[0])
        main = [person for _, role, person in creators if role in _ROLES]
        editors = [person for _, role, person in creators if role == "editor"]
        found[item] = tuple((main or editors or [person for *_, person in creators])[:100])
    return found


def _attached(connection: sqlite3.Connection, items: Mapping[object, object]) -> dict[object, list[list[str]]]:
    """The names of the files of each work; a file without a work is one itself."""
    found: dict[object, list[list[str]]] = defaultdict(list)
    for item, parent, mode, _kind, path, key in _rows(connection, _FILES):
        if mode == _LINKED_ADDRESS or not path:
            continue
        if parent is not None and parent not in items:
            continue
        found[item if parent is None else parent].append([_file_name(_text(path), str(key), mode)])
    return found


def _file_name(path: str, key: str, mode: object) -> str:
    """The file below `storage`, or where a linked one lies."""
    if path.startswith("storage:"):
        name = path.removeprefix("storage:")
        # The key comes from the database too: it could name another folder.
        return f"{key}/{name}" if _KEY.fullmatch(key) and "/" not in name and "\\" not in name else f"../{name}"
    return path.removeprefix("attachments:") if mode == _LINKED_FILE else path


def _work(kind: str, key: str, values: Mapping[str, str], people: tuple[Person, ...]) -> ListedWork | None:
    def first(*names: str) -> str | None:
        return next((values[name] for name in names if values.get(name)), None)

    volume, issue = first("volume", "reporterVolume", "codeVolume"), first("issue")
    doi = first("DOI") or next(iter(_EXTRA_DOI.findall(values.get("extra", ""))), None)
    genre = " ".join(values.get(name, "") for name in ("genre", "reportType", "websiteType", "type")).casefold()
    found = WorkFields(
        kind=SourceKind.PRESS_RELEASE if "press release" in genre else _KINDS.get(kind, SourceKind.OTHER),
        title=first(*_TITLES),
        publisher=first(*_MAKERS),
        container=first(*_LARGER),
        number=f"{volume}({issue})" if volume and issue else volume or issue or first(*_NUMBERS),
        issued=_issued(first(*_DATES) or ""),
        language=first("language"),
        place=first("place"),
        url=first("url"),
        doi=doi,
    )
    if not (found.title or people or found.url or found.doi):
        return None
    return with_checked_fields(ListedWork(key, found, people))


def _issued(value: str) -> str | None:
    """Zotero writes `2024-02-00 February 2024`: what it read, with noughts for what is not known, and what was typed."""
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", value):
        year, month, day = match.groups()
        if year != "0000":
            known = [year, *([month] if month != "00" else []), *([day] if "00" not in (month, day) else [])]
            return "-".join(known)
    dates = find_dates(value[:100])
    return dates[0].iso if dates else None


def _text(value: object) -> str:
    """On one line; numbers too."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
