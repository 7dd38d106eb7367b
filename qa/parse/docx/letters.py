"""Which runs of a Word document are raised letters, that may call notes or begin them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.parse.docx.names import TABLE, P, R, W
from qa.parse.docx.styles import DocxStyles
from qa.parse.lettered_runs import LETTER, RaisedLetter, add_raised_letters
from qa.parse.linked import LinkedNotes

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = f"{W}t"


def link_raised_runs(body: _Element, styles: DocxStyles, linked: LinkedNotes) -> None:
    """Add the calls and notes that have raised letters, and take the labels out of the notes' text."""
    for run in add_raised_letters(list(_letters(body, styles)), linked):
        for text in run.iter(_TEXT):
            text.text = ""


def _letters(body: _Element, styles: DocxStyles) -> Iterator[RaisedLetter]:
    for run in body.iter(R):
        match = LETTER.fullmatch(_text(run))
        if match is None or not styles.is_raised(run):
            continue
        paragraph = next(run.iterancestors(P), None)
        in_table = next(run.iterancestors(TABLE), None) is not None
        heads = paragraph is not None and not in_table and _begins(paragraph, run)
        yield RaisedLetter(run, match[1], paragraph if heads else None, in_table)


def _text(run: _Element) -> str:
    return "".join(text.text or "" for text in run.iter(_TEXT))


def _begins(paragraph: _Element, run: _Element) -> bool:
    """True for the first run with text of a paragraph that has more."""
    runs = [r for r in paragraph.iter(R) if _text(r).strip()]
    return len(runs) > 1 and runs[0] is run
