"""Some of the quotes of some answers: as text to paste, and as answers that have no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qa.export.citing import Citing
from qa.export.phrases import Phrases, joined_phrases, phrased, seen_phrases
from qa.export.voices import lost_marks
from qa.types.answer import Answer, Citation, Claim


@dataclass(frozen=True, slots=True)
class PickedQuote:
    """A quote, the answer that it stands in, and the address at which it is open."""

    answer: Answer
    citation: Citation
    address: str = ""


def quotes_of(answer: Answer) -> list[Citation]:
    """What an answer quotes; of a refusal, the passages that come nearest."""
    return [citation for claim in answer.claims for citation in claim.citations] or list(answer.nearest)


def quotes_to_phrases(picked: Sequence[PickedQuote], citing: Citing) -> Phrases:
    """Each quote between quotation marks, with its citation and its address on lines of their own; behind all, the list."""
    parts = [_quote_to_phrases(quote, citing) for quote in picked]
    return seen_phrases(joined_phrases([*parts, *citing.references(quote.citation for quote in picked)], "\n\n"))


def _quote_to_phrases(picked: PickedQuote, citing: Citing) -> Phrases:
    quote = " ".join(picked.citation.quote.split())
    marked = quote if quote.startswith("“") and not any(lost_marks(picked.citation)) else f"“{quote}”"
    sources = {source.source_id: source for source in picked.answer.sources}
    return joined_phrases([phrased(marked), citing.note(picked.citation, sources), phrased(picked.address)], "\n")


def pick_quotes(answers: Iterable[Answer], chosen: Collection[Citation]) -> list[Answer]:
    """The answers with these quotes alone; those without any are left out, and what a model wrote of them with the others."""
    found = (_with_quotes(answer, chosen) for answer in answers)
    return [answer for answer in found if answer.claims or answer.nearest]


def _with_quotes(answer: Answer, chosen: Collection[Citation]) -> Answer:
    nearest = tuple(citation for citation in answer.nearest if citation in chosen)
    if not answer.claims:
        return replace(answer, nearest=nearest)
    if all(citation in chosen for claim in answer.claims for citation in claim.citations):
        return answer
    claims = tuple(Claim(c.quote, (c,)) for claim in answer.claims for c in claim.citations if c in chosen)
    # What was said of the whole is not said of a part of it.
    return replace(
        answer, claims=claims, nearest=nearest, prose=None, short_answer=None, short_span=None, short_confidence=None
    )
