"""Notes that point at other notes are led to the notes that they mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.references.cross_references import cross_reference, find_mentions
from qa.types.document import Footnote, ProblemKind, Span

NOTES = (
    "John Smith, The Quiet Harbour, 2010.",
    "Jane Jones, Ports, 2011.",
    "In the Interest of D.F., 251 Ga.App. 859, 555 S.E.2d 225 (2001).",
    "The figures are for 2019.",
)
# A title, the fifth note after those four, and the labels of the notes that it means.
GOLDEN = """
== ibid
Ibid., p. 4. | 4
== id of a court
Id. at 331. | 4
== id behind a signal and a remark
(Punctuation omitted.) See id. | 4
== id of what the same note has cited
Roe v. Wade, 410 U.S. 113 (1973). Id. at 120. |
== identity card
ID cards were checked. |
== op. cit. by author
Smith, op. cit., p. 12. | 1
== op. cit. with first name and title
J. Smith, Quiet Harbour, op. cit., p. 12. | 1
== loc. cit.
Jones et al., loc. cit. | 2
== op. cit. of an author whom no note names
Brown, op. cit., p. 3. |
== op. cit. by an initial alone
J., op. cit., p. 3. |
== supra with note
See supra note 2 and accompanying text. | 2
== supra with author, note and page
Smith, supra note 1, at 33 n.4. | 1
== supra of a court
In the Interest of D.F., supra at 156, 564 S.E.2d 767. | 3
== supra to a paragraph
See supra, ¶ 7. |
== supra to a part
See Part II supra. |
== two works
Jones, supra note 2, at 45; Smith, supra note 1. | 2 1
== see note
The harbour was closed (see note 3). | 3
== note above
See note 1 above. | 1
== note supra
n. 2 supra | 2
== range
See notes 1–3 above. | 1 2 3
== two of several
footnotes 1 and 3 above | 1 3
== list
See notes 1, 2 and 4. | 1 2 4
== singular takes one number
Smith, supra note 1, 33 and 35. | 1
== Oxford style
Smith (n 1) 14. | 1
== French
Voir note 2 ci-dessus. | 2
== German
Vgl. oben Fn. 3. | 3
== of this document
See n. 3 of this opinion. | 3
== of another document
See note 3 of the report. |
== of accounts
Note 3 to the financial statements. |
== of a decision, by page
People v. Roe, 410 U.S. 113, 120 n. 3 (1973). |
== section
See section 3. |
== inside a quotation
The clerk wrote “as I said, see note 3 above,” and left. |
"""
CASES = [case.strip().split("\n") for case in GOLDEN.split("== ") if case.strip()]


def _meant(labels: tuple[str, ...], notes: tuple[str, ...], index: int) -> list[str]:
    return [labels[note] for mention in find_mentions(labels, notes)[index] for note in mention.notes]


@pytest.mark.parametrize(("case"), [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_note_means_the_notes_of_the_golden_case(case: str) -> None:
    note, _, expected = case.rpartition("|")
    assert _meant(("1", "2", "3", "4", "5"), (*NOTES, note.strip()), 4) == expected.split()


def test_infra_means_a_later_note() -> None:
    assert _meant(("1", "2", "3"), ("See infra note 3.", "A remark.", "Jane Jones, Ports, 2011."), 0) == ["3"]


def test_restarted_numbering_means_the_nearest_earlier_note() -> None:
    labels, notes = ("1", "2", "1", "2", "3"), (*NOTES[:2], "A remark.", "Another.", "See note 1 above.")
    assert [m.notes for m in find_mentions(labels, notes)[4]] == [(2,)]


def test_restarted_numbering_means_the_nearest_later_note_for_infra() -> None:
    labels, notes = ("1", "2", "1", "1"), ("A remark.", "See infra note 1.", *NOTES[:2])
    assert [m.notes for m in find_mentions(labels, notes)[1]] == [(2,)]


def test_pointer_by_two_authors_leads_to_the_note_that_names_both() -> None:
    notes = ("Jones, Alpha Rivers, 2001.", "Smith and Jones, Beta Lakes, 2002.", "Smith, Gamma Seas, 2003.")
    assert _meant(("1", "2", "3", "4"), (*notes, "Smith & Jones, op. cit., p. 3."), 3) == ["2"]


SHORT = [
    ("Anna Holm, The Long Winter (Oslo: Nordlys, 2007).", "Holm 2007, p. 398.", True),
    ("Anna Holm, The Long Winter (Oslo: Nordlys, 2007).", "Vgl. Holm 2007, 12 f.", True),
    ("Anna Holm, The Long Winter (Oslo: Nordlys, 2007).", "Holm 2009, p. 398.", False),
    (
        "Audit Office (AO), Event Ticket Sales: Market and Consumers, AO-18-347, April 2018.",
        "AO, Event Ticket Sales, p. 8.",
        True,
    ),
    (
        "Audit Office (AO), Event Ticket Sales: Market and Consumers, AO-18-347, April 2018.",
        "AO, Train Ticket Sales, p. 8.",
        False,
    ),
    ("Alpha v. Beta, 576 U.S. 644, 652 (2015).", "Alpha, 576 U.S. at 660.", True),
    ("Alpha v. Beta, 576 U.S. 644, 652 (2015).", "Gamma, 12 U.S. at 60.", False),
    ("Anna Holm, The Long Winter, 2007.", "Anna Holm, The Short Summer, 2007.", False),
]


@pytest.mark.parametrize(("whole", "short", "meant"), SHORT)
def test_short_form_means_the_note_that_tells_all_of_it(whole: str, short: str, meant: bool) -> None:
    assert _meant(("1", "2", "3"), (whole, "A remark.", short), 2) == (["1"] if meant else [])


@pytest.mark.parametrize(
    "note", ["Vgl. ebda., S. 5.", "Véase ibíd., p. 4.", "Там же, с. 12.", "שם, עמ' 5", "Tamże, s. 4.", "Ivi, p. 3."]
)
def test_same_place_is_said_in_many_languages(note: str) -> None:
    assert _meant(("1", "2"), ("Jane Jones, Ports, 2011.", note), 1) == ["1"]


def test_pointer_by_author_leads_past_its_like() -> None:
    notes = (*NOTES[:2], "Smith, op. cit., p. 3.", "Smith, op. cit., p. 4.")
    assert _meant(("1", "2", "3", "4"), notes, 3) == ["1"]


def _document(*notes: str) -> tuple[str, list[Footnote]]:
    text, footnotes = "", []
    for number, note in enumerate(notes, 1):
        footnotes.append(Footnote(str(number), Span(len(text), len(text) + len(note))))
        text += note + "\n\n"
    return text, footnotes


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("See supra note 99.", "note 2 points to note 99, and there is no such note before it"),
        ("See infra note 1.", "note 2 points to note 1, and there is no such note after it"),
        ("See note 12.", "note 2 points to note 12, and there is no such note"),
    ],
)
def test_label_that_no_note_has_is_a_problem(note: str, message: str) -> None:
    linked, problems = cross_reference(*_document("A remark.", note))
    assert [footnote.refers_to for footnote in linked] == [(), ()]
    assert [(p.kind, p.label, p.message) for p in problems] == [(ProblemKind.DANGLING_REFERENCE, "2", message)]


def test_ibid_in_the_first_note_is_a_problem() -> None:
    assert [p.kind for p in cross_reference(*_document("Ibid.", "Ibid."))[1]] == [ProblemKind.DANGLING_REFERENCE]


def test_footnote_refers_to_each_note_once() -> None:
    linked, problems = cross_reference(*_document("A remark.", "See note 1 above; see also supra note 1."))
    assert (linked[1].refers_to, problems) == ((0,), [])


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                "See Ibid. Id. at 5 Smith, op. cit., supra note notes 1 2–9999 infra ( ) ; “ ” n. above".split()
            ),
            max_size=12,
        ).map(" ".join),
        max_size=8,
    )
)
def test_mentions_stand_in_the_note_and_mean_other_notes(notes: list[str]) -> None:
    labels = [str(number % 3) for number in range(len(notes))]
    for index, mentions in enumerate(find_mentions(labels, notes)):
        for mention in mentions:
            assert 0 <= mention.pointer.span.start < mention.pointer.span.end <= len(notes[index])
            assert all(0 <= note < len(notes) and note != index for note in mention.notes)
