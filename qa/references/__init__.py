"""What a footnote says of the works that it names: read by rules and, for bibliographies, by a fitted model."""

from qa.references.parse import Cited, parse_reference, parse_references

__all__ = ["Cited", "parse_reference", "parse_references"]
