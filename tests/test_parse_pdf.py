from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.pdf import parse_pdf
from qa.parse.pdf.fragments import find_fragments
from qa.parse.pdf.lines import find_lines
from qa.parse.pdf.readable import why_unreadable
from qa.parse.pdf.shapes import Glyph
from qa.types.document import BlockKind, Document, ProblemKind
from tests.pdf_maker import HEIGHT, LEFT, TOP, WIDTH, Sheet, make_pdf, page

FILLER = "The harbour office kept its ledgers in the old customs house near the quay."
COLUMN = "A narrow column of text that runs"


def parse(*sheets: Sheet, **options: Any) -> Document:
    return parse_pdf(make_pdf(sheets, **options), "made-up.pdf", "made-up")


def calls(document: Document) -> list[tuple[str, str, str | None]]:
    """Each marker: label, the word before it, and how its note begins."""
    return [
        (
            m.label,
            document.text[: m.at].split()[-1],
            None if m.note is None else " ".join(document.footnotes[m.note].span.of(document.text).split()[:2]),
        )
        for m in document.markers
    ]


# title, pages, markers as (label, word before, first two words of the note)
GOLDEN = [
    (
        "raised labels",
        [page([FILLER, "Two men fled.^1^ One was caught,^2^ they said.", FILLER], ["^1^Harbour log, 4 May.", "^2^Court file 12."])],
        [("1", "fled.", "Harbour log,"), ("2", "caught,", "Court file")],
    ),
    (
        "plain labels with a full stop",
        [page([FILLER, "Two men fled.^1^ One was caught,^2^ they said."], ["1. Harbour log, 4 May.", "2. Court file 12."])],
        [("1", "fled.", "Harbour log,"), ("2", "caught,", "Court file")],
    ),
    (
        "plain labels, and a line of a note that begins with a number",
        [page([FILLER, "Two men fled.^7^ One was caught.^8^"], ["7 Harbour log of 4 May, page", "12 and the next.", "8 Court file."])],
        [("7", "fled.", "Harbour log"), ("8", "caught.", "Court file.")],
    ),
    (
        "a line of a note that begins with the number of the next",
        [page([FILLER, "Two men fled.^8^ One was caught.^9^"], ["8 Harbour log, kept by the board since", "9 May 1920.", "9 Court file."])],
        [("8", "fled.", "Harbour log,"), ("9", "caught.", "Court file.")],
    ),
    (
        "a note that runs over to the next page, and a sentence that does",
        [
            page([FILLER, "Two men fled^1^ in a boat that", "had been hidden^2^ for weeks in the"], ["^1^Harbour log.", "^2^The boat was a"], 1),
            page(["reeds.^3^ Nobody saw it.", FILLER], ["fishing smack of nine metres.", "^3^Letter of 9 May."], 2),
        ],
        [("1", "fled", "Harbour log."), ("2", "hidden", "The boat"), ("3", "reeds.", "Letter of")],
    ),
    (
        "numbering that starts again on each page",
        [
            page([FILLER, "Two men fled.^1^ One came back.^2^"], ["^1^Harbour log.", "^2^Court file."], 1),
            page([FILLER, "The boat sank.^1^", FILLER], ["^1^Letter of 9 May."], 2),
        ],
        [("1", "fled.", "Harbour log."), ("2", "back.", "Court file."), ("1", "sank.", "Letter of")],
    ),
    (
        "several markers in a row, and a range",
        [
            page(
                [FILLER, "Two men fled.^1,2^ One came back.^3–5^", FILLER],
                ["^1^Log one.", "^2^Log two.", "^3^Log three.", "^4^Log four.", "^5^Log five."],
            )
        ],
        [
            ("1", "fled.", "Log one."),
            ("2", "fled.", "Log two."),
            ("3", "back.", "Log three."),
            ("4", "back.", "Log four."),
            ("5", "back.", "Log five."),
        ],
    ),
    (
        "two notes called in one place without a comma",
        [page([FILLER, "Two men fled.^12^ They hid.", FILLER], ["^1^Log one.", "^2^Log two."])],
        [("1", "fled.", "Log one."), ("2", "fled.", "Log two.")],
    ),
    (
        "one note called twice",
        [page([FILLER, "Two men fled.^1^ They hid.^1^", FILLER], ["^1^Log one."])],
        [("1", "fled.", "Log one."), ("1", "hid.", "Log one.")],
    ),
    (
        "symbols",
        [page([FILLER, "Two men fled.* They hid† for weeks.", FILLER], ["* Log one.", "† Log two."])],
        [("*", "fled.", "Log one."), ("†", "hid", "Log two.")],
    ),
    (
        "exponents, ordinals and lowered digits beside notes of the same number",
        [
            page(
                [
                    "It covers 12 km^2^ and holds 10^6^ tonnes of CO_2_ since May 1^st^, or x^2^ in all.",
                    "Two men fled.^1^ They hid.^2^",
                    FILLER,
                ],
                ["^1^Log one.", "^2^Log two."],
            )
        ],
        [("1", "fled.", "Log one."), ("2", "hid.", "Log two.")],
    ),
    (
        "a year with a note beside a square of the same number",
        [page([FILLER, "In 1999^1^ they held 12 km^1^ of land. Two fled.^2^", FILLER], ["^1^Log one.", "^2^Log two."])],
        [("1", "1999", "Log one."), ("2", "fled.", "Log two.")],
    ),
    (
        "a note of the size of the text, under a thin line",
        [page([FILLER, "Two men fled.^1^", FILLER]).rule(600).add(["1 Log one, which is", "long."], top=615)],
        [("1", "fled.", "Log one,")],
    ),
    (
        "endnotes under a heading",
        [
            page([FILLER, "Two men fled.^1^ They hid.^2^ One came back.^3^", FILLER], number=1),
            Sheet().add(["Notes"], top=100, size=14, bold=True).add(["1. Log one, which is", "long.", "2. Log two.", "3. Log three."], top=130, size=9),
        ],
        [("1", "fled.", "Log one,"), ("2", "hid.", "Log two."), ("3", "back.", "Log three.")],
    ),
    (
        "endnotes without a heading",
        [
            page([FILLER, "Two men fled.^1^ They hid.^2^ One came back.^3^", FILLER], number=1),
            Sheet().add(["^1^Log one.", "^2^Log two.", "^3^Log three."], top=130, size=10),
        ],
        [("1", "fled.", "Log one."), ("2", "hid.", "Log two."), ("3", "back.", "Log three.")],
    ),
    (
        "numbers in brackets and a list of references",
        [
            page([FILLER, "Two men fled [1]. They hid [2, 3] for weeks in [sic] the reeds.", FILLER], number=1),
            Sheet().add(["References"], top=100, size=14, bold=True).add(["[1] Log one.", "[2] Log two.", "[3] Log three."], top=130),
        ],
        [("1", "fled", "Log one."), ("2", "hid", "Log two."), ("3", "hid", "Log three.")],
    ),
    (
        "notes after each chapter, numbered anew",
        [
            page([FILLER, "Two men fled.^1^ They hid.^2^", *[FILLER] * 9])
            .add(["Notes"], top=300, size=14, bold=True)
            .add(["1. Log one.", "2. Log two."], top=330, size=9),
            page([FILLER, "The boat sank.^1^ It lay there.^2^", *[FILLER] * 9])
            .add(["Notes"], top=300, size=14, bold=True)
            .add(["1. Letter one.", "2. Letter two."], top=330, size=9),
        ],
        [("1", "fled.", "Log one."), ("2", "hid.", "Log two."), ("1", "sank.", "Letter one."), ("2", "there.", "Letter two.")],
    ),
    (
        "raised labels with the text after a tab",
        [
            page([FILLER, "Two men fled.^1^ They hid.^2^", FILLER]).add(["^1^", "^2^"], top=700, size=9, step=24)
            .add(["Log one, which is", "long.", "Log two."], top=700, size=9, step=12, left=LEFT + 20)
        ],
        [("1", "fled.", "Log one,"), ("2", "hid.", "Log two.")],
    ),
    (
        "notes of a chapter in the type of the text, and another chapter after them",
        [
            page([FILLER, "Two men fled.^1^ They hid.^2^", FILLER], number=1),
            Sheet().add(["Notes"], top=100, size=14, bold=True).add(["1. Log one.", "2. Log two."], top=130),
            Sheet().add(["The Second Chapter"], top=100, size=14, bold=True).add([FILLER] * 30, top=130),
        ],
        [("1", "fled.", "Log one."), ("2", "hid.", "Log two.")],
    ),
    (
        "endnotes without a heading, on the page that calls the last of them",
        [
            page([FILLER, "Two men fled.^1^ They hid.^2^", FILLER], number=1),
            page([FILLER] * 5, number=2),
            page([FILLER, "One came back.^3^", FILLER], ["1 Log one.", "2 Log two.", "3 Log three."]),
        ],
        [("1", "fled.", "Log one."), ("2", "hid.", "Log two."), ("3", "back.", "Log three.")],
    ),
    (
        "endnotes with Roman numbers",
        [
            page([FILLER, "Two men fled.^i^ They hid.^ii^ One came back.^iii^", FILLER], number=1),
            Sheet().add(["^i^ Log one.", "^ii^ Log two.", "^iii^ Log three."], top=130, size=10),
        ],
        [("i", "fled.", "Log one."), ("ii", "hid.", "Log two."), ("iii", "back.", "Log three.")],
    ),
    (
        "a note of the size of the text that runs over under the same rule",
        [
            page([FILLER, "Two men fled.^1^", FILLER]).rule(600).add(["^1^ Log one, which runs over to"], top=615),
            page([FILLER, FILLER]).rule(600).add(["the next page and ends there."], top=615),
        ],
        [("1", "fled.", "Log one,")],
    ),
    (
        "a run of numbers without commas, and more of them than letters in the line",
        [page([FILLER, "fled.^9101112^", FILLER], [f"^{n}^Log {n}." for n in range(9, 13)])],
        [(str(n), "fled.", f"Log {n}.") for n in range(9, 13)],
    ),
    (
        "a marker that begins a line",
        [page([FILLER, "Two men fled.^1^ Nobody saw it.", "^2^ They hid.^3^", FILLER], [f"^{n}^Log {n}." for n in (1, 2, 3)])],
        [("1", "fled.", "Log 1."), ("2", "it.", "Log 2."), ("3", "hid.", "Log 3.")],
    ),
    (
        "a raised number without the link that all others have",
        [
            page([FILLER, "A grant of CO^2^ paid. Two{1>a} men{2>b} fled{3>c} then.{4>d}", FILLER]).goal("a", 690).goal("b", 700)
            .goal("c", 710).goal("d", 720).add(["^1^Log one.", "^2^Log two.", "^3^Log three.", "^4^Log four."], top=700, size=8)
        ],
        [("1", "Two", "Log one."), ("2", "men", "Log two."), ("3", "fled", "Log three."), ("4", "then.", "Log four.")],
    ),
    (
        "a marker inside a note",
        [page([FILLER, "Two men fled.^1^", FILLER], ["^1^Log one.^2^", "^2^Log two."])],
        [("1", "fled.", "Log one."), ("2", "one.", "Log two.")],
    ),
    (
        "a number that no note has",
        [page([FILLER, "Two men fled.^1^ They hid.^2^ One came back.^3^"], ["^1^Log one.", "^3^Log three."])],
        [("1", "fled.", "Log one."), ("2", "hid.", None), ("3", "back.", "Log three.")],
    ),
    (
        "links decide where the same number stands twice",
        [
            page([FILLER, "In 1999{1>later} two men fled in 10{1>first} boats.", FILLER]).goal("first", 590)
            .add(["^1^Log one."], top=600, size=8).goal("later", 690).add(["^1^Letter one."], top=700, size=8)
        ],
        [("1", "1999", "Letter one."), ("1", "10", "Log one.")],
    ),
    (
        "links that lead a note too high: the printed label decides",
        [
            page([FILLER, "Two men{1>a} fled{2>a} then.{3>b}", FILLER]).goal("a", 690).goal("b", 702)
            .add(["^1^Log one.", "^2^Log two.", "^3^Log three."], top=700, size=8, step=11)
        ],
        [("1", "men", "Log one."), ("2", "fled", "Log two."), ("3", "then.", "Log three.")],
    ),
    (
        "a link whose label no note has leads nowhere",
        [
            page([FILLER, "Two men{1>a} fled{2>a} then.{3>b}", FILLER]).goal("a", 690).goal("b", 702)
            .add(["^1^Log one.", "^3^Log three."], top=700, size=8, step=11)
        ],
        [("1", "men", "Log one."), ("2", "fled", None), ("3", "then.", "Log three.")],
    ),
    (
        "labels in parentheses, and a list in the text whose numbers stand so",
        [page([FILLER, "(1) Two men fled.^1^", "(2) One was caught^2^ later.", FILLER], ["(1) Log one, which is", "long.", "(2) Log two."])],
        [("1", "fled.", "Log one,"), ("2", "caught", "Log two.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sheets", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_markers_lead_to_their_notes(sheets: list[Sheet], expected: list[tuple[str, str, str | None]]) -> None:
    assert calls(parse(*sheets)) == expected


def two_columns() -> Document:
    left = [COLUMN] * 10 + ["and a ship sank.^1^ It", "was never raised from the"]
    right = ["sea.^2^ Nobody tried."] + [COLUMN] * 11
    sheet = Sheet().add(["A Title Over Both of the Columns of This Page"], top=70, size=18, bold=True)
    sheet.add(left, top=110, size=10).add(right, top=110, size=10, left=320)
    sheet.add(["^1^Log one of the", "harbour office."], top=700, size=7.5)
    sheet.add(["^2^Log two of the", "harbour office."], top=700, size=7.5, left=320)
    return parse(sheet)


def test_columns_are_read_one_after_the_other() -> None:
    document = two_columns()
    assert calls(document) == [("1", "sank.", "Log one"), ("2", "sea.", "Log two")]
    assert "It was never raised from the sea. Nobody tried." in document.text


def column_sheet(count: int, width: float, size: float, names: str) -> Sheet:
    """A page of columns; the `n`th tells `n` lines of a sentence of its own and has a note at its foot."""
    sheet = Sheet().add(["Annals of the Harbour"], top=50, size=size)
    for n in range(count):
        left = 40 + n * width
        lines = [
            f"{names[n]} told them all that the",
            "ferry had left the old quay",
            f"before dawn.^{n + 1}^ Nobody there",
        ] * 12
        lines[3:] = [line.partition("^")[0] + " Nobody there" * ("^" in line) for line in lines[3:]]
        sheet.add(lines, top=80, left=left, size=size).add(
            [f"^{n + 1}^Log {names[n]}."], top=750, left=left, size=0.75 * size
        )
    return sheet


@pytest.mark.parametrize(("count", "width", "size"), [(3, 175, 9), (4, 132, 8), (3, 165, 10)])
def test_three_and_more_columns_are_read_one_after_the_other(count: int, width: float, size: float) -> None:
    names = "ABCD"[:count]
    document = parse(column_sheet(count, width, size, names))
    assert calls(document) == [(str(n), "dawn.", f"Log {name}.") for n, name in enumerate(names, 1)]
    assert all(f"{name} told them all that the ferry had left the old quay" in document.text for name in names)


@pytest.mark.parametrize(("count", "width", "size"), [(3, 148, 9), (2, 256, 10)])
def test_columns_that_a_file_writes_row_by_row_are_read_one_after_the_other(
    count: int, width: float, size: float
) -> None:
    row = ["told them that the old ferry was no", "ship and had to be sold in spring"]
    sheet = Sheet()
    for i in range(30):
        for n in range(count):
            text = f"{'RSTU'[n]}{i} {row[i % 2]}" + (" of the year in the town" if count == 2 else "")
            sheet.add([text], top=80 + 1.25 * size * i, left=40 + n * width, size=size)
    text = parse(sheet).text
    assert all(
        f"{name}0 {row[0]}" in text and text.index(f"{name}0 ") < text.index(f"{name}29 ") for name in "RSTU"[:count]
    )
    assert text.index("R29 ") < text.index("S0 ")


def test_text_outside_of_what_a_page_shows_is_not_read() -> None:
    sheet = page([FILLER, "Two men{1>a} fled."]).goal("a", 690).add(["^1^Log one."], top=700, size=8)
    sheet.add(["For the printer: batch 7", "DRAFT"], top=20).add(["Colour bar"], top=300, left=560)
    document = parse(sheet, crop=(50, 60, 540, 800))
    assert calls(document) == [("1", "men", "Log one.")]
    assert not any(word in document.text for word in ("printer", "DRAFT", "Colour"))


@pytest.mark.parametrize("number", ["7", "- 12 -", "Page 3 of 9", "iv", "14 | Page"])
def test_the_page_number_of_a_file_of_one_page_is_removed(number: str) -> None:
    sheet = page([FILLER, "Two men fled.^1^", FILLER], ["^1^Log one."]).add([number], top=HEIGHT - 40, left=WIDTH / 2)
    document = parse(sheet)
    assert [f.span.of(document.text) for f in document.footnotes] == ["Log one."]


def test_running_heads_far_below_the_upper_edge_are_removed() -> None:
    sheets = [
        Sheet().add([["7 LOW v. HARBOUR BOARD", "Cite as: 1 H. B. 7 (1999)"][n % 2]], top=150, size=9)
        .add(["Opinion of the Board"], top=168, size=9).add([f"{FILLER} Part {n}.", FILLER, "The board held that the"], top=195)
        for n in range(6)
    ]  # fmt: skip
    text = parse(*sheets).text
    assert not any(words in text for words in ("LOW v.", "Cite as", "Opinion of"))
    assert all(f"Part {n}." in text for n in range(6))


def test_forms_that_repeat_line_after_line_keep_them() -> None:
    rows = ["Name of the ship", "Port of call", "Tonnes on board", "Master", "Crew", "Cargo"]
    sheets = [Sheet().add(rows, top=130, step=22).add([f"{FILLER} Ship {n}."] * 20, top=270) for n in range(5)]
    assert parse(*sheets).text.count("Port of call") == 5


def small_noughts(text: str, size: float) -> str:
    """What is read of a line in a font whose nought is a small ring above the line's foot."""
    glyphs = []
    for i, char in enumerate(text):
        top, bottom = (94.0, 98.0) if char in "0٠" else (93.0, 100.0)
        glyphs.append(Glyph(char, 72 + 0.5 * size * i, 72 + 0.5 * size * (i + 1), 100, top, bottom, size, False))
    (line,) = find_lines(find_fragments(glyphs), 0, 0, [])
    return "".join(f"^{piece.text}^" if piece.raised else piece.text for piece in line.pieces)


@pytest.mark.parametrize("text", ["number 20300 of 09/10/1403", "in 2020, 00 or 100%", "no. ٢٠٣٠٠, old"])
def test_small_noughts_are_digits_of_their_number(text: str) -> None:
    assert small_noughts(text, 11) == text


def test_running_heads_and_page_numbers_are_removed() -> None:
    sheets = [
        page([f"{FILLER} Part {word}.", FILLER], number=n).add(["Annals of the Harbour", ], top=40, size=9)
        for n, word in enumerate(("one", "two", "three", "four"), 5)
    ]  # fmt: skip
    text = parse(*sheets).text
    assert "Annals" not in text
    assert not any(line.strip().isdecimal() for line in text.splitlines())
    assert [word in text for word in ("one.", "two.", "three.", "four.")] == [True] * 4


def test_a_sentence_that_comes_again_chapters_later_stays() -> None:
    chapter = Sheet().add(["The harbour was closed."], top=60).add([FILLER, FILLER], top=110)
    others = [
        Sheet().add([f"Part {word} of it.", FILLER, FILLER], top=60)
        for word in ("one", "two", "red", "blue", "so", "no")
    ]
    assert parse(*[chapter, *others] * 4).text.count("The harbour was closed.") == 4


def test_first_lines_that_differ_stay() -> None:
    sheets = [
        page([f"Chapter opening {word} stays here.", FILLER, FILLER]) for word in ("red", "blue", "green", "grey")
    ]
    assert all(f"opening {word} stays" in parse(*sheets).text for word in ("red", "blue", "green", "grey"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["He spoke of two convic-", "tions at the time."], "two convictions at"),
        (["He was a well-", "known man at the time."], "a well-known man"),
        (["The sea wall of the sea-", "wall company was built by the sea."], "the sea-wall company"),
        (["Send it by e-", "mail, since e-mail is best."], "by e-mail, since"),
        (
            ["The basis of the price-", "determining factors was made ana-", "lysable at once."],
            "price-determining factors was made analysable",
        ),
        (
            ["It was a cost-", "effective way of decision-", "making for the board."],
            "cost-effective way of decision-making for",
        ),
        (["He spoke of the under-", "standing of the out-", "standing debts."], "the understanding of"),
        (["From 1990-", "1995 he lived by the sea."], "From 1990-1995 he"),
        (["The Anglo-", "Saxon house was built by the sea."], "Anglo-Saxon house"),
    ],
)
def test_hyphens_at_line_ends_go_only_where_the_word_has_none(lines: list[str], expected: str) -> None:
    assert expected in parse(page([FILLER, *lines])).text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["See https://www.", "example.org/a and more."], "See https://www.example.org/a and more."),
        (["See https://example.org/", "files/log-2.pdf. More."], "https://example.org/files/log-2.pdf. More."),
        (["See https://example.org/old-", "logs/1.html now."], "https://example.org/old-logs/1.html now."),
        (["See doi 10.1000/", "harbour.12.3 now."], "doi 10.1000/harbour.12.3 now."),
        (["See https://example.org/", "and the log."], "https://example.org/ and the log."),
        (["See https://example.org/log.", "The next."], "https://example.org/log. The next."),
        (["See https://example.org/a and/", "or the log."], "https://example.org/a and/or the log."),
        (["See <https://example.org/|https://e.org>", "<stats|https://e.org> now."], "https://example.org/stats now."),
        (["See <https://example.org/|https://e.org>", "files/log.pdf now."], "https://example.org/ files/log.pdf now."),
    ],
)
def test_addresses_that_break_over_lines_are_whole_and_take_no_other_word(lines: list[str], expected: str) -> None:
    assert expected in parse(page([FILLER, f"{FILLER} {lines[0]}", lines[1]])).text


