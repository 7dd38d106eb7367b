"""Words by which a note points at another note: `ibid.`, `op. cit.`, `supra note 5`, `see note 5`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.references.spans import overlaps
from qa.regex import regex
from qa.types.document import Span

_LABEL = r"\d{1,4}[a-z]?(?![\w%]|[.,:/]\d)"
_EARLIER = r"supra|above|earlier|oben|ci-dessus|arriba|cit(?:ed|ada?)?\.?"
_LATER = r"infra|below|later|unten|ci-dessous|abajo"
_LEAD = (
    r"\b(?:see|cf\.?|compare|voir|véase|ver|siehe|vgl\.?)(?:,?\s(?:also|generally|aussi|también|auch))?,?\s(?:in\s)?"
)
_BY_LABEL = regex(
    rf"(?:\b(?P<before>{_EARLIER}|{_LATER})[,\s(]*(?:in\s)?|(?P<lead>{_LEAD})|(?P<open>[(\[])|(?<![\w.]))"
    r"(?P<noun>(?:foot|end)?notes?|n{1,2}\.?|fnn?\.?|anm\.?|fußnoten?|notas?)\s?"
    rf"(?P<labels>{_LABEL}(?:(?:\s?[-–—]\s?|,\s?(?:and\s|&\s)?|\s(?:and|&|to|et|y|und)\s){_LABEL}){{0,20}})"
    rf"(?:,?\s?(?P<after>{_EARLIER}|{_LATER})(?!\w))?",
    re.IGNORECASE,
)
_PLURAL = frozenset("nn fnn notes footnotes endnotes notas fußnoten".split())
_OF_ANOTHER = regex(
    r"\s+(?:of|to|in|from|on|by)\s+(?!(?:this|the present|our)\b)|\s(?:de|du|des|del|der|zu)\s", re.IGNORECASE
)
_STAYS_OPEN = regex(r"\s?[)\],]|\sat\b")
_SAME_PLACE = r"ibid(?:em)?|ib[ií]d|ivi|[ií]dem|eadem|ebda?|ebenda|aaO|tamże|tamtéž|tamo|isto|там же|пак там|ayn[ıi] yer|שם|المرجع نفسه|همان"
_SAME_WORK = (
    r"op\.?\s?cit\b\.?|loc\.?\s?cit\b\.?|art\.\s?cit\b\.?|a\.\s?a\.\s?O\.|указ\.\s?соч\.|цит\.\s?соч\.|nav\.\s?dj(?:elo|\.)|n\.\s?dj\."
    r"|dz\.\s?cyt\.|a\.g\.e\.|supra\b|infra\b"
)
_BY_PLACE = regex(rf"\b(?:(?i:{_SAME_PLACE})|[Ii]d)(?!\w)(?:\.|(?=[\s,;:)]|\Z))")
_BEFORE_IBID = regex(
    r"\s*(?:[\[(]?\d{1,3}[\])]?\.?\s+)?(?:\([^()]{0,80}\)\s+)?(?:(?:but|and)\s+)?"
    r"(?:(?:see|cf|accord|compare|e\.g|voir|véase|ver|vgl|siehe|s|zie|cfr|vid|por|usp|vidi|см|ср|bkz|contra)[.,]*\s+)?(?:(?:also|generally|e\.g)[.,]*\s+)?"
    r"(?:(?:quoted|cited)\sin\s|from\s|in\s)?\Z",
    re.IGNORECASE,
)
_BY_NAME = regex(rf"\b(?:{_SAME_WORK})", re.IGNORECASE)
# In lower case, as the text is then: to compare without case takes several times as long.
_POINTING = regex(
    rf"\b(?:{_SAME_PLACE}|id|{_SAME_WORK}|{_EARLIER}|{_LATER}|(?:foot|end)?notes?|n{{1,2}}|fnn?|anm|fußnoten?|notas?)(?!\w)".lower()
)
_NAME_START = regex(
    r"[;:]\s|[.?!][)\"”’]?\s+(?=(?:See|Cf|Compare|But|In|Ex)\b)|[a-z\d]{2}[.?!][)\"”’]?\s+(?=[A-Z])"
    r"|\b(?:[Ss]ee(?:\s(?:also|generally))?|[Cc]f\.?|[Aa]ccord|[Cc]ompare|[Vv]oir|[Vv]éase|[Ss]iehe|[Cc]iting|[Qq]uoting)"
    r"[,:]?\s+|\A\s*\([^()]{0,80}\)\s+"
)
_PART_OF_TEXT = regex(
    r"[§¶]|(?:^|\W)(?:parts?|sections?|sec|chapters?|ch|tables?|figures?|fig|appendix|annex|pages?|pp?|paras?|paragraphs?"
    r"|discussion|text)\.?\s*[\w.]{0,8}[\s,(]*\Z",
    re.IGNORECASE,
)
_MAX_NAME = 200


class Way(StrEnum):
    """How a pointer names the note it means."""

    IBID = "ibid"
    """The note just before."""
    LABEL = "label"
    NAME = "name"
    """The note that names the same author or case."""
    SHORT = "short"
    """The same without a word that says so: `Holm 2007, p. 398`, `GAO, Event Ticket Sales, p. 8`. A pointer only where such a note is."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer's words in the note, and what they say."""

    way: Way
    span: Span
    forward: bool | None = None
    """True for `infra`, False for `supra`; None when it does not say."""
    labels: tuple[str, ...] = ()
    names: Span | None = None
    """What stands before it and may name the work: `Smith` in `Smith, op. cit.`"""


