"""Which sources a question describes: by kind, language, makers, title, date, place, medium and holding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qa.language.en import note_questions, source_descriptions
from qa.language.en.months import ENGLISH_MONTHS
from qa.language.stems import content_words
from qa.types.source import Source

_LEAST_TITLE = 3
"""How many content words it takes to tell a title from chance words of a question."""
_ABBREVIATED = re.compile(r"\s*\(([^()]{2,12})\)")
_MONTHS = tuple(month.casefold() for month in ENGLISH_MONTHS)
_QUOTED = re.compile(r"“([^“”]{6,300})”|\"([^\"]{6,300})\"|«([^«»]{6,300})»")


@dataclass(slots=True)
class Described:
    """The sources that fit every description so far, and the question's words that gave it."""

    sources: list[Source]
    narrowed: bool = False
    used: set[str] = field(default_factory=set)

    def keep(self, fits: Callable[[Source], bool], phrase: str) -> None:
        """Narrow to what fits."""
        self.sources = [source for source in self.sources if fits(source)]
        self.narrowed = True
        self.used.update(word.casefold() for word in note_questions.WORD.findall(phrase))


def match_description(question: str, sources: Sequence[Source]) -> Described:
    """The sources that fit all that a question says of them: all of them when it says nothing."""
    found = Described(list(sources))
    if titled := titles_in(question, sources):
        names = {source.title or "" for source in titled}
        found.keep(lambda s: s.title in names, " ".join([*names, *_quoted(question)]))
        # The words of a title describe nothing: `prison guards held hostage` does not ask for sources that are held.
        question = _without(question, names)
    _by_kind(question, found)
    _by_language(question, found)
    for pattern, holding in source_descriptions.HOLDING_WORDS:
        if match := pattern.search(question):
            found.keep(lambda s, held=holding: s.holding == held, match.group())  # type: ignore[misc]
            break
    _by_name(question, found)
    _by_place(question, found)
    _by_date(question, found)
    if match := source_descriptions.WITH_ADDRESS.search(question):
        found.keep(lambda s: bool(s.url), match.group())
    for pattern, pick in ((source_descriptions.OLDEST_SOURCE, min), (source_descriptions.NEWEST_SOURCE, max)):
        dated = [source.issued for source in found.sources if source.issued]
        if dated and (match := pattern.search(question)):
            # Of `2023` and `2023-02` neither is known to be the older.
            edge = (
                pick(dated)[:4] if any(len(date) == 4 for date in dated if date[:4] == pick(dated)[:4]) else pick(dated)
            )
            found.keep(lambda s, date=edge: bool(s.issued) and (s.issued or "").startswith(date), match.group())  # type: ignore[misc]
    return found


def titles_in(question: str, sources: Iterable[Source]) -> list[Source]:
    """The sources whose title a question gives, whole, or as far as its colon, or nearly so between quotation marks."""
    asked = f" {' '.join(content_words(question))} "
    quoted = [content_words(match) for match in _quoted(question)]
    return [s for s in sources if s.title and any(_is_named(part, asked, question, quoted) for part in _parts(s.title))]


def _quoted(question: str) -> list[str]:
    return ["".join(groups) for groups in _QUOTED.findall(question)]


def makers_in(question: str, sources: Iterable[Source]) -> list[tuple[Source, str]]:
    """The sources one of whose makers a question names, and the name."""
    known = list(sources)
    aliases = _aliases(known)
    folded = question.casefold()
    return [
        (source, name)
        for source in known
        for name in makers(source, aliases)
        if name.casefold() in folded and _mentions(question, name)
    ]


def makers(source: Source, aliases: dict[str, str]) -> Iterator[str]:
    """What a question may call those who made a source: names in full and their short forms."""
    for name in (*source.authors, source.publisher, source.container, source.interviewee):
        if name and len(name) > 2:
            plain, _ = _forms(name)
            yield plain
            if other := aliases.get(plain):
                yield other


def _aliases(sources: Sequence[Source]) -> dict[str, str]:
    """Full names and short forms that stand beside each other in a note, both ways: `An Office (AO)`."""
    found: dict[str, str] = {}
    for source in sources:
        for name in (*source.authors, source.publisher, source.container):
            full, short = _forms(name) if name else ("", None)
            if short:
                found |= {full: short, short: full}
    return found


@lru_cache(maxsize=50_000)
def _forms(name: str) -> tuple[str, str | None]:
    """`An Office (AO), Division B` → `An Office` and `AO`."""
    short = _ABBREVIATED.search(name)
    return _ABBREVIATED.sub("", name).split(", ")[0], short.group(1) if short else None


