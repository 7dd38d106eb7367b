"""Whether words of the kind that is asked for belong to something else in their sentence: a part of the sum, another clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.language.en import answer_kinds as kinds
from qa.language.en import other_parts as words
from qa.language.en.question_words import ASKED_KIND
from qa.language.en.stop_words import FUNCTION_WORDS
from qa.language.en.whole_expressions import AMOUNT
from qa.language.en.word_forms import forms_of
from qa.language.stems import content_stems, content_words, is_content, stem
from qa.types.document import Span


def belongs_elsewhere(question: str, sentence: str, span: Span) -> bool:
    """True for words that are said of something else in the sentence than the question asks of."""
    return (
        is_part_of_sum(question, sentence, span)
        or counts_otherwise(question, sentence, span)
        or is_led_to(question, sentence, span)
        or tells_of_it(question, sentence, span)
        or is_of_another_clause(question, sentence, span)
    )


def is_part_of_sum(question: str, sentence: str, span: Span) -> bool:
    """True for a part where the sum is asked for: “12 million, of which 4 million went to sports”; and for a multiple."""
    if not (kinds.WANTS_QUANTITY.search(question) and AMOUNT.search(span.of(sentence))):
        return False
    if words.MULTIPLE.search(span.of(sentence)) and words.AS_MUCH.match(sentence, span.end):
        return not words.MULTIPLE.search(question)
    before, after = sentence[: span.start], sentence[span.end :]
    unit = _unit(span.of(sentence))
    sums = [m for m in AMOUNT.finditer(before) if not kinds.TIME.fullmatch(m.group()) and _unit(m.group()) == unit]
    if not sums or not (words.OF_THE_SUM.match(after) or words.PARTS_FOLLOW.match(before, sums[0].end())):
        return False
    ends = words.PART_ENDS.search(after)
    asked = content_stems(question)
    own = content_words(after[: ends.start() if ends else None])
    return any(w.isalpha() and w not in words.SPENT | FUNCTION_WORDS and stem(w) not in asked for w in own)


def _unit(amount: str) -> str:
    return next((sign for sign in "€$£¥%°" if sign in amount), "")


def counts_otherwise(question: str, sentence: str, span: Span) -> bool:
    """True for a number of something else where the sentence has one of what is asked: “1,200 welders, 300 of them women”."""
    asked = kinds.HOW_MANY.search(question)
    what = re.match(r"\w+", question[asked.end() :]) if asked else None
    # Of a number without a noun (“120 of them”, “two were freed”) the noun is the one before.
    if not what or not (other := _counted(sentence, span.end)):
        return False
    forms = {stem(form) for form in forms_of(what.group().casefold())}
    if other in forms or forms & set(content_stems(span.of(sentence))):
        return False
    return any(
        _counted(sentence, m.end()) in forms and not (m.start() < span.end and span.start < m.end())
        for m in AMOUNT.finditer(sentence)
    )


def _counted(sentence: str, end: int) -> str | None:
    """The stem of the noun that a number up to `end` counts."""
    found = words.COUNTED_NOUN.match(sentence, end)
    return stem(found["what"].casefold()) if found and is_content(found["what"]) else None


def is_led_to(question: str, sentence: str, span: Span) -> bool:
    """True where why is asked, and the words only say what the question's verb leads to: “trust his party to protect him”."""
    if not kinds.WANTS_REASON.search(question):
        return False
    before, said = sentence[: span.start], span.of(sentence)
    infinitive = before + said[:3] if said[:3].casefold() == "to " else before
    led = words.WITH_INFINITIVE.search(infinitive)
    return led is not None and stem(led.group().split()[0].casefold()) in content_stems(question)


def tells_of_it(question: str, sentence: str, span: Span) -> bool:
    """True for whoever reported something, where who did it is asked: “reported by the Lumo Post, but paid for by a bank”."""
    told = words.REPORTED_BY.search(sentence[: span.start]) if kinds.WANTS_PERSON.search(question) else None
    return told is not None and stem(told.group().split()[0].casefold()) not in content_stems(question)


def is_of_another_clause(question: str, sentence: str, span: Span) -> bool:
    """True for one clause's place, time, person or number where another tells what is asked: “shot in Lumo, but died in Tolm”."""
    deeds, told = _asked_of(question)
    if told is None:
        return False
    asked = {stem(form) for word in deeds for form in forms_of(word)}
    has = {clause: bool(asked & set(content_stems(_plain(clause.of(sentence))))) for clause in _clauses(sentence)}
    own = next(clause for clause in has if clause.start <= span.start < clause.end)
    verb = words.DEED if kinds.HOW_MANY.search(question) else words.HAS_VERB
    if has[own] or span.end > own.end or not verb.search(own.of(sentence)) or _is_shared(question, sentence, span, own):
        return False
    return any(there and told(clause.of(sentence)) for clause, there in has.items())


def _is_shared(question: str, sentence: str, span: Span, own: Span) -> bool:
    """True for “22 gangs”, those asked for whatever is done to them, and in “approved and signed by the guild” for the guild."""
    if kinds.WANTS_PERSON.search(question):
        return bool(words.BY.search(sentence[: span.start]))
    counted = kinds.HOW_MANY.search(question)
    named = question[counted.end() :].split()[:1] if counted else []
    return bool(set(content_stems(" ".join(named))) & set(content_stems(own.of(sentence))))


def _asked_of(question: str) -> tuple[list[str], Callable[[str], object] | None]:
    """The deeds asked of, and what a clause with one of them must have to be the one that answers, or to answer nothing."""
    plain = _plain(question)
    # Not names: they stand in all clauses alike.
    deeds = [word for word in content_words(plain) if word not in ASKED_KIND and word in plain]
    if kinds.WANTS_PLACE.search(question) or kinds.WANTS_TIME.search(question):
        return deeds, lambda clause: words.OWN_PLACE.search(clause) or kinds.TIME.search(clause)
    if kinds.WANTS_PERSON.search(question):
        return deeds, lambda clause: _suffers(clause, deeds)
    passive = words.PASSIVE.search(plain) if kinds.HOW_MANY.search(question) else None
    return ([passive["deed"]], bool) if passive else ([], None)


def _suffers(clause: str, deeds: Sequence[str]) -> bool:
    """“when the foreman was dismissed” does not say by whom."""
    asked = {stem(word) for word in deeds}
    done = {stem(match["deed"].casefold()) for match in words.PASSIVE.finditer(clause)}
    return bool(asked & done) and " by " not in clause


def _plain(text: str) -> str:
    return words.DIES.sub("die", text)


def _clauses(sentence: str) -> list[Span]:
    starts = [0, *(match.end() for match in words.CLAUSE_BEGINS.finditer(sentence))]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True)]
