"""Buttons that hand over sources as a bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qa.api import Corpus
from qa.markup import el
from qa.types.source import Source
from qa.ui.session import show
from qa.wording.say import say_count

_FORMATS = (
    ("CSL-JSON", "csl-json", "json", "application/vnd.citationstyles.csl+json"),
    ("BibTeX", "bibtex", "bib", "application/x-bibtex"),
    ("RIS", "ris", "ris", "application/x-research-info-systems"),
    ("Markdown", "markdown", "md", "text/markdown"),
)


def show_export(corpus: Corpus, sources: Sequence[Source], *, chosen: bool) -> None:
    """A button for each format; `chosen` says that these are the rows that were ticked, not all that fit."""
    if not sources:
        return
    words = say_count("Export {count} source:", "Export {count} sources:", len(sources))
    if chosen:
        words = say_count("Export {count} selected source:", "Export {count} selected sources:", len(sources))
    source_ids = tuple(source.source_id for source in sources)
    with st.container(key="fq-export", horizontal=True, vertical_alignment="center"):
        show(el("span", words, role="status"))
        for label, form, ending, mime in _FORMATS:
            # The text is made when the button is pressed, not each time that the page is drawn.
            st.download_button(
                label,
                partial(corpus.export, source_ids, form),
                file_name=f"sources.{ending}",
                mime=mime,
                key=f"fq-export-{form}",
                on_click="ignore",
            )
