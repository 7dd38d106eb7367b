"""Answer → the same answer, with the title of its document on every citation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.types.answer import Answer, Citation, Claim


def name_documents(answer: Answer, title_of: Callable[[str], str | None]) -> Answer:
    """Every citation with its document's title, as the manifest has it: a quote is read by people who know no identifiers."""
    titles: dict[str, str | None] = {}

    def named(citation: Citation) -> Citation:
        if citation.document not in titles:
            titles[citation.document] = title_of(citation.document)
        support = tuple(named(passage) for passage in citation.support)
        backing = tuple(replace(b, passage=b.passage and named(b.passage)) for b in citation.backing)
        return replace(citation, title=titles[citation.document], support=support, backing=backing)

    claims = tuple(Claim(claim.text, tuple(named(c) for c in claim.citations)) for claim in answer.claims)
    return replace(answer, claims=claims, nearest=tuple(named(c) for c in answer.nearest))
