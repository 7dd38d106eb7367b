"""Source → CSL-JSON item (citation style language 1.0.2), from which the other formats are made."""

from __future__ import annotations

import re
import unicodedata
from textwrap import shorten
from typing import TypedDict

from qa.export.names import Name, is_person, split_name
from qa.regex import regex
from qa.types.document_info import DocumentInfo
from qa.types.source import Source, SourceKind

CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})
Item = TypedDict(
    "Item",
    {
        "id": str,
        "type": str,
        "title": str,
        "author": list[Name],
        "issued": CslDate,
        "container-title": str,
        "collection-title": str,
        "publisher": str,
        "publisher-place": str,
        "authority": str,
        "volume": str,
        "issue": str,
        "number": str,
        "genre": str,
        "medium": str,
        "language": str,
        "URL": str,
        "DOI": str,
        "note": str,
    },
    total=False,
)

_TYPES = {
    SourceKind.NEWS_ARTICLE: "article-newspaper",
    SourceKind.REPORT: "report",
    SourceKind.JOURNAL_ARTICLE: "article-journal",
    SourceKind.BOOK: "book",
    SourceKind.PRESS_RELEASE: "report",
    SourceKind.INTERVIEW: "interview",
    SourceKind.SOCIAL_POST: "post",
    SourceKind.WEB_PAGE: "webpage",
    SourceKind.COURT_CASE: "legal_case",
    SourceKind.STATUTE: "legislation",
    SourceKind.DATASET: "dataset",
    SourceKind.OTHER: "document",
}
_PERIODICAL = frozenset({"article-newspaper", "article-journal", "post", "webpage"})
"""What stands in a larger work that is often named as its publisher."""
_VOLUME_ISSUE = regex(
    r"(?:vol(?:ume)?\.?\s*+)?(\d+\w?)(?:\s*+(?:\(([^()]{1,20})\)|(?:[,:]\s*+)?(?:no|nr|issue|iss|n°)\.?\s*+(\w[\w/–-]*)))?",
    re.IGNORECASE,
)
_ISSUE = regex(r"(?:no|nr|issue|iss|n°)\.?\s*(\w[\w/–-]*)", re.IGNORECASE)


_LONGEST_STAND_IN = 160
"""Of a note's words in place of a title; all of them stand in `note`."""


def to_csl(source: Source) -> Item:
    """The item of one work; dates are as exact as the note gives them, and the note itself goes along in `note`."""
    item: Item = {"id": source.source_id, "type": _TYPES[source.kind], "title": plain(_title(source))}
    if authors := _authors(source):
        item["author"] = authors
    if source.issued:
        item["issued"] = {"date-parts": [[int(part) for part in source.issued.split("-")]]}
    _place(item, source)
    _number(item, plain(source.number or ""))
    if source.kind is SourceKind.PRESS_RELEASE:
        item["genre"] = "Press release"
    if source.medium:
        item["medium"] = plain(source.medium)
    if source.language:
        item["language"] = source.language
    if source.url:
        item["URL"] = plain(source.url)
    if source.doi:
        item["DOI"] = plain(source.doi)
    item["note"] = plain(f"{source.doc_id}, footnote {source.label}: {source.reference}")
    return item


def document_to_csl(info: DocumentInfo) -> Item:
    """A report of the corpus, as far as `corpus.toml` describes it."""
    item: Item = {
        "id": info.doc_id,
        "type": "report",
        "title": plain(info.title or info.doc_id),
        "language": info.language,
    }
    if info.container:
        item["collection-title"] = plain(info.container)
    if info.publisher:
        item["publisher"] = plain(info.publisher)
    if info.url:
        item["URL"] = plain(info.url)
    return item


def plain(text: str) -> str:
    """Text on one line, without control characters: nothing in it can end a field or a record."""
    folded = " ".join(text.split())
    return "".join(c for c in folded if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp"))


def _title(source: Source) -> str:
    """The work's title; for an interview who was interviewed, and for a work without a title the note's own words."""
    if source.kind is SourceKind.INTERVIEW:
        return f"Interview with {source.interviewee}" if source.interviewee else source.title or source.reference
    return source.title or shorten(source.reference.rstrip("."), _LONGEST_STAND_IN, placeholder=" …")


def _authors(source: Source) -> list[Name]:
    names = [plain(name) for name in source.authors]
    if not names and source.interviewee:
        # `Felipe Botero Escobar, Head of the Andean regional office` is a name; `a crime investigator in Albania` is none.
        first = plain(source.interviewee).split(",")[0]
        names = [first] if is_person(first) else []
    return [split_name(name) for name in names]


def _place(item: Item, source: Source) -> None:
    """Container, publisher and place under the names that the item's type has for them."""
    container, publisher = plain(source.container or ""), plain(source.publisher or "")
    if item["type"] in _PERIODICAL:
        container, publisher = container or publisher, publisher if container and container != publisher else ""
    if item["type"] == "book" and container:
        item["type"] = "chapter"
    if container:
        item["collection-title" if item["type"] in ("report", "dataset") else "container-title"] = container
    if publisher:
        item["authority" if item["type"] in ("legal_case", "legislation") else "publisher"] = publisher
    if source.place:
        item["publisher-place"] = plain(source.place)


def _number(item: Item, number: str) -> None:
    if not number:
        return
    if item["type"] == "article-journal" and (match := _VOLUME_ISSUE.fullmatch(number)):
        item["volume"] = match.group(1)
        if issue := match.group(2) or match.group(3):
            item["issue"] = issue
    elif item["type"] in (*_PERIODICAL, "report") and (match := _ISSUE.fullmatch(number)):
        item["number" if item["type"] == "report" else "issue"] = match.group(1)
    else:
        item["volume" if item["type"] == "article-journal" else "number"] = number
