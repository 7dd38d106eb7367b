"""What a visitor brings: dropped files or pasted text, held in memory until it is added, and what each is understood to be."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st

from qa.api import Corpus
from qa.corpus.file_names import file_name_for
from qa.corpus.preview import Understood
from qa.errors import QAError, Remedy
from qa.markup import el, join
from qa.parse.scanned import is_installed
from qa.ui.encodings import chosen_encoding
from qa.ui.labels import as_label
from qa.ui.remedies import in_browser_words
from qa.ui.session import show
from qa.ui.uploads import Quota, let_go
from qa.wording.lines import say_line
from qa.wording.say import noted, say

MOST_FILES = 20
_MOST_CHARACTERS = 2_000_000
_FORMATS = noted(
    "PDF, Word, OpenDocument, EPUB, HTML, Markdown, JATS XML, plain text{scans}, or a reference manager’s file (RIS, BibTeX, "
    "CSL-JSON) with its PDFs; up to {most} files at once, {mb} MB together."
)
_PASTED, _ROUND, _KNOWN, _BROUGHT = "fq-pasted", "fq-round", "fq-known", "fq-brought"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is not in the corpus yet."""

    name: str
    """As it came: any characters at all."""
    data: bytes
    title: str = ""
    """Given by the visitor, for pasted text."""

    @property
    def key(self) -> str:
        """The same for the same file."""
        return hashlib.sha256(f"{self.name}\0{self.title}\0".encode("utf-8", "replace") + self.data).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file cannot be added, in one line."""

    words: str
    encoding: str = ""
    """What it is perhaps written in, where only that has to be known; `?` where there is no guess."""


def take_in(library: Callable[[], None], web: Callable[[], None]) -> list[Incoming]:
    """Fields to drop files or paste text, and what came by them; the two fill the tabs for libraries and for the web."""
    number = st.session_state.setdefault(_ROUND, 0)
    names = [say("Drop files"), say("Paste text"), say("From a library"), say("From the web")]
    dropped, pasted, of_library, of_web = st.tabs(names)
    with dropped:
        # Of any type: what cannot be read is refused by our own check, in words that say what to do.
        uploads = st.file_uploader(
            say("Reports, or the texts of their sources"), accept_multiple_files=True, key=f"fq-files-{number}"
        )
        folder = st.file_uploader(
            say("Or a whole folder"), accept_multiple_files="directory", key=f"fq-folder-{number}"
        )
        # What programs keep beside their files is not wanted.
        uploads = [*uploads, *(file for file in folder if not PurePath(file.name).name.startswith((".", "~$")))]
        _keep_only({upload.file_id for upload in [*uploads, *folder]})
        # Why a file was refused before it came to the page; the script fills it in.
        facts = el("p", _formats(), cls="fq-facts")
        show(join(el("p", cls="fq-refused"), facts))
    with pasted, st.form(f"fq-paste-{number}", border=False):
        title = st.text_input(say("Title of the text"), max_chars=300)
        text = st.text_area(say("The text"), height=220, max_chars=_MOST_CHARACTERS)
        if st.form_submit_button(say("Read it")):
            st.session_state[_PASTED] = _pasted(title, text)
    with of_library:
        library()
    with of_web:
        web()
    if len(uploads) > MOST_FILES:
        words = say("Only the first {count} files are shown; add the others after them.", count=MOST_FILES)
        show(el("p", words, cls="fq-notice"))
    found = [Incoming(PurePath(upload.name).name or upload.name, upload.getvalue()) for upload in uploads[:MOST_FILES]]
    held = st.session_state.get(_PASTED)
    return list({item.key: item for item in [*found, *([held] if held else [])]}.values())


def _formats() -> str:
    scans = say(", scans (PDF, PNG, JPEG, TIFF)") if is_installed() else ""
    return say(_FORMATS, scans=scans, most=MOST_FILES, mb=Quota.of(os.environ).page)


def clear() -> None:
    """Empty the fields."""
    st.session_state[_ROUND] += 1
    st.session_state.pop(_PASTED, None)
    leave_behind()


def leave_behind() -> None:
    """Let go of the dropped files, which Streamlit would keep until the page is closed, and of what was read from them."""
    st.session_state.pop(_KNOWN, None)
    _keep_only(set())


def _keep_only(brought: set[str]) -> None:
    """Only files that the page had are let go: one that has just come is not in its field yet."""
    let_go(st.session_state.get(_BROUGHT, set()) - brought)
    st.session_state[_BROUGHT] = brought


def preview_all(corpus: Corpus, items: list[Incoming], generation: str) -> dict[str, Understood | Unread]:
    """What each file is understood to be, or why it cannot be added; read once, and forgotten with the file."""
    known: dict[str, Understood | Unread] = st.session_state.get(_KNOWN, {})
    kept: dict[str, Understood | Unread] = {}
    keys = {item.key: f"{item.key} {chosen_encoding(item.key)} {generation}" for item in items}
    for number, item in enumerate(items, start=1):
        key = keys[item.key]
        if key not in known:
            name = as_label(item.name[:80])
            with st.spinner(
                say("Reading file {number} of {count}: {name}", number=number, count=len(items), name=name)
            ):
                known[key] = _examine(corpus, item)
        kept[key] = known[key]
    st.session_state[_KNOWN] = kept
    return {item.key: kept[keys[item.key]] for item in items}


def _examine(corpus: Corpus, item: Incoming) -> Understood | Unread:
    try:
        return corpus.examine(item.name, data=item.data, encoding=chosen_encoding(item.key))
    except QAError as error:
        if error.remedy is Remedy.NAME_ENCODING:
            guess = error.failed.get("encoding", "?")
            return Unread(say_line(str(error)), "?" if guess == "NAME" else guess)
        return Unread(in_browser_words(error))


def _pasted(title: str, text: str) -> Incoming | None:
    title = " ".join(title.split())
    if not text.strip():
        return None
    first = next(line for line in text.splitlines() if line.strip())
    data = text.encode("utf-8", "replace")
    return Incoming(file_name_for(title or first[:100]), data, title)