def test_a_document_that_breaks_no_words_keeps_all_its_hyphens() -> None:
    lines = [f"{FILLER} {a}-" for a in ("limited", "related", "third")]
    text = parse(page([x for line in lines for x in (line, "party rules held.", FILLER)])).text
    assert [f"{word}-party" in text for word in ("limited", "related", "third")] == [True] * 3


def test_the_word_after_a_marker_stands_apart() -> None:
    assert "Two men fled in May." in parse(page([FILLER, "Two men^1^fled in May."], ["^1^Log one."])).text


def test_a_dash_at_the_start_of_a_line_inside_a_sentence_is_no_bullet() -> None:
    document = parse(
        page([FILLER, "Two men fled in a boat that had been hidden in the reeds of the island", "- Low, by name."])
    )
    assert "of the island - Low, by name." in document.text


def test_the_same_note_on_page_after_page_is_no_running_foot() -> None:
    sheets = [page([f"{FILLER} Part {n}.^{n}^", FILLER], [f"^{n}^Log of the", "old harbour."]) for n in range(1, 9)]
    sheets[2:2] = [page([FILLER, FILLER]) for _ in range(9)]
    document = parse(*sheets)
    assert {f.span.of(document.text) for f in document.footnotes} == {"Log of the old harbour."}


@pytest.mark.parametrize("note", ["^{}^Ibid.", "{}. Log of the harbour."])
def test_a_note_that_closes_every_page_is_no_running_foot(note: str) -> None:
    body = [*[FILLER] * 9, "A ship sank.^{}^", *[FILLER] * 9]
    sheets = [
        Sheet().add([line.format(n) for line in body], top=200).add([note.format(n)], top=760, size=8)
        for n in range(1, 7)
    ]
    assert [f.label for f in parse(*sheets).footnotes] == ["1", "2", "3", "4", "5", "6"]


