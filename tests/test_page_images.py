"""Pages as they are printed: the marks lie on the quote's words, and a hostile, changed or other file is told in a line."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from qa import Corpus, open_corpus
from qa.errors import DocumentError, Remedy, UsageError
from qa.markup import el
from qa.parse import parse_bytes, printed
from qa.parse.printed import draw_printed, wanted_pages
from qa.parse.printed_json import WantedLine, WantedPage
from qa.types.document import Span
from qa.types.page_image import Box, PageImage
from qa.ui.links import read_link
from qa.ui.passage import page_link
from qa.ui.printed import printed_html
from qa.ui.read import document_html
from qa.ui.session import make_shelf
from qa.ui.typeset import SLOT
from tests.pdf_maker import LEFT, TOP, make_pdf, page

# Made up.
SHEETS = [
    page(
        ["Two men fled the harbour.^1^ They hid", "for weeks in a barn near the vil-", "lage. Nobody looked"],
        ["^1^Harbour log, 4 May, kept by hand."],
        number=1,
    ),
    page(["for them there. The police came late, in June."], number=2),
]
PDF = make_pdf(SHEETS)


def turned(data: bytes, degrees: int) -> bytes:
    """The same pages, to be shown turned by so much."""
    file = pypdfium2.PdfDocument(data)
    for sheet in file:
        sheet.set_rotation(degrees)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def drawn(data: bytes, quote: str) -> list[PageImage]:
    document = parse_bytes(data, "log.pdf", "log")
    start = document.text.index(quote)
    return [draw_printed(data, "log.pdf", want) for want in wanted_pages(document, Span(start, start + len(quote)))]


def own_boxes(data: bytes, index: int, parts: Sequence[str], image: PageImage) -> list[Box]:
    """Where PDFium's own search finds each part on a page that is not turned, in the picture's pixels."""
    sheet = pypdfium2.PdfDocument(data)[index]
    left, bottom, right, top = sheet.get_bbox()
    text, boxes = sheet.get_textpage(), []
    across, down = image.width / (right - left), image.height / (top - bottom)
    for part in parts:
        found = text.search(part, match_case=True).get_next()
        assert found, part
        sides = [text.get_charbox(found[0] + i) for i in range(found[1]) if not part[i].isspace()]
        boxes.append(
            (
                (min(s[0] for s in sides) - left) * across,
                (top - max(s[3] for s in sides)) * down,
                (max(s[2] for s in sides) - left) * across,
                (top - min(s[1] for s in sides)) * down,
            )
        )
    return boxes


def assert_on(marks: Sequence[Box], words: Sequence[Box]) -> None:
    """Each mark holds its words, and is no wider; it may be as high as the line."""
    assert len(marks) == len(words)
    for mark, word in zip(marks, words, strict=True):
        assert mark[0] == pytest.approx(word[0], abs=3) and mark[2] == pytest.approx(word[2], abs=3), (mark, word)
        assert mark[1] <= word[1] + 3 and mark[3] >= word[3] - 3, (mark, word)
        assert mark[3] - mark[1] < 2.5 * (word[3] - word[1]) + 6


@pytest.mark.parametrize("crop", [None, (60.0, 300.0, 400.0, 780.0)])
def test_marks_lie_on_the_quotes_words_over_line_and_page_ends(crop: tuple[float, float, float, float] | None) -> None:
    data = make_pdf(SHEETS, crop=crop)
    (image,) = drawn(data, "hid for weeks in a barn near the village.")
    assert image.page == "1" and image.width <= 1200
    assert_on(image.boxes, own_boxes(data, 0, ["hid", "for weeks in a barn near the vil", "lage."], image))
    first, second = drawn(data, "Nobody looked for them there.")
    assert [first.page, second.page] == ["1", "2"]
    assert_on(first.boxes, own_boxes(data, 0, ["Nobody looked"], first))
    assert_on(second.boxes, own_boxes(data, 1, ["for them there."], second))


def test_marks_of_a_page_that_is_turned_lie_where_they_lie_upright() -> None:
    # Text that was written upright on a page shown on its side is read, and drawn, upright.
    (upright,), (sideways,) = drawn(PDF, "in a barn"), drawn(turned(PDF, 90), "in a barn")
    assert (sideways.width, sideways.height) == (upright.width, upright.height)
    assert sideways.boxes == upright.boxes and _ink(sideways, sideways.boxes[0]) > 0.05
    assert abs(_ink(sideways, sideways.boxes[0]) - _ink(upright, upright.boxes[0])) < 0.01


def _ink(image: PageImage, box: Box) -> float:
    """The share of dark pixels in a box."""
    pillow = pytest.importorskip("PIL.Image")
    part = pillow.open(BytesIO(image.png)).convert("L").crop(tuple(round(side) for side in box))
    return float(sum(part.histogram()[:128]) / (part.width * part.height))


def test_of_pages_with_one_label_that_is_drawn_which_holds_the_words() -> None:
    data = make_pdf(SHEETS, labels=["A", "A"])
    (image,) = drawn(data, "The police came late")
    assert_on(image.boxes, own_boxes(data, 1, ["The police came late"], image))
    unlike = WantedPage("A", (WantedLine((LEFT, TOP, 300, TOP + 10), "Other words entirely", 0, 5),))
    with pytest.raises(DocumentError, match="2 of its pages are called A"):
        draw_printed(data, "log.pdf", unlike)


def endless(levels: int, sheet: str = "0 0 612 792") -> bytes:
    """A page whose one form is drawn ten times by a form that is drawn ten times, and so on."""
    forms = [
        f"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /F {6 + k} 0 R >> >>"
        for k in range(levels)
    ]
    inner = "0 0 600 700 re f "
    streams = ["/F Do " * 10, *("/F Do " * 10 for _ in forms), inner]
    heads = ["", *forms, "/Type /XObject /Subtype /Form /BBox [0 0 612 792]"]
    whole = [
        "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj",
        "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj",
        f"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [{sheet}] /Contents 4 0 R "
        "/Resources << /XObject << /F 5 0 R >> >> >> endobj",
        *(
            f"{4 + k} 0 obj << {head} /Length {len(body)} >>\nstream\n{body}\nendstream endobj"
            for k, (head, body) in enumerate(zip(heads, streams, strict=True))
        ),
        "trailer << /Root 1 0 R >>",
    ]
    return "\n".join(["%PDF-1.7", *whole, "%%EOF"]).encode()


def test_page_that_takes_for_ever_is_refused_and_a_huge_one_is_drawn_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "PICTURE_SECONDS", 1.0)
    monkeypatch.setattr(printed, "PICTURE_WALL", 3.0)
    with pytest.raises(DocumentError, match="takes too long"):
        draw_printed(endless(4), "endless.pdf", WantedPage("1", ()))
    # Beside other work even this may take some seconds.
    monkeypatch.setattr(printed, "PICTURE_WALL", 60.0)
    image = draw_printed(endless(0, "0 0 14400 14400"), "huge.pdf", WantedPage("1", ()))
    assert (image.width, image.height) == (1200, 1200)
    with pytest.raises(DocumentError, match="no page 7"):
        draw_printed(PDF, "log.pdf", WantedPage("7", ()))


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("printed") / "corpus"
    folder.mkdir()
    (folder / "log.pdf").write_bytes(PDF)
    (folder / "plain.txt").write_text("Nobody came to the harbour in July.\n", encoding="utf-8")
    corpus = open_corpus(folder, index=folder.parent / "index")
    corpus.build()
    return corpus


def test_corpus_shows_a_citations_page_and_refuses_other_formats_in_a_line(filed: Corpus) -> None:
    (citation,) = [found.citation for found in filed.find("barn").mentions]
    first = filed.page_images(citation)
    assert [image.page for image in first] == ["1"] and first[0].boxes
    assert filed.page_images(citation.document, citation.span) is first, "drawn twice"
    with pytest.raises(UsageError, match=r"plain.txt: only of PDFs"):
        filed.page_images("plain", Span(0, 6))
    with pytest.raises(UsageError, match="no characters 0 to 100000"):
        filed.page_images("log", Span(0, 100_000))


def test_file_that_changed_since_it_was_indexed_is_told_and_not_marked(filed: Corpus) -> None:
    file = Path(filed.folder) / "log.pdf"
    assert filed.page_images("log", Span(0, 6))
    file.write_bytes(make_pdf(SHEETS[::-1]))
    try:
        with pytest.raises(DocumentError, match=r"log.pdf: changed or gone") as told:
            filed.page_images("log", Span(0, 6))
        assert told.value.remedy is Remedy.BUILD_INDEX
    finally:
        file.write_bytes(PDF)
    assert filed.page_images("log", Span(0, 6))


def test_read_shows_the_page_only_when_asked_and_the_marks_say_what_they_mark(filed: Corpus) -> None:
    (citation,) = [found.citation for found in filed.find("barn").mentions]
    away = printed_html(filed, "log", citation.span, shown=False)
    assert "<img" not in away and "Page 1 as printed" in away and "printed=page" in away
    shown = printed_html(filed, "log", citation.span, shown=True)
    assert shown.count('class="fq-mark"') == 3 and 'src="data:image/png;base64,' in shown
    assert "Marked: “They hid for weeks in a barn" in shown and "</img>" not in shown
    assert printed_html(filed, "plain", Span(0, 6), shown=True) == ""
    assert page_link(citation, filed.document("log")) == el(
        "a", "Show the page", cls="fq-open", href=read_link("log", citation.span, printed=True)
    )
    assert page_link(citation, filed.document("plain")) is None
    # The place for it is one that no document can have.
    info = next(info for info in filed.documents() if info.doc_id == "log")
    assert document_html(filed.document("log"), info, make_shelf(filed), cited=citation.span).count(SLOT) == 1


def test_a_page_whose_visible_part_lies_beside_it_is_told_and_not_drawn() -> None:
    data = make_pdf(SHEETS, crop=(10_000, 10_000, 20_000, 20_000))
    with pytest.raises(DocumentError, match="page 1 is damaged and cannot be drawn"):
        draw_printed(data, "beside.pdf", WantedPage("1", (WantedLine((0.1, 0.1, 0.9, 0.2), "Two men fled", 0, 3),)))
