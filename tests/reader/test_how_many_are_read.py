"""How many passages are read, with a reader that is played."""

from collections.abc import Sequence

import pytest

from qa import Corpus
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

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        self.given.append(len(texts))
        return [PassageReading((0.0,) * len(t.sentences), (None,) * len(t.sentences), 1.0) for t in texts]


def read(corpus: Corpus, scale: LogitScale, *, for_search: bool) -> int:
    played = Played(scale)
    with Index(corpus.index_folder).snapshot() as snapshot:
        question = prepare_question(snapshot, "How many tonnes of cocaine were seized?")
        found = rank_sentences(snapshot, question, retrieve(snapshot, question), played, for_search=for_search)
    assert found is not None and len(found.readings) == sum(played.given)
    return sum(played.given)


@pytest.mark.parametrize("scale", list(LogitScale))
def test_no_more_passages_are_read_than_the_weights_say(corpus: Corpus, scale: LogitScale) -> None:
    assert read(corpus, scale, for_search=False) == weights_of(scale).read_for_answer
    assert read(corpus, scale, for_search=True) == weights_of(scale).read_for_search
