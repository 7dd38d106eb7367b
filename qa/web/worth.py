"""Whether what came is the text that was asked for, or what hosts show in its place: walls, logins, notices that it is gone."""

from __future__ import annotations

import re

from qa.errors import WebError
from qa.regex import regex
from qa.types.document import Document
from qa.web.client import WebPage

_TINY, _SHORT, _BARE = 250, 1800, 700
"""Characters of text below which a page says nothing, and up to which a notice may go, and one in words that texts have too."""
_TITLED = 6000
"""Up to which a notice may go that says so in its title: what stands around it on every page of the host goes on."""
_TEASER = 1500
"""Up to which what a page calls its free part may be only a beginning."""
_HEAD = 400
_FIRST_BYTES = 500_000
_MARKED = (".html", ".htm", ".xhtml")
_WALL = regex(
    r"just a moment\b|attention required|are you (?:a )?(?:human|robot)|pardon our interruption|checking your browser"
    r"|verif\w{1,6} (?:that )?you(?:'re|’re| are) (?:a )?human|request unsuccessful|please enable (?:java ?script|cookies)"
    r"|enable java ?script (?:and cookies )?to|java ?script is (?:disabled|required|not (?:enabled|available))|you are not a robot",
    re.IGNORECASE,
)
_WALL_WORDS = regex(
    r"access (?:to this page )?(?:has been |is )?denied|captcha|security check|unusual traffic|robot check|human verification"
    r"|bot detection|ddos protection|\bforbidden\b",
    re.IGNORECASE,
)
_GONE = regex(
    r"(?:error|status|code|http)\W{0,3}(?:404|410)\b|\b(?:404|410)\W{1,4}(?:error|(?:page |file )?not found|gone)"
    r"|\A\W*(?:404|410)\W*$|(?:page|article|content) (?:was |is |could |can )?not (?:be )?found"
    r"|(?:page|content) (?:is |was )?not available"
    r"|can(?:no|’|')t find (?:the|that|this) page|(?:page|article) (?:is )?no longer (?:available|exists)"
    r"|(?:seite|artikel) (?:wurde )?nicht gefunden|p[aá]gina no (?:fue )?encontrada|no se encontr[oó] la p[aá]gina"
    r"|page (?:introuvable|non trouvée)|pagina non trovata|página não encontrada|pagina niet gevonden|stranica nije pronađena",
    re.IGNORECASE | re.MULTILINE,
)
_GONE_WORDS = regex(r"\b404\b|\bnot found\b", re.IGNORECASE)
_LOGIN = regex(
    r"\W*(?:please )?(?:(?:sign|log)[ -]?in|login|anmelden|anmeldung|iniciar sesi[oó]n|se connecter|connexion|accedi|prijava)"
    r"(?: to\b.*|\W*| *[-|–—:·»].*)",
    re.IGNORECASE,
)
_PASSWORD = regex(rb"<input\b[^<>]{0,400}\btype\s{0,3}=\s{0,3}[\"']?password", re.IGNORECASE)
_NOT_FREE = regex(rb"[\"']isAccessibleForFree[\"']\s{0,9}:\s{0,9}[\"']?false", re.IGNORECASE)


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
    if _says(_GONE, _GONE_WORDS, document, size):
        raise WebError(f"{page.final}: a notice came that there is no such page", gone=True)
    if _says(_WALL, _WALL_WORDS, document, size):
        raise WebError(f"{page.final}: a check for people came, which is for a browser to pass; save the page there")
    first = page.data[:_FIRST_BYTES]
    if (size <= _BARE and _PASSWORD.search(first)) or (size <= _SHORT and _LOGIN.fullmatch(document.title)):
        raise WebError(f"{page.final}: a login came in place of the text")
    if size <= _TEASER and _NOT_FREE.search(first):
        raise WebError(f"{page.final}: only a beginning came; the rest is for subscribers")


def _says(sure: re.Pattern[str], likely: re.Pattern[str], document: Document, size: int) -> bool:
    """In its title, or at the head of a short page; words that texts have too count on a bare page only."""
    if size <= _TITLED and sure.search(document.title):
        return True
    head = f"{document.title}\n{document.text[:_HEAD]}"
    return (size <= _SHORT and sure.search(head) is not None) or (size <= _BARE and likely.search(head) is not None)
