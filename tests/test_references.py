"""A note's text is read as a reference whose fields are spans of the note."""

import datetime
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.parse import parse_file
from qa.references import parse_reference
from qa.types import Reference, Span
from tests.conftest import REPORT, ROOT

GITOC = "Global Initiative Against Transnational Organized Crime (GI-TOC)"
# The report's own notes, by label.
NOTES: dict[str, dict[str, str | list[str]]] = {
    "1": {"kind": "news-article", "language": "en", "authors": ["Joe Daniels"], "publisher": "Financial Times", "issued_iso": "2024-01-10",
          "title": "Ecuador’s president declares war with drug gangs as prison guards held hostage"},
    "2": {"kind": "news-article", "language": "es", "publisher": "Eluniverso", "issued_iso": "2024-01-02",
          "title": "7.878 crímenes en 2023, solo 584 resueltos: ¿Qué está pasando en Ecuador?"},
    "3": {"kind": "report", "language": "en", "authors": [GITOC], "publisher": GITOC, "issued_iso": "2023",
          "title": "Faces of Assassination: Fernando Villavicenio"},
    "4": {"kind": "report", "language": "en", "authors": ["Observatory of Illicit Economies in South Eastern Europe"], "publisher": "GI-TOC",
          "container": "Risk Bulletin", "number": "Issue 14", "issued_iso": "2023-02",
          "title": "Western Balkans criminal groups are contributing to drug-related violence in Ecuador"},
    "5": {"kind": "interview", "interviewee": "a crime investigator in Albania", "place": "Tirana", "issued_iso": "2024-02"},
    "6": {"kind": "press-release", "language": "en", "authors": ["Europol"], "publisher": "Europol", "issued_iso": "2024-02-16",
          "title": "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"},
    "7": {"kind": "report", "language": "en", "authors": ["Felipe Botero"], "publisher": "GI-TOC", "issued_iso": "2024-02",
          "title": "Organized crime declares war: The road to chaos in Ecuador"},
    "8": {"kind": "interview", "interviewee": "Quito-based investigative journalist", "medium": "online", "issued_iso": "2024-02"},
    "9": {"kind": "social-post", "language": "es", "authors": ["Ecuador Police"], "publisher": "Twitter/X", "issued_iso": "2024-02-12",
          "title": "Impedimos que vía marítima llegue a Finlandia, 1 tonelada 127 kilos de cocaína"},
    "10": {"kind": "interview", "interviewee": "a person familiar with how organized Albanian criminals operate in Ecuador",
           "place": "Tirana", "issued_iso": "2024-04"},
    "11": {"kind": "interview", "interviewee": "Felipe Botero Escobar, Head of the Andean regional office, GI-TOC", "medium": "online",
           "issued_iso": "2024-04"},
}  # fmt: skip
# Made-up notes of other styles: (what, note, fields).
MADE_UP: list[tuple[str, str, dict[str, str | list[str]]]] = [
    ("court case", "Doe v. Board of Examples, 347 U.S. 483 (1954).", {"kind": "court-case", "title": "Doe v. Board of Examples", "issued_iso": "1954"}),
    ("statute", "18 U.S.C. § 1001.", {"kind": "statute"}),
    ("back reference", "Ibid., p. 4.", {"kind": "other"}),
    ("comment", "The court did not reach this question, because neither party raised it. We leave it open.", {"kind": "other"}),
    ("journal with DOI", "Jane Roe and John Smith, ‘The price of examples’, Journal of Made-up Studies, vol. 3, no. 2, 2019, pp. 14–22, https://doi.org/10.1000/xyz123.",
     {"kind": "journal-article", "authors": ["Jane Roe", "John Smith"], "title": "The price of examples", "number": "vol. 3, no. 2", "issued_iso": "2019", "doi": "10.1000/xyz123"}),
    ("interview by phone", "Author’s interview with a judge, Skopje, 3 May 2021, by phone.",
     {"kind": "interview", "interviewee": "a judge", "place": "Skopje", "medium": "by phone", "issued_iso": "2021-05-03"}),
    ("agency news with link", "Reuters, “Police seize made-up goods”, 4 May 2020, https://example.org/x, accessed 3 May 2021.",
     {"kind": "news-article", "title": "Police seize made-up goods", "issued_iso": "2020-05-04", "url": "https://example.org/x"}),
]  # fmt: skip


def values(note: str, reference: Reference) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for field in fields(reference):
        value = getattr(reference, field.name)
        if field.name == "authors":
            value = [span.of(note) for span in value]
        elif isinstance(value, Span):
            value = value.of(note)
        if value and field.name != "issued":
            found[field.name] = value
    return found


def test_all_fields_of_the_reports_notes_are_right() -> None:
    document = parse_file(ROOT / "corpus" / f"{REPORT}.txt", REPORT)
    notes = {footnote.label: footnote.span.of(document.text) for footnote in document.footnotes}
    assert {label: values(note, parse_reference(note)) for label, note in notes.items()} == NOTES


@pytest.mark.parametrize(("what", "note", "expected"), MADE_UP, ids=[row[0] for row in MADE_UP])
def test_made_up_notes_give_their_fields(what: str, note: str, expected: dict[str, str | list[str]]) -> None:
    found = values(note, parse_reference(note))
    assert {name: found.get(name) for name in expected} == expected
    assert expected != {"kind": "other"} or "title" not in found


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            ["Interview with ", "A. B", ", ", "2020", "“", "”", "v.", "§ 1", "https://x.y/z", " ‘", "’", "(", ")"]
        ),
        max_size=20,
    ).map("".join)
)
def test_any_note_gives_spans_inside_it_and_valid_dates(note: str) -> None:
    reference = parse_reference(note)
    for field in fields(reference):
        value = getattr(reference, field.name)
        for span in value if isinstance(value, tuple) else [value] if isinstance(value, Span) else []:
            assert 0 <= span.start < span.end <= len(note) and span.of(note).strip()
    if reference.issued_iso:
        parts = [int(part) for part in reference.issued_iso.split("-")]
        datetime.date(*[*parts, 1, 1][:3])
