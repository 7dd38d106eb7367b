"""Which sources a question describes: by kind, language, makers, title, date, place, medium, holding and namelessness."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qa.answering.about_notes.cards import SourceCard
from qa.answering.about_notes.makers_sort import of_a_sort
from qa.answering.about_notes.mentioned import cards_naming, named_phrases
from qa.answering.about_notes.names import NamedIn, Naming, find_makers, is_personal
from qa.answering.about_notes.residue import folded, is_empty
from qa.answering.about_notes.titles import given_in_quotes, titles_in, without_titles
from qa.language.en import genre_words, note_questions, source_descriptions
from qa.language.en.months import ENGLISH_MONTHS
from qa.language.stems import stem
from qa.types.document import Span
from qa.types.source import Source, SourceKind

_SOFT = frozenset({SourceKind.REPORT, SourceKind.WEB_PAGE, SourceKind.SOCIAL_POST, SourceKind.JOURNAL_ARTICLE})
_ROLES = frozenset(stem(word) for word in "journalist reporter researcher analyst writer author".split())
_MONTHS = tuple(month.casefold() for month in ENGLISH_MONTHS)


@dataclass(slots=True)
class Described:
    """The cards that fit every description so far, and the question's words that gave it."""

    cards: list[SourceCard]
    narrowed: bool = False
    used: set[str] = field(default_factory=set)
    names: tuple[str, ...] = ()
    """Whom the question names as makers, in its words."""
    by_language: bool = False
    """True when it says in which language they are."""
    unsure: bool = False
    """True when others may fit as well, so that they are not to be counted."""

    @property
    def sources(self) -> list[Source]:
        """The sources of the cards."""
        return [card.source for card in self.cards]

    def keep(self, fits: Callable[[Source], bool], phrase: str) -> None:
        """Narrow to what fits."""
        self.cards = [card for card in self.cards if fits(card.source)]
        self.narrowed = True
        self.used.update(folded(phrase))


def match_description(question: str, cards: Sequence[SourceCard]) -> Described:
    """The cards that fit all that a question says of them: all of them when it says nothing."""
    found = Described(list(cards))
    if titled := titles_in(question, found.sources):
        names = {source.title or "" for source in titled}
        found.keep(lambda s: s.title in names, " ".join([*names, *given_in_quotes(question)]))
        # The words of a title describe nothing: `prison guards held hostage` does not ask for sources that are held.
        question = without_titles(question, names)
    named = _named(question, found)
    places = _by_name(question, found, named)
    # The words of a name describe nothing: the Wall Street Journal asks for no journal.
    question = _blanked(question, places)
    _by_kind(question, found, on_a_site=any(one.naming is Naming.SITE for one in named), named=bool(places))
    _by_language(question, found)
    for phrase, sources in of_a_sort(question, found.cards):
        fitting = {card.source.source_id for card in sources}
        found.keep(lambda s, fitting=fitting: s.source_id in fitting, phrase)  # type: ignore[misc]
        found.unsure = True
    for pattern, holding in source_descriptions.HOLDING_WORDS:
        # An interview is held in another sense.
        match = pattern.search(question)
        if match and not (match.group().casefold() == "held" and note_questions.SPOKEN_WITH.search(question)):
            found.keep(lambda s, held=holding: s.holding == held, match.group())  # type: ignore[misc]
            break
    _by_place(question, found)
    _by_medium(question, found)
    _by_namelessness(question, found)
    _by_date(question, found)
    _by_field(question, found)
    if match := source_descriptions.WITH_ADDRESS.search(question):
        found.keep(lambda s: bool(s.url), match.group())
    _by_age(question, found)
    _by_role(question, found)
    return found


def _by_role(question: str, found: Described) -> None:
    """Of several interviews those with somebody who does what the question says: the journalist, the analyst."""
    roles = [word for word in folded(question) if stem(word) in _ROLES]
    talks = all(source.kind is SourceKind.INTERVIEW for source in found.sources)
    if found.narrowed and talks and len(found.cards) > 1 and roles:
        said = {s.source_id: {stem(w) for w in folded(s.interviewee or "")} for s in found.sources}
        if any(stem(role) in words for role in roles for words in said.values()):
            found.keep(lambda s: any(stem(role) in said[s.source_id] for role in roles), " ".join(roles))


