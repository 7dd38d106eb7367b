"""Whether some words are of the kind that a question asks for: a quantity, a time, a person or body, a place, a reason."""

from __future__ import annotations

import re
from enum import Enum

from qa.language.en import answer_kinds as words
from qa.language.en.names import PROPER_NAME
from qa.language.en.question_structure import LED_WHOM
from qa.language.en.roles import ROLE_WORDS
from qa.language.en.whole_expressions import ADDRESS, WHOLE_DATE
from qa.language.of_words import language_of_words
from qa.language.stems import content_stems, stem
from qa.regex import regex
from qa.types.document import Span

_MOST_WORDS = 10
"""Of a quantity, a person or body, or a place."""
_LEAST_REASON = 2
"""Words of a reason that is not announced as one."""
_NEAR = 60
"""Characters before the words that may say what they are: “after”, “because of”, “in the”."""
_LED_WITHIN = 4
"""Words before a name in which its preposition stands: “from the late Ada Lumo”."""
_WORD = regex(r"\w+")


class KindAgreement(Enum):
    """What the words are to the question."""

    NOT_TOLD = 0
    """The question does not say which kind it wants."""
    AGREES = 1
    CONTRADICTS = -1


def kind_agreement(question: str, sentence: str, span: Span) -> KindAgreement:
    """Whether a stretch of a sentence is of the kind that the question asks for."""
    said, before = span.of(sentence), sentence[max(span.start - _NEAR, 0) : span.start]
    first, _, rest = said.partition(" ")
    # The capital of “Unsurprisingly, the city” is the sentence's, that of “Ada Lumo” a name's.
    if span.start == 0 and rest and not rest[0].isupper():
        said = f"{first.lower()} {rest}"
    for wanted, is_it in _KINDS:
        if wanted.search(question):
            return KindAgreement.AGREES if is_it(question, said, before) else KindAgreement.CONTRADICTS
    return KindAgreement.NOT_TOLD


def has_no_number(question: str, sentence: str) -> bool:
    """True where how many or how much is asked, and an English sentence has no number, no word for one, and nothing to count."""
    if not words.HOW_MUCH.search(question) or language_of_words(sentence) != "en":
        return False
    undated = words.OF_A_YEAR.sub(" ", _undated(sentence))
    return not any(pattern.search(undated) for pattern in (words.QUANTITY, words.MUCH, words.ENUMERATION))


def whole_person(question: str, text: str, span: Span) -> Span:
    """The person asked for, without “and built by the guild” after the name; to “the owner” belongs “, Ada Lumo”."""
    if not words.WANTS_PERSON.search(question):
        return span
    said = span.of(text)
    other = words.NEXT_PART.search(said)
    if other and _is_person(question, said[: other.start()], ""):
        return Span(span.start, span.start + other.start())
    named = PROPER_NAME.match(text, span.end + 2) if text.startswith(", ", span.end) and not _names(said) else None
    return Span(span.start, named.end()) if named and text[named.end() :][:1] in ",.;)" else span


def is_led_to_otherwise(question: str, sentence: str, span: Span) -> bool:
    """True for the person to whom a thing went, where it is asked from whom it came, and the sentence says that too."""
    asked = LED_WHOM.search(question)
    if not asked:
        return False
    how = rf"\b(?i:{asked['how']})\b"
    near = " ".join(sentence[max(span.start - _NEAR, 0) : span.start].split()[-_LED_WITHIN:])
    led_here = re.search(how, f"{near} {span.of(sentence)}")
    # Another name is led to: “to” may also come before a verb.
    return not led_here and bool(re.search(rf"{how}\s+(?:\w+\s+){{0,2}}[^\W\d_a-z]", sentence))


def _is_clause(said: str) -> bool:
    """True for words that tell something, and do not merely name it."""
    return bool(words.FINITE.search(said)) or len(said.split()) > _MOST_WORDS


def _is_quantity(question: str, said: str, before: str) -> bool:
    if _is_clause(said):
        return False
    if words.HOW_LONG.search(question) and words.DURATION.search(said):
        return True
    counts = words.HOW_MANY.search(question)
    if counts and (measure := words.MEASURE.search(said)):
        # “How many ports?” is not answered by tonnes, “how many tonnes?” is.
        asked = {stem(word.casefold()) for word in _WORD.findall(question[counts.end() :])[:3]}
        return bool(asked & set(content_stems(measure.group())))
    return bool(words.QUANTITY.search(_undated(said)))


def _undated(said: str) -> str:
    """Without its dates; a number alone may be none."""
    return WHOLE_DATE.sub(lambda date: date.group() if date.group().isdigit() else " ", said)


def _is_share(question: str, said: str, before: str) -> bool:
    return bool(words.PART_OF_A_WHOLE.search(said)) and not _is_clause(said)


def _is_year(question: str, said: str, before: str) -> bool:
    return bool(words.YEAR.search(said)) and _is_time(question, said, before)


def _is_time(question: str, said: str, before: str) -> bool:
    if words.LAW_NUMBER.search(f"{before}{said}"):
        return False
    return bool(words.TIME.search(said) or words.BEFORE_TIME.search(before))


def _is_person(question: str, said: str, before: str) -> bool:
    if _is_clause(said):
        return False
    return bool(_names(said) or words.BODY.search(said) or ROLE_WORDS & set(said.casefold().split()))


def _is_place(question: str, said: str, before: str) -> bool:
    if _is_clause(said):
        return False
    placed = words.BEFORE_PLACE.search(f"{before}{said.partition(' ')[0]} ") or words.BEFORE_PLACE.search(before)
    dated = words.TIME.fullmatch(said.strip()) or said.strip().isdigit()
    return bool(ADDRESS.search(said) or ((_names(said) or placed) and not dated))


def _is_reason(question: str, said: str, before: str) -> bool:
    # “triggered by overcrowding” has a reason in one word; a bare number or name is none.
    if len(_WORD.findall(said)) < _LEAST_REASON:
        return bool(words.REASON.search(before))
    return bool(
        words.REASON.search(before + said) or words.AIM.match(said) or words.AIM.search(f"{before[-4:]}{said}"[:12])
    )


def _is_definition(question: str, said: str, before: str) -> bool:
    asked = words.WANTS_DEFINITION.search(question)
    term = asked["term"] if asked else ""
    defined = re.search(rf"\b{re.escape(term)}\b{words.DEFINES}", f"{before}{said}", re.IGNORECASE)
    return bool(defined) and term.casefold() not in said.casefold() and not words.IDENTIFIER.fullmatch(said)


def _names(said: str) -> list[str]:
    """The capitalised words that are no times."""
    return [name for name in PROPER_NAME.findall(said) if not words.TIME.fullmatch(name)]


_KINDS = (
    (words.WANTS_SHARE, _is_share),
    (words.WANTS_QUANTITY, _is_quantity),
    (words.WANTS_YEAR, _is_year),
    (words.WANTS_TIME, _is_time),
    (words.WANTS_REASON, _is_reason),
    (words.WANTS_PERSON, _is_person),
    (words.WANTS_PLACE, _is_place),
    (words.WANTS_DEFINITION, _is_definition),
)
