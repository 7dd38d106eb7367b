"""Whether an English sentence says by its own words that it leans on what comes before: pronouns, demonstratives, connectives."""

from __future__ import annotations

import re

from qa.language.en.months import ENGLISH_MONTHS

MARKS = "“”\"'‘’([«–— "
"""What may stand before a sentence's first word."""
ADVERBIAL = (
    r"(?:In|On|At|By|During|After|Before|Since|Until|Within|Over|Throughout|From|Earlier|Last|Recently|Today|Now|Perhaps|Often|"
    r"Sometimes|Soon|Again|Here|There|Two|Three|Four|Five|Ten|[A-Z]\w+(?:ly|ing|ed))\b[^,.;:]{0,50}"
)
_BE = r"is|was|are|were|has|have|had|will|would|could|can|may|might|must|should|does|do|did|cannot"

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
_CONSEQUENCE = re.compile(
    r"(?:As a (?:result|consequence)(?! of)|Consequently|Therefore|Thus|Hence|Accordingly|For (?:this|that|these|those) reasons?|"
    r"Because of (?:this|that|these)|(?:This|That|Which) is why|(?:This|That|These|All of this) (?:has |have |had )?(?:leads?|led) to)\b"
)
_DEICTIC = (
    r"reports?|study|studies|papers?|articles?|chapters?|sections?|analysis|document|bulletin|book|essay|brief|white paper|audit|"
    r"opinion|reviews?|surveys?|guide|guidelines?|handbook|paragraph|appendix|annex|table|figure|page|issue|volume|thesis|website|"
    r"year|month|week|morning|afternoon|evening|autumn|spring|summer|winter|century|decade|days|time around"
)
"""With `this`, these mean the text in hand, or its day."""
_THOSE_WHO = (
    r"who|whom|whose|with|without|in|on|at|from|of us|living|wishing|seeking|\w+ing|\w+ed (?:by|of|in|with|as|to|for|from)|able|unable|"
    r"responsible|found|caught|left|willing|most|least"
)
_PREPOSITION = (
    r"(?:In|On|At|By|For|With|From|Of|Under|During|After|Before|Since|Despite|Because of|Through|Without|Among|Amid|Against|Beyond|"
    r"Like|Unlike|Following|To|Within|Over|According to|Due to|Thanks to|Owing to|Throughout|Based on|As part of|Behind|Alongside|"
    r"Besides|Around|Contrary to|Apart from|Instead of|As a result of|In (?:spite|light|view|the face|the wake|case) of|"
    r"In (?:addition|response|contrast|relation) to|In (?:line|keeping|contrast) with|In doing|To do)"
)
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        _CONNECTIVES,
        r"(?:He|She|They|Theirs|Them)(?![\w-])",
        r"(?:His|Her|Its|Their)\s+(?!Majesty|Excellency|Holiness|Honou?r|Highness|Royal|Grace)",
        r"It\b(?!-)",
        rf"(?:This|These)\b(?!\s+(?:[a-z]+\s+)?(?:{_DEICTIC})\b)",
        rf"That\s+(?:{_BE}|same|means|meant|makes|made|leaves|left|changed|explains?|led|year|month|day|week|night)\b",
        rf"That\s+(?!all|some|many|most|no|every|each|one|two)[a-z]+[a-rt-z]\s+(?:{_BE}|\w+ed|came|took|began|fell|rose|went|held)\b",
        rf"Those\b(?!\s+(?:{_THOSE_WHO})\b|\s+\w+ who\b)",
        r"Such\b(?! as\b)",
        rf"Both\s+(?:{_BE}|of (?:them|these|the)|\w+s(?!\s+and\b)|men|women|people)\b",
        r"Neither\b(?!.*\bnor\b)",
        rf"(?:Each|None|All|One|Two|Three|Four|Five|Six|Many|Some|Most|Several|Few)\s+(?:of (?:them|these|those(?! who))|{_BE}|died|fled)\b",
        r"(?:Others?|The others?)\s+(?!than\b)",
        rf"The (?:latter|resulting|ensuing|aforementioned|former(?=,?\s+(?:{_BE}|\w+ed)\b)|same\b(?!.*\bas\b)|other\b(?! than| day)|rest (?:{_BE})\b)",
        r"(?:Two|Three|Several|Some|Many|A few|Dozens of) (?:others|more)\b",
        r"(?:[\w-]+\s+){1,4}?of\s+(?:them|these|those(?!\s+(?:who|in|with|of|from)\b))\b",
        r"(?:Many|Most|Some|Several|Few|One|Two|Three|Half|All|None|Part) of (?:its|their|his|her)\b",
        r"(?:Many|Most|Some|Several|Few|One|Two|Three|All|No|Any|Other) such\b",
        rf"The (?:\w+ ){{1,3}}of (?:this|these|that) (?:{_BE})\b",
        r"Here(?:,|\s+(?!is\b|are\b|lies?\b)[a-z])",
        r"There(?:,|\s+(?:he|she|they|it|the)\b)",
        rf"{_PREPOSITION}\s+(?:(?:all|both|each|most|many|some|one|half)\s+(?:of\s+)?)?"
        rf"(?:(?:this|these)(?!\s+(?:[a-z]+\s+)?(?:{_DEICTIC})\b)|that|those(?!\s+(?:{_THOSE_WHO})\b)|such(?! as)|them\b|him\b|it,|so\b)",
        r"In\s+(?:both|either|neither|each|all (?:two|three|four)|the other)\s+(?:cases?|instances?|scenarios?|places?|countries)\b",
        rf"(?:While|If|Although|Though|Because|As|When|Once|Until|Unless|Whether)\s+(?:this|these|(?:that|those)\s+(?:{_BE})\b)"
        rf"(?!\s+(?:{_DEICTIC})\b)",
        r"(?:So|Nor|Neither)\s+(?:do|does|did|is|are|was|were|has|have|had|will|too)\b",
        r"(?:In|By|Since|Until)\s+(?:[A-Z][a-z]+\s+)?\d{4}\s+(?:he|she|they|it)\b",
        r"Among (?:the|its|their|his|her) (?:\w+ )?\w+ (?:was|were|is|are)\b",
    )
)

