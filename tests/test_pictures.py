"""Questions for the credit of a picture and the source of a figure: the report, and made-up pages."""

from pathlib import Path

import pytest

from qa import Corpus
from qa.parse.formats import parse_bytes
from qa.types.answer import Status
from qa.types.document import BlockKind
from qa.ui.evidence import chain_html, evidence_html
from qa.ui.passage import Shelf
from tests.corpora import indexed

PHOTO, FIGURE = "Photo: Gerardo Menoscal/AFP via Getty Images", "Source: Data gathered from various news sources."
PAGE = """<html><body><h1>Catches of Lumo</h1><p>The fleet of Lumo caught fewer herring than in any year before it.</p>
<table><caption>Table 1: Herring landed at Lumo, in barrels</caption><tr><th>Year</th><th>Barrels</th></tr>
<tr><td>1931</td><td>212</td></tr></table><p>Source: Harbour office of Lumo, yearbook of 1932.</p>
<p>Prices rose in the same year, and the guild bought its salt abroad.</p><p>Source: of all evil, said the priest, is salt.</p>
<table><caption>Table 2: Price of salt at Lumo</caption><tr><td>1931</td><td>4 crowns</td></tr></table>
<p>Sources: Books of the salt guild; own count.</p></body></html>"""


@pytest.mark.parametrize(
    ("question", "credit"),
    [
        ("Who took the photograph of the navy operation?", PHOTO),
        ("Which agency is credited for the photo of the navy at Guayaquil?", PHOTO),
        ("Who took the photos?", PHOTO),
        ("Where does the data in the figure about killed and wounded traffickers come from?", FIGURE),
        ("What is the source of figure 1?", FIGURE),
    ],
)
def test_credit_is_quoted_with_the_caption_as_context(corpus: Corpus, question: str, credit: str) -> None:
    answer = corpus.ask(question)
    assert [claim.text for claim in answer.claims] == [credit]
    context = answer.claims[0].citations[0].context
    assert context is not None and ("navy" in context.quote) == (credit == PHOTO)
    assert answer.short_answer == credit.split(": ")[1].rstrip(".")


def test_credit_is_not_shown_as_a_sentence_of_the_report(corpus: Corpus) -> None:
    citation = corpus.ask("What is the source of figure 1?").claims[0].citations[0]
    shelf = Shelf(corpus.document, {citation.document: "Report"}, {})
    shown = f"{chain_html(citation, shelf)}{evidence_html(citation, shelf)}"
    assert "Credit of a picture or table" in shown and "Report sentence" not in shown


def test_figure_that_is_a_number_is_asked_of_the_notes(corpus: Corpus) -> None:
    for question in ("What is the source for the figure of 46.5?", "Where does the homicide figure come from?"):
        assert corpus.ask(question).claims[0].citations[0].footnotes[0].label == "2"


@pytest.mark.parametrize(
    "question", ["Who took the picture of the recipe for ceviche?", "What is the source of figure 7?"]
)
def test_picture_that_is_not_there_is_refused(corpus: Corpus, question: str) -> None:
    assert corpus.ask(question).status is Status.ABSTAINED


def test_sources_under_tables_are_credits(tmp_path: Path) -> None:
    document = parse_bytes(PAGE.encode(), "catches.html", "catches")
    credits = [b.span.of(document.text) for b in document.blocks if b.kind is BlockKind.CREDIT]
    assert credits == [
        "Source: Harbour office of Lumo, yearbook of 1932.",
        "Sources: Books of the salt guild; own count.",
    ]
    corpus = indexed({"catches": PAGE}, tmp_path, suffix=".html")
    assert [c.text for c in corpus.ask("What is the source of table 2?").claims] == [credits[1]]
    asked = corpus.ask("Where do the numbers on herring in the table come from?")
    assert [c.text for c in asked.claims] == [credits[0]]
