"""Pages without a text layer, and pictures of pages → glyphs with places, by optical character recognition."""
