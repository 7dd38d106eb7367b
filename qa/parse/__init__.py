"""Raw file → Document, one module per format; all of them give the same blocks, markers and footnotes."""

from qa.parse.children import prepare_child, telling_scans
from qa.parse.formats import SUFFIXES, parse_bytes, parse_file, parse_with_sources, read_bytes, read_pieces

__all__ = [
    "SUFFIXES",
    "parse_bytes",
    "parse_file",
    "parse_with_sources",
    "prepare_child",
    "read_bytes",
    "read_pieces",
    "telling_scans",
]
