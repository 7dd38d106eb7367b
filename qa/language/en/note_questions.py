"""The words by which an English question speaks of notes and sources, and says what it wants of them."""

from __future__ import annotations

import re

from qa.regex import regex


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, between word boundaries, whatever the case."""
    return regex(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_WHICH = r"(?:which|what|whose|how\s+many)"
_FEW = r"(?:[\w’'-]+\s+){0,3}"
_AUTHOR = (
    r"(?:(?:the|this|its|these)\s+)?(?:authors?|writers?|researchers?|analysts?|reporters?|report|paper|article|study|essay|brief|"
    r"document|memo(?:randum)?|text|policy|piece|court|opinion|book|chapter)"
)
"""Who cites: the document, or those who wrote it."""
_CLAIM = (
    r"(?:claims?|statements?|assertions?|allegations?|figures?|numbers?|ideas?|findings?|facts?|sentences?|points?|contentions?|"
    r"views?|notions?|information|data|statistics?|stor(?:y|ies)|accounts?|passages?|estimates?|quot(?:es?|ations?)|remarks?|"
    r"conclusions?|lines?|bits?|arguments?|suggestions?|thesis|theses|accusations?|beliefs?)"
)
_PRONOUN = r"(?:they|it|we|you|one|anyone|anybody|she|he)"
_VOUCHING = r"(?:vouch\w*|attest\w*|underpin\w*|substantiat\w*|corroborat\w*)"
_BACKING = rf"(?:{_VOUCHING}|back\w*|support\w*|verif\w+|confirm\w*|document(?:s|ed)|prov(?:e[sdn]?|ing)|st(?:and|ood)s?\s+behind)"

CLAIM = regex(_CLAIM, re.IGNORECASE)
"""Words for what is stated: never a part of it."""

# What is spoken of: the apparatus

NOTES = _any(
    r"foot-?notes?\b",
    r"end-?notes?\b",
    r"notes?\s+\d+",
    r"fnn?\.?\s*\d+",
    rf"(?:{_WHICH}|the|a|any|no|each|all|count|number\s+of)\s+(?:of\s+(?:the|these|those|its|their)\s+)?notes?\b(?!\s+\d+\s*[ap]\.?m\b)",
)
CITATIONS = _any(
    r"cit(?:e[ds]?|ing|ations?)\b",
    r"references?\b(?!\s+(?:\w+\s+){0,4}to\b)",
    r"(?:how\s+many|which|number\s+of|of\s+the)\s+references\b",
    r"referenced\b",
    r"bibliograph\w+",
    r"un(?:sourced|cited|referenced|footnoted)\b",
)
SOURCES = _any(r"sources?\b(?!\s+code\b)(?!\s+of\b(?!\s+(?:the|this|that|its|their)\s+" + _CLAIM + r"))", r"sourced\b")
"""Not “sources of income”, nor “source code”."""
NO_SOURCE = regex(
    r"\b(?:open|closed|mixed|power|energy|water|light|heat|food|crowd|out|in|multi|to)[\s-]+sourced?s?\b", re.IGNORECASE
)
"""Senses of the word in which it is no work that a note names."""
STATEMENTS = regex(
    r"\b(?:claims?|statements?|assertions?|allegations?|sentences?|facts?|parts?|findings?|passages?|rests?\s+on|lean\w*\s+on|says?)\b",
    re.IGNORECASE,
)
SPOKEN_WITH = _any(
    r"interview(?:s|ed|ees?)?\b",
    rf"who(?:m)?\s+did\s+(?:{_AUTHOR}|they)\s+(?:talk|speak|interview|consult|meet)",
    rf"(?:{_AUTHOR}|they)\s+(?:talk|speak|spoke|talked)\s+(?:to|with)",
    rf"{_WHICH}\s+(?:conversations?|informants?|interlocutors?)",
    r"who\s+(?:is|was|are|were)\s+the\s+informants?\b",
)
POSTS = _any(
    r"tweet(?:s|ed)?\b", r"press\s+(?:releases?|statements?)\b", r"posted\s+on\b", r"social[\s-]+media\s+posts?\b"
)

# What is asked of it: the source of a statement

ASKS_BACKING = (
    _any(
        rf"(?:who(?:se)?|what)\s+(?:(?:is|are|can|could|would|will|does)\s+)?{_VOUCHING}\s*(?:for|to)?",
        r"(?:who|what|which(?:\s+[\w’'-]+){1,4})\s+(?:stands?|stood)\s+behind",
        rf"(?:who|what|which\s+\w+)\s+(?:\w+\s+)?{_BACKING}\s+(?:up\s+)?(?:(?:the|this|that)\s+{_CLAIM}|that)\b",
        rf"{_BACKING}\s+(?:up\s+)?(?:the|this|that)\s+{_CLAIM}",
        rf"{_CLAIM}\s+(?:that\s+)?(?:is|are|was|were)\s+(?:based|backed|supported|sourced|taken|drawn)",
        rf"by\s+(?:what|which|whom)\s+(?:\w+\s+){{0,12}}{_VOUCHING}",
        rf"(?:provenance|sourcing|attribution)\s+(?:of|for|behind)(?:\s+the\s+{_CLAIM})?",
        rf"(?:how|where|whence|from\s+(?:where|whom|what))\s+(?:do|does|did|would|could|can|have|has)\s+{_AUTHOR}\s+(?:come\s+to\s+|"
        r"have\s+)?(?:kn[oe]w\w*|learn\w*|hear\w*|find\s+out|found\s+out|get|got|take|took|obtain|source|derive|pick\s+up|have)\b",
        rf"(?:how|where)\s+(?:do|does|did|would|could|can)\s+{_PRONOUN}\s+(?:come\s+to\s+)?(?:know|learn|hear)\b",
        rf"where\s+(?:do|does|did)\s+{_PRONOUN}\s+(?:get|take|have|obtain|draw)\s+(?:the|this|that|its|their)\s+{_CLAIM}",
        r"(?:where|from\s+whom|how)\s+(?:is|was|were)\s+it\s+(?:known|learn(?:ed|t)|heard)",
        rf"(?:(?:on\s+)?whose|on\s+what|on\s+which)\s+(?:word|authority|say-?so|grounds?|basis|evidence|strength)\s+(?:(?:do|does|is|are)\s+)?(?:we|"
        rf"it|they|{_AUTHOR})?\s*(?:have|say|says|claim|claims|state|states|assert|asserts|given|there)?\s*(?:for|that|behind)?\b",
        r"says\s+who\b",
        r"according\s+to\s+(?:whom|which|what)\b",
        rf"(?:who|what|which\s+\w+)\s+(?:told|tells|informed|informs|briefed)\s+(?:{_AUTHOR}|them|us)\b",
        rf"(?:who|what|which\s+\w+)\s+(?:gave|supplied|provided|furnished)\s+(?:{_AUTHOR}|them|us)\s+(?:with\s+)?(?:the|this|that|their|its)\s+"
        rf"{_CLAIM}(?:\s+(?:on|about|for|that))?",
        r"(?:point|direct|refer|take|lead|show|give)\s+(?:me|us)\s+(?:to\s+)?the\s+(?:sources?|foot-?notes?|notes?|references?|citations?|evidence|proof)\s+"
        r"(?:for|of|on|behind|to)",
        rf"(?:{_AUTHOR}|they|it)\s+(?:\w+\s+)?(?:base[sd]?|rest[s]?|found[s]?|rel(?:y|ies|ied)|draw[s]?|lean[s]?|build[s]?)\b",
        rf"base[sd]?\s+(?:the|this|that|its|their)\s+{_CLAIM}",
        r"(?:cited|referenced|given|named|quoted|adduced)\s+(?:as\s+\w+\s+)?(?:for|on)\b",
        r"(?:do|does|did)\s+(?:they|it|" + _AUTHOR + r")\s+cite\s+(?:for|on)\b",
        rf"(?:foot-?notes?|notes?|citations?|references?|sources?|informants?|witness(?:es)?)\s+(?:(?!go(?:es)?\b)\w+\s+)?(?:belongs?\s+to|goes\s+with|go\s+with|stands?\s+on|is\s+on|"
        rf"{_BACKING}|behind|for)\b",
        rf"trace\s+(?:the|this|that)\s+{_CLAIM}",
        rf"{_CLAIM}\b.{{0,200}}\bcomes?\s+from",
        rf"(?:do|does|did)\s+(?:{_AUTHOR}|they)\s+use\s+to\s+(?:support|back|show|prove)",
        rf"(?:do|does|did)\s+(?:{_AUTHOR}|they)\s+quote\s+(?:on|for|about)",
        rf"where\s+did\s+(?:{_AUTHOR}|they)\s+(?:read|see)\b",
        r"is\s+there\s+(?:a|any|some)\s+(?:source|evidence|reference|citation|proof)\s+(?:for|that)",
    ),
    _any(
        r"(?:what|which)\s+(?:\w+\s+){0,2}(?:evidence|authority|basis|proof|grounds|backing|support)\s+(?:is\s+)?(?:\w+\s+){0,2}(?:for|that|behind)",
        r"(?:evidence|authority|basis|proof|grounds|backing)\s+(?:for|that|behind)",
        r"(?:on\s+what|what)\s+(?:is|are|was|were)\s+.{3,200}\b(?:founded|based|built|grounded)(?:\s+on)?",
        r"(?:which|what)\s+(?:publication|(?:news)?paper|outlet|document|article|source|work|study|report)\s+"
        r"(?:shows?|showed|reports?|reported|says|said|states?|stated|documents?|documented|gives?|gave|has|had)",
        rf"(?:who|which\s+\w+|what)\s+{_BACKING}\s+(?:up\s+)?(?:the|a|that)\b",
        r"where\s+(?:does|do|did)\s+.{3,200}\bcomes?\s+from",
        r"whose\s+(?:claim|word|words|figure)\b",
        rf"where\s+(?:can|could|may|do|would|should)\s+(?:i|we|one|you)\s+(?:check|verify|look\s+up|confirm|trace)(?:\s+the\s+{_CLAIM}(?:\s+(?:of|that))?)?",
        r"(?:what|whom?|which\s+\w+)\s+(?:does|do|did|is|are|was|were|has|have)\s+.{3,200}\b(?:rest|rely|hang|hinge|lean|draw|depend|"
        r"go\s+back|stem|rested|sourced|drawn|taken|derived|attributed|credited|traced)\s*(?:back\s+)?(?:up)?(?:on|to|from)?(?=\s*\?|\Z)",
        r"(?:is|are|was|were|does|do)\s+.{3,200}\b(?:come\s+)?from\s+(?:an?\s+|the\s+)?(?:news\s*)?(?:papers?|articles?|interviews?|reports?|press(?:\s+releases?)?|books?|"
        r"stud(?:y|ies)|tweets?|posts?|documents?|media)(?=\s*\?|\Z)",
        r"how\s+(?:is|are|was|were)\s+.{3,200}\b(?:documented|sourced|backed(?:\s+up)?|evidenced|substantiated|supported|verified|"
        r"attested|corroborated|proven|proved)(?=\s*\?|\Z)",
        r"(?:is|are|was|were)\s+.{3,200}\b(?:foot-?noted|documented|backed(?:\s+up)?|substantiated|corroborated)\b",
        rf"(?:is|are|was|were)\s+(?:the|this|that)\s+{_CLAIM}\s+.{{3,200}}\b(?:attributed|referenced|cited)"
        r"(?=\s*\?|\Z)",
    ),
)
"""Certain, and such as may ask something of the text itself."""
WHO_SAYS = regex(
    r"\bwho\s+(?:says|said|claims|claimed|states|stated|reports|reported|believes|believed|thinks|thought)\b|\bsays\s+who\b|\bwhose\s+words?\b|\bwho\s+(?:is|was)\s+quoted\b",
    re.IGNORECASE,
)
"""Asks for a speaker where a statement has one."""
UNSOURCED = regex(
    r"\b(?:unsourced|uncited|unsupported|unreferenced|unfootnoted|unattributed)\b|"
    r"\b(?:(?:has|have|with|carry|carries|rests?\s+on|cites?|give|gives)\s+(?:no|nothing)|without(?:\s+(?:an?y?|giv\w+|nam\w+|cit\w+))*|"
    r"lacks?(?:\s+an?y?)?|(?:do|does|is|are)(?:n['’]t|\s+not)\s+(?:have|cite|carry|give|backed|supported|rest)(?:\s+(?:a|any|by|on|an))*)"
    r"(?:\s+(?:a|any|single))?(?:\s+(?:sources?|foot-?notes?|citations?|references?|evidence|notes?)\b|\s*(?=[?.]|\Z))",
    re.IGNORECASE,
)
WHICH_NOTES = _any(r"(?:which|what)\s+(?:\w+\s+){0,2}(?:foot-?|end-?)?notes?\b(?!\s+\d)")
"""Asks for the notes themselves, and so for their labels."""
WHAT = regex(r"\bwhat\b", re.IGNORECASE)
SEVERAL = regex(
    r"\b(?:(?:more\s+than\s+(?:one|a\s+single)|several|multiple|two\s+or\s+more|at\s+least\s+two)\s+(?:different\s+)?(?:sources?|(?:foot-?)?notes?|references?))\b",
    re.IGNORECASE,
)
SINGLE = regex(
    r"\b(?:(?:single|one|only\s+one|a\s+sole|just\s+one)\s+source|single-source(?:d)?|one-source)\b", re.IGNORECASE
)
ONLY_INTERVIEWS = regex(
    r"\b(?:only|solely|nothing\s+but|exclusively|entirely|just)\s+(?:on\s+)?interviews?|interviews?\s+(?:only|alone|solely)\b",
    re.IGNORECASE,
)
RESTING = _any(
    r"(?:claims?|statements?|sentences?|assertions?|parts?|findings?)\s+(?:\w+\s+){0,3}(?:rests?|relies|rely|leans?|depends?)\s+(?:up)?on",
    r"(?:what|which)\s+(?:rests?|depends?|leans?)\s+on",
    r"(?:say|says|state|states|claims?)\s+(?:\w+\s+){0,2}(?:based|resting|relying)\s+on",
    r"rest(?:s|ing)?\s+on\s+(?:\w+\s+){0,3}(?:interviews?|sources?|articles?|documents?|publications?)",
    r"on\s+the\s+(?:strength|basis|authority)\s+of\s+(?:the\s+)?(?:foot-?|end)?(?:notes?|interviews?|sources?)",
)
"""Asks for the statements that carry a note."""

# What is asked of it: a work

PUBLISHING = _any(
    r"(?:wrote|written|writes?|author(?:s|ed)?|publi(?:sh\w*|cations?)|brought\s+out|put\s+out|bring\s+out|released?\b|issued\b)",
    r"(?:journalist|reporter|writer)\s+(?:behind|of)",
    r"(?:who|what|which\s+\w+)\s+(?:ran|carried|printed|broke|is\s+behind)\b",
    r"did\s+[\w\s’'-]{2,40}\s+(?:run|carry|print|report|write|post)\b",
    r"(?:article|piece|story|report|bulletin|paper|work|document|book|study)\s+(?:come|came|appear|appeared|be|published|issued)\b",
    r"(?:came|come|appeared|appear)\s+(?:out|in)\b",
    r"where\s+else\s+(?:is|are|does|do)\b",
    r"(?:everything|anything|all|something)\s+(?:that\s+is\s+)?(?:by|from)\s",
    r"(?:urls?|doi|isbn|docket|(?:case|docket|report)\s+(?:number|no\b))",
)
ASKS_USE = regex(
    r"\bwhat\s+(?:is|are|was|were)\s+(?P<work>.{2,150}?)\s+(?:cited|used|quoted|referenced|adduced|invoked|relied\s+on|drawn\s+on|referred\s+to)\s+"
    r"(?:for|as|in\s+support\s+of)\s*(?:\?|\Z)|"
    r"\bwhat\s+(?:does|do|did)\s+(?:the\s+)?(?:foot-?notes?|notes?)\s+\d+\s+(?:support|back(?:\s+up)?|substantiate|bear\s+out)\b",
    re.IGNORECASE,
)
"""Asks for the statements that rest on a work: “What is the ministry’s report cited for?”"""
ABOUT_A_WORK = _any(
    r"who\s+(?:wrote|writes|authored|published|is|are|was|were)\b",
    r"(?:authors?|wrote|written|publish\w*|publications?|when|date|dated|title[ds]?|kind|type|language|url|link|address|issue|issued|"
    r"where\s+(?:can|was|is)|rests?\s+on|back\w*|support\w*)\b",
)
"""What is asked of a work whose title or maker the question names."""
WORK_OF_A_KIND = _any(
    rf"{_WHICH}\s+(?:of\s+the\s+)?{_FEW}(?:outlets?|(?:news)?papers?|magazines?|journals?|books?|bulletins?|articles?|memos?|memoranda|"
    r"memorandum|circulars?|guidance|regulations?|statutes?|acts?|laws?|works?|publications?|documents?|studies|study|pieces?|material|"
    r"releases?|posts?|handbooks?|hearings?|playbook|web\s?(?:sites?|pages?)|links?|urls?)\b",
    r"which\s+(?:(?!(?:is|are|was|were|do|does|did|has|have)\b)[\w’'-]+\s+){0,3}reports?\b",
    r"(?:at\s+)?(?:which|what)\s+(?:web\s+)?address\b",
    r"(?:the\s+)?(?:article|piece|story|bulletin)\b",
)
"""Speaks of a work by its kind, and may mean one that no note names."""

MOST_CITED = regex(
    r"\b(?:most\s+(?:often\s+|frequently\s+|heavily\s+)?(?:cited|used|quoted|relied)|(?:cited|used|quoted|cites?|relies\s+on)\s+"
    r"(?:the\s+)?(?:most\b(?!\s+recent)|most\s+often)|(?:relied|drawn|leant|leaned)\s+(?:up)?on\s+(?:the\s+)?most)",
    re.IGNORECASE,
)
CITED_AGAIN = regex(r"\b(?:more\s+than\s+once|several\s+times|repeatedly|twice\s+or\s+more)\b", re.IGNORECASE)
# Which notes: by label

LABELS = regex(
    r"\b(?:(?:(?:foot-?|end)?notes?|references?|citations?|source)\s+|fnn?\.?\s*)(?:number\s+|nos?\.?\s*|#)?(\d{1,4})((?:\s*(?:,|and|&|or|to|through|[-–—])+\s*(?:foot-?notes?\s+)?\d{1,4})*)\b"
    r"(?!\s*(?:[ap]\.?m\b|o['’]clock|%|per\s?cent|[€$£]|million|billion))",
    re.IGNORECASE,
)
"""Not “the note 5 pm meetings”."""
LABEL_RANGE = regex(r"(\d+)(?:\s*(?:[-–—]|to|through)\s*(\d+))?")
"""“2”, “6–8”, “6 to 8”."""
LABEL_MARK = regex(r"\bfoot-?notes?\s+(?:marked\s+|labell?ed\s+)?[\"“‘']?([*†‡§]+|\w[\w.-]{0,80})", re.IGNORECASE)
LABEL_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
LABEL_WORD = regex(rf"\b(?:foot-?|end)?notes?\s+(?:number\s+)?({'|'.join(LABEL_CARDINALS)})\b", re.IGNORECASE)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL = regex(
    rf"(?<!\ba )(?<!\bone )\b({'|'.join(ORDINALS)}|last|\d{{1,3}}(?:st|nd|rd|th))\s+(?:(?:foot-?|end)?note|source|reference|citation)\b",
    re.IGNORECASE,
)

IS_BACKED = regex(r"(?:is|are|was|were)\s+(?:the|this|that|an?)\b", re.IGNORECASE)
"""Begins a question whose statement stands before the word for its backing."""
ASKED_IN_PASSING = regex(r"(?<=\w),\s*(?:the|an?|some|or|right|is|are|any)\b(?:\s+[\w’'-]+){0,3}\W*\Z")
"""Ends a question with a guess: “…, the police?”"""
EITHER = regex(r"\bor\b", re.IGNORECASE)
"""Leaves open of which kind a source is."""
OF_A_MAKER = regex(
    r"\s+(?:(?:news)?paper\s+|magazine\s+)?(?:articles?|stor(?:y|ies)|pieces?|reports?|papers?|posts?|columns?|books?|dispatch(?:es)?|items?)\b",
    re.IGNORECASE,
)
"""Behind a maker's name: “How many Rolling Stone articles are there?” """
OF_WHAT_SORT = regex(
    r"^\W*which\s+(?:[\w’'-]+\s+){1,3}(?:is|are|was|were)\s+(?:quoted|cited|named|referenced|relied|used|interviewed)\b",
    re.IGNORECASE,
)
"""“Which tanker company is quoted?” asks for sources of a sort, which no statement that rests on them tells."""
EITHER_NAMED = regex(r"^\s*(?:,|/|and\b|or\b|&)", re.IGNORECASE)
"""Between names of which either is asked for."""
HELD_BY = regex(r"\b(?:conducted|held|done|carried\s+out|led|made)\s+by\s+(?:the\s+)?\Z", re.IGNORECASE)
"""Before the name of one who held an interview, rather than gave it."""
ON_A_SITE = regex(
    r"\b(?:links?|linked|urls?|(?:web\s?)?sites?|web|pages?|domains?|address(?:es)?|host\w*|on|online|to)\b|\w\.\w{2,}",
    re.IGNORECASE,
)
CITES_ITSELF = regex(r"\s+(?:cite|have|use|quote|rely|name|list|own|need)\b", re.IGNORECASE)
AUXILIARY_BEFORE = regex(r"\b(?:do|does|did)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""“How many sources does the agency cite?” asks for the sources of a source."""
ANOTHER_SOURCE = regex(
    r"\b(?:second|third|another|other|independent|additional|further)\s+(?=sources?\b)", re.IGNORECASE
)
HELD_IN = regex(
    r"\b(?:(?:take|takes|took|taken)\s+place|held|conducted|carried\s+out|done|made|recorded|met|meet)\s+(?:in|at|from)\s+(?:the\s+)?([^\W\d_a-z][\w’'-]*)"
)
"""Where interviews were held: no statement that rests on one tells."""
DOCUMENT = regex(
    r"\b(?:the|this|its)\s+(?:court|opinion|decision|judges?|justices|study|policy|memorandum|memo|brief|essay|book|chapter|authors?)\s+"
    r"(?=(?:cites?|cited|rel(?:y|ies|ied)|uses?|refers?|quotes?|names?|gives?)\b)",
    re.IGNORECASE,
)
"""Who cites: the document itself, by what it is."""
