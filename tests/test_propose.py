"""Which source a new file is proposed for. The sources and files are made up."""

import pytest

from qa.corpus.source_matching import normalize_address, propose
from qa.parse.text import parse_text
from qa.types.source import Source, SourceKind
from tests.test_export import make_source

LONG = "Properties worth millions frozen after a sweep in two countries"
SOURCES = (
    make_source(source_id="r#1", label="1", title=LONG, publisher="Police Union", issued="2024-02-16"),
    make_source(source_id="r#2", label="2", title="Annual report", publisher="The Bank", issued="2023"),
    make_source(
        source_id="r#3", label="3", title="Rice and its prices", url="https://www.rice.invalid/prices/?utm_source=x"
    ),
    make_source(source_id="r#4", label="4", kind=SourceKind.INTERVIEW, title=LONG),
    make_source(source_id="r#5", label="5", title="Trade winds", doi="10.1234/abc.5"),
)


def labels(text: str, raw: bytes = b"", sources: tuple[Source, ...] = SOURCES) -> list[str]:
    return [proposal.source.label for proposal in propose(parse_text(text, "new"), sources, raw)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\n\nA made-up text of the work itself.", ["1"]),
        ("PROPERTIES WORTH MILLIONS FROZEN AFTER A SWEEP IN TWO COUNTRIES\n\nMade up.", ["1"]),
        (f"Press release: {LONG}\n\nMade up.", ["1"]),
        ("Properties worth millions sold in one country\n\nMade up.", []),
        ("A quite different title of a text\n\nMade up.", []),
        (f"A quite different title\n\nMade up.\n\n{'Long words of a made-up text go on and on. ' * 9} {LONG}.", []),
        ("Annual report\n\nWe did well.", []),
        ("Annual report\n\nThe Bank, 2023\n\nWe did well.", ["2"]),
        ("On rice\n\nhttps://rice.invalid/prices\n\nMade up.", ["3"]),
        ("On winds\n\ndoi:10.1234/ABC.5\n\nMade up.", ["5"]),
        ("On rice\n\nhttps://rice.invalid/\n\nMade up.", []),
    ],
)
def test_clear_matches_are_proposed_and_others_not(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_address_that_a_web_page_declares_counts() -> None:
    page = b'<html><head><link rel="canonical" href="https://rice.invalid/prices"></head>'
    assert labels("Something else\n\nMade up.", page) == ["3"]
    assert labels("Something else\n\nMade up.", b'<a href="https://rice.invalid/prices">x</a>') == []


def test_two_works_that_fit_alike_are_in_doubt() -> None:
    twin = make_source(source_id="r#9", label="9", title=f"{LONG} again")
    assert labels(f"{LONG}\n\nMade up.", sources=(*SOURCES, twin)) == []


def test_one_work_that_two_notes_name_is_proposed_for_both() -> None:
    again = make_source(source_id="s#7", doc_id="s", label="7", title=LONG)
    assert sorted(labels(f"{LONG}\n\nMade up.", sources=(*SOURCES, again))) == ["1", "7"]


def test_held_source_is_not_proposed_again() -> None:
    assert labels(f"{LONG}\n\nMade up.", sources=(make_source(title=LONG, document="x"),)) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.a.invalid/b/?utm_medium=x&c=1#top", "a.invalid/b?c=1"),
        ("http://a.invalid/", ""),
        ("https://doi.org/10.1234/AB.c", "10.1234/ab.c"),
        ("http://[broken", ""),
    ],
)
def test_addresses_are_compared_without_their_dress(address: str, expected: str) -> None:
    assert normalize_address(address) == expected


def test_document_is_not_proposed_for_its_own_footnotes_nor_for_those_of_its_source() -> None:
    own = make_source(source_id="new#1", doc_id="new", title=LONG)
    assert labels(f"{LONG}\n\nMade up.", sources=(own,)) == []
    of_a_source = make_source(source_id="s#1", doc_id="s", title=LONG)
    assert labels(f"{LONG}\n\nMade up.", sources=(of_a_source,)) == ["1"]
    backed_by_s = make_source(
        source_id="new#2", doc_id="new", label="2", title="Another work of some length", document="s"
    )
    assert labels(f"{LONG}\n\nMade up.", sources=(of_a_source, backed_by_s)) == []
    copy = propose(parse_text(f"{LONG}\n\nMade up.", "copy"), (own,), same="new")
    assert copy == ()
