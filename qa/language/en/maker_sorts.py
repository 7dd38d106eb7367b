"""English words for the sort of body that a source is of (“police”, “official”, “think tank”), and how the names of such bodies go."""

from __future__ import annotations

import re

from qa.regex import regex

_POLICE = r"police|europol|interpol|eurojust|frontex|gendarmerie|carabinieri|guardia civil|fbi|dea|customs|coast ?guard|prosecutors?|policía"
_OFFICIAL = (
    rf"ministry|ministerio|minister|departments?|government|navy|army|agency|bureau|presidency|president of|attorney general|senate|congress|"
    rf"parliament|commission|authority|council of|embassy|municipality|federal|national statistics|census|treasury|{_POLICE}"
)
_SORTS = (
    (r"police|cops?|law[\s-]enforcement|security\s+forces?", _POLICE),
    (r"government(?:al)?|official|state|ministerial|public[\s-]authorit(?:y|ies)|authorities", _OFFICIAL),
    (
        r"think[\s-]?tanks?|ngos?|non-?governmental|civil[\s-]society|non-?profits?|research\s+(?:institutes?|organi[sz]ations?|bod(?:y|ies)|networks?)",
        r"initiative|institut\w*|network|coalition|foundation|observatory|watch|cent(?:re|er)\s+for|crisis group|amnesty|transparency|rand|brookings|"
        r"chatham house|insight crime",
    ),
    (
        r"un|u\.n\.|united\s+nations",
        r"united nations|un|unodc|unctad|unhcr|unicef|undp|unesco|ohchr|world health organization",
    ),
    (r"eu|european\s+union", r"european|europol|eurojust|frontex|eu"),
)
_WRITING = (
    r"(?:sources?|publications?|reports?|documents?|bod(?:y|ies)|agenc(?:y|ies)|statements?|data|figures|materials?|papers?|institutions?|"
    r"organi[sz]ations?|offices?|departments?|references?)"
)
MAKER_SORTS = tuple(
    (
        regex(
            rf"\b(?:{said})\s+{_WRITING}\b|\b(?:which|what)\s+(?:{said})\b|\b(?:by|from)\s+(?:the\s+|an?\s+)?(?:{said})\s*(?=[?.,]|\Z|or\b|and\b)",
            re.IGNORECASE,
        ),
        regex(rf"\b(?:{names})\b", re.IGNORECASE),
    )
    for said, names in _SORTS
)
"""What a question says, and what stands in the names of bodies of that sort."""
