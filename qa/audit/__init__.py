"""The audit: for every footnoted statement, whether the source that its footnote names says so."""
