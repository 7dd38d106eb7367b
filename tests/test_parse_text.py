from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse import parse_file
from qa.parse.text import parse_text
from qa.types.document import BlockKind, Document, ProblemKind
from tests.conftest import REPORT, ROOT

PATH = ROOT / "corpus" / f"{REPORT}.txt"


def raw_at(document: Document, offset: int) -> int:
    """Where a character of the text stands in the file."""
    found = document.offsets.to_raw(offset)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def report() -> Document:
    return parse_file(PATH, REPORT)


def test_report_links_its_eleven_markers_to_its_eleven_notes(report: Document) -> None:
    assert [m.label for m in report.markers] == [str(n) for n in range(1, 12)]
    assert [m.note for m in report.markers] == list(range(11))
    assert report.problems == ()
    before = [report.text[: m.at].split()[-1] for m in report.markers]
    assert before == [
        "jails.", "inhabitants.", "elections.", "Balkans.", "Europe.", "result.", "conflict.", "bases.", "Europe.",
        "situation.", "Guayaquil.",
    ]  # fmt: skip


def test_report_text_keeps_numbers_and_loses_marker_digits(report: Document) -> None:
    for kept in ("46.5 per 100 000 inhabitants. Seldom", "2018 and 2023", "1 tonelada 127 kilos", "7.878 crímenes"):
        assert kept in report.text
    for gone in ("jails.1", "inhabitants.2", "bases.8", "\xa0"):
        assert gone not in report.text


def test_report_notes_have_no_number_and_no_trailing_space(report: Document) -> None:
    bodies = [f.span.of(report.text) for f in report.footnotes]
    assert bodies[0].startswith("Joe Daniels, ")
    assert bodies[10].endswith("April 2024, online.")


def test_report_blocks_are_what_they_are(report: Document) -> None:
    def texts(kind: BlockKind) -> list[str]:
        return [b.span.of(report.text) for b in report.blocks if b.kind is kind and not b.repeated]

    assert texts(BlockKind.HEADING)[1:] == ["A trail of blood", "Potential effects of the crackdown"]
    assert len(texts(BlockKind.CAPTION)) == 2
    assert [t.split(":")[0] for t in texts(BlockKind.CREDIT)] == ["Photo", "Source"]
    quotation = next(b for b in report.blocks if b.kind is BlockKind.QUOTATION)
    assert quotation.span.of(report.text).startswith("I believe that Balkan groups")
    assert quotation.speaker is not None
    assert quotation.speaker.of(report.text) == "Felipe Botero Escobar"


def test_report_offsets_lead_back_to_the_raw_file(report: Document) -> None:
    raw = PATH.read_text(encoding="utf-8")
    assert all(raw[raw_at(report, i)] == c for i, c in enumerate(report.text) if not c.isspace())
    assert all(m.raw is not None and m.raw.of(raw) == m.label for m in report.markers)


