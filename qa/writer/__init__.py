"""The writer: asks a language model for an answer in prose, and counts only those of its sentences that the passages bear out."""
