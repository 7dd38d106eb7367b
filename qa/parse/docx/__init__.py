"""DOCX: paragraphs, footnotes and endnotes of a Word document."""

from qa.parse.docx.document import parse_docx

__all__ = ["parse_docx"]
