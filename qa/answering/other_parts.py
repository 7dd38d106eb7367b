"""Whether words of the kind that is asked for belong to something else in their sentence: a part of the sum, another clause."""

from __future__ import annotations

from qa.language.en import answer_kinds as kinds
from qa.language.en import other_parts as words
from qa.language.en.question_words import ASKED_KIND
from qa.language.en.whole_expressions import AMOUNT
from qa.language.en.word_forms import forms_of
from qa.language.stems import content_stems, content_words, stem
from qa.types.document import Span


def belongs_elsewhere(question: str, sentence: str, span: Span) -> bool:
    """True for words that are said of something else in the sentence than the question asks of."""
    return (
        is_part_of_sum(question, sentence, span)
        or is_led_to(question, sentence, span)
        or is_of_another_clause(question, sentence, span)
    )


def is_part_of_sum(question: str, sentence: str, span: Span) -> bool:
    """True for a part where the sum is asked for: “it was 12 million, of which 4 million went to sports”."""
    if not (kinds.WANTS_QUANTITY.search(question) and AMOUNT.search(span.of(sentence))):
        return False
    before, after = sentence[: span.start], sentence[span.end :]
    sums = list(AMOUNT.finditer(before))
    part = words.OF_THE_SUM.match(after) or (sums and words.PARTS_FOLLOW.search(before[sums[0].end() :]))
    if not (sums and part):
        return False
    ends = words.PART_ENDS.search(after)
    own = [word for word in content_words(after[: ends.start() if ends else None]) if word not in words.SPENT]
    return any(word.isalpha() and stem(word) not in content_stems(question) for word in own)


def is_led_to(question: str, sentence: str, span: Span) -> bool:
    """True where why is asked, and the words only say what the question's verb leads to: “trust his party to protect him”."""
    if not kinds.WANTS_REASON.search(question):
        return False
    before, said = sentence[: span.start], span.of(sentence)
    infinitive = before + said[:3] if said[:3].casefold() == "to " else before
    led = words.WITH_INFINITIVE.search(infinitive)
    return led is not None and stem(led.group().split()[0].casefold()) in content_stems(question)


def is_of_another_clause(question: str, sentence: str, span: Span) -> bool:
    """True for one clause's place or time where another tells what is asked, and its own: “shot in Lumo, but died in Tolm”."""
    wants_place, wants_time = kinds.WANTS_PLACE.search(question), kinds.WANTS_TIME.search(question)
    if not (wants_place or wants_time):
        return False
    told = (words.OWN_PLACE if wants_place else kinds.TIME).search
    plain = _plain(question)
    # Not of names: they stand in all clauses alike.
    deeds = [word for word in content_words(plain) if word not in ASKED_KIND and word in plain]
    asked = {stem(form) for word in deeds for form in forms_of(word)}
    has = {clause: bool(asked & set(content_stems(_plain(clause.of(sentence))))) for clause in _clauses(sentence)}
    own = next(clause for clause in has if clause.start <= span.start < clause.end)
    if has[own] or span.end > own.end or not words.HAS_VERB.search(own.of(sentence)):
        return False
    return any(there and told(clause.of(sentence)) for clause, there in has.items())


def _plain(text: str) -> str:
    return words.DIES.sub("die", text)


def _clauses(sentence: str) -> list[Span]:
    starts = [0, *(match.end() for match in words.CLAUSE_BEGINS.finditer(sentence))]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True)]
