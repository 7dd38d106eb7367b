"""A PDF's bytes → Document: reads the pages, parts body and notes, links, and builds the clean text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from qa.errors import DocumentError
from qa.parse.pdf.calls import find_calls
from qa.parse.pdf.columns import find_regions
from qa.parse.pdf.dashes import part_dashes
from qa.parse.pdf.direction import holds_rightward, is_turned, mirror
from qa.parse.pdf.endnotes import split_endnotes
from qa.parse.pdf.feet import split_feet
from qa.parse.pdf.fragments import find_fragments
from qa.parse.pdf.furniture import drop_furniture
from qa.parse.pdf.hyphens import Hyphens
from qa.parse.pdf.initials import join_initials, part_initials
from qa.parse.pdf.labels import ROMAN, split_brackets, split_typed
from qa.parse.pdf.line_numbers import Numbering, without_line_numbers
from qa.parse.pdf.lines import find_lines
from qa.parse.pdf.markers import Linker
from qa.parse.pdf.paragraphs import find_paragraphs
from qa.parse.pdf.reader import DAMAGED, FORM, OUTSIDE, RawPage, read_pdf_pages, read_title, why_without_text
from qa.parse.pdf.shapes import Page
from qa.parse.pdf.strips import cut_at_strips
from qa.parse.pdf.writer import Writer
from qa.parse.scanned import MISSING
from qa.parse.title import with_title
from qa.types.document import Document, Problem, ProblemKind

if TYPE_CHECKING:
    from qa.parse.pdf.reader import ScanReader

_MIXED = "texts that stand side by side may be mixed line by line; compare it with the file before you quote it"
_UNSURE = "compare it with the file before you quote it"
_SURE = 0.9
"""Mean confidence of a page from which its reading by OCR is not told to be doubtful; clean print has .99."""
_MANY = 6
"""Lines with parts of several texts that make a page doubtful."""


def parse_pdf(
    data: bytes,
    name: str,
    doc_id: str,
    on_page: Callable[[], None] = lambda: None,
    read_scan: ScanReader | None = None,
) -> Document:
    """The document that a PDF holds; `on_page` is called after each page, `read_scan` for those without text of their own.

    Raises:
        DocumentError: not a PDF, damaged, encrypted, or without text.
    """
    raws = read_pdf_pages(data, name, read_scan)
    return build_document(raws, name, doc_id, on_page, lambda: read_title(data, name), with_ocr=read_scan is not None)


def build_document(
    raws: Iterable[RawPage],
    name: str,
    doc_id: str,
    on_page: Callable[[], None],
    title_said: Callable[[], str] = lambda: "",
    *,
    with_ocr: bool = False,
) -> Document:
    """The document that pages make; `title_said` is what the file's properties say.

    Raises:
        DocumentError: no page has text.
    """
    pages: list[Page] = []
    layout = _Layout()
    for raw in raws:
        page, layout = _page(raw, layout)
        pages.append(page)
        on_page()
    problems = [
        Problem(ProblemKind.UNREADABLE_PAGE, page.label, f"page {page.label}: {page.unreadable}")
        for page in pages
        if page.unreadable
    ]
    problems += [
        Problem(
            ProblemKind.UNSURE_READING, page.label, f"page {page.label}: read by OCR, {page.sure:.0%} sure; {_UNSURE}"
        )
        for page in pages
        if page.sure is not None and page.sure < _SURE
    ]
    problems += [
        Problem(ProblemKind.MIXED_LINES, page.label, f"page {page.label}: {_MIXED}")
        for page in pages
        if _is_mixed(page)
    ]
    on_page()
    if not any(page.lines for page in pages):
        raise DocumentError(f"{name}: {_why_empty(pages, with_ocr=with_ocr)}")
    title = _title(title_said(), pages[0])
    return _build(drop_furniture(pages), doc_id, title, problems)


def _is_mixed(page: Page) -> bool:
    return sum(line.mixed for line in page.lines) >= max(_MANY, 0.25 * len(page.lines))


def _why_empty(pages: Sequence[Page], *, with_ocr: bool) -> str:
    reasons = {page.unreadable for page in pages} - {""}
    if not reasons:
        return "every page is blank; check that this is the right file"
    if reasons == {DAMAGED}:
        return "damaged, its pages cannot be read; open it in a PDF viewer and save it again"
    if reasons == {FORM}:
        return f"{FORM}, which are not read; print it to a new PDF and run OCR first"
    if reasons == {OUTSIDE}:
        return f"{OUTSIDE}; set its crop box anew, or print it to a new PDF"
    told = "; ".join(sorted(reasons))
    return f"{told}, and OCR finds none on it either" if with_ocr else f"{told}; {MISSING}"


class _Layout(NamedTuple):
    """What a page may have in common with the next."""

    gutters: tuple[float, ...] = ()
    numbering: Numbering | None = None


def _page(raw: RawPage, before: _Layout) -> tuple[Page, _Layout]:
    page = Page(raw.number, raw.label, raw.width, raw.height, rules=raw.rules, upper=raw.top, sure=raw.sure)
    text = "".join(glyph.char for glyph in raw.glyphs)
    page.unreadable = why_without_text(raw)
    gutters, numbering = before
    if not page.unreadable:
        glyphs, links = raw.glyphs, raw.links
        rightward = holds_rightward(text)
        page.turned = rightward and is_turned(text)
        if page.turned:
            glyphs, links, page.rules = mirror(glyphs, links, raw.rules, raw.width)
        glyphs, numbering = without_line_numbers(glyphs, raw.height, numbering)
        page.numbered = numbering is not None
        fragments = find_fragments(glyphs, rightward=rightward)
        regions, gutters = find_regions(cut_at_strips(fragments), gutters)
        for number, region in enumerate(regions):
            parts = join_initials(region)
            found = find_lines(parts, raw.number, number, links, rightward=rightward, turned=page.turned)
            lines, dashes = part_dashes(found)
            page.lines += lines
            page.rules += dashes
    return page, _Layout(gutters, numbering)


def _title(title: str, first: Page) -> str | None:
    """The title in the file's properties, where the first page repeats it; word processors put file names there."""
    words = "".join(filter(str.isalnum, title.casefold()))
    shown = "".join(filter(str.isalnum, "".join(line.text for line in first.lines).casefold()))
    return title if len(words) > 3 and words in shown else None


