"""What a saved answer says that its sources say: each difference has its words where it says, on both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from qa.citation.recheck.findings import CheckOutcome, PartCheck
from qa.types.answer import Citation, SourceBacking
from qa.types.backing import Wording


def check_backing(citation: Citation, held: Collection[str | None]) -> Iterator[PartCheck]:
    """What is wrong in the verdicts of a citation's sources; nothing is said where all is right.

    `held` are the documents that hold texts of the sources on the quote.
    """
    named = {link.source for link in citation.footnotes}
    for backing in citation.backing:
        if backing.source not in named:
            yield _broken(backing, "it is not named by a footnote on this quote")
        elif backing.passage is not None and backing.passage.document not in held:
            yield _broken(backing, f"{backing.passage.document} is not its text")
        elif not all(_within(said, citation) for said in _report(backing)):
            yield _broken(backing, "the quote does not have the words that are said to differ")


def check_difference(backing: SourceBacking, text: str) -> Iterator[PartCheck]:
    """Whether the source's words of each difference stand in its text."""
    for difference in backing.differences:
        said = difference.source
        if said is not None and said.span.of(text) != said.quote:
            yield _broken(backing, "its text does not have the words that are said to differ")


def _report(backing: SourceBacking) -> Iterator[Wording]:
    yield from (difference.report for difference in backing.differences if difference.report)
    yield from (lack.report for lack in backing.lacks)


def _within(said: Wording, citation: Citation) -> bool:
    start = said.span.start - citation.span.start
    end = said.span.end - citation.span.start
    return 0 <= start < end <= len(citation.quote) and citation.quote[start:end] == said.quote


def _broken(backing: SourceBacking, words: str) -> PartCheck:
    return PartCheck(f"backing by {backing.source}", CheckOutcome.BROKEN, words)
