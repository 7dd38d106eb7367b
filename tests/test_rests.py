"""What statements rest on, and the filters of sources, on a made-up report."""

import pytest

from qa.citation.ledger import Basis, Ledger, make_statements
from qa.citation.shares import YearOfSources, make_shares
from qa.index.chunking import make_passages
from qa.parse.builder import DocumentBuilder
from qa.references.filters import Filter, select
from qa.references.sources import make_sources
from qa.types.document import BlockKind, Document
from qa.types.source import Source, SourceKind
from tests.test_export import make_source

NOTES = {
    "1": "Interview with a trader, Tirana, March 2024.",
    "2": "Joe Daniels, Prices of rice go up again, Financial Times, 10 January 2024.",
    "3": "Interview with a farmer, online, April 2024.",
}


def make_report() -> Document:
    """A heading; an interview, a plain sentence before a marker, two sources, a marker without a note, nothing."""
    builder = DocumentBuilder()
    builder.begin_block()
    builder.add("Who pays for rice?")
    builder.end_block(BlockKind.HEADING, 1)
    paragraphs = [
        [("Rice was dear in March. ", "1"), ("Nobody bought any. ", ""), ("Prices rose again. ", "2"), ("The end came. ", "")],
        [("Farmers and papers agree on that. ", "13"), ("The sea is wide. ", "9"), ("Traders and farmers left. ", "x")],
    ]  # fmt: skip
    for paragraph in paragraphs:
        builder.begin_block()
        for sentence, calls in paragraph:
            builder.add(sentence)
            for label in {"13": ["2", "3"], "x": ["1", "3"]}.get(calls, [calls] if calls else []):
                builder.mark(label, label)
        builder.end_block(BlockKind.PARAGRAPH)
    for label, text in NOTES.items():
        builder.begin_note(label, label)
        builder.add(text)
        builder.end_note()
    return builder.document("r")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    document = make_report()
    sources = make_sources(document)
    return Ledger(tuple(make_statements(document, make_passages(document), sources)), sources)


@pytest.mark.parametrize(
    ("quote", "basis"),
    [
        ("Rice was dear in March.", {Basis.SINGLE_SOURCE, Basis.INTERVIEWS_ONLY}),
        ("Nobody bought any.", {Basis.PARAGRAPH}),
        ("Prices rose again.", {Basis.SINGLE_SOURCE}),
        ("The end came.", {Basis.NOTHING}),
        ("Farmers and papers agree on that.", {Basis.SEVERAL_SOURCES}),
        ("The sea is wide.", {Basis.UNLINKED}),
        ("Traders and farmers left.", {Basis.SEVERAL_SOURCES, Basis.INTERVIEWS_ONLY}),
    ],
)
def test_basis_of_each_statement(ledger: Ledger, quote: str, basis: set[Basis]) -> None:
    found = next(statement for statement in ledger.statements if statement.citation.quote == quote)
    assert found.basis == basis


def test_statements_are_found_by_source_and_by_kind(ledger: Ledger) -> None:
    assert [s.citation.quote for s in ledger.resting_on(["r#2"])] == [
        "Prices rose again.",
        "Farmers and papers agree on that.",
    ]
    assert len(ledger.resting_on_kind(SourceKind.INTERVIEW)) == 3
    assert {key: len(found) for key, found in ledger.by_source().items()} == {"r#1": 2, "r#2": 2, "r#3": 2}


def test_ibid_rests_on_the_work_that_it_means(ledger: Ledger) -> None:
    first, second, third = ledger.sources
    same = Ledger(ledger.statements, (first, second, make_source(source_id=third.source_id, doc_id="r", same_as="r#2")))
    assert len(same.resting_on(["r#2"])) == 3 and len(same.by_source()["r#2"]) == 3


def test_overview_counts_every_statement_once_as_having_a_marker_or_not(ledger: Ledger) -> None:
    overview = make_shares(ledger)
    counts = overview.counts
    assert counts["with-marker"] + counts["paragraph"] + counts["nothing"] == overview.statements == 7
    assert counts["single-source"] + counts["several-sources"] + counts["unlinked"] + counts["comment-only"] == 5
    assert overview.timeline == (YearOfSources(2024, 3, {"interview": 2, "news-article": 1}, 4),)
    assert overview.shares["nothing"] == round(1 / 7, 4)
    assert overview.languages == {"unknown": 2, "en": 1} and overview.undated == 0


def test_comments_are_no_sources(ledger: Ledger) -> None:
    comment = make_source(source_id="r#1", kind=SourceKind.OTHER, title=None)
    assert make_shares(Ledger(ledger.statements, (comment, *ledger.sources[1:]))).sources == 2


SHELF = (
    make_source(source_id="a", kind=SourceKind.BOOK, language="es", issued="2023"),
    make_source(source_id="b", kind=SourceKind.REPORT, language=None, issued="2024-02", document="x"),
    make_source(source_id="c", kind=SourceKind.INTERVIEW, language="en", issued="2024-02-16", doc_id="s"),
    make_source(source_id="d", kind=SourceKind.BOOK, language="en", issued=None),
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), "abcd"),
        (Filter(kinds=("book",)), "ad"),
        (Filter(kinds=("book", "interview"), languages=("en",)), "cd"),
        (Filter(languages=("unknown",)), "b"),
        (Filter(holdings=("held",)), "b"),
        (Filter(holdings=("unpublished",)), "c"),
        (Filter(documents=("s",)), "c"),
        (Filter(since="2024"), "bc"),
        (Filter(until="2023"), "a"),
        (Filter(since="2024-02-01", until="2024-02-15"), "b"),
        (Filter(since="2023-05"), "abc"),
    ],
)
def test_filters_narrow_and_a_vague_date_may_lie_inside(wanted: Filter, expected: str) -> None:
    found: tuple[Source, ...] = select(SHELF, wanted)
    assert "".join(source.source_id for source in found) == expected
