"""What stands in brackets with the year, `(Larkmouth, 2023)`: a publisher, or the town where a body or a press publishes."""

from __future__ import annotations

from qa.references.lexicon import PRESS
from qa.references.names import looks_like_body
from qa.regex import regex
from qa.types.document import Span

_TOWN = regex(
    r"(?:Port|Saint|St\.?|San|Santa|New|Bad|Fort|Lake|Nizhny|Great|Upper|Lower|North|South|East|West)[ -][A-ZÀ-Þ]\w+"
    r"|[A-ZÀ-Þ][\w’'-]*(?:mouth|burgh|borough|chester|cester|ford|pool|haven|minster|wick|wich|ville|grad|polis|abad|stadt|burg|bourg"
    r"|dorf|hausen|furt|hafen|kirchen|münde|brücken?|brug|dam|köping|holm|sund|havn|vik|ovo|evo)(?:[ -][A-ZÀ-Þ]\w+)?"
)
"""Names that end as towns' do, or begin so: `Larkmouth`, `Port Ellis`."""


def is_imprint(note: str, name: Span | None, date: Span | None) -> bool:
    """True for a name alone in brackets with the year."""
    return bool(
        name
        and date
        and note[name.start - 1 : name.start] == "("
        and note[name.end : date.start] == ", "
        and note[date.end : date.end + 1] == ")"
    )


def is_town(name: str, *, of_body: bool) -> bool:
    """True for the name of a town; `of_body`: a body wrote the work, and publishes it itself."""
    return (of_body and not looks_like_body(name)) or bool(_TOWN.fullmatch(name) and not PRESS.search(name))
