"""Question → passages: those of the notes that it asks about, then those that hold the best sentences."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.about_notes import answer_from_notes
from qa.index.engine import Snapshot
from qa.reader import Reader
from qa.retrieval.search import search_passages
from qa.types.answer import Status
from qa.types.passage import Hit, Passage

_ASKED_ABOUT = 3
"""How many passages of notes, or that rest on notes, come before the others."""


def search_for(
    snapshot: Snapshot, question: str, k: int, document: tuple[str, ...] | None, reader: Reader | None = None
) -> tuple[Hit, ...]:
    """The `k` passages, best first; one that is there because of the notes asked about has the score of the best other."""
    found = search_passages(snapshot, question, k, document=document, reader=reader)
    asked = _about_notes(snapshot, question, document)
    if not asked:
        return found
    known = {passage.passage_id for passage in asked}
    best = found[0].score if found else 0.0
    rest = [hit for hit in found if hit.passage.passage_id not in known]
    hits = [*(Hit(passage, best, 0) for passage in asked), *rest][:k]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))


def _about_notes(snapshot: Snapshot, question: str, document: tuple[str, ...] | None) -> list[Passage]:
    """The first passages that answer a question about notes or sources; none when it is about something else."""
    answer = answer_from_notes(snapshot, question, document)
    if answer is None or answer.status is not Status.ANSWERED:
        return []
    citations = [citation for claim in answer.claims for citation in claim.citations]
    wanted = list(dict.fromkeys((citation.document, citation.passage) for citation in citations))[:_ASKED_ABOUT]
    held = {
        (doc_id, passage.passage_id): passage
        for doc_id in dict.fromkeys(doc_id for doc_id, _ in wanted)
        for passage in snapshot.passages_of(doc_id)
    }
    return [held[key] for key in wanted if key in held]
