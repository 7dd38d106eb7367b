"""The words by which an English question asks for the credit of a picture, or for the source of what a figure shows."""

from __future__ import annotations

import re

from qa.regex import regex

ASKS_PICTURE = regex(
    r"\b(?:photo(?:graph)?s?|pictures?|images?|figures?|charts?|graphs?|tables?|maps?|diagrams?)\b", re.IGNORECASE
)
ASKS_CREDIT = regex(
    r"\bwho\s+(?:took|shot|made|drew|photographed)\b|\bphotographers?\b|\bcredit(?:s|ed)?\b|\bcopyright\b|\bsources?\b|"
    r"\bwhose\s+(?:photo|picture|image|map)|\bwhere\b.*\b(?:from|taken from)\b|\bbased\s+on\b|\b(?:taken|photographed)\s+by\b",
    re.IGNORECASE,
)
NUMBERED_PICTURE = regex(r"\b(figure|fig\.|table|map|chart|box|photo)\s+(\d+)\b", re.IGNORECASE)
PICTURE_VOCABULARY = (
    "photo photos photograph photographs picture pictures image images figure figures chart charts graph table tables map maps "
    "diagram took taken take shot made drew photographed photographer credit credits credited copyright source sources come comes "
    "came based data number numbers information agency given named show shows showing shown report name person"
)
"""Words that say nothing of which picture is meant."""
PHOTO = regex(r"\bphoto(?:graph)?", re.IGNORECASE)
SOURCE_LINE = regex(r"sources?\b", re.IGNORECASE)
"""Begins the line that says where a figure’s data come from; a photo has none."""
CREDIT_LABEL = regex(r"[\w ]{1,20}:\s+")
"""“Photo: ”, “Data source: ”."""
