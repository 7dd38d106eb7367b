"""A question about a report as a whole → an answer of the sentences that stand for it, or that date it, sign it, advise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.finish import NEAREST_SHOWN, finish_answer, refuse
from qa.citation.whole_report import make_overview
from qa.language.en.overview_questions import Wanted, wanted_of_whole
from qa.types.answer import Answer, AnswerForm, Citation, Claim
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo
from qa.types.overview import Overview

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_MOST = 8
"""Sentences of an answer about several reports."""
_FACTS = (Wanted.AUTHOR, Wanted.DATE)
_LACKS = {
    Wanted.SUMMARY: "has no whole sentences that could stand for it",
    Wanted.FINDINGS: "has no section of findings or conclusions, and no sentence says of itself that it is one",
    Wanted.RECOMMENDATIONS: "has no section of recommendations, and no sentence recommends anything in its own voice",
    Wanted.AUTHOR: "does not say at its head or end who wrote it",
    Wanted.DATE: "does not say at its head when it was written",
}
_BY_MODEL = {
    Wanted.COMPARISON: "A comparison",
    Wanted.TIMELINE: "A timeline",
    Wanted.FIGURES: "A table of all figures",
}

_STANDS = (
    "Nothing is written here: these sentences are nearest in meaning to all the others, and spread over the sections."
)
_LACKS_ALL = {
    Wanted.SUMMARY: "has whole sentences that could stand for it",
    Wanted.FINDINGS: "has a section of findings or conclusions, or a sentence that says of itself that it is one",
    Wanted.RECOMMENDATIONS: "has a section of recommendations, or a sentence that recommends anything in its own voice",
    Wanted.AUTHOR: "says at its head or end who wrote it",
    Wanted.DATE: "says at its head when it was written",
}


def whole_documents(snapshot: Snapshot, document: Sequence[str] | None = None) -> Sequence[DocumentInfo]:
    """These documents; without any named, every report, or all documents where none is a report."""
    infos = snapshot.documents()
    wanted = [i for i in infos if (i.doc_id in document if document else i.kind is DocumentKind.REPORT)]
    return wanted or infos


def overviews(snapshot: Snapshot, document: tuple[str, ...] | None = None) -> tuple[Overview, ...]:
    """Of one document; without one, of every report, or of all documents where none is a report."""
    found = []
    for info in whole_documents(snapshot, document):
        text = snapshot.document(info.doc_id)
        if text is not None:
            found.append(make_overview(snapshot, info, text))
    return tuple(found)


def answer_about_whole(snapshot: Snapshot, question: str, document: tuple[str, ...] | None) -> Answer | None:
    """The answer to a question about a report as a whole; None for every other question."""
    wanted = wanted_of_whole(question)
    if not wanted:
        return None
    found = overviews(snapshot, document)
    each = max(_MOST // max(len(found), 1), 1)
    citations = [
        c for overview in found for kind in wanted for c in _of(overview, kind)[: each if kind not in _FACTS else None]
    ]
    lacking = [kind for kind in wanted if not any(_of(overview, kind) for overview in found)]
    remark = _lack(found, lacking) if lacking else _STANDS if Wanted.SUMMARY in wanted else None
    if made := [words for kind, words in _BY_MODEL.items() if kind in wanted]:
        remark = f"{made[0]} is written by a language model alone. These sentences stand for the whole."
    if lacking == [Wanted.FINDINGS]:
        citations = [c for overview in found for c in overview.sentences[:each]]
        remark = f"{remark} These sentences stand for the whole."
    if not citations:
        nearest = [c for overview in found for c in overview.sentences[:1]]
        return refuse(question, _lack(found, lacking), nearest[:NEAREST_SHOWN])
    answer = finish_answer(snapshot, question, tuple(Claim(c.quote, (c,)) for c in dict.fromkeys(citations)), None)
    return replace(answer, form=AnswerForm.OVERVIEW, remark=remark)


def _of(overview: Overview, kind: Wanted) -> tuple[Citation, ...]:
    by = {
        Wanted.SUMMARY: overview.sentences,
        Wanted.FINDINGS: overview.findings,
        Wanted.RECOMMENDATIONS: overview.recommendations,
        Wanted.AUTHOR: overview.authors,
        Wanted.DATE: overview.dates,
    }
    return by.get(kind, overview.sentences)


def _lack(found: Sequence[Overview], lacking: Sequence[Wanted]) -> str:
    """What no report has, in a sentence, and what `corpus.toml` says instead."""
    which = "This report" if len(found) == 1 else "No report here"
    said = _LACKS if len(found) == 1 else _LACKS_ALL
    lacks = dict.fromkeys(said.get(kind, said[Wanted.SUMMARY]) for kind in lacking)
    publishers = list(dict.fromkeys(o.publisher for o in found if o.publisher))
    known = Wanted.AUTHOR in lacking and len(found) == 1 and publishers
    return f"{which} {', and '.join(lacks)}.{f' By corpus.toml, its publisher is {publishers[0]}.' if known else ''}"
