"""Sources as bibliographies that reference managers read: CSL-JSON, BibTeX, RIS, and Markdown with footnotes."""

from qa.export.formats import Format, export

__all__ = ["Format", "export"]
