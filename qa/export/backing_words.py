"""In plain words what a source's text says of a sentence that cites it; the same in shell, Markdown and browser."""

from __future__ import annotations

from collections.abc import Sequence

from qa.types.answer import SourceBacking
from qa.types.backing import Backing, Difference, Lack, ValueKind
from qa.wording.say import noted, say

_VERDICTS = {
    Backing.BACKS: noted("Source agrees"),
    Backing.DIFFERS: noted("Source differs"),
    Backing.MENTIONS: noted("Source mentions it"),
    Backing.NOT_FOUND: noted("Nothing found in the source"),
    Backing.NOT_HELD: noted("Source’s text not held"),
}
_KINDS = {
    ValueKind.MONEY: noted("the amount {words}"),
    ValueKind.NUMBER: noted("the figure {words}"),
    ValueKind.PERCENTAGE: noted("the figure {words}"),
    ValueKind.MEASURE: noted("the figure {words}"),
    ValueKind.DURATION: noted("the length of time {words}"),
    ValueKind.DATE: noted("the date {words}"),
    ValueKind.NAME: noted("the name {words}"),
}
_MOST = 3
"""Differences and gaps that are named; more would hide the first."""


def verdict_name(verdict: Backing) -> str:
    """“Source differs”."""
    return say(_VERDICTS[verdict])


def describe_backing(backing: SourceBacking) -> str:
    """“Source differs: it says 12 million, the report 48 million”."""
    return f"{verdict_name(backing.verdict)}{explain_backing(backing)}"


def explain_backing(backing: SourceBacking) -> str:
    """What follows the verdict: “: it says 12 million, the report 48 million”, “, without the amount €48 million”."""
    if backing.verdict is Backing.DIFFERS:
        return f": {explain_differences(backing.differences)}"
    if backing.verdict is Backing.MENTIONS:
        if not backing.lacks:
            return say(", without saying just this")
        return say(", without {values}", values=explain_lacks(backing.lacks))
    return ""


def explain_differences(differences: Sequence[Difference]) -> str:
    """“it says 12 million, the report 48 million; …”."""
    return "; ".join(_difference(difference) for difference in differences[:_MOST])


def _difference(difference: Difference) -> str:
    ours, theirs = difference.report, difference.source
    if difference.kind is ValueKind.NEGATION:
        if theirs and not ours:
            return say("it says “{theirs}”, the report does not", theirs=theirs.quote)
        if ours and not theirs:
            return say("the report says “{ours}”, the source does not", ours=ours.quote)
        return say("one says that it is so, the other that it is not")
    if ours and theirs:
        return say("it says {theirs}, the report {ours}", theirs=_shown(theirs.quote), ours=_shown(ours.quote))
    if theirs:
        return say("it says so only with “{theirs}”", theirs=_shown(theirs.quote))
    return say("it does not say {ours}", ours=_shown(ours.quote)) if ours else say("it does not say this")


def explain_lacks(lacks: Sequence[Lack]) -> str:
    """“the amount €48 million and the date 2023 (it has 2024)”."""
    shown = [_lack(lack) for lack in lacks[:_MOST]]
    if len(shown) == 1:
        return shown[0]
    return say("{several} and {last}", several=", ".join(shown[:-1]), last=shown[-1])


def _lack(lack: Lack) -> str:
    words = say(_KINDS.get(lack.kind, noted("the word {words}")), words=_shown(lack.report.quote))
    if lack.instead is None:
        return words
    return say("{words} (it has {other})", words=words, other=_shown(lack.instead.quote))


def _shown(words: str) -> str:
    return " ".join(words.split())
