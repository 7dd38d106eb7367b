import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from qa import Answer, Corpus
from qa.citation.verify import verify_citation
from qa.errors import UsageError
from qa.types.answer import Citation, Status, Verdict
from qa.types.document import Span
from tests.conftest import REPORT

SCHEMA: dict[str, Any] = json.loads(files("qa").joinpath("answer.schema.json").read_text(encoding="utf-8"))


def citations(answer: Answer) -> list[Citation]:
    return [citation for claim in answer.claims for citation in claim.citations]


def test_factoid_is_quoted_with_its_footnote_and_source(corpus: Corpus) -> None:
    answer = corpus.ask("How many prison staff were held hostage?")
    first = citations(answer)[0]
    assert "more than 100 prison staff were being held hostage" in first.quote
    assert [(link.label, link.link) for link in first.footnotes] == [("1", "marker")]
    source = next(s for s in answer.sources if s.source_id == first.footnotes[0].source)
    assert (source.publisher, source.issued, source.holding) == ("Financial Times", "2024-01-10", "reference only")
    assert answer.short_answer is not None and answer.short_answer in first.quote


@pytest.mark.parametrize(
    "question",
    [
        "How much in company assets was frozen?",
        "Who said that Balkan groups will use other ports?",
        "What does footnote 6 cite?",
        "Which claims in the report rest on interviews?",
        "What is the recipe for a chocolate cake?",
    ],
)
def test_every_quote_stands_in_its_document_and_fits_the_schema(corpus: Corpus, question: str) -> None:
    answer = corpus.ask(question)
    jsonschema.validate(answer.to_dict(), SCHEMA)
    document = corpus.document(REPORT)
    for citation in (*citations(answer), *answer.nearest):
        assert citation.span.of(document.text) == citation.quote
        assert citation.verdict is Verdict.QUOTE_FOUND


def test_question_of_one_document_is_answered_from_it_alone(scratch: Corpus, tmp_path: Path) -> None:
    made_up = tmp_path / "made-up.txt"
    made_up.write_text("A made-up release.\n\nCompany assets worth 7 million euros were frozen.[1]\n\n[1] The Gazette.")
    scratch.add(made_up)
    scratch.build()
    question = "How much in company assets was frozen?"
    for document, amount, source in (("made-up", "7 million", "Gazette"), (REPORT, "€48 million", "Europol")):
        answer = scratch.ask(question, document=document)
        assert {c.document for c in citations(answer)} == {document} and amount in citations(answer)[0].quote
        cited = scratch.ask("Which source is cited for the frozen company assets?", document=document)
        assert {c.document for c in citations(cited)} == {document} and source in cited.sources[0].reference
    with pytest.raises(UsageError, match="no such document"):
        scratch.ask(question, document="nothing")


def test_confidence_is_of_questions_about_the_text_and_higher_where_it_answers(corpus: Corpus) -> None:
    answered, refused = (corpus.ask(q) for q in ("How much in company assets was frozen?", "Who makes chocolate cake?"))
    assert answered.confidence is not None and refused.confidence is not None
    assert refused.confidence < 0.5 < answered.confidence
    assert corpus.ask("What does footnote 6 cite?").confidence is None


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What does footnote 6 cite?", {"6"}),
        ("Which claims in the report rest on interviews?", {"5", "8", "10", "11"}),
        ("Which sources are in Spanish?", {"2", "9"}),
        ("What is the source for the homicide rate?", {"2"}),
        ("Who wrote the Financial Times article?", {"1"}),
        ("Which interviews were conducted in Tirana?", {"5", "10"}),
        ("What tweet is cited?", {"9"}),
    ],
)
def test_questions_about_the_notes_are_answered_from_the_notes(corpus: Corpus, question: str, labels: set[str]) -> None:
    answer = corpus.ask(question)
    assert {claim.citations[0].footnotes[0].label for claim in answer.claims} == labels
    assert all(claim.citations[0].footnotes[0].link == "note" for claim in answer.claims)


def test_footnote_that_does_not_exist_is_refused(corpus: Corpus) -> None:
    answer = corpus.ask("What does footnote 99 cite?")
    assert answer.status is Status.ABSTAINED
    assert answer.reason is not None and "99" in answer.reason


def test_question_that_the_corpus_does_not_answer_is_refused_with_reason_and_nearest(corpus: Corpus) -> None:
    answer = corpus.ask("What is the recipe for ceviche?")
    assert answer.status is Status.ABSTAINED
    assert answer.claims == () and answer.reason and 1 <= len(answer.nearest) <= 3


def test_question_in_another_script_is_refused(corpus: Corpus) -> None:
    assert corpus.ask("Сколько стоит проезд в метро?").status is Status.ABSTAINED


@pytest.mark.parametrize("question", ["", "   ", "?!", "why " * 3000])
def test_empty_and_endless_questions_are_usage_errors(corpus: Corpus, question: str) -> None:
    with pytest.raises(UsageError):
        corpus.ask(question)


def test_quotation_names_its_speaker(corpus: Corpus) -> None:
    answer = corpus.ask("Which ports does Felipe Botero Escobar believe Balkan groups will use?")
    spoken = [c for c in citations(answer) if c.speaker]
    assert spoken and spoken[0].speaker == "Felipe Botero Escobar"


def test_verifying_tells_an_altered_quote_and_a_false_footnote(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    sources = corpus.sources(comments=True)
    good = citations(corpus.ask("How much in company assets was frozen?"))[0]
    assert verify_citation(good, document, sources) is Verdict.QUOTE_FOUND
    moved = Citation(REPORT, good.passage, Span(good.span.start + 1, good.span.end + 1), good.quote)
    assert verify_citation(moved, document, sources) is Verdict.QUOTE_ALTERED
    assert verify_citation(good, None, sources) is Verdict.DOCUMENT_MISSING
    other = citations(corpus.ask("How many prison staff were held hostage?"))[0]
    (link,) = good.footnotes
    # Another footnote, the right one for another's source, and none at all.
    for links in (other.footnotes, (replace(link, source=other.footnotes[0].source),), ()):
        assert verify_citation(replace(good, footnotes=links), document, sources) is Verdict.FOOTNOTE_MISSING


def test_markdown_carries_the_quote_and_a_footnote_for_it(corpus: Corpus) -> None:
    text = corpus.ask("How much in company assets was frozen?").to_markdown()
    assert "[^1]: " in text and "Europol" in text


def test_who_announced_a_thing_is_who_the_sentence_says_announced_it(corpus: Corpus) -> None:
    assert corpus.ask("Who announced Operación Metástasis?").short_answer == "the attorney general"
