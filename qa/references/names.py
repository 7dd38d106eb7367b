"""Recognising the names of people and of organisations, and where a list of authors ends."""

from __future__ import annotations

import re

from qa.references.lexicon import ORGANISATION, OUTLET, PLACE_NAME, PLATFORM, PRESS, SERIAL
from qa.references.spans import trim_span
from qa.regex import is_of, regex
from qa.types.document import Span

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-žȘ-țЀ-Я]"
_LETTERS = r"[\w'’`´-]"
_PARTICLE = r"(?:(?:von|van|de|der|den|del|della|di|da|du|dos|la|le|el|al|ter|ten|bin|ibn|y|of|Von|Van|De|La|Le|Du)\s+)"
_SURNAME = rf"{_PARTICLE}{{0,3}}(?:[dDlLO]['’])?{_UPPER}{_LETTERS}++"
_LAST = rf"{_SURNAME}(?:\s{_UPPER}{_LETTERS}++(?=,))?"
_INITIALS = rf"(?:{_UPPER}[a-z]?\s?\.\s?-?\s?){{1,4}}|{_UPPER}{{1,3}}\b\.?"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|III?|IV)\b\.?)?"
_FIRST = rf"{_UPPER}{_LETTERS}++(?:[\s-]{_UPPER}(?:{_LETTERS}++|\.))*"
_INVERTED = regex(rf"{_LAST}(?:,\s?|\s{{1,2}})(?:{_INITIALS})(?:\s{_PARTICLE}*[a-z]?)?(?<!\s){_SUFFIX}(?!\w)")
_INITIALS_FIRST = regex(rf"(?:{_UPPER}[a-z]?\.\s?-?\s?){{1,4}}{_LAST}(?:\s{_UPPER}{_LETTERS}++)?{_SUFFIX}")
_FULL = regex(
    rf"{_UPPER}{_LETTERS}++(?:\s(?:{_UPPER}\.?(?=\s)|{_PARTICLE}{{0,2}}(?:[dDlLO]['’])?{_UPPER}{_LETTERS}++)){{1,3}}{_SUFFIX}(?!\w)"
)
_CATALOGUE = regex(
    rf"{_SURNAME},\s{_FIRST}(?:(?<=\.)(?=\s)|(?=\s*+(?:\.|\(|,\s(?:and|&|et|y|und|e)\s|;|(?:,\s++|(?<=\s))(?:1[5-9]|20)\d\d"
    rf"|,\s{_UPPER}\w+[\s:]|(?:,\s*+)?\Z)))"
)
_JOIN = regex(r"\s*(?:,\s*(?:and|&|et|y|und|e)\s+|\s(?:and|&|et|y|und|e)\s+|&\s*|;\s*(?:and\s+|&\s*)?|,\s*)")
_ET_AL = regex(r",?\s*+(?:et\s++al\b\.?|and others\b|and colleagues\b|u\.\s?a\.)", re.IGNORECASE)
_EDS = regex(r"[,.]?\s*+\(?(?:eds?|editors?|hrsg|dir|coord|éds?|comps?)\b\.?\)?(?=[\s,.:)]|\Z)", re.IGNORECASE)
_BOUNDARY = regex(r"\s*(?:[,.:;(\[]|and\b|&|et\b|y\b|und\b|\Z)")
_REST_OF_NAME = regex(rf"(?:\s(?:(?:of|for|and|the|on)\s){{0,2}}{_UPPER}{_LETTERS}++)+")
_HANDLE = regex(r"\s*\(@\w{1,30}\)")
_NOT_NAME = regex(
    r"(?:The|A(?!\.)|An|In|On|Of|For|From|To|Why|How|What|Who|When|Is|Are|At|With|By|New|El|La|Le|Les|Los|Las|Der|Die|Das|Il"
    r"|See|[A-Z]{2,} [A-Z][a-z]+ No|Report|Global|World|Annual|National|International|Interview)\b"
)
_MINOR_WORDS = (
    "of the and for in on to a an de la le les des du del los las el y et e i und der die das da do dos von van für "
    "with against at & di della"
)
_MINOR = frozenset(_MINOR_WORDS.split())


def looks_like_body(text: str) -> bool:
    """A name with a word typical of organisations, newspapers or publishers, or an acronym."""
    if not is_titled(text):
        return False
    return bool(ORGANISATION.search(text) or is_outlet(text) or PRESS.search(text) or is_acronym(text))


