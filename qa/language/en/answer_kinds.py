"""The English words by which a stretch of text is told to be a quantity, a time, a person or body, a place, or a reason."""

from __future__ import annotations

import re

from qa.regex import regex

_LEAD = r"^\W*(?:(?:and|but|so|since|until|from|by|in|at|on|to|for|of|with|against|about)\s+)*"
WANTS_QUANTITY = regex(
    r"\bhow (?:many|much|large|big|high|old|long|far|often|tall|deep|wide|heavy|fast)\b|\b(?:what|which) (?:(?:was|is|were|are|the|a|annual|total|"
    r"average)\s+){0,4}(?:number|rate|percentage|share|amount|sum|total|proportion|price|cost) (?:of|in|for|did|was|has)\b",
    re.IGNORECASE,
)
"""Asks for a quantity and for nothing else: “which factor” may want a thing."""
WANTS_SHARE = regex(
    r"\b(?:what|which|how (?:large|big|high|great|much of) an?) (?:(?:total|exact|approximate|average) )?"
    r"(?:percentage|percent|per cent|proportion|fraction|share of)\b",
    re.IGNORECASE,
)
WANTS_YEAR = regex(r"\b(?:what|which) years?\b", re.IGNORECASE)
WANTS_TIME = regex(rf"{_LEAD}when\b|\b(?:what|which) (?:year|month|day|date|century|decade)s?\b", re.IGNORECASE)
ASKS_WHETHER = regex(
    r"^\W*(?:(?:and|but|so|then)\s+)*(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
    r"(?:n[’']t)?\s(?!.*\bor\b)",
    re.IGNORECASE,
)
"""Wants yes or no, and offers no choice."""
WANTS_PERSON = regex(rf"{_LEAD}(?i:who|whom)\b(?! (?:is|was|are|were) [A-Z])")
WANTS_PLACE = regex(
    rf"{_LEAD}where\b|{_LEAD}(?:what|which) (?:\w+ )?(?:country|city|port|town|region|village|province|continent)\b",
    re.IGNORECASE,
)
WANTS_REASON = regex(rf"{_LEAD}(?:why|how come|(?:what|which) reason)\b", re.IGNORECASE)
"""“What happened when …?” wants no time, and “the man who …” no person: these look at how a question begins."""
WANTS_DEFINITION = regex(
    r"^\W*what (?:is|are|was|were) (?:an? |the )?(?P<term>[\w’'.-]+(?: [\w’'.-]+){0,2}?)\s*\?*$", re.IGNORECASE
)
"""“What is mixed source software?”: with more words it may ask for anything."""
DEFINES = r"[”\"’)]*(?:\s*\([^)]*\))?[”\"’)]*,?\s*(?:(?:is|are|was|were|means?|refers?|denotes?)\b|–|—|:|\()"
"""What stands behind a term where it is said what it is."""
IDENTIFIER = regex(
    r"\W*(?:(?:[A-Z][\w.]*|of|no\.?|nos?\.|ch(?:apter|\.)|sec(?:tion|\.)|art(?:icle|\.)|para(?:graph|\.)|p\.|vol\.|§+|¶+)\W{0,2}\s?){0,4}"
    r"\d[\w.:/()–-]*\W*"
)
"""“P.L. 114-274”, “Law 22-2008”, “ch. 9”: by what a text is found, and not what it is."""
LAW_NUMBER = regex(
    r"\b(?:Laws?|Acts?|Bills?|Nos?\.?|Nr\.?|Decrees?|Orders?|Cases?|Regulations?|Directives?|Rules?|Contracts?)\s\d+[-/]\d+\Z"
)
"""“Law 22-2008” has a number, and no time."""
FINITE = regex(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|cannot|did|does|do)\b", re.IGNORECASE)
"""Verbs that make a clause."""
YEAR_ONLY = regex(r"\b(?:what|which) (?:year|month|day|century|decade)s?\b", re.IGNORECASE)
HOW_MANY = regex(r"\bhow many\s+(?:(?:more|other|different|of (?:the|these|those|its|their))\s+)?", re.IGNORECASE)
"""What stands behind it is what is counted."""
HOW_MUCH = regex(r"\bhow (?:many|much)\b(?! of an?\b)", re.IGNORECASE)
ENUMERATION = regex(r", \w[^,]{0,60},? (?:and|or) ")
"""Things one after another, which may be counted."""
HOW_LONG = regex(r"\bhow (?:long|often|old|frequently|soon)\b", re.IGNORECASE)
QUANTITY = regex(
    r"\d|[€$£¥%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|halves|thirds?|quarters?|fifths?|tenths?|twice|double|"
    r"doubled|triple|tripled|once|single|a couple|several|few|fewer|many|most|none|no|nobody|nothing|zero|majority|minority|little|"
    r"much|all|both|pair|score)\b",
    re.IGNORECASE,
)
"""A number, or a word that stands for one."""
MUCH = regex(
    r"\b(?:first|second|\w+th|last|lots?|deal|whole|entire(?:ly|ty)?|every|each|any|enough|some|only)\b", re.IGNORECASE
)
"""Words that may tell how many or how much, though they count nothing: “his fourth film”."""
OF_A_YEAR = regex(
    r"\b(?:in|since|by|until|from|to|during|before|after|early|late)\s+(?:1[0-9]|20)\d\d\b", re.IGNORECASE
)
NEXT_PART = regex(
    r",\s+(?:to|from|by|who|whose|which|after|before|when)\s|\s+and\s+[a-z]+(?:ed|en|t)\s+(?:by|for|with)\s"
)
"""Where in “Ada Lumo and built by the guild” another part of the sentence than the person begins."""
PART_OF_A_WHOLE = regex(
    r"%|\b(?:per ?cents?|percentage|halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|"
    r"majority|minority|most|all|none|whole|entire)\b|\d\s?(?:in|of|out of|to|/|:|per)\s?\d|\b(?:one|two|three|four|five|six|seven|"
    r"eight|nine|\d+) (?:in|out of|of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|a hundred|\d)|\b0?[.,]\d",
    re.IGNORECASE,
)
"""A part of a whole, and not a number of things."""
YEAR = regex(r"\d{3,4}|\b(?:years?|BC|AD|BCE|CE)\b|[’']\d\d\b")
DURATION = regex(
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|generations?|millennia|daily|weekly|"
    r"monthly|yearly|annually|quarterly|always|never|rarely|seldom|forever|since|until|every|twice|once|times)\b",
    re.IGNORECASE,
)
"""How long, or how often."""
TIME = regex(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|Christmas|Easter|Ramadan)\b|\b\d{3,4}s?\b|\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|BC|AD|BCE|CE)\b|"
    r"(?i:\b(?:centur(?:y|ies)|decades?|years?|months?|weeks?|days?|hours?|minutes?|today|yesterday|tomorrow|tonight|now|spring|"
    r"summer|autumn|winter|morning|evening|night|noon|midnight|dawn|dusk|era|period|ages?|reign|season|war|after|before|during|since|"
    r"until|once|when|while|whenever|ago|later|earlier|recently|immediately|never|upon|as soon as|daily|annually|following)\b)"
)
"""A time, or an event that stands for one."""
BEFORE_TIME = regex(
    r"\b(?:after|before|during|since|until|till|upon|following|when|while|once|as)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE
)
"""Makes a time of what follows it."""
BODY = regex(
    r"\b(?:people|persons?|men|man|women|woman|child(?:ren)?|boys?|girls?|famil(?:y|ies)|king|queen|prince|princess|emperor|pope|bishops?|"
    r"monks?|nobles?|nobility|lords?|knights?|army|armies|navy|forces?|troops?|police|gangs?|groups?|clans?|cartels?|mafias?|networks?|"
    r"company|companies|firms?|banks?|agency|agencies|bureau|office|department|ministry|council|court|commission|committee|board|union|party|"
    r"parliament|governments?|authorit(?:y|ies)|staff|crew|team|public|community|communities|society|church|university|clergy|"
    r"militar(?:y|ies)|majority|locals|natives|elites?|heads?|chiefs?|judiciary|nobody|everyone|anyone|no one|someone|press|media|"
    r"pilots?|guards?|inmates?|captains?|experts?|friends?|sons?|daughters?|brothers?|sisters?|mothers?|fathers?|judges?|colleagues?|allies|"
    r"enem(?:y|ies)|rebels?|slaves?|thie(?:f|ves)|gangsters?|witness(?:es)?|victims?|bosses|boss|crooks?|critics?|"
    r"states?|countr(?:y|ies)|nations?|adults|youth|mob|crowd|guild|chairman|dukes?|duchess|institutions?|organi[sz]ations?|"
    r"[a-z]{2,}(?:ers?|ors?|ists?|ians?|ants?|ents?|ees?|men|folk|archs?|crats?|ives))\b",
    re.IGNORECASE,
)
"""Who did something, without a name: “the prosecutors”, “local gangs”, “scholars”."""
BEFORE_PLACE = regex(
    r"\b(?:in|at|on|near|from|to|into|towards?|around|across|through|throughout|over|outside|inside|within|under|above|below|behind|beyond|"
    r"between|along|off|via|of|by|beside|north|south|east|west)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
"""Makes a place of what follows it."""
REASON = regex(
    r"\b(?:because|since|due to|(?:triggered|prompted|provoked|sparked|motivated) by|owing to|thanks to|so that|in order|results? (?:of|from)|resulting|leads? to|led to|leading to|"
    r"caus(?:e|ed|es|ing)|driven|drove|drives|fuel\w*|reasons?|fear(?:s|ed|ing)?|lack|want(?:s|ed|ing)?|need(?:s|ed|ing)?|"
    r"attract\w*|allow\w*|enabl\w*|prevent\w*|avoid\w*|unable|given that|explain\w*)\b",
    re.IGNORECASE,
)
"""What makes a clause a reason, in it or just before it."""
AIM = regex(r"\b(?:to|for)\s+[a-z]{3,}", re.IGNORECASE)
"""“to keep the ice away”: a reason where the answer begins with it, or it stands just before."""
MEASURE = regex(
    r"[€$£¥]|\d\s?(?:tonnes?|tons?|kilos?|kg|km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|hectares?|acres?|lit(?:er|re)s?|hours?|minutes?|days?|weeks?|"
    r"months?|years?|euros?|dollars?)\b",
    re.IGNORECASE,
)
"""An amount of what is measured, and not counted."""
