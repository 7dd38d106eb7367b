"""English words that tell what “The NOUN” at the beginning of a sentence takes up from the sentence before."""

from __future__ import annotations

from qa.language.en.anaphora import ADVERBIAL
from qa.regex import regex

OPENS_WITH_THE = regex(rf"(?:({ADVERBIAL}),\s+)?[Tt]he\s+")
"""“The …”, or “In May, the …”."""
AUXILIARIES = frozenset(
    "is was are were has have had will would can could may might must should shall did does do cannot".split()
)
ADVERBS_BEFORE_VERBS = frozenset(
    "also not never now then still soon later often only already even thus therefore ultimately".split()
)
"""Stand between a subject and its verb."""
PHRASE_ENDS = frozenset(
    """of in on at by for from with to into onto over under between among against during after before since until through within
    without about as than they he she it we you and or but nor when where while because if whether that which who whose whom""".split()
)
"""Words with which a noun phrase is over."""
IRREGULAR_PASTS = frozenset(
    """beat became began blew bore bought broke brought built came caught chose cost cut drew drove fell felt fled flew forced fought
    found froze gave got grew held hid hit hurt kept knew laid lay led left let lost made meant met paid put ran rode rose said sank sat
    saw sent set shook shot showed shut sold sought spent spoke spread stole stood struck swept threw told took tore understood went won
    wore wrote""".split()
)
"""Past tenses that do not end in “-ed”."""
RELATIVE_PRONOUNS = frozenset("that who whose whom which".split())
"""Open a clause that defines the noun before it: “the attack that …” needs no sentence before."""
EVENT_NOUNS = frozenset(
    """accident accord agreement announcement approach arrest arrests assault attack attacks attempt ban blast blockade bombing breach campaign
    ceasefire change changes clash clashes collapse collision compromise conflict conflicts crackdown crash deal decision decline decrease demand design
    discovery drop effort efforts escape event events explosion finding findings fire gesture idea incident increase initiative
    investigation killing killings law manoeuvre massacre measure measures method mission move murder murders offensive operation
    order outcome plan plot policy practice probe programme project proposal protest protests purchase raid raids reform reforms
    request rescue result results riot riots rise ruling scandal scheme seizure seizures shift shooting shooting siege slump step
    strategy strike strikes suspect suspects surge tactic talks technique transaction trend vessel verdict victim victims vote
    pair trio duo""".split()
)
"""Nouns that alone, with `the`, mean what was just told."""
GENERIC_NOUNS = frozenset(
    """country nation state region province city town village port island river company firm corporation group gang cartel
    organisation organization agency territory party network ship boat newspaper man woman""".split()
)
"""Nouns that alone, with `the`, take up a name that was just given."""
VERBS_OF_NOUNS = {
    "theft": "steal stole stolen", "loss": "lose lost", "sale": "sell sold", "death": "die dead", "flight": "flee fled fly flew",
    "choice": "choose chose chosen", "action": "act", "growth": "grow grew grown", "birth": "born", "speech": "speak spoke spoken",
    "destruction": "destroy", "description": "describe", "thought": "think", "rise": "rose risen", "fall": "fell fallen",
    "break": "broke broken", "fight": "fought", "strike": "struck", "purchase": "buy bought", "meeting": "met", "beginning": "began",
    "killing": "murder shot", "shooting": "shot", "deal": "agree", "agreement": "deal", "fire": "burn burnt", "win": "won",
}  # fmt: skip
"""Nouns with the verbs, or forms of verbs, that tell the same and share no stem with them."""
DERIVATIONS = frozenset(
    [
        ("", ""),
        *((a, b) for a in ("", "d", "t", "s") for b in ("s", "t", "d", "ur", "al", "ment", "anc", "enc", "at", "ss")),
    ]
)
"""What may follow the common beginning of a verb's stem and of its noun's: explod(e) and explos(ion), seiz(e) and seizur(e)."""
