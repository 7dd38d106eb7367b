"""The page on which a cited passage is printed, as HTML: a link until it is asked for, then a picture with its words marked."""

from __future__ import annotations

from base64 import b64encode

from qa.api import Corpus
from qa.errors import QAError
from qa.markup import Html, el, join
from qa.types.document import Document, Span
from qa.types.page_image import Box, PageImage
from qa.ui.arrive import PRINTED_ID
from qa.ui.links import read_link
from qa.ui.remedies import in_browser_words
from qa.wording.say import say

_AROUND = 3.0
"""Pixels between the words and the edge of their mark."""


def printed_html(corpus: Corpus, doc_id: str, cited: Span, *, shown: bool) -> Html:
    """What stands after a cited passage; nothing for a document that has no printed pages."""
    document = corpus.document(doc_id)
    names = _page_names(document, cited)
    if not names:
        return Html()
    words = say("{pages} as printed", pages=names)
    if not shown:
        link = el("a", words, href=read_link(doc_id, cited, printed=True), cls="fq-open")
        return el("p", link, cls="fq-as-printed")
    try:
        images = corpus.page_images(doc_id, cited)
    except QAError as error:
        return el("p", in_browser_words(error), cls="fq-error", role="alert", id=PRINTED_ID, tabindex="-1")
    quote = " ".join(cited.of(document.text).split())
    figures = [_figure(image, quote, first=number == 0) for number, image in enumerate(images)]
    away = el("a", say("Hide the page"), href=read_link(doc_id, cited), cls="fq-open")
    return el("details", el("summary", words), join(*figures), el("p", away), cls="fq-printed", open="")


def _page_names(document: Document, cited: Span) -> str:
    """`Page 7`, or `Pages 7 and 8`, as far as they can be drawn; empty where none can."""
    first, last = document.place(cited.start), document.place(max(cited.end - 1, cited.start))
    if first is None or first.box is None or first.page is None:
        return ""
    if last is None or last.page in (None, first.page):
        return say("Page {page}", page=first.page)
    return say("Pages {first} to {last}", first=first.page, last=last.page)


def _figure(image: PageImage, quote: str, *, first: bool) -> Html:
    quote = f"{quote[:300]} …" if len(quote) > 300 else quote
    alt = say("Page {page} as printed. Marked: “{quote}”", page=image.page, quote=quote)
    source = f"data:image/png;base64,{b64encode(image.png).decode('ascii')}"
    picture = el("img", src=source, alt=alt, width=str(image.width), height=str(image.height))
    # An image has no end tag.
    picture = Html(picture.removesuffix("</img>"))
    marks = [_mark(box, image, first=first and number == 0) for number, box in enumerate(image.boxes)]
    label = el("figcaption", say("Page {page}", page=image.page))
    return el("figure", el("div", picture, *marks, cls="fq-sheet"), label)


def _mark(box: Box, image: PageImage, *, first: bool) -> Html:
    left, top, right, bottom = box
    shares = {
        "left": (left - _AROUND) / image.width,
        "top": (top - _AROUND) / image.height,
        "width": (right - left + 2 * _AROUND) / image.width,
        "height": (bottom - top + 2 * _AROUND) / image.height,
    }
    style = "; ".join(f"{name}: {100 * share:.3f}%" for name, share in shares.items())
    return el("span", cls="fq-mark", style=style, id=PRINTED_ID if first else None, tabindex="-1" if first else None)
