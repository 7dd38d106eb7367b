"""What a reader says of an answer and of its quotes: right, wrong, a note; kept in the corpus folder, and taken away as files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qa.api import Corpus
from qa.corpus.opinions import OPINIONS
from qa.corpus.said_lines import LONGEST_REMARK
from qa.errors import QAError
from qa.export.quotes import quotes_of
from qa.markup import el
from qa.types.answer import Answer, Citation, Status
from qa.types.audit import Opinion
from qa.types.opinion import AnswerOpinion, opinion_of
from qa.ui.scope import mark_of
from qa.ui.session import show, show_error
from qa.wording.say import noted, say, say_count

_FILES = (
    (noted("Test questions (JSON Lines)"), "gold", "judged.gold.jsonl", "application/jsonl"),
    (noted("Notes as Markdown"), "markdown", "judged.md", "text/markdown"),
    (noted("Table (CSV)"), "csv", "judged.csv", "text/csv"),
)
_MARKS = {Opinion.RIGHT: " ✓", Opinion.WRONG: " ✕", None: " ✎"}


def show_opinions(corpus: Corpus, answer: Answer, documents: tuple[str, ...] | None) -> None:
    """A fold below an answer: which part is judged, two buttons, a note, and all that was said so far as files."""
    if corpus.read_only:
        return
    with st.expander(say("Right or wrong? Notes")):
        try:
            said = corpus.opinions()
            _show_judging(corpus, answer, mark_of(answer.question, documents), said)
            _show_files(corpus, said)
        except QAError as error:
            show_error(error)


def _show_judging(corpus: Corpus, answer: Answer, mark: str, said: Sequence[AnswerOpinion]) -> None:
    quotes = quotes_of(answer)
    known = {opinion.key: opinion for opinion in said}
    now = [known.get(opinion_of(answer, None, "", quote).key) for quote in (None, *quotes)]
    whole = say("The answer") if answer.status is Status.ANSWERED else say("The refusal")
    names = [whole, *map(str, range(1, len(quotes) + 1))]
    marked = [name + (_MARKS[found.opinion] if found else "") for name, found in zip(names, now, strict=True)]
    parts = range(len(names))
    part = st.segmented_control(
        say("What is judged"), parts, default=0, key=f"fq-part-{mark}", format_func=marked.__getitem__, width="content"
    )
    # Pressed again, it is let go.
    part = part or 0
    quote = quotes[part - 1] if part else None
    show(el("p", el("q", quote.quote), cls="fq-judged", dir="auto") if quote else None)
    _show_buttons(corpus, answer, quote, now[part], f"{mark}-{part}")


def _show_buttons(corpus: Corpus, answer: Answer, quote: Citation | None, now: AnswerOpinion | None, key: str) -> None:
    opinion, note = (now.opinion, now.note) if now else (None, "")
    nearest = quote is not None and answer.status is Status.ABSTAINED
    words = (say("It answers the question"), say("It does not answer it")) if nearest else (say("Right"), say("Wrong"))
    with st.container(key=f"fq-judge-answer-{key}", horizontal=True, vertical_alignment="center"):
        for value, label in zip(Opinion, words, strict=True):
            chosen = opinion is value
            kept = partial(_keep, corpus, answer, None if chosen else value, quote)
            # The note may not have been sent yet when the button is pressed.
            if st.button(label, key=f"fq-{value}-{key}", type="primary" if chosen else "secondary"):
                kept(st.session_state.get(f"fq-note-{key}", note))
    given = st.text_area(say("Note"), note, key=f"fq-note-{key}", max_chars=LONGEST_REMARK)
    if st.button(say("Save the note"), key=f"fq-save-{key}"):
        _keep(corpus, answer, opinion, quote, given)


def _keep(corpus: Corpus, answer: Answer, opinion: Opinion | None, quote: Citation | None, note: str | None) -> None:
    try:
        corpus.judge_answer(answer, opinion, " ".join((note or "").split()), quote=quote)
    except QAError as error:
        show_error(error)
    else:
        st.rerun()


def _show_files(corpus: Corpus, said: Sequence[AnswerOpinion]) -> None:
    show(el("p", say("Kept with the question in {file} of the corpus folder.", file=OPINIONS), cls="fq-facts"))
    if not said:
        return
    with st.container(key="fq-opinions", horizontal=True, vertical_alignment="center"):
        show(el("span", say_count("{count} opinion kept:", "{count} opinions kept:", len(said)), role="status"))
        for label, form, file, mime in _FILES:
            write = partial(corpus.export_opinions, form)
            st.download_button(
                say(label), write, file_name=file, mime=mime, key=f"fq-opinions-{form}", on_click="ignore"
            )
