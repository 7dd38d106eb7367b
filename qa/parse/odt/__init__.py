"""ODT: paragraphs, footnotes and endnotes of an OpenDocument text."""

from qa.parse.odt.document import parse_odt

__all__ = ["parse_odt"]
