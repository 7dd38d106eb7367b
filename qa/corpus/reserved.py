"""What in the corpus folder is no document, whatever a manifest or the trash says: its own files, and links that lead out."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from qa.corpus.settings import MANIFEST

TRASH = "_bin"
"""The trash's folder in the corpus, as versions before called it."""
LOCK = ".lock"
"""Held by whoever changes the corpus; hidden files are not documents."""
FOLLOW_LINKS = "QA_FOLLOW_LINKS"
"""In the environment: a setting in the corpus folder would be whoever's who sent the links."""


def is_document_name(name: str) -> bool:
    """True for the plain name of a file that may be a document: not the manifest, by any spelling, nor a lock or the trash."""
    # Windows opens `corpus.toml.` and `corpus.toml::$DATA` as corpus.toml, and with macOS takes capital letters as small ones.
    plain = unicodedata.normalize("NFKC", name).casefold().partition(":")[0].rstrip(" .")
    return (
        bool(plain)
        and Path(name).name == name
        and not {"/", "\\", "\0"} & set(name)
        and plain not in (MANIFEST, TRASH, LOCK)
    )


def leads_out(folder: Path, path: Path) -> bool:
    """True for a link to what is not in the folder, unless the environment allows to follow such links."""
    if not path.is_symlink() or os.environ.get(FOLLOW_LINKS) == "1":
        return False
    try:
        return not path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True
