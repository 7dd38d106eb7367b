"""Which documents a question is put to: by the caller, or by its own words. The documents are made up."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from qa import Corpus
from qa.answering.scope import Put, choose_documents, say_scope
from qa.errors import UsageError
from qa.export.answers import answer_to_text, short_title
from qa.types.answer import Answer, Status
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo
from tests.conftest import REPORT

QUESTIONS = json.loads((Path(__file__).parent / "scopes" / "questions.json").read_text(encoding="utf-8"))
INFOS = [DocumentInfo(**{**row, "kind": DocumentKind.REPORT, "language": "en"}) for row in QUESTIONS["documents"]]


@pytest.mark.parametrize("half", [0, 1], ids=["looked at", "kept aside"])
def test_words_of_a_question_choose_the_document_that_they_fit(half: int) -> None:
    rows = QUESTIONS["questions"][half::2]
    missed = [row["question"] for row in rows if not _is_right(row, choose_documents(row["question"], INFOS))]
    assert len(missed) <= 1, missed


def _is_right(row: dict[str, str | None], put: Put) -> bool:
    chosen = put.documents[0] if put.documents else None
    return chosen == row["scope"] and row["searched"] in (None, put.question)


def test_two_that_fit_choose_none() -> None:
    question = "What does the memo say about cranes?"
    second = DocumentInfo("crane-memo", "crane-memo.txt", DocumentKind.REPORT, "Cranes", "en")
    assert choose_documents(question, INFOS).documents == ("port-memo",)
    assert choose_documents(question, [*INFOS, second]) == Put(question)
    assert choose_documents(question, INFOS[:1]) == Put(question), "a single document needs no choosing"


def test_refusal_in_a_scope_speaks_of_these_documents_alone() -> None:
    refusal = Answer("Why?", Status.ABSTAINED, None, "No answer was found in the corpus: no.", (), (), ())
    one = say_scope(refusal, Put("Why?", ("port-memo",), "the memo"), INFOS, ("ice-survey",))
    assert one.reason == "No answer was found in this report (“Memorandum: Safety at the Port of Lumo”): no."
    assert (one.scope, one.chosen_by, one.elsewhere) == (("port-memo",), "the memo", ("ice-survey",))
    two = say_scope(refusal, Put("Why?", ("port-memo", "ice-survey")), INFOS)
    assert two.reason and two.reason.startswith("No answer was found in these 2 reports (“Memorandum: ")
    assert say_scope(refusal, Put("Why?"), INFOS) == refusal


def test_scope_may_hold_some_of_the_documents(wider: Corpus) -> None:
    question = "How many boats were counted?"
    some = {hit.passage.doc_id for hit in wider.search("Lumo", k=100, document=["ice", "mayor"])}
    assert some == {"ice", "mayor"}
    answer = wider.ask(question, document=["ice", "lanterns"])
    shown = [*answer.nearest, *(citation for claim in answer.claims for citation in claim.citations)]
    assert answer.scope == ("ice", "lanterns") and {c.document for c in shown} <= {"ice", "lanterns"}
    with pytest.raises(UsageError, match="no-such"):
        wider.ask(question, document=["ice", "no-such"])
    with pytest.raises(UsageError, match="names none"):
        wider.ask(question, document=[])


def test_chosen_document_is_told_and_everywhere_chooses_none(wider: Corpus) -> None:
    question = "How much in company assets was frozen according to ice.txt?"
    answer = wider.ask(question)
    assert (answer.scope, answer.chosen_by, answer.question) == (("ice",), "ice.txt", question)
    assert answer.short_answer and "3 million" in answer.short_answer
    assert "Asked of " in answer_to_text(answer) and "since the question says “ice.txt”" in answer_to_text(answer)
    assert wider.ask(question, everywhere=True).scope == ()


def test_refusal_says_which_other_document_answers(wider: Corpus) -> None:
    answer = wider.ask("How many prison staff were held hostage?", document="ice")
    assert answer.status is Status.ABSTAINED and answer.elsewhere == (REPORT,)
    assert "Another document does answer" in answer_to_text(answer)


def test_every_citation_names_its_document(wider: Corpus) -> None:
    answer = wider.ask("How much in company assets was frozen?")
    titles = {info.doc_id: info.title for info in wider.documents()}
    cited = [citation for claim in answer.claims for citation in claim.citations]
    assert cited and all(citation.title == titles[citation.document] for citation in cited)
    assert all(short_title(citation.title or "") in answer.to_markdown() for citation in cited)


def test_short_title_is_cut_before_its_subtitle_or_between_words() -> None:
    assert short_title("A  short\ntitle") == "A short title"
    assert short_title("Tankers in the Straits of Arvena: " + "options " * 9) == "Tankers in the Straits of Arvena"
    long = "word " * 30
    assert short_title(long).endswith(" …") and all(a != b for a, b in pairwise(short_title(long).split()[-2:]))
