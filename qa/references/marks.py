"""What a reference marks by its very form: links, dates, page and issue numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.references.dates import Date, find_dates
from qa.references.report_numbers import find_report_numbers
from qa.references.spans import overlaps, trim_span
from qa.regex import regex
from qa.types.document import Span

_URL = regex(r"(?:https?\s?://|ftp://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_DOI = regex(r"\b(?:doi(?:\.org/|:?\s*))?(10\.\d{4,9}/[^\s<>\"”;]+)", re.IGNORECASE)
_ACCESSED = regex(
    r"[(\[]?\b(?:(?:date |last )?(?:accessed|visited|viewed|retrieved|consulted|checked|updated|modified)"
    r"|consultée? le|consultado|consultato|abgerufen|geraadpleegd|visitado|page consultée|zugegriffen|(?:letzter )?zugriff|aufgerufen"
    r"|stand|acceso|acesso|accesso|accedido|acessado|ultimo accesso|último acceso|pristupljeno|dostęp|pobrano|přístup|dostop|åtkomst"
    r"|tilgået|besøkt|hämtad|lest|дата обращения|доступ|посещено|пристапено|aksesuar|vizituar|accesat|erişim(?: tarihi)?|hozzáférés)\b"
    r"(?:\s+(?:on|in|at|from|el|il|am|le|em|op|vom|den|dne|la))?\s*:?",
    re.IGNORECASE,
)
_BRACKET = regex(r"[\s,;]*\[[^\[\]]{6,40}\]")
_RANGE = r"[A-Za-z]?\d{1,6}(?:\s?[-–—]+\s?[A-Za-z]?\d{1,6})?"
_PAGES = regex(
    rf"\b(?:pp?|pages?|pgs?|págs?|S|ss)\.?\s?(?:[ivxlc]+\b|{_RANGE})(?:\s?(?:,|and|&)\s?\d{{1,5}}(?:\s?[-–]\s?\d{{1,5}})?)*(?:\s?ff?\b)?"
    rf"|\b\d{{1,5}}\s?pp?\b|(?:(?<!¶)¶++|\bparas?\.?|\bparagraphs?|\bch(?:ap|apter)?\.?)\s?\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?"
    r"|(?<=[\s:,(;])[A-Za-z]?\d{1,6}\s?[-–—]+\s?[A-Za-z]?\d{1,6}(?=[\s.,;)]|\Z)|(?<=[,:] )(?:[A-Za-z]?\d{1,6}|[ivxl]{1,7})(?=\.?\s*\Z)"
    r"|\b(?:ISBN|ISSN|PMID|PMCID)\b[\s:]*[\dXPMC-]+"
)
_ORDINAL = r"(?:\d{1,4}[A-Za-z]?(?:\s?[-/–]\s?\d{1,4})?|[IVXLC]+)\b"
_VOLUME = rf"(?:vol(?:ume)?s?|bd|band|tome|tomo|jg)\b\.?\s?{_ORDINAL}|[vt]\b\.?\s?\d{{1,4}}\b"
_ISSUE = rf"(?:no|nos|nr|num|number|issue|iss|heft|fasc|suppl|pt|part)\b\.?\s?{_ORDINAL}|n\s?[°º]\s?{_ORDINAL}"
_BEFORE_PAGES = r"(?=\s?,\s?(?:pp?\.?\s?|pages\s)?[A-Za-z]?\d+(?:\s?[-–]|[.,)\s]|\Z))"
_NUMBERS = (
    re.compile(rf"(?<!\w)(?:{_VOLUME}|{_ISSUE})(?:\s?\((?!(?:1[5-9]|20)\d\d\b)\d[^)]{{0,9}}\))?", re.IGNORECASE),
    re.compile(r"(?<=[\s,;])\d{1,4}\s?,?\s?\((?!(?:1[5-9]|20)\d\d\b)(?:no\.? ?|pt ?|suppl\.? ?)?\d[^)]{0,9}\)", re.I),
    re.compile(r"(?<=[\s,])\d{1,4}(?=\s?,\s?(?:no|n|nr)\b)|(?<=[\s,;])\d{1,4}(?:\.\d{1,2})?(?=\s?:\s?[A-Za-z]?\d)"),
    re.compile(r"(?<=[\s,])\d{1,4}(?:\.\s?\d{1,3}|/\d{1,3})?(?=\s?[.,]?\s?\((?:\w+\.? )?\d{4}\))"),
    re.compile(r"(?<=[a-z.]\s)\d{1,4}(?=\.\s\d{1,5}\s?[-–]\s?\d)"),
    re.compile(rf"(?<=[^\d\s][\s,])\s?(?!(?:1[5-9]|20)\d\d\b)\d{{1,4}}{_BEFORE_PAGES}"),
)
_GOES_ON = regex(
    r"\s(?:on|about|concerning|sur|relatif|concernant|über|zu[rm]?|sobre|relativo|sul(?:la|le)?|su|over)\s[^\W\d]"
)
"""`Report No. 5 on the state of the ports`: the number is part of the title."""
_SYMBOL = regex(
    r"\b[A-Z]{2,5}\s?\((?:19|20)\d\d\)\s?\d+(?:\sfinal)?|\b(?:A|S|E|ST|TD|CRC|CCPR|CEDAW|HRC)/[A-Z\d][\w./()-]*\d"
    r"|\b[A-Z]{3}\s\d\d/\d{3,5}/\d{4}\b|\b[A-Z]{2,6}-\d{2,4}-\d{1,5}[A-Z]{0,3}\b|\b[A-Z]\d-\d{4}/\d{4}\b"
)
"""Of the European Commission and Parliament, the United Nations, Amnesty International, audit offices: numbers that hold a year."""
_LINK = regex(r"[\s,;:.()/]*\Z")


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found by form, and every stretch that therefore belongs to no other field."""

    url: Span | None
    doi: Span | None
    number: Span | None
    date: Date | None
    symbol: bool
    """The number is a body's own, not a volume of a periodical."""
    masked: tuple[Span, ...]


