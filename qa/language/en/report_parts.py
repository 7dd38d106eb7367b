"""The words by which English reports head their parts, say what they find and what they recommend, and name their authors."""

from __future__ import annotations

import re

from qa.regex import regex

SUMMARY_HEADING = regex(
    r"\b(?:executive summary|summary|abstract|overview|key (?:points|messages|takeaways)|at a glance|highlights|in brief|introduction)\b",
    re.IGNORECASE,
)
FINDINGS_HEADING = regex(
    r"\b(?:(?:key|main|principal|major)?\s*(?:findings|takeaways|results)|conclusions?|concluding|what we found|lessons|holding|outcomes)\b",
    re.IGNORECASE,
)
RECOMMENDATIONS_HEADING = regex(
    r"\b(?:recommend\w*|policy (?:implications|options|advice|responses?)|next steps|way forward|ways forward|what (?:should|must|can|needs to) be done|"
    r"proposals?|calls? to action|action plan|remedies|agenda for action)\b",
    re.IGNORECASE,
)
SAYS_FINDING = regex(
    r"\b(?:(?:this|the|our) (?:report|study|paper|analysis|research|audit|review|investigation|survey|data|evidence|results?|findings?|article) "
    r"(?:also )?(?:finds?|found|shows?|showed|reveals?|revealed|concludes?|concluded|suggests?|indicates?|demonstrates?|identif(?:y|ies|ied)|argues?|establish\w*)|"
    r"we (?:also )?(?:find|found|conclude|concluded|show|identified|estimate|estimated|hold|held)|"
    r"(?:key|main|principal|major|central) (?:finding|conclusion|result)s?|in (?:conclusion|sum|summary|short)\b|to conclude|overall,|taken together)",
    re.IGNORECASE,
)
SAYS_RECOMMENDATION = regex(
    r"\b(?:we (?:strongly )?(?:recommend|urge|propose|call (?:on|for))|(?:this|the|our) (?:report|study|paper|audit|review|brief) (?:also )?(?:recommends?|proposes?|urges?|calls? (?:on|for))|"
    r"(?:is|are) (?:urgently )?(?:recommended|advised|urged) (?:to|that)|recommendation\s+\d+|"
    r"(?:it is|it will be|it would be) (?:essential|crucial|important|vital|necessary|imperative|critical|advisable) (?:to|that)|"
    r"\w{3,} (?:should|must|ought to) (?:not |also |therefore |thus |now |urgently |immediately )?(?!have\b|be noted\b)[a-z]{2,}|"
    r"(?:governments?|states?|authorities|countries|agencies|policymakers|donors|ports?|banks?|police|companies) (?:need|needs|have|has) to)\b",
    re.IGNORECASE,
)
SUPPOSES = regex(
    r"\bshould (?:the|a|an|it|they|he|she|this|that|these|those|any|we|you|there)\b|\b(?:must|should) have (?:been|\w+ed)\b|\b(?:said|says|asked whether|according to)\b",
    re.IGNORECASE,
)
"""“Should the situation remain …”: no advice; nor is what somebody else says."""
BYLINE = regex(
    r"(?:(?:written|edited|prepared|authored|report|story|text|words) )?by:?\s+(?P<named>.{3,200})|"
    r"(?:authors?|contributors?|reporters?|editors?|researched by|written by)\s*:\s*(?P<listed>.{3,200})",
    re.IGNORECASE,
)
"""“By Ana Ruiz and Tom Lee”, “Authors: …”, as a line of its own."""
AUTHORS_HEADING = regex(
    r"(?:about the )?authors?(?: (?:information|contacts?|details|biograph(?:y|ies)))?|(?:report )?contributors",
    re.IGNORECASE,
)
"""A heading under which those who wrote it stand, mostly at the end."""
OPINION_BY = regex(
    r"[A-Z][\w.’' -]{2,40}, (?:Chief |Special Trial |Circuit |District |Presiding )*(?:Judge|Justice|J\.|C\.\s?J\.)(?=:|, delivered)|"
    r"(?:CHIEF )?(?:JUSTICE|Justice|Judge|JUDGE) [\w.’'-]+(?: [\w.’'-]+)?(?= delivered the opinion)|"
    r"(?:Opinion|OPINION) (?:of the (?:Court|COURT) )?(?:by|BY) [^\n.]{3,60}"
)
"""“GUSTAFSON, Judge:”, “JUSTICE SOTOMAYOR delivered the opinion of the Court”, at the beginning of a paragraph."""
DATED = regex(
    r"\b(?:published|released|issued|posted|updated|dated|date|last updated|first published|version of|decided|filed|printed|submitted)\b",
    re.IGNORECASE,
)
