"""Decisions, laws and papers that are known by an official number: courts of Europe, orders, bills, rules, codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.language.detection import guess_language
from qa.references.citation_language import language_of_citation
from qa.references.dates import Date, find_dates
from qa.references.spans import overlaps, trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_DAY = r"(?:[^\W\d_]{3,10}\.?\s)?\d{1,2}(?:er|\.)?\s?(?:[^\W\d_]{3,10}\.?|\d{1,2}\.)\s?(?:19|20)\d\d|(?:[^\W\d_]{3,10}\.?\s\d{1,2},\s)(?:19|20)\d\d"
_FILE = r"(?P<number>[\w][\w .]{0,12}[/.-]\d[\w./-]*(?:\s(?:and|et|und|u\.)\s[\w./-]*\d{2,}[\w./-]*){0,3})"
_UPPER = r"[A-ZÀ-ÖØ-ÞŒ]"
_NAME = r"[^\W\d_][^;:“”\n]{2,160}?"
_NUMBER_WORD = r"(?:n[°ºo]s?\.?|Nos?\.?|nr\.?|br\.?|№|num\.|núm\.)"
_GERMAN_COURT = (
    r"(?:BVerfG|BGH|BVerwG|BAG|BSG|BFH|EuGH|EuG|EGMR|BGer|OGH|VfGH|VwGH|BVGer|(?:OLG|LG|AG|VG|OVG|VGH|KG|FG|LAG|SG)\s[A-ZÄÖÜ][\w-]+"
    r"(?:\s[A-Z][\w-]+)?)"
)
_FRENCH_COURT = (
    r"(?:Cass\.(?:\s(?:crim|civ|soc|com|req|ass\.\splén|ch\.\smixte)\.)?(?:\s\d(?:re|e|ère|ème))?|Cour\sde\scassation|CE|Cons(?:eil|\.)\s"
    r"(?:d[’']État|const(?:itutionnel|\.))|(?:CA|TGI|TA|CAA|TJ|T\.\s?(?:civ|corr)\.)\s(?:de\s)?[A-ZÀ-Ý][\w-]+)"
)
_SPANISH_COURT = (
    r"(?:STS|STC|SAN|SAP|STSJ|ATS|ATC|Sentencia\s(?:del\s)?Tribunal\s(?:Supremo|Constitucional)|Corte\sConstitucional)"
)
_LAW_WORD = (
    r"(?:(?:Real\s)?Decreto(?:-Ley|\sLegislativo|\sLei|\sLegge)?|Ley(?:\sOrgánica|\sForal)?|Loi(?:\sorganique)?|Ordonnance|Décret|Arrêté"
    r"|Lei(?:\sComplementar)?|Legge|Zakon|Ligji?|Lag|Lov|Wet|Ustawa|Закон|Law|Act|Decree|Order|Statutory\sInstrument)"
)
_PARAGRAPH = (
    r"(?:§++\s?\d++\w*+|[Aa]rt(?:ikel|icle|ículo|icolo|\.)\s?(?:[LRD]\.\s?)?\d[\d.-]*\w?)"
    r"(?:,?\s(?:Abs(?:atz|\.)|Satz|S\.|Nr\.|Hs\.|lit\.|al\.|alinéa|apartado|ap\.|Alt\.|ff?\.)\s?\d*\w?\)?){0,6}"
)
_CODE = (
    r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,12}(?:G|B|O|V|R|I)\b(?:\s[IVX]+\b)?|GG|EMRK|AEUV|EUV|SGB\s[IVX]+|TFEU|TEU|ECHR|TFUE|TUE|CEDH|CC|CP|CPP|CE"
    r"|C\.\s?(?:civ|pén|proc\.\spén|trav|com)\.|(?:du\s|del\s|des\s|of\sthe\s)?(?:[Cc]ode|[Cc]ódigo|[Cc]odice)(?:\s[a-zà-ÿ]+){1,3})"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which an official number is written; the groups `title`, `author`, `court` and `number` are its fields."""

    kind: SourceKind
    pattern: re.Pattern[str]
    dated: Callable[[str, Span, re.Match[str]], Date | None]
    language: str | None = None
    """Of a court that decides in one; of the others' the words of the citation tell."""