# Made-up texts: (what, text, markers as (word before, label), problems).
GOLDEN = [
    (
        "digits after a price",
        "The house cost $20,000.1 He paid.\n\nMore text here.\n\n  1. A note.\n",
        [("$20,000.", "1")],
        [],
    ),
    (
        "brackets",
        "One claim.[1] Another [2] one.\n\n[1] First note.\n\n[2] Second note.\n",
        [("claim.", "1"), ("Another", "2")],
        [],
    ),
    ("superscripts", "A claim.¹ And another².\n\n¹ First.\n\n² Second.\n", [("claim.", "1"), ("another", "2")], []),
    (
        "chemistry is no marker",
        "Water is H2O and CO2 rose.\n\nNotes\n\n1. First.\n\n2. Second.\n",
        None,
        [ProblemKind.NOTE_WITHOUT_MARKER],
    ),
    ("no notes, no markers", "He came in 2019.1 Nothing else.\n\nThe end of it.", [], []),
    (
        "a note nobody calls",
        "Some text.1 The end.\n\n1. Called.\n\n2. Not called.\n",
        [("text.", "1")],
        [ProblemKind.NOTE_WITHOUT_MARKER],
    ),
    (
        "notes right below a line drawn in characters",
        "It grew [1]. It fell [2].\n\n--\n[1] https://a.org/1\n[2] https://a.org/2\n",
        [("grew", "1"), ("fell", "2")],
        [],
    ),
    (
        "notes right below the text",
        "It grew [1]. It\nfell [2].\n[1] Log.\n[2] Gazette.\n\n",
        [("grew", "1"), ("fell", "2")],
        [],
    ),
    (
        "Japanese signs",
        "押収件数は増えた※1。港湾局は公表していない※2。\n\n※1　港湾局年報。\n※2　聞き取り。\n",
        [("押収件数は増えた", "1"), ("押収件数は増えた。港湾局は公表していない", "2")],
        [],
    ),
    (
        "a word before the number",
        "倉庫は古い（注1）。火災があった（注2）。\n\n（注1）『港湾史』。\n（注2）新聞による。\n",
        [("倉庫は古い", "1"), ("倉庫は古い。火災があった", "2")],
        [],
    ),
    (
        "papers of the United Nations",
        "It cites the resolution, 1/ and half of 1/2 of the 39 ships. 2/ It sailed.3/\n\nNotes\n\n1/ S/RES/2401.\n2/ Annex.\n3/ Log.\n",
        [("resolution,", "1"), ("ships.", "2"), ("sailed.", "3")],
        [],
    ),
    (
        "typed pages whose notes stand under a line and begin at 1",
        "The quay was closed.1 It had\nrotted.2\n____\n1 Minutes.\n2 Letter.\n- 1 -\n"
        "\fThe men went on strike.1\n____\n1 Gazette.\n- 2 -\n",
        [("closed.", "1"), ("rotted.", "2"), ("strike.", "1")],
        [],
    ),
    (
        "works with their pages, as Russian papers call them",
        "Порт основан в 1872 году [1, с. 45]. Заём дорог [1, с. 50; 2].\n\nСписок литературы\n\n1. Иванов.\n2. Петров.\n",
        [("году", "1"), ("дорог", "1"), ("дорог", "2")],
        [],
    ),
    (
        "a mail that is quoted has notes of its own",
        "> The piles rot [1], the cranes rust [2].\n>\n> [1] https://a.org/1\n> [2] https://a.org/2\n\n"
        "They were sold [1], not piled up [2].\n\n[1] Report.\n[2] Gazette.\n",
        [("rot", "1"), ("rust", "2"), ("sold", "1"), ("up", "2")],
        [],
    ),
    (
        "keys of works",
        "As [RFC2119] and [Knu73] say.\n\n[RFC2119]  Words.\n\n[Knu73]  The Art.\n",
        [("As", "RFC2119"), ("and", "Knu73")],
        [],
    ),
    (
        "a French space before the semicolon",
        "Le port (1) ; le quai (2) : tout.\n\n(1) Archives.\n(2) Journal.\n",
        [("port", "1"), ("quai", "2")],
        [],
    ),
    (
        "the word note",
        "It grew (Note 1). It fell (Note 2).\n\nNote 1. Log.\n\nNote 2. Gazette.\n",
        [("grew", "1"), ("fell", "2")],
        [],
    ),
    (
        "carets",
        "The port grew^1. It fell.^2 Half is 2^2.\n\n^1 Log.\n^2 Gazette.\n",
        [("grew", "1"), ("fell.", "2")],
        [],
    ),
    ("two equal places", "He said it.1 She said it.1 End.\n\n1. A note.\n", [], [ProblemKind.AMBIGUOUS_MARKER]),
    ("a gap in the notes", "One.1 Three.3 End of text.\n\n1. A note.\n\n3. Third.\n", None, [ProblemKind.GAP]),
    ("a list in the middle", "Steps:\n\n1. Do this.\n\n2. Do that.\n\nThen rest.\n\nAnd sleep.\n\nAnd wake.\n", [], []),
]


