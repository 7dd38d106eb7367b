"""The gate: whether a text that somebody or some model wrote says what its sources say, sentence by sentence."""
