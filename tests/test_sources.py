"""Footnotes become sources: one for each work, one for a comment, and the meant work for a note that points back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.parse.text import parse_text
from qa.references.cross_references import cross_reference
from qa.references.sources import make_sources
from qa.types.document import Document, Footnote, Span
from qa.types.source import Source, SourceKind

HARBOUR = "Ana Kovač, The Quiet Harbour (London: Northgate Press, 2009), 112–14."
PORTS = "Jane Jones, ‘Ports reopen’, BBC News, 9 May 2021"
STRIKE = "John Smith, ‘Port strike enters third week’, The Guardian, 3 May 2021"


def _sources(*notes: str, labels: tuple[str, ...] | None = None) -> tuple[Source, ...]:
    text, footnotes = "", []
    for number, note in enumerate(notes):
        label = labels[number] if labels else str(number + 1)
        footnotes.append(Footnote(label, Span(len(text), len(text) + len(note))))
        text += note + "\n\n"
    return make_sources(Document("doc", "Title", text, (), (), cross_reference(text, footnotes)[0], ()))


def _ids(sources: tuple[Source, ...]) -> list[str]:
    return [source.source_id for source in sources]


def test_note_of_one_work_is_its_reference() -> None:
    (source,) = _sources(HARBOUR)
    assert (source.source_id, source.note, source.reference) == ("doc#1", 0, HARBOUR)
    assert (source.kind, source.authors, source.title) == (SourceKind.BOOK, ("Ana Kovač",), "The Quiet Harbour")
    assert not source.is_comment


def test_note_of_two_works_gives_a_source_for_each() -> None:
    first, second = _sources(f"{STRIKE}; see also {PORTS}.")
    assert [(s.source_id, s.note, s.label) for s in (first, second)] == [("doc#1", 0, "1"), ("doc#1.2", 0, "1")]
    assert (first.reference, second.reference) == (STRIKE, f"{PORTS}.")
    assert (first.title, second.title) == ("Port strike enters third week", "Ports reopen")


def test_comment_gives_one_source_without_fields() -> None:
    (source,) = _sources("The figures exclude prisons.")
    assert (source.is_comment, source.kind, source.reference) == (
        True,
        SourceKind.OTHER,
        "The figures exclude prisons.",
    )


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("1", "1", "2"), ["doc#1", "doc#1~2", "doc#2"]),
        (("", "", "refine"), ["doc#~1", "doc#~2", "doc#refine"]),
    ],
)
def test_identifier_of_a_repeated_or_empty_label_is_its_own(labels: tuple[str, ...], expected: list[str]) -> None:
    assert _ids(_sources("A remark.", "Another.", "A third.", labels=labels)) == expected


def test_further_work_of_a_repeated_label_keeps_both_numbers() -> None:
    sources = _sources(HARBOUR, f"{STRIKE}; {PORTS}.", labels=("6", "6"))
    assert _ids(sources) == ["doc#6", "doc#6~2", "doc#6~2.2"]


def test_further_work_passes_by_the_identifier_of_another_note() -> None:
    sources = _sources(f"{STRIKE}; {PORTS}.", HARBOUR, labels=("6", "6.2"))
    assert _ids(sources) == ["doc#6", "doc#6.3", "doc#6.2"]


@pytest.mark.parametrize(
    "pointing", ["Ibid., p. 4.", "Kovač, op. cit., p. 4.", "Kovač, supra note 1, at 5.", "See note 1 above."]
)
def test_pointing_note_has_the_fields_of_the_work_meant(pointing: str) -> None:
    work, source = _sources(HARBOUR, pointing)
    assert (source.same_as, source.reference) == ("doc#1", pointing)
    assert (source.kind, source.title, source.authors) == (work.kind, work.title, work.authors)


def test_chain_of_ibid_leads_to_the_work_itself() -> None:
    assert [source.same_as for source in _sources(HARBOUR, "Ibid.", "Ibid., p. 3.")] == [None, "doc#1", "doc#1"]


def test_pointer_chooses_by_name_among_several_works() -> None:
    sources = _sources(f"{STRIKE}; {PORTS}.", "Jones, supra note 1.")
    assert sources[2].same_as == "doc#1.2"


def test_ibid_after_several_works_stays_open() -> None:
    source = _sources(f"{STRIKE}; {PORTS}.", "Ibid.")[2]
    assert (source.same_as, source.is_comment) == (None, True)


def test_ibid_after_a_comment_stays_open() -> None:
    assert _sources("The figures exclude prisons.", "Ibid.")[1].same_as is None


def test_pointers_in_a_circle_stay_open() -> None:
    assert [source.same_as for source in _sources("See infra note 2.", "See supra note 1.")] == [None, None]


def test_pointer_beside_a_work_is_a_source_of_its_own() -> None:
    _, first, second = _sources(HARBOUR, f"Ibid., p. 4; see also {PORTS}.")
    assert (first.source_id, first.same_as, first.reference) == ("doc#2", "doc#1", "Ibid., p. 4")
    assert (second.source_id, second.same_as, second.title) == ("doc#2.2", None, "Ports reopen")


def test_holding_follows_the_work_meant() -> None:
    first, second = _sources("Interview with police officer, Skopje, 4 May 2022.", "Ibid.")
    assert (first.holding, second.holding) == ("unpublished", "unpublished")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2", "1.2", "1~2", "refine"]),
            st.lists(
                st.sampled_from([HARBOUR, PORTS, STRIKE, "; ", "; see also ", "Ibid.", "supra note 1", "A remark. "]),
                min_size=1,
                max_size=5,
            ).map("".join),
        ),
        max_size=6,
    )
)
def test_every_note_has_sources_of_unlike_identifiers(entries: list[tuple[str, str]]) -> None:
    sources = _sources(*(note for _, note in entries), labels=tuple(label for label, _ in entries))
    assert len(set(_ids(sources))) == len(sources)
    assert {source.note for source in sources} == set(range(len(entries)))
    assert all(source.reference in entries[source.note][1] for source in sources)
    by_id = {source.source_id: source for source in sources}
    assert all(by_id[source.same_as].same_as is None for source in sources if source.same_as)


@pytest.mark.parametrize(
    ("given", "later", "meant"),
    [
        ("(hereinafter “Harbour Report”)", "Harbour Report, p. 9.", "doc#1"),
        ("[hereinafter Harbour Report]", "See Harbour Report at 12.", "doc#1"),
        ("(im Folgenden: „Hafenbericht“)", "Vgl. Hafenbericht, S. 12 f.", "doc#1"),
        ("(ci-après : Rapport)", "Rapport.", "doc#1"),
        ("(hereinafter “Harbour Report”)", "Harbour Reports of 2009 were many.", None),
        ("(the “Harbour Report”)", "Harbour Report, p. 9.", "doc#1"),
        ("(“Report”)", "The Report, ss 4(1), 5.", "doc#1"),
        ("(the “Report” or “Audit”)", "Audit ¶ 12.", "doc#1"),
        ("", "Ships That Wait, p. 9.", "doc#1"),
        ("(“they waited for years”)", "They waited for years, p. 9.", None),
    ],
)
def test_a_short_name_that_a_note_gives_means_its_work(given: str, later: str, meant: str | None) -> None:
    sources = _sources(f"Harbour Council, Ships That Wait, Oxford, 2009 {given}.", STRIKE, later)
    assert sources[-1].same_as == meant
    assert sources[0].title == "Ships That Wait"


def test_a_short_name_that_the_text_gives_means_the_work_of_the_note_called_there() -> None:
    body = (
        "The council asked for a study (the “Harbour Study”).[1] Ships waited.[2] It says (“Ship Log”). They sank.[3]"
    )
    notes = "[1] Ana Ruiz, Ships That Wait, Oxford, 2009.\n\n[2] Harbour Study, p. 9.\n\n[3] Log of 1911.\n\n[4] Ship Log, p. 3."
    document = parse_text(f"A Made-up Report\n\n{body} All drowned.[4]\n\nNotes\n\n{notes}\n", "doc")
    assert [footnote.refers_to for footnote in document.footnotes] == [(), (0,), (), ()]
    assert [source.same_as for source in make_sources(document)] == [None, "doc#1", None, None]
