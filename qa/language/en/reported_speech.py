"""Verbs of saying and their subjects in a sentence: who is said to say what."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.language.en.saying import (
    ADVERB,
    AGENT,
    DIRECT,
    JUDGE,
    NAME,
    NOUN,
    SAY,
    SUBJECT,
    THAT_ONLY,
    UP,
)
from qa.language.en.speakers import Speaker, is_name, make_speaker
from qa.regex import regex

HIDDEN_QUOTE = "\ue000"
"""Stands for each character of a quotation, whose own words name nobody."""
_MOST = 2000
"""Characters of a sentence that are looked at: names and verbs of saying stand near each other."""

_ASIDE = r"(?:\s*,(?P<aside>[^,;:]{1,120}),)?"
_DESCRIBED = (
    r"(?i:the|a|an|one|another|two|three|several|many|some|most|local|former)"
    r"(?:\s+(?!(?:but|that|which|who|is|was|were|are|to|by|not|be|been|had|has)\b)[\w’'-]+){1,6}?"
)
_TRADE = rf"(?:[a-z’'-]+\s+){{1,3}}?{NAME}"
"""“hydrologist Petra Havel”: beside a quotation, what stands before a name is what its bearer is."""
_BETWEEN = regex(rf"{HIDDEN_QUOTE},?\s+(?P<who>{_DESCRIBED}|{NAME}|{_TRADE}){_ASIDE}\s+{ADVERB}(?:{SAY}|put it)\b")
"""Between a quotation and the verb there is nobody but the speaker: “…,” a broker in Antwerp said."""
_INVERTED = regex(
    rf"{HIDDEN_QUOTE},?\s+(?:{SAY})\s+(?P<who>{SUBJECT}|{_TRADE})(?:,\s+(?P<aside>[^,;:.{HIDDEN_QUOTE}]{{2,80}})(?=[,;.:]|\Z))?"
)
"""The subject after its verb, behind a quotation: “…,” said Ana Ruiz, a trader."""
_BEHIND = regex(
    rf"{HIDDEN_QUOTE},?\s+(?:{SAY})\s+(?P<who>{_DESCRIBED})"
    r"(?:,\s+(?P<aside>[^,;:.]{2,80}))?(?=[,;:.]|\Z|\s+(?:on|in|at|during|after|before|when|while|as|to|told)\s)"
)
"""The same with somebody who is only described: “…,” said the landlady."""
_PASSIVE = regex(
    rf"\b(?:described|characteri[sz]ed|called|quoted|reported|stated|noted|summed up|dismissed|condemned|denounced)\s+by\s+(?P<who>{SUBJECT})"
)
"""“described by the police as …”."""
_ACTIVE = regex(rf"(?<![\w.&’'-])(?P<who>{SUBJECT}){_ASIDE},?\s+{ADVERB}(?:{SAY}|put it)\b")
"""The subject before its verb: “The head, Ana Ruiz, noted”."""
_JUDGED = regex(
    rf"(?<![\w.&’'-])(?P<who>{SUBJECT}){_ASIDE},?\s+{ADVERB}(?:{JUDGE})\b[^.;?!{HIDDEN_QUOTE}]{{0,100}}{HIDDEN_QUOTE}"
)
"""“dismissed the report as ‘guesswork’”."""
_LEADS = regex(rf"\A(?P<who>{_DESCRIBED})\s+{ADVERB}(?:{SAY}|{JUDGE})\b[^.;?!{HIDDEN_QUOTE}]{{0,100}}{HIDDEN_QUOTE}")
"""Somebody who is only described, at the head of the sentence: “A landlady told us: ‘…’”."""
_INTRODUCES = regex(rf"(?<![\w.&’'-])(?P<who>{SUBJECT}){_ASIDE}\s+[\w\s’'-]{{1,60}}:\s*{HIDDEN_QUOTE}")
"""“The mayor shrugged: ‘…’”."""
_AS_DESCRIBED = regex(rf"\b[Aa]s\s+(?P<who>{_DESCRIBED})\s+{ADVERB}(?:{SAY}|put it|puts it)\b")
"""“As a customs agent in the port put it, …”."""
_PRONOUN = regex(rf"\b(?:he|she|they|who)\s+{ADVERB}(?:{SAY}|put it)\b", re.IGNORECASE)
"""“He said”: somebody speaks whom the sentence does not name."""
_ACCORDING = regex(
    r"\b(?:according\s+to|in\s+the\s+(?:words|opinion|view)\s+of|según|selon|d’après|laut|secondo|segundo)\s+"
    rf"((?:[^\s,;:.{HIDDEN_QUOTE}]+[^\S\n]*|(?<=\b[A-Z])\.\s?|(?<=\bDr)\.\s|(?<=\bProf)\.\s|(?<=\bMr)\.\s|(?<=\bMs)\.\s|(?<=\bMrs)\.\s){{1,12}})",
    re.IGNORECASE,
)
"""“According to the police”; also in the languages that English reports quote."""
_THAT = regex(
    rf"(?<![\w.&’'-])(?P<who>{SUBJECT}){_ASIDE},?\s+{ADVERB}(?:{SAY}|{THAT_ONLY})(?:\s+[\w’'-]+){{0,3}}?\s+that\b"
)
"""“The police told reporters that …”."""
_WHO_THAT = regex(
    rf"\A(?P<who>(?:[\w’'-]++\s++){{0,4}}?[\w’'-]+(?:{AGENT})(?:\s++(?:of|in|from|at|for|with|who|on)\s++[^,;:.]{{1,60}}?)?)\s+{ADVERB}(?:{SAY}|{THAT_ONLY})(?:\s+[\w’'-]+){{0,3}}?\s+that\b"
)
"""The same with people who are only described, by what they do: “Former dockers in Lumo said that …”."""
_PLAIN = regex(rf"(?<![\w.&’'-])(?P<who>{SUBJECT}){_ASIDE}\s+{ADVERB}(?:{DIRECT})\s+(?!to\b|that\b|by\b)")
"""“The police said the port was closed.”"""
_TRAILING = regex(
    rf",\s+(?:(?P<who>{SUBJECT}|(?:[a-z’'-]+\s+){{0,3}}[a-z]+(?:{AGENT}))\s+{ADVERB}(?:{SAY})|(?:{SAY})\s+(?P<behind>{SUBJECT}))(?=[.,;]|\Z)"
)
"""“The port was closed, the police said.”"""
_AS = regex(rf"\b[Aa]s\s+(?P<who>{SUBJECT}){_ASIDE}\s+{ADVERB}(?:{SAY}|put it)\b")
"""“As the police noted, …”."""
_PRONOUN_THAT = regex(
    rf"\b(?:he|she|they|who)\s+{ADVERB}(?:(?:{SAY}|{THAT_ONLY})(?:\s+[\w’'-]+){{0,3}}?\s+that|(?:{DIRECT})\s+(?!to\b))\b",
    re.IGNORECASE,
)
"""“She believes that …”: reported, by nobody whom the sentence names."""
_OWN = regex(
    r"(?:(?:this|our|the|these)\s+)?(?:present\s+)?(?:report|paper|article|brief|authors?|section|chapter|findings?|figures?|tables?|data)\b"
    r"|we\b|i\b|it\b|there\b|this\b|that\b|these\b|those\b|what\b",
    re.IGNORECASE,
)
"""The document itself, its parts, and pronouns: no speaker."""
_LEADING = regex(
    r"\A(?:and|or|but|See|So|Thus|Hence|However|Moreover|Furthermore|Meanwhile|Yet|But|And|Still|Indeed|Instead|Then|Later|Also|As|When|While|Although|If|In|On|At|By)\b,?\s+"
)
"""What may lead a sentence in, and looks like the beginning of a name by its capital."""
NAMES_A_TERM = regex(
    r"\b(?:titled|entitled|called|named|dubbed|nicknamed|termed|labell?ed|known as|term|word|phrase|slogan|headline|so-called)"
    r"[\s:,]*\Z",
    re.IGNORECASE,
)
"""Before a quotation mark: the words in it are a title or a term, not somebody's speech."""
_SPEAKERS = regex(rf"\b(?:{NOUN})\b")
_HINT = regex(
    rf"\b(?:{SAY}|{THAT_ONLY}|put it|according|words|opinion|view|según|selon|d’après|laut|secondo|segundo)\b",
    re.IGNORECASE,
)
"""Without one of these a sentence reports nothing: most sentences, and quickly told."""
_HINT_BESIDE = regex(rf"{_HINT.pattern}|\b(?:{JUDGE}|puts it|by)\b|:", re.IGNORECASE)
"""The same beside a quotation."""
_NOBODY = frozenset(("he", "she", "they", "who", "when", "where", "although", "because"))
_QUANTIFIERS = frozenset(("some", "many", "most", "others", "several"))
_FULL_STOP = regex(r"(?<=[\w)][\w)])\.\Z")
_NAMES = regex(rf"(?<!\w){UP}")


