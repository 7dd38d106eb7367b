"""Words without a question in them → the sentences with them, as an answer that says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.finish import NEAREST_SHOWN, finish_answer, refuse
from qa.citation.mentions import list_mentions
from qa.language.en.bare_queries import is_bare
from qa.language.word_match import read_terms
from qa.regex import regex
from qa.types.answer import Answer, AnswerForm, Claim

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

MOST_QUOTED = 10
"""Mentions that an answer quotes; all are counted, and `Corpus.find` lists them."""
_WORD = regex(r"[^\W_]+")


def is_query(question: str) -> bool:
    """True for words without a question in them."""
    return is_bare(question) and bool(read_terms(question))


def names_one_thing(snapshot: Snapshot, query: str, document: tuple[str, ...] | None) -> bool:
    """True for a word, an identifier, a phrase in quotation marks, and words that the text has together as a name.

    Other keywords (“homicide rate 2022”) are as often short for a question.
    """
    if len(read_terms(query)) == 1:
        return True
    together = list_mentions(snapshot, f'"{query.strip("?!. ")}"', document=document, limit=1).mentions
    if not together:
        return False
    citation, found = together[0].citation, together[0].found[0].span
    written = citation.quote[found.start - citation.span.start : found.end - citation.span.start]
    return all(not word[0].islower() for word in _WORD.findall(written))


def answer_with_mentions(snapshot: Snapshot, query: str, document: tuple[str, ...] | None) -> Answer | None:
    """The first sentences with the words, in the documents' order, and the count of all; None where no sentence has them."""
    found = list_mentions(snapshot, query, document=document, limit=MOST_QUOTED)
    if not found.mentions:
        return None
    claims = tuple(Claim(m.citation.quote, (m.citation,)) for m in found.mentions)
    answer = finish_answer(snapshot, query, claims, None)
    return replace(answer, form=AnswerForm.MENTIONS, mentions=(found.count,))


def refuse_mentions(query: str, instead: Answer) -> Answer:
    """A refusal that says that no sentence has the words, with what would have been said instead as the nearest."""
    citations = [citation for claim in instead.claims for citation in claim.citations]
    where = "No sentence of the corpus has"
    together = " all of the words" if len(read_terms(query)) > 1 else ""
    nearest = (citations or list(instead.nearest))[:NEAREST_SHOWN]
    refused = refuse(query, f"{where}{together} “{query}”, in any form.", nearest)
    return replace(refused, confidence=instead.confidence)
