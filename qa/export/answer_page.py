"""Paragraphs with footnotes → one HTML page: no script, nothing that is fetched; to be sent on and opened from disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import count, groupby

from qa.export.phrases import Phrases
from qa.export.word_file import Style, WordParagraph, WordRun
from qa.markup import Html, el, join
from qa.regex import regex
from qa.wording.say import current_language, say

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_ADDRESS = regex(r"https?://[\w.~:/?#@!$&'*+;=%-]+[\w/=]")
_TAGS = {Style.TITLE: "h1", Style.HEADING: "h2", Style.PLAIN: "p"}


def paragraphs_to_page(title: str, paragraphs: Sequence[WordParagraph]) -> str:
    """The whole page; each footnote leads to its place and back."""
    numbers, notes = count(1), _notes(paragraphs)
    body = [_group(is_quote, list(group), numbers) for is_quote, group in groupby(paragraphs, _is_quote)]
    head = el(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        el("title", title),
        el("style", Html(files("qa.export").joinpath("answer.css").read_text("utf-8"))),
    )
    page = el("html", head, el("body", el("main", *body, _list(notes))), lang=current_language())
    return f"<!doctype html>\n{page}\n"


def _is_quote(paragraph: WordParagraph) -> bool:
    return paragraph.style is Style.QUOTE


def _notes(paragraphs: Sequence[WordParagraph]) -> list[Phrases]:
    return [run.footnote for p in paragraphs for run in p.runs if run.footnote is not None]


def _group(is_quote: bool, paragraphs: Sequence[WordParagraph], numbers: Iterator[int]) -> Html:
    if not is_quote:
        return join(*(el(_TAGS[p.style], *_runs(p, numbers), dir="auto") for p in paragraphs))
    # A quote, and below it whose it is.
    quotes = [el("p", *_runs(p, numbers), dir="auto", cls=None if _is_noted(p) else "place") for p in paragraphs]
    return el("blockquote", *quotes)


def _is_noted(paragraph: WordParagraph) -> bool:
    return any(run.footnote is not None for run in paragraph.runs)


def _runs(paragraph: WordParagraph, numbers: Iterator[int]) -> Iterator[Html]:
    for run in paragraph.runs:
        yield _words(run)
        if run.footnote is not None:
            number = next(numbers)
            link = el(
                "a",
                str(number),
                href=f"#note-{number}",
                id=f"to-{number}",
                aria_label=say("Note {number}", number=number),
            )
            yield el("sup", link)


def _words(run: WordRun) -> Html:
    words = join(run.text)
    for tag, on in (("strong", run.bold), ("em", run.italic), ("mark", run.marked), ("s", run.struck)):
        words = el(tag, words) if on else words
    return words


def _list(notes: Sequence[Phrases]) -> Html | None:
    if not notes:
        return None
    items = [
        el(
            "li",
            *_note(note),
            " ",
            el("a", "↩", href=f"#to-{n}", aria_label=say("Back to {number}", number=n)),
            id=f"note-{n}",
        )
        for n, note in enumerate(notes, start=1)
    ]
    return el("section", el("h2", say("Notes")), el("ol", *items), cls="notes")


def _note(note: Phrases) -> Iterator[str]:
    for phrase in note:
        words = join(*_linked(phrase.text))
        yield el("em", words) if phrase.italic else words


def _linked(note: str) -> Iterator[str]:
    """The words, in which an address of the web is a link; nothing else becomes one."""
    at = 0
    for found in _ADDRESS.finditer(note):
        yield note[at : found.start()]
        yield el("a", found[0], href=found[0], rel="noreferrer nofollow")
        at = found.end()
    yield note[at:]
