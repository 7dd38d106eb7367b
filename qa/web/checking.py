"""Pages that were fetched, asked for again: the same, changed, or gone. Nothing of the corpus changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.corpus.manifest import Entry
from qa.errors import QAError, WebError
from qa.parse import parse_file
from qa.types.document import Document
from qa.web.client import Client
from qa.web.keep import take


class PageState(StrEnum):
    """What has become of a page since it was fetched."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNKNOWN = "unknown"
    """It could not be had this time."""


@dataclass(frozen=True, slots=True)
class PageCheck:
    """What has become of the page that a document came from."""

    document: str
    address: str
    fetched: str
    """When: ISO 8601, UTC."""
    state: PageState
    reason: str | None = None
    """What has changed, or why it was not had; one line."""


def check_pages(entries: Iterable[Entry], client: Client) -> Iterator[PageCheck]:
    """What has become of the pages that these documents came from, one after the other."""
    for entry in entries:
        if (fetched := entry.fetched) is not None:
            state, reason = _check(entry, client)
            yield PageCheck(entry.doc_id, fetched.address, fetched.time, state, reason)


def _check(entry: Entry, client: Client) -> tuple[PageState, str | None]:
    fetched = entry.fetched
    try:
        page = client.get(fetched.address if fetched else "")
        if fetched and hashlib.sha256(page.data).hexdigest() == fetched.sha256:
            return PageState.SAME, None
        now = take(page).document
        before = parse_file(entry.path, entry.doc_id, encoding=entry.encoding)
    except WebError as error:
        return (PageState.GONE if error.gone else PageState.UNKNOWN), str(error)
    except QAError as error:
        return PageState.UNKNOWN, str(error)
    missing, new = _blocks(before) - _blocks(now), _blocks(now) - _blocks(before)
    if not missing and not new:
        return PageState.SAME, "the page's code changed, and none of its words"
    return (
        PageState.CHANGED,
        f"{len(missing)} of {len(_blocks(before))} paragraphs are no more as they were, {len(new)} are new",
    )


def _blocks(document: Document) -> set[str]:
    return {" ".join(block.span.of(document.text).split()) for block in document.blocks}
