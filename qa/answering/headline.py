"""The few words of the best sentence that may stand above the answer, with the probability that they are right; or none."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qa.answering.answer_kind import KindAgreement, is_led_to_otherwise, kind_agreement, whole_person
from qa.answering.answerability import AnswerabilityFeatures
from qa.answering.other_parts import belongs_elsewhere
from qa.answering.short_answer import pick_short_answer, trim_short_answer
from qa.answering.signs_against import SPEAKS_OF_ANOTHER, signs_against
from qa.answering.whole_expression import whole_expression
from qa.language.en.answer_kinds import ASKS_WHETHER, WANTS_TIME
from qa.language.en.figure_labels import FIGURE_LABEL, PICTURE_CREDIT, POINTER
from qa.language.en.other_parts import COMPARED_YEAR, NOT_DONE, UNTIL
from qa.language.stems import content_stems
from qa.regex import regex
from qa.retrieval import weights
from qa.retrieval.ranked_sentences import RankedSentences
from qa.types.document import Span

_CLOSED_WITHIN = 3
"""Characters after the words in which a bracket that they open may be closed."""
_YEAR = regex(r"(?<![\d.,])(?:1[0-9]|20)\d\d(?![\d%]|[.,]\d)")
_OF_YEAR = 150
"""Characters from a quantity in which its year stands."""
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))


@dataclass(frozen=True, slots=True)
class Headline:
    """Words of a document that answer, and how likely it is that they do."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class HeadlineFeatures:
    """What tells whether some words of the best sentence answer."""

    answers: float
    """Log odds that the sentence answers, as the model of refusal has it."""
    kind: float
    """1 when they are of the kind asked for, 0 when the question does not say which."""
    words: float
    """Logarithm of their number."""
    cover: float
    """Share of the question's words that the sentence has, by weight."""
    new: float
    """Share of their words of meaning that are not the question's."""
    least: float
    """Late interaction of the question's word that the sentence matches worst."""
    read: tuple[float, float, float, float] | None = None
    """The reader's: how far the words are above “no answer here”, in logits; the log odds of them, and what is nearly they,
    among all spans of the sentence; that the sentence answers, and that the passage does. None when nothing was read."""

    def values(self) -> tuple[float, ...]:
        """All that the models weigh, in order."""
        return (self.answers, self.kind, self.words, self.cover, self.new, self.least, *(self.read or ()))


def find_headline(
    ranked: RankedSentences, position: int, features: AnswerabilityFeatures, sure: float
) -> Headline | None:
    """The headline in a candidate; `sure` is the probability that the candidate answers. None when there is none that is likely."""
    # “N. N., President of Lumo resigns, The Lumo Times” says of nobody that he is president.
    span = None if ranked.candidates[position].names_work else propose_words(ranked, position)
    if span is None or is_of_another_year(ranked.question.text, ranked.candidates[position].passage_text, span):
        return None
    found = headline_features(ranked, position, span, features, sure)
    model = ranked.weights.headline if found.read else weights.HEADLINE_UNREAD
    odds = model.bias + sum(w * v for w, v in zip(model.weights, found.values(), strict=True))
    before = ranked.candidates[position].passage_text[_sentence(ranked, position).start : span.start]
    against = signs_against(ranked.question, ranked.candidates[position], before)
    if any(sign in SPEAKS_OF_ANOTHER for sign in against):
        return None
    slope, shift = ranked.weights.against if against else ranked.weights.nothing_against
    confidence = 1 / (1 + math.exp(-slope * odds - shift))
    at = ranked.quotes[position].passage.span.start
    return Headline(Span(at + span.start, at + span.end), confidence) if confidence >= model.threshold else None


def propose_words(ranked: RankedSentences, position: int) -> Span | None:
    """The words that answer if any do, in characters of the passage's text; None where none can be shown."""
    sentence = _sentence(ranked, position)
    whole, question = ranked.candidates[position].passage_text, ranked.question.text
    read = ranked.reading_of(position)
    if read is None:
        picked = pick_short_answer(question, sentence.of(whole))
        span = Span(sentence.start + picked.start, sentence.start + picked.end) if picked else None
    else:
        found = read[0].spans[read[1]]
        span = Span(found.start, found.end) if found else None
    if span is None:
        return None
    within = Span(max(span.start, sentence.start) - sentence.start, min(span.end, sentence.end) - sentence.start)
    text = sentence.of(whole)
    within = whole_person(question, text, trim_short_answer(text, _from_when(question, text, within)))
    within = whole_expression(text, within, question)
    within = trim_short_answer(text, _paired(text, within))
    if not within.start < within.end or _is_barred(question, text, within):
        return None
    return Span(sentence.start + within.start, sentence.start + within.end)


