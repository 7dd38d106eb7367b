"""The choice between quotation and prose, where text goes said before the first question; and prose as it is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError
from qa.export.prose_words import describe_sending, writer_words
from qa.language.en.overview_questions import ASKED_SO, Wanted
from qa.markup import el
from qa.types.answer import Answer, Claim
from qa.types.prose import WrittenSentence
from qa.ui.conversation import Turn
from qa.ui.desk import Desk
from qa.ui.prose import live_html
from qa.ui.remedies import in_browser_words
from qa.ui.session import show
from qa.ui.steps import QUESTION
from qa.wording.say import noted, say, say_html
from qa.writer.providers import check_provider
from qa.writer.settings import WriterSettings, refuse_sending

_CHOICE, _STOPPED = "fq-prose", "fq-stopped"
_NO_PROSE = noted("No prose: {reason}")
_QUOTATION, _PROSE = noted("By quotation"), noted("In prose")


def usable_writer(corpus: Corpus, otherwise: str, *, cls: str) -> WriterSettings | None:
    """The writer, where there is one and it can be asked; else says why not, in words with a place for the `reason`."""
    try:
        writer = corpus.writer_settings()
        if writer is None:
            return None
        refuse_sending(writer)
        check_provider(writer)
    except QAError as error:
        show(el("p", say(otherwise, reason=in_browser_words(error)), cls=cls))
        return None
    return writer


def choose_prose(corpus: Corpus) -> WriterSettings | None:
    """The writer, where the visitor wants prose; shows the choice where there is a writer, and why one cannot be had."""
    writer = usable_writer(corpus, _NO_PROSE, cls="fq-facts fq-writer")
    if writer is None:
        return None
    with st.container(key="fq-writer", horizontal=True, vertical_alignment="center"):
        # Nothing leaves before the visitor says so, in each visit anew.
        chosen = st.segmented_control(
            say("Answers"),
            (_QUOTATION, _PROSE),
            default=_QUOTATION,
            key=_CHOICE,
            format_func=say,
            label_visibility="collapsed",
        )
        goes = describe_sending(writer.sent_to, encrypted=writer.encrypted)
        words = say_html(
            "Prose is written by {writer}; what it reads {goes}.",
            writer=writer_words(writer.name),
            goes=el("strong", goes),
        )
        show(el("p", words, cls="fq-facts fq-writer"))
    return writer if chosen == _PROSE else None


def show_tasks(*, several: bool) -> None:
    """What a model can write from whole reports, a button each that puts the question into the field."""
    names = {
        Wanted.SUMMARY: say("Summary"),
        Wanted.FINDINGS: say("Findings"),
        Wanted.RECOMMENDATIONS: say("Recommendations"),
        Wanted.TIMELINE: say("Timeline"),
        Wanted.FIGURES: say("All figures"),
    }
    if several:
        names[Wanted.COMPARISON] = say("Comparison")
    with st.container(key="fq-tasks", horizontal=True, vertical_alignment="center"):
        show(el("p", say("From the whole:"), cls="fq-facts"))
        for wanted, name in names.items():
            st.button(name, key=f"fq-task-{wanted}", type="tertiary", on_click=_put, args=(ASKED_SO[wanted],))


def _put(question: str) -> None:
    st.session_state[QUESTION] = question


def wants_prose() -> bool:
    """Whether the visitor has chosen prose in this visit."""
    return st.session_state.get(_CHOICE) == _PROSE


def write_prose(desk: Desk, turn: Turn, answer: Answer, writer: WriterSettings) -> Answer | None:
    """The answer in prose, shown while it is written; None where the visitor has stopped it.

    Raises:
        QAError: as `Corpus.write` does.
    """
    if st.session_state.get(_STOPPED) == turn:
        words = say("You stopped the model: this is the answer by quotation.")
        show(el("p", words, cls="fq-notice", role="status"))
        return None
    place, button = st.empty(), st.empty()
    button.button(say("Stop writing"), key="fq-stop", type="tertiary", on_click=_stop, args=(turn,))
    page = _Page(lambda told, words: place.html(live_html(told, words)), writer_words(writer.name))
    page.tick()
    written = desk.write(answer, page.tell, page.turn_to, page.tick)
    place.empty()
    button.empty()
    return written


def _stop(turn: Turn) -> None:
    st.session_state[_STOPPED] = turn


@dataclass
class _Page:
    """What is shown while a model writes. Each showing lets Streamlit end this run: by the button, or when the visitor leaves."""

    show: Callable[[list[tuple[WrittenSentence, Claim | None]], str], object]
    writer: str
    told: list[tuple[WrittenSentence, Claim | None]] = field(default_factory=list)
    part: str = ""
    """Which part of whole reports is read, in words; empty where none is."""
    began: float = field(default_factory=time.monotonic)
    shown: float = 0.0

    def tell(self, sentence: WrittenSentence, claim: Claim | None) -> None:
        """Show one sentence more."""
        self.told.append((sentence, claim))
        self._draw()

    def turn_to(self, done: int, total: int) -> None:
        """Show which part of whole reports is read."""
        reads = total > 1 and done < total
        self.part = say("is reading part {number} of {total}", number=done + 1, total=total) if reads else ""
        self._draw()

    def tick(self) -> None:
        """Show how long it has taken, every second."""
        if time.monotonic() - self.shown >= 1:
            self._draw()

    def _draw(self) -> None:
        self.shown = time.monotonic()
        words = f"{self.writer} {self.part or say('is writing')}: {self.shown - self.began:.0f} s"
        self.show(self.told, words)
