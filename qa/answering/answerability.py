"""Whether the top sentence answers: features of what ranking and reading found, and logistic models over them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qa.answering.answer_kind import has_no_number
from qa.answering.missing_terms import missing_names
from qa.retrieval import weights
from qa.retrieval.answer_type import AnswerType, answer_type_of
from qa.retrieval.ranked_sentences import RankedSentences
from qa.retrieval.reader_weights import ReaderWeights
from qa.retrieval.sentence_ranker import SENTENCE_FEATURES
from qa.retrieval.weights import LogisticModel


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """Features for deciding whether the top sentence answers; of that sentence where nothing else is said."""

    cosine: float
    late: float
    """Late interaction with the question: mean over the question's words."""
    late_least: float
    """The same, of the word that is matched worst."""
    words: int
    """Words of meaning in the question."""
    share: float
    """Its share of the softmax over the best scores."""
    missing: int
    """Names and numbers of the question that its passage and its document's title lack."""
    is_open: float
    """1 when the question asks for no number, date, person or place."""
    logits: tuple[float, float, float] | None = None
    """The reader's: that the sentence answers, that its passage does, and the margin of its short answer; None when not read."""

    def values(self) -> tuple[float, ...]:
        """All that the models weigh, in order."""
        found = (self.cosine, self.late, self.late_least, self.words, self.share, self.missing, self.is_open)
        return (*found, *(self.logits or ()))


def answerability_features(ranked: RankedSentences) -> AnswerabilityFeatures:
    """The features of ranked sentences."""
    order = ranked.order()
    top = order[0]
    scores = [float(ranked.scores[i]) for i in order[: weights.SCORES_COMPARED]]
    values = dict(zip(SENTENCE_FEATURES, map(float, ranked.features[top]), strict=True))
    wanted = answer_type_of(ranked.question.text)
    closed = wanted in (AnswerType.NUMBER, AnswerType.DATE, AnswerType.PERSON, AnswerType.PLACE)
    return AnswerabilityFeatures(
        cosine=values["sentence"],
        late=values["late"],
        late_least=values["late_least"],
        words=len(ranked.question.word_weights),
        # A top sentence that stands alone is a better sign than one among many that are as good.
        share=1 / sum(math.exp(score - scores[0]) for score in scores),
        missing=len(missing_names(ranked.question, ranked.candidates[top])),
        is_open=float(not closed),
        logits=ranked.reader_logits(top),
    )


def choose_model(features: AnswerabilityFeatures, reader: ReaderWeights) -> LogisticModel:
    """The model that was fitted for what is known."""
    return weights.WITHOUT_READER if features.logits is None else reader.answers


@dataclass(frozen=True, slots=True)
class Answerability:
    """What is thought of whether the top sentence answers."""

    features: AnswerabilityFeatures
    confidence: float
    """The probability that it does."""
    answers: bool
    """Whether that is enough."""


def judge_answerability(ranked: RankedSentences) -> Answerability:
    """Whether the top sentence is thought to answer."""
    features = answerability_features(ranked)
    model = choose_model(features, ranked.weights)
    confidence = probability(model, features)
    # Where those that were read do not answer, one that was not comes to the top: no sign that it does.
    is_judged = features.logits is not None or not ranked.readings
    if has_no_number(ranked.question.text, ranked.candidates[ranked.order()[0]].text):
        confidence = min(confidence, model.threshold / 2)
    return Answerability(features, confidence, is_judged and confidence >= model.threshold)


def probability(model: LogisticModel, features: AnswerabilityFeatures) -> float:
    """The probability that the top sentence answers."""
    total = model.bias + sum(w * v for w, v in zip(model.weights, features.values(), strict=True))
    return 1 / (1 + math.exp(-total))