def _after(note: str, body: Span, match: re.Match[str]) -> Date | None:
    """The first day after the match's beginning that is not one of publication in a gazette."""
    dates = find_dates(note, match.start(), body.end)
    day = next((date for date in dates if not _GAZETTE.search(note, body.start, date.span.start)), None)
    year = _YEAR_OF_NUMBER.search(note, *match.span("number"))
    if year and (of_year := _DAY_OF_YEAR.match(note, match.end("number"), body.end)):
        # `STS 345/2016, de 20 de mayo`: the year stands in the number only.
        made = find_dates(f"{of_year['day']} {year[1]}")
        return Date(Span(*of_year.span("day")), made[0].iso) if made else None
    return day or (Date(Span(*year.span(1)), year[1]) if year else None)


def _inside(note: str, body: Span, match: re.Match[str]) -> Date | None:
    """The day of the decision, between court and file number."""
    return next(iter(find_dates(note, match.start(), match.end())), None)


def _bracketed(note: str, body: Span, match: re.Match[str]) -> Date | None:
    """The year or day in the brackets that close a citation; else a day that stands apart after it."""
    bracket = _IN_BRACKETS.match(note, match.end(), body.end)
    if bracket:
        dates = find_dates(note, bracket.start(1), bracket.end(1))
        return dates[-1] if dates else None
    return next((date for date in find_dates(note, match.end(), body.end) if len(date.iso) > len("2010")), None)


def _of_the_union(note: str, body: Span, match: re.Match[str]) -> Date | None:
    """The day of a judgment, or the year in its ECLI."""
    days = [date for date in find_dates(note, body.start, body.end) if len(date.iso) == len("2010-01-01")]
    if days:
        return days[0]
    ecli = _ECLI_YEAR.search(note, body.start, body.end)
    return Date(Span(*ecli.span("year")), ecli["year"]) if ecli else None


_YEAR_OF_NUMBER = regex(r"[/-]((?:19|20)\d\d)\Z")
_DAY_OF_YEAR = regex(
    r",\s(?:de|d[’']|del)\s?(?P<day>\d{1,2}\s(?:de|d[’'])\s?[^\W\d_]{4,10})\b(?!\s(?:de|del)\s(?:19|20)\d\d)"
)
_GAZETTE = regex(r"(?:\bOJ|\bABl\.?|\bJO|\bDO|\bGU|\bBOE|\bBGBl\.?)[^;]{0,30}\Z")
_IN_BRACKETS = regex(r"[^()]{0,120}?\(((?:[^()]{0,40}\s)?(?:1[6-9]|20)\d\d)\)")
_ECLI_YEAR = regex(r"\b(?:ECLI:)?[A-Z]{2}:[A-Z]{1,8}:(?P<year>(?:19|20)\d\d):")
_EXECUTIVE = (
    r"(?:Exec(?:utive|\.)\s(?:Order|Ord\.)|E\.\s?O\.|(?:Presidential\s)?Proclamation|Proc\.|Presidential\sMemorandum)"
)
_BILL = r"(?:H\.\s?R\.|S\.|H\.\s?(?:J\.|Con\.)?\s?Res\.|S\.\s?(?:J\.|Con\.)?\s?Res\.)"

