"""A note is divided into the works that it names, and a reference string into its fields."""

from dataclasses import fields
from itertools import pairwise

import pytest
from hypothesis import given, settings

from qa.references import parse_references
from qa.references.features import LISTS, find_groups, find_tokens
from qa.references.tagger import Tagger, tagger
from qa.types.document import Span
from tests.test_references import NOTES

WORKS = """
== two news articles
John Smith, ‘Port strike enters third week’, The Guardian, 3 May 2021; Mary Jones, ‘Ports reopen’, BBC News, 9 May 2021.
John Smith, ‘Port strike enters third week’, The Guardian, 3 May 2021 | Mary Jones, ‘Ports reopen’, BBC News, 9 May 2021.
== two interviews
Interview with police officer, Skopje, 4 May 2022; interview with prosecutor, Skopje, 5 May 2022.
Interview with police officer, Skopje, 4 May 2022 | interview with prosecutor, Skopje, 5 May 2022.
== see also
UNODC, World Drug Report, Vienna, 2023, p. 14; see also EMCDDA, European Drug Report, Lisbon, 2022.
UNODC, World Drug Report, Vienna, 2023, p. 14 | EMCDDA, European Drug Report, Lisbon, 2022.
== comments before and between
The figure excludes prisons. See UNODC, Global Study on Homicide, 2019. See also World Bank, Prison data, 2020.
UNODC, Global Study on Homicide, 2019. | World Bank, Prison data, 2020.
== and between dated works
Reuters, Ecuador declares curfew, 5 January 2024, and AFP, Ecuador in crisis, 6 January 2024.
Reuters, Ecuador declares curfew, 5 January 2024 | AFP, Ecuador in crisis, 6 January 2024.
== two journal articles
Smith, “Title One,” Journal of Ports 3, no. 2 (2010): 45–67; Jones, “Title Two,” Annals of Harbours 5 (2011): 1–9.
Smith, “Title One,” Journal of Ports 3, no. 2 (2010): 45–67 | Jones, “Title Two,” Annals of Harbours 5 (2011): 1–9.
== string of cases
See, e.g., Pike v. Lewis, 12 F. Supp. 3d 44 (S.D.N.Y. 2014); Alder v. Graham, 119 F.Supp.2d 116, 121 (D. Conn. 2000).
Pike v. Lewis, 12 F. Supp. 3d 44 (S.D.N.Y. 2014) | Alder v. Graham, 119 F.Supp.2d 116, 121 (D. Conn. 2000).
== history of one case
Pike v. Lowmarsh, 12 U.S. 33 (1960), cert. denied, 311 U.S. 903 (1961).
Pike v. Lowmarsh, 12 U.S. 33 (1960), cert. denied, 311 U.S. 903 (1961).
== statutes
18 U.S.C. § 1001(a); 40 U.S.C. §§ 11301-11303.
18 U.S.C. § 1001(a) | 40 U.S.C. §§ 11301-11303.
== pointer and work
Ibid., p. 4; see also Ana Kovač, The Quiet Harbour (London: Northgate Press, 2009), 112–14.
Ibid., p. 4 | Ana Kovač, The Quiet Harbour (London: Northgate Press, 2009), 112–14.
== quoted in
Mary Doe, quoted in John Smith, ‘Port strike’, BBC News, 2 May 2020.
John Smith, ‘Port strike’, BBC News, 2 May 2020.
== semicolon between authors
Okafor, C.; Lindqvist, B. (2018). Fishing for trouble. Marine Policy, 92(4), 101–115.
Okafor, C.; Lindqvist, B. (2018). Fishing for trouble. Marine Policy, 92(4), 101–115.
== semicolons before page and edition
John Smith, The Harbour, 2010; p. 33; second edition.
John Smith, The Harbour, 2010; p. 33; second edition.
== semicolons inside a quotation
“A quotation; with a semicolon, 2010; and more, 2011,” Financial Times, 3 May 2021.
“A quotation; with a semicolon, 2010; and more, 2011,” Financial Times, 3 May 2021.
== two addresses
GI-TOC, ‘The Grey Zone’, 2021, https://example.org/a; https://example.org/b.
GI-TOC, ‘The Grey Zone’, 2021, https://example.org/a; https://example.org/b.
"""
WORK_CASES = [case.strip().split("\n") for case in WORKS.split("== ") if case.strip()]