def is_outlet(text: str) -> bool:
    """A newspaper, broadcaster or news agency."""
    return is_titled(text) and len(text.split()) <= 6 and bool(OUTLET.search(text)) and not ORGANISATION.search(text)


def is_serial(text: str) -> bool:
    """A journal, bulletin or series of proceedings."""
    return bool(SERIAL.search(text)) and len(text.split()) <= 14


def is_acronym(text: str) -> bool:
    """`UNODC`, `GI-TOC`."""
    return bool(re.fullmatch(r"[A-Z][A-Z&-]{1,9}[a-z]?", text))


def is_platform(text: str) -> bool:
    """A social network, named and nothing else."""
    return bool(PLATFORM.fullmatch(text))


def is_place(text: str) -> bool:
    """A city that publishes, alone or with its state or country."""
    first = re.split(r",\s*|\s+(?:and|&|et)\s+|/|;", text)[0]
    if re.fullmatch(r"[A-Z][\w.\s-]+,\s*(?:[A-Z]\.?\s?[A-Z]\.?|[A-Z][a-z]{2,5}\.)", text):
        return True
    return bool(PLACE_NAME.fullmatch(first)) and len(text.split()) <= 6


def is_titled(text: str) -> bool:
    """Every word that carries meaning begins with a capital: the look of a name."""
    words = re.findall(r"[\w&][\w.&'’/-]*", text)
    if not words or not words[0][0].isupper():
        return False
    return all(w[0].isupper() or w[0].isdigit() or w.lower() in _MINOR for w in words)


def author_list(text: str, start: int, end: int) -> tuple[list[Span], int]:
    """The persons named from `start` on, and where their list ends; nothing and `start` when there are none."""
    found: list[Span] = []
    at = start
    style = ""
    while match := _next_name(text, at, end, style, first=not found):
        style = style or ("" if is_of(match, _CATALOGUE) else match.re.pattern)
        found.append(Span(match.start(), match.end()))
        at = match.end()
        joint = _JOIN.match(text, at, end)
        if _ET_AL.match(text, at, end) or not joint:
            break
        at = joint.end()
    if not found:
        return [], start
    found = _full_names_need_and(text, found, start)
    at = found[-1].end
    for tail in (_ET_AL, _EDS, _HANDLE):
        if match := tail.match(text, at, end):
            at = match.end()
    return [span for name in found if (span := trim_span(text, name.start, name.end))], at


def _next_name(text: str, at: int, end: int, style: str, *, first: bool) -> re.Match[str] | None:
    patterns = [_INVERTED, _INITIALS_FIRST, *([_CATALOGUE] if first else []), _FULL]
    if style in (_INVERTED.pattern, _INITIALS_FIRST.pattern):
        patterns = patterns[:2]
    matches = [match for pattern in patterns if (match := pattern.match(text, at, end)) and _is_name(text, match, end)]
    return max(matches, key=lambda match: match.end(), default=None)


def _is_name(text: str, match: re.Match[str], end: int) -> bool:
    if _NOT_NAME.match(match.group()):
        return False
    # `Sun, Y.` is a person by its initial, `The Sun` a newspaper.
    if is_of(match, _INVERTED) and "." in match.group():
        return True
    if is_of(match, _INITIALS_FIRST):
        # `U.S. Energy Information Administration` is no person with two initials.
        whole = _REST_OF_NAME.match(text, match.end(), end)
        return not ORGANISATION.search(text[match.start() : whole.end() if whole else match.end()])
    named = not is_of(match, _FULL) or _stands_alone(text, match.end(), end)
    return named and not looks_like_body(match.group())


def _stands_alone(text: str, at: int, end: int) -> bool:
    """A name in full must be followed by a boundary: `Joe Daniels,` but not `Joe Daniels reports`."""
    return bool(_BOUNDARY.match(text, at, end))


def _full_names_need_and(text: str, found: list[Span], start: int) -> list[Span]:
    """`Laura Vega, Arms Control,` is one author and a title, unless an `and` or `et al.` closes the list."""
    if len(found) < 2 or not _FULL.fullmatch(found[-1].of(text)) or re.search(r"\.", text[start : found[0].end]):
        return found
    joined = text[found[-2].end : found[-1].start]
    listed = re.search(r"\b(?:and|et|y|und|e)\b|&|;", joined) or _ET_AL.match(text, found[-1].end)
    if listed:
        return found
    closing = [
        i
        for i in range(1, len(found))
        if re.search(r"\b(?:and|et|y|und|e)\b|&|;", text[found[i - 1].end : found[i].start])
    ]
    return found[: closing[-1] + 1] if closing else found[:1]
