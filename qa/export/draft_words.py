"""What is wrong with the sentences of a draft, in plain words."""

from __future__ import annotations

from qa.types.draft import DraftCheck, DraftVerdict
from qa.types.draft_failure import DraftFailure, DraftFault
from qa.wording.say import noted, say

_FAULTS = {
    DraftFault.QUOTE_NOT_FOUND: noted("no source has the words in quotation marks"),
    DraftFault.MISATTRIBUTED: noted("the words in quotation marks stand in another source"),
    DraftFault.STITCHED: noted("the words in quotation marks are put together from several places"),
    DraftFault.VALUE_DIFFERS: noted("the source has another value"),
    DraftFault.VALUE_NOT_FOUND: noted("not where the rest is said"),
    DraftFault.TURNED: noted("the source does not deny, weaken or count it so"),
    DraftFault.NOT_SUPPORTED: noted("no passage says so, as far as can be told"),
    DraftFault.MARKUP: noted("it brings in an address or markup"),
    DraftFault.ORDERED: noted("what it rests on tells a language model what to write"),
    DraftFault.NOT_SHOWN: noted("it names a passage that was not shown"),
}


def describe_failure(failure: DraftFailure) -> str:
    """“the source has another value: “12”, not “48””."""
    fault = say(_FAULTS[failure.fault])
    said = f"“{_line(failure.said.quote)}”" if failure.said else ""
    other = f"“{_line(failure.source)}”" if failure.source else ""
    if failure.fault in (DraftFault.VALUE_DIFFERS, DraftFault.TURNED) and (said or other):
        return f"{fault}: {_detail(said, other)}"
    if failure.fault is DraftFault.MISATTRIBUTED:
        return f"{fault}: {say('{said} in {other}', said=said, other=other)}"
    return f"{fault}{f': {said}' if said else ''}"


def _detail(said: str, other: str) -> str:
    if said and other:
        return say("{other}, not {said}", said=said, other=other)
    return say("it says {other}", other=other) if other else say("{said} is not there", said=said)


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
