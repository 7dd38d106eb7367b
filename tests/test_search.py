"""`Corpus.search`: passages, best first, with their notes and sources; and the calls that it refuses."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from qa import Corpus
from qa.errors import UsageError
from qa.reader import PassageReading, PassageText
from qa.reader.packaged import PackagedReader
from qa.types.answer import LinkKind
from qa.types.document import BlockKind
from tests.conftest import REPORT

QUESTION = "How much in company assets was frozen?"


def test_search_follows_a_passage_down_to_its_sources(corpus: Corpus) -> None:
    found = next(r for r in corpus.search(QUESTION) if r.passage.kind is not BlockKind.NOTE)
    document = corpus.document(REPORT)
    assert found.citation.quote == found.passage.span.of(document.text) and found.title == document.title
    (note,) = found.notes
    assert (note.label, note.link) == ("6", LinkKind.MARKER) and note.text.startswith("Europol, Properties worth")
    assert document.text[: note.marks[0]].endswith("were frozen as a result.")
    assert found.sources == note.sources and found.sources[0].source_id == f"{REPORT}#6"


def test_search_ranks_by_score(corpus: Corpus) -> None:
    found = corpus.search(QUESTION, k=7)
    assert [result.rank for result in found] == [1, 2, 3, 4, 5, 6, 7]
    assert all(first.score >= second.score for first, second in pairwise(found))


def test_question_about_a_note_finds_that_note_first(corpus: Corpus) -> None:
    first, second = corpus.search("What does footnote 6 cite?", k=2)
    assert first.citation.quote.startswith("Europol, Properties worth") and second.score <= first.score


def test_passages_are_read_only_where_that_is_asked_for(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(self: PackagedReader, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        read.append(question)
        return whole(self, question, texts)

    whole = PackagedReader.read
    monkeypatch.setattr(PackagedReader, "read", note)
    assert corpus.search(QUESTION, k=1) and not read
    assert corpus.search(QUESTION, k=1, read=True) and read


def test_search_gives_as_many_passages_as_are_asked_for(wider: Corpus) -> None:
    question = "Which lantern of Lumo burns?"
    assert len(wider.search(question, k=1)) == 1
    # More than are looked into for an answer.
    assert len(wider.search(question, k=70, document="lanterns")) == 70


def test_search_of_one_document_finds_no_other(wider: Corpus) -> None:
    assert {r.passage.doc_id for r in wider.search(QUESTION)} >= {REPORT, "ice"}
    assert {r.passage.doc_id for r in wider.search(QUESTION, document="ice")} == {"ice"}
    assert {r.passage.doc_id for r in wider.search(QUESTION, document=REPORT)} == {REPORT}


@pytest.mark.parametrize("k", [0, -1, 1001, True, 2.0, "3", None])
def test_search_refuses_a_number_of_passages_that_cannot_be(corpus: Corpus, k: Any) -> None:
    with pytest.raises(UsageError) as refused:
        corpus.search(QUESTION, k=k)
    assert repr(k) in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("document", ["nothing", "", f"{REPORT}.txt"])
def test_search_refuses_a_document_that_is_not_there(corpus: Corpus, document: str) -> None:
    with pytest.raises(UsageError, match=f"^{document}: no such document"):
        corpus.search(QUESTION, document=document)


def test_passage_before_the_note_of_its_paragraph_has_it_as_inferred(wider: Corpus) -> None:
    first, *_ = wider.search("What did the mayor count?", document="mayor")
    (note,) = first.notes
    assert first.citation.quote.startswith("The mayor counted the boats.")
    assert (note.label, note.link, note.marks) == ("1", LinkKind.PARAGRAPH, ())
    assert not first.citation.footnotes and first.citation.nearby_footnotes[0].source == first.sources[0].source_id
