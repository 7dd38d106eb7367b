"""Span → citation: footnotes, context, attribution, verdict and support; what rests on what; saved answers checked again."""
