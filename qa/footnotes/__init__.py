"""Markers and notes in plain text: finds both, links them, and reports what does not fit."""

from qa.footnotes.calls import Call
from qa.footnotes.find import Found, calls_of_known, find_footnotes
from qa.footnotes.notes import Note
from qa.footnotes.numbering import number_problems

__all__ = ["Call", "Found", "Note", "calls_of_known", "find_footnotes", "number_problems"]