_FORMS = (
    _Form(
        SourceKind.COURT_CASE,
        regex(
            rf"(?:Joined\s)?(?:Cases?|Rs\.|Rechtssache|affaires?|asunto|causa|processo)\s(?P<number>[CTF][‑-]\d+/\d\d(?:\s?P{{1,2}})?(?:\s(?:and|et|und|y)\s"
            rf"[CTF][‑-]\d+/\d\d){{0,4}}),?\s(?P<title>{_NAME})(?=,\s(?:ECLI|EU:|\[|[Jj]udgment|paras?\b|§|points?\b|Rn\b|at\b|OJ|\d)|\s\(|\s?[,;.]?\s?(?:ECLI|EU:[CT]:)|[.;]?\s*\Z)",
            re.IGNORECASE,
        ),
        _of_the_union,
    ),
    _Form(
        SourceKind.COURT_CASE,
        regex(
            r"(?:(?:ECtHR|ECHR|EGMR|CEDH|Eur\.\sCourt\sH\.R\.)(?:\s\(GC\))?,\s(?:(?:Grand\sChamber|judgment|case\sof)[,\s]+)?)?(?P<title>[^\W\d_][^;:,“”\n]{2,120}?\sv?c?\.?\s"
            r"[^;:,“”\n]{3,80}?)(?:\s\[GC\])?,\s(?:\[GC\],\s)?(?:judgment,\s)?(?:[Aa]pp(?:lication|lications|l)?s?\.?\s|requête\s|Beschwerde\s)?"
            r"(?:n[°ºo]s?|Nos?|Nr)\.?\s(?P<number>\d{2,6}/\d\d(?:\s(?:and|et)\s\d{2,6}/\d\d){0,4})"
        ),
        lambda note, body, match: next(iter(find_dates(note, match.end(), body.end)), None),
    ),
    _Form(
        SourceKind.COURT_CASE,
        regex(
            rf"(?P<author>{_GERMAN_COURT}),?\s(?P<title>(?:(?:[Uu]rteil|[Bb]eschlu(?:ss|ß)|[Ee]ntscheidung|Erkenntnis|Gutachten)|Urt\.|Beschl\.|Entsch\.)"
            rf"\s(?:v\.|vom)\s?(?:{_DAY})(?:\s?[,–—-]\s?(?:(?:Az\.|Rs\.):?\s)?{_FILE})?)"
        ),
        _inside,
        "de",
    ),
    _Form(
        SourceKind.COURT_CASE,
        regex(rf"(?P<title>(?P<author>{_FRENCH_COURT})(?:,\s[^\W\d][\w .’'-]{{1,30}}|,\s\de[\w .-]{{1,30}}){{0,2}},\s(?:{_DAY}),\s(?:(?P<named>{_UPPER}[^,;]{{2,80}}),\s)?{_NUMBER_WORD}\s?(?P<number>\d[\d.,/-]*\d))"),
        _inside,
        "fr",
    ),
    _Form(
        SourceKind.COURT_CASE,
        regex(rf"(?P<title>(?P<author>{_SPANISH_COURT}),?\s(?:{_NUMBER_WORD}\s)?(?P<number>[A-Z-]{{0,4}}\d[\d-]*/\d{{2,4}}))"),
        _after,
        "es",
    ),
    _Form(
        SourceKind.STATUTE,
        regex(rf"(?P<title>{_EXECUTIVE}\s(?:No\.?\s)?(?P<number>\d[\d,]*\d))(?:,\s“(?P<named>[^“”]{{5,200}}?),?”)?"),
        _bracketed,
    ),
    _Form(
        SourceKind.STATUTE,
        regex(rf"(?:(?P<named>[A-Z][\w’'-]+(?:\s[\w’'-]+){{1,9}}\sAct(?:\sof\s\d{{4}})?),\s)?(?P<title>{_BILL}\s?(?P<number>\d+),\s\d+(?:st|nd|rd|th|d)\sCong\.?)"),
        _bracketed,
    ),
    _Form(
        SourceKind.REPORT,
        regex(r"(?P<title>(?:H\.\s?R?\.?|S\.|House|Senate)\s(?:Conf\.\s)?(?:Rep|Rept|Report|Doc|Document|Print)\.?\s(?:No\.?\s)?(?P<number>\d+-\d+))"),
        _bracketed,
    ),
    _Form(
        SourceKind.STATUTE,
        regex(
            r"(?P<title>(?:Fed\.\sR\.\s(?:Civ|Crim|App|Bankr)\.\sP\.|Fed\.\sR\.\sEvid\.|Sup\.\sCt\.\sR\.|(?:U\.\s?S\.|[A-Z][a-z]+\.)\sConst\.\s(?:[Aa]rt|[Aa]mend)\.)"
            r"\s(?P<number>[\dIVXLC][\w()]*(?:\.\d+)?(?:,\s§\s?\d+)?(?:,\scl\.\s\d+)?))"
        ),
        _bracketed,
    ),
    _Form(
        SourceKind.STATUTE,
        regex(rf"(?P<title>{_LAW_WORD}\s(?:{_NUMBER_WORD}\s?(?=\d|[A-Z]{{1,4}}-)|(?=\d+[./-]\d))(?P<number>[A-Z-]{{0,4}}\d[\d.]*(?:[-/]\d[\d-]*)?(?:/[A-Z]{{2,4}})?))(?=[\s,.;)]|\Z)"
                   rf"(?:,?\s(?:[^\W\d_]{{2,6}}\s)?(?:{_DAY}))?(?:,?\s[“„«\"](?P<named>[^“”„«»\"]{{5,200}})[”“»\"])?"),
        _after,
    ),
    _Form(
        SourceKind.STATUTE,
        regex(rf"(?P<title>{_LAW_WORD}(?:\s[^\W\d_’']+[’']?){{0,6}}\s?(?:{_DAY}),?\s(?:n\.|{_NUMBER_WORD})\s?(?P<number>\d[\d./-]*\d|\d))(?=[\s,.;)]|\Z)"),
        _inside,
    ),
    _Form(SourceKind.STATUTE, regex(rf"(?P<title>(?P<number>{_PARAGRAPH})\s(?P<container>{_CODE}))(?=[\s,.;)]|\Z)"), lambda *_: None),
)  # fmt: skip
_LANGUAGE_OF = {
    "case": "en",
    "cases": "en",
    "joined": "en",
    "rs": "de",
    "rechtssache": "de",
    "affaire": "fr",
    "affaires": "fr",
}
_LANGUAGE_OF |= {"asunto": "es", "causa": "it", "processo": "pt", "§": "de"}
_VERSUS = regex(r"\sv\.?\s")
_MAY_BE = regex(r"\d|Const\.|Fed\.|Sup\.")
"""Every form has a digit, but for those of constitutions and rules, which may count in letters."""
_FAR = 60
"""Characters that may lead up to the number: `Siehe hierzu`, a party's name; past them, it stands in another work's title."""


