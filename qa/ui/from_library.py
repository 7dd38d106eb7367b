"""A reference manager's file or folder, or a folder of PDFs: named by its path or dropped, and looked through once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError
from qa.library.proposals import LibraryMatch
from qa.library.reading import ENDINGS
from qa.library.zotero_database import DATABASE
from qa.markup import el
from qa.ui.incoming import Incoming, clear
from qa.ui.proposals import show_proposals
from qa.ui.reading_here import may_name_paths
from qa.ui.session import show, show_error
from qa.wording.say import say

_PATHS = "~/Zotero, ~/papers, ~/exported.ris"
_FOUND, _ROUND = "fq-library", "fq-library-round"


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found of a library, and the folder that holds files that were dropped, for as long as the table is shown."""

    key: str
    found: LibraryMatch
    brought: tempfile.TemporaryDirectory[str] | None = None


def is_library(item: Incoming) -> bool:
    """True for a file of a reference manager."""
    return item.name.lower().endswith(ENDINGS)


def show_path(corpus: Corpus) -> None:
    """The field for a folder or file of this computer."""
    if not may_name_paths():
        words = say(
            "Drop your reference manager’s file (RIS, BibTeX, CSL-JSON), with its PDFs, under “Drop files”. On the command line: "
            "qa import, qa match."
        )
        show(el("p", words, cls="fq-facts"))
        return
    number = st.session_state.setdefault(_ROUND, 0)
    with st.form(f"fq-library-form-{number}", border=False):
        path = st.text_input(
            say("Your Zotero folder, a folder of PDFs, or a file of your reference manager, on this computer"),
            placeholder=_PATHS,
            key=f"fq-library-path-{number}",
            max_chars=1000,
        )
        show(el("p", say("It is only read; nothing is added before you say yes."), cls="fq-facts"))
        if st.form_submit_button(say("Look for the works that the notes name")):
            _look_at_path(corpus, path.strip())


def show_looked_at(corpus: Corpus, items: Sequence[Incoming], titles: dict[str, str]) -> list[Incoming]:
    """The table of what was named or dropped, if something was; returns the dropped files that are not in it."""
    if any(is_library(item) for item in items):
        _look_at_dropped(corpus, items)
    elif (before := st.session_state.get(_FOUND)) and before.brought:
        _let_go()
    look: _Look | None = st.session_state.get(_FOUND)
    if look is None:
        return [item for item in items if not is_library(item)]
    show_proposals(corpus, look.found, titles, look.key, _put_away)
    used = {proposal.text.name for proposal in look.found.proposals if proposal.text and look.brought}
    return [item for item in items if not is_library(item) and _safe_name(item) not in used]


def _look_at_path(corpus: Corpus, path: str) -> None:
    _let_go()
    if not path:
        show(el("p", say("Name a folder or a file first."), cls="fq-notice"))
        return
    try:
        place = Path(path).expanduser()
        with st.spinner(say("Looking through it …")):
            of_files = place.is_dir() and not (place / DATABASE).is_file()
            found = corpus.match_folder(place) if of_files else corpus.match_library(place)
    except QAError as error:
        show_error(error)
    except (RuntimeError, ValueError, OSError):  # ~somebody who is not known here; a null character; a name too long
        show(el("p", say("{path}: no such folder or file", path=path), cls="fq-error", role="alert"))
    else:
        st.session_state[_FOUND] = _Look(f"path-{st.session_state[_ROUND]}", found)


def _look_at_dropped(corpus: Corpus, items: Sequence[Incoming]) -> None:
    """Dropped files lie in a folder of their own until rows are taken, or others are dropped."""
    key = "-".join(sorted(item.key for item in items))
    held: _Look | None = st.session_state.get(_FOUND)
    if held is not None and held.key == key:
        return
    _let_go()
    brought = tempfile.TemporaryDirectory(prefix="qa-brought-", ignore_cleanup_errors=True)
    folder = Path(brought.name)
    for item in items:
        (folder / _safe_name(item)).write_bytes(item.data)
    library = next(item for item in items if is_library(item))
    try:
        with st.spinner(say("Looking through it …")):
            found = corpus.match_library(folder / _safe_name(library), files=[folder])
    except QAError as error:
        show_error(error)
    else:
        st.session_state[_FOUND] = _Look(key, found, brought)


def _safe_name(item: Incoming) -> str:
    """The last part of its name, which its library knows it by; of a name that no file can have, its ending alone."""
    last = PurePosixPath(item.name.replace("\\", "/")).name
    if last.isprintable() and last.strip(". ") and len(last.encode("utf-8", "replace")) < 200 and ":" not in last:
        return last
    return f"{item.key}{next((ending for ending in (*ENDINGS, '.pdf') if last.lower().endswith(ending)), '')}"


def _put_away() -> None:
    """After a yes or a no: the fields are empty again."""
    _let_go()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    clear()


def _let_go() -> None:
    look: _Look | None = st.session_state.pop(_FOUND, None)
    if look is not None and look.brought is not None:
        look.brought.cleanup()
