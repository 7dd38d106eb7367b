"""The number under which a body issues a report: a field of its own, `GAO-19-420` or `Audit Report 19-22`."""

from __future__ import annotations

from dataclasses import dataclass

from qa.references.lexicon import NUMBERED
from qa.references.spans import overlaps
from qa.regex import regex
from qa.types.document import Span

_FIELD = r"(?:(?<=[,.;:]\s)|(?<=[,;:]\s\s)|(?<=[(\[])|(?<=[”’\"»]\s))"
_CLOSED = r"(?=\s*(?:[,;)\]]|\.(?=\s|\Z)|\(|\Z))"
_CODE = (
    r"(?!(?:ISBN|ISSN|PMC|PMID|DOI)\b)(?:[A-Z]{2,8}(?:/[A-Z][A-Za-z]{1,7}){0,3}[-/](?:[A-Z]{1,3}-?)?\d[\dA-Z]*(?:[-/.][\dA-Z]+){0,5}"
    r"|[A-Z]\d?-\d{2,4}[-/]\d[\d/-]*\d|[A-Z]{2,8}\s\d{5,7}|(?<![(\[])(?<!\d,\s)[A-Z]{1,3}\d{4,6}|(?:19|20)\d\d-[\dA-Z]{1,4}-\d{3,5})"
)
"""Letters and digits with hyphens or slashes; a word and a short number is a periodical with its volume, and `29, TC5009` an article."""
_ALONE = regex(rf"{_FIELD}(?P<number>{_CODE}){_CLOSED}")
_NAMED = regex(
    rf"{_FIELD}(?:[A-Z][\w-]*\s){{0,3}}(?P<word>{NUMBERED})\s(?P<sure>(?:No|Nr|Number|no|nr|n\.?º|#)\.?\s?)?"
    rf"(?P<number>[A-Z]{{0,5}}[-/ ]?\d[\w./–-]*?){_CLOSED}"
)
_YEARS = regex(r"(?:1[5-9]|20)\d\d(?:[-–/](?:\d\d|(?:19|20)\d\d))?")
_FEWEST_DIGITS = (2, 3)
"""Of a number after a word such as `report`, and of one that stands alone."""
_ENOUGH = 3
"""Letters and words that a title before it has at least; earlier in a reference, a number belongs to what follows."""


@dataclass(frozen=True, slots=True)
class ReportNumber:
    """A number with the words that say what it numbers."""

    whole: Span
    """`Audit Report 19-22`."""
    number: Span
    """`19-22`."""


def find_report_numbers(text: str, body: Span, taken: list[Span]) -> list[ReportNumber]:
    """The numbers of reports that stand as fields after a title, in order; the year of an annual report is none."""
    found: list[ReportNumber] = []
    for pattern in (_NAMED, _ALONE):
        for match in pattern.finditer(text, body.start + 1, body.end):
            number, sure = Span(*match.span("number")), match.groupdict().get("sure")
            if sure:
                number = Span(match.start("sure"), number.end)
            # `Latin America Report No. 83` names a series, `Publication No. 55632` and `Audit Report 19-22` do not.
            series = sure and match.start("word") > match.start()
            whole = number if series else Span(*match.span())
            digits = sum(letter.isdigit() for letter in number.of(text))
            sure = sure or (digits >= _FEWEST_DIGITS[pattern is _ALONE] and not _YEARS.fullmatch(number.of(text)))
            others = [*taken, *(other.whole for other in found)]
            if sure and len(text[body.start : whole.start].split()) >= _ENOUGH and not overlaps(whole, others):
                found.append(ReportNumber(whole, number))
    return sorted(found, key=lambda each: each.whole)
