"""The panel that a footnote marker opens: the note, the works that it names, and every statement that rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.markup import Html, el
from qa.types.answer import Citation
from qa.types.document import Document
from qa.types.source import Source
from qa.ui.addresses import addresses_html
from qa.ui.links import read_link, source_link
from qa.ui.passage import Shelf
from qa.ui.typeset import note_id, shorten
from qa.ui.voice import voice_html
from qa.ui.words import holding_badge, source_facts, source_heading
from qa.wording.say import say

_LONG = 160


def panels_html(
    document: Document, sources: Iterable[Source], statements: Sequence[Citation], shelf: Shelf
) -> list[Html]:
    """A panel for each footnote; `statements` are those of the document, in reading order."""
    works: dict[int, list[Source]] = {}
    for source in sources:
        works.setdefault(source.note, []).append(source)
    means = {source.source_id: source.same_as or source.source_id for found in works.values() for source in found}
    certain = _by_work(means, ((s, [link.source for link in s.footnotes]) for s in statements))
    inferred = _by_work(means, ((s, [link.source for link in s.nearby_footnotes]) for s in statements))
    return [
        _panel(document, note, works.get(note, []), certain, inferred, shelf) for note in range(len(document.footnotes))
    ]


def _by_work(means: dict[str, str], linked: Iterable[tuple[Citation, list[str]]]) -> dict[str, dict[Citation, None]]:
    """The statements that are linked to each work, once each; a link to an `ibid.` is one to the work that it means."""
    found: dict[str, dict[Citation, None]] = {}
    for statement, links in linked:
        for link in links:
            found.setdefault(means.get(link, link), {})[statement] = None
    return found


def _panel(
    document: Document,
    note: int,
    works: list[Source],
    certain: dict[str, dict[Citation, None]],
    inferred: dict[str, dict[Citation, None]],
    shelf: Shelf,
) -> Html:
    footnote = document.footnotes[note]
    target = note_id(note)
    name = say("Footnote {label}", label=footnote.label)
    close = el("button", say("Close"), type="button", cls="fq-close", popovertarget=target, popovertargetaction="hide")
    keys = [work.same_as or work.source_id for work in works]
    sure = list(dict.fromkeys(s for key in keys for s in certain.get(key, {})))
    maybe = [s for s in dict.fromkeys(s for key in keys for s in inferred.get(key, {})) if s not in sure]
    return el(
        "div",
        el("div", el("h3", name), close, cls="fq-panel-head"),
        el("p", footnote.span.of(document.text), cls="fq-reference", dir="auto"),
        *(_work(work, shelf) for work in works if not work.is_comment),
        _statements(say("Rests on it"), sure, None)
        if sure
        else el("p", say("No statement calls this note."), cls="fq-why"),
        _statements(say("May rest on it: the marker stands later in the paragraph"), maybe, "fq-maybe")
        if maybe
        else None,
        id=target,
        popover="auto",
        cls="fq-popover fq-panel",
        role="dialog",
        aria_label=name,
    )


def _work(work: Source, shelf: Shelf) -> Html:
    """A work, whether its text is held, and the ways to it."""
    held = None
    if work.document:
        held = el("a", say("Read {document}", document=shelf.title(work.document)), href=read_link(work.document))
    return el(
        "div",
        el("p", source_heading(work), cls="fq-title", dir="auto"),
        el("p", source_facts(work), " ", holding_badge(work)),
        addresses_html(work),
        el(
            "p",
            held,
            el("a", say("In the list of sources"), href=source_link(work.source_id), cls="fq-open"),
            cls="fq-ways",
        ),
        cls="fq-panel-work",
    )


def _statements(label: str, statements: Sequence[Citation], cls: str | None) -> Html:
    """Links to statements of the document that is open."""
    links = [
        el("li", el("a", shorten(s.quote, _LONG), href=f"#s-{s.span.start}", dir="auto"), voice_html(s), cls=cls)
        for s in statements
    ]
    return el("div", el("p", label, cls="fq-label"), el("ul", *links, cls="fq-statements"))