@pytest.mark.parametrize(("what", "text", "markers", "problems"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_made_up_texts_give_their_markers(
    what: str, text: str, markers: list[tuple[str, str]] | None, problems: list[ProblemKind]
) -> None:
    document = parse_text(text, "made-up")
    if markers is not None:
        assert [(document.text[: m.at].split()[-1], m.label) for m in document.markers] == markers
    assert {p.kind for p in document.problems} >= set(problems)
    assert problems or not document.problems


@given(st.lists(st.text(alphabet="ab .,1²\n\xa0é[]-", max_size=60), max_size=8).map("\n\n".join))
def test_any_text_gives_spans_that_slice_back(text: str) -> None:
    document = parse_text(text, "made-up")
    for block in document.blocks:
        inside = block.span.of(document.text)
        assert inside and inside == inside.strip()
    assert all(0 <= m.at <= len(document.text) for m in document.markers)
    assert all(text[raw_at(document, i)] == c for i, c in enumerate(document.text) if not c.isspace())


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.txt", "empty"),
        (b" \n\n ", "blank.txt", "empty"),
        (b"caf\xe9 au lait", "latin.txt", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image.txt", "binary"),
        (b"text", "report.xyz", ".xyz"),
    ],
)
def test_unreadable_files_are_refused_in_one_line(tmp_path: Path, data: bytes, name: str, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        parse_file(path, "x")
    assert name in str(caught.value) and said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_utf16_with_a_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "utf16.txt"
    path.write_bytes("A title\n\nA café in Skopje.".encode("utf-16"))
    assert "café" in parse_file(path, "x").text


def test_numbered_headings_nest() -> None:
    headings = [
        "I. FACTS",
        "A. Standard",
        "1. Principles",
        "2. Elections",
        "B. Other",
        "C. More",
        "II. LAW",
        "A. Rules",
        "Conclusion",
    ]
    text = "A Made-up Opinion\n\n" + "\n\n".join(f"{h}\n\nThis is a long sentence under it." for h in headings)
    document = parse_text(text, "made-up")
    levels = [b.level for b in document.blocks if b.kind is BlockKind.HEADING]
    assert levels == [1, 2, 3, 4, 4, 3, 3, 2, 3, 2]


def test_decimal_headings_nest() -> None:
    text = "Title\n\n5. Software\n\nA long sentence under it.\n\n5.1 Pilot\n\nA long sentence under it.\n\n6. End\n\nA long sentence under it."
    assert [b.level for b in parse_text(text, "made-up").blocks if b.kind is BlockKind.HEADING] == [1, 2, 3, 2]


def test_sentence_that_a_quotation_breaks_off_is_no_heading() -> None:
    lead_in = "When asked during the cross examination whether he had known the man"
    text = f"Title\n\nFirst.\n\n{lead_in}\n\nThe witness answered that he had, for a very long time, known him well."
    assert [b.kind for b in parse_text(text, "made-up").blocks][2] is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("The Ferry at Larkmouth\nThe", "The Ferry at Larkmouth"),
        ("THE FERRY: A HISTORY\nBy Ana Ruiz\nThe", "THE FERRY: A HISTORY"),
        ("The old ferry that is still at Larkmouth and which nobody has ever\nThe", "doc"),
        ("The Ferry,\nThe", "doc"),
    ],
)
def test_a_title_is_one_without_a_blank_line_after_it(head: str, title: str) -> None:
    raw = f"{head} ferry has crossed the river since 1820, in good years with forty\ncarts. It carries sheep, people and letters, and the ferryman, who is old, sings.\n\nNobody counted the dogs.\n"
    document = parse_text(raw, "doc")
    assert document.title == title
    assert "ferry has crossed the river since 1820, in good years with forty carts." in document.text


def test_symbols_in_brackets_begin_anew_in_each_list_of_notes() -> None:
    raw = """THE VOYAGE

We came to the cape[*] at dawn, for want of wind[†] and of bread.

  [*] So the sailors call it; it is an island.

  [†] The log has "wine".

On the tenth day we saw a sail[*] to the south.

  [*] A Dane, as it proved.
"""
    document = parse_text(raw, "doc")
    assert [(m.label, m.note) for m in document.markers] == [("*", 0), ("†", 1), ("*", 2)]
    assert not document.problems


def test_the_page_that_a_mark_names_is_kept_with_it() -> None:
    document = parse_text("Порт стар [1, с. 45; 2].\n\n[1] Иванов.\n[2] Петров.\n", "made-up")
    assert [(m.label, m.said) for m in document.markers] == [("1", "с. 45"), ("2", None)]
