"""Mentions: which words a text has, in which form, and the lists of sentences that `find` makes of them."""

import json
import re

import pytest

from qa import Corpus, Passage, UsageError
from qa.cli import main
from qa.index.read import Index
from qa.language.folding import fold_text
from qa.language.word_match import find_terms, read_terms
from tests.conftest import REPORT

HARBOUR = (
    "The Bell 214-B flew with note @nasa; O’Neill’s C++ firm filed POL-358 under Regulation 38.101 in México, by e\u2010mail "
    "and cross-border trucks, a hitman and 1,500 thieves in the U.S. told us."
)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("POL-358", [("POL-358", True)]),
        ("pol 358", [("POL-358", True)]),
        ('"pol 358"', [("POL-358", False)]),
        ("POL358", []),
        ("@nasa", [("@nasa", True)]),
        ("nasa", [("nasa", True)]),
        ("@nas", []),
        ("C++", [("C++", True)]),
        ("c+", []),
        ("O'Neill", [("O’Neill", False)]),
        ("oneill", []),
        ("mexico", [("México", True)]),
        ("e-mail", [("e\u2010mail", True)]),
        ("crossborder", []),
        ('"cross border"', [("cross-border", False)]),
        ("38.101", [("38.101", True)]),
        ("38", []),
        ("500", []),
        ("hitmen", [("hitman", False)]),
        ("thief", [("thieves", False)]),
        ("truck", [("trucks", False)]),
        ("U.S.", [("U.S", True)]),
        ("US", []),
        ("us", [("us", True)]),
        ("214-B", [("214-B", True)]),
        ("the Regulation", [("Regulation", True)]),
        ("regulation Peru", []),
    ],
)
def test_words_are_found_whole_in_any_case_and_told_apart_by_form(words: str, places: list[tuple[str, bool]]) -> None:
    found = find_terms(read_terms(words), HARBOUR)
    got = [(span.of(HARBOUR), exact) for span, exact in found.spans] if found else []
    if words == "pol 358":
        assert [text for text, _ in got] == ["POL", "358"] and found and found.exact
    else:
        assert got == places


def test_words_of_one_stem_alone_are_no_forms_of_each_other() -> None:
    assert find_terms(read_terms("new"), "The news of an organization") is None
    assert find_terms(read_terms("organ"), "The news of an organization") is None
    assert find_terms(read_terms("seize"), "Nothing was seized.") is not None


@pytest.mark.parametrize("text", ["Straße in Perú", "e\u0301tat", "İstanbul", "ﬁn", "\ud800x"])
def test_folding_leads_back_to_the_text(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.places) == len(folded.text) + 1 and folded.places[-1] == len(text)
    assert list(folded.places) == sorted(folded.places)


def test_every_sentence_with_the_word_is_listed_in_order_and_counted(corpus: Corpus) -> None:
    text = corpus.document(REPORT).text
    found = corpus.find("Ecuador")
    assert [m.citation.span for m in found.mentions] == sorted(m.citation.span for m in found.mentions)
    assert all(place.span.of(text).casefold() == "ecuador" for m in found.mentions for place in m.found)
    listed = {place.span.start for m in found.mentions for place in m.found}
    spans = [s for p in _passages(corpus) for s in p.sentences]
    assert listed == {
        m.start() for m in re.finditer(r"\bEcuador\b", text) if any(s.start <= m.start() < s.end for s in spans)
    }
    assert found.count.total == len(found.mentions) == sum(d.text + d.notes for d in found.count.documents)
    assert found.count.notes == sum(m.in_note for m in found.mentions) > 0
    assert any(m.citation.footnotes for m in found.mentions)


def _passages(corpus: Corpus) -> tuple[Passage, ...]:
    with Index(corpus.index_folder).snapshot() as snapshot:
        return snapshot.passages_of(REPORT)


def test_limit_cuts_the_list_and_not_the_count(corpus: Corpus) -> None:
    every = corpus.find("Ecuador")
    cut = corpus.find("Ecuador", limit=2)
    assert cut.mentions == every.mentions[:2] and cut.count == every.count


def test_one_document_is_searched_alone(wider: Corpus) -> None:
    assert {m.citation.document for m in wider.find("assets").mentions} > {"ice"}
    assert [d.document for d in wider.find("assets", document="ice").count.documents] == ["ice"]


def test_some_documents_are_searched_together(wider: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    both = wider.find("Lumo", document=["ice", "mayor"])
    assert {d.document for d in both.count.documents} == {"ice", "mayor"}
    folders = ["--corpus", str(wider.folder), "--index", str(wider.index_folder)]
    assert main(["find", "Lumo", "--document", "ice", "--document", "mayor", "--json", *folders]) == 0
    assert json.loads(capsys.readouterr().out) == both.to_dict()


@pytest.mark.parametrize(("words", "limit"), [("", None), ("?!", None), ("a" * 201, None), ("x", 0), ("x", True)])
def test_what_cannot_be_looked_for_is_refused(corpus: Corpus, words: str, limit: int | None) -> None:
    with pytest.raises(UsageError):
        corpus.find(words, limit=limit)


@pytest.mark.parametrize(
    "words", ['" OR NEAR(', "text:*", "a^b AND", "-- ; DROP", "%_x", "NEAR", "NOT AND OR", "\U0001f600 x", "日本"]
)
def test_no_query_is_read_as_a_command(corpus: Corpus, words: str) -> None:
    assert corpus.find(words).count.total >= 0


def test_the_shell_lists_mentions_and_prints_them_as_data(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    assert main(["find", "hitman", *folders]) == 0
    shown = capsys.readouterr().out
    assert "1 sentence with “hitman”: in another form" in shown and "«hitmen»" in shown
    assert main(["find", "hitmen", "--json", *folders]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row == corpus.find("hitmen").to_dict() and row["total"] == row["exact"] == 1
    assert main(["find", "zebra", *folders]) == 0
    assert "No sentence has “zebra”" in capsys.readouterr().out
