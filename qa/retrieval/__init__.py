"""Question → scored sentences: hybrid search, candidates, the sentence ranker and the answer type."""
