"""English names, by their capitals, and the words that stand for persons and bodies by what they do."""

from __future__ import annotations

from qa.regex import regex

PROPER_NAME = regex(r"[^\W\d_a-z][\w’'-]*(?:\s+(?:(?:de|of|the|and|del|la|von|van|al)\s+)?[^\W\d_a-z][\w’'-]*)*")
"""One or more capitalised words: “Quito”, “Port of Guayaquil”."""
PERSON_NAME = regex(r"[^\W\d_a-z][\w’'-]++(?:\s++(?:(?:de|del|la|von|van|al|bin)\s++)?[^\W\d_a-z][\w’'.-]++)++")
"""At least two capitalised words: one alone is as often a place as a person, “assassinated at a rally in Quito”."""
PERSON_ROLE = regex(r"\b(?:[Tt]he|[Aa]n?)\s+(?:(?!(?:were|was|is|are|has|have|of|in|by|to|and|that|who)\b)[\w’-]+\s+){0,2}?(?:president|general|minister|officials?|police|authorities|government|navy|head|leader|journalist|"
                   r"prosecutors?|judges?|groups?|gangs?|company|agency|council|court|commission|businessperson|investigator)\b")  # fmt: skip
"""“the prosecutors”, “a local police chief”: who did something, without a name."""
