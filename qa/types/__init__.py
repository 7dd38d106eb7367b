"""The nouns: documents, sources, passages and answers, as values, and their JSON forms."""
