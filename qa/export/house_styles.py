"""A work cited as a house asks for it: Chicago's notes, APA, OSCOLA, by citeproc-py and the styles of the CSL project."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from importlib.resources import as_file, files
from json import dumps, loads
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from qa.export.csl import Item
from qa.export.phrases import Phrase, Phrases, phrased
from qa.regex import regex

if TYPE_CHECKING:
    from citeproc import CitationStylesBibliography

_GAPS = regex(r"\s+")
_ITALIC, _UPRIGHT = "\ue000", "\ue001"
"""Where italics begin and end, while citeproc-py puts a citation together; a work's own words have them no more."""
_OWN_MARKS = regex(r"\\ue00[01]")
_LAST_DOTS = regex(rf"\.*({_UPRIGHT}?)$")
_CITED = ("id", "type", "title", "author", "issued", "container-title", "collection-title", "publisher", "publisher-place",
          "authority", "volume", "issue", "number", "genre", "URL", "DOI")  # fmt: skip
"""What styles print; `note` is our own words, and `language` chooses rules for letters that citeproc-py has for English alone."""


class HouseStyle(StrEnum):
    """A style of citation; each is a file beside this one."""

    CHICAGO = "chicago"
    """Notes, 16th edition."""
    APA = "apa"
    """7th edition: in brackets behind the quote, with a list of references."""
    OSCOLA = "oscola"
    """4th edition, for law."""

    @property
    def has_list(self) -> bool:
        """Whether its citations lean on a list of references."""
        return self is HouseStyle.APA


def cite_work(item: Item, style: HouseStyle, page: str | None = None) -> Phrases:
    """The work as a note, or in brackets, with the page. A work of which only the title is known is named so."""
    said = _readied(item)
    if "author" not in said and said["type"] == "document":
        return phrased(
            f"{', '.join(part for part in (said['title'], f'p. {page}' if page else '', said.get('URL')) if part)}."
        )
    return _cited(dumps(said, sort_keys=True), style, page)


def list_entry(item: Item, style: HouseStyle) -> Phrases:
    """The work as the list of references has it."""
    return _listed(dumps(_readied(item), sort_keys=True), style)


def _readied(item: Item) -> Item:
    """Where nobody is named as author, whoever published it is: else citeproc-py says the title twice."""
    said = {key: value for key, value in item.items() if key in _CITED}
    made = item.get("publisher") or item.get("container-title")
    if "author" not in item and made and item["type"] not in ("legal_case", "legislation"):
        said["author"] = [{"literal": made}]
        said = {key: value for key, value in said.items() if value != made}
    return cast("Item", loads(_OWN_MARKS.sub("", dumps(said))))


@lru_cache(maxsize=256)
def _cited(item: str, style: HouseStyle, page: str | None) -> Phrases:
    from citeproc import Citation, CitationItem, Locator

    row = loads(item)
    prepared = _prepared(row, style)
    locator = {"locator": Locator("page", page)} if page else {}
    citation = Citation([CitationItem(row["id"], **locator)])
    prepared.register(citation)
    return _phrases(_LAST_DOTS.sub(r"\1.", _tidy(prepared.cite(citation, lambda _: None)), count=1))


@lru_cache(maxsize=256)
def _listed(item: str, style: HouseStyle) -> Phrases:
    from citeproc import Citation, CitationItem

    row = loads(item)
    prepared = _prepared(row, style)
    prepared.register(Citation([CitationItem(row["id"])]))
    return _phrases(" ".join(_tidy(entry) for entry in prepared.bibliography()))


def _prepared(row: Item, style: HouseStyle) -> CitationStylesBibliography:
    from citeproc import CitationStylesBibliography
    from citeproc.formatter import plain
    from citeproc.source.json import CiteProcJSON

    return CitationStylesBibliography(
        _style(style), CiteProcJSON([row]), SimpleNamespace(**{**vars(plain), "Italic": _italic, "Oblique": _italic})
    )


def _italic(words: object) -> str:
    return f"{_ITALIC}{words}{_UPRIGHT}"


@lru_cache
def _style(style: HouseStyle) -> object:
    from citeproc import CitationStylesStyle

    with as_file(files("qa.export").joinpath("styles", f"{style}.csl")) as path:
        return CitationStylesStyle(str(path), validate=False)


def _tidy(words: object) -> str:
    return _GAPS.sub(" ", str(words)).strip()


def _phrases(words: str) -> Phrases:
    found: list[Phrase] = []
    for stretch in words.split(_ITALIC):
        inside, end, behind = stretch.rpartition(_UPRIGHT)
        found += [Phrase(inside.replace(_UPRIGHT, ""), italic=True), Phrase(behind)] if end else [Phrase(stretch)]
    return tuple(phrase for phrase in found if phrase.text)
