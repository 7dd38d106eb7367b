"""Whether a sentence ends after an abbreviation, by what it is short for, what stands before it and what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.language.abbreviations import Abbreviations
from qa.regex import regex

_NUMBERED = regex(r"\s*(?:\d|[§¶(\[]|(?:[IVXLC]+|[A-Z])\b(?![’'])|[A-Z]+\d|[^\W\d_]\.(?!\w))")
_LABEL = regex(r"\s*\w+\.\s*\d")
"""Such as `No. 104`."""
_COUNTED = regex(r"(?:(?:\d|\b[IVXLC]+)(?:-[^\W\d_]{1,2})?|\b(?:кв|куб|тыс|tys)\.|\d\s[kcmкс]?[mм])\s*$")
"""Such as `1862`, `60-х`, `XIV`; `кв.` before `м`, `20 m` before `kw.`"""
_ORDINAL_BEFORE = regex(r"\d\.\s$")
_INITIALS = regex(r"[^\W\d_](?:\.[^\W\d_]+)*")
"""Such as `J`, `U.S`, `z.B`."""
_ROMAN = regex(r"[IVXLC]+")
_LOWER_ROMAN = regex(r"[ivxlc]{2,}")
_ORDINAL = regex(r"\d{1,3}|[IVXLC]+")
_OPENS_QUOTATION = regex(r"\s*[\"“‘„«]")
_QUOTED = regex(r"\s*(?:“[^\W\d_a-z][^“”]{0,300}?[.!?…]”|\"[^\W\d_a-z][^\"]{0,300}?[.!?…]\"(?!\w))")
"""A quotation that is a sentence."""
_INITIAL = regex(r"\s*[^\W\d_]\.(?!\w)")
_BESIDE_INITIAL = regex(r"(?:(?<!\w)[^\W\d_]\.|&)\s?$")
_BEFORE_INITIALS = regex(r"(?<![\w.])(?P<title>[^\W\d_]+)\.?\s(?:[^\W\d_]{1,2}\.\s?)*$")
_LABELLED = regex(r"(?<!\w)(?P<label>[^\W\d_]+)\.?\s$")
"""The word before a single letter or numeral."""
_ON_X = regex(r"(?:\b(?:on|na|auf|en|em|no|su|sur|op|в)|platform\w*|платформ\w*)\s$")
"""What stands before the service of that name."""
_SUBJECT = regex(r"\s*[^\W\d_][\w’'-]*\s(?P<verb>[a-z]+)\b")
_ITEM = regex(r"\s*\d{1,2}\.\s[^\W\d_a-zа-яёßà-öø-ÿąćęłńóśźż]")
_NUMBER_OF_LAW = regex(r"§\s?\d+\s$")
_CONTRACTED = frozenset(("s", "t", "d", "m", "re", "ve", "ll"))
_CONTRACTION = regex(r"(?:n['’]t|['’](?:s|d|m|re|ve|ll))$")
"""Such as the end of `the early 1980's`, `they couldn't`; not of `Gov't`."""
_BEFORE_ITEMS = frozenset("zł proc itd itp etc ecc enz usw руб проч др".split())
"""What no number belongs to that follows; one may to `14 h.`, `ven.`"""
_DASHED = regex(r"\s*[—–]\s")
_LOCAL_TIME = regex(r"\s*\w+ time\b")
_MEASURED = frozenset("USD EUR PLN CHF GBP RUB PKB VAT ВВП НДС США РФ".split())
"""Currencies and the like, of which there are so many: `4 mln. USD`, `55 proc. PKB`."""
_LETTERS = regex(r"\s*(?:[^\W\d_a-z]\.){3,}")
"""Such as `N.T.S.B.`"""
_DATELINE = regex(r"[A-ZА-Я]{4,},\s(?:\d{1,2}\s)?$")
_PLAIN = 4
"""Letters of a word that no list has from which it is no abbreviation."""
_LONGEST_LABEL = 20
_LONGEST_DATELINE = 50
_LONGEST_WORD = 40
"""Characters before a full stop in which the word before it is looked for."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """A full stop: `word` is what the lists have of `whole`, which begins at `start`; `following` stands behind `end`."""

    text: str
    start: int
    whole: str
    word: str
    end: int
    following: str
    known: Abbreviations

    def behind(self, pattern: re.Pattern[str], most: int = _LONGEST_LABEL) -> bool:
        """True where what stands before the word ends as `pattern` does."""
        return pattern.search(self.text, max(self.start - most, 0), self.start) is not None

    def before(self, pattern: re.Pattern[str]) -> bool:
        """True where what follows begins as `pattern` does."""
        return pattern.match(self.text, self.end) is not None

    def begins(self) -> bool:
        """True where a word follows that begins sentences, or a quotation that is one."""
        following, starters = self.following, self.known.starters
        if following in starters or following[: following.find("’") + 1] in starters:
            return not self.before(_LABEL) and not self.before(_INITIAL)
        return self.before(_QUOTED)

    def counts_on(self) -> bool:
        """True where the next of numbered paragraphs begins: `do 50 000 zł. 2. Tej samej karze podlega …`."""
        return self.word in _BEFORE_ITEMS and self.before(_ITEM)

    def follows_label(self) -> bool:
        """True for the letter or numeral of `Appendix C`, `amend. IV`, `lit. a`."""
        before = _LABELLED.search(self.text, max(self.start - _LONGEST_LABEL, 0), self.start)
        return before is not None and before["label"] in self.known.labels

    def is_subject(self) -> bool:
        """True where a name with its verb follows: `Lumo Inc. Acme said …`."""
        subject = _SUBJECT.match(self.text, self.end)
        return subject is not None and subject["verb"] in self.known.acts


def ends_after(text: str, start: int, whole: str, end: int, following: str, known: Abbreviations) -> bool | None:
    """Whether a sentence ends after the abbreviation `whole` from `start`; None when it is none that is known."""
    if _is_none(text, whole, end, known):
        return None
    if whole in _CONTRACTED and _CONTRACTION.search(text, max(start - 2, 0), start + len(whole)):
        return None
    word = whole if known.lists(whole) else whole.rpartition(".")[2] or whole
    stop = _Stop(text, start, whole, word, end, following, known)
    for rule in (_of_letter, _of_unit, _of_time, _of_number, _of_name, _of_numeral):
        ends = rule(stop)
        if ends is not None:
            return ends
    return None


def _is_none(text: str, whole: str, end: int, known: Abbreviations) -> bool:
    """True for most words: of lower-case letters only, and not listed."""
    plain = len(whole) > 1 and whole.islower() and whole.isalpha() and whole not in known.listed
    return plain and "§" not in text[end : end + 3] and not (text[end - 2] in "ivxlc" and _LOWER_ROMAN.fullmatch(whole))


def calls_for_number(word: str, known: Abbreviations) -> bool:
    """True for `sec` and its like, whose number may stand in parentheses, and for what ends no sentence."""
    return word in known.numbers or known.is_never(word)


def _of_letter(stop: _Stop) -> bool | None:
    if len(stop.whole) == 1:
        beside_sign = stop.text[stop.start - 1 : stop.start] in ("/", "°")  # `r/r`, `20 °C`
        if (
            beside_sign
            or (stop.whole == "X" and stop.behind(_ON_X))
            or stop.follows_label()
            or stop.behind(_NUMBER_OF_LAW)
        ):
            return stop.following[:1].isupper() and not stop.before(_INITIAL)
    if stop.whole[-1].isupper() and _INITIALS.fullmatch(stop.whole):
        title = _BEFORE_INITIALS.search(stop.text, max(stop.start - _LONGEST_LABEL, 0), stop.start)
        if title is not None and stop.known.is_never(title["title"]):
            return False  # The name is still to come.
    if len(stop.whole) == 1 and stop.whole.isupper():
        if stop.behind(_BESIDE_INITIAL, 3):  # The last of `J. C.`.
            return stop.begins()
        if stop.before(_INITIAL):
            return False
    return None


def _of_unit(stop: _Stop) -> bool | None:
    word, known = stop.word, stop.known
    listed = (known.times, known.numbers, known.places, known.ends)
    dateline = stop.start < _LONGEST_DATELINE or stop.behind(_DATELINE)
    if dateline and stop.before(_DASHED) and any(word in words for words in listed):
        return False  # `MOSCOW, Jan. 4 — Police`.
    minute = word == "min" and bool(known.counted) and stop.behind(_ORDINAL_BEFORE, 5)  # `w 12. min. wyrównał`
    if word not in known.units or not (minute or stop.behind(_COUNTED, 12)):
        return None
    following = stop.following
    if len(following) > 1 and _ROMAN.fullmatch(following):  # Not the Polish and Italian `I`.
        return False
    if following[:1].isdigit():
        return stop.counts_on()
    return not any(sign in stop.text[stop.end : stop.end + 3] for sign in "№(")


def _of_time(stop: _Stop) -> bool | None:
    word, following, known = stop.word, stop.following, stop.known
    if word in known.times or word in known.codes:
        if following in _MEASURED:
            return False
        if "." in word and known.zones and (following in known.zones or stop.before(_LOCAL_TIME)):
            return False  # `9 a.m. Eastern`.
        return bool(following) and (not following[0].isdigit() or stop.counts_on())
    return False if _decapitalised(word) in known.times and following[:1].isdigit() else None


def _of_number(stop: _Stop) -> bool | None:
    word, known = stop.word, stop.known
    if (
        known.is_never(word)
        or known.is_never(stop.whole)
        or (len(word) > 2 and not word.isupper() and known.is_never(_decapitalised(word)))
    ):
        return False
    if word.rpartition("-")[2] in known.titles:  # `R-Mt. Vernon`.
        return False
    if stop.whole in known.words and len(stop.following) > 1 and not stop.before(_NUMBERED):
        return stop.following[0].isupper()
    heads = stop.before(_NUMBERED) if word.isupper() else True  # `ART. 5`, not a body's name in capitals.
    if word in known.numbers or (heads and _decapitalised(word) in known.numbers):
        return (stop.begins() or (word == "al" and stop.is_subject())) and not stop.before(_NUMBERED)
    return None


def _of_name(stop: _Stop) -> bool | None:
    word, known = stop.word, stop.known
    if word in known.places or word in known.ends or _INITIALS.fullmatch(stop.whole):
        beyond = (word in known.firms and stop.is_subject()) or (len(stop.whole) > 1 and stop.before(_LETTERS))
        return stop.begins() or beyond
    return None


def _of_numeral(stop: _Stop) -> bool | None:
    roman = _ROMAN.fullmatch(stop.word) is not None
    if "§" in stop.text[stop.end : stop.end + 3]:
        return stop.word.islower() and stop.word.isalpha() and len(stop.word) >= _PLAIN
    if (roman or _LOWER_ROMAN.fullmatch(stop.word)) and stop.following[:1].isdigit():
        return False
    if roman and stop.following[:1].isupper() and (stop.begins() or stop.follows_label()):
        return True
    if stop.known.counted and _ORDINAL.fullmatch(stop.word) and stop.following.startswith(stop.known.counted):
        return False
    if stop.known.ordinals and _is_ordinal(stop):
        return stop.begins() or stop.before(_OPENS_QUOTATION)
    return None


def _is_ordinal(stop: _Stop) -> bool:
    """Such as `17` in `am 17. September`, `XIV` in `Ludwig XIV.`; not the number of `Tab. 2.` or of `2011/34.`."""
    text, start = stop.text, stop.start
    if not _ORDINAL.fullmatch(stop.word) or (start and not text[start - 1].isspace()):
        return False
    before = text[max(start - _LONGEST_WORD, 0) : start].split()
    return not (before and before[-1].endswith(".") and before[-1][:-1] in stop.known.numbers | stop.known.times)


def _decapitalised(word: str) -> str:
    return word.lower() if word.isupper() else word[0].lower() + word[1:]
