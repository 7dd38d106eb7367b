"""Whole reports, by a model: they are shown to it part by part, what it takes from each is proved, and then put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.about_whole import whole_documents
from qa.answering.scope import choose_documents
from qa.language.en.overview_questions import wanted_of_whole
from qa.types.answer import Answer
from qa.types.document import BlockKind, Span
from qa.types.prose import WholeTask, WriterProblem
from qa.writer.asking import room_allowed
from qa.writer.page import WrittenPage
from qa.writer.prompt import gathering, is_joined, joining
from qa.writer.shown import Exhibit, show_passage, show_sentence

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

OnPart = Callable[[int, int], None]
"""Told before each part is read: how many have been, of how many. Ends the writing by raising."""

_SHOWN = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW, BlockKind.CAPTION}
)
_NEARLY_FULL = 2 / 3
"""Of the room in a part, from which the next section begins another."""
_MOST_TAKEN = 10
"""Sentences that are taken on from a part, so that each round has fewer parts than the one before."""
MOST_UNASKED = 40
"""Parts that are read where nobody said which reports are meant."""
_PASSING = frozenset({WriterProblem.BROKE_OFF, WriterProblem.RUBBISH, WriterProblem.REFUSED})
"""Of one part; the next may come."""


@dataclass
class WholeReading:
    """How far the reports were read."""

    parts: int = 0
    unread: int = 0
    """Of these, those of which nothing came that could be used."""


def task_of(snapshot: Snapshot, answer: Answer) -> WholeTask | None:
    """What the question of an answer wants of whole reports; None for every other question."""
    question = answer.read_as or answer.question
    if answer.chosen_by:
        question = choose_documents(question, snapshot.documents()).question
    wanted = wanted_of_whole(question)
    return WholeTask(wanted[0].value) if wanted and wanted[0].value in [*WholeTask] else None


def parts_of(snapshot: Snapshot, documents: Sequence[str] | None) -> list[list[Exhibit]]:
    """The running text, lists and tables of these documents, or of every report, in parts that a model can read."""
    return divide([e for info in whole_documents(snapshot, documents) for e in _exhibits(snapshot, info.doc_id)])


def write_from_whole(
    page: WrittenPage, task: WholeTask, parts: list[list[Exhibit]], reading: WholeReading, on_part: OnPart
) -> WriterProblem | None:
    """Write on the page what is wanted, and say in `reading` how far that came; or why it cannot be had."""
    reading.parts = len(parts)
    if not is_joined(task):
        return _take_from_each(page, task, parts, reading, on_part)[0]
    while len(parts) > 1:
        taken = WrittenPage(page.snapshot, page.writer, page.read, page.tick, cost=page.cost)
        problem, rests = _take_from_each(taken, task, parts, reading, on_part)
        if problem is not None:
            return problem
        quotes = {(exhibit.passage.doc_id, span): (exhibit, span) for exhibit, span in rests}
        fewer = divide([show_sentence(exhibit, span) for exhibit, span in quotes.values()])
        if len(fewer) >= len(parts):
            page.sentences, page.claims = taken.sentences, taken.claims
            return None
        parts = fewer
    return page.fill(joining(task), parts[0]).problem


def _take_from_each(
    page: WrittenPage, task: WholeTask, parts: Sequence[Sequence[Exhibit]], reading: WholeReading, on_part: OnPart
) -> tuple[WriterProblem | None, list[tuple[Exhibit, Span]]]:
    """What each part has to say, and what that rests on; a problem where it is one for all of them, or nothing is left."""
    last, rests = WriterProblem.NO_ANSWER, list[tuple[Exhibit, Span]]()
    for number, part in enumerate(parts):
        on_part(number, len(parts))
        before = len(page.rests)
        problem = page.fill(gathering(task), part).problem
        # A slow model that was in time for a part may be for the next; one that never was is not waited for again.
        passing = problem in _PASSING or (problem is WriterProblem.TIMEOUT and bool(page.claims))
        if problem is not None and not passing:
            return problem, []
        if problem is not None:
            reading.unread, last = reading.unread + 1, problem
        rests += page.rests[before:][:_MOST_TAKEN]
    on_part(len(parts), len(parts))
    if page.sentences and last is WriterProblem.NO_ANSWER:
        last = WriterProblem.NOTHING_PASSED
    return (None if page.claims else last), rests


def divide(exhibits: Sequence[Exhibit]) -> list[list[Exhibit]]:
    """Exhibits in parts that a model can read, which end where a section does, if that is near."""
    parts: list[list[Exhibit]] = []
    size, room = 0, room_allowed()
    for exhibit in exhibits:
        ends = bool(parts) and size >= _NEARLY_FULL * room and _section(exhibit) != _section(parts[-1][-1])
        if not parts or size + exhibit.size > room or ends:
            parts.append([])
            size = 0
        parts[-1].append(exhibit)
        size += exhibit.size
    return parts


def _exhibits(snapshot: Snapshot, doc_id: str) -> Iterator[Exhibit]:
    document = snapshot.document(doc_id)
    for passage in snapshot.passages_of(doc_id) if document else ():
        if document and passage.kind in _SHOWN:
            exhibit = show_passage(snapshot, passage, document)
            # What stands before a passage is shown there.
            yield replace(exhibit, shown=replace(exhibit.shown, before=""))


def _section(exhibit: Exhibit) -> tuple[str, tuple[str, ...]]:
    return exhibit.passage.doc_id, exhibit.passage.heading_path
