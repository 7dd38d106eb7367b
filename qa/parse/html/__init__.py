"""HTML → Document, and the pages of books: what elements are, and which links are footnotes."""

from qa.parse.html.page import parse_html, parse_xhtml, read_html_pages

__all__ = ["parse_html", "parse_xhtml", "read_html_pages"]
