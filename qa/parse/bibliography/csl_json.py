"""CSL-JSON, as Zotero and Pandoc write it → entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qa.parse.bibliography.entry import ListedWork, Person, with_checked_fields
from qa.regex import regex
from qa.types.given_work import WorkFields
from qa.types.source import SourceKind

_KINDS = {
    **dict.fromkeys(("article-journal", "article", "paper-conference", "review"), SourceKind.JOURNAL_ARTICLE),
    **dict.fromkeys(("article-newspaper", "article-magazine"), SourceKind.NEWS_ARTICLE),
    **dict.fromkeys(("book", "chapter", "entry-dictionary", "entry-encyclopedia", "collection"), SourceKind.BOOK),
    **dict.fromkeys(("report", "thesis", "standard"), SourceKind.REPORT),
    **dict.fromkeys(("webpage", "post-weblog"), SourceKind.WEB_PAGE),
    **dict.fromkeys(("legislation", "bill", "regulation", "treaty"), SourceKind.STATUTE),
    "legal_case": SourceKind.COURT_CASE,
    "interview": SourceKind.INTERVIEW,
    "post": SourceKind.SOCIAL_POST,
    "dataset": SourceKind.DATASET,
}
_MARKUP = regex(r"</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]{0,80})?>")
_LONGEST = 4000
_MOST_AUTHORS = 100
_TYPE_OF_RELEASE = "press release"


class CslFile:
    """The items of one file, by key; each is read when it is asked for."""

    def __init__(self, items: Mapping[str, Mapping[str, Any]]) -> None:
        """`items` by their `id`."""
        self._items = items

    @classmethod
    def of(cls, text: str) -> CslFile:
        """Read the file: a list of items, or an object with them under `items` or `references`.

        Raises:
            ValueError: it is no CSL-JSON.
        """
        try:
            data = json.loads(text)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
        if isinstance(data, dict):
            data = data.get("items") or data.get("references") or [data]
        if not isinstance(data, list):
            raise ValueError("no list of items")
        found: dict[str, Mapping[str, Any]] = {}
        for item in data:
            if isinstance(item, dict):
                for name in ("citation-key", "id"):
                    if isinstance(item.get(name), str | int):
                        found.setdefault(_plain(str(item[name])), item)
        return cls(found)

    def __len__(self) -> int:
        return len(self._items)

    def keys_of_items(self) -> list[str]:
        """A key for each item, in their order; some have two."""
        return list({id(item): key for key, item in reversed([*self._items.items()])}.values())[::-1]

    def find(self, key: str) -> ListedWork | None:
        """The item of that key, if there is one."""
        item = self._items.get(key)
        if item is None:
            return None
        people = _people(item.get("author")) or _people(item.get("editor"))
        kind = _KINDS.get(_text(item, "type") or "", SourceKind.OTHER)
        if (_text(item, "genre") or "").casefold() == _TYPE_OF_RELEASE:
            kind = SourceKind.PRESS_RELEASE
        volume, issue = _text(item, "volume"), _text(item, "issue")
        fields = WorkFields(
            kind=kind,
            title=_text(item, "title"),
            publisher=_text(item, "publisher") or _text(item, "authority"),
            container=_text(item, "container-title"),
            number=f"{volume}({issue})" if volume and issue else volume or issue or _text(item, "number"),
            issued=_issued(item.get("issued")),
            language=_text(item, "language"),
            place=_text(item, "publisher-place"),
            url=_text(item, "URL"),
            doi=_text(item, "DOI"),
        )
        return with_checked_fields(ListedWork(key, fields, people, pages=_text(item, "page")))


def _text(item: Mapping[str, Any], name: str) -> str | None:
    """A field's text on one line, without the markup that it may have."""
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(_MARKUP.sub("", _plain(str(value)[:_LONGEST])).split()) or None


def _plain(text: str) -> str:
    """JSON can hold half a character, which nothing else can."""
    return text.encode("utf-8", "replace").decode()


def _people(value: object) -> tuple[Person, ...]:
    people = []
    for name in value[:_MOST_AUTHORS] if isinstance(value, list) else ():
        if not isinstance(name, dict):
            continue
        prefix = _text(name, "non-dropping-particle") or _text(name, "dropping-particle")
        family = _text(name, "literal") or " ".join(
            p for p in (prefix, _text(name, "family"), _text(name, "suffix")) if p
        )
        if family:
            people.append(Person(family, (_text(name, "given") or "") if not name.get("literal") else ""))
    return tuple(people)


def _issued(value: object) -> str | None:
    """The first date, as exact as it is given."""
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    if not first:
        raw = str(value.get("raw") or value.get("literal") or "")[:10]
        first = raw.split("-") if raw[:4].isdecimal() else []
    numbers = [int(part) for part in first[:3] if str(part).isascii() and str(part).isdecimal() and len(str(part)) < 5]
    if not numbers or not 1000 <= numbers[0] <= 9999:
        return None
    issued = f"{numbers[0]}"
    if len(numbers) > 1 and 1 <= numbers[1] <= 12:
        issued += f"-{numbers[1]:02d}"
        if len(numbers) > 2 and 1 <= numbers[2] <= 31:
            issued += f"-{numbers[2]:02d}"
    return issued
