"""An answer by quotation + a writer → the same answer in prose, each sentence of which the passages bear out; or as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.answering.finish import finish_answer
from qa.citation.cite import cite
from qa.citation.naming import name_documents
from qa.gate.written_sentence import Proof, prove_sentence
from qa.reader.statements import ReadPassages
from qa.retrieval.search import search_passages
from qa.types.answer import Answer, AnswerForm, Citation, Claim, Status
from qa.types.document import Span
from qa.types.passage import Passage, Quote
from qa.types.prose import Prose, WriterProblem, WrittenSentence
from qa.writer.prompt import PROMPT_VERSION
from qa.writer.reply import RawSentence
from qa.writer.shown import MOST_SHOWN, Exhibit, passages_of_answer, show_passages
from qa.writer.writer import ModelDraft, ModelWriter

if TYPE_CHECKING:
    from qa.index.read import Snapshot
    from qa.reader import Reader

OnSentence = Callable[[WrittenSentence, Claim | None], None]
"""Told of each sentence as soon as it is judged, with its citations where it passed. Ends the writing by raising."""


@dataclass
class _Page:
    """What has been written."""

    sentences: list[WrittenSentence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def write_answer(
    snapshot: Snapshot,
    answer: Answer,
    writer: ModelWriter,
    *,
    reader: Reader | None,
    read: ReadPassages,
    on_sentence: OnSentence,
    tick: Callable[[], None],
) -> Answer:
    """The answer in prose, with `prose` that says what was written and by whom; by quotation where prose cannot be had."""
    draft, page = ModelDraft(), _Page()
    problem = WriterProblem.NOT_NEEDED if is_found_whole(answer) else None
    if problem is None:
        exhibits = show_passages(snapshot, _passages(snapshot, answer, reader))
        if exhibits:
            question = answer.read_as or answer.question
            with closing(writer.write(question, [e.shown for e in exhibits], draft, tick)) as sentences:
                for raw in sentences:
                    _judge(snapshot, raw, exhibits, read, page, on_sentence)
        problem = draft.problem if exhibits else WriterProblem.NO_PASSAGES
        problem = problem or _lacking(draft, page)
    if problem is not None:
        # A draft that was given up counts as a whole for nothing: what it would have said next may turn what it said.
        page.sentences = [replace(sentence, claim=None) for sentence in page.sentences]
    prose = Prose(
        writer.settings.name,
        writer.settings.sent_to,
        PROMPT_VERSION,
        tuple(page.sentences),
        problem,
        draft.reply.tokens_read,
        draft.reply.tokens_written,
        draft.seconds,
        draft.cached,
    )
    return replace(answer if problem else _in_prose(snapshot, answer, tuple(page.claims)), prose=prose)


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


def _judge(
    snapshot: Snapshot,
    raw: RawSentence,
    exhibits: Sequence[Exhibit],
    read: ReadPassages,
    page: _Page,
    on_sentence: OnSentence,
) -> None:
    proof = prove_sentence(raw.text, [n - 1 for n in raw.passages], [e.compared for e in exhibits], read)
    claim = None
    if proof.failures or proof.nearest is None:
        sentence = WrittenSentence(raw.text, None, proof.failures)
    else:
        claim = Claim(raw.text, (_citation(snapshot, proof, exhibits),))
        sentence = WrittenSentence(raw.text, len(page.claims))
        page.claims.append(claim)
    page.sentences.append(sentence)
    on_sentence(sentence, claim and _named(snapshot, claim))


def _citation(snapshot: Snapshot, proof: Proof, exhibits: Sequence[Exhibit]) -> Citation:
    assert proof.nearest is not None, "what fails is not cited"
    exhibit, span = exhibits[proof.nearest.passage], proof.nearest.span
    start = exhibit.passage.span.start
    quote = Quote(exhibit.passage, Span(start + span.start, start + span.end))
    return cite(quote, exhibit.document, snapshot.sources(exhibit.document.doc_id))


def _named(snapshot: Snapshot, claim: Claim) -> Claim:
    """The claim with its documents' titles, for who watches."""
    answer = Answer("", Status.ANSWERED, None, None, (claim,), (), ())
    return name_documents(answer, snapshot.title).claims[0]


def _lacking(draft: ModelDraft, page: _Page) -> WriterProblem | None:
    if not draft.answered:
        return WriterProblem.NO_ANSWER
    if not page.sentences:
        return WriterProblem.RUBBISH
    return None if page.claims else WriterProblem.NOTHING_PASSED


def _in_prose(snapshot: Snapshot, answer: Answer, claims: tuple[Claim, ...]) -> Answer:
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
