"""Says something in the language of whoever looks: in English, unless the interface has chosen another.

Each text is written once, in English, where it is shown: `say("Page {page}", page=7)`. `.ci/strings.py` collects them into the
tables, `qa/wording/XX.po`. What goes into data, files and the command line is not said this way: it is English.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from string import Formatter

from qa.markup import Html, join
from qa.wording.po import po_entries, read_po

ENGLISH = "en"
_LANGUAGE = ContextVar("language", default=ENGLISH)
_MONTHS = "January February March April May June July August September October November December".split()
_GROUPED = 10_000
"""From which number on digits are parted by a space, where they are; four digits are not."""


@cache
def languages() -> dict[str, str]:
    """The languages that there are, by code, with their own names; English first."""
    codes = sorted(file.name.removesuffix(".po") for file in files(__package__).iterdir() if file.name.endswith(".po"))
    names = {code: _table(code).pgettext("name of this language", "English") for code in codes}
    return {ENGLISH: "English", **names}


@cache
def _table(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    name = f"{language}.po"
    return read_po(files(__package__).joinpath(name).read_text(encoding="utf-8"), name)


@cache
def _texts(language: str) -> dict[str, str]:
    """The texts of a language by their translations."""
    if language == ENGLISH:
        return {}
    name = f"{language}.po"
    entries = po_entries(files(__package__).joinpath(name).read_text(encoding="utf-8"), name)
    return {entry.parts["msgstr"]: entry.parts["msgid"] for entry in entries if entry.parts.get("msgstr")}


def said_in(language: str, words: str) -> str:
    """Words that the interface said, as it says them in another language; other words stay as they are."""
    text = _texts(current_language()).get(words, words)
    with speaking(language):
        told = say(text) if text else words
        return told if told != text else say(text, "language") if text else words


def current_language() -> str:
    """The code of the language that is spoken here and now."""
    return _LANGUAGE.get()


def set_language(language: str) -> None:
    """Speak a language from here on, in this thread; English where there is no table of it."""
    _LANGUAGE.set(language if language in languages() else ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = current_language()
    set_language(language)
    try:
        yield
    finally:
        _LANGUAGE.set(before)


def noted(words: str) -> str:
    """Words that are said later, by `say`: so that they are collected."""
    return words


def say(words: str, context: str | None = None, /, **values: object) -> str:
    """The words in the language that is spoken, with the values in their places; `context` tells apart what English does not."""
    said = _translated(words, context)
    return said.format(**values) if values else said


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The words that go with a number, in which it is called `{count}`."""
    return _table(current_language()).ngettext(one, many, count).format(count=in_digits(count), **values)


def say_html(words: str, /, **parts: str | None) -> Html:
    """The words as markup, with parts of our own making in their places; other strings are escaped."""
    pieces: list[str | None] = []
    for text, name, _, _ in Formatter().parse(_translated(words, None)):
        pieces += [text, parts[name] if name else None]
    return join(*pieces)


def in_digits(number: int) -> str:
    """`1,234`, as the language writes it."""
    mark = say(",", "between thousands")
    if mark.isspace() and number < _GROUPED:
        return str(number)
    return f"{number:,}".replace(",", mark)


def in_decimals(number: float, digits: int) -> str:
    """`0.5`, as the language writes it."""
    return f"{number:.{digits}f}".replace(".", say(".", "before decimals"))


def in_percent(number: int) -> str:
    """`87%`, as the language writes it."""
    return say("{number}%", number=number)


def say_date(iso: str) -> str:
    """`2024-01-10` → `10 January 2024`, as exact as given."""
    year, *rest = iso.split("-")
    parts = {"year": str(int(year)), **dict(zip(("month", "day"), rest, strict=False))}
    if "month" not in parts:
        return parts["year"]
    parts["month"] = say(_MONTHS[int(parts["month"]) - 1], "month")
    if "day" not in parts:
        return say("{month} {year}", **parts)
    return say("{day} {month} {year}", **{**parts, "day": str(int(parts["day"]))})


def _translated(words: str, context: str | None) -> str:
    table = _table(current_language())
    return table.gettext(words) if context is None else table.pgettext(context, words)
