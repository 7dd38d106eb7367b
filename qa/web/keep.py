"""A page that came → a document of the corpus: checked, read as any file is, stored as its raw bytes, and said where from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from qa.corpus.changes import add_document, replace_document
from qa.corpus.fetched import Fetched
from qa.corpus.manifest import Entry, make_doc_id, read_corpus
from qa.corpus.particulars import Particulars
from qa.corpus.preview import free_name
from qa.errors import DocumentError, Remedy
from qa.files import holds
from qa.parse import parse_bytes
from qa.regex import regex
from qa.types.document import Document
from qa.web.client import WebPage
from qa.web.kinds import ending_of
from qa.web.worth import refuse_what_stands_in_its_place

_LONGEST_NAME = 80
"""Bytes of the name that a page's file is given, without its ending."""
_CHARSET = regex(
    r"(?:windows|cp|iso|latin|koi8|mac|big5|gb|euc|shift|sjis|hz|johab|tis|utf-(?:16|32))[\w-]{0,20}", re.ASCII
)
"""Encodings of texts that hosts name; Python knows others, which are none."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A page that is worth keeping."""

    page: WebPage
    ending: str
    document: Document
    encoding: str | None
    """As the host says, where the file does not."""

    @property
    def fetched(self) -> Fetched:
        """What is said of where it came from."""
        page = self.page
        return Fetched(str(page.address), str(page.final), page.at, hashlib.sha256(page.data).hexdigest())


def take(page: WebPage, encoding: str | None = None) -> Taken:
    """What came, read; `encoding` where a person gives it.

    Raises:
        WebError: it is no text that is kept.
        DocumentError: it cannot be read.
    """
    ending = ending_of(page)
    document, encoding = _parsed(page, f"page{ending}", encoding)
    refuse_what_stands_in_its_place(page, document, ending)
    return Taken(page, ending, document, encoding)


def keep(
    folder: Path, taken: Taken, given: Particulars, title: str | None = None, instead_of: str | None = None
) -> Entry:
    """Store it as a document of its own or, with `instead_of`, as another's new version; what is held already is linked.

    Raises:
        CorpusError: the folder cannot be written.
        UsageError: it would be its own source.
    """
    entries = read_corpus(folder, may_be_empty=True).entries
    given = replace(given, encoding=given.encoding or taken.encoding)
    data, fetched = taken.page.data, taken.fetched
    same = next((entry for entry in entries if holds(entry.path, data)), None)
    if same is not None:
        return (
            replace_document(folder, same.doc_id, same.path.name, data, given, fetched=fetched)
            if given.source_of
            else same
        )
    if instead_of is not None:
        return replace_document(folder, instead_of, f"page{taken.ending}", data, given, fetched=fetched)
    return add_document(folder, name_for(taken, title, entries), data, given, fetched=fetched)


def name_for(taken: Taken, title: str | None, entries: Sequence[Entry]) -> str:
    """A free name for a page's file, from what it is called."""
    page = taken.page
    last = PurePosixPath(unquote(page.final.path)).stem
    host = page.final.host.removeprefix("www.")
    words = title or (taken.document.title if taken.ending != ".pdf" else last) or last or host
    name = make_doc_id(f"{words.replace('/', ' ').replace('.', ' ')}.x")
    while len(name.encode()) > _LONGEST_NAME:
        name = name.rpartition("-")[0] or name[: _LONGEST_NAME // 4]
    return free_name(f"{_plain(name)}{taken.ending}", entries)


def _plain(name: str) -> str:
    """A name that no system keeps for a device."""
    return f"page-{name}" if re.fullmatch(r"(?:con|prn|aux|nul|(?:com|lpt)\d?)|document", name) else name


def _parsed(page: WebPage, name: str, encoding: str | None) -> tuple[Document, str | None]:
    try:
        return parse_bytes(page.data, name, "page", encoding=encoding), encoding
    except DocumentError as error:
        if error.remedy is not Remedy.NAME_ENCODING or not _CHARSET.fullmatch(page.charset or ""):
            raise
    return parse_bytes(page.data, name, "page", encoding=page.charset), page.charset
