"""The pronoun “it” where it means nothing: “It is estimated that …”, “It took years to …”."""

from __future__ import annotations

import re

from qa.language.en.anaphora_rules import AUXILIARY
from qa.regex import regex

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
_MEANS_NOTHING = (
    # “It is a matter of course that”, “It was unclear whether”: the clause is the true subject.
    r"(?!an?\b|the\b)(?:[\w’-]+\s+){1,3}?(?:that|whether|how|why|what|who|when|where|if)\b",
    # “It was reported by two papers that”: what is said follows.
    rf"(?:{_SAID})\b[^.;]{{0,60}}?\bthat\b",
    # “It is hard for small ports to”, “It was kind of them to”: what is hard follows.
    rf"(?:{_STATE})(?:\s+for\s+[^.,;]{{1,60}}?|\s+of\s+[^.,;]{{1,40}}?)?\s+(?:to\b|\w+ing\b|that\b)",
    # “It seems that”, “It remains to be seen”.
    r"(?:seem|appear|emerge|transpire|happen|turn|remain)\w*\s+(?:out\s+)?(?:[\w’-]+\s+){0,2}?(?:that|as if|as though|whether|how|to be seen)\b",
    # “It took the police years to”, “It makes sense to”.
    r"(?:takes?|took|costs?|pays|paid|helps|makes? (?:\w+ )?sense|made (?:\w+ )?sense|falls|fell)\s+(?:[\w’-]+\s+){0,6}?to\b",
    # “It is no coincidence”.
    r"no (?:surprise|coincidence|secret|accident|wonder|doubt)\b",
    # “It is a fact”.
    r"an? (?:\w+ )?(?:fact|matter|mistake|pity|shame|truism|question|given)\b",
    # “It was only in May that”, “It was the navy that”: a cleft sentence, which moves a part to the front.
    r"(?:not\s+)?(?:until|only|in|on|at|because|through|during|from|here|then|there|precisely|the)\s[^.;]{0,80}?\b(?:that|who|which)\b",
    # “It rained”.
    r"(?:rain|snow)(?:s|ed)\b",
)
EXPLETIVE = regex(
    rf"it(?:(?:’s|'s)|,? [\w ]{{1,20}},|)\s+(?:(?:{AUXILIARY})(?:n’t|n't|not)?\s+)?{_ADVERBS}(?:(?:is|was|been|be)\s+)?{_ADVERBS}"
    rf"(?:{'|'.join(_MEANS_NOTHING)})",
    re.IGNORECASE,
)
"""“It” with its verb, up to the words that show that it takes up nothing."""
