"""Layouts of made-up PDF pages: writing from right to left, line numbers, drop caps, feet and lists of notes, dashes."""

from collections.abc import Sequence

import pytest

from qa.parse.pdf.direction import is_turned, mirror
from qa.parse.pdf.fragments import find_fragments
from qa.parse.pdf.lines import find_lines
from qa.parse.pdf.shapes import Glyph
from qa.types.document import BlockKind, ProblemKind
from tests.pdf_maker import LEFT, Sheet, page
from tests.test_parse_pdf import FILLER, calls, parse

TEXT = [
    "The harbour office kept its ledgers in the old customs house near",
    "the quay, and nobody read them until the winter of that year, when",
    "two clerks of the board opened the doors again and counted all of",
    "it by lamplight. They found that the ferry had been paid for twice,",
    "once by the town and once by the board, and that nobody had asked.",
]


def glyphs_at(shown: str, size: float = 12) -> list[Glyph]:
    """The glyphs of a line as it is seen, from left to right; `^1^` is raised."""
    glyphs, x, raised = [], 72.0, False
    for char in shown:
        if char == "^":
            raised = not raised
            continue
        height, base = (0.6 * size, 96.0) if raised else (size, 100.0)
        if char != " ":
            glyphs.append(Glyph(char, x, x + 0.5 * height, base, base - 0.6 * height, base, height, False))
        x += 0.55 * height
    return glyphs


def read(shown: str) -> str:
    """What is read of a line that is seen so."""
    glyphs = glyphs_at(shown)
    turned = not shown.startswith(("The", "In"))
    if turned:
        glyphs, _, _ = mirror(glyphs, [], [], 595)
    (line,) = find_lines(find_fragments(glyphs, rightward=True), 0, 0, [], rightward=True, turned=turned)
    return "".join(f"^{piece.text}^" if piece.raised else piece.text for piece in line.pieces)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("םולש", "שלום"),
        ("^2^.ולסואב Nordic Port AS תרבח", "חברת Nordic Port AS באוסלו.^2^"),
        ("50% ,2019 תנשב", "בשנת 2019, 50%"),
        ("(רוחאה) למנה", "הנמל (האחור)"),
        ("1990-1995 םינשב", "בשנים 1990-1995"),
        ("1995-1990 ماع", "عام 1990-1995"),
        ("09/10/1403 يف ٢٠٣٠ مقر", "رقم ٢٠٣٠ في 09/10/1403"),
        ("ﺍﻟﺴﻼﻡ"[::-1], "السلام"),
        ("The gate says םלוע םולש and no more", "The gate says שלום עולם and no more"),
        ("In 1912 the house (12 תיב) was sold", "In 1912 the house (12 בית) was sold"),
    ],
)
def test_writing_from_right_to_left_is_read_as_it_is_spoken(shown: str, said: str) -> None:
    assert read(shown) == said


@pytest.mark.parametrize("turned", [True, False])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_glyph_that_stands_for_lam_and_alef_is_read_lam_first(turned: bool, order: tuple[int, int]) -> None:
    both = [Glyph(char, 200, 208, 100, 93, 100, 12, False) for char in "لا"]
    glyphs = [Glyph("م", 209, 216, 100, 93, 100, 12, False), both[order[0]], both[order[1]]]
    if turned:
        glyphs, _, _ = mirror(glyphs, [], [], 595)
    (line,) = find_lines(find_fragments(glyphs, rightward=True), 0, 0, [], rightward=True, turned=turned)
    assert line.text == "ملا"


def test_pages_are_turned_round_where_most_letters_are_written_from_right_to_left() -> None:
    assert is_turned("Oslo לש למנה")
    assert not is_turned("The gate says םלוע")


def test_the_order_in_the_file_does_not_matter_for_writing_from_right_to_left() -> None:
    glyphs = glyphs_at(".ולסואב Nordic Port AS תרבח")
    turned, _, _ = mirror([*glyphs[9:], *glyphs[8::-1]], [], [], 595)
    (line,) = find_lines(find_fragments(turned, rightward=True), 0, 0, [], rightward=True, turned=True)
    assert line.text == "חברת Nordic Port AS באוסלו."


@pytest.mark.parametrize(("step", "offset", "first"), [(24, 0, 1), (24, 6, 1), (12.5, 0, 31), (27, 3, 1)])
def test_line_numbers_beside_the_text_are_left_out(step: float, offset: float, first: int) -> None:
    sheets = []
    for number in range(2):
        lines = [f"{line}" for line in TEXT * 5]
        lines[6] = lines[6].replace("quay,", f"quay,^{number + 1}^")
        sheet = Sheet().add(lines, top=60 + offset, step=step, left=110)
        for i in range(25):
            sheet.add([str(first + i)], top=60 + step * i, left=88 - 5.5 * len(str(first + i)))
        sheets.append(sheet.add([f"^{number + 1}^Log {number}."], top=740, size=8, left=110))
    document = parse(*sheets)
    assert " ".join(TEXT) in document.text
    assert calls(document) == [("1", "quay,", "Log 0."), ("2", "quay,", "Log 1.")]


