"""Court cases and statutes, which cite by volume, reporter, title and section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.language.detection import guess_language
from qa.references.citation_language import language_of_citation
from qa.references.dates import Date, find_dates
from qa.references.lexicon import ORGANISATION
from qa.references.names import is_titled
from qa.references.spans import overlaps, trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_REPORTER = r"(?:[A-Z][\w.'’]*+|\d[a-z]{1,2}|&)(?:\s?(?:[A-Z][\w.'’]*+|\d[a-z]{1,2}|&|de|of)){0,4}?"
_CITE = regex(
    r"\[(?P<nyear>\d{4})\]\s(?P<ncourt>(?:\d+\s)?[A-Z][A-Za-z]+(?:\([A-Z][A-Za-z]{0,4}\)|\s[A-Z][a-z]+)?)\s(?P<nnumber>(?:[IVX]+-)?\d+)"
    r"|(?P<syear>\b(?:19|20)\d\d)\s(?P<scourt>[A-Z]{2,5})\s(?P<snumber>\d+)\b"
    rf"|(?P<volume>\b\d{{1,4}})\s(?P<reporter>{_REPORTER}),?\s(?:at\s)?(?P<page>\d{{1,5}})\b"
    r"|(?P<docket>\b(?!Nos?\.?\s\d{1,2}\))(?:No|Nos|Case|Case No|App|Application)\.?\s(?:no\.?\s)?[\w-]*\d[\w:/-]*)"
)
_VERSUS = regex(r"\s(?:v|vs)\.?\s(?=[A-ZÀ-Ý(])")
_IN_RE = regex(r"\b(?:In re|Ex parte|(?:In the )?(?:Matter|Interest|Estate|Marriage) of)\s[A-Z]")
_SMALL_WORDS = "of the and & de la for on behalf ex rel al et v v. in re"
_SMALL = frozenset(_SMALL_WORDS.split())
_SIGNAL = regex(r"(?:See|Cf|But|Also|In|Accord|Under|Compare|Contra|E\.g|And|The|Id|Citing|Quoting)[.,]?\Z")
_COURT_YEAR = regex(r"\((?:[A-Z\d][^()]{0,60}?)?(?<!\d)((?:1[5-9]|20)\d\d)\)")
_SHORT_CASE = regex(
    rf"(?P<name>(?:In\sre\s)?[A-Z][\w'’.&-]+(?:\s(?:[A-Z][\w'’.&-]+|of|the|&)){{0,4}}),\s(?P<volume>\d{{1,4}})\s(?P<reporter>{_REPORTER}),?\sat\s\d"
)
_CODE_YEAR = regex(r"\s\((?:[A-Z][\w. ]{0,20}\s)?((?:1[89]|20)\d\d)\)")
_CODE = (
    r"(?:\d+\s)?(?:U\.\s?S\.\s?C(?:ode)?\.?(?:\s?A\.)?|USC|C\.\s?F\.\s?R\.?|CFR|(?:[A-Z][\w.]{0,30}\s){0,4}"
    r"(?:Stat(?:utes)?|Code|Laws?|Const)\.?(?:\s(?:Ann|Rev)\.?)?|(?-i:[A-Z]{3,6}(?=\s§)))"
)
_SECTION = (
    r"(?:§+\s?|\bs(?:ec(?:tion|s)?)?\.\s?|\bart(?:icle|s)?\.?\s)"
    r"(?P<section>[\w.:-]*\w(?:\s?\((?!(?:1[6-9]|20)\d\d\))\w+\))*(?:\s?[-–]\s?\w+)?)"
)
_STATUTE = regex(
    rf"(?<![\w.])(?P<code>{_CODE})\s?,?\s?{_SECTION}(?:\snote(?=[\s.,;]|\Z))?|\bMC[LR]\s(?P<mcl>\d[\d.]*(?:\(\w+\))*)",
    re.IGNORECASE,
)
_PLAIN_LAW = regex(
    r"(?:Pub(?:lic)?\.?\sL(?:aw)?\.?|P\.L\.)\s(?:No\.?\s)?[\d-]+|(?<!\d)\d++\s(?:Fed\.\sReg\.|Stat\.)\s[\d,]+"
    r"|(?:Council\s|Commission\s|Delegated\s|Implementing\s)*(?:Regulation|Directive|Decision)\s\((?:EU|EC|EEC)\)\s(?:No\.?\s)?\d+/\d+"
    r"|\b[A-Z]/RES/[\d/]+\d|\bResolution\s\d+\s?\(\d{4}\)|(?:Directive|Decision)\s\d+/\d+/[A-Z]+"
    r"|\b(?:Law|Decree|Act|Ley|Loi|Lei|Legge|Decreto)\s(?:No|Nr|N[°º]|n[°º])\.?\s\d[\d/-]*"
)
_AFTER_NAME = regex(r",?\s*\(?supra\b|\s\[|\s\((?=\d|No(?!s?\.?\s\d{1,2}\)))")
_ACT = regex(
    r"(?:[A-Z][\w'’-]+\s(?:\([A-Z][\w'’ -]{1,40}\)\s)?(?:(?:of|and|on|the|to|for|in)\s){0,2}){1,9}"
    r"(?:(?:Act|Code|Law)\b(?:,?\s(?:of\s)?(?P<year>(?:1[5-9]|20)\d\d))?|(?:Order|Rules|Regulations|Measure)\s(?P<made>(?:19|20)\d\d)\b)"
)
_CHAPTER = regex(r",?\s\(?(?:c|ch|asp|asc|anaw|nawm|nia|cap|SI|SR|SSI)\.?\s\d[\d/]*\)?")
_ON = regex(
    r"\s(?:on|concerning|relating\sto|laying\sdown|amending|establishing)\s[^,;.()\[\]]{3,120}?(?=\s?[,;.()\[\]]|\s*\Z)"
)
_LEADING_TO = regex(r"(?:(?:Pursuant|According|Under|See|In|Of|To|The|By|And|As|Defined|Provided)\s)+", re.IGNORECASE)
_OWN_SECTION = regex(
    r",?\s(?:§+|ss?\.?|sections?|arts?\.?|articles?|sch(?:edule)?)\s?(?P<section>\d[\w().–-]*\w|\d)\W*\Z", re.I
)


def parse_case(note: str, body: Span, quoted: list[Span]) -> Reference | None:
    """The first court case that `body` cites with its reporter, court or docket."""
    return next(find_cases(note, body, quoted), None)


def parse_short_case(note: str, body: Span) -> Reference | None:
    """`Obergefell, 576 U.S. at 652`: a case that was cited in full before."""
    match = _SHORT_CASE.match(note, body.start, body.end)
    if match is None:
        return None
    return Reference(
        kind=SourceKind.COURT_CASE,
        language="en",
        title=Span(*match.span("name")),
        container=Span(*match.span("reporter")),
        number=Span(*match.span("volume")),
    )


def find_cases(note: str, body: Span, quoted: list[Span]) -> Iterator[Reference]:
    """Every court case that `body` cites with its reporter, court or docket, in order; parallel citations are one."""
    after = body.start
    for cite in _CITE.finditer(note, body.start, body.end):
        name = _case_name(note, after, cite.start())
        if name is None or overlaps(name, quoted) or len(note[name.end : cite.start()].strip(" ,.(supra")) > 25:
            continue
        year = _COURT_YEAR.search(note, cite.end(), min(cite.end() + 220, body.end))
        issued = _decided(note, year) if year else _plain_year(note, _group(cite, "nyear", "syear"))
        if issued is None and cite["docket"]:
            issued = next(iter(find_dates(note, cite.end(), min(cite.end() + 60, body.end))), None)
        after = cite.end()
        yield Reference(
            kind=SourceKind.COURT_CASE,
            # Only English names the parties with `v` or the matter with `In re`.
            language="en",
            title=name,
            container=_group(cite, "reporter", "ncourt", "scourt"),
            number=_group(cite, "volume", "nnumber", "snumber", "docket"),
            issued=issued.span if issued else None,
            issued_iso=issued.iso if issued else None,
        )


def _decided(note: str, bracket: re.Match[str]) -> Date:
    """The day in `(S.D.N.Y. Mar. 3, 2014)`, or the year alone."""
    dates = find_dates(note, bracket.start(), bracket.end())
    return dates[-1] if dates else Date(Span(*bracket.span(1)), bracket[1])


def _plain_year(note: str, year: Span | None) -> Date | None:
    return Date(year, year.of(note)) if year else None


def _group(match: re.Match[str], *names: str) -> Span | None:
    return next((Span(*match.span(name)) for name in names if match[name]), None)


def _case_name(note: str, start: int, end: int) -> Span | None:
    """`X v. Y` or `In re X` that ends where the citation begins."""
    start = max(start, end - 220)
    stretch = note[start:end]
    versus = list(_VERSUS.finditer(stretch))
    if versus:
        left = _party_start(stretch, versus[-1].start())
        return trim_span(note, start + left, _party_end(note, start + versus[-1].end(), end))
    matter = list(_IN_RE.finditer(stretch))
    if not matter:
        return None
    return trim_span(note, start + matter[-1].start(), _party_end(note, start + matter[-1].end(), end))


def _party_start(stretch: str, end: int) -> int:
    """Walk left over the words of a party's name, and stop at the sentence that leads up to it."""
    at = end
    for word in reversed(list(re.finditer(r"\S+", stretch[:end]))):
        text = word.group().strip("()[]")
        if _SIGNAL.match(text) or text.endswith((";", ":", '."', ".”", ".’", ',"', ",”")) or not text:
            break
        if not (text[0].isupper() or text[0].isdigit() or text.rstrip(",") in _SMALL):
            break
        if text.endswith(",") and at != end and not re.match(r"(?:Inc|Ltd|LLC|Co|L\.L\.C|et|ex)\b", stretch[at:end]):
            break
        at = word.start()
    led = re.match(r"(?:(?:in|of|and|for|on|the|et)\s)+(?!re\b)", stretch[at:end])
    return at + led.end() if led else at


