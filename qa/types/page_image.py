"""A page of a file as it is printed, with the places on it that a quote stands at."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as a picture, and where on it the words of a quote stand."""

    page: str
    """The page's label."""
    png: bytes
    width: int
    height: int
    """In pixels."""
    boxes: tuple[Box, ...]
    """One for each line of the quote, in pixels from the top left corner; nothing is drawn into the picture."""
