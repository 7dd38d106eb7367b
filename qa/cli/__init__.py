"""The `qa` command."""

from qa.cli.entry import main

__all__ = ["main"]