def numbered(sheet: Sheet) -> Sheet:
    """A page of pleading paper: its lines are numbered, and a running head and foot stand outside of them."""
    sheet.add([f"Case 8:16-cv-1261 Document 40 Page {len(sheet.lines)} of 60"], top=20, size=10, left=60)
    for i in range(28):
        sheet.add([str(i + 1)], top=72 + 24 * i, size=12, left=88 - 6 * len(str(i + 1)))
    return sheet.add(["ORDER"], top=800, size=10, left=500)


def double(sheet: Sheet, lines: Sequence[str], first: int) -> Sheet:
    """A double-spaced paragraph from a numbered line on, its first line indented."""
    sheet.add(lines[:1], top=72 + 24 * first, size=12, left=126)
    return sheet.add(lines[1:], top=96 + 24 * first, size=12, left=108, step=24)


def test_double_spaced_lines_on_numbered_paper_make_paragraphs() -> None:
    order = ["The hearing was held, and by the order of the Court it was put", "off until", "August 4 at 5 PM."]
    order[1] = "off, over the protest of the ferry company and of the town, until"
    items = ["1. The board is to keep every ledger that it was given before", "July", "25. It may copy them."]
    items[1] = "the fire, and all the keys that had been handed out by the clerks on July"
    caption = ["THE FERRY COMPANY, a )", "company of the island, )", "Plaintiff, )", "vs. )", "THE BOARD, )"]
    sheets = [Sheet().add([name.upper() for name in TEXT[:2]], top=72, size=12, left=108, step=24), Sheet(), Sheet()]
    sheets[0].add([*caption, "Defendant. )"], top=144, size=12, left=108, step=12)
    sheets[0].add(["INTRODUCTION"], top=240, size=12, left=230)
    double(double(double(sheets[0], TEXT, 8), order, 13), TEXT, 16).add(["THE LEDGERS"], top=576, size=12, left=235)
    double(double(sheets[0], items, 22), TEXT[:3], 25)
    sheets[0].lines[-1] = (*sheets[0].lines[-1][:3], TEXT[2].replace("again", "again^1^"), False)
    sheets[0].rule(726, left=108).add(["^1^ Log one, of the", "old quay."], top=740, size=12, left=108, step=13)
    sheets[1].add(TEXT[3:], top=72, size=12, left=108, step=24)
    sheets[1].add(TEXT, top=120, size=12, left=144, step=12)
    double(double(sheets[1], TEXT, 5), TEXT, 10).add(TEXT[:2], top=552, size=12, left=108, step=24)
    sheets[2].add(TEXT[2:], top=72, size=12, left=108, step=24).add(["IT IS SO ORDERED"], top=144, size=12, left=144)
    document = parse(*map(numbered, sheets))
    blocks = [document.text[block.span.start : block.span.end].strip() for block in document.blocks]
    text = " ".join(TEXT)
    start = blocks.index("INTRODUCTION")
    assert blocks[start:] == [
        *("INTRODUCTION", text, " ".join(order), text, "THE LEDGERS", " ".join(items)),
        *(text, text, text, text, text, "IT IS SO ORDERED", "Log one, of the old quay."),
    ]
    assert {block.kind for block in document.blocks[start::4][:2]} == {BlockKind.HEADING}
    assert calls(document) == [("1", "again", "Log one,")]


def test_numbers_of_a_list_or_a_table_are_no_line_numbers() -> None:
    entries = [
        f"Harbour log {word}, kept in the town." for word in "one two three four five six seven eight nine".split()
    ]
    sheet = Sheet()
    for i, entry in enumerate(entries, 1):
        sheet.add([str(i)], top=80 + 14 * i, left=72).add([entry], top=80 + 14 * i, left=100)
    assert all(f"{i} Harbour log" in parse(sheet).text for i in range(1, 10))


@pytest.mark.parametrize(("initial", "size", "first", "said"), [
    ("T", 53, "he board met in May and closed the old quay again", "The board met in May"),
    ("A", 53, "man came from the old island and asked for a boat", "A man came from the"),
    ("“W", 53, "hen the ferry sank, nobody cared for the old boat", "“When the ferry sank,"),
    ("I", 32, "t was a man of the island who came in that winter", "It was a man"),
])  # fmt: skip
def test_drop_caps_stand_at_the_head_of_their_paragraph(initial: str, size: float, first: str, said: str) -> None:
    left = LEFT + 0.75 * size * len(initial)
    beside = 3 if size > 40 else 2
    sheet = page([FILLER, "A man of the island asked for it when it was late.", FILLER])
    sheet.add([initial], top=300 + 14 * (beside - 1), size=size)
    sheet.add([first, *TEXT[1:beside]], top=300, left=left, step=14)
    sheet.add(TEXT[beside:], top=300 + 14 * beside, step=14)
    assert f"{said}" in parse(sheet).text
    assert f"{TEXT[beside - 1]} {TEXT[beside]}" in parse(sheet).text