def _body_size(pages: Sequence[Page]) -> float:
    """Size of the body's type. Notes can have more characters than the text that they are on: the larger type counts."""
    sizes: Counter[float] = Counter()
    for line in chain.from_iterable(page.lines for page in pages):
        sizes[round(4 * line.size) / 4] += len(line.text)
    most = max(sizes.values())
    return max(size for size, count in sizes.items() if count >= 0.3 * most)


def _build(pages: Sequence[Page], doc_id: str, title: str | None, problems: list[Problem]) -> Document:
    size = _body_size(pages)
    lines, feet = split_feet(pages, size)
    lines = split_typed(part_initials(lines), {(note.page, note.label) for note in feet if note.style == "paren"})
    calls = find_calls(enumerate(lines))
    held = {(note.page, note.label) for note in feet}
    missing = [(x, call.order) for call in calls for x in call.labels if (call.page, x) not in held]
    in_roman = {"i", "ii"} <= {x for x, _ in missing}
    missing = [(x, order) for x, order in missing if x.isdecimal() or (in_roman and x in ROMAN)]
    bracketed = [split_brackets(line) for line in lines]
    found = find_calls(enumerate(bracketed))
    called = [(x, call.order) for call in found for x in call.labels if call.piece.text.startswith("[")]
    # One style of number calls the notes at the end: a document that raises them may still put years in brackets.
    in_brackets = len({x for x, _ in called}) > len({x for x, _ in missing})
    among, wanted = (bracketed, called) if in_brackets else (lines, missing)
    rest, ends, places = split_endnotes(among, wanted, size)
    lines = rest if ends else lines
    notes = [*feet, *ends]
    linker = Linker(notes, places, [page.upper for page in pages])
    inside = ((-1, line) for note in notes for line in note.lines)
    linked = linker.link(find_calls(chain(enumerate(lines), inside), at_start=True))
    hyphens = Hyphens([*lines, *chain.from_iterable(note.lines for note in notes)])
    writer = Writer(pages, linked, hyphens)
    for paragraph in find_paragraphs(lines, size, numbered=2 * sum(page.numbered for page in pages) >= len(pages)):
        writer.paragraph(paragraph)
    for note in notes:
        writer.note(note)
    return with_title(writer.builder.document(doc_id, title, [*problems, *linker.problems]), sure=(title,))
