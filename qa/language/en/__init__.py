"""Rules that hold for English only."""