def table(sheet: Sheet, top: float) -> Sheet:
    sheet.rule(top, width=60)
    for row in range(4):
        for column, cell in enumerate((f"{1990 + row}", f"{12 * row}", f"{340 * row}")):
            sheet.add([cell], top=top + 14 * (row + 1), left=LEFT + 120 * column)
    return sheet


@pytest.mark.parametrize("size", [8, 11])
def test_the_rule_at_the_head_of_a_table_begins_no_notes(size: float) -> None:
    notes = ["^1^Log one, which tells of the ships that"], ["^2^Log two."]
    first = page([FILLER, "Two men fled.^1^", *TEXT]).rule(600).add(notes[0], top=620, size=size)
    second = table(page([FILLER, FILLER]), 150).add(["They hid^2^ in the reeds.", *TEXT], top=260)
    second.rule(600).add(["came that year.", *notes[1]], top=620, size=size)
    document = parse(first, second)
    assert calls(document) == [("1", "fled.", "Log one,"), ("2", "hid", "Log two.")]
    assert [f.span.of(document.text) for f in document.footnotes] == [
        "Log one, which tells of the ships that came that year.",
        "Log two.",
    ]
    assert "1993 36 1020" in document.text[: document.footnotes[0].span.start]


@pytest.mark.parametrize(
    ("last", "size"),
    [
        (["Here the next article begins, in the type of the text.", FILLER], 11),
        (["Printed in the town"], 11),
        (["Printed in the town", "by the board"], 8),
    ],
)
def test_notes_that_end_before_the_page_does(last: list[str], size: float) -> None:
    sheet = page([FILLER, "Two men fled.^1^ They hid.^2^", *TEXT])
    sheet.add(["^1^Log one, which is", "long.", "^2^Log two."], top=300, size=8, step=10).add(last, top=360, size=size)
    document = parse(sheet)
    assert calls(document) == [("1", "fled.", "Log one,"), ("2", "hid.", "Log two.")]
    assert [f.span.of(document.text) for f in document.footnotes] == ["Log one, which is long.", "Log two."]
    assert last[0] in document.text[: document.footnotes[0].span.start]


def test_openings_of_short_chapters_far_below_the_edge_stay() -> None:
    sheets = [Sheet().add([f"Chapter {n}"], top=180, size=18).add([FILLER] * 9, top=230) for n in range(1, 6)]
    assert [f"Chapter {n}" in parse(*sheets).text for n in range(1, 6)] == [True] * 5


def test_headings_at_the_head_of_every_page_stay() -> None:
    sheets = [
        Sheet().add([f"The {word} ship"], top=80, size=16, bold=True).add([FILLER] * 9, top=130)
        for word in ("red", "blue", "grey", "black", "white")
    ]
    assert [f"The {word} ship" in parse(*sheets).text for word in ("red", "blue", "white")] == [True] * 3


def test_texts_side_by_side_that_are_read_line_by_line_are_reported() -> None:
    sheet = page([FILLER] * 20)
    for left, word in ((LEFT, "red"), (330, "blue")):
        sheet.add([f"The {word} ships of the old town board came"] * 7, top=500, left=left)
    assert [(p.kind, p.label) for p in parse(sheet).problems] == [(ProblemKind.MIXED_LINES, "1")]


def test_rows_of_a_table_are_no_mixed_lines() -> None:
    sheet = page([FILLER] * 20)
    for row in range(9):
        for column in range(2):
            sheet.add([f"The ships of the old town board {row}"], top=500 + 15 * row, left=LEFT + 250 * column)
    assert parse(sheet).problems == ()


def chapters(counts: list[int]) -> list[Sheet]:
    return [
        Sheet().add([f"Chapter {word}"], top=80, size=16, bold=True)
        .add([x for n in range(1, count + 1) for x in (FILLER, f"In {word} came ship {'abcdefg'[n]}.^{n}^", FILLER)], top=130)
        for word, count in zip(("red", "blue", "grey"), counts, strict=False)
    ]  # fmt: skip


