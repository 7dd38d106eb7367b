"""PDF → Document: pages, lines, columns, notes at the foot and at the end, markers."""

from qa.parse.pdf.document import parse_pdf

__all__ = ["parse_pdf"]