def test_notes_under_a_table_and_at_the_foot_of_its_page_are_both_read() -> None:
    sheet = page(
        [f"{FILLER} It rose.^1^", "Town  Fee^a^", "Holm^b^  12"], ["^*^Read in Lund.", "1 Fee book.", "2 Letter."]
    )
    sheet.add(["^a^A year.", "^b^Until 1711."], top=180, size=8, step=10).add(
        ["Nobody paid.^2^ The end.^*^", FILLER], top=230
    )
    assert calls(parse(sheet)) == [
        ("1", "rose.", "Fee book."),
        ("a", "Fee", "A year."),
        ("b", "Holm", "Until 1711."),
        ("2", "paid.", "Letter."),
        ("*", "end.", "Read in"),
    ]


def test_a_raised_label_at_the_start_of_a_line_is_no_marker() -> None:
    sheet = page(["Ann Low^1^ and Bo High^2^ wrote this.", "^1^ Harbour School", "^2^ Customs House"])
    document = parse(sheet.add([FILLER, FILLER], top=200))
    assert [(label, word) for label, word, _ in calls(document)] == [("1", "Low"), ("2", "High")]


def test_exponents_stay_in_the_text_as_superscript_characters() -> None:
    document = parse(page(["It covers 12 km^2^ and holds 10^6^ tonnes.", "They fled on May 1^st^.", FILLER]))
    assert "12 km² and holds 10⁶ tonnes." in document.text
    assert "on May 1st." in document.text
    assert document.markers == ()


