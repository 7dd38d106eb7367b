"""What is wrong with the sentences of a draft, in plain words."""

from __future__ import annotations

from qa.types.draft import DraftCheck, DraftVerdict
from qa.types.draft_failure import DraftFailure, DraftFault

_FAULTS = {
    DraftFault.QUOTE_NOT_FOUND: "no source has the words in quotation marks",
    DraftFault.MISATTRIBUTED: "the words in quotation marks stand in another source",
    DraftFault.STITCHED: "the words in quotation marks are put together from several places",
    DraftFault.VALUE_DIFFERS: "the source has another value",
    DraftFault.VALUE_NOT_FOUND: "no passage has this",
    DraftFault.TURNED: "the source does not deny, weaken or count it so",
    DraftFault.NOT_SUPPORTED: "no passage says so, as far as can be told",
    DraftFault.MARKUP: "it brings in an address or markup",
    DraftFault.ORDERED: "what it rests on tells a language model what to write",
    DraftFault.NOT_SHOWN: "it names a passage that was not shown",
}


def describe_failure(failure: DraftFailure) -> str:
    """“the source has another value: “12”, not “48””."""
    said = f"“{_line(failure.said.quote)}”" if failure.said else ""
    other = f"“{_line(failure.source)}”" if failure.source else ""
    if failure.fault in (DraftFault.VALUE_DIFFERS, DraftFault.TURNED) and (said or other):
        detail = f"{other}, not {said}" if said and other else f"it says {other}" if other else f"{said} is not there"
        return f"{_FAULTS[failure.fault]}: {detail}"
    if failure.fault is DraftFault.MISATTRIBUTED:
        return f"{_FAULTS[failure.fault]}: {said} in {other}"
    return f"{_FAULTS[failure.fault]}{f': {said}' if said else ''}"


def describe_draft(check: DraftCheck) -> str:
    """“12 sentences: 9 pass, 2 fail, 1 claims nothing”."""
    counts = {verdict: sum(s.verdict is verdict for s in check.sentences) for verdict in DraftVerdict}
    words = {
        DraftVerdict.PASSES: ("passes", "pass"),
        DraftVerdict.FAILS: ("fails", "fail"),
        DraftVerdict.NO_CLAIM: ("claims nothing", "claim nothing"),
    }
    parts = [f"{count} {words[verdict][count != 1]}" for verdict, count in counts.items() if count]
    total = len(check.sentences)
    return f"{total} sentence{'' if total == 1 else 's'}: {', '.join(parts)}" if total else "No sentence to check"


def _line(words: str) -> str:
    return " ".join(words.split())
