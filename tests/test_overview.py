"""A report as a whole: questions about it told by their form, its head matter, and the sentences that stand for it."""

import json

import numpy as np
import pytest

from qa import AnswerForm, Corpus, Status, UsageError
from qa.citation.head_matter import author_places, date_at_head
from qa.cli import main
from qa.language.en.overview_questions import Wanted, wanted_of_whole
from qa.language.en.report_parts import SAYS_FINDING, SAYS_RECOMMENDATION, SUPPOSES
from qa.parse import parse_file
from qa.retrieval.central_sentences import most_central
from tests.conftest import REPORT, ROOT

PHRASINGS = [
    (line[0] == "+", line[2:])
    for line in (ROOT / "tests" / "overview_phrasings.txt").read_text(encoding="utf-8").splitlines()
    if line[:2] in ("+ ", "- ")
]
"""`+` asks of a report as a whole, `-` is a trap. Every second line was not looked at while the forms were written."""
LEAST_RECOGNISED, LEAST_KEPT_OUT = 0.85, 0.95


@pytest.mark.parametrize("half", [0, 1])
def test_questions_about_the_whole_are_told_by_their_form(half: int) -> None:
    asked = [bool(wanted_of_whole(question)) for whole, question in PHRASINGS[half::2] if whole]
    traps = [not wanted_of_whole(question) for whole, question in PHRASINGS[half::2] if not whole]
    assert len(asked) >= 30 and len(traps) >= 20
    assert sum(asked) / len(asked) >= LEAST_RECOGNISED and sum(traps) / len(traps) >= LEAST_KEPT_OUT


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("summarise this", (Wanted.SUMMARY,)),
        ("What does the report recommend?", (Wanted.RECOMMENDATIONS,)),
        ("main findings", (Wanted.FINDINGS,)),
        ("Who wrote it and when?", (Wanted.AUTHOR, Wanted.DATE)),
        ("what is this gang about?", ()),
        ("points", ()),
    ],
)
def test_what_is_wanted_of_the_whole(question: str, wanted: tuple[Wanted, ...]) -> None:
    assert wanted_of_whole(question) == wanted


def test_the_most_central_sentences_are_unlike_each_other_and_from_all_sections() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 0, 1, 1, 2]]
    chosen = most_central(vectors, ["a", "a", "a", "b", "b", "c"], [0.0] * 6, 5)
    assert chosen == (0, 3, 5)
    assert most_central(vectors, ["a"] * 6, [0, 0, 0, 0, 0, 2.0], 1) == (5,)


def test_an_overview_quotes_the_report_and_nothing_else(corpus: Corpus) -> None:
    (overview,) = corpus.overview()
    text = corpus.document(REPORT).text
    assert overview.document == REPORT and overview.publisher and overview.url
    assert [h.text for h in overview.outline] == [h.span.of(text) for h in overview.outline]
    assert len(overview.sentences) == 5 and overview.sentences == tuple(
        sorted(overview.sentences, key=lambda c: c.span)
    )
    assert all(c.quote == c.span.of(text) for c in (*overview.sentences, *overview.findings, *overview.recommendations))
    assert len({text.rfind("\n\n", 0, c.span.start) for c in overview.sentences}) == 5  # from five paragraphs


def test_a_report_is_summarised_by_quotation_and_what_it_lacks_is_said(corpus: Corpus) -> None:
    answer = corpus.ask("Can you summarise this report, please?")
    assert answer.form is AnswerForm.OVERVIEW and answer.status is Status.ANSWERED
    assert [c.text for c in answer.claims] == [c.quote for c in corpus.overview(REPORT)[0].sentences]
    unsigned = corpus.ask("who wrote it and when")
    assert unsigned.status is Status.ABSTAINED and "does not say at its head or end who wrote it" in str(
        unsigned.reason
    )
    assert "Global Initiative" in str(unsigned.reason)
    findings = corpus.ask("main findings")
    assert findings.claims and "no section of findings" in str(findings.remark)


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("By Ana Ruiz and Tom Lee\n\n12 March 2024\n\n", ["By Ana Ruiz and Tom Lee"]),
        ("Ana Ruiz\n\nTom Lee\n\n", ["Ana Ruiz", "Tom Lee"]),
        ("Key Findings\n\nExecutive Summary\n\n", []),
        ("by the end of the year\n\n", []),
        ("Authors: Ana Ruiz, Tom Lee\n\n", ["Authors: Ana Ruiz, Tom Lee"]),
    ],
)
def test_authors_are_read_from_the_head_of_the_text(tmp_path, head: str, authors: list[str]) -> None:
    file = tmp_path / "report.md"
    file.write_text(f"# Lumo\n\n{head}{'The mayor of Lumo counted the boats in the harbour. ' * 6}\n", encoding="utf-8")
    document = parse_file(file, "report")
    assert [span.of(document.text) for _, span in author_places(document)] == authors


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("Author Information\n\nAna Ruiz, Harbours\n\nThanks\n\nTom Lee drew it.\n", ["Ana Ruiz, Harbours"]),
        ("RUIZ, Judge: The mayor of Lumo asked for the boats.\n", ["RUIZ, Judge"]),
        ("JUSTICE RUIZ delivered the opinion of the Court.\n", ["JUSTICE RUIZ"]),
        ("Justice Ruiz was not there, and the judge, N. N., said so.\n", []),
    ],
)  # fmt: skip
def test_authors_are_read_from_the_end_and_from_a_signed_opinion(tmp_path, end: str, authors: list[str]) -> None:
    file = tmp_path / "report.md"
    file.write_text(
        f"# Lumo\n\n{'The mayor of Lumo counted the boats in the harbour. ' * 6}\n\n{end}", encoding="utf-8"
    )
    document = parse_file(file, "report")
    assert [span.of(document.text) for _, span in author_places(document)] == authors


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("12 March 2024\n\n", "2024-03-12"),
        ("By Ana Ruiz\n\nPublished in May 2023, revised in 2024\n\n", "2023-05"),
        ("The mayor of Lumo counted twelve boats on 3 May 2020 and as many on Sunday.\n\n", None),
        ("", None),
    ],
)
def test_the_date_is_read_from_the_head_of_the_text(tmp_path, head: str, date: str | None) -> None:
    file = tmp_path / "report.md"
    file.write_text(f"# Lumo\n\n{head}{'The mayor of Lumo counted the boats in the harbour. ' * 6}\n", encoding="utf-8")
    assert date_at_head(parse_file(file, "report")) == date


def test_advice_is_told_from_supposition() -> None:
    assert SAYS_RECOMMENDATION.search("Governments should share intelligence.")
    assert SUPPOSES.search("This is a plan should the situation remain stringent.")
    assert SAYS_FINDING.search("This report finds that the ports are watched.")


def test_an_unknown_document_has_no_overview(corpus: Corpus) -> None:
    with pytest.raises(UsageError):
        corpus.overview("nothing")


def test_the_shell_prints_an_overview_and_as_data(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    assert main(["overview", *folders]) == 0
    assert "its head does not say who wrote it" in capsys.readouterr().out
    assert main(["overview", REPORT, "--json", *folders]) == 0
    assert json.loads(capsys.readouterr().out) == corpus.overview(REPORT)[0].to_dict()


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Who wrote the opinion of the Court?", True),
        ("What is this case about?", True),
        ("Who issued the order?", False),
        ("Who wrote the letter?", False),
    ],
)
def test_this_letter_is_the_document_and_the_letter_may_be_another(question: str, whole: bool) -> None:
    assert bool(wanted_of_whole(question)) is whole
