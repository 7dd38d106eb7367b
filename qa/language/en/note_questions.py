"""The words by which an English question speaks of notes and sources, and says what it wants of them."""

from __future__ import annotations

import re

ABOUT_NOTES = re.compile(
    r"\b(?:foot-?notes?|endnotes?|(?:notes?|fnn?\.?)\s*\d+|cit(?:e[ds]?|ing|ations?)|references?\b(?!\s+(?:\w+\s+){0,4}to\b)|referenced|"
    r"bibliograph\w+|unsourced|uncited|unreferenced|"
    r"(?:claims?|statements?|sentences?|assertions?)\s+(?:\w+\s+){0,3}rests?\s+on|(?:^|\bwhat|\bwhich)\s+rests?\s+on|"
    r"rest(?:s|ing)?\s+on\s+(?:\w+\s+){0,3}(?:interviews?|sources?|articles?|documents?|publications?)|"
    r"(?:claims?|statements?|reports?|paper|authors?|article)\s+(?:\w+\s+){0,3}rel(?:y|ies|ied)\s+on|"
    r"interview(?:s|ed|ees?)?|tweets?|press\s+releases?|(?:which|what|whose)\s+(?:[\w-]+\s+){0,2}sources?\b(?=\s*[?.]|\s*\Z|\s+(?:are|is|was|were|does?|did|dates?|backs?|"
    r"supports?|has|have|rests?|we|the|named|cited|used|published|come|comes|in|from|by|for|gives?|gave|says?|said|states?|stated|"
    r"shows?|reports?|reported|mentions?|provides?|confirms?|confirmed)\b)|"
    r"sources?\s+(?:for|behind|that|are|is|does|do|did|used|in|from|backs?|supports?|dated|published|by|we)\b|"
    r"(?:how\s+many|number\s+of|list|show|give\s+me|all)\s+(?:[\w-]+\s+){0,2}sources?\b(?!\s+of)|"
    r"(?:claim|statement|figure|assertion)\b[^?]{0,200}\bsourced|sources?\s+(?:cited|used)\s+(?:most|more)|(?:urls|links)\s+cited|"
    r"(?:any|no|without|a|the|oldest|newest|earliest|latest|single)\s+sources?\b(?!\s+of)|"
    r"(?:backed|supported)\s+(?:up\s+)?by\s+(?:which|whom|interviews?|sources?|foot-?notes?|evidence)|"
    r"(?:backs?|backed|backing|supports?|supported)\s+(?:up\s+)?(?:the\s+(?:claim|statement|figure|number|assertion))|"
    r"(?:claims?|statements?|figures?)\s+(?:that\s+)?(?:are|is|were)\s+(?:based|backed|supported|sourced)|"
    r"(?:evidence|authority|basis)\s+(?:is\s+(?:given|cited|there)\s+)?(?:for|that|behind)\s+the\s+(?:claim|statement|figure|assertion)|"
    r"base[sd]?\s+(?:the|this|that|its|their)\s+(?:claim|statement|figure|assertion|finding)s?|"
    r"(?:claim|statement|figure|number|assertion)\b.*\bcomes?\s+from|"
    r"(?:publications?|newspapers?|news\s+articles?|works?)\s+(?:\w+\s+){0,3}(?:cited|used|referenced|named))\b",
    re.IGNORECASE,
)
ABOUT_A_WORK = re.compile(
    r"\b(?:who\s+(?:wrote|writes|authored|published|is|are|was|were)|authors?|wrote|written|publish\w*|publication|when|date|dated|"
    r"title[ds]?|kind|type|language|url|link|address|where\s+(?:can|was|is)|rests?\s+on|back\w*|support\w*)\b",
    re.IGNORECASE,
)
"""What is asked of a work whose title or maker the question names."""
ABOUT_A_SUBJECT = re.compile(
    r"\b(?:about|titled|entitled|called|wrote|written|author\w*|mention\w*|publish\w*)\b", re.IGNORECASE
)
"""Asks for a work by what its title says, rather than for the source of a statement."""
WRITES = re.compile(r"\b(?:wrote|written|author\w*|publi(?:sh\w*|cations?))\b", re.IGNORECASE)
"""What is asked of the makers of a work."""
LABELS = re.compile(
    r"\b(?:(?:foot-?|end)?notes?\s+|fnn?\.?\s*)(?:number\s+|nos?\.?\s*|#)?(\d{1,4})((?:\s*(?:,|and|&|or|to|through|[-–—])+\s*(?:foot-?notes?\s+)?\d{1,4})*)\b",
    re.IGNORECASE,
)
LABEL_RANGE = re.compile(r"(\d+)(?:\s*(?:[-–—]|to|through)\s*(\d+))?")
"""“2”, “6–8”, “6 to 8”."""
LABEL_MARK = re.compile(r"\bfoot-?notes?\s+(?:marked\s+|labell?ed\s+)?[\"“‘']?([*†‡§]+|\w[\w.-]{0,80})", re.IGNORECASE)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)}|last|\d{{1,3}}(?:st|nd|rd|th))\s+(?:foot-?|end)?note\b", re.IGNORECASE)
DOCUMENT = re.compile(
    r"\b(?:the|this|its)\s+(?:court|opinion|decision|judges?|justices|study|policy|memorandum|memo|brief|essay|book|chapter|authors?)\s+"
    r"(?=(?:cites?|cited|rel(?:y|ies|ied)|uses?|refers?|quotes?|names?|gives?)\b)",
    re.IGNORECASE,
)
"""Who cites: the document itself, by what it is."""
STATEMENTS = re.compile(
    r"\b(?:claims?|statements?|assertions?|sentences?|facts?|parts?|findings?|rests?\s+on|says?)\b", re.IGNORECASE
)
COUNT = re.compile(r"\b(?:how\s+many|(?:what\s+is\s+)?the\s+number\s+of|count)\b", re.IGNORECASE)
UNSOURCED = re.compile(
    r"\b(?:unsourced|uncited|unsupported|unreferenced|unfootnoted)\b|"
    r"\b(?:(?:has|have|with|carry|carries|rests?\s+on|cites?|give|gives)\s+(?:no|nothing)|without(?:\s+an?y?)?|lacks?(?:\s+an?y?)?|"
    r"(?:do|does|is|are)(?:n['’]t|\s+not)\s+(?:have|cite|carry|give|backed|supported|rest)(?:\s+(?:a|any|by|on|an))*)"
    r"(?:\s+(?:a|any|single))?(?:\s+(?:sources?|foot-?notes?|citations?|references?|evidence)\b|\s*(?=[?.]|\Z))",
    re.IGNORECASE,
)
WHAT = re.compile(r"\bwhat\b", re.IGNORECASE)
SINGLE = re.compile(
    r"\b(?:(?:single|one|only\s+one|a\s+sole|just\s+one)\s+source|single-source(?:d)?|one-source)\b", re.IGNORECASE
)
ONLY_INTERVIEWS = re.compile(
    r"\b(?:only|solely|nothing\s+but|exclusively|entirely|just)\s+(?:on\s+)?interviews?|interviews?\s+(?:only|alone|solely)\b",
    re.IGNORECASE,
)
MOST_CITED = re.compile(
    r"\b(?:most\s+(?:often\s+|frequently\s+|heavily\s+)?(?:cited|used|quoted|relied)|(?:cited|used|quoted|cites?|relies\s+on)\s+"
    r"(?:the\s+)?(?:most\b(?!\s+recent)|most\s+often))",
    re.IGNORECASE,
)
CITED_AGAIN = re.compile(r"\b(?:more\s+than\s+once|several\s+times|repeatedly|twice\s+or\s+more)\b", re.IGNORECASE)
VOCABULARY = frozenset(
    """a an the this that these those and or of in on at by to for from with about as it its is are was were be been do
    does did done has have had which what who whom whose where when why how many much there any all every each only
    other also please list lists name names tell me give gives given number report document paper article articles author authors
    text footnote footnotes endnote endnotes note notes source sources cite cites cited citing citation citations reference
    references referenced bibliography claim claims statement statements sentence sentences fact facts finding
    findings rest rests resting rely relies relied based basis base back backs backed backing support supports
    supported up come comes came taken used use uses made make makes say says said written write wrote writes
    published publish publishes publication publications work works language languages dated date dates kind kinds type types
    title titles titled part parts into behind refer refers point points here not english-language conducted conduct held
    person people figure information evidence sourced material materials show shows we you i our full hold
    exist exists page url link address authored newspaper website count assertion assertions posted tweeted took place among issued article's carried unpublished oldest newest earliest
    latest most recent recently before after older newer earlier later than prior since often frequently heavily more once several times
    repeatedly quoted urls links addresses web they them their those show fn sole solely alone single one foreign spanish-language s did can find gave states stated mentions provides confirms confirmed reports reported
    """.split()
)
WORD = re.compile(r"\d+(?:[.,]\d+)+|[\w’'-]+")
GENITIVE = re.compile(r"['’]s?$")
