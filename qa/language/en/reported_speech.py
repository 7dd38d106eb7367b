"""Verbs of saying and their subjects in a sentence: who is said to say what."""

from __future__ import annotations

import re

HIDDEN_QUOTE = "\ue000"
"""Stands for each character of a quotation, whose own words name nobody."""
_MOST = 2000
"""Characters of a sentence that are looked at: names and verbs of saying stand near each other."""

_SAY = (
    "said|says|say|told|tells|wrote|writes|noted|notes|explained|explains|added|adds|argued|argues|warned|warns|stated|states|"
    "claimed|claims|recalled|recalls|remarked|remarks|observed|observes|commented|comments|insisted|insists|stressed|stresses|"
    "testified|testifies|replied|replies|declared|declares|acknowledged|acknowledges|admitted|admits|alleged|alleges|"
    "confirmed|confirms|maintained|maintains|suggested|suggests|complained|complains|asked|asks|described|describes|"
    "concluded|concludes|predicted|predicts|reported|reports|held|opined|emphasized|emphasised|tweeted"
)
_THAT_ONLY = (
    "believe|believes|believed|think|thinks|estimate|estimates|estimated|found|finds|announced|announces|believing"
)
_DIRECT = "said|says|say|told|tells|warned|warns"
_UP = r"[^\W\d_a-zß-öø-ÿ]"
_CAP = rf"{_UP}[\w.’'&-]*"
_SMALL = (
    r"(?!(?:The|A|An|In|On|At|By|As|If|When|While|Although|But|And|Yet|For|Of|To|From|That|This|It|He|She|They|We|I)\b)"
)
_NAME = rf"{_SMALL}{_CAP}(?:\s+(?:(?:of|for|and|on|the|de|del|la|van|von|der|bin|al|da|dos|du|y|v\.|vs\.)\s+){{0,2}}{_CAP}){{0,7}}"
_NOUN = (
    "police|officers?|officials?|prosecutors?|investigators?|detectives?|authorities|ministry|ministers?|president|government|"
    "spokes(?:man|woman|person|people)|journalists?|reporters?|experts?|analysts?|researchers?|scholars?|economists?|scientists?|"
    "residents?|witness(?:es)?|lawyers?|attorneys?|judges?|court|navy|army|military|intelligence|sources?|interviewees?|"
    "respondents?|informants?|activists?|director|head|chief|mayor|governor|senator|ambassador|diplomats?|secretary|commissioner|"
    "professor|doctors?|teachers?|farmers?|fishermen|traders?|dealers?|smugglers?|traffickers?|members?|victims?|critics|"
    "agency|agencies|bank|company|newspaper|media|study|survey|auditors?|committee|commission|union|plaintiffs?|defendants?|"
    "counsel|man|woman|person|mother|father|brother|sister|workers?|employees?|managers?|businessman|businesswoman|observers"
)
_DETERMINER = "the|a|an|one|two|three|several|some|many|most|local|former|senior|other|both|another"
_COMMON = (
    rf"(?:(?i:{_DETERMINER})\s+){{0,3}}(?:[\w’'-]+\s+){{0,2}}?(?i:{_NOUN})"
    rf"(?:\s+(?:of|in|from|at|for|with)\s+(?:the\s+)?(?:{_NAME}|[a-z]+))?"
)
_SUBJECT = rf"(?:[Tt]he\s+)?(?:{_COMMON}|{_NAME})"
_ADVERB = r"(?:(?:also|later|has|have|had|then|once|recently|already|repeatedly|\w+ly)\s+){0,2}"
_ASIDE = r"(?:\s*,[^,;:]{1,120},)?"
_NAMED_ASIDE = r"(?:\s*,([^,;:]{1,120}),)?"

