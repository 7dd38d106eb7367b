"""Question + index → an answer: from the text, or about the notes."""
