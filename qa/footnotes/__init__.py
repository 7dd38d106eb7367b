"""Markers ↔ notes in plain text: finding both, linking them, and saying what does not fit."""

from qa.footnotes.calls import Call
from qa.footnotes.find import Found, find_footnotes
from qa.footnotes.notes import Note
from qa.footnotes.numbering import number_problems

__all__ = ["Call", "Found", "Note", "find_footnotes", "number_problems"]
