"""Ask a footnoted report; follow every answer down to its footnote and source."""
