"""What is wrong with a sentence that somebody or some model wrote, and which of its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.types.backing import Wording


class DraftFault(StrEnum):
    """What is wrong with a sentence."""

    QUOTE_NOT_FOUND = "quote_not_found"
    """Words in quotation marks stand in no source."""
    MISATTRIBUTED = "misattributed"
    """They stand in another source than the one that is named."""
    STITCHED = "stitched"
    """They are put together from places that do not follow one another."""
    VALUE_DIFFERS = "value_differs"
    """A number, date, unit, name or the like is another in the source."""
    VALUE_NOT_FOUND = "value_not_found"
    """A number, date, unit, name or the like stands in no passage."""
    TURNED = "turned"
    """A negation, a hedge (“allegedly”) or a quantity (“all”) is on one side alone."""
    NOT_SUPPORTED = "not_supported"
    """No passage says so, as far as can be told."""
    MARKUP = "markup"
    """It brings in an address, a link, a picture or a tag."""
    ORDERED = "ordered"
    """What it rests on is no statement: it tells a language model what to write."""
    NOT_SHOWN = "not_shown"
    """It names a passage that its writer was not shown."""


@dataclass(frozen=True, slots=True)
class DraftFailure:
    """One thing that is wrong, in words, and where."""

    fault: DraftFault
    said: Wording | None
    """The words of the draft that are wrong; None for the whole sentence."""
    source: str | None
    """What the source has instead, or where the words stand."""
