"""A question → what it asks of the footnotes, or that it is not about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.about_notes.asked_for import Operation, Request, Sought
from qa.answering.about_notes.cards import Cards, SourceCard
from qa.answering.about_notes.certainty import Certainty, asks_of_a_source, certainty_of, find_backing
from qa.answering.about_notes.describe import Described, is_writing, match_description
from qa.answering.about_notes.labels import labels_in
from qa.answering.about_notes.makers_sort import is_plural
from qa.answering.about_notes.residue import folded, from_first_to_last, is_empty, left_over
from qa.citation.ledger import Basis
from qa.language.en import genre_words, note_counting, note_vocabulary, source_descriptions
from qa.language.en import note_questions as words

_MOST_ASKING = 3
"""Words of meaning in what asks for a source; more of them are a statement."""


def read_request(
    question: str,
    cards: Cards,
    in_body: Callable[[str], bool],
    ignored: frozenset[str] = frozenset(),
) -> Request | None:
    """What a question asks of the notes, or None when it is not about them.

    Args:
        question: as the person put it.
        cards: of every source of the corpus's reports.
        in_body: whether a name stands in the documents' own text; one that only the notes have is asked of the notes.
        ignored: words, lower case, that only say which document is meant.
    """
    works = [card for card in cards.cards if not card.source.is_comment and card.source.same_as is None]
    if not cards.cards:
        return None
    used = bool(words.ASKS_USE.search(question))
    backing = None if used else find_backing(question)
    certainty = max(certainty_of(question, works, in_body), backing[1] if backing else Certainty.NONE)
    if certainty is Certainty.NONE or asks_of_a_source(question, works):
        return None
    wanted, operation = _wanted(question), _operation(question)
    with_statements = used or bool(words.STATEMENTS.search(question) or words.RESTING.search(question))
    if basis := _basis(question, wanted):
        rest = left_over(_without_basis(question), ignored)
        return Request(wanted=Sought.STATEMENTS, operation=operation, basis=basis, rest=rest)
    labels = labels_in(question, cards.sources)
    if labels is not None:
        found = tuple(card for card in cards.cards if card.source.label in labels)
        missing = None if found else f"footnote {' or '.join(labels)}"
        rest = left_over(question, {word for label in labels for word in folded(label)} | ignored)
        rest = _without_genres(_without_ordinals(rest), genre_words.REMARKS)
        return Request(
            found, wanted, operation, narrowed=True, rest=rest, with_statements=with_statements, missing=missing
        )
    plain = words.ANOTHER_SOURCE.sub(" ", words.DOCUMENT.sub(" ", question))
    if backing and not words.RESTING.search(question) and not _counts_before(question, backing[0]):
        asked = _request_for_backing(question, backing[0], works, certainty, ignored)
        asked = replace(asked, cards=tuple(cards.naming(asked.cards)))
        if not _is_described_whole(plain, works, ignored) and (
            asked.topic_words or not asked.cards or not asked.narrowed
        ):
            return asked
    # A note that names no work may be what is asked for by what it says.
    pool = works if wanted is not Sought.NOTES else [card for card in cards.cards if card.source.same_as is None]
    described = _described(plain, pool)
    described.used.update(folded(_use_of(question)))
    counting = operation is not Operation.LIST
    if counting and words.SPOKEN_WITH.search(question):
        described.used.update(folded(" ".join(m.group() for m in note_counting.PEOPLE.finditer(question))))
    rest = left_over(
        note_counting.DOCUMENT_ITSELF.sub(" ", plain) if counting else plain,
        described.used | ignored,
        counting=counting,
    )
    said, mixed = rest, False
    if described.narrowed and described.cards:
        rest = _without_genres(rest, genre_words.WRITINGS if counting else genre_words.WRITINGS | genre_words.REMARKS)
        mixed = rest != said and not all(is_writing(card.source) for card in described.cards)
    # A description that fits nothing is answered so, rather than by whatever stands near its words.
    missing = _missing(question, works) if described.narrowed and not described.cards else None
    if described.unsure and missing:
        missing = "source that is known to be of that sort"
    return Request(
        tuple(described.cards),
        wanted,
        operation,
        certainty,
        described.narrowed,
        rest,
        most_used=bool(words.MOST_CITED.search(question)),
        used_again=bool(words.CITED_AGAIN.search(question)),
        whole=_whole(plain, works) if operation is Operation.SHARE else (),
        with_statements=with_statements,
        missing=missing,
        names=described.names,
        about=from_first_to_last(plain, described.used | ignored),
        spoken=bool(words.SPOKEN_WITH.search(question)),
        language=described.by_language,
        mixed=counting and (mixed or described.unsure or _counts_people(question, described.cards)),
        words=_without_genres(left_over(plain, ignored), genre_words.WRITINGS),
    )


def _counts_people(question: str, cards: Sequence[SourceCard]) -> bool:
    """True when people are counted, and an interview was with more than one of them."""
    people = note_counting.PEOPLE.search(question)
    return people is not None and any(is_plural(card.source.interviewee) for card in cards)


def _without_genres(rest: tuple[str, ...], genres: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in rest if note_vocabulary.GENITIVE.sub("", word.casefold()) not in genres)


def _described(question: str, pool: Sequence[SourceCard]) -> Described:
    """The cards that fit what a question says of them, less those that it leaves out: “which are not interviews”."""
    found = match_description(question, pool)
    for match in note_counting.EXCEPT.finditer(question):
        if (
            set(folded(match.group())) & note_vocabulary.NEGATIONS <= found.used
            and found.used & note_vocabulary.NEGATIONS
        ):
            continue
        excluded = match_description(question[match.end() :], pool)
        if excluded.narrowed and not left_over(question[match.end() :], excluded.used):
            found = match_description(question[: match.start()], pool)
            out = {card.source.source_id for card in excluded.cards}
            found.keep(lambda s, out=out: s.source_id not in out, question[match.start() :])  # type: ignore[misc]
            return found
    return found


def _is_described_whole(question: str, works: Sequence[SourceCard], ignored: frozenset[str]) -> bool:
    """True when a question says nothing but which sources are meant: “which facts come from people not to be named?”."""
    found = match_description(question, works)
    return found.narrowed and bool(found.cards) and not left_over(question, found.used | ignored)


def _use_of(question: str) -> str:
    """The words that ask for the sources which are used most, or again."""
    return " ".join(m.group() for p in (words.MOST_CITED, words.CITED_AGAIN) if (m := p.search(question)))


def _request_for_backing(
    question: str, frame: re.Match[str], works: Sequence[SourceCard], certainty: Certainty, ignored: frozenset[str]
) -> Request:
    """The source of a statement; of which kind, where the question says so before it names the statement."""
    # The words that ask are no part of the statement; some ways of asking have it between them: “on what is … based?”
    inside = [
        word
        for word in note_vocabulary.WORD.findall(frame.group())
        if not is_empty(word) and not words.CLAIM.fullmatch(word)
    ]
    # Whom the statement names is none who made its source; “is the statement on … referenced?” has it inside.
    has_inside = len(inside) > _MOST_ASKING or words.IS_BACKED.match(frame.group()) is not None
    described = match_description(question[: frame.start() if has_inside else frame.end()], works)
    known = described.used | ignored
    said = " ".join([question[: frame.start()], *inside, question[frame.end() :]])
    topic = from_first_to_last(said, known)
    missing = _missing(question[: frame.end()], works) if described.narrowed and not described.cards else None
    return Request(
        tuple(described.cards), certainty=certainty, narrowed=described.narrowed, topic=topic, missing=missing
    )


def _counts_before(question: str, frame: re.Match[str]) -> bool:
    """True when a question asks how many before it asks for backing: “how do they know how many …?” asks for backing."""
    first = note_counting.COUNT.search(question) or note_counting.SHARE.search(question)
    return first is not None and first.start() < frame.start()


def _wanted(question: str) -> Sought:
    """What is asked for first: “how many works do the footnotes name?” asks for works."""
    count = note_counting.COUNT.search(question)
    if count and count.group().casefold().endswith("often"):
        return Sought.STATEMENTS
    first = note_counting.WANTED.search(question, count.end() if count else 0)
    return (
        Sought(next((name for name, said in first.groupdict().items() if said), "sources")) if first else Sought.SOURCES
    )


def _operation(question: str) -> Operation:
    if note_counting.SHARE.search(question):
        return Operation.SHARE
    return Operation.COUNT if note_counting.COUNT.search(question) else Operation.LIST


def _whole(question: str, works: Sequence[SourceCard]) -> tuple[SourceCard, ...]:
    """What a share is asked of: what stands between “share of” and the verb."""
    share = note_counting.SHARE.search(question)
    after = question[share.end() :] if share else question
    verb = note_counting.IS.search(after)
    return tuple(match_description(after[: verb.start()] if verb else after, works).cards)


def _missing(question: str, works: Sequence[SourceCard]) -> str:
    """What was asked for: a kind that no note names, or a description that fits none."""
    kinds = {kind for pattern, kind in source_descriptions.KIND_WORDS if pattern.search(question)}
    if kinds and not any(card.source.kind in kinds for card in works):
        return " or ".join(sorted(kind.value.replace("-", " ") for kind in kinds))
    return "a source of that description"


def _basis(question: str, wanted: Sought) -> Basis | None:
    statements = wanted is Sought.STATEMENTS or bool(words.RESTING.search(question))
    if words.UNSOURCED.search(question) and (statements or words.WHAT.search(question)):
        return Basis.NOTHING
    if not statements:
        return None
    if words.SEVERAL.search(question):
        return Basis.SEVERAL_SOURCES
    if words.SINGLE.search(question):
        return Basis.SINGLE_SOURCE
    return Basis.INTERVIEWS_ONLY if words.ONLY_INTERVIEWS.search(question) else None


def _without_basis(question: str) -> str:
    for pattern in (words.UNSOURCED, words.SEVERAL, words.SINGLE, words.ONLY_INTERVIEWS):
        question = pattern.sub(" ", question)
    return question


def _without_ordinals(rest: tuple[str, ...]) -> tuple[str, ...]:
    """What is left without the words and numbers that named the notes."""
    names = {*words.ORDINALS, *words.LABEL_CARDINALS, "last"}
    return tuple(w for w in rest if w.casefold() not in names and not re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)?", w))