@pytest.mark.parametrize("style", ["{}. ", "{} ", "^{}^ ", "({}) ", "[{}] "])
@pytest.mark.parametrize("title", ["Notes", "Where All of This Was Found"])
def test_notes_to_chapters_at_the_end_under_headings_of_any_name(style: str, title: str) -> None:
    counts = [4, 3, 5]
    end = Sheet().add([title], top=60, size=16, bold=True)
    top = 100.0
    for word, count in zip(("red", "blue", "grey"), counts, strict=True):
        end.add([f"To the chapter on {word} ships"], top=top, size=10, bold=True)
        lines = [x for n in range(1, count + 1) for x in (style.format(n) + f"Log {word} {n}, which", "is long.")]
        end.add(lines, top=top + 18, size=10)
        top += 18 + 12.5 * len(lines) + 16
    document = parse(*chapters(counts), end)
    expected = [
        (str(n), f"{'abcdefg'[n]}.", f"Log {word}")
        for word, count in zip(("red", "blue", "grey"), counts, strict=True)
        for n in range(1, count + 1)
    ]
    assert calls(document) == expected
    assert document.footnotes[3].span.of(document.text) == "Log red 4, which is long."


def test_notes_after_each_chapter_under_headings_of_any_name() -> None:
    counts = [4, 3, 5]
    sheets = chapters(counts)
    for sheet, word, count in zip(sheets, ("red", "blue", "grey"), counts, strict=True):
        sheet.add(["What this rests on"], top=500, size=12, bold=True)
        sheet.add([f"{n}. Log {word} {n}." for n in range(1, count + 1)], top=520, size=9)
    assert [note for _, _, note in calls(parse(*sheets))] == [
        f"Log {word}" for word, count in zip(("red", "blue", "grey"), counts, strict=True) for _ in range(count)
    ]


def test_a_list_in_the_text_with_the_numbers_of_markers_is_no_list_of_notes() -> None:
    sheets = chapters([3, 3])
    for sheet in sheets:
        sheet.add(["The board advises"], top=400, bold=True).add([f"{n}. Close route {n}." for n in (1, 2, 3)], top=420)
        sheet.add([FILLER, FILLER], top=480)
    assert {note for _, _, note in calls(parse(*sheets))} == {None}


def test_rules_of_dashes_are_no_words_and_part_notes_from_the_text() -> None:
    sheet = page([FILLER, "Two men fled.^1^ They went to the har-"]).add(["-" * 30], top=600)
    sheet.add(["^1^ Log one."], top=615).add(["bour^2^ at night, and hid------ there.", "_" * 40], top=117.5)
    document = parse(sheet.add(["^2^ Log two."], top=630))
    assert "harbour at night, and hid there." in document.text
    assert calls(document) == [("1", "fled.", "Log one."), ("2", "harbour", "Log two.")]


def test_labels_in_parentheses_on_the_baseline_call_the_notes_of_their_page() -> None:
    first = page([FILLER, "Two men fled in 1999 (1) and hid (2).", "They had (1) a boat and", FILLER]).rule(690)
    second = page([FILLER, "One came back (3). He told (7) nothing.", FILLER]).rule(690)
    first.add(["(2) Log two."], top=705, size=8)
    second.add(["(3) Log three, which is", "long."], top=705, size=8)
    assert calls(parse(first, second)) == [("2", "hid", "Log two."), ("3", "back", "Log three,")]


def test_labels_in_parentheses_that_touch_a_word_call_notes_without_a_rule_above_them() -> None:
    sheet = page(["Catch of the fleet(1) under section 4(3) by year"]).rule(110, width=300)
    sheet.add(["1901      1,204", "1902        998"], top=125).rule(165, width=300)
    sheet.add(["The fall is due to storms(2) and to a change", "in the way that fish were weighed."], top=190)
    sheet.add(["(1) Steam vessels only.", "(2) Weather diary, 1902."], top=700, size=8, step=11)
    assert calls(parse(sheet)) == [("1", "fleet", "Steam vessels"), ("2", "storms", "Weather diary,")]


def test_the_numbered_parts_of_a_law_are_no_notes() -> None:
    sheet = page([FILLER, "The board shall (1) keep a ledger and (2) close the quay, where", *TEXT])
    sheet.add(["(1) a clerk has counted the ships, and", "(2) no ferry is at sea."], top=700, size=9)
    assert parse(sheet).footnotes == ()


@pytest.mark.parametrize("style", ["{}. ", "({}) "])
def test_numbered_headings_of_chapters_are_no_notes(style: str) -> None:
    end = Sheet().add(["Notes"], top=60, size=16, bold=True)
    for at, (word, title) in enumerate((("red", "1. Red Ships"), ("blue", "4. Blue Ships"))):
        end.add([title], top=100 + 140 * at, bold=True, size=10)
        end.add([style.format(n) + f"Log {word} {n}." for n in (1, 2, 3)], top=118 + 140 * at, size=10)
    assert [note for _, _, note in calls(parse(*chapters([3, 3]), end))] == ["Log red"] * 3 + ["Log blue"] * 3
