"""An answer by quotation + a writer → the same answer in prose, each sentence of which the passages bear out; or as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.finish import finish_answer
from qa.reader.statements import ReadPassages
from qa.retrieval.search import search_passages
from qa.types.answer import Answer, AnswerForm, Claim, Status
from qa.types.passage import Passage
from qa.types.prose import Prose, WholeTask, WriterProblem
from qa.writer.listing import listed_by, put_in_order
from qa.writer.page import OnSentence, WrittenPage
from qa.writer.prompt import PROMPT_VERSION, ModelRequest
from qa.writer.shown import MOST_SHOWN, passages_of_answer, show_passages
from qa.writer.whole import MOST_UNASKED, OnPart, WholeReading, parts_of, task_of, write_from_whole
from qa.writer.writer import ModelWriter

if TYPE_CHECKING:
    from qa.index.engine import Snapshot
    from qa.reader import Reader


def write_answer(
    snapshot: Snapshot,
    answer: Answer,
    writer: ModelWriter,
    *,
    reader: Reader | None,
    read: ReadPassages,
    on_sentence: OnSentence,
    on_part: OnPart,
    tick: Callable[[], None],
) -> Answer:
    """The answer in prose, with `prose` that says what was written and by whom; by quotation where prose cannot be had."""
    task, reading = task_of(snapshot, answer), WholeReading()
    page = WrittenPage(snapshot, writer, read, tick, on_sentence, listed_by(task))
    if is_found_whole(answer):
        problem: WriterProblem | None = WriterProblem.NOT_NEEDED
    else:
        parts = parts_of(snapshot, answer.scope) if task else []
        if task and parts and (answer.scope or len(parts) <= MOST_UNASKED):
            problem = write_from_whole(page, task, parts, reading, on_part)
            put_in_order(page, task)
        else:
            task, problem = None, _answer_question(page, answer, reader)
        problem = problem or (None if page.claims else _lacking(page))
    if problem is not None:
        page.give_up()
    prose = Prose(
        writer.settings.name,
        writer.settings.sent_to,
        PROMPT_VERSION,
        tuple(page.sentences),
        problem,
        page.cost.tokens_read,
        page.cost.tokens_written,
        page.cost.seconds,
        page.cost.cached and bool(page.sentences),
        task,
        reading.parts,
        reading.unread,
    )
    return replace(answer if problem else _in_prose(snapshot, answer, tuple(page.claims), task), prose=prose)


def _answer_question(page: WrittenPage, answer: Answer, reader: Reader | None) -> WriterProblem | None:
    exhibits = show_passages(page.snapshot, _passages(page.snapshot, answer, reader))
    if not exhibits:
        return WriterProblem.NO_PASSAGES
    draft = page.fill(ModelRequest(answer.read_as or answer.question), exhibits)
    return draft.problem or (None if draft.answered else WriterProblem.NO_ANSWER)


def is_found_whole(answer: Answer) -> bool:
    """Whether an answer needs no prose: it was read off the notes, or lists mentions."""
    if answer.status is Status.ABSTAINED:
        # What cannot be asked, or was looked for in the notes, was not looked for in the text.
        return answer.confidence is None and not answer.nearest
    return answer.form is AnswerForm.MENTIONS or (answer.form is AnswerForm.ANSWER and answer.confidence is None)


def _passages(snapshot: Snapshot, answer: Answer, reader: Reader | None) -> list[Passage]:
    own = list(passages_of_answer(snapshot, answer))
    if answer.form is AnswerForm.OVERVIEW:
        return own
    question = answer.read_as or answer.question
    hits = search_passages(snapshot, question, MOST_SHOWN, document=answer.scope or None, reader=reader)
    # The best that was found comes first; what the answer quotes must not be crowded out by the rest.
    return [*own[: MOST_SHOWN // 2], *(hit.passage for hit in hits), *own[MOST_SHOWN // 2 :]]


def _lacking(page: WrittenPage) -> WriterProblem:
    """Why nothing is left of a whole draft."""
    return WriterProblem.NOTHING_PASSED if page.sentences else WriterProblem.RUBBISH


def _in_prose(snapshot: Snapshot, answer: Answer, claims: tuple[Claim, ...], task: WholeTask | None) -> Answer:
    """The answer with these claims; what the answer by quotation says of its own first sentence stays where that is cited."""
    cited = [citation for claim in claims for citation in claim.citations]
    short = answer.short_span
    kept = short and any(
        c.document == short.document and c.span.start <= short.span.start and short.span.end <= c.span.end
        for c in cited
    )
    finished = finish_answer(snapshot, answer.question, claims, answer.short_answer if kept else None)
    first = answer.claims[0].citations[0] if answer.claims else None
    same = first and any((first.document, first.span) == (c.document, c.span) for c in cited)
    remark = f"By quotation alone there was no answer: {answer.reason}" if answer.reason else answer.remark
    if task:
        answer, remark = replace(answer, form=AnswerForm.OVERVIEW), None
    return replace(
        answer,
        status=Status.ANSWERED,
        reason=None,
        nearest=(),
        elsewhere=(),
        claims=finished.claims,
        sources=finished.sources,
        short_answer=finished.short_answer,
        short_span=short if kept else None,
        short_confidence=answer.short_confidence if kept else None,
        difference=answer.difference if same else None,
        remark=remark,
    )
