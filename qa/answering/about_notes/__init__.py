"""Questions about the footnotes and sources themselves, recognised and answered from the notes."""

from qa.answering.about_notes.reply import answer_from_notes
from qa.answering.about_notes.vaguely_asked import answer_with_source

__all__ = ["answer_from_notes", "answer_with_source"]
