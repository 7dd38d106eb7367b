"""How much a reader's logits weigh, for each of the packaged networks; a model that somebody brings is weighed as the small one.

Fitted on questions that the networks never saw. `training/answerability.py`: SQuAD 2.0's held-out articles, the second half of
CLAPNQ, and questions about the sample report. `training/headlines.py`: two of those articles, and the halves `dev` of the questions
in `tests/gold` and `tests/headlines`. Thresholds were read off the curves that they print.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.reader import LogitScale
from qa.retrieval.weights import HEADLINE_UNREAD, WITHOUT_READER, LogisticModel

Logits = tuple[float, float, float]
"""That a sentence answers, that its passage does, and the margin of its short answer."""
UNREAD_LOGITS: Logits = (-6.0, -6.0, -12.0)
"""What a sentence counts with that was not read: about as low as one that does not answer. Chosen before the rest was fitted."""


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """What is fitted to one network."""

    ranking: Logits
    """Of its logits, beside a sentence's score by words and meaning."""
    answers: LogisticModel
    """Whether the top sentence answers, over `AnswerabilityFeatures`.

    Likeness in words counts nothing beside the large network: who has not seen the text asks in other words than it has; of such
    questions likeness knew less than nothing (AUROC .3 to .5), though on SQuAD it adds .01.
    """
    headline: LogisticModel
    """Whether the few words above an answer are right, over `HeadlineFeatures`; below its threshold the sentence stands alone."""
    nothing_against: tuple[float, float]
    """Slope and shift of the headline's log odds where nothing speaks against the sentence (`signs_against`)."""
    against: tuple[float, float]
    """The same where something does; half of the questions that were fitted on were written to mislead."""
    reading_steps: tuple[int, ...]
    """How many passages are read for an answer by the end of each step, as long as the one before left it open.

    Chosen: of 190 questions (`docs/FIGURES.md`) six put one right sentence more first than four and refused one fewer that has no
    answer; a third instead of a fourth cost two right answers of 180.
    """
    sure: float
    """The confidence from which the first step is the last. Chosen: of 961 questions one was answered worse than by reading on."""
    hopeless: float
    """The confidence below which a question is refused from the second step on. Chosen: reading on answered none of those."""
    far: tuple[float, ...]
    """How far a passage may be behind the best by words and meaning (`score_sentences`) to be read, from the third step on.

    Chosen on 330 questions of `docs/FIGURES.md`, as the least at which no right answer was lost; on 331 others none was either.
    """
    read_for_search: int
    """How many passages are read for a search, where the order itself is what is asked for."""


UNREAD = ReaderWeights(
    (0.0, 0.0, 0.0), WITHOUT_READER, HEADLINE_UNREAD, (1.0, -0.49), (0.41, -0.42), (), 0.0, 0.0, (), 0
)
SMALL_WEIGHTS = ReaderWeights(
    ranking=(0.54, 0.01, 0.18),
    answers=LogisticModel(0.46, (1.97, 0.03, 0.19, 0.04, -1.96, -0.46, 0.48, 0.14, 0.08, 0.09), 0.4),
    headline=LogisticModel(-3.83, (0.94, 0.62, -0.32, 1.02, 1.75, 1.65, 0.05, 0.21, 0.07, -0.03), 0.35),
    nothing_against=(1.0, -0.49),
    against=(0.41, -0.42),
    reading_steps=(4, 8),
    sure=0.4,
    hopeless=0.0,
    far=(),
    read_for_search=8,
)
LARGE_WEIGHTS = ReaderWeights(
    ranking=(1.5, 1.0, 0.0),
    answers=LogisticModel(0.19, (0.0, 0.0, 0.0, 0.0, 0.0, -0.84, 0.0, 0.2, 0.23, 0.09), 0.5),
    headline=LogisticModel(-2.69, (0.57, 0.25, 0.47, 0.38, 0.5, 1.31, 0.18, 0.33, 0.1, -0.02), 0.35),
    nothing_against=(1.33, -1.05),
    against=(0.7, -0.5),
    reading_steps=(1, 2, 3, 4),
    sure=0.8,
    hopeless=0.1,
    far=(4.0, 2.0),
    read_for_search=4,
)
_OF_SCALE = {LogitScale.SMALL: SMALL_WEIGHTS, LogitScale.LARGE: LARGE_WEIGHTS}


def weights_of(scale: LogitScale) -> ReaderWeights:
    """What a reader's logits weigh."""
    return _OF_SCALE[scale]
