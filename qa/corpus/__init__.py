"""The corpus folder: its manifest, changes to it, what was removed, and what a new file is."""
