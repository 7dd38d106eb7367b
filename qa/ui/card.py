"""What a file is understood to be, as HTML, and the fields by which a visitor says what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from qa.corpus.preview import Understood
from qa.export.scans import describe_ocr
from qa.markup import Html, el
from qa.types.document import Block, BlockKind
from qa.types.source import Source
from qa.ui.labels import as_label
from qa.ui.session import show
from qa.ui.words import language_words, source_name
from qa.wording.lines import say_line
from qa.wording.say import in_digits, say, say_count

_LANGUAGES = tuple("en ar bs de el es fr hr it mk nl pt ru sq sr tr uk zh".split())
"""Offered besides the one that the file is in."""
_MOST_PROBLEMS = 6
_EXCERPT = 220
"""Characters of the text that are shown."""


class Use(StrEnum):
    """What a file is added as."""

    REPORT = "report"
    SOURCE = "source"
    VERSION = "version"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Purpose:
    """A use, and the source or document that it is for."""

    use: Use
    target: str = ""


@dataclass(frozen=True, slots=True)
class Shelved:
    """What a new file may belong to: the sources that are named, the documents that are held, by identifier."""

    sources: Mapping[str, Source]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the visitor says of a file."""

    choice: Purpose
    title: str | None
    language: str | None
    encoding: str | None = None


def show_card(
    key: str, found: Understood, shelved: Shelved, *, title: str, number: int, wanted: str = "", folded: bool = False
) -> Wish:
    """One file, numbered unless it is alone (0): what was understood, what it lacks, and fields for what it is.

    `wanted` is the source whose text was asked for; `folded` shows a line of it, which unfolds.
    """
    likeliest = _choice_words(_choices(found, shelved, wanted)[0], shelved)
    line = f"{number}. {as_label(f'{found.name}: {likeliest}'[:160])}"
    frame = st.expander(line, key=f"fq-fold-{key}") if folded else nullcontext()
    with frame, st.container(key=f"fq-card-{key}", border=not folded):
        show(understood_html(found, number))
        # A label is Markdown, in which even an escaped name may become a link: it holds a number, never a name.
        choices = _choices(found, shelved, wanted)
        choice: Purpose = st.selectbox(
            say("What is file {number}?", number=number) if number else say("What is it?"),
            choices,
            key=f"fq-use-{key}",
            format_func=lambda c: _choice_words(c, shelved),
        )
        show(_reason(found, choice, shelved))
        if choice.use in (Use.VERSION, Use.NOTHING):
            return Wish(choice, None, None)
        own = found.document.title
        with st.container(key=f"fq-say-{key}", horizontal=True):
            label = say("Title of file {number}", number=number) if number else say("Title")
            said = st.text_input(label, title or own, key=f"fq-title-{key}", max_chars=300)
            language = st.selectbox(
                say("Language of file {number}", number=number) if number else say("Language"),
                list(dict.fromkeys((found.language, *_LANGUAGES))),
                key=f"fq-language-{key}",
                format_func=language_words,
            )
        said = " ".join(said.split())
    return Wish(choice, said if said and said != own else None, language)


def understood_html(found: Understood, number: int) -> Html:
    """Name, size, notes, language, first words, and what the check of its footnotes found wanting."""
    document = found.document
    pages = len({place.page for place in document.places if place.page})
    notes = len(document.footnotes)
    facts = (
        say_count("{count} word", "{count} words", len(document.text.split())),
        say("{count} pages", count=in_digits(pages)) if pages > 1 else None,
        say_count("{count} footnote", "{count} footnotes", notes) if notes else say("no footnotes"),
        language_words(found.language),
    )
    ocr = describe_ocr(document)
    body = next((b.span.of(document.text) for b in document.blocks if _is_body(b, document.title, document.text)), "")
    short = body if len(body) <= _EXCERPT else f"{body[:_EXCERPT].rsplit(' ', 1)[0]} …"
    problems = [el("li", say_line(problem.message)) for problem in document.problems[:_MOST_PROBLEMS]]
    if (more := len(document.problems) - _MOST_PROBLEMS) > 0:
        problems.append(el("li", say("and {count} more", count=in_digits(more))))
    return el(
        "div",
        el(
            "p",
            say("File {number}: {name}", number=number, name=found.name) if number else found.name,
            cls="fq-file-name",
        ),
        el("p", document.title, cls="fq-title"),
        el("p", " · ".join(fact for fact in facts if fact), cls="fq-facts"),
        el("p", f"{ocr[0].upper()}{ocr[1:]}.", cls="fq-facts fq-ocr") if ocr else None,
        el("p", short, cls="fq-excerpt") if short else None,
        el("p", say("Footnotes to look at"), cls="fq-label") if problems else None,
        el("ul", *problems, cls="fq-problems") if problems else None,
        cls="fq-understood",
    )


def _is_body(block: Block, title: str, text: str) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.span.of(text).rstrip(".") != title.rstrip(".")


def _choices(found: Understood, shelved: Shelved, wanted: str) -> Sequence[Purpose]:
    """All that it may be, what was asked for or is likeliest first."""
    every = [Purpose(Use.SOURCE, wanted)] if wanted and not found.same else []
    every += [Purpose(Use.SOURCE, p.source.same_as or p.source.source_id) for p in found.proposals]
    if found.same:
        every.append(Purpose(Use.NOTHING))
    elif found.namesake and not every:
        every.append(Purpose(Use.VERSION, found.namesake))
    if not found.same:
        every.append(Purpose(Use.REPORT))
    every += [Purpose(Use.SOURCE, key) for key in shelved.sources]
    if not found.same:
        every += [Purpose(Use.VERSION, key) for key in shelved.titles]
    return list(dict.fromkeys(c for c in every if c.use is not Use.SOURCE or c.target in shelved.sources))


def _choice_words(choice: Purpose, shelved: Shelved) -> str:
    if choice.use is Use.REPORT:
        return say("A report of its own")
    if choice.use is Use.NOTHING:
        return say("A text that the corpus holds already: leave it out")
    if choice.use is Use.VERSION:
        return say("A new version of “{document}”", document=shelved.titles.get(choice.target, choice.target))
    source = shelved.sources[choice.target]
    several = len({other.doc_id for other in shelved.sources.values()}) > 1
    values = {"label": source.label, "source": source_name(source)}
    if not several:
        return say("The source of footnote {label}: {source}", **values)
    report = shelved.titles.get(source.doc_id, source.doc_id)
    return say("The source of footnote {label} of {document}: {source}", document=report, **values)


def _reason(found: Understood, choice: Purpose, shelved: Shelved) -> Html:
    """Why this is proposed, or what would follow."""
    reason = next((p.reason for p in found.proposals if choice.target in (p.source.source_id, p.source.same_as)), None)
    held = shelved.titles.get(found.same or "")
    if choice.use is Use.SOURCE and reason:
        return el("p", say("Proposed, since {reason}.", reason=say_line(reason)), cls="fq-why")
    if held is not None:
        return el("p", say("The corpus holds this very text already, as “{document}”.", document=held), cls="fq-why")
    if choice.use is Use.VERSION:
        words = say("The version held now moves to the removed documents and can be put back.")
        return el("p", words, cls="fq-why")
    if choice.use is Use.REPORT and not found.document.footnotes:
        words = say("No footnotes were found in it: its statements will rest on nothing.")
        return el("p", words, cls="fq-why")
    return Html()
