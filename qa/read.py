"""Hits → the sentences that answer, best first, or the reason why none does."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.cite import Quote
from qa.judge import Signs, model_for
from qa.question import Asks, asks_for, wants_several
from qa.rank import (
    FEATURES,
    READER_WEIGHTS,
    UNREAD,
    Candidate,
    Question,
    ask,
    best_matches,
    make_features,
    rerank,
    score,
    weigh_tokens,
)
from qa.reader import Reader, Reading, Text
from qa.short_answer import trim
from qa.types import BlockKind, Hit, Passage, Span
from qa.words import content_stems, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors
    from qa.index.read import Snapshot

MOST_READ = 8
"""Passages that the reader reads: those of the sentences that rank best without it."""
MARGIN = 1.5
MOST, MOST_SEVERAL = 2, 4
"""A further sentence is quoted when its score is within the margin of the best; more of them when several are wanted."""
_NAME_OR_NUMBER = re.compile(r"(?<!^)(?<![.?!] )\b(?:[^\W\d_a-z][\w’'-]+|\d+)\b")
_FOUND = 0.6
"""A question's word counts as spoken of when a token of the sentence is at least this near to it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the chosen quotes, all of them ranked, how sure that the first answers, and the reason for a refusal."""

    quotes: tuple[Quote, ...]
    ranked: tuple[Quote, ...]
    confidence: float
    reason: str | None
    short: Span | None = None
    """The short answer in the best of the quotes; None when there is none, or nothing was read."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidate sentences of a question, in the hits' order, with all that is known of them."""

    question: Question
    quotes: list[Quote]
    candidates: list[Candidate]
    features: NDArray[np.float32]
    readings: dict[str, Reading]
    """By `passage_id`, those that were read."""
    scores: NDArray[np.float32]

    def order(self) -> list[int]:
        """Positions, best first."""
        return [int(i) for i in (-self.scores).argsort(kind="stable")]

    def short_of(self, position: int) -> Span | None:
        """A candidate's likeliest short answer, in characters of its document."""
        read, passage = self._reading_of(position), self.quotes[position].passage
        found = read[0].spans[read[1]] if read else None
        if found is None:
            return None
        start, end = trim(self.candidates[position].passage_text, found.start, found.end)
        return Span(passage.span.start + start, passage.span.start + end) if start < end else None

    def logits_of(self, position: int) -> tuple[float, float, float] | None:
        """The reader's logits: that the candidate answers, that its passage does, and the margin of its short answer."""
        read = self._reading_of(position)
        if read is None:
            return None
        span = read[0].spans[read[1]]
        return read[0].evidence[read[1]], read[0].answers, span.margin if span else UNREAD[2]

    def _reading_of(self, position: int) -> tuple[Reading, int] | None:
        quote = self.quotes[position]
        reading = self.readings.get(quote.passage.passage_id)
        return None if reading is None else (reading, quote.passage.sentences.index(quote.span))


def read(
    snapshot: Snapshot,
    question_text: str,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    reader: Reader | None = None,
) -> Finding:
    """Rank the sentences of the hits, judge whether they answer, and choose which to quote."""
    ranked = rank(snapshot, question_text, vector, hits, reader)
    if ranked is None:
        return Finding((), (), 0.0, "Nothing in the corpus shares a word or a meaning with the question.")
    order = ranked.order()
    quotes = tuple(ranked.quotes[i] for i in order)
    signs = find_signs(ranked)
    model = model_for(signs)
    confidence = model.probability(signs)
    if confidence < model.least:
        missing = _unspoken(ranked.question, [ranked.candidates[i] for i in order[:3]])
        return Finding(quotes[:3], quotes, confidence, _reason(missing))
    chosen = tuple(ranked.quotes[i] for i in choose(ranked))
    return Finding(chosen, quotes, confidence, None, ranked.short_of(order[0]))


def rank(
    snapshot: Snapshot,
    question_text: str,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    reader: Reader | None = None,
    weights: Sequence[float] = READER_WEIGHTS,
) -> Ranked | None:
    """Score the sentences of the hits: by words and meaning, then those of the best passages by what the reader says."""
    quotes, candidates = collect(snapshot, hits)
    if not quotes:
        return None
    tokens = snapshot.encoder.encode_tokens(question_text)
    question = ask(question_text, vector, tokens, inverse_document_frequency(snapshot))
    features = make_features(question, candidates)
    scores = score(features, candidates, with_tokens=tokens is not None)
    first = Ranked(question, quotes, candidates, features, {}, scores)
    if reader is None:
        return first
    passages = list({quotes[i].passage.passage_id: (quotes[i].passage, candidates[i]) for i in first.order()}.values())
    texts = [_text_of(passage, candidate) for passage, candidate in passages[:MOST_READ]]
    readings = reader.read(question_text, texts)
    known = {p.passage_id: reading for (p, _), reading in zip(passages, readings, strict=False)}
    ranked = replace(first, readings=known)
    return replace(ranked, scores=rerank(scores, [ranked.logits_of(i) for i in range(len(quotes))], weights))


