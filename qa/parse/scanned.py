"""Whether pages can be read by OCR here, and what to say where they cannot."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""File name endings of pictures, lower case."""
MISSING = 'install "footnote-qa[ocr]" to have it read, or run OCR first'
"""What to do about a page without a text layer."""


@cache
def is_installed() -> bool:
    """True where the extra is installed; nothing of it is imported."""
    return all(find_spec(module) is not None for module in ("rapidocr", "cv2", "onnxruntime", "PIL"))
