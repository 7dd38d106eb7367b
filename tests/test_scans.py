"""Scans read by OCR: text, raised numbers, notes at the foot, and what is said of it. The pages are made up."""

import io
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from qa import CheckOutcome, open_corpus
from qa.cli import main
from qa.errors import DocumentError
from qa.export.scans import describe_ocr
from qa.parse import parse_bytes, telling_scans
from qa.parse.frames import read_scan_frame, scan_frame
from qa.parse.printed import draw_printed, wanted_pages
from qa.parse.scanned import is_installed
from qa.types.document import BlockKind, Document, Place, Span
from qa.types.document_json import document_to_json, json_to_document
from tests.pdf_maker import make_pdf, page

WITH_OCR = pytest.mark.skipif(not is_installed(), reason='OCR is not installed: pip install "footnote-qa[ocr]"')
BODY = [
    "The harbour of Port Alder, a place that is made up, lost three piers in 2019.^1^",
    "Según la auditoría, el 38 % de las grúas «no existía»;^12^ nobody was asked why.",
    "Its books, they say, were kept by hand until the very end of that long winter.",
]
NOTES = [
    "^1^ Anna Holm, The piers, Quay News, 3 May 2019, p. 14.",
    "^12^ Tribunal de Apelación, núm. 17/2018, párr. 44.",
]


@cache
def scan(form: str) -> bytes:
    """The page as a picture: no text layer."""
    import pypdfium2

    sheet = pypdfium2.PdfDocument(make_pdf([page(BODY, NOTES, number=7)]))[0]
    picture = sheet.render(scale=300 / 72).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, form, **({"resolution": 300} if form == "PDF" else {"dpi": (300, 300)}))
    return out.getvalue()


@cache
def read() -> Document:
    return parse_bytes(scan("PDF"), "scan.pdf", "scan")


@WITH_OCR
def test_a_scan_is_read_with_its_raised_numbers_and_notes() -> None:
    document = read()
    body = " ".join(b.span.of(document.text) for b in document.blocks if b.kind is not BlockKind.NOTE)
    assert body == " ".join(BODY).replace("^1^", "").replace("^12^", ""), body
    assert [(m.label, m.note, document.text[m.at - 6 : m.at]) for m in document.markers] == [
        ("1", 0, " 2019."), ("12", 1, "stía»;"),
    ]  # fmt: skip
    for note, expected in zip(document.footnotes, NOTES, strict=True):
        # One letter of small print may be read amiss.
        assert SequenceMatcher(None, note.span.of(document.text), expected.split(" ", 1)[1]).ratio() > 0.97


@WITH_OCR
def test_it_says_that_it_was_read_by_ocr_and_how_sure_with_a_box_for_each_line() -> None:
    document = read()
    (sure,) = document.read_by_ocr().values()
    assert 0.95 < sure < 1 and (describe_ocr(document) or "").startswith(f"1 page read by OCR, {int(100 * sure)}% sure")
    place = document.place(document.text.index("Según"))
    assert place is not None and place.box is not None and place.sure == sure
    left, top, right, bottom = place.box
    assert abs(left - 72) < 3 and 90 < top < bottom < 120 and 300 < right < 523
    assert json_to_document(document_to_json(document)) == document


@WITH_OCR
def test_pages_of_a_picture_are_told_while_they_are_read() -> None:
    told: list[tuple[str, int, int]] = []
    with telling_scans(lambda *said: told.append(said)):
        document = parse_bytes(scan("TIFF"), "scan.tif", "scan")
    assert [m.label for m in document.markers] == ["1", "12"] and document.place(0) is not None
    assert told == [("reading by OCR, page", 1, 1)]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n made up", b"GIF89a", b"II*\x00\xff\xff\xff\xff"])
def test_what_is_no_picture_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_bytes(data, "scan.png", "scan")
    assert "damaged" in str(caught.value) if is_installed() else "footnote-qa[ocr]" in str(caught.value)


def test_without_the_extra_a_scan_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.parse.parsers import File, parse_here

    monkeypatch.setattr("qa.parse.ocr.scans.is_installed", lambda: False)
    for name, data in (("scan.pdf", scan("PDF")), ("scan.png", b"made up")):
        with pytest.raises(DocumentError, match=r'install "footnote-qa\[ocr\]" to have it read, or run OCR first'):
            parse_here(File(data, name, "scan"))


@WITH_OCR
def test_a_quote_says_that_its_page_was_read_by_ocr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    (tmp_path / "corpus").mkdir()
    (tmp_path / "scan.pdf").write_bytes(scan("PDF"))
    folders = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    assert main(["add", *folders, str(tmp_path / "scan.pdf")]) == 0
    assert "1 page read by OCR, 9" in capsys.readouterr().out
    assert main(["ask", *folders, "--json", "When did the harbour of Port Alder lose three piers?"]) == 0
    answer = json.loads(capsys.readouterr().out)
    said = answer["claims"][0]["citations"][0]
    assert said["page"] == "1" and 0.9 < said["ocr"] <= 1
    corpus = open_corpus(tmp_path / "corpus", index=tmp_path / "index")
    assert corpus.check(answer).outcome is CheckOutcome.HOLDS
    said["ocr"] = 1.0
    assert corpus.check(answer).outcome is CheckOutcome.BROKEN


def test_frames_of_progress_are_told_from_others() -> None:
    assert read_scan_frame(scan_frame(3, 40)) == (3, 40)
    assert [read_scan_frame(frame) for frame in (b"", b'{"message": "scan 3 40"}', b"scan x y", b"scan 1")] == [
        None
    ] * 4
    assert Place(0, "1").sure is None


@WITH_OCR
@pytest.mark.parametrize(("form", "turned"), [("PNG", 0), ("PDF", 180)])
def test_a_scan_is_drawn_as_it_was_read_with_the_quotes_words_marked(form: str, turned: int) -> None:
    import PIL.Image as pillow
    import pypdfium2

    out, name, quote = io.BytesIO(), f"scan.{form.lower()}", "a place that is made up"
    picture = pillow.open(io.BytesIO(scan("PNG"))).rotate(turned)
    picture.save(out, form, **({"resolution": 300} if form == "PDF" else {"dpi": (300, 300)}))
    document = parse_bytes(out.getvalue(), name, "scan")
    start = document.text.index(quote)
    (wanted,) = wanted_pages(document, Span(start, start + len(quote)))
    drawn = draw_printed(out.getvalue(), name, wanted)
    assert (drawn.page, drawn.width) == ("1", 1200)
    # Where these words stand on the page that the scan is a picture of.
    sheet = pypdfium2.PdfDocument(make_pdf([page(BODY, NOTES, number=7)]))[0]
    text, per_point = sheet.get_textpage(), 1200 / sheet.get_width()
    found = text.search(quote, match_case=True).get_next()
    assert found is not None
    first, last = text.get_charbox(found[0]), text.get_charbox(found[0] + len(quote) - 1)
    (box,), shown = drawn.boxes, np.asarray(pillow.open(io.BytesIO(drawn.png)).convert("L"))
    left, top, right, low = map(round, box)
    assert abs(left - first[0] * per_point) < 4 and abs(right - last[2] * per_point) < 4
    # Ink is on all of the mark, and white above it.
    assert (shown[top:low, left:right] < 128).any(axis=0).mean() > 0.4
    assert (shown[top - 12 : top - 6, left:right] > 200).all()
