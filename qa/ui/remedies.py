"""What to do about a failure, in the words of the views and their buttons."""

from __future__ import annotations

from qa.errors import QAError, Remedy
from qa.ui.reading_only import is_read_only
from qa.wording.lines import say_line
from qa.wording.say import noted, say

_REMEDIES = {
    Remedy.ADD_DOCUMENT: noted("add one in the view Add"),
    Remedy.ALLOW_MODEL: noted("to allow it, run in a shell: qa allow {model}"),
    Remedy.ASK_SOMETHING: noted("write one in the field"),
    Remedy.BUILD_INDEX: noted("in the view Add, press “Rebuild everything”"),
    Remedy.LIST_DOCUMENTS: noted("the view Add lists them"),
    Remedy.LIST_FOOTNOTES: noted("the view Sources lists them"),
    Remedy.LIST_REMOVED: noted("the view Add lists them"),
    Remedy.NAME_CORPUS: noted("add a document in the view Add"),
    Remedy.NAME_ENCODING: noted("with `encoding` in corpus.toml"),
    Remedy.REBUILD_INDEX: noted("in the view Add, press “Rebuild everything”"),
    Remedy.REINSTALL_ENCODER: noted("install the program again"),
    Remedy.REPLACE_DOCUMENT: noted("on its card, choose that it is a new version"),
}
"""No view reads saved answers."""
_FOR_READERS = {
    Remedy.ADD_DOCUMENT: noted("ask who keeps this corpus to add one"),
    Remedy.ALLOW_MODEL: noted("ask who keeps this corpus to allow it"),
    Remedy.BUILD_INDEX: noted("ask who keeps this corpus to build the index"),
    Remedy.LIST_DOCUMENTS: noted("the view Files lists them"),
    Remedy.LIST_REMOVED: noted("ask who keeps this corpus"),
    Remedy.NAME_CORPUS: noted("ask who keeps this corpus"),
    Remedy.NAME_ENCODING: noted("ask who keeps this corpus to name it"),
    Remedy.REBUILD_INDEX: noted("ask who keeps this corpus to build the index anew"),
    Remedy.REINSTALL_ENCODER: noted("ask who keeps this corpus to install the program again"),
    Remedy.REPLACE_DOCUMENT: noted("ask who keeps this corpus to replace it"),
}
"""What differs where nobody may change anything."""


def in_browser_words(error: QAError) -> str:
    """One line: what failed, and the button or view that mends it, or whom a reader can ask."""
    remedy = browser_remedy(error.remedy, **error.failed) if error.remedy else ""
    line = say_line(str(error))
    return f"{line}; {remedy}" if remedy else line


def browser_remedy(remedy: Remedy, **failed: str) -> str:
    """The button or view, or whom to ask; empty where the browser has none. `failed` as in the error."""
    remedies = {**_REMEDIES, **_FOR_READERS} if is_read_only() else _REMEDIES
    return say(remedies[remedy], **failed) if remedy in remedies else ""