def test_two_places_that_could_both_call_a_note_are_reported() -> None:
    document = parse(page([FILLER, "In 1999^1^ two men fled in 12^1^ boats.", FILLER], ["^1^Log one."]))
    assert document.markers == ()
    assert [(p.kind, p.label) for p in document.problems] == [(ProblemKind.AMBIGUOUS_MARKER, "1")]


def test_notes_lose_their_labels_and_close_the_text() -> None:
    document = parse(page([FILLER, "Two men fled.^1^", FILLER], ["^1^Harbour log of", "4 May."]))
    assert [f.span.of(document.text) for f in document.footnotes] == ["Harbour log of 4 May."]
    assert document.text.endswith("Harbour log of 4 May.")
    assert document.blocks[-1].kind is BlockKind.NOTE


def test_blocks_are_what_they_are() -> None:
    sheet = Sheet().add(["The Harbour"], top=80, size=20, bold=True).add(["1. Beginnings"], top=120, size=14, bold=True)
    sheet.add([FILLER, FILLER], top=150).add(["• the first ship", "• the second ship"], top=200)
    sheet.add(["Figure 1. The quay in May."], top=250, size=9).add([FILLER, "Short end."], top=300)
    for row, cells in enumerate((("Year", "Ships", "Tonnes"), ("1999", "12", "340"))):
        for column, cell in enumerate(cells):
            sheet.add([cell], top=400 + 14 * row, left=LEFT + 130 * column)
    document = parse(sheet)
    found = [(b.kind, b.level, b.span.of(document.text)) for b in document.blocks]
    assert found == [
        (BlockKind.HEADING, 1, "The Harbour"),
        (BlockKind.HEADING, 2, "1. Beginnings"),
        (BlockKind.PARAGRAPH, 0, f"{FILLER} {FILLER}"),
        (BlockKind.LIST_ITEM, 0, "the first ship"),
        (BlockKind.LIST_ITEM, 0, "the second ship"),
        (BlockKind.CAPTION, 0, "Figure 1. The quay in May."),
        (BlockKind.PARAGRAPH, 0, f"{FILLER} Short end."),
        (BlockKind.TABLE_ROW, 0, "Year Ships Tonnes"),
        (BlockKind.TABLE_ROW, 0, "1999 12 340"),
    ]
    assert document.title == "The Harbour"