@pytest.mark.parametrize(("note", "expected"), [c[1:] for c in WORK_CASES], ids=[c[0] for c in WORK_CASES])
def test_note_names_the_works_of_the_golden_case(note: str, expected: str) -> None:
    assert [cited.span.of(note) for cited in parse_references(note)] == expected.split(" | ")


@pytest.mark.parametrize("note", ["The figures exclude prisons.", "All were paid; none complained.", "See Section 6."])
def test_comment_names_no_works(note: str) -> None:
    assert parse_references(note) == ()


@settings(deadline=None)
@given(NOTES)
def test_works_stand_apart_and_hold_their_fields(note: str) -> None:
    works = parse_references(note)
    for work in works:
        values = [getattr(work.reference, field.name) for field in fields(work.reference)]
        spans = [s for v in values for s in (v if isinstance(v, tuple) else (v,)) if isinstance(s, Span)]
        assert all(work.span.start <= s.start and s.end <= work.span.end for s in spans)
    assert all(a.span.end <= b.span.start for a, b in pairwise(works))


def test_tagger_takes_the_likeliest_sequence_not_the_likeliest_labels() -> None:
    # Made up: the middle word alone is rather a title, but no author goes on to a title and back.
    model = Tagger(
        ("author", "title"),
        {"w=ana": [0, 300], "w=lopez": [1, 100], "w=vega": [0, 300]},
        [[0, -200], [-200, 0]],
    )
    assert model.tag("Ana Lopez Vega", 0, 14) == [("author", Span(0, 14))]


LISTED = (
    "Radio Free Europe/Radio Liberty, 3 May 2021",
    "Wall Street Journal; El País, The INTERPOL and K.R.I.K. Krik",
    "Smith, J. (2010). unpublished Ph.D. thesis, Univ. of Oxford Press, U.S.A.: Springer-Verlag; O’Reilly, o'reilly.",
    "İNTERPOL, “Reſearch paper” at www.bbc.com/radio four, Frankfurt am Main: de Gruyter, aix-en-provence 2001",
)
"""Made up: names of several lists, whole and in part, with letters that differ only in case or form."""


@pytest.mark.parametrize("note", [*LISTED, *(case[1] for case in WORK_CASES)])
def test_lists_know_the_same_words_as_if_they_were_tried_everywhere(note: str) -> None:
    tokens = find_tokens(note, 0, len(note))
    known = [
        {feature for group in row if group[0] == "is" for feature in group[1:]} for row in find_groups(note, tokens)
    ]
    for name, pattern in LISTS.items():
        names = [match.span() for match in pattern.finditer(note)]
        inside = [any(start < token.end <= end for start, end in names) for token in tokens]
        assert [name in lists for lists in known] == inside, name


@pytest.mark.parametrize("note", [*LISTED, *(case[1] for case in WORK_CASES)])
def test_tagger_is_not_changed_by_what_it_remembers(note: str) -> None:
    model = tagger()
    fresh = Tagger(model.labels, model.features, model.transitions)
    assert model.tag(note, 0, len(note)) == fresh.tag(note, 0, len(note)) == model.tag(note, 0, len(note))


@given(NOTES)
def test_tagged_stretches_are_tokens_of_the_text_in_order(note: str) -> None:
    stretches = [span for _, span in tagger().tag(note, 0, len(note))]
    assert stretches == sorted(stretches)
    assert "".join("".join(span.of(note).split()) for span in stretches) == "".join(
        "".join(token.of(note).split()) for token in find_tokens(note, 0, len(note))
    )
