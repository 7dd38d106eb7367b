"""Addresses of places in the app: a document open at a passage, and a source in the list of sources."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from qa.types.document import Span
from qa.ui.projects import PROJECT, project_parameter
from qa.wording.say import noted

# Relative, so that they hold wherever the app is mounted. `read.py` and `sources.py` take the same names.

MODE, FIND = "mode", noted("Mentions")
"""In an address of the view Ask, in whatever language: words are looked for."""
FOUND_BEFORE = "Find"
"""As older addresses say it."""
PRINTED = "printed"
"""In an address of the view Read: the page is shown as it is printed."""


def read_link(doc_id: str, span: Span | None = None, *, printed: bool = False) -> str:
    """The document in the view Read; with a span, at that passage, highlighted and scrolled to.

    `printed` shows its page too, as it is printed.
    """
    place = {"start": span.start, "end": span.end} if span else {}
    shown = {PRINTED: "page"} if printed else {}
    return f"read?{urlencode({'document': doc_id, **place, **shown, **project_parameter()})}"


def source_link(source_id: str) -> str:
    """A source in the view Sources, unfolded, with every statement that rests on it."""
    return f"sources?{urlencode({'source': source_id, **project_parameter()})}"


def ask_link(question: str, reports: Sequence[str] = (), *, everywhere: str | None = None) -> str:
    """A question in the view Ask, which is the app's first; `reports` as the field for them shows them.

    `everywhere` is the mark of a question whose words are not to choose a document.
    """
    asked = {"q": question, "report": list(reports), **({"everywhere": everywhere} if everywhere else {})}
    return f"./?{urlencode(asked | project_parameter(), doseq=True)}"


def find_link(words: str, reports: Sequence[str] = ()) -> str:
    """Every sentence with some words, in the view Ask."""
    asked = {MODE: FIND, "words": words, "report": list(reports), **project_parameter()}
    return f"./?{urlencode(asked, doseq=True)}"


def project_link(name: str) -> str:
    """The view Ask of another project."""
    return f"./?{urlencode({PROJECT: name})}"
