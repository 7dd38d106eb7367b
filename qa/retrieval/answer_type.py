"""What kind of thing a question asks for, by its own words, and whether for several."""

from __future__ import annotations

from enum import StrEnum

from qa.language.en import question_words as words


class AnswerType(StrEnum):
    """The type of answer that a question wants."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    CAUSE = "cause"
    LIST = "list"
    THING = "thing"


# The first that fits counts: “how many” before “who”, since a question may hold both.
_PATTERNS = (
    (AnswerType.NUMBER, words.ASKS_NUMBER),
    (AnswerType.DATE, words.ASKS_DATE),
    (AnswerType.CAUSE, words.ASKS_CAUSE),
    (AnswerType.PERSON, words.ASKS_PERSON),
    (AnswerType.PLACE, words.ASKS_PLACE),
    (AnswerType.LIST, words.ASKS_LIST),
)


def answer_type_of(question: str) -> AnswerType:
    """The type of answer wanted; `thing` when the question's words do not tell."""
    return next((wanted for wanted, pattern in _PATTERNS if pattern.search(question)), AnswerType.THING)


def asks_for_several(question: str) -> bool:
    """True when one sentence may not be enough: a list, a comparison, a cause, a how."""
    return bool(words.ASKS_SEVERAL.search(question))
