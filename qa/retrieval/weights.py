"""Every constant of the ranking and answerability models in one place, each with where it came from.

*Fitted* names the script and the questions; *chosen* means set by hand on the development questions about the sample report;
*published* names the paper. `docs/FIGURES.md` has what the models reach with them.
"""

from __future__ import annotations

from dataclasses import dataclass

# Search: which passages are looked at.

RANK_FUSION_K = 60
"""k of reciprocal rank fusion, 1 / (k + rank). Published: Cormack, Clarke and Büttcher, SIGIR 2009."""
FUSED_PASSAGES = 40
"""Passages that each of the two rankings contributes. Chosen."""
RETRIEVED_PASSAGES = 20
"""Passages whose sentences are ranked for an answer, and at least for a search. Chosen."""

# The sentence ranker: a linear model over the features of each sentence.


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """What each feature of a candidate sentence counts for; the fields are the features, in order."""

    sentence: float
    """Cosine between the question and the sentence alone."""
    window: float
    """Cosine between the question and the sentence with its neighbours, read in the passage."""
    in_context: float
    """Cosine between the question and the sentence, read in the passage."""
    passage: float
    """Cosine between the question and the whole passage."""
    bm25: float
    """BM25 of the sentence among the candidates, as a share of the weight of the question's words."""
    passage_bm25: float
    """BM25 of the passage among the passages found, likewise."""
    late: float
    """Late interaction: the mean of MaxSim over the question's tokens, weighted by their words."""
    late_least: float
    """MaxSim of the token that is matched worst."""
    cover: float
    """Share of the question's words that stand in the sentence, by weight."""
    number: float
    """1 when a number is asked for and the sentence has one that the question did not say; the next three likewise."""
    date: float
    person: float
    place: float


SENTENCE_WEIGHTS = SentenceWeights(
    sentence=0.68,
    window=2.89,
    in_context=4.57,
    passage=3.14,
    bm25=-3.33,
    passage_bm25=5.16,
    late=7.03,
    late_least=1.02,
    cover=4.17,
    number=2.48,
    date=2.51,
    person=0.56,
    place=0.56,
)
"""Fitted listwise, as `benchmarks/ranking.py --fit` does it, on one half of SQuAD 2.0's development set, QED, CLAPNQ and Chroma's
spans; on nothing about the sample report. `bm25` is negative beside `passage_bm25` and `cover`,
which count the same words."""
SENTENCE_WEIGHTS_WITHOUT_TOKENS = SentenceWeights(
    sentence=3.7,
    window=0.0,
    in_context=0.0,
    passage=8.9,
    bm25=-4.04,
    passage_bm25=5.32,
    late=0.0,
    late_least=0.0,
    cover=7.32,
    number=2.77,
    date=2.65,
    person=0.79,
    place=0.61,
)
"""The same fit without the four features that need token vectors, for encoders that give none."""

NOTE_PENALTY = 7.0
"""Taken off a note's score: a note names a source, the text makes the statement. Chosen; questions about the notes themselves are
answered without ranking."""
SOURCE_PENALTY = 8.0
"""Taken off a sentence of a source's text: a report's own statement comes first, and the source is shown below it as support.
Chosen."""
LABEL_PENALTY = 3.0
"""Taken off “Figure 1 Seizures by port”, “Main article: …” and “III. Whether …”, which state nothing. Chosen."""

BM25_K1 = 1.2
"""Saturation of repeated words. The usual value: Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009."""
BM25_B_PASSAGE = 0.75
"""How far long passages are discounted. The usual value, as above."""
BM25_B_SENTENCE = 0.6
"""The same for sentences. Chosen."""
LEAST_TOKEN_WEIGHT = 0.3
"""Least weight of a word's tokens in late interaction, so that words found in every passage still count. Chosen."""

# Answerability: whether the top sentence answers.


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """A logistic regression with its operating point."""

    bias: float
    weights: tuple[float, ...]
    """One for each of the features, in the order of `AnswerabilityFeatures`."""
    threshold: float
    """Below this probability the answer is a refusal."""


WITHOUT_READER = LogisticModel(-2.32, (3.08, 0.84, 0.93, 0.05, -0.69, -0.61, 0.48), 0.4)
"""Fitted by `training/answerability.py` on the questions named in `qa.retrieval.reader_weights`; what a reader read has its own."""
SCORES_COMPARED = 20
"""How many of the best scores the top sentence's share is taken over. Chosen."""
MATCHED_WORD = 0.6
"""Cosine from which a token of a sentence counts as speaking of a question's word, for the reason that a refusal gives. Chosen."""

NEAR_WORD = 0.5
"""The same, for a word whose lack speaks against a headline. Chosen on the articles that `HEADLINE` is fitted on."""

# Headlines: whether the few words shown above an answer are right.

HEADLINE_UNREAD = LogisticModel(-3.84, (1.57, 0.33, -0.32, 1.55, 2.49, -0.16), 0.4)
"""Over `HeadlineFeatures` without a reader's signs, fitted by `training/headlines.py` as those of `qa.retrieval.reader_weights`."""

# Selection: how many sentences are quoted. All chosen; scores are those of the ranker with the reader.

QUOTE_MARGIN, QUOTE_LIMIT = 1.5, 2
"""How far behind the best a further sentence may be, and how many there are in all."""
SEVERAL_MARGIN, SEVERAL_LIMIT = 3.5, 4
"""The same where the question asks for several things, and within the best passage where no few words are the answer: on half of
CLAPNQ's questions .51 of an annotator's sentences are quoted so, not .45, and of the quotes as many are right (.9)."""
FEW_WORDS_ARE_ALL = 0.9
"""Confidence of the few words from which only what is about as good as the best is quoted: what the words “clear” promise."""
SEQUEL_MARGIN, SEQUEL_LIMIT = 8.0, 2
"""The same for sentences that go on with a quoted one; so many for each."""
CLAIM_LIMIT = 8
"""Claims of an answer from the text, with all that belongs to them."""
