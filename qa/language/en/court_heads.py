"""What stands above the name of a case at the head of an opinion, and the name itself."""

from __future__ import annotations

import re

from qa.regex import regex

_HEAD = regex(
    r"(?:re-?)?filed\b.{0,40}|(?:in the )?(?:[\w' ]{0,40}\b)?(?:supreme|appellate|district|circuit|superior|tax|high|county|bankruptcy)"
    r" court\b.{0,80}|(?:in the )?(?:[\w' ]{0,40}\b)?courts? of (?:appeals?|claims|common pleas)\b.{0,60}|(?:slip )?opinion.{0,30}"
    r"|(?:memorandum|order|judgment|syllabus|per curiam)\b.{0,40}|(?:not )?(?:for publication|precedential)\b.{0,40}|publish(?:ed)?"
    r"|unpublished|for the .{1,40} (?:circuit|district).{0,30}|united states of america|(?:docket |case )?nos?\..{1,40}"
    r"|federal register.{0,60}|certiorari to .*|appeal from .*",
    re.IGNORECASE,
)
_ROLE = regex(
    r",?\s*+(?:\band\s++)?\b(?:Plaintiff|Defendant|Appellant|Appellee|Petitioner|Respondent|Intervenor|Claimant|Debtor)s?"
    r"(?:[-/](?:Cross-)?\w{4,20}){0,3}\b(?:,|\.(?=\s+v))?"
)
_CASE = regex(
    r"(.{2,160}?)\s+(?:v|vs)\.?\s+([^;]{2,160}?)(?:\.?$|(?<=\w\w\w)\.\s+(?=[A-Z])|,\s+(?=[A-Z][^.]{0,80}\s+v\.))"
)
_MOST = 400


def heads_opinion(text: str) -> bool:
    """True for a court's name, a stamp such as “FILED” or a docket number: no title."""
    return bool(_HEAD.fullmatch(" ".join(text.split())))


def case_name(text: str) -> str | None:
    """“Angela D. Ciottone v. Jonathan Ciottone”, without the parties' roles; None where the text is no case's name."""
    words = " ".join(text.split())
    if len(words) > _MOST or " v" not in words:
        return None
    plain = " ".join(_ROLE.sub(" ", words).split()).replace(" .", ".")
    match = _CASE.match(plain)
    if match is None or not (_is_party(match[1]) and _is_party(match[2])):
        return None
    return f"{match[1].strip(' ,')} v. {match[2].strip(' ,.')}"


def _is_party(text: str) -> bool:
    """A name: most of its words begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 3 >= 2 * len(words)
