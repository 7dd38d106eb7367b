"""What a question asks of and the sentence that is quoted does not name: another year, another name; said beside the answer."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.named import names_asked, not_named
from qa.language.en.answer_kinds import TIME
from qa.language.en.names import PROPER_NAME
from qa.regex import regex
from qa.retrieval.candidates import CandidateSentence

_YEAR = regex(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_RANGE = regex(r"((?:1[5-9]|20)\d\d)(?:\s?[–-]\s?|\s+(?:and|to|until)\s+)((?:1[5-9]|20)?\d\d)\b")
_IN_PLACE = regex(rf"\b[Ii]n\s+(?:the\s+)?({PROPER_NAME.pattern})")
_NO_NAME = regex(r"\d+|[IVX]+|First|Second|Third|Last|North|South|East|West|Middle")
"""Numbers, and what only goes with a name."""
_LONGEST = 200
"""Years of a range."""
_MOST = 3
"""Names that are told."""


def tell_difference(question: str, best: CandidateSentence) -> str | None:
    """What the question asks of and neither the best sentence nor its surroundings name, in a sentence; None for nothing."""
    told = f"{best.title} {best.dates} {best.context}"
    near = _RANGE.sub(lambda match: _end_of(*match.groups()), best.passage_text)
    years = [y for y in _YEAR.findall(question) if y not in _years_of(best.text) and y not in f"{told} {near}"]
    names = [name for name in names_asked(question) if not _NO_NAME.fullmatch(name)]
    names = not_named(names, f"{told} {best.passage_text}")
    if years and (other := _YEAR.findall(best.text)):
        return f"This sentence is about {_joined(other)}; the question asks of {_joined(years)}."
    if instead := _place_instead(question, best, told):
        return f"This sentence is about {instead[0]}; the question asks of {instead[1]}."
    missing = [*years, *names]
    if missing:
        them = "it" if len(missing) == 1 else "them"
        return f"The question asks of {_joined(missing)}; this sentence and what stands around it do not name {them}."
    return None


def _place_instead(question: str, best: CandidateSentence, told: str) -> tuple[str, str] | None:
    """The place that the sentence tells of, and the one asked for, where a sentence beside it tells of that; None for neither."""
    asked = [place for place in _IN_PLACE.findall(question) if not_named([place], f"{told} {best.text}")]
    others = [place for place in _IN_PLACE.findall(best.text) if not_named([place], question)]
    others = [place for place in others if not TIME.fullmatch(place)]
    beside = [place for place in asked if place in _IN_PLACE.findall(best.passage_text)]
    return (others[0], beside[0]) if others and beside else None


def _years_of(text: str) -> set[str]:
    """The years that a sentence names, those inside of “2018–2023” too."""
    found = set(_YEAR.findall(text))
    for first, last in _RANGE.findall(text):
        end = int(_end_of(first, last))
        found |= {str(year) for year in range(int(first), min(end, int(first) + _LONGEST) + 1)}
    return found


def _end_of(first: str, last: str) -> str:
    """The last year of a range. What a neighbouring sentence tells up to 2023 goes on in 2023, not in the years before."""
    return last if len(last) == len(first) else first[: len(first) - len(last)] + last


def _joined(words: Sequence[str]) -> str:
    some = list(dict.fromkeys(words))[:_MOST]
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} and {some[-1]}"