def find_signs(ranked: Ranked) -> Signs:
    """What speaks for the best sentence's being an answer."""
    order = ranked.order()
    best = ranked.candidates[order[0]]
    scores = [float(ranked.scores[i]) for i in order[:20]]
    values = dict(zip(FEATURES, map(float, ranked.features[order[0]]), strict=True))
    closed = asks_for(ranked.question.text) in (Asks.NUMBER, Asks.DATE, Asks.PERSON, Asks.PLACE)
    return Signs(
        cosine=values["sentence"],
        late=values["late"],
        late_least=values["late_least"],
        words=len(ranked.question.weights),
        share=1 / sum(math.exp(s - scores[0]) for s in scores),
        lacking=len(_lacking(ranked.question, best)),
        is_open=float(not closed),
        read=ranked.logits_of(order[0]),
    )


def choose(ranked: Ranked) -> list[int]:
    """Which candidates to quote: the best, and those that come near it; where several are wanted, in the documents' order."""
    order = ranked.order()
    several = wants_several(ranked.question.text)
    near = [
        i for i in order[: MOST_SEVERAL if several else MOST] if ranked.scores[order[0]] - ranked.scores[i] <= MARGIN
    ]
    documents = list(dict.fromkeys(ranked.quotes[i].passage.doc_id for i in near))

    def place(i: int) -> tuple[int, int]:
        return documents.index(ranked.quotes[i].passage.doc_id), ranked.quotes[i].span.start

    return sorted(near, key=place) if several else near


def _text_of(passage: Passage, candidate: Candidate) -> Text:
    start = passage.span.start
    sentences = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return Text(candidate.passage_text, passage.context, sentences)


def _lacking(question: Question, best: Candidate) -> list[str]:
    """Names and numbers of the question that neither the best sentence's passage nor its context contains."""
    said = set(content_stems(f"{best.context} {best.passage_text}"))
    return [name for name in _NAME_OR_NUMBER.findall(question.text) if stem(name.casefold()) not in said]


def inverse_document_frequency(snapshot: Snapshot) -> Callable[[str], float]:
    """BM25's weight of a word over the corpus's passages; a word is looked up once a question."""

    def weight(word: str) -> float:
        total, counts = snapshot.word_counts([word])
        return math.log(1 + (total - counts[word] + 0.5) / (counts[word] + 0.5))

    return weight


def collect(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[list[Quote], list[Candidate]]:
    """Every sentence of the hits with its stored vectors, in the hits' order."""
    found: list[tuple[Passage, str]] = []
    for hit in hits:
        document = snapshot.document(hit.passage.doc_id)
        if document is not None:
            found.append((hit.passage, document.text))
    spans = [span.of(text) for passage, text in found for span in (passage.span, *passage.sentences)]
    vectors = snapshot.vectors(spans)
    sources = {row["doc_id"] for row in snapshot.document_rows() if row["kind"] == "source"}
    quotes, candidates = [], []
    for passage, text in found:
        whole = passage.span.of(text)
        passage_vector, tokens = vectors[whole]
        for i, span in enumerate(passage.sentences):
            quotes.append(Quote(passage, span))
            candidates.append(
                Candidate(
                    text=span.of(text),
                    passage_text=whole,
                    vector=vectors[span.of(text)][0],
                    passage_vector=passage_vector,
                    tokens=_tokens_of(passage, tokens, i, i),
                    window_tokens=_tokens_of(passage, tokens, max(i - 1, 0), min(i + 1, len(passage.sentences) - 1)),
                    context=passage.context,
                    is_note=passage.kind is BlockKind.NOTE,
                    is_source=passage.doc_id in sources,
                )
            )
    return quotes, candidates


def _tokens_of(passage: Passage, tokens: TokenVectors | None, first: int, last: int) -> TokenVectors | None:
    """Tokens of the sentences `first` to `last`; places of tokens count from the passage's start."""
    if tokens is None:
        return None
    start = passage.span.start
    return tokens.between(passage.sentences[first].start - start, passage.sentences[last].end - start)


def _unspoken(question: Question, best: Sequence[Candidate]) -> list[str]:
    """The question's words that none of the best sentences speaks of, in any form or near meaning."""
    weights = weigh_tokens(question)
    if weights is None or question.tokens is None:
        return []
    import numpy as np

    nearest = np.zeros(len(weights), dtype=np.float32)
    for candidate in best:
        if candidate.tokens is not None and len(candidate.tokens.starts):
            nearest = np.maximum(nearest, best_matches(question, candidate.tokens))
    words: dict[str, None] = {}
    for start, end, weight, cosine in zip(question.tokens.starts, question.tokens.ends, weights, nearest, strict=True):
        if weight > 0 and cosine < _FOUND:
            words[_whole_word(question.text, int(start), int(end))] = None
    return list(words)


def _whole_word(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _reason(missing: Sequence[str]) -> str:
    """Why there is no answer, with the question's words that the nearest passages do not speak of."""
    if missing:
        words = ", ".join(f"“{word}”" for word in missing[:4])
        return f"The corpus does not answer this: the nearest passages say nothing of {words}."
    return "The corpus does not answer this: the nearest passages are about something else."
