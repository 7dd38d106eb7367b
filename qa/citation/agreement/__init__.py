"""Does a passage say what a statement says? Values, names and negation compared by rules; a trained verdict fits in `Judge`."""
