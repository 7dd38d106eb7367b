"""How many passages are read, with a reader that is played."""

from collections.abc import Sequence

import pytest

from qa import Corpus
from qa.answering.from_text import find_answer
from qa.index.read import Index
from qa.reader import LogitScale, PassageReading, PassageText
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranking import rank_sentences
from qa.retrieval.reader_weights import weights_of


class Played:
    """Says the same of every passage, and remembers how many it was given."""

    def __init__(self, scale: LogitScale) -> None:
        self.scale = scale
        self.given: list[int] = []
        self.answers = 1.0

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        self.given.append(len(texts))
        return [
            PassageReading((self.answers,) * len(t.sentences), (None,) * len(t.sentences), self.answers) for t in texts
        ]


def read(corpus: Corpus, scale: LogitScale, *, for_search: bool) -> int:
    played = Played(scale)
    with Index(corpus.index_folder).snapshot() as snapshot:
        question = prepare_question(snapshot, "How many tonnes of cocaine were seized?")
        found = rank_sentences(snapshot, question, retrieve(snapshot, question), played, for_search=for_search)
    assert found is not None and len(found.readings) == sum(played.given)
    return sum(played.given)


@pytest.mark.parametrize("scale", list(LogitScale))
def test_no_more_passages_are_read_than_the_weights_say(corpus: Corpus, scale: LogitScale) -> None:
    assert read(corpus, scale, for_search=False) == weights_of(scale).reading_steps[0]
    assert read(corpus, scale, for_search=True) == weights_of(scale).read_for_search


@pytest.mark.parametrize(
    ("question", "logit", "given"),
    [
        # One passage is enough where it is sure, and two where nothing looks like an answer.
        ("Where was cocaine seized?", 9.0, [1]),
        ("Where was cocaine seized?", -5.0, [1, 1]),
        ("Where was cocaine seized?", 3.0, [1, 1]),
        # From the third on those only that are near the best by words and meaning, and of the fourth those that are nearer.
        ("Where was cocaine seized?", 0.0, [1, 1]),
        ("What did the police say?", 0.0, [1, 1, 1]),
        ("Why did violence rise?", 0.0, [1, 1, 1]),
        ("What role do ports play?", 0.0, [1, 1, 1, 1]),
        # What was not read comes to the top of these, and is no answer for that.
        ("Where was cocaine seized?", -9.0, [1, 1, 1]),
    ],
)
def test_no_more_is_read_than_settles_it(corpus: Corpus, question: str, logit: float, given: list[int]) -> None:
    played = Played(LogitScale.LARGE)
    played.answers = logit
    with Index(corpus.index_folder).snapshot() as snapshot:
        found = find_answer(snapshot, question, reader=played)
    assert (found.reason is not None) is (logit < 1)
    assert played.given == given
