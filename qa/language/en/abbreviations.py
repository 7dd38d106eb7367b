"""English abbreviations whose full stop is theirs, not the sentence's."""

from __future__ import annotations

from qa.regex import regex

ENDS_ABBREVIATED = regex(r"\b(?:\w\.)++$|\b(?:Mr|Dr|Jr|St|No|Inc|Ltd|Co)\.$")
"""“the U.S.”, “the Acme Co.”"""
