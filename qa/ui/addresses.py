"""The addresses that a note gives, as HTML: shown whole, copied, and opened by a click below the place that it leads to."""

from __future__ import annotations

from qa.errors import WebError
from qa.markup import Html, el, join
from qa.types.source import Source
from qa.web.address import parse_address
from qa.web.plan import noted_addresses
from qa.wording.lines import say_line
from qa.wording.say import say


def addresses_html(source: Source) -> Html | None:
    """A fold for each address of a source; None where the note gives none."""
    folds = [_fold(address) for address in noted_addresses(source)]
    return join(*folds) if folds else None


def _fold(address: str) -> Html:
    """Only what is asked by this program too is made a link; all else is words."""
    try:
        found = parse_address(address)
    except WebError as error:
        return el("p", say("Not opened: {reason}", reason=say_line(str(error))), cls="fq-facts")
    whole = str(found)
    opens = el(
        "a", say("Open {host} in a new tab", host=found.host), href=whole, target="_blank", rel="noopener noreferrer"
    )
    copy = el("button", say("Copy"), type="button", cls="fq-copy", aria_label=say("Copy {address}", address=whole))
    return el(
        "details",
        el("summary", say("Address: {host}", host=found.host)),
        el("p", el("code", whole)),
        el("p", copy, opens, cls="fq-leads"),
        cls="fq-address",
    )
