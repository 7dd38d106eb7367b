"""Where a text holds something of the type that a question asks for: a number, a date, a person, a place."""

from __future__ import annotations

from collections.abc import Iterator

from qa.language.en.dates import DATE
from qa.language.en.names import PERSON_NAME, PERSON_ROLE, PROPER_NAME
from qa.language.en.numbers import NUMBER
from qa.language.stems import content_words
from qa.retrieval.answer_type import AnswerType
from qa.types.document import Span

_PATTERNS = {
    AnswerType.NUMBER: (NUMBER,),
    AnswerType.DATE: (DATE,),
    AnswerType.PERSON: (PERSON_NAME, PERSON_ROLE),
    AnswerType.PLACE: (PROPER_NAME,),
}


def spans_of_type(wanted: AnswerType, text: str) -> Iterator[Span]:
    """Every stretch of `text` of the type asked for; none for the types that no pattern tells."""
    # The year of a date is not an amount.
    dates = [match.span() for match in DATE.finditer(text)] if wanted is AnswerType.NUMBER else []
    for pattern in _PATTERNS.get(wanted, ()):
        for match in pattern.finditer(text):
            inside_date = any(start <= match.start() and match.end() <= end for start, end in dates)
            if not inside_date and content_words(match.group()):
                yield Span(*match.span())