def _party_end(note: str, start: int, end: int) -> int:
    """Before `, supra`, a docket in brackets or the comma that leads to the reporter."""
    cut = _AFTER_NAME.search(note, start, end)
    return cut.start() if cut else end


def parse_statute(note: str, body: Span, quoted: list[Span]) -> Reference | None:
    """The law that `body` cites by code and section, by public number, or by its name at the very start."""
    match = _outside(_STATUTE, note, body, quoted)
    plain = _outside(_PLAIN_LAW, note, body, quoted)
    act = _ACT.match(note, body.start, body.end)
    chapter = _CHAPTER.match(note, act.end(), body.end) if act else None
    named = chapter.end() if chapter else act.end() if act else body.start
    own = _OWN_SECTION.match(note, named, body.end) if act else None
    alone = act is not None and (own is not None or named >= body.end - 1)
    act = act if act and (act["year"] or act["made"] or match or plain) and (match or plain or alone) else None
    cited = match or plain
    if not (cited or act):
        return None
    authors, name = _before_number(note, body, plain) if plain and not act else ((), None)
    title = name or _act_title(note, act, cited)
    issued = _group(act, "year", "made") if act else None
    dated = Date(issued, issued.of(note)) if issued else _enacted(note, plain, body) or _edition(note, match, body)
    section = _section(match) or (_section(own) if act and own else None)
    return Reference(
        kind=SourceKind.STATUTE,
        language=guess_language(title.of(note)) if title and (act or name) else language_of_citation(note, body),
        authors=authors,
        title=title,
        container=_code(note, match) if match and match["code"] else None,
        number=section or (trim_span(note, *plain.span()) if plain else None),
        issued=dated.span if dated else None,
        issued_iso=dated.iso if dated else None,
    )


