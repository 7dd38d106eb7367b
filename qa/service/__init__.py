"""What other programs may ask of a corpus, by the Model Context Protocol or over HTTP: read, never changed."""
