"""What to do about a failure, in the words of the views and their buttons."""

from __future__ import annotations

from qa.errors import QAError, Remedy

_REMEDIES = {
    Remedy.ADD_DOCUMENT: "add one in the view Add",
    Remedy.ALLOW_MODEL: "to allow it, run in a shell: qa allow {model}",
    Remedy.ASK_SOMETHING: "write one in the field",
    Remedy.BUILD_INDEX: "in the view Add, press “Rebuild everything”",
    Remedy.LIST_DOCUMENTS: "the view Add lists them",
    Remedy.LIST_FOOTNOTES: "the view Sources lists them",
    Remedy.LIST_REMOVED: "the view Add lists them",
    Remedy.NAME_CORPUS: "add a document in the view Add",
    Remedy.NAME_ENCODING: "with `encoding` in corpus.toml",
    Remedy.REBUILD_INDEX: "in the view Add, press “Rebuild everything”",
    Remedy.REINSTALL_ENCODER: "install the program again",
    Remedy.REPLACE_DOCUMENT: "on its card, choose that it is a new version",
}
"""No view reads saved answers."""


def in_browser_words(error: QAError) -> str:
    """One line: what failed, and the button or view that mends it."""
    return f"{error}; {_REMEDIES[error.remedy].format(**error.failed)}" if error.remedy in _REMEDIES else str(error)