def _by_age(question: str, found: Described) -> None:
    """The oldest, or the newest."""
    for pattern, pick in ((source_descriptions.OLDEST_SOURCE, min), (source_descriptions.NEWEST_SOURCE, max)):
        dated = [source.issued for source in found.sources if source.issued]
        if dated and (match := pattern.search(question)):
            # Of `2023` and `2023-02` neither is known to be the older.
            edge = (
                pick(dated)[:4] if any(len(date) == 4 for date in dated if date[:4] == pick(dated)[:4]) else pick(dated)
            )
            found.keep(lambda s, date=edge: bool(s.issued) and (s.issued or "").startswith(date), match.group())  # type: ignore[misc]


def _by_kind(question: str, found: Described, *, on_a_site: bool, named: bool) -> None:
    matches = [
        (kind, match.group())
        for pattern, kind in source_descriptions.KIND_WORDS
        for match in pattern.finditer(question)
    ]
    # What is on somebody's site may be of any kind.
    if on_a_site:
        found.used.update(word for kind, phrase in matches if kind is SourceKind.WEB_PAGE for word in folded(phrase))
        matches = [(kind, phrase) for kind, phrase in matches if kind is not SourceKind.WEB_PAGE]
    if matches:
        kinds = {kind for kind, _ in matches}
        # What one writer calls a report or a post is a paper or a page to another.
        if named and kinds <= _SOFT and not any(source.kind in kinds for source in found.sources):
            return
        found.keep(lambda s: s.kind in kinds, " ".join(phrase for _, phrase in matches))


def _by_language(question: str, found: Described) -> None:
    if match := source_descriptions.FOREIGN_LANGUAGE.search(question):
        found.keep(lambda s: s.language not in (None, "en"), match.group())
        found.by_language = True
        return
    named = [word for word in re.findall(r"[a-z]+", question.casefold()) if word in source_descriptions.LANGUAGE_WORDS]
    if named and source_descriptions.LANGUAGE_ASKED.search(question):
        codes = {source_descriptions.LANGUAGE_WORDS[word] for word in named}
        found.keep(lambda s: s.language in codes, " ".join(named))
        found.by_language = True


def _by_name(question: str, found: Described, named: Sequence[NamedIn]) -> list[Span]:
    """Those whom a question names as makers; where their names stand."""
    # Who is named as one that held an interview did not give it.
    if any(note_questions.HELD_BY.search(question[: one.span.start]) for one in named):
        found.keep(lambda s: s.kind is not SourceKind.INTERVIEW, " ".join(one.span.of(question) for one in named))
        return [one.span for one in named]
    made = [(one.source.source_id, one.span) for one in named]
    known = {one.span for one in named if one.naming is not Naming.SITE}
    made += cards_naming(question, named_phrases(question, known), found.cards)
    spans = list(dict.fromkeys(span for _, span in made))
    if made:
        chosen = _of_all_named(question, made, found.cards) or {source_id for source_id, _ in made}
        found.names = tuple(dict.fromkeys(span.of(question) for span in spans))
        found.keep(lambda s: s.source_id in chosen, " ".join(span.of(question) for span in spans))
    return spans


def _of_all_named(question: str, made: Sequence[tuple[str, Span]], cards: Sequence[SourceCard]) -> set[str]:
    """Those that name all whom a question names: “the Wall Street Journal’s story about StubHub”, but not “the Post and StubHub”."""
    spans = sorted({span for _, span in made}, key=lambda span: span.start)
    between = [question[a.end : b.start] for a, b in pairwise(spans)]
    if not between or any(note_questions.EITHER_NAMED.search(words) for words in between):
        return set()
    references = {card.source.source_id: card.source.reference for card in cards}
    return {name for name, _ in made if all(span.of(question) in references[name] for span in spans)}


def _blanked(question: str, spans: Iterable[Span]) -> str:
    """The question with these places empty."""
    for span in spans:
        question = f"{question[: span.start]}{' ' * (span.end - span.start)}{question[span.end :]}"
    return question


def _named(question: str, found: Described) -> list[NamedIn]:
    """The makers named in a question; by their site only where it speaks of one."""
    named = find_makers(question, ((card.source, card.names) for card in found.cards))
    on_a_site = bool(note_questions.ON_A_SITE.search(question)) and not note_questions.PUBLISHING.search(question)
    return [one for one in named if on_a_site or one.naming is not Naming.SITE]


def is_writing(source: Source) -> bool:
    """True for what may be called an article or a story: a book's title stands in no quotation marks, a chapter's does."""
    if source.kind is SourceKind.BOOK:
        return bool(given_in_quotes(source.reference))
    return source.kind not in genre_words.NOT_WRITTEN