_STATE = (
    r"important|possible|impossible|hard|difficult|easy|easier|harder|necessary|early|late|safe|reasonable|essential|crucial|vital|"
    r"useful|common|uncommon|rare|unusual|customary|natural|best|better|worth|fair|tempting|time|critical|sufficient|enough|wise|unwise|legal|"
    r"illegal|lawful|unlawful|advisable|premature|instructive|helpful|interesting|convenient|cheaper|imperative|prudent|pointless|futile"
)
_SAID = (
    r"said|held|ruled|claimed|thought|believed|estimated|reported|alleged|assumed|argued|suggested|expected|known|understood|feared|hoped|noted|"
    r"decided|agreed|announced|found|shown|recommended|recalled|recogni[sz]ed|accepted|acknowledged|stressed|proposed|concluded|observed|"
    r"clear|unclear|true|likely|unlikely|probable|possible|evident|obvious|plain|apparent|certain|conceivable"
)
_ADVERBS = (
    r"(?:(?:not|never|also|still|now|thus|therefore|often|sometimes|already|so|too|very|quite|more|most|less|rather|far|just|only|even|"
    r"yet|no longer|however|perhaps|of course|been|be|\w+ly),?\s+){0,4}"
)
_EXPLETIVE = re.compile(
    rf"it(?:(?:’s|'s)|,? [\w ]{{1,20}},|)\s+(?:(?:{_BE})(?:n’t|n't|not)?\s+)?{_ADVERBS}(?:(?:is|was|been|be)\s+)?{_ADVERBS}(?:"
    r"(?!an?\b|the\b)(?:[\w’-]+\s+){1,3}?(?:that|whether|how|why|what|who|when|where|if)\b"
    rf"|(?:{_SAID})\b[^.;]{{0,60}}?\bthat\b"
    rf"|(?:{_STATE})(?:\s+for\s+[^.,;]{{1,60}}?|\s+of\s+[^.,;]{{1,40}}?)?\s+(?:to\b|\w+ing\b|that\b)"
    r"|(?:seem|appear|emerge|transpire|happen|turn|remain)\w*\s+(?:out\s+)?(?:[\w’-]+\s+){0,2}?(?:that|as if|as though|whether|how|to be seen)\b"
    r"|(?:takes?|took|costs?|pays|paid|helps|makes? (?:\w+ )?sense|made (?:\w+ )?sense|falls|fell)\s+(?:[\w’-]+\s+){0,6}?to\b"
    r"|no (?:surprise|coincidence|secret|accident|wonder|doubt)\b"
    r"|an? (?:\w+ )?(?:fact|matter|mistake|pity|shame|truism|question|given)\b"
    r"|(?:not\s+)?(?:until|only|in|on|at|because|through|during|from|here|then|there|precisely|the)\s[^.;]{0,80}?\b(?:that|who|which)\b"
    r"|(?:rain|snow)(?:s|ed)\b)",
    re.IGNORECASE,
)
"""`It is estimated that …`, `It took years to …`: the pronoun means nothing."""

