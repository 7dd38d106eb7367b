"""Pages of the web, fetched only when a person says yes: what would be asked of whom, the asking, and what is kept of it."""
