"""A question → what it asks of the footnotes, or that it is not about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answering.about_notes.describe import makers_in, match_description, titles_in
from qa.citation.ledger import Basis
from qa.language.en import note_questions, source_descriptions
from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class Request:
    """What a question about notes and sources asks for."""

    sources: tuple[Source, ...] = ()
    """The sources that fit what the question says of them: all of them when it says nothing."""
    topic: str = ""
    """What is left of the question once the words about notes are taken out; empty when nothing is."""
    wants_statements: bool = False
    """True when it asks for the statements that carry the notes rather than for the notes."""
    counts: bool = False
    """True when it asks how many there are."""
    basis: Basis | None = None
    """Set when it asks for the statements that rest on nothing, on a single source, on interviews only."""
    most_used: bool = False
    """True when it asks for the sources on which most statements rest."""
    used_again: bool = False
    """True when it asks for those on which several rest."""
    missing: str | None = None
    """What the question asks for that no note is: `footnote 99`."""


def read_request(
    question: str,
    sources: Sequence[Source],
    in_body: Callable[[str], bool],
    ignored: frozenset[str] = frozenset(),
) -> Request | None:
    """What a question asks of the notes, or None when it is not about them.

    Args:
        question: as the person put it.
        sources: every source of the corpus's reports.
        in_body: whether a name stands in the documents' own text; one that only the notes have is asked of the notes.
        ignored: words, lower case, that only say which document is meant.
    """
    if not sources or not _is_about(question, sources, in_body):
        return None
    wants, counts = bool(note_questions.STATEMENTS.search(question)), bool(note_questions.COUNT.search(question))
    if basis := _basis(question, wants):
        return Request(wants_statements=True, counts=counts, basis=basis)
    labels = _labels(question, sources)
    if labels is not None:
        found = tuple(s for s in sources if s.label in labels)
        missing = None if found else f"footnote {' or '.join(labels)}"
        return Request(found, wants_statements=wants, missing=missing)
    works = [s for s in sources if not s.is_comment and s.same_as is None]
    described = match_description(question, works)
    known = note_questions.VOCABULARY | described.used | ignored
    topic = " ".join(
        word
        for word in note_questions.WORD.findall(note_questions.DOCUMENT.sub(" ", question))
        if not _forms(word) & known
    )
    # A description that fits nothing is answered so, rather than by whatever stands near its words.
    if described.narrowed and not described.sources:
        return Request(topic=topic, wants_statements=wants, counts=counts, missing=_missing(question, works))
    return Request(
        tuple(described.sources),
        "" if counts else topic,
        wants,
        counts,
        most_used=bool(note_questions.MOST_CITED.search(question)),
        used_again=bool(note_questions.CITED_AGAIN.search(question)),
    )


def _missing(question: str, works: Sequence[Source]) -> str:
    """What was asked for: a kind that no note names, or a description that fits none."""
    kinds = {kind for pattern, kind in source_descriptions.KIND_WORDS if pattern.search(question)}
    if kinds and not any(work.kind in kinds for work in works):
        return " or ".join(sorted(kind.value.replace("-", " ") for kind in kinds))
    return "a source of that description"


def _forms(word: str) -> set[str]:
    """A word as it is and without its genitive ending."""
    return {word.casefold(), note_questions.GENITIVE.sub("", word.casefold())}


def _is_about(question: str, sources: Sequence[Source], in_body: Callable[[str], bool]) -> bool:
    if note_questions.ABOUT_NOTES.search(question) or (
        note_questions.UNSOURCED.search(question) and note_questions.STATEMENTS.search(question)
    ):
        return True
    # A maker whom the text itself names may be asked about as a person: then the question is not about the notes.
    makers = {name for _, name in makers_in(question, sources)}
    if makers and (note_questions.WRITES.search(question) or any(not in_body(name) for name in makers)):
        return True
    return bool(note_questions.ABOUT_A_WORK.search(question) and titles_in(question, sources))


def _basis(question: str, wants_statements: bool) -> Basis | None:
    if note_questions.UNSOURCED.search(question) and (wants_statements or note_questions.WHAT.search(question)):
        return Basis.NOTHING
    if not wants_statements:
        return None
    if note_questions.SINGLE.search(question):
        return Basis.SINGLE_SOURCE
    return Basis.INTERVIEWS_ONLY if note_questions.ONLY_INTERVIEWS.search(question) else None


def _labels(question: str, sources: Sequence[Source]) -> list[str] | None:
    """The labels that a question names by number, range, mark or order; None when it names none."""
    found: list[str] = []
    for match in note_questions.LABELS.finditer(question):
        found += _numbers(match.group(1) + match.group(2))
    if ordinal := note_questions.ORDINAL.search(question):
        order = list(dict.fromkeys(source.label for source in sources))
        name = ordinal.group(1).casefold()
        number = (
            len(order)
            if name == "last"
            else note_questions.ORDINALS.index(name) + 1
            if name in note_questions.ORDINALS
            else int(name[:-2])
        )
        found.append(order[number - 1] if 0 < number <= len(order) else str(number))
    mark = note_questions.LABEL_MARK.search(question)
    if mark and not found and any(source.label == mark.group(1) for source in sources):
        found.append(mark.group(1))
    return list(dict.fromkeys(found)) or None


def _numbers(text: str) -> list[str]:
    """`2, 4 and 6–8` → each number; a range of more than a hundred is taken for its two ends."""
    numbers: list[str] = []
    for match in note_questions.LABEL_RANGE.finditer(text):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        numbers += [str(n) for n in range(first, last + 1)] if 0 <= last - first <= 100 else [str(first), str(last)]
    return numbers
