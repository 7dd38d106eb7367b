"""Which spans of an OpenDocument text are raised letters, that may call notes or begin them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.parse.lettered_runs import LETTER, RaisedLetter, add_raised_letters
from qa.parse.linked import LinkedNotes
from qa.parse.odt.names import SPAN, TABLE, P
from qa.parse.odt.styles import OdtStyles

if TYPE_CHECKING:
    from lxml.etree import _Element


def link_raised_spans(body: _Element, styles: OdtStyles, linked: LinkedNotes) -> None:
    """Add the calls and notes that have raised letters, and take the labels out of the notes' text."""
    for span in add_raised_letters(list(_letters(body, styles)), linked):
        span.text = ""


def _letters(body: _Element, styles: OdtStyles) -> Iterator[RaisedLetter]:
    for span in body.iter(SPAN):
        match = LETTER.fullmatch(span.text or "") if not len(span) else None
        if match is None or not styles.span(span).raised:
            continue
        paragraph = span.getparent()
        in_table = next(span.iterancestors(f"{TABLE}table"), None) is not None
        heads = (
            paragraph is not None
            and paragraph.tag == P
            and paragraph[0] is span
            and not (paragraph.text or "").strip()
            and bool("".join(paragraph.itertext()).strip() != (span.text or "").strip())
        )
        yield RaisedLetter(span, match[1], paragraph if heads and not in_table else None, in_table)