def parse_official(note: str, body: Span, quoted: list[Span]) -> Reference | None:
    """The decision, law or paper whose official number `body` cites; None where none stands near its beginning."""
    if not _MAY_BE.search(note, body.start, body.end):
        return None
    # What begins after a name or quotation mark, or far on, belongs to another work: it is not even looked for.
    opening = note[body.start : min(body.start + _FAR, body.end)]
    last = next((at for at, letter in enumerate(opening) if _may_name(letter)), len(opening))
    for form in _FORMS:
        starts = range(body.start, body.start + last + 1)
        matches = (form.pattern.match(note, at, min(body.end, body.start + 600)) for at in starts)
        match = next((match for match in matches if match), None)
        if match and not _is_of_another(note, body, match, quoted):
            return _reference(note, body, form, match)
    return None


def _is_of_another(note: str, body: Span, match: re.Match[str], quoted: list[Span]) -> bool:
    """A number inside a quoted title, or after many words, belongs to another work."""
    number = Span(*match.span("number"))
    return overlaps(number, quoted) or len(note[body.start : match.start()].split()) > 4


def _may_name(letter: str) -> bool:
    return letter.isupper() or letter in '“‘«"'


def _language(note: str, body: Span, form: _Form, match: re.Match[str]) -> str | None:
    """By the court, the word for a case, `v`, or a paragraph's sign; else by the words: parties have names in any language."""
    told = form.language or _LANGUAGE_OF.get(re.split(r"[\s.]", match.group(), maxsplit=1)[0].lower())
    if told is None and _VERSUS.search(match.group()):
        return "en"
    if match.groupdict().get("named"):
        return guess_language(match["named"])
    return told or language_of_citation(note, body)


def _reference(note: str, body: Span, form: _Form, match: re.Match[str]) -> Reference:
    groups = match.groupdict()
    dated = form.dated(note, body, match)
    author = Span(*match.span("author")) if groups.get("author") else None
    title = Span(*match.span("named" if groups.get("named") else "title"))
    return Reference(
        kind=form.kind,
        language=_language(note, body, form, match),
        authors=(author,) if author else (),
        title=Span(title.start, title.end)
        if title.of(note).endswith((".", ")"))
        else trim_span(note, title.start, title.end),
        container=Span(*match.span("container")) if groups.get("container") else None,
        number=Span(*match.span("number")) if groups.get("number") else None,
        issued=dated.span if dated else None,
        issued_iso=dated.iso if dated else None,
    )