def attributed(sentence: str) -> tuple[bool, Speaker | None]:
    """Whether somebody is said to say what a sentence quotes, and who, where it can be told."""
    return _attributed(sentence[:_MOST])


# In a sentence that quotes very often each quotation asks the same.
@lru_cache(maxsize=16)
def _attributed(sentence: str) -> tuple[bool, Speaker | None]:
    if not _HINT_BESIDE.search(sentence):
        return False, None
    # The surest first: behind a quotation nobody but its speaker is named.
    for pattern in (_INVERTED, _BEHIND, _BETWEEN, _PASSIVE, _AS_DESCRIBED, _ACTIVE, _INTRODUCES):
        if (match := pattern.search(sentence)) and (
            speaker := _speaker(match, near=pattern in (_BETWEEN, _BEHIND, _AS_DESCRIBED))
        ):
            return True, speaker
    if speaker := _according(sentence):
        return True, speaker
    if (match := _LEADS.search(sentence)) and (speaker := _speaker(match, near=True)):
        return True, speaker
    return bool(_ACCORDING.search(sentence) or _PRONOUN.search(sentence)), None


def judged(sentence: str) -> Speaker | None:
    """Who calls, dismisses, praises … something in the words that a sentence quotes."""
    return _judged(sentence[:_MOST])


