"""Questions about the footnotes and sources themselves, recognised and answered from the notes."""

from qa.apparatus.reply import answer_from_notes

__all__ = ["answer_from_notes"]