def test_figure_at_the_top_of_a_page_comes_after_the_paragraph_that_it_parts() -> None:
    first = page([FILLER, "Two men fled in a boat that had been hidden for weeks in the"])
    second = Sheet().add(["Figure 2. The reeds in May."], top=TOP, size=9).add(["reeds. Nobody saw it."], top=150)
    text = parse(first, second).text
    assert "in the reeds. Nobody saw it.\n\nFigure 2. The reeds in May." in text


def test_places_lead_to_page_and_box() -> None:
    document = parse(page([FILLER]), page(["Another page says more.", FILLER], ["^1^Log."]), labels=["iv", "v"])
    place = document.place(document.text.index("Another"))
    assert place is not None
    assert place.page == "v"
    assert place.box is not None
    left, top, right, bottom = place.box
    assert abs(left - LEFT) < 1
    assert top < 90 < bottom < HEIGHT
    assert left < right < WIDTH


def test_page_without_text_is_reported() -> None:
    document = parse(page([FILLER]), Sheet(picture=True), page([FILLER]), Sheet())
    assert [(p.kind, p.label) for p in document.problems] == [(ProblemKind.UNREADABLE_PAGE, "2")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            make_pdf([Sheet(picture=True)]),
            'no text layer; install "footnote-qa[ocr]" to have it read, or run OCR first',
        ),
        (make_pdf([Sheet()]), "every page is blank"),
        (
            make_pdf([page(["« ° » . . ."])]),
            'its fonts do not say which letters they show; install "footnote-qa[ocr]" to',
        ),
        (make_pdf([page([FILLER])], crop=(0, 0, 500, 90)), "all its text stands outside of what the page shows"),
        (make_pdf([page([FILLER])], password="secret"), "encrypted, it needs a password"),
        (b"%PDF-1.7\nnothing that follows is a PDF", "damaged"),
        (b"\x89PNG\r\n\x1a\n and so on", "not a PDF"),
    ],
    ids=["scan", "blank", "nonsense", "cropped", "encrypted", "damaged", "picture"],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_pdf(data, "made-up.pdf", "made-up")
    message = str(caught.value)
    assert message.startswith("made-up.pdf: ")
    assert reason in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("title", "text", "garbled", "guessed", "reads"),
    [
        ("plain", "Two men fled. They hid in 1999, for weeks.", 0, 0.0, True),
        ("guessed and right", "Property Insurance: KEY FACTS, d'été 12,50 (see p. 3)", 0, 1.0, True),
        ("guessed and right, in Cyrillic", "Утро началось рано, и все спали.", 0, 1.0, True),
        ("guessed and shifted", "'(6&5,37,21 9ROXPHV 6XPPD 7KLV LV D WHVW", 0, 1.0, False),
        ("guessed into rare letters", "ɍɝɥɨɜɚɹɲɥɢ ɮɨɜɚɥɶɧɚɹ ɦɚɲɢɧɚ", 0, 1.0, False),
        ("letters of many alphabets", "ǔƼ ଋҨ ऐश ʤฏ ܆ȥ ਮΝ ઠક ЖЩ ஃஇ", 0, 0.0, False),
        ("Chinese with some English", "关于红军作战的原则 Report 2020 ページ", 0, 1.0, True),
        ("a fifth without meaning", "abcd\ufffd abcd\ufffd", 2, 0.0, False),
        ("one without meaning", "Two men fled\ufffd They hid for weeks.", 1, 0.0, True),
        ("no letter at all", "« “ √ . . .", 0, 0.0, False),
    ],
)
def test_nonsense_is_told_from_text(title: str, text: str, garbled: int, guessed: float, reads: bool) -> None:
    assert (why_unreadable(text, garbled, guessed) == "") is reads, title