def may_point(text: str) -> bool:
    """False, at little cost, for a note without any of the words."""
    return bool(_POINTING.search(text.lower()))


def find_pointers(text: str, quoted: list[Span] | None = None) -> tuple[Pointer, ...]:
    """Every pointer outside of the `quoted` stretches, in order.

    `Id.` in the middle of a note means what that note has just cited, `319 n. 10` a note of the work cited, and
    `Note 5 to the financial statements` a note of something else: none of them points at a note of this document.
    """
    found: list[Pointer] = []
    for pointers in (_by_label(text), _by_place(text), _by_name(text)):
        taken = [*(quoted or ()), *(pointer.span for pointer in found)]
        found += [pointer for pointer in pointers if not overlaps(pointer.span, taken)]
    return tuple(sorted(found, key=lambda pointer: pointer.span))


def _by_label(text: str) -> list[Pointer]:
    found = []
    for match in _BY_LABEL.finditer(text):
        directed = match["before"] or match["after"]
        if not directed and not _of_this_document(text, match):
            continue
        forward = bool(re.match(_LATER, directed, re.IGNORECASE)) if directed else None
        names = None if match["lead"] else _names_before(text, match.start())
        found.append(Pointer(Way.LABEL, Span(*match.span()), forward, _labels(match), names))
    return found


def _of_this_document(text: str, match: re.Match[str]) -> bool:
    """Not `note 5 of the report`, not `at 120 n. 5`, and not the sentence `Note 5 is by the translator`."""
    if match["open"]:
        return bool(_STAYS_OPEN.match(text, match.end()))
    return match["lead"] is not None and not _OF_ANOTHER.match(text, match.end())


def _labels(match: re.Match[str]) -> tuple[str, ...]:
    """`5–7` gives every number between; only a plural goes on after a comma or `and`."""
    parts = re.findall(r"\d{1,4}[a-z]?|[-–—]|\bto\b", match["labels"])
    if match["noun"].lower().rstrip(".") not in _PLURAL and parts[1:2] not in (["-"], ["–"], ["—"]):
        return (parts[0],)
    found: list[str] = []
    for before, part in zip(["", *parts], parts, strict=False):
        if not part[0].isdigit():
            continue
        if found and before and not before[0].isdigit() and part.isdecimal() and found[-1].isdecimal():
            first, last = int(found[-1]), int(part)
            found += [str(number) for number in range(first + 1, min(last, first + 100))]
        found.append(part)
    return tuple(dict.fromkeys(found))


def _by_place(text: str) -> list[Pointer]:
    """The first word that says `in the same place`, if it opens the note."""
    match = _BY_PLACE.search(text, 0, _MAX_NAME)
    if match and _BEFORE_IBID.match(text[: match.start()]):
        return [Pointer(Way.IBID, Span(*match.span()), False)]
    return []


def _by_name(text: str) -> list[Pointer]:
    found = []
    for match in _BY_NAME.finditer(text):
        if names := _names_before(text, match.start()):
            found.append(Pointer(Way.NAME, Span(*match.span()), match.group().lower() == "infra", (), names))
    return found


def _names_before(text: str, end: int) -> Span | None:
    """The words between the start of the citation and the pointer, if they may name a work."""
    start = max(0, end - _MAX_NAME)
    for boundary in _NAME_START.finditer(text, start, end):
        start = boundary.end()
    names = text[start:end].strip(" ,.(")
    start += len(text[start:end]) - len(text[start:end].lstrip(" ,.("))
    if not any(c.isupper() for c in names) or _PART_OF_TEXT.search(names + " "):
        return None
    return Span(start, start + len(names))
