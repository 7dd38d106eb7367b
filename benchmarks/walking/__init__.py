"""The steps of a walk through the browser's views, one part of it a file."""
