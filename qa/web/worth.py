"""Whether what came is the text that was asked for, or what hosts show in its place: walls, logins, notices that it is gone."""

from __future__ import annotations

import re

from qa.errors import WebError
from qa.types.document import Document
from qa.web.client import WebPage

_TINY, _SHORT = 250, 1800
"""Characters of text below which a page says nothing, and up to which a wall or a notice may go."""
_TITLED = 6000
"""Up to which a notice may go that says so in its title: what stands around it on every page of the host goes on."""
_TEASER = 3000
"""Up to which what a page calls its free part may be only a beginning."""
_HEAD = 400
_FIRST_BYTES = 500_000
_MARKED = (".html", ".htm", ".xhtml")
_WALL = re.compile(
    r"just a moment|attention required|access (?:to this page )?(?:has been |is )?denied|are you (?:a )?(?:human|robot)"
    r"|verif\w{1,6} (?:that )?you(?:'re|’re| are) (?:a )?human|captcha|pardon our interruption|checking your browser"
    r"|ddos protection|request unsuccessful|security check|unusual traffic|enable java ?script|human verification|robot check"
    r"|not a robot|bot detection|javascript is (?:disabled|required|not)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b404\b|\b410\b|(?:page|article|document|file|content) (?:was |is |could |can )?not (?:be )?(?:found|available)"
    r"|can(?:no|')t find (?:the|that|this) page|(?:page|article|content) (?:is )?no longer (?:available|exists)|page not found"
    r"|(?:seite|artikel) (?:wurde )?nicht gefunden|p[aá]gina no (?:fue )?encontrada|no se encontr[oó] la p[aá]gina"
    r"|page (?:introuvable|non trouvée)|pagina non trovata|página não encontrada|pagina niet gevonden|stranica nije pronađena",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:sign|log) ?in\b|\blogin\b|anmelden|iniciar sesi[oó]n|se connecter|\baccedi\b|prijavi se", re.IGNORECASE
)
_PASSWORD = re.compile(rb"<input\b[^<>]{0,400}\btype\s{0,3}=\s{0,3}[\"']?password", re.IGNORECASE)
_NOT_FREE = re.compile(rb"[\"']isAccessibleForFree[\"']\s{0,9}:\s{0,9}[\"']?false", re.IGNORECASE)


def refuse_what_stands_in_its_place(page: WebPage, document: Document, ending: str) -> None:
    """Refuse what is no text worth keeping.

    Raises:
        WebError: says what it is; `gone` where that is a notice that there is no such page.
    """
    size = len(document.text.strip())
    if ending in _MARKED:
        _look(page, document, size)
    if size < _TINY:
        raise WebError(f"{page.final}: hardly any text came ({size} characters)")


def _look(page: WebPage, document: Document, size: int) -> None:
    if page.address.path.strip("/") and not page.final.target.strip("/"):
        raise WebError(f"{page.address}: leads to the first page of {page.final.host} now", gone=True)
    if _says(_GONE, document, size):
        raise WebError(f"{page.final}: a notice came that there is no such page", gone=True)
    if _says(_WALL, document, size):
        raise WebError(f"{page.final}: a check for people came, which is for a browser to pass; save the page there")
    first = page.data[:_FIRST_BYTES]
    if size <= _SHORT and (_PASSWORD.search(first) or _LOGIN.search(document.title)):
        raise WebError(f"{page.final}: a login came in place of the text")
    if size <= _TEASER and _NOT_FREE.search(first):
        raise WebError(f"{page.final}: only a beginning came; the rest is for subscribers")


def _says(pattern: re.Pattern[str], document: Document, size: int) -> bool:
    """In its title, or at the head of a short page."""
    if size <= _TITLED and pattern.search(document.title):
        return True
    return size <= _SHORT and pattern.search(document.text[:_HEAD]) is not None
