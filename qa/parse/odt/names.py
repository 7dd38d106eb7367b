"""Names of OpenDocument elements and attributes."""

from __future__ import annotations

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"

OFFICE, TEXT, TABLE, STYLE, DRAW = (
    f"{{{_OASIS}:{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing")
)
FO = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
SVG = f"{{{_OASIS}:svg-compatible:1.0}}"

P, H, SPAN = f"{TEXT}p", f"{TEXT}h", f"{TEXT}span"
NOTE, NOTE_BODY, NOTE_CITATION, NOTE_AGAIN = (
    f"{TEXT}{name}" for name in ("note", "note-body", "note-citation", "note-ref")
)
ROW, CELL = f"{TABLE}table-row", f"{TABLE}table-cell"
STYLE_NAME = f"{TEXT}style-name"