def _by_place(question: str, found: Described) -> None:
    """Where an interview was held."""
    values = {source.place for source in found.sources if source.place}
    meant = {value for value in values if _mentions(question, value)}
    if meant:
        found.keep(lambda s: s.place in meant, " ".join(meant))


def _by_medium(question: str, found: Described) -> None:
    """How an interview was held: only where it is interviews that are asked for."""
    if not any(source.kind is SourceKind.INTERVIEW for source in found.sources) or not found.narrowed:
        return
    for asked, said in source_descriptions.MEDIUM_WORDS:
        if match := asked.search(question):
            denial = source_descriptions.DENIED.search(question[: match.start()])
            # Where a note says “online”, those that were not are what is left; none says “face to face”.
            if denial and not any(said.search(source.medium or "") for source in found.sources):
                found.keep(lambda s: bool(s.medium), f"{denial.group()} {match.group()}")
                return
            found.keep(lambda s, by=said: bool(s.medium and by.search(s.medium)), match.group())  # type: ignore[misc]


def _by_namelessness(question: str, found: Described) -> None:
    """Those who were spoken with and are not named; or those who are."""
    for pattern, named in ((source_descriptions.ANONYMOUS, False), (source_descriptions.NAMED, True)):
        if pattern.search(question):
            if named and not any(source.kind is SourceKind.INTERVIEW for source in found.sources):
                return
            found.keep(
                lambda s, named=named: s.kind is SourceKind.INTERVIEW and is_personal(s.interviewee) is named,  # type: ignore[misc]
                " ".join(match.group() for match in pattern.finditer(question)),
            )
            return


def _by_field(question: str, found: Described) -> None:
    """Those that have, or lack, an author, a date, a title, a publisher, an address."""
    for pattern, has in ((source_descriptions.WITHOUT_FIELD, False), (source_descriptions.WITH_FIELD, True)):
        if match := pattern.search(question):
            word = next(group for group in match.groups() if group).casefold()
            part = next((part for start, part in source_descriptions.FIELDS if word.startswith(start)), "url")
            found.keep(lambda s, part=part, has=has: bool(getattr(s, part)) is has, match.group())  # type: ignore[misc]
            return


def _by_date(question: str, found: Described) -> None:
    """A year or month; beside a topic it belongs to the topic: “the source for the homicide rate in 2023”."""
    asked = folded(question)
    dates = {word for word in asked if word in _MONTHS or re.fullmatch(r"(?:1[6-9]|20)\d\d", word)}
    said = dates | found.used | source_descriptions.BOUNDS
    alone = all(is_empty(word) or word in said or word.isdigit() for word in asked)
    wanted = list(_dates(asked))
    for pattern, fits in ((source_descriptions.BEFORE_DATE, _is_before), (source_descriptions.AFTER_DATE, _is_after)):
        if (match := pattern.search(question)) and alone and (bounds := list(_dates(folded(match.group(1))))):
            found.keep(lambda s, fits=fits, bound=bounds[0]: fits(s.issued or "", bound), match.group())  # type: ignore[misc]
            return
    if alone and wanted and any(_is_dated(source, wanted) for source in found.sources):
        found.keep(lambda s: _is_dated(s, wanted), " ".join([*dates, *(word for word in asked if word.isdigit())]))


def _is_before(issued: str, bound: str) -> bool:
    """True when a date is before the bound for certain: of `2023` and `2023-02` neither is."""
    return bool(issued) and issued < bound and not bound.startswith(issued)


def _is_after(issued: str, bound: str) -> bool:
    return issued > bound and not issued.startswith(bound)


def _is_dated(source: Source, wanted: Sequence[str]) -> bool:
    return bool(source.issued) and any((source.issued or "").startswith(date) for date in wanted)


def _dates(asked: Sequence[str]) -> Iterator[str]:
    years = [word for word in asked if re.fullmatch(r"(?:1[6-9]|20)\d\d", word)]
    months = [f"{_MONTHS.index(word) + 1:02}" for word in asked if word in _MONTHS]
    days = [f"{int(word):02}" for word in asked if re.fullmatch(r"\d{1,2}", word) and 0 < int(word) < 32]
    for year in years:
        yield from (f"{year}-{month}{f'-{days[0]}' if days else ''}" for month in months)
        if not months:
            yield year


def _mentions(question: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, 0 if name.isupper() else re.IGNORECASE) is not None
