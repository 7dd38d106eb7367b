"""An entry of a bibliography: its fields, and the words in which a list of references would print it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.language.codes import language_code
from qa.language.detection import guess_language
from qa.parse.addresses import outside
from qa.references.names import is_outlet
from qa.regex import regex
from qa.types.given_work import WorkFields
from qa.types.source import SourceKind

_DOI = regex(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S{1,200})", re.IGNORECASE)
_ENDED = (".", "?", "!", "…")
_NAMED_ALONE = 2
_SHORTENED = 6


@dataclass(frozen=True, slots=True)
class Person:
    """An author or editor; an organisation has only a family name."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """`Doe, Jane`."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work as its bibliography describes it."""

    key: str
    fields: WorkFields
    people: tuple[Person, ...] = ()
    more: bool = False
    """True for `and others`."""
    pages: str | None = None

    @property
    def reference(self) -> str:
        """`Doe, Jane. 2010. Title. Journal, 12(3), 4–5. Place: Publisher. https://doi.org/…`."""
        fields = self.fields
        names = "; ".join(person.inverted for person in self.people) + (" et al" if self.more else "")
        within = ", ".join(part for part in (fields.container, fields.number, self.pages) if part)
        made = ": ".join(part for part in (fields.place, fields.publisher) if part)
        doi = f"https://doi.org/{fields.doi}" if fields.doi else None
        shown = None if fields.url and doi and fields.url.endswith(fields.doi or "") else fields.url
        parts = (names, fields.issued, fields.title, within, made, doi, shown)
        return " ".join(_closed(part) for part in parts if part) or self.key

    def short(self, *, names: bool = True, year: bool = True, brackets: bool = True) -> str:
        """As a sentence names it, `Doe & Smith (2010)`, or a bracket, `Doe & Smith 2010`."""
        families = [person.family for person in self.people]
        if len(families) > _NAMED_ALONE or (self.more and families):
            named = f"{families[0]} et al."
        else:
            named = " & ".join(families) or f"“{' '.join((self.fields.title or self.key).split()[:_SHORTENED])}”"
        issued = (self.fields.issued or "")[:4]
        dated = f"({issued})" if issued and brackets and names else issued
        return " ".join(part for part in (named if names else "", dated if year else "") if part) or self.key


def with_checked_fields(entry: ListedWork) -> ListedWork:
    """The entry with address, DOI and language in the form in which sources have them, and its kind as its fields tell."""
    fields = entry.fields
    doi = _DOI.fullmatch((fields.doi or "").strip())
    code = language_code(fields.language) if fields.language else None
    kind = fields.kind
    dated = len(fields.issued or "") > len("2024")
    if kind is SourceKind.JOURNAL_ARTICLE and dated and not fields.number and is_outlet(fields.container or ""):
        kind = SourceKind.NEWS_ARTICLE
    return replace(
        entry,
        fields=replace(
            fields,
            kind=kind,
            authors=tuple(str(person) for person in entry.people),
            url=outside(fields.url),
            doi=doi[1] if doi else None,
            language=code or (guess_language(fields.title) if fields.title else None),
        ),
    )


def _closed(part: str) -> str:
    return part if part.endswith(_ENDED) else f"{part}."