@lru_cache(maxsize=50_000)
def _title_words(title: str) -> tuple[str, ...]:
    return tuple(content_words(title))


def _by_kind(question: str, found: Described) -> None:
    matches = [
        (kind, match.group()) for pattern, kind in source_descriptions.KIND_WORDS if (match := pattern.search(question))
    ]
    if matches:
        kinds = {kind for kind, _ in matches}
        found.keep(lambda s: s.kind in kinds, " ".join(phrase for _, phrase in matches))


def _by_language(question: str, found: Described) -> None:
    if match := source_descriptions.FOREIGN_LANGUAGE.search(question):
        found.keep(lambda s: s.language not in (None, "en"), match.group())
        return
    named = [word for word in re.findall(r"[a-z]+", question.casefold()) if word in source_descriptions.LANGUAGE_WORDS]
    if named and source_descriptions.LANGUAGE_ASKED.search(question):
        codes = {source_descriptions.LANGUAGE_WORDS[word] for word in named}
        found.keep(lambda s: s.language in codes, " ".join(named))


def _by_name(question: str, found: Described) -> None:
    named = makers_in(question, found.sources)
    if named:
        # The longest name is meant: `Felipe Botero Escobar`, not `Felipe Botero`.
        names = {name for _, name in named if not any(name != other and name in other for _, other in named)}
        chosen = {source.source_id for source, name in named if name in names}
        found.keep(lambda s: s.source_id in chosen, " ".join(names))


def _by_place(question: str, found: Described) -> None:
    """Place and medium, which interviews have."""
    for name in ("place", "medium"):
        values = {str(value) for source in found.sources if (value := getattr(source, name))}
        meant = {value for value in values if _mentions(question, value)}
        if meant:
            found.keep(lambda s, field=name, among=meant: getattr(s, field) in among, " ".join(meant))  # type: ignore[misc]


def _by_date(question: str, found: Described) -> None:
    """A year or month; beside a topic it belongs to the topic: “the source for the homicide rate in 2023”."""
    asked = _folded(question)
    dates = {word for word in asked if word in _MONTHS or re.fullmatch(r"(?:1[6-9]|20)\d\d", word)}
    alone = all(
        word in note_questions.VOCABULARY or word in found.used or word in dates or word.isdigit() for word in asked
    )
    wanted = list(_dates(asked))
    for pattern, fits in ((source_descriptions.BEFORE_DATE, _is_before), (source_descriptions.AFTER_DATE, _is_after)):
        if (match := pattern.search(question)) and alone and (bounds := list(_dates(_folded(match.group(1))))):
            found.keep(lambda s, fits=fits, bound=bounds[0]: fits(s.issued or "", bound), match.group())  # type: ignore[misc]
            return
    if alone and wanted and any(_is_dated(source, wanted) for source in found.sources):
        found.keep(lambda s: _is_dated(s, wanted), " ".join([*dates, *(word for word in asked if word.isdigit())]))


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in note_questions.WORD.findall(text)]


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


def _without(question: str, titles: Iterable[str]) -> str:
    """The question without the titles that it gives, and without what stands between quotation marks."""
    question = _QUOTED.sub(" ", question)
    for title in (part for whole in titles for part in _parts(whole)):
        question = re.sub(re.escape(title), " ", question, flags=re.IGNORECASE)
    return question


def _parts(title: str) -> Iterator[str]:
    yield title
    head, colon, _ = title.partition(":")
    if colon:
        yield head


def _is_named(title: str, asked: str, question: str, quoted: Sequence[list[str]]) -> bool:
    wanted = _title_words(title)
    if not wanted:
        return False
    whole = f" {' '.join(wanted)} " in asked
    if title in question and len(title.split()) > _LEAST_TITLE and title[0].isupper():
        return True
    if whole and (len(wanted) >= _LEAST_TITLE or (len(wanted) == _LEAST_TITLE - 1 and _in_capitals(title, question))):
        return True
    return any(_alike(wanted, other) for other in quoted)


def _in_capitals(title: str, question: str) -> bool:
    """True when a question writes a short title as one: `Rice in the Hills`, not `rice in the hills`."""
    match = re.search(re.escape(title), question, re.IGNORECASE)
    written = [word for word in note_questions.WORD.findall(match.group()) if content_words(word)] if match else []
    return bool(written) and all(word[0].isupper() for word in written)


def _alike(wanted: Sequence[str], other: Sequence[str]) -> bool:
    common = len(set(wanted) & set(other))
    return len(wanted) >= _LEAST_TITLE and common >= 0.8 * max(len(set(wanted)), len(set(other)))


def _mentions(question: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, 0 if name.isupper() else re.IGNORECASE) is not None
