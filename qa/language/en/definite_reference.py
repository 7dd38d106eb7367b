"""Whether an English sentence begins with “The NOUN” which the sentence before makes clear (`The attack failed`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.language.en.anaphora import ADVERBIAL, MARKS, has_name
from qa.language.stems import stem

_START = re.compile(rf"(?:({ADVERBIAL}),\s+)?[Tt]he\s+")
_TOKEN = re.compile(r"\w[\w-]*(?:[’'](?!s\b)\w+)?|[’']s?|[^\w\s]")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_AUXILIARY = frozenset(
    "is was are were has have had will would can could may might must should shall did does do cannot".split()
)
_ADVERBS = frozenset(
    "also not never now then still soon later often only already even thus therefore ultimately".split()
)
_ENDS = frozenset(
    """of in on at by for from with to into onto over under between among against during after before since until through within
    without about as than they he she it we you and or but nor when where while because if whether that which who whose whom""".split()
)
_PAST = frozenset(
    """beat became began blew bore bought broke brought built came caught chose cost cut drew drove fell felt fled flew forced fought
    found froze gave got grew held hid hit hurt kept knew laid lay led left let lost made meant met paid put ran rode rose said sank sat
    saw sent set shook shot showed shut sold sought spent spoke spread stole stood struck swept threw told took tore understood went won
    wore wrote""".split()
)
_MOST_CHARACTERS = 500
"""Characters of a sentence in which its first noun is looked for."""
_MODIFIERS = 1
"""Words between “The” and the noun: with more of them the phrase mostly speaks for itself."""
_DEFINING = frozenset("that who whose whom which".split())
_EVENTS = frozenset(
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
_GENERIC = frozenset(
    """country nation state region province city town village port island river company firm corporation group gang cartel
    organisation organization agency territory party network ship boat newspaper man woman""".split()
)
"""Nouns that alone, with `the`, take up a name that was just given."""
_VERBS = {
    "theft": "steal stole stolen", "loss": "lose lost", "sale": "sell sold", "death": "die dead", "flight": "flee fled fly flew",
    "choice": "choose chose chosen", "action": "act", "growth": "grow grew grown", "birth": "born", "speech": "speak spoke spoken",
    "destruction": "destroy", "description": "describe", "thought": "think", "rise": "rose risen", "fall": "fell fallen",
    "break": "broke broken", "fight": "fought", "strike": "struck", "purchase": "buy bought", "meeting": "met", "beginning": "began",
    "killing": "murder shot", "shooting": "shot", "deal": "agree", "agreement": "deal", "fire": "burn burnt", "win": "won",
}  # fmt: skip
_TAILS = frozenset(
    [
        ("", ""),
        *((a, b) for a in ("", "d", "t", "s") for b in ("s", "t", "d", "ur", "al", "ment", "anc", "enc", "at", "ss")),
    ]
)
"""What may follow the common beginning of a verb's stem and of its noun's: explod(e) and explos(ion), seiz(e) and seizur(e)."""


def names_again(sentence: str, before: str) -> bool:
    """True when the sentence begins with “The NOUN” and the sentence before introduces what it means."""
    text = sentence[:_MOST_CHARACTERS].lstrip(MARKS)
    start = _START.match(text)
    if start is None or (start[1] and has_name(start[1])):
        return False
    tokens = _TOKEN.findall(text, start.end())[:9]
    return any(
        (head.casefold() in _EVENTS and bare)
        or (head.casefold() in _GENERIC and bare and has_name(f"- {before}"))
        or _introduces(before, head, complete)
        for head, bare, complete in _heads(tokens)
    )


def _heads(tokens: list[str]) -> Iterator[tuple[str, bool, bool]]:
    """Nouns that may head the phrase after “The”, each with whether a verb follows at once, and whether `of` does.

    None where the phrase has a name.
    """
    for i, token in enumerate(tokens[:-1]):
        if i > _MODIFIERS or token[0].isupper() or token.casefold() in _ENDS | _AUXILIARY or not token[0].isalpha():
            return
        after, beyond = tokens[i + 1], tokens[i + 2] if i + 2 < len(tokens) else ""
        if after in _DEFINING or (after in _ENDS | {","} and beyond[:1].isupper()):
            return
        verb = (
            after in _AUXILIARY | _ADVERBS | _PAST
            or after.endswith(("ed", "ly"))
            or (after.endswith("s") and len(after) > 3)
        )
        if verb or after in _ENDS or not after[0].isalnum():
            yield token, verb, after == "of"


def _introduces(before: str, head: str, complete: bool) -> bool:
    """True when a sentence has the noun, or the verb that it is made of, otherwise than as a thing already known.

    A noun that is completed by `of …` tells by itself which one it is, so that only the verb counts.
    """
    words = [(found.group(), found.start(), found.end()) for found in _WORD.finditer(before)]
    for i, (word, _, end) in enumerate(words):
        known = i > 0 and words[i - 1][0].casefold() == "the" and not before[end:].lstrip().startswith(("of ", "that "))
        same = word.casefold().rstrip("s") == head.casefold().rstrip("s")
        if not known and not (complete and same) and related(word.casefold(), head.casefold()):
            return True
    return False


def related(word: str, noun: str) -> bool:
    """True when both have one stem, or the noun names what the verb does."""
    a, b = stem(word), stem(noun)
    if a == b or {word, a} & set(_VERBS.get(noun, "").split()):
        return True
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= 4 and (a[shared:], b[shared:]) in _TAILS
