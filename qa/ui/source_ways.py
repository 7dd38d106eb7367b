"""What can be done about one source from its row: add its text, get it from the web, correct what is known of it; as links."""

from __future__ import annotations

from urllib.parse import urlencode

from qa.markup import Html, el
from qa.types.source import Holding, Source
from qa.ui.projects import project_parameter
from qa.web.plan import noted_addresses
from qa.wording.say import say

FOR, DO = "for", "do"
"""In an address of the view Add: the source whose text is brought; in one of Sources: what is done about the source it names."""
GET, CORRECT = "get", "correct"


def source_ways(source: Source) -> Html:
    """The links."""
    ways = []
    if source.holding is Holding.REFERENCE_ONLY:
        ways.append((say("Add its text"), f"add?{urlencode({FOR: source.source_id, **project_parameter()})}"))
        if noted_addresses(source):
            ways.append((say("Get it from the web"), _here(source, GET)))
    ways.append((say("Correct"), _here(source, CORRECT)))
    return el("p", *(el("a", words, href=address, cls="fq-open") for words, address in ways), cls="fq-open-line")


def _here(source: Source, what: str) -> str:
    return f"sources?{urlencode({'source': source.source_id, DO: what, **project_parameter()})}"
