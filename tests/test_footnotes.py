import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.footnotes import number_problems
from qa.parse.builder import DocumentBuilder
from qa.parse.text import parse_text
from qa.parse.typed import link_typed
from qa.types.document import BlockKind, Document, ProblemKind, Span
from tests.conftest import ROOT

Case = tuple[str, list[tuple[str, str, str | None]], set[ProblemKind]]


def read_cases() -> dict[str, Case]:
    """The golden cases by title: text, markers, kinds of problems."""
    cases = {}
    for case in (ROOT / "tests" / "footnote_cases.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        title, _, rest = case.partition("\n")
        text, _, said = rest.partition("\n---\n")
        lines = said.split("\n")
        rows = [line.split(" | ") for line in lines if " | " in line]
        markers = [(word, label, None if note == "-" else note) for word, label, note in rows]
        problems = {ProblemKind(line[2:]) for line in lines if line.startswith("! ")}
        cases[title] = (text.replace("<page>", "\f") + "\n", markers, problems)
    return cases


CASES = read_cases()

# What stands here in a text that calls its notes elsewhere is no marker.
NO_MARKERS = (
    "CO2 km2 m2 H2O PM2 x2 10^2 m² km² CO₂ 46.2 per 100 000 Fig.2 No.2 p.2 3:2 10:12 1990-2 B-52 G7 G20 COVID-19 A4 Python-3 v2 "
    "2/3 2% 2nd 2,500 “2 men” (2 men) /2 #2 @user2 https://a.example/page.2 Article 2 § 2.1 John 3:2 555-1232 §2 16 Va. App. 872"
).split(" ")


def calls(document: Document) -> list[tuple[str, str, str | None]]:
    """The markers as golden cases give them."""
    notes = [f.span.of(document.text).split()[0] for f in document.footnotes]
    return [
        (document.text[: m.at].split()[-1], m.label, None if m.note is None else notes[m.note])
        for m in document.markers
    ]


def test_the_bracket_around_a_note_goes_with_its_label() -> None:
    document = parse_text(CASES["notes in brackets that say what they are, each below its paragraph"][0], "x")
    assert [f.span.of(document.text) for f in document.footnotes] == [
        "Ruiz, On rice.",
        "Lin, Prices [of corn].",
        "Day.",
    ]
    assert "Footnote" not in document.text and "]]" not in document.text


@pytest.mark.parametrize("title", CASES)
def test_text_gives_its_markers_and_problems(title: str) -> None:
    text, markers, problems = CASES[title]
    document = parse_text(text, "made-up")
    assert calls(document) == markers
    assert {p.kind for p in document.problems} == problems


@pytest.mark.parametrize("words", NO_MARKERS)
def test_other_numbers_are_no_markers(words: str) -> None:
    document = parse_text(f"First.1 It is {words} as said.\n\nThird.3 End.\n\n1. A.\n\n2. B.\n\n3. C.\n", "made-up")
    assert [m.label for m in document.markers] == ["1", "3"]
    assert words in document.text


def test_markers_are_taken_out_of_the_text_with_their_brackets_and_lists() -> None:
    document = parse_text("So they say [1, 2]. And x.[1][2] End.\n\n[1] A.\n\n[2] B.\n", "made-up")
    assert document.text.startswith("So they say. And x. End.")


def test_headings_between_notes_stay_in_the_body() -> None:
    document = parse_text(CASES["notes of all chapters at the end"][0], "made-up")
    assert [f.span.of(document.text) for f in document.footnotes] == [
        "Alpha note.",
        "Beta note.",
        "Gamma note.",
        "Delta note.",
    ]


def test_page_numbers_are_not_part_of_notes() -> None:
    document = parse_text(CASES["page numbers below the notes"][0], "made-up")
    assert [f.span.of(document.text) for f in document.footnotes] == ["Alpha note.", "Beta note."]


def test_sentence_over_a_page_break_is_one_paragraph() -> None:
    document = parse_text(CASES["notes at the foot of pages"][0], "made-up")
    assert "goes on and so on to the end. Two. Then it ends here" in document.text


def test_style_with_most_calls_wins_over_numbers_in_another() -> None:
    text = "[1] The court.1 [2] The trial court.2 And (3) this.3\n\n1. A.\n\n2. B.\n\n3. C.\n"
    document = parse_text(text, "made-up")
    assert [document.text[: m.at].split()[-1] for m in document.markers] == ["court.", "court.", "this."]
    assert "[2] The trial" in document.text


@pytest.mark.parametrize(
    ("labels", "kinds"),
    [
        ("1 2 3", []),
        ("1 2 4", [ProblemKind.GAP]),
        ("1 2 2 3", [ProblemKind.REPEAT]),
        ("1 2 3 2 4", [ProblemKind.REPEAT]),
        ("1 2 1 2 3", []),
        ("* † 1 2", []),
        ("1 1 2", []),
    ],
)
def test_numbering_tells_gaps_and_repeats_but_not_restarts(labels: str, kinds: list[ProblemKind]) -> None:
    assert [p.kind for p in number_problems(labels.split())] == kinds


STYLES = {"glued": ("{}", "{}. "), "bracket": ("[{}]", "[{}] "), "caret": ("[^{}]", "[^{}]: ")}
WORDS = st.sampled_from("court claims, market, (so) town’s 1990 $5,000 46.5 § 7(a) Id. so; said”".split())
SENTENCES = st.lists(WORDS, min_size=2, max_size=6).map(lambda words: "Then " + " ".join(words) + " ended")


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.sampled_from(sorted(STYLES)), st.booleans())
def test_every_marker_leads_to_its_note_and_its_raw_characters(bodies: list[str], style: str, wrapped: bool) -> None:
    marker, label = STYLES[style]
    body = " ".join(f"{sentence}.{marker.format(n)}" for n, sentence in enumerate(bodies, 1))
    notes = "\n\n".join(f"{label.format(n)}Note {'abcdefgh'[n - 1]} of it." for n in range(1, len(bodies) + 1))
    text = f"{body.replace('. ', '.' + chr(10)) if wrapped else body}\n\n{notes}\n"
    document = parse_text(text, "made-up")
    assert [m.label for m in document.markers] == [str(n) for n in range(1, len(bodies) + 1)]
    assert [m.note for m in document.markers] == list(range(len(bodies)))
    assert document.problems == ()
    assert_consistent(document, text)


