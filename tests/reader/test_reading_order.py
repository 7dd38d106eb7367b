"""How many passages are read, with readers that are played: sure of everything, or of nothing."""

from collections.abc import Sequence

import pytest

from qa import Corpus
from qa.index.read import Index
from qa.reader import LogitScale, PassageReading, PassageText
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranking import rank_sentences
from qa.retrieval.reader_weights import READ_AT_ONCE, weights_of


class Played:
    """Says the same of every passage, and remembers how many it was given."""

    def __init__(self, scale: LogitScale, answers: float) -> None:
        self.scale, self.answers = scale, answers
        self.given: list[int] = []

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        self.given.append(len(texts))
        return [PassageReading((0.0,) * len(t.sentences), (None,) * len(t.sentences), self.answers) for t in texts]


def read(corpus: Corpus, scale: LogitScale, answers: float, *, for_search: bool = False) -> int:
    played = Played(scale, answers)
    with Index(corpus.index_folder).snapshot() as snapshot:
        question = prepare_question(snapshot, "How many tonnes of cocaine were seized?")
        found = rank_sentences(snapshot, question, retrieve(snapshot, question), played, for_search=for_search)
    assert found is not None and len(found.readings) == sum(played.given)
    return sum(played.given)


@pytest.mark.parametrize("scale", list(LogitScale))
def test_no_more_passages_are_read_than_the_weights_say(corpus: Corpus, scale: LogitScale) -> None:
    assert read(corpus, scale, -9.0) == weights_of(scale).read_for_answer
    assert read(corpus, scale, 9.0, for_search=True) == weights_of(scale).read_for_search


def test_large_reader_stops_at_a_passage_that_is_sure(corpus: Corpus) -> None:
    assert read(corpus, LogitScale.LARGE, weights_of(LogitScale.LARGE).sure) == READ_AT_ONCE
    assert read(corpus, LogitScale.LARGE, weights_of(LogitScale.LARGE).sure - 0.1) > READ_AT_ONCE
    assert read(corpus, LogitScale.SMALL, 99.0) == weights_of(LogitScale.SMALL).read_for_answer
