"""In plain words what a source's text says of a sentence that cites it; the same in shell, Markdown and browser."""

from __future__ import annotations

from collections.abc import Sequence

from qa.types.answer import SourceBacking
from qa.types.backing import Backing, Difference, Lack, ValueKind

_VERDICTS = {
    Backing.BACKS: "Source agrees",
    Backing.DIFFERS: "Source differs",
    Backing.MENTIONS: "Source mentions it",
    Backing.NOT_FOUND: "Nothing found in the source",
    Backing.NOT_HELD: "Source’s text not held",
}
_KINDS = {
    ValueKind.MONEY: "amount",
    ValueKind.NUMBER: "figure",
    ValueKind.PERCENTAGE: "figure",
    ValueKind.MEASURE: "figure",
    ValueKind.DURATION: "length of time",
    ValueKind.DATE: "date",
    ValueKind.NAME: "name",
}
_MOST = 3
"""Differences and gaps that are named; more would hide the first."""


def verdict_name(verdict: Backing) -> str:
    """“Source differs”."""
    return _VERDICTS[verdict]


def describe_backing(backing: SourceBacking) -> str:
    """“Source differs: it says 12 million, the report 48 million”."""
    return f"{verdict_name(backing.verdict)}{explain_backing(backing)}"


def explain_backing(backing: SourceBacking) -> str:
    """What follows the verdict: “: it says 12 million, the report 48 million”, “, without the amount €48 million”."""
    if backing.verdict is Backing.DIFFERS:
        return f": {explain_differences(backing.differences)}"
    if backing.verdict is Backing.MENTIONS:
        return f", without {explain_lacks(backing.lacks)}" if backing.lacks else ", without saying just this"
    return ""


def explain_differences(differences: Sequence[Difference]) -> str:
    """“it says 12 million, the report 48 million; …”."""
    return "; ".join(_difference(difference) for difference in differences[:_MOST])


def _difference(difference: Difference) -> str:
    ours, theirs = difference.report, difference.source
    if difference.kind is ValueKind.NEGATION:
        if theirs and not ours:
            return f"it says “{theirs.quote}”, the report does not"
        if ours and not theirs:
            return f"the report says “{ours.quote}”, the source does not"
        return "one says that it is so, the other that it is not"
    if ours and theirs:
        return f"it says {_shown(theirs.quote)}, the report {_shown(ours.quote)}"
    if theirs:
        return f"it says so only with “{_shown(theirs.quote)}”"
    return f"it does not say {_shown(ours.quote) if ours else 'this'}"


def explain_lacks(lacks: Sequence[Lack]) -> str:
    """“the amount €48 million and the date 2023”."""
    shown = [f"the {_KINDS.get(lack.kind, 'word')} {_shown(lack.report.quote)}" for lack in lacks[:_MOST]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _shown(words: str) -> str:
    return " ".join(words.split())
