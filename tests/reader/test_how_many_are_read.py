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
    assert read(corpus, scale, for_search=False) == weights_of(scale).read_for_answer
    assert read(corpus, scale, for_search=True) == weights_of(scale).read_for_search


@pytest.mark.parametrize(
    ("question", "further"), [("How many tonnes of cocaine were seized?", False), ("Who baked the bread?", True)]
)
def test_before_a_refusal_more_passages_are_read_and_none_twice(corpus: Corpus, question: str, further: bool) -> None:
    played = Played(LogitScale.LARGE)
    played.answers = 9.0 if not further else -9.0
    with Index(corpus.index_folder).snapshot() as snapshot:
        found = find_answer(snapshot, question, reader=played)
    own = weights_of(LogitScale.LARGE)
    assert (found.reason is not None) is further
    assert played.given == [own.read_for_answer, *([own.read_when_unsure - own.read_for_answer] if further else [])]
