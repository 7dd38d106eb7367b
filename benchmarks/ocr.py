"""Character error, markers, notes and seconds of scans: made-up pages set as PDF, rendered at 300 dots an inch, and read by OCR.

`python benchmarks/ocr.py dev|held [--rough]`: six pages in English and Spanish, serif and sans, with raised markers and notes at
the foot (`benchmarks/scans`). With `--rough` they are askew, blurred or upside down, grey and noisy. Quotation marks and dashes
count as read whatever their form, in the second figure. Needs the fonts Liberation and DejaVu, and the extra `ocr`.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from qa.parse.ocr.scans import scan_reader
from qa.parse.pdf.document import parse_pdf
from qa.types.document import BlockKind, Document

_TEXTS = Path(__file__).with_name("scans")
_FONTS = {
    "liberation-serif": "liberation/LiberationSerif-Regular.ttf",
    "liberation-sans": "liberation/LiberationSans-Regular.ttf",
    "dejavu-serif": "dejavu/DejaVuSerif.ttf",
    "dejavu-sans": "dejavu/DejaVuSans.ttf",
}
# Language, font, first number, and whether the notes' own numbers are raised.
_PAGES = {
    "dev": (
        ("en", "liberation-serif", 1, True), ("en", "dejavu-sans", 8, True), ("es", "liberation-serif", 15, True),
        ("es", "dejavu-sans", 22, False), ("en", "liberation-serif", 97, False), ("es", "dejavu-sans", 130, True),
    ),
    "held": (
        ("en", "dejavu-serif", 1, True), ("en", "liberation-sans", 36, True), ("es", "dejavu-serif", 50, False),
        ("es", "liberation-sans", 8, True), ("en", "liberation-sans", 115, False), ("es", "dejavu-serif", 64, True),
    ),
}  # fmt: skip
_SIZE, _SMALL, _RAISED = 11.0, 8.5, 0.62
_ALIKE = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Truth:
    """A page: what it says, and its picture."""

    body: str
    notes: dict[str, str]
    picture: Image.Image


def pages(which: str, *, rough: bool) -> Iterator[Truth]:
    """The pages of a half."""
    for name, path in _FONTS.items():
        pdfmetrics.registerFont(TTFont(name, f"/usr/share/fonts/truetype/{path}"))
    for seed, (language, font, first, raised) in enumerate(_PAGES[which]):
        body, _, notes = (_TEXTS / f"{language}-{which}.txt").read_text(encoding="utf-8").strip().partition("\n\n")
        data, told = _set(body.split("\n"), notes.split("\n"), font, first, raised, seed)
        picture = pypdfium2.PdfDocument(data)[0].render(scale=300 / 72).to_pil().convert("RGB")
        yield Truth(" ".join(body.split()), told, _roughened(picture, seed) if rough else picture)


def _set(
    body: Sequence[str], notes: Sequence[str], font: str, first: int, raised: bool, seed: int
) -> tuple[bytes, dict[str, str]]:
    chance, out = random.Random(seed), io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y, told = 90.0, dict[str, str]()
    for i, paragraph in enumerate(body):
        words, label = paragraph.split(), str(first + i)
        ends = [k for k, word in enumerate(words) if word[-1] in ".,;" or word.endswith((".”", ".»"))]
        at = ends[-1] if i % 3 == 0 or len(ends) < 2 else chance.choice(ends[:-1])
        y = _flow(canvas, font, _SIZE, 72, y, [(w, label if k == at else "") for k, w in enumerate(words)]) + 6
        told[label] = notes[i % len(notes)]
    y = 760 - len(told) * _SMALL * 1.9
    canvas.line(72, A4[1] - y + 14, 200, A4[1] - y + 14)
    for label, note in told.items():
        left, words = 72.0, note.split()
        if raised:
            canvas.setFont(font, _SMALL * _RAISED)
            canvas.drawString(left, A4[1] - y + _SMALL * 0.34, label)
            left += pdfmetrics.stringWidth(label, font, _SMALL * _RAISED) + 2
        else:
            words = [f"{label}.", *words]
        y = _flow(canvas, font, _SMALL, left, y, [(word, "") for word in words]) + 1
    canvas.setFont(font, 9)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 800, str(first + 3))
    canvas.save()
    return out.getvalue(), told


def _flow(canvas: Canvas, font: str, size: float, left: float, y: float, words: Sequence[tuple[str, str]]) -> float:
    """Set words, each with a raised number or none, in lines; returns the height of the next line."""
    x = left
    for word, label in words:
        wide = pdfmetrics.stringWidth(word, font, size)
        after = pdfmetrics.stringWidth(label, font, size * _RAISED)
        if x + wide + after > left + 450 and x > left:
            x, y = left, y + 1.3 * size
        canvas.setFont(font, size)
        canvas.drawString(x, A4[1] - y, word)
        if label:
            canvas.setFont(font, size * _RAISED)
            canvas.drawString(x + wide, A4[1] - y + 0.34 * size, label)
        x += wide + after + pdfmetrics.stringWidth(" ", font, size)
    return y + 1.3 * size


def _roughened(picture: Image.Image, seed: int) -> Image.Image:
    if seed % 3 == 0:
        picture = picture.rotate(0.8, resample=Image.Resampling.BICUBIC, fillcolor="white")
    elif seed % 3 == 1:
        small = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3))
        picture = small.resize(picture.size)
    else:
        picture = picture.rotate(180)
    noise = np.random.default_rng(seed).normal(0, 14, (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) * 0.92 + noise, 0, 255).astype(np.uint8))


def _distance(one: str, other: str) -> int:
    """Levenshtein's."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        before = now
    return before[-1]