_WITHIN = re.compile(
    rf"\b(?:this|these)\s+(?!{_DEICTIC}|way\b|regard\b|respect\b|and\b|or\b)((?:[a-z-]+\s+)??)([a-z][a-z-]+)\b"
)
_NEW_CLAUSE = re.compile(
    r"[;:–—“‘\"(]|,\s+(?:and|but|so|yet|which|while|although|though|because|where)\b|\b(?:that|which|who|when|because|if)\b"
)
_ASIDE = re.compile(
    r"[^,;:.–]{1,60},\s+(?:however|therefore|in turn|nevertheless|nonetheless|moreover|furthermore|meanwhile|by contrast|in contrast|"
    r"conversely|consequently|likewise|similarly|by comparison|on the other hand|too|then|also),\s"
)
_LAST = re.compile(r"\b(?:as a result|as a consequence|in response|in return|too|in so doing)[.!?”’\"]*\Z")
_AFTER_ADVERBIAL = re.compile(rf"({ADVERBIAL}),\s+(he|she|they|it|this|these)\b(?!\s+(?:{_DEICTIC})\b)")
_MOST_CHARACTERS = 2000
"""Characters of a sentence that are looked at."""
_NAME = re.compile(
    rf"\b(?!(?:{'|'.join(ENGLISH_MONTHS)}|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I)\b)[A-Z]\w+"
)


def leans(sentence: str) -> bool:
    """True when the sentence's own words point back: at its beginning, or by `this …` where it has nothing to point at."""
    text = sentence[:_MOST_CHARACTERS].lstrip(MARKS)
    if _EXPLETIVE.match(text):
        return _points_back(text)
    return any(sign.match(text) for sign in _SIGNS) or _follows(text) or _points_back(text)


def is_consequence(sentence: str) -> bool:
    """True when the sentence says that it follows from what stands before it: `As a result, …`."""
    return bool(_CONSEQUENCE.match(sentence.lstrip(MARKS)))


def has_name(text: str) -> bool:
    """True when a capitalised word stands after the first word; months and weekdays do not count."""
    return bool(_NAME.search(text, len(text.split(" ", 1)[0])))


def _follows(text: str) -> bool:
    """True for `In 2019, he …`, `The port, however, …` and `… were frozen as a result`."""
    opened = _AFTER_ADVERBIAL.match(text)
    if opened and not has_name(opened[1]) and not _EXPLETIVE.match(text, opened.start(2)):
        return True
    last = _LAST.search(text)
    return bool(_ASIDE.match(text) or (last and not _NEW_CLAUSE.search(text[: last.start()])))


def _points_back(text: str) -> bool:
    """`this trend`, `these groups` further on, in the first clause, where no such noun stands before it."""
    for found in _WITHIN.finditer(text):
        before = text[: found.start()]
        if _NEW_CLAUSE.search(before):
            return False
        noun = found[2].rstrip("s")
        if noun[:5].casefold() not in before.casefold():
            return True
    return False
