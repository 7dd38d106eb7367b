"""The bibliographies that go with a document wherever it is copied: which they are, and what they hold."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from qa.parse.bibliography.beside import NotReadError, kept_folder, read_beside
from qa.parse.bibliography.named import USUAL, named_bibliographies

__all__ = ["COMPANIONED", "bibliographies_of", "companions_of", "kept_folder"]

COMPANIONED = frozenset({".md", ".markdown", ".qmd", ".rmd"})
"""Of documents that may name bibliographies."""


def bibliographies_of(data: bytes, document: str, folder: Path | None) -> tuple[str, ...]:
    """The names of the bibliographies that a document means; MyST's usual one where it names none and has one beside it."""
    if PurePosixPath(document).suffix.lower() not in COMPANIONED:
        return ()
    names = named_bibliographies(data.decode(errors="replace"))
    if names or folder is None or b"{cite" not in data:
        return names
    roots = (folder / kept_folder(document), folder)
    return (USUAL,) if any((root / USUAL).is_file() for root in roots) else ()


def companions_of(data: bytes, document: str, folder: Path) -> dict[str, bytes]:
    """What the bibliographies of a document in `folder` hold, by the names that it gives them; those that can be read."""
    found = {}
    for name in bibliographies_of(data, document, folder):
        try:
            found[name] = read_beside(folder, document, name)
        except NotReadError:
            # Parsing the document tells it.
            continue
    return found
