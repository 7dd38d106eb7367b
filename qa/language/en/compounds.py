"""Parts of English compounds, which keep the hyphen at a line's end, and endings of words, which do not."""

from __future__ import annotations

from qa.regex import regex

FIRSTS = frozenset(
    "all cross ex full half high ill long low mid non off on one out quasi self short single so two three four five six "
    "seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety up vice well".split()
)
"""First words of compounds."""
SECONDS = frozenset(
    "based oriented related driven effective making maker makers term free wide specific sensitive intensive dependent "
    "friendly determining setting building sharing saving funded financed owned operated controlled backed sponsored "
    "scale range income profit party century known minded style type shaped sized class rated ranking standing lasting "
    "growing reaching called sector level centred centered focused governmental generated induced produced sharing "
    "seeking raising cutting bearing paying breaking reaching facing leading speaking trained educated skilled priced "
    "taking keeping holder holders year month week day hour page member weighted adjusted linked tested proof ready rich "
    "poor neutral positive negative conscious aware".split()
)
"""Second words of compounds that no other word ends in, or hardly any."""
PREFIXES = frozenset("anti bi co inter multi over post pre pro re semi sub under".split())
"""They keep their hyphen before a word that the document uses by itself."""
ENDING = regex(
    "a[bgln]|ar[dy]|at[eio]|cy|e[dnrs]|el|fold|ful|hood|i[aevz]|ib|ic|ie|ing|ion|iou|is[hmt]|it|less|like|ly|m[ae]n|"
    "ness|or|ou|ship|sion|some|t[iu]|ure|ward|wise|y|s$"
)
"""How the second half of a broken word may begin, when the first half is a word."""
