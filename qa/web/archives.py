"""Addresses under which a page is had as it was, or as a file, and not as a page around it."""

from __future__ import annotations

import re
from urllib.parse import quote

from qa.regex import regex

ARCHIVE = "web.archive.org"
_COPY = regex(r"https?://(?:web\.)?archive\.org/web/(\d{1,14}|\*)[a-z_]{0,5}/(\S+)", re.IGNORECASE)
_ARXIV = regex(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/abs/|https://doi\.org/10\.48550/arxiv\.)"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)/?",
    re.IGNORECASE,
)


def doi_address(doi: str) -> str:
    """Where a DOI is resolved."""
    return f"https://doi.org/{quote(doi.strip(), safe='/:;()._-')}"


def as_file(address: str) -> str:
    """An abstract's page at arXiv → its PDF; an archive's page → the copy itself; all else as it is."""
    if paper := _ARXIV.fullmatch(address):
        return f"https://arxiv.org/pdf/{paper[1]}"
    if copy := _COPY.fullmatch(address):
        return f"https://{ARCHIVE}/web/{copy[1].replace('*', '2')}id_/{copy[2]}"
    return address


def archived(address: str, note: str, issued: str | None = None) -> str | None:
    """The archived copy that a note names, else where the Wayback Machine has a page as it was at a date, or lately.

    None for a page of that archive's own.
    """
    if f"//{ARCHIVE}/" in address:
        return None
    if copy := _COPY.search(note):
        return as_file(copy[0].rstrip(".,;:)]}>”\"'"))
    return f"https://{ARCHIVE}/web/{(issued or '').replace('-', '') or '2'}id_/{address}"