_ACTIVE = re.compile(rf"(?<![\w.&’'-])({_SUBJECT}){_NAMED_ASIDE},?\s+{_ADVERB}(?:{_SAY}|put it)\b")
"""The subject before its verb: “The head, Ana Ruiz, noted”."""
_PRONOUN = re.compile(rf"\b(?:he|she|they|who)\s+{_ADVERB}(?:{_SAY}|put it)\b", re.IGNORECASE)
"""“He said”: somebody speaks whom the sentence does not name."""
_INVERTED = re.compile(rf"{HIDDEN_QUOTE},?\s+(?:{_SAY})\s+({_SUBJECT})")
"""The subject after its verb, behind a quotation: “…,” said Ana Ruiz."""
_PASSIVE = re.compile(
    rf"\b(?:described|characteri[sz]ed|called|quoted|reported|stated|noted|summed up)\s+by\s+({_SUBJECT})"
)
"""“described by the police as …”."""
_ACCORDING = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:words|opinion|view)\s+of|según|selon|d’après|laut|secondo|segundo)\s+"
    rf"((?:[^\s,;:.{HIDDEN_QUOTE}]+[^\S\n]*){{1,12}})",
    re.IGNORECASE,
)
"""“According to the police”; also in the languages that English reports quote."""
_THAT = re.compile(
    rf"(?<![\w.&’'-])({_SUBJECT}){_ASIDE},?\s+{_ADVERB}(?:{_SAY}|{_THAT_ONLY})(?:\s+[\w’'-]+){{0,3}}?\s+that\b"
)
"""“The police told reporters that …”."""
_PLAIN = re.compile(rf"(?<![\w.&’'-])({_SUBJECT}){_ASIDE}\s+{_ADVERB}(?:{_DIRECT})\s+(?!to\b|that\b|by\b)")
"""“The police said the port was closed.”"""
_TRAILING = re.compile(rf",\s+(?:({_SUBJECT})\s+{_ADVERB}(?:{_SAY})|(?:{_SAY})\s+({_SUBJECT}))(?=[.,;]|\Z)")
"""“The port was closed, the police said.”"""
_AS = re.compile(rf"\b[Aa]s\s+({_SUBJECT}){_ASIDE}\s+{_ADVERB}(?:{_SAY}|put it)\b")
"""“As the police noted, …”."""
_PRONOUN_THAT = re.compile(
    rf"\b(?:he|she|they|who)\s+{_ADVERB}(?:(?:{_SAY}|{_THAT_ONLY})(?:\s+[\w’'-]+){{0,3}}?\s+that|(?:{_DIRECT})\s+(?!to\b))\b",
    re.IGNORECASE,
)
"""“She believes that …”: reported, by nobody whom the sentence names."""
_OWN = re.compile(
    r"(?:(?:this|our|the|these)\s+)?(?:present\s+)?(?:report|paper|article|brief|authors?|section|chapter|findings?|figures?|tables?|data)\b"
    r"|we\b|i\b|it\b|there\b|this\b|that\b|these\b|those\b|what\b",
    re.IGNORECASE,
)
"""The document itself, its parts, and pronouns: no speaker."""
_LEADING = re.compile(
    r"(?:However|Moreover|Furthermore|Meanwhile|Yet|But|And|Still|Indeed|Instead|Then|Later|Also|As|When|While|Although|If|In|On|At|By)\b,?\s+"
)
"""What may lead a sentence in, and looks like the beginning of a name by its capital."""
NAMES_A_TERM = re.compile(
    r"\b(?:titled|entitled|called|named|dubbed|nicknamed|termed|labell?ed|known as|term|word|phrase|slogan|headline|so-called)"
    r"[\s:,]*\Z",
    re.IGNORECASE,
)
"""Before a quotation mark: the words in it are a title or a term, not somebody's speech."""
_SPEAKERS = re.compile(rf"\b(?:{_NOUN})\b")
_HINT = re.compile(
    rf"\b(?:{_SAY}|{_THAT_ONLY}|put it|according|words|opinion|view|según|selon|d’après|laut|secondo|segundo)\b",
    re.IGNORECASE,
)
"""Without one of these a sentence reports nothing: most sentences, and quickly told."""
_WHOLE_NAME = re.compile(_NAME)
_FULL_STOP = re.compile(r"(?<=[\w)][\w)])\.\Z")
_NAMES = re.compile(rf"(?<!\w){_UP}")


def attributed(sentence: str) -> tuple[bool, str | None]:
    """Whether somebody is said to say what a sentence quotes, and who, where it can be told."""
    sentence = sentence[:_MOST]
    # The surest first: behind a quotation nobody but its speaker is named.
    for pattern in (_INVERTED, _PASSIVE, _ACTIVE):
        if (match := pattern.search(sentence)) and (name := _speaker(match)):
            return True, name
    if match := _ACCORDING.search(sentence):
        return True, _phrase(match.group(1))
    return bool(_PRONOUN.search(sentence)), None


def introduced(text: str) -> str | None:
    """Who speaks after a text such as “As N. N. noted:”: the subject of its last verb of saying."""
    # The last verb is the one that leads to the colon.
    names = [name for match in _ACTIVE.finditer(text) if (name := _speaker(match))]
    return names[-1] if names else _according(text)


def reported(sentence: str) -> tuple[bool, str | None]:
    """Whether a sentence gives what somebody says in other words, and who, where it can be told."""
    sentence = sentence[:_MOST]
    if not _HINT.search(sentence):
        return False, None
    if name := _according(sentence):
        return True, name
    for pattern in (_AS, _THAT, _PLAIN, _TRAILING):
        if match := pattern.search(sentence):
            name = _clean(next((group for group in match.groups() if group), ""))
            if name:
                return True, name
    return bool(_PRONOUN_THAT.search(sentence)), None


def _speaker(match: re.Match[str]) -> str | None:
    """The subject; where it is an office and an aside names its holder, that name: `the head, Ana Ruiz, noted`."""
    subject = _clean(match.group(1))
    aside = (match.group(2) or "").strip() if match.re.groups > 1 else ""
    return aside if subject and not _NAMES.search(subject) and _WHOLE_NAME.fullmatch(aside) else subject


def _according(text: str) -> str | None:
    match = _ACCORDING.search(text)
    return _phrase(match.group(1)) if match else None


def _phrase(phrase: str) -> str | None:
    """What follows “according to”, when it names somebody: a name, or a word for those who speak."""
    phrase = phrase.strip()
    name = re.split(r"\s+(?:who|which|that|and|but|has|have|had|is|are|was|were|in (?:19|20)\d\d)\b", phrase)[0]
    return name if (re.search(_UP, name) or _SPEAKERS.search(name)) and not _OWN.match(name) else None


def _clean(subject: str) -> str | None:
    """A subject without what leads the sentence in; None when it is the document itself or names nobody."""
    subject = _LEADING.sub("", subject.strip(), count=1).strip(" ,")
    subject = _FULL_STOP.sub("", subject)
    if not subject or _OWN.match(subject):
        return None
    first, _, rest = subject.partition(" ")
    known = bool(_NAMES.search(subject)) or bool(_SPEAKERS.search(subject))
    # Of “when police” or “they” nobody can be told.
    if first.casefold() in ("he", "she", "they", "who", "when", "where", "although", "because"):
        return None
    return subject if known and (rest or len(first) > 1) else None
