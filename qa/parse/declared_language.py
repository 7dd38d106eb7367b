"""The language that a file says it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.language.codes import language_code
from qa.types.document import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def with_language(document: Document, *said: str | None) -> Document:
    """The same document in the first of the languages said that is one; `und`, `x-none` and misspelt ones are none."""
    codes = (language_code(value) for value in said if value)
    return replace(document, language=next((code for code in codes if code), None))


def attribute_of(element: _Element) -> str | None:
    """`xml:lang` of an element, else `lang`."""
    said: str | None = element.get(_XML_LANG) or element.get("lang")
    return said


def commonest(said: Iterable[str | None]) -> str | None:
    """What most of the pieces of a text say of themselves, where more than half of them say anything of it."""
    counted = Counter(said)
    value, times = next(iter(counted.most_common(1)), (None, 0))
    return value if times * 2 > counted.total() else None
