"""Words → every sentence with them, cited, in the documents' order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.citation.cite import cite
from qa.errors import UsageError
from qa.language.word_match import Places, Term, find_terms, phrases_of, read_terms
from qa.types.document import BlockKind, Span
from qa.types.mention_count import DocumentMentions, MentionCount
from qa.types.mentions import Mention, Mentions, MentionSpan
from qa.types.passage import Passage, Quote

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

MOST_WORDS = 200
"""Characters of what is looked for."""
_Found = tuple[Quote, Places]


def list_mentions(
    snapshot: Snapshot, words: str, *, document: tuple[str, ...] | None = None, limit: int | None = None
) -> Mentions:
    """Every sentence with the words, of all or of one document; `limit` says how many are cited, all are counted."""
    terms = read_terms(words)
    found = list(_sentences(snapshot, terms, document)) if terms else []
    return Mentions(_count(snapshot, words, found), tuple(_cite(snapshot, found[:limit])))


def count_mentions(snapshot: Snapshot, words: str, *, document: tuple[str, ...] | None = None) -> MentionCount:
    """How many sentences have the words."""
    return list_mentions(snapshot, words, document=document, limit=0).count


def check_words(words: str) -> str:
    """What is looked for, with its white space folded.

    Raises:
        UsageError: there is no word in it, or it is longer than `MOST_WORDS` characters.
    """
    folded = " ".join(words.split())
    if not read_terms(folded[: MOST_WORDS + 1]):
        raise UsageError(
            f"{folded[:40]!r}: there is no word to look for; give a name, a word, a number or a phrase in quotation marks"
        )
    if len(folded) > MOST_WORDS:
        raise UsageError(
            f"the words to look for have {len(folded):,} characters; at most {MOST_WORDS} are looked for, so shorten them"
        )
    return folded


def check_limit(limit: object) -> int | None:
    """How many mentions are wanted; None for all.

    Raises:
        UsageError: it is not a whole number from 1.
    """
    if limit is None:
        return None
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise UsageError(f"limit is {limit!r}; it must be a whole number from 1, or None for all", limit=repr(limit))
    return limit


def _sentences(snapshot: Snapshot, terms: Sequence[Term], document: tuple[str, ...] | None) -> Iterator[_Found]:
    # The index folds words to their stems and drops punctuation: the text decides, so that nothing false is listed.
    terms = tuple(terms)
    for passage in snapshot.passages_with(phrases_of(terms), document):
        text = snapshot.text(passage.doc_id)
        if text is None:
            continue
        for sentence in passage.sentences:
            if places := find_terms(terms, sentence.of(text)):
                yield Quote(passage, sentence), places


def _cite(snapshot: Snapshot, found: Sequence[_Found]) -> Iterator[Mention]:
    for quote, places in found:
        document = snapshot.document(quote.passage.doc_id)
        assert document is not None, quote.passage.doc_id
        citation = cite(quote, document, snapshot.sources(document.doc_id))
        citation = replace(citation, title=snapshot.title(document.doc_id))
        at = quote.span.start
        spans = tuple(MentionSpan(Span(at + s.start, at + s.end), exact) for s, exact in places.spans)
        yield Mention(citation, spans, places.exact, _in_note(quote.passage))


def _count(snapshot: Snapshot, words: str, found: Sequence[_Found]) -> MentionCount:
    by_document: defaultdict[str, list[Quote]] = defaultdict(list)
    for quote, _ in found:
        by_document[quote.passage.doc_id].append(quote)
    documents = []
    for doc_id, own in by_document.items():
        notes = sum(_in_note(quote.passage) for quote in own)
        documents.append(DocumentMentions(doc_id, snapshot.title(doc_id) or doc_id, len(own) - notes, notes))
    exact = sum(places.exact for _, places in found)
    return MentionCount(words, len(found), exact, sum(d.notes for d in documents), tuple(documents))


def _in_note(passage: Passage) -> bool:
    return passage.kind is BlockKind.NOTE
