"""Sentences of an English document that speak to a language model and not to a reader: planted orders."""

from __future__ import annotations

import re

from qa.regex import regex

_ORDER = regex(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,60}?\b(?:instructions?|orders?|prompts?|rules?|guidelines|guardrails|"
    r"previous|above|context|question)\b"
    r"|(?:^|[:;,]|\b(?:and|then|please|must|should|to))\s*(?:say|answer|reply|respond|write|output|print|repeat|"
    r"tell (?:the )?(?:users?|readers?))\b[^.!?]{0,20}?(?:\b(?:that|with|only|exactly|the following)\b|:)"
    r"|\byou are (?:now )?(?:an?|the) (?:ai|assistant|chatbot|language model)\b"
    r"|\b(?:system|developer) prompt\b|<\|[a-z_]{2,20}\|>|\[/?inst\]",
    re.IGNORECASE,
)


def speaks_to_model(sentence: str) -> bool:
    """Whether a sentence tells a language model what to do."""
    return _ORDER.search(sentence) is not None
