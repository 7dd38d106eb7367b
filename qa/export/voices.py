"""Whose words a quote is, in words for shell, Markdown and browser; and the quotation marks that a quote lost to its neighbours."""

from __future__ import annotations

from qa.language.en.speakers import is_unnamed
from qa.types.answer import Citation, Voice
from qa.wording.say import noted, say

_STARTS = {Voice.QUOTED: noted("quotation in the report"), Voice.REPORTED: noted("reported speech in the report")}
_LEADS = {Voice.QUOTED: noted("Quoted"), Voice.REPORTED: noted("Reported speech")}
_OPENING, _CLOSING = "“«„", "”»"


def voice_lead(citation: Citation) -> str | None:
    """How a quote gives somebody's words: `Quoted`, `Reported speech`; None where they are the document's own."""
    lead = _LEADS.get(citation.voice)
    return say(lead) if lead else None


def speaker_words(citation: Citation) -> str:
    """Who speaks, with what the document says of them: `Mónica Palencia, Interior Minister`."""
    if citation.speaker is None:
        return say("the document does not name the speaker here")
    speaker = f"{citation.speaker}{f', {citation.speaker_role}' if citation.speaker_role else ''}"
    if is_unnamed(citation.speaker):
        return say("{speaker}, whom the document does not name", speaker=speaker)
    return speaker


def describe_voice(citation: Citation) -> str | None:
    """`Quoted: Ana Ruiz, trader`; None where the words are the document's own."""
    lead = voice_lead(citation)
    return f"{lead}: {speaker_words(citation)}" if lead else None


def chain_start(citation: Citation) -> str:
    """What the chain to the source begins with: `report sentence`, or whose words it gives."""
    return say(_STARTS.get(citation.voice, noted("report sentence")))


def lost_marks(citation: Citation) -> tuple[str, str]:
    """The marks to set before and behind a quote that begins or ends inside somebody's words; empty where it has its own.

    They stand in the document, on the sentences beside it, and are no part of the quote.
    """
    quote = citation.quote
    if citation.voice is not Voice.QUOTED:
        return "", ""
    marks = [c for c in quote if c in _OPENING + _CLOSING]
    if not marks and '"' not in quote:
        return "“", "”"
    if not marks:
        odd = quote.count('"') % 2
        return ("", "”") if odd and quote.startswith('"') else ("“", "") if odd else ("", "")
    return "“" if marks[0] in _CLOSING else "", "”" if marks[-1] in _OPENING else ""