def _read(truth: Truth) -> tuple[Document, float]:
    out = io.BytesIO()
    truth.picture.save(out, "PDF", resolution=300)
    start = time.process_time()
    document = parse_pdf(out.getvalue(), "page.pdf", "page", read_scan=scan_reader(lambda number, count: None))
    return document, time.process_time() - start


def main() -> None:
    """Print a line a page, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=sorted(_PAGES))
    parser.add_argument("--rough", action="store_true")
    options = parser.parse_args()
    letters = wrong = wrong_folded = markers = found_markers = notes = found_notes = count = 0
    seconds = 0.0
    for truth in pages(options.half, rough=options.rough):
        document, took = _read(truth)
        said = {note.label: note.span.of(document.text) for note in document.footnotes}
        body = " ".join(b.span.of(document.text) for b in document.blocks if b.kind is not BlockKind.NOTE)
        whole = " ".join([truth.body, *truth.notes.values()])
        read = " ".join([*body.split(), *(said.get(label, "") for label in truth.notes)])
        linked = {marker.label for marker in document.markers if marker.note is not None}
        off, off_folded = _distance(read, whole), _distance(read.translate(_ALIKE), whole.translate(_ALIKE))
        letters, wrong, wrong_folded = letters + len(whole), wrong + off, wrong_folded + off_folded
        markers, found_markers = markers + len(truth.notes), found_markers + len(linked & truth.notes.keys())
        notes += len(truth.notes)
        found_notes += sum(_distance(said.get(x, ""), text) <= 0.05 * len(text) + 1 for x, text in truth.notes.items())
        seconds, count = seconds + took, count + 1
        print(f"{off / len(whole):.2%}  {off_folded / len(whole):.2%}  {took:.1f} s  {document.read_by_ocr()}")
    print(
        f"characters wrong {wrong / letters:.2%}, marks folded {wrong_folded / letters:.2%}; markers {found_markers}/{markers}; "
        f"notes {found_notes}/{notes}; {seconds / count:.1f} s of one core a page"
    )


if __name__ == "__main__":
    main()