def _from_when(question: str, text: str, span: Span) -> Span:
    """Of “did not act until May” the answer to “when did they act?”: “May”."""
    until = UNTIL.match(span.of(text))
    when = until and WANTS_TIME.search(question) and not UNTIL.search(question) and not NOT_DONE.search(question)
    return Span(span.start + until.end(), span.end) if until and when and NOT_DONE.search(text[: span.start]) else span


def _paired(text: str, span: Span) -> Span:
    """The span to where a bracket or quotation mark that it opens is closed, or only up to there where that is far."""
    for opening, closing in _PAIRS:
        said = span.of(text)
        at = said.rfind(opening)
        if at >= 0 and closing not in said[at:]:
            end = text.find(closing, span.end, span.end + _CLOSED_WITHIN)
            span = Span(span.start, end + 1) if end >= 0 else Span(span.start, span.start + at)
    return span


def _is_barred(question: str, sentence: str, span: Span) -> bool:
    """True for what is no answer whatever its score: the question's own words, a label, another kind or thing than is asked for."""
    said = span.of(sentence)
    own = set(content_stems(question))
    # “Was it A or B?” is answered by one of its own words.
    repeats = set(content_stems(said)) <= own and " or " not in question
    # “Who blamed Ada Lumo?” is not answered by “the mayor, Ada Lumo”.
    by_name = said.partition(", ")[2]
    repeats = repeats or (by_name != "" and by_name in question)
    # “Yes” and “no” stand in no text, and words that come near look like one of them.
    whether = ASKS_WHETHER.match(question)
    torn = any(said.count(opening) != said.count(closing) for opening, closing in _PAIRS)
    # “Figure 3 Seizures by port” and “Photo: N. N.” name what is shown, and state nothing.
    label = (
        FIGURE_LABEL.match(sentence)
        or POINTER.match(sentence)
        or PICTURE_CREDIT.match(sentence)
        or FIGURE_LABEL.match(said)
    )
    return bool(
        repeats
        or whether
        or torn
        or label
        or is_led_to_otherwise(question, sentence, span)
        or belongs_elsewhere(question, sentence, span)
        or kind_agreement(question, sentence, span) is KindAgreement.CONTRADICTS
    )


def is_of_another_year(question: str, text: str, span: Span) -> bool:
    """True for a number that is asked for of one year, and in the text stands next to another: “in 2012 … for 2011 was 163”."""
    asked, said = set(_YEAR.findall(question)), span.of(text)
    if len(asked) != 1 or not any(c.isdigit() for c in said) or _YEAR.search(said):
        return False
    # “14 million, twice as much as in 1987”
    compared = [match["year"] for match in COMPARED_YEAR.finditer(text, span.end)]
    if asked <= set(compared) and not asked & set(_YEAR.findall(text[: span.start])):
        return True
    near = [(max(m.start() - span.end, span.start - m.end()), m.group()) for m in _YEAR.finditer(text)]
    near = [(distance, year) for distance, year in near if 0 <= distance <= _OF_YEAR]
    return bool(near) and min(near)[1] not in asked and asked <= {year for _, year in near}


def headline_features(
    ranked: RankedSentences, position: int, span: Span, features: AnswerabilityFeatures, sure: float
) -> HeadlineFeatures:
    """The features of words of a candidate's passage."""
    sentence = _sentence(ranked, position)
    text = sentence.of(ranked.candidates[position].passage_text)
    within = Span(span.start - sentence.start, span.end - sentence.start)
    stems, own = content_stems(within.of(text)), ranked.question.word_weights
    asked = sum(own.values())
    shared = sum(own[s] for s in set(content_stems(text)) & own.keys())
    return HeadlineFeatures(
        answers=_log_odds(sure),
        kind=float(kind_agreement(ranked.question.text, text, within) is KindAgreement.AGREES),
        words=math.log(len(within.of(text).split()) or 1),
        cover=shared / asked if asked else 0.0,
        new=sum(s not in own for s in stems) / len(stems) if stems else 0.0,
        least=features.late_least,
        read=_read(ranked, position, features),
    )


def _read(
    ranked: RankedSentences, position: int, features: AnswerabilityFeatures
) -> tuple[float, float, float, float] | None:
    read = ranked.reading_of(position)
    found = read[0].spans[read[1]] if read else None
    if found is None or features.logits is None:
        return None
    return found.margin, _log_odds(found.share), features.logits[0], features.logits[1]


def _log_odds(share: float) -> float:
    """Bounded, so that no single sign outweighs all others."""
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))


def _sentence(ranked: RankedSentences, position: int) -> Span:
    """A candidate's place in its passage's text."""
    quote = ranked.quotes[position]
    return Span(quote.span.start - quote.passage.span.start, quote.span.end - quote.passage.span.start)