words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)


# Pages take long to make: fewer by day, all that the profile asks for by night.
@settings(max_examples=25 if settings().max_examples <= 100 else settings().max_examples)
@given(st.lists(st.lists(words, min_size=4, max_size=9), min_size=2, max_size=12), st.data())
def test_every_marker_is_found_and_no_word_is_lost(lines: list[list[str]], data: st.DataObject) -> None:
    marked = sorted(data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=5)))
    body, last_words = [], []
    for number, line in enumerate(lines):
        label = f"^{marked.index(number) + 1}^" if number in marked else ""
        body.append(" ".join(line) + "." + label)
        if label:
            last_words.append(line[-1] + ".")
    document = parse(page(body, [f"^{n}^Note number {n}." for n in range(1, len(marked) + 1)]))
    assert [(label, word) for label, word, _ in calls(document)] == [(str(n), w) for n, w in enumerate(last_words, 1)]
    assert [m.note for m in document.markers] == list(range(len(marked)))
    said = document.text[: document.footnotes[0].span.start].split()
    assert said == [word for line in lines for word in (" ".join(line) + ".").split()]
    assert all(document.text[b.span.start : b.span.end].strip() == b.span.of(document.text) for b in document.blocks)


def test_a_note_goes_on_in_the_middle_of_its_sentence_though_a_gap_parts_it_from_the_next() -> None:
    first = page([FILLER, f"{FILLER} He fled.^1^"], ["^1^Log of the old harbour, and"])
    second = page([FILLER, f"{FILLER} She came.^2^"], ["a letter of the abbot."])
    document = parse(first, second.add(["^2^The Gazette."], top=740, size=8))
    notes = [f.span.of(document.text) for f in document.footnotes]
    assert notes == ["Log of the old harbour, and a letter of the abbot.", "The Gazette."]
