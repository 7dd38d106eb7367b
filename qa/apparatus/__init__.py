"""Questions about the footnotes and sources themselves, recognised and answered from the notes."""

from qa.apparatus.understand import Request, understand

__all__ = ["Request", "understand"]
