"""The words by which an English question says which document it is put to: “in the memo”, “does the report on tickets say”."""

from __future__ import annotations

import re

from qa.regex import regex

KINDS = {
    "memo": "memo", "memorandum": "memo", "report": "report", "paper": "paper", "study": "study", "brief": "brief",
    "briefing": "brief", "article": "article", "audit": "audit", "review": "review", "opinion": "opinion", "ruling": "ruling",
    "judgment": "judgment", "judgement": "judgment", "decision": "decision", "letter": "letter", "statement": "statement",
    "book": "book", "guide": "guide", "manual": "manual", "handbook": "handbook", "thesis": "thesis", "bulletin": "bulletin",
    "survey": "survey", "assessment": "assessment", "analysis": "analysis", "testimony": "testimony", "transcript": "transcript",
    "release": "release", "newsletter": "newsletter", "indictment": "indictment", "complaint": "complaint", "document": "document",
    "text": "text", "file": "file", "publication": "publication", "evaluation": "evaluation", "proposal": "proposal",
    "strategy": "strategy", "plan": "plan", "interview": "interview", "essay": "essay", "minutes": "minutes",
    "factsheet": "factsheet", "whitepaper": "paper", "dossier": "dossier", "treaty": "treaty", "contract": "contract",
    "submission": "submission", "inquiry": "inquiry", "update": "update", "profile": "profile", "note": "note",
}  # fmt: skip
"""What a document is called, and its other names."""
ANY = frozenset(("report", "document", "paper", "text", "file", "publication", "study"))
"""What nearly any document may be called."""

_KIND = "|".join(KINDS)
_WORD = r"[\w’'&.-]*[\w&]"
_MODIFIERS = rf"(?:(?!(?:the|this|that|and|or|of|in|on|about|does|do|did|is|are|was|were|say|says|what|which|who)\b){_WORD}\s+){{0,6}}?"
_SAYING = (
    "say|says|said|state|states|stated|mention|mentions|mentioned|recommend|recommends|recommended|conclude|concludes|concluded|"
    "claim|claims|claimed|find|finds|found|argue|argues|argued|describe|describes|described|report|reports|reported|give|gives|gave|"
    "list|lists|listed|name|names|named|warn|warns|warned|estimate|estimates|estimated|call|calls|called|cite|cites|cited|note|notes|"
    "noted|suggest|suggests|suggested|propose|proposes|proposed|explain|explains|explained|tell|tells|told|discuss|discusses|"
    "discussed|cover|covers|covered|quote|quotes|quoted|define|defines|defined|identify|identifies|identified|predict|predicts|"
    "predicted|put|puts|show|shows|showed|rely|relies|relied|refer|refers|referred|use|uses|used|think|make|makes|made|contain|"
    "contains|contained|offer|offers|provide|provides|provided|expect|expects|attribute|attributes|attributed|blame|blames|count|counts"
)
_ASKS = r"how|what|which|who|whom|whose|when|where|why|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|name|list"
_ABOUT = rf"(?:\s+(?P<about>(?:on|about|into|of|for|from|by|regarding|concerning)\s+(?:(?!(?:{_ASKS}|that|say|says)\b)(?>{_WORD})\s*){{1,7}}?))?"
_NOUNS = rf"(?:(?:the\s+)?(?P<owner>(?:(?!(?:what|which|does|did|the)\b){_WORD}\s+){{0,4}}?{_WORD}[’']s\s+)|(?P<det>the|this)\s+)(?P<mods>{_MODIFIERS})(?P<kind>{_KIND})"
_LEAD = r"(?P<lead>according\s+to|as\s+per|per|in|within|from|throughout|inside|of|by)\s+"
_NEXT = rf"(?=\s*(?:[,?.;:!]|\Z)|\s+(?P<next>{_WORD}))"

AT = regex(rf"\b{_LEAD}{_NOUNS}\b{_ABOUT}{_NEXT}", re.IGNORECASE)
"""“according to the GAO report”, “in the report on event tickets”."""
SAYING_SUBJECT = regex(
    rf"\b{_NOUNS}\b{_ABOUT}\s+(?=(?:{_SAYING}|have|has|had|want|wants|not|also|ever)\b)", re.IGNORECASE
)
"""“does the Hormuz report say”, “the memo recommends”."""
OWNER = regex(rf"\b{_NOUNS}[’']s\b", re.IGNORECASE)
"""“the memo’s recommendations”."""
RELATIVE = regex(
    r"(?:that|which|who|whom|whose|where|sent|written|signed|leaked|seized|published|issued|dated|drafted|prepared|obtained|filed|"
    r"quoted|cited|mentioned|named|he|she|they|we|you|i|it|his|her|their|the|a|an)\Z",
    re.IGNORECASE,
)
"""After such words a document is described that the text may speak of: “the memo that Smith sent”."""
GOES_ON = regex(rf"(?:{_ASKS}|about|on|and|or|for|to)\Z", re.IGNORECASE)
"""What may follow “in the memo” when nothing but its kind says which one is meant."""
DOCUMENT_PARTS = regex(
    r"\b(?:foot-?notes?|notes?|sources?|references|pages?|authors?|title|findings?|recommendations?|conclusions?|summary|sections?|"
    r"chapters?|figures?|tables?|claims?|statements?|parts?|rest|publisher|date|text)\s+\Z",
    re.IGNORECASE,
)
"""What a document is made of: “the footnotes of the memo”."""
_BEFORE = r"(?:\b(?P<lead>according\s+to|as\s+per|per|in|within|from)|\b(?:does|did|do))\s+(?:the\s+)?[“\"‘']?"
MAY_NAME = regex(_BEFORE, re.IGNORECASE)
"""A question that has none of these is put to no title: of thousands, none needs to be looked for."""
BEFORE_A_NAME = regex(rf"{_BEFORE}\Z", re.IGNORECASE)
"""What stands before a title or file name that a question is put to."""
