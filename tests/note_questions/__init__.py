"""Two hundred ways of asking about notes and sources, each with what the text says to it."""