def _outside(pattern: re.Pattern[str], note: str, body: Span, quoted: list[Span]) -> re.Match[str] | None:
    matches = pattern.finditer(note, body.start, body.end)
    return next((m for m in matches if not overlaps(Span(*m.span()), quoted)), None)


def _act_title(note: str, act: re.Match[str] | None, cited: re.Match[str] | None) -> Span | None:
    """The act's own name, or else the citation, by which a law without a name is known."""
    if act:
        return trim_span(note, act.start(), act.end())
    if cited is None:
        return None
    led = _LEADING_TO.match(note, cited.start(), cited.end())
    if name := _ON.match(note, cited.end()):
        return Span(led.end() if led else cited.start(), name.end())
    # Not trimmed: the last bracket of `§ 1001(a)` is not punctuation.
    return Span(led.end() if led else cited.start(), cited.end())


def _before_number(note: str, body: Span, plain: re.Match[str]) -> tuple[tuple[Span, ...], Span | None]:
    """`General Assembly, Transforming our world, A/RES/70/1`: who made the law, and its name, before its number."""
    pieces = note[body.start : plain.start()].split(", ")
    first = trim_span(note, body.start, body.start + len(pieces[0]))
    body_first = first is not None and bool(ORGANISATION.search(first.of(note))) and is_titled(first.of(note))
    start = body.start + len(pieces[0]) if body_first else body.start
    name = trim_span(note, start, plain.start()) if note[: plain.start()].endswith(", ") else None
    named = name is not None and 2 < len(name.of(note).split()) < 40 and not re.search(r"\.\s", name.of(note))
    return (first,) if first and body_first else (), name if named else None


def _code(note: str, match: re.Match[str]) -> Span | None:
    led = _LEADING_TO.match(note, *match.span("code"))
    return trim_span(note, led.end() if led else match.start("code"), match.end("code"))


def _section(match: re.Match[str] | None) -> Span | None:
    if match is None:
        return None
    return _group(match, *(name for name in ("section", "mcl") if name in match.re.groupindex))


def _edition(note: str, match: re.Match[str] | None, body: Span) -> Date | None:
    """The year of the code in `17 C.F.R. § 240.10b-5 (2020)`."""
    year = _CODE_YEAR.match(note, match.end(), body.end) if match else None
    return Date(Span(*year.span(1)), year[1]) if year else None


def _enacted(note: str, plain: re.Match[str] | None, body: Span) -> Date | None:
    """The day that stands soon after a law's number; the number's own year is not a date."""
    if plain is None:
        return None
    return next(iter(find_dates(note, plain.end(), min(plain.end() + 120, body.end))), None)
