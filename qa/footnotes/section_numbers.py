"""Numbers of sections that swallowed a marker: `§ 13-55` is § 13-5 and note 5 where § 13-5 stands alone elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qa.regex import regex
from qa.types.document import Span

# The number is looked for first: digits are rarer than the letters with which the words begin.
_NUMBER = regex(r"(?<=[ \xa0§.nsedr])\d[\dA-Za-z]*(?:[-–.:]\d[\dA-Za-z]*){0,4}", re.IGNORECASE)
_SECTION = regex(
    r"(?:§|\b(?:sections?|secs?\.|rules?|articles?|arts?\.|chapters?|ch\.|standards?))[ \xa0]{0,2}\Z", re.IGNORECASE
)
_LONGEST_WORD = 12
_LONGEST_LABEL = 3


@dataclass(frozen=True, slots=True)
class SectionNumbers:
    """Where a text's sections are named, and how often each is."""

    spans: Sequence[Span]
    counts: Counter[str]

    @classmethod
    def of(cls, text: str) -> SectionNumbers:
        """Read them all, once for a text."""
        numbers = (Span(*match.span()) for match in _NUMBER.finditer(text))
        spans = [n for n in numbers if _SECTION.search(text, max(0, n.start - _LONGEST_WORD), n.start)]
        return cls(spans, Counter(span.of(text) for span in spans))

    def swallowed(self, text: str, labels: Collection[str]) -> Iterator[Span]:
        """The labels at the end of numbers that stand only once, and whose beginning stands alone elsewhere."""
        for span in self.spans:
            number = span.of(text)
            if self.counts[number] > 1:
                continue
            for length in range(1, min(_LONGEST_LABEL, len(number) - 1) + 1):
                head, tail = number[:-length], number[-length:]
                if tail in labels and head in self.counts and head[-1].isalnum():
                    yield Span(span.end - length, span.end)
                    break
