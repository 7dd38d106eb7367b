"""The browser front end: views that know the pipeline and the nouns, and nothing below them."""
