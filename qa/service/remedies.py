"""What to do about a failure, in words for a program or a model that asks."""

from __future__ import annotations

from qa.errors import QAError, Remedy

_KEEPER = "whoever keeps this corpus has to"
_REMEDIES = {
    Remedy.ADD_DOCUMENT: f"{_KEEPER} add a document",
    Remedy.ALLOW_MODEL: f"{_KEEPER} allow the model",
    Remedy.BUILD_INDEX: f"{_KEEPER} build its index",
    Remedy.LIST_DOCUMENTS: "the operation `documents` lists them",
    Remedy.LIST_FOOTNOTES: "search or read to see which there are",
    Remedy.NAME_CORPUS: f"{_KEEPER} name its folder when the program starts",
    Remedy.REBUILD_INDEX: f"{_KEEPER} build its index anew",
    Remedy.REINSTALL_ENCODER: f"{_KEEPER} install the program again",
}
"""Of what an operation can meet."""


def in_service_words(error: QAError) -> str:
    """One line: what failed, and what mends it."""
    return f"{error}; {_REMEDIES[error.remedy]}" if error.remedy in _REMEDIES else str(error)