@given(st.lists(st.text(alphabet="ab .,12¹²–[]()*†\n\f\xa0", max_size=60), max_size=8).map("\n\n".join))
def test_any_text_gives_consistent_documents(text: str) -> None:
    assert_consistent(parse_text(text, "made-up"), text)


def assert_consistent(document: Document, raw: str) -> None:
    """Spans slice back, offsets lead to the raw characters, a marker's raw slice is its label or the list it is part of."""
    for block in document.blocks:
        inside = block.span.of(document.text)
        assert inside and inside == inside.strip()
    assert all(raw[document.offsets.to_raw(i) or 0] == c for i, c in enumerate(document.text) if not c.isspace())
    assert [f.span for f in document.footnotes] == [b.span for b in document.blocks if b.kind is BlockKind.NOTE]
    for m in document.markers:
        assert m.raw is not None
        written = m.raw.of(raw).translate(str.maketrans("⁰¹²³", "0123"))
        assert written == m.label or any(dash in written for dash in "–⁻-")


def typed_document(*paragraphs: str, with_offsets: bool = False) -> tuple[Document, str]:
    """A made-up document of a format whose parser found no notes, and the raw text that its offsets lead to."""
    builder = DocumentBuilder()
    raw = "§§".join(paragraphs)
    position = 0
    for n, paragraph in enumerate(paragraphs):
        builder.begin_block()
        builder.at(element=f"/p[{n}]")
        builder.add(paragraph, position if with_offsets else None)
        builder.end_block(BlockKind.HEADING if n == 0 else BlockKind.PARAGRAPH, 1 if n == 0 else 0)
        position += len(paragraph) + 2
    return builder.document("made-up"), raw


def test_typed_notes_are_linked_and_blocks_keep_their_kind_and_place() -> None:
    document, _ = typed_document("The Title", "One.¹ Two.²", "Three.[1]", "1. Alpha note.", "2. Beta note.")
    linked = link_typed(document)
    assert calls(linked) == [("One.", "1", "Alpha"), ("Two.", "2", "Beta")]
    assert [b.kind for b in linked.blocks] == [BlockKind.HEADING, *[BlockKind.PARAGRAPH] * 2, *[BlockKind.NOTE] * 2]
    assert linked.title == "The Title"
    places = [linked.place(linked.footnotes[1].span.start), linked.place(linked.blocks[2].span.start)]
    assert [p.element for p in places if p] == ["/p[4]", "/p[2]"]


def test_typed_notes_keep_raw_offsets() -> None:
    document, raw = typed_document(
        "Title", "One.[1] Two.[2] End.", "[1] Alpha note.", "[2] Beta note.", with_offsets=True
    )
    linked = link_typed(document)
    assert [m.raw.of(raw) for m in linked.markers if m.raw] == ["1", "2"]
    assert_consistent(linked, raw)


def test_typed_notes_keep_a_speaker_and_a_marker_that_has_no_note() -> None:
    builder = DocumentBuilder()
    for text in ("As said.[1]", "“It is so,” said[2] Jane Roe.", "[1] Alpha note.", "[2] Beta note."):
        builder.begin_block()
        builder.add(text)
        if text.startswith("As"):
            builder.mark("x", "none")
        builder.end_block(BlockKind.QUOTATION if "Jane" in text else BlockKind.PARAGRAPH)
    document = builder.document("made-up")
    quotation = document.blocks[1]
    name = document.text.index("Jane Roe")
    spoken = Document(
        document.doc_id, document.title, document.text,
        (document.blocks[0], type(quotation)(quotation.kind, quotation.span, speaker=Span(name, name + 8)), *document.blocks[2:]),
        document.markers, (), document.problems,
    )  # fmt: skip
    linked = link_typed(spoken)
    speaker = next(b.speaker for b in linked.blocks if b.kind is BlockKind.QUOTATION)
    assert speaker is not None and speaker.of(linked.text) == "Jane Roe"
    assert sorted(m.label for m in linked.markers) == ["1", "2", "x"]


def test_document_with_notes_of_its_own_stays_as_it_is() -> None:
    document = parse_text("One.1 End.\n\n1. Alpha [1] note.\n", "made-up")
    assert link_typed(document) is document
    bare, _ = typed_document("Title", "No notes here.", "1. Do this.", "2. Do that.")
    assert link_typed(bare) is bare


def test_items_of_an_ordered_list_are_notes_by_their_numbers() -> None:
    document, _ = typed_document("Title", "One.1 Two.2 End.", "Alpha note.", "Beta note.")
    assert link_typed(document) is document
    starts = [block.span.start for block in document.blocks]
    linked = link_typed(document, {starts[2]: 1, starts[3]: 2})
    assert calls(linked) == [("One.", "1", "Alpha"), ("Two.", "2", "Beta")]