@lru_cache(maxsize=16)
def _judged(sentence: str) -> Speaker | None:
    match = _JUDGED.search(sentence)
    return _speaker(match) if match else None


def introduced(text: str) -> Speaker | None:
    """Who speaks after a text such as “As N. N. noted:”: the subject of its last verb of saying."""
    # The last verb is the one that leads to the colon.
    speakers = [found for match in _ACTIVE.finditer(text) if (found := _speaker(match))]
    return speakers[-1] if speakers else _according(text)


def reported(sentence: str) -> tuple[bool, Speaker | None]:
    """Whether a sentence gives what somebody says in other words, and who, where it can be told."""
    sentence = sentence[:_MOST]
    if not _HINT.search(sentence):
        return False, None
    if speaker := _according(sentence):
        return True, speaker
    for pattern in (_AS, _AS_DESCRIBED, _THAT, _PLAIN, _WHO_THAT, _TRAILING):
        if (match := pattern.search(sentence)) and (
            speaker := _speaker(match, near=pattern in (_AS_DESCRIBED, _WHO_THAT, _TRAILING))
        ):
            return True, speaker
    return bool(_PRONOUN_THAT.search(sentence)), None


def _speaker(match: re.Match[str], *, near: bool = False) -> Speaker | None:
    """The subject, with what an aside says of it; `near`: where it stands nobody but a speaker can, whatever the word for them."""
    groups = match.groupdict()
    subject = _clean(groups["who"] or groups.get("behind") or "", near=near)
    return make_speaker(subject, groups.get("aside")) if subject else None


def _according(text: str) -> Speaker | None:
    match = _ACCORDING.search(text)
    return _phrase(match.group(1)) if match else None


def _phrase(phrase: str) -> Speaker | None:
    """What follows “according to”, when it names somebody: a name, or a word for those who speak."""
    name = re.split(r"\s+(?:who|which|that|and|but|has|have|had|is|are|was|were|in (?:19|20)\d\d)\b", phrase.strip())[0]
    speaks = is_name(name) or re.search(UP, name) or _SPEAKERS.search(name)
    return make_speaker(name.strip()) if speaks and not _OWN.match(name) else None


def _clean(subject: str, *, near: bool) -> str | None:
    """A subject without what leads the sentence in; None when it is the document itself or names nobody."""
    subject = _LEADING.sub("", subject.strip(), count=1).strip(" ,")
    subject = _FULL_STOP.sub("", subject)
    if not subject or _OWN.match(subject):
        return None
    first, _, rest = subject.partition(" ")
    known = near or bool(_NAMES.search(subject)) or bool(_SPEAKERS.search(subject))
    # Of “when police” or “they” nobody can be told.
    if first.casefold() in _NOBODY or (not rest and first.casefold() in _QUANTIFIERS):
        return None
    return subject if known and (rest or len(first) > 1) else None
