"""What a footnote says of the work that it names, read by rule."""

from qa.references.parse import parse_reference

__all__ = ["parse_reference"]
