"""The openings by which an English sentence leans on what stands before it, each named: pronouns, demonstratives, connectives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.regex import regex

AUXILIARY = r"is|was|are|were|has|have|had|will|would|could|can|may|might|must|should|does|do|did|cannot"
DEICTIC_NOUN = (
    r"reports?|study|studies|papers?|articles?|chapters?|sections?|analysis|document|bulletin|book|essay|brief|white paper|audit|"
    r"opinion|reviews?|surveys?|guide|guidelines?|handbook|paragraph|appendix|annex|table|figure|page|issue|volume|thesis|website|"
    r"year|month|week|morning|afternoon|evening|autumn|spring|summer|winter|century|decade|days|time around"
)
"""With `this`, these mean the text in hand, or its day."""
_CONNECTIVES = (
    r"(?:However|Moreover|Furthermore|Additionally|Consequently|Therefore|Thus|Hence|Meanwhile|Similarly|Likewise|Nonetheless|"
    r"Nevertheless|Conversely|Afterwards?|Subsequently|Thereafter|Otherwise|Accordingly|Indeed|Secondly|Thirdly|Alternatively|"
    r"As a (?:result|consequence|response)(?! of| to)|In (?:addition|response)(?! to)|In (?:contrast)(?! to| with)|By (?:contrast|comparison)(?! to| with)|"
    r"On the (?:other hand|contrary)|In (?:turn|fact|other words|return|particular|doing so|the process|the meantime|the same (?:way|vein))|"
    r"(?:For|To give) (?:example|instance|that reason|this reason)|To (?:this|that) end|At the same time|Even so|That (?:said|is,)|"
    r"(?:Since|Until|By|Back|Even) then|(?:Soon|Shortly|Immediately|Not long) after(?:wards|ward)?,|(?:Days|Weeks|Months|Years) later|"
    r"Instead(?! of)|Later(?! (?:generations|stages|versions))|Then(?!-)|And(?!-)|But(?! for| see)|Yet|Or|Nor|Also|Hence|As such|"
    r"So(?! far|-|\s+(?:that|long|much|many)\b)|(?:Again|Still|Besides|Rather|Too|Second|Third|Equally|Namely|Specifically),)(?![\w-])"
)
_THOSE_WHO = (
    r"who|whom|whose|with|without|in|on|at|from|of us|living|wishing|seeking|\w+ing|\w+ed (?:by|of|in|with|as|to|for|from)|able|unable|"
    r"responsible|found|caught|left|willing|most|least"
)
"""After “those”, these say whom it means."""
_PREPOSITION = (
    r"(?:In|On|At|By|For|With|From|Of|Under|During|After|Before|Since|Despite|Because of|Through|Without|Among|Amid|Against|Beyond|"
    r"Like|Unlike|Following|To|Within|Over|According to|Due to|Thanks to|Owing to|Throughout|Based on|As part of|Behind|Alongside|"
    r"Besides|Around|Contrary to|Apart from|Instead of|As a result of|In (?:spite|light|view|the face|the wake|case) of|"
    r"In (?:addition|response|contrast|relation) to|In (?:line|keeping|contrast) with|In doing|To do)"
)


@dataclass(frozen=True, slots=True)
class LeaningRule:
    """One opening that points back."""

    name: str
    construction: str
    """The English construction that it is, with examples."""
    pattern: re.Pattern[str]
    """Matches at the beginning of the sentence."""


def _rule(name: str, construction: str, pattern: str) -> LeaningRule:
    return LeaningRule(name, construction, regex(pattern))


LEANING_RULES = (
    _rule(
        "connective",
        "A connective opens: “However, …”, “As a result, …”, “Since then, …”, “But …”.",
        _CONNECTIVES,
    ),
    _rule(
        "personal pronoun",
        "A personal pronoun is the subject: “They fled.”",
        r"(?:He|She|They|Theirs|Them)(?![\w-])",
    ),
    _rule(
        "possessive",
        "A possessive opens the subject: “Their boats …”; not a title, “His Majesty”.",
        r"(?:His|Her|Its|Their)\s+(?!Majesty|Excellency|Holiness|Honou?r|Highness|Royal|Grace)",
    ),
    _rule(
        "it",
        "“It” is the subject; where it means nothing, `_EXPLETIVE` has said so before.",
        r"It\b(?!-)",
    ),
    _rule(
        "this or these",
        "“This …” or “These …”, alone or with a noun; not the text in hand or its day, “this report”, “this year”.",
        rf"(?:This|These)\b(?!\s+(?:[a-z]+\s+)?(?:{DEICTIC_NOUN})\b)",
    ),
    _rule(
        "that alone",
        "“That” is the subject, “That led to …”, or points back in time, “That year …”.",
        rf"That\s+(?:{AUXILIARY}|same|means|meant|makes|made|leaves|left|changed|explains?|led|year|month|day|week|night)\b",
    ),
    _rule(
        "that with a noun",
        "“That” points at a noun: “That decision was …”; not “That all …”, nor a plural, which opens a clause.",
        rf"That\s+(?!all|some|many|most|no|every|each|one|two)[a-z]+[a-rt-z]\s+(?:{AUXILIARY}|\w+ed|came|took|began|fell|rose|went|held)\b",
    ),
    _rule(
        "those",
        "“Those” takes up several; not “Those who …”, which says itself whom it means.",
        rf"Those\b(?!\s+(?:{_THOSE_WHO})\b|\s+\w+ who\b)",
    ),
    _rule(
        "such",
        "“Such …” takes up a kind; not “Such as …”.",
        r"Such\b(?! as\b)",
    ),
    _rule(
        "both",
        "“Both” takes up two: “Both were …”, “Both men …”; not “Both ports and …”, which names them.",
        rf"Both\s+(?:{AUXILIARY}|of (?:them|these|the)|\w+s(?!\s+and\b)|men|women|people)\b",
    ),
    _rule(
        "neither",
        "“Neither” takes up two; not “Neither … nor …”, which names them.",
        r"Neither\b(?!.*\bnor\b)",
    ),
    _rule(
        "quantity alone",
        "A number or quantity has lost its noun: “Three of them …”, “Some were …”.",
        rf"(?:Each|None|All|One|Two|Three|Four|Five|Six|Many|Some|Most|Several|Few)\s+(?:of (?:them|these|those(?! who))|{AUXILIARY}|died|fled)\b",
    ),
    _rule(
        "others",
        "“Others …” or “The other …” stands beside some told before; not “Others than …”.",
        r"(?:Others?|The others?)\s+(?!than\b)",
    ),
    _rule(
        "the latter",
        "“The latter”, “The former”, “The resulting …”, “The same …”: takes up by its place or its outcome.",
        rf"The (?:latter|resulting|ensuing|aforementioned|former(?=,?\s+(?:{AUXILIARY}|\w+ed)\b)|same\b(?!.*\bas\b)|other\b(?! than| day)|rest (?:{AUXILIARY})\b)",
    ),
    _rule(
        "so many more",
        "“Two others …”, “Several more …”: counted on from those told before.",
        r"(?:Two|Three|Several|Some|Many|A few|Dozens of) (?:others|more)\b",
    ),
    _rule(
        "of them",
        "A noun phrase ends in “of them” or “of these”: “The largest of them …”.",
        r"(?:[\w-]+\s+){1,4}?of\s+(?:them|these|those(?!\s+(?:who|in|with|of|from)\b))\b",
    ),
    _rule(
        "part of its",
        "“Some of its …”, “Half of their …”: part of a thing told before.",
        r"(?:Many|Most|Some|Several|Few|One|Two|Three|Half|All|None|Part) of (?:its|their|his|her)\b",
    ),
    _rule(
        "so many such",
        "“Many such …”, “No such …”: of a kind told before.",
        r"(?:Many|Most|Some|Several|Few|One|Two|Three|All|No|Any|Other) such\b",
    ),
    _rule(
        "noun of this",
        "“The cost of this was …”: the pronoun inside the subject points back.",
        rf"The (?:\w+ ){{1,3}}of (?:this|these|that) (?:{AUXILIARY})\b",
    ),
    _rule(
        "here",
        "“Here, …”, “Here the …”: the place was told before; not “Here is …”, which points forward.",
        r"Here(?:,|\s+(?!is\b|are\b|lies?\b)[a-z])",
    ),
    _rule(
        "there",
        "“There, …”, “There they …”: the same; not “There are …”, which says that something exists.",
        r"There(?:,|\s+(?:he|she|they|it|the)\b)",
    ),
    _rule(
        "preposition and pronoun",
        "A prepositional phrase with a pronoun opens: “After this, …”, “Because of that …”, “Among those, …”.",
        rf"{_PREPOSITION}\s+(?:(?:all|both|each|most|many|some|one|half)\s+(?:of\s+)?)?"
        rf"(?:(?:this|these)(?!\s+(?:[a-z]+\s+)?(?:{DEICTIC_NOUN})\b)|that|those(?!\s+(?:{_THOSE_WHO})\b)|such(?! as)|them\b|him\b|it,|so\b)",
    ),
    _rule(
        "in both cases",
        "“In both cases”, “In the other …”: takes up cases told before.",
        r"In\s+(?:both|either|neither|each|all (?:two|three|four)|the other)\s+(?:cases?|instances?|scenarios?|places?|countries)\b",
    ),
    _rule(
        "clause with a pronoun",
        "A clause opens whose subject points back: “While this continued, …”, “If these are …”.",
        rf"(?:While|If|Although|Though|Because|As|When|Once|Until|Unless|Whether)\s+(?:this|these|(?:that|those)\s+(?:{AUXILIARY})\b)"
        rf"(?!\s+(?:{DEICTIC_NOUN})\b)",
    ),
    _rule(
        "so do",
        "“So did …”, “Nor has …”, “Neither did …, nor …”: the verb stands for one told before.",
        r"(?:So|Nor|Neither)\s+(?:do|does|did|is|are|was|were|has|have|had|will|too)\b",
    ),
    _rule(
        "year and pronoun",
        "A date without a comma, then a pronoun: “In 2019 he …”.",
        r"(?:In|By|Since|Until)\s+(?:[A-Z][a-z]+\s+)?\d{4}\s+(?:he|she|they|it)\b",
    ),
    _rule(
        "among the",
        "“Among the dead was …”: one of a number told before.",
        r"Among (?:the|its|their|his|her) (?:\w+ )?\w+ (?:was|were|is|are)\b",
    ),
)