def find_marks(text: str, body: Span, quoted: list[Span]) -> Marks:
    """The marks of the reference in `body`; `quoted` titles are not looked into."""
    urls = [span for m in _URL.finditer(text, body.start, body.end) if (span := _link(text, m.start(), m.end()))]
    doi = _DOI.search(text, body.start, body.end)
    doi_span = _link(text, doi.start(1), doi.end()) if doi else None
    taken = [*urls, *([Span(doi.start(), doi_span.end)] if doi and doi_span else [])]
    taken += _accessed(text, body, taken)
    symbols = [
        s for m in _SYMBOL.finditer(text, body.start, body.end) if not overlaps(s := Span(*m.span()), taken + quoted)
    ]
    reports = find_report_numbers(text, body, [*taken, *quoted, *symbols])
    taken += [*symbols, *(report.whole for report in reports)]
    symbols += [report.number for report in reports]
    dates = [d for d in find_dates(text, body.start, body.end) if not overlaps(d.span, [*taken, *quoted])]
    date = _issue_date(text, body, dates)
    taken += [date.span] if date else []
    numbers = symbols[:1] or _numbers(text, body, [*taken, *quoted])
    taken += [number for number in numbers if not overlaps(number, taken)]
    for match in _PAGES.finditer(text, body.start + 1, body.end):
        if not overlaps(span := Span(*match.span()), [*taken, *quoted]):
            taken.append(span)
    plain = [span for span in urls if not (doi_span and overlaps(span, [doi_span]))] or urls
    return Marks(
        plain[0] if plain else None, doi_span, join_numbers(text, numbers), date, bool(symbols), tuple(sorted(taken))
    )


def _link(text: str, start: int, end: int) -> Span | None:
    """Without the sentence's own punctuation, and without a bracket that the link did not open."""
    while end > start and (
        text[end - 1] in ".,;:!?'’”*" or (text[end - 1] in ")]}" and not _balanced(text[start:end]))
    ):
        end -= 1
    return Span(start, end) if end > start else None


def _balanced(link: str) -> bool:
    return all(link.count(left) >= link.count(right) for left, right in ("()", "[]", "{}"))


def _accessed(text: str, body: Span, urls: list[Span]) -> list[Span]:
    """`accessed 3 May 2021`: the day that the reader looked is not the day of issue."""
    found = []
    for match in _ACCESSED.finditer(text, body.start, body.end):
        if overlaps(Span(*match.span()), urls):
            continue
        dates = find_dates(text, match.end(), min(match.end() + 40, body.end))
        near = dates and not text[match.end() : dates[0].span.start].strip(" ,:;\u00a0")
        end = dates[0].span.end if near else match.end()
        found.append(Span(match.start(), end + (end < body.end and text[end] in ")]")))
    for url in urls:
        # `https://… [14.11.2022]`: a day in square brackets behind a link is the one on which it was looked up.
        if looked_up := _BRACKET.match(text, url.end, body.end):
            found += [
                Span(*looked_up.span())
                for date in find_dates(text, *looked_up.span())
                if len(date.iso) > len("2022-11")
            ]
    return found


def _issue_date(text: str, body: Span, dates: list[Date]) -> Date | None:
    """The date that stands apart as a field; a date inside a clause is part of the clause."""
    scored = [(score, i) for i, date in enumerate(dates) if (score := _apartness(text, body, date)) > 0]
    return dates[max(scored)[1]] if scored else None


def _apartness(text: str, body: Span, date: Date) -> float:
    before = text[body.start : date.span.start].rstrip()
    after = text[date.span.end : body.end].lstrip()
    closed = not after or after[0] in ",.;:)]"
    exact = len(date.iso) / 10
    if before[-1:] in ("(", "[") and (closed or after[0].isdigit()):
        return 4 + exact
    opened = not before or before[-1] in ',.;:)](["”’»?!'
    word = before.split()[-1] if before else ""
    if not opened and (word[:1].islower() or not closed):
        return 0
    return (1.0 if opened else 0.4) + (1.0 if closed else 0.0) + exact


def _numbers(text: str, body: Span, taken: list[Span]) -> list[Span]:
    found: list[Span] = []
    for pattern in _NUMBERS:
        for match in pattern.finditer(text, body.start + 1, body.end):
            span = trim_span(text, match.start(), match.end())
            if span and not overlaps(span, [*taken, *found]) and not _GOES_ON.match(text, span.end):
                found.append(close_bracket(text, span, body.end))
    return sorted(found)


def close_bracket(text: str, span: Span, limit: int) -> Span:
    """`20(2)` keeps the bracket that trimming took off, where it stands before `limit`."""
    inside = span.of(text)
    closing = span.end < limit and text[span.end] == ")" and inside.count("(") > inside.count(")")
    return Span(span.start, span.end + closing)


def join_numbers(text: str, numbers: list[Span]) -> Span | None:
    """`vol. 3, no. 2` is one number; None of none."""
    if not numbers:
        return None
    start, end = numbers[0].start, numbers[0].end
    for span in numbers[1:]:
        if _LINK.match(text[end : span.start]):
            end = span.end
    return Span(start, end)
