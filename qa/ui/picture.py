"""The picture of a library: what the statements rest on, and when the sources were made, as HTML that fetches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.types.source import Holding, Source
from qa.ui.links import read_link
from qa.ui.passage import Shelf
from qa.ui.typeset import shorten
from qa.ui.voice import voice_html
from qa.wording.say import in_digits, noted, say, say_count, say_date

_Column = tuple[str, str, list[Source]]
Resting = tuple[Citation, frozenset[str]]
"""A statement and what it rests on, in the words of the ledger."""
# A statement counts for the first of these that it has, so that the shares add up to the whole.
BASIS_WORDS = (
    ("interviews-only", noted("interviews only"), "private"),
    ("single-source", noted("one published source"), "single"),
    ("several-sources", noted("several sources"), "several"),
    ("comment-only", noted("a note that names no source"), "comment"),
    ("unlinked", noted("a marker without a note"), "comment"),
    ("paragraph", noted("perhaps a note later in the paragraph (inferred)"), "inferred"),
    ("nothing", noted("no note"), "nothing"),
)
_HOLDINGS = (
    (Holding.HELD, noted("{count} text held"), "held"),
    (Holding.REFERENCE_ONLY, noted("{count} reference only"), "unheld"),
)
_UNPUBLISHED = (Holding.UNPUBLISHED, "", "private")
_LISTED = 60
_COLUMNS = 60
_LABELS, _UNTHINNED = 8, 12
"""Labels of a timeline with many columns, and columns that may have one each."""
_SHORT = 3
"""Years up to which the timeline shows months."""


def shares_html(statements: Sequence[Resting], shelf: Shelf) -> Html | None:
    """How many statements rest on what; each share unfolds to its statements, which lead into the document."""
    if not statements:
        return None
    found: dict[str, list[Citation]] = {}
    for citation, basis in statements:
        key = next((name for name, _, _ in BASIS_WORDS if name in basis), "nothing")
        found.setdefault(key, []).append(citation)
    parts = [(words, cls, found[name]) for name, words, cls in BASIS_WORDS if name in found]
    total = len(statements)
    spoken = "; ".join(
        say("{share} rest on {basis}", share=_percent(len(own), total), basis=say(words)) for words, _, own in parts
    )
    bar = [el("span", cls=f"fq-share fq-{cls}", style=f"flex-grow: {len(own)}") for _, cls, own in parts]
    return el(
        "section",
        el("h2", say_count("What one statement rests on", "What {count} statements rest on", total)),
        el("div", *bar, cls="fq-bar", role="img", aria_label=spoken),
        *(_share(words, cls, own, total, shelf) for words, cls, own in parts),
        el(
            "p",
            say("A statement is a sentence of the running text, or any other on which a note stands."),
            cls="fq-facts",
        ),
        cls="fq-picture",
    )


def _share(words: str, cls: str, statements: Sequence[Citation], total: int, shelf: Shelf) -> Html:
    summary = el(
        "summary",
        el("span", cls=f"fq-key fq-{cls}"),
        el("span", _percent(len(statements), total), cls="fq-percent"),
        el("span", say(words), cls="fq-on"),
        el("span", in_digits(len(statements)), cls="fq-count"),
    )
    several = len({s.document for s in statements}) > 1
    rows = [
        el(
            "li",
            el("a", s.quote, href=read_link(s.document, s.span), cls="fq-open", dir="auto"),
            voice_html(s),
            el("span", f" {shorten(shelf.title(s.document), 60)}", cls="fq-facts") if several else None,
        )
        for s in statements[:_LISTED]
    ]
    more = len(statements) - _LISTED
    rest = el("p", say("and {count} more", count=in_digits(more)), cls="fq-facts") if more > 0 else None
    return el("details", summary, el("ul", *rows, cls="fq-statements"), rest, cls="fq-fold fq-share-fold")


def _percent(part: int, total: int) -> str:
    share = 100 * part / total
    return f"{share:.0f} %" if share >= 1 else "< 1 %"


def timeline_html(sources: Iterable[Source]) -> Html | None:
    """The works by the time of their making, a column for each month, year, decade or century."""
    works = [source for source in sources if source.same_as is None and not source.is_comment]
    dated = [work for work in works if work.issued]
    if not dated:
        return None
    columns = _thinned(list(_columns(dated)))
    most = max(len(own) for _, _, own in columns)
    undated = len(works) - len(dated)
    return el(
        "section",
        el("h2", say("When the sources were made")),
        el("ol", *(_column(name, label, own, most) for name, label, own in columns), cls="fq-timeline"),
        holdings_key(works),
        el("p", say("{count} without a date.", count=in_digits(undated)), cls="fq-facts") if undated else None,
        cls="fq-picture",
    )


def holdings_key(works: Iterable[Source]) -> Html:
    """What the colours of sources mean, with how many there are of each."""
    count = Counter(work.holding for work in works)
    keys = [
        el("li", el("span", cls=f"fq-key fq-{cls}"), _counted(words, count[name]))
        for name, words, cls in (*_HOLDINGS, _UNPUBLISHED)
        if count[name]
    ]
    return el("ul", *keys, cls="fq-keys")


def _counted(words: str, count: int) -> str:
    if not words:
        return say_count("{count} unpublished interview", "{count} unpublished interviews", count)
    return say(words, count=in_digits(count))


def _column(name: str, label: str, works: Sequence[Source], most: int) -> Html:
    count = Counter(work.holding for work in works)
    parts = [
        el("span", cls=f"fq-{cls}", style=f"flex-grow: {count[holding]}")
        for holding, _, cls in (*_HOLDINGS, _UNPUBLISHED)
        if count[holding]
    ]
    spoken = say_count("{when}: {count} source", "{when}: {count} sources", len(works), when=name)
    pile = el("span", *parts, cls="fq-pile", style=f"height: {100 * len(works) / most:.1f}%")
    number = el("span", str(len(works)) if works else "", cls="fq-height", aria_hidden="true")
    return el(
        "li",
        el("span", spoken, cls="fq-spoken"),
        el("span", number, pile, cls="fq-stack", aria_hidden="true"),
        el("span", label, cls="fq-tick fq-year" if label[-4:].isdigit() else "fq-tick", aria_hidden="true"),
        title=spoken,
    )


def _columns(dated: Sequence[Source]) -> Iterator[tuple[str, str, list[Source]]]:
    """Name, label (often empty) and works of each column, those in between without works too."""
    years = [int((work.issued or "0")[:4]) for work in dated]
    first, last = min(years), max(years)
    if last - first < _SHORT:
        yield from _months(dated, first, last)
        return
    step = next((step for step in (1, 10) if (last - first) // step < _COLUMNS), 100)
    starts = range(first // step * step, last + 1, step)
    for start in starts:
        own = [work for work, year in zip(dated, years, strict=True) if start <= year < start + step]
        name = str(start) if step == 1 else f"{start}–{start + step - 1}"
        yield name, str(start), own


def _thinned(columns: Sequence[_Column]) -> list[_Column]:
    """With as many labels as there is room for on a telephone; where months are left out, each has its year."""
    every = -(-len(columns) // _LABELS) if len(columns) > _UNTHINNED else 1
    if every == 1:
        return list(columns)
    kept = range(0, len(columns) - every // 2, every)
    return [
        (name, label if label.isdigit() else f"{label[:3]}\n{name[-4:]}", own) if position in kept else (name, "", own)
        for position, (name, label, own) in enumerate(columns)
    ]


def _months(dated: Sequence[Source], first: int, last: int) -> Iterator[tuple[str, str, list[Source]]]:
    found: dict[str, list[Source]] = {}
    for work in dated:
        found.setdefault((work.issued or "")[:7], []).append(work)
    names = sorted(name for name in found if len(name) > 4) or ["-"]
    for year in range(first, last + 1):
        if str(year) in found:
            yield say("{year}, month not given", year=year), f"{year}", found[str(year)]
        labelled = str(year) in found
        for month in range(1, 13):
            key = f"{year}-{month:02}"
            if names[0] <= key <= names[-1]:
                label = say_date(key)[:3] if labelled else f"{say_date(key)[:3]} {year}"
                labelled = True
                yield say_date(key), label, found.get(key, [])


def picture_html(statements: Sequence[Resting], sources: Sequence[Source], shelf: Shelf) -> Html:
    """The picture as a whole."""
    return el("div", join(shares_html(statements, shelf), timeline_html(sources)), cls="fq-pictures")
