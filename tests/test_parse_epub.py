import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.epub import parse_epub

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles>'
    "</container>"
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>A made-up book</dc:title></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="notes" href="notes%20all.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>"""
HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'


def book(**changed: str) -> bytes:
    """A made-up book whose notes stand in a page of their own."""
    pages = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "O/p.opf": PACKAGE,
        "O/nav.xhtml": f"{HEAD}<p>Contents</p></body></html>",
        "O/text/one.xhtml": f'{HEAD}<h1>One</h1><p>A&nbsp;claim.<a epub:type="noteref" href="../notes%20all.xhtml#n1">1</a> More.<a epub:type="noteref" href="../notes%20all.xhtml#n3">2</a></p></body></html>',
        "O/text/two.xhtml": f'{HEAD}<h1>Two</h1><p>Next<span epub:type="pagebreak" title="12"/> page.<a epub:type="noteref" '
        'href="../notes%20all.xhtml#n2">1</a></p></body></html>',
        "O/notes all.xhtml": f'{HEAD}<aside epub:type="footnote" id="n1"><p>1. First note.</p></aside><aside epub:type="footnote" id="n3"><p>2. Other note.</p></aside>'
        '<aside epub:type="footnote" id="n2"><p>1. Second note.</p></aside></body></html>',
        **changed,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pages.items():
            if text:
                archive.writestr(name, text)
    return data.getvalue()


def test_notes_on_another_page_are_linked_and_numbering_may_start_again() -> None:
    document = parse_epub(book(), "made-up.epub", "x")
    assert document.title == "A made-up book"
    assert document.text == "One\n\nA claim. More.\n\nTwo\n\nNext page.\n\nFirst note.\n\nOther note.\n\nSecond note."
    assert [(m.label, m.note) for m in document.markers] == [("1", 0), ("2", 1), ("1", 2)]
    assert [f.label for f in document.footnotes] == ["1", "2", "1"]
    assert document.problems == ()


def test_places_name_the_page_of_the_book_and_the_file() -> None:
    document = parse_epub(book(), "made-up.epub", "x")
    place = document.place(document.text.index("page."))
    assert place is not None and place.page == "12" and "O/text/two.xhtml" in (place.element or "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"META-INF/container.xml": ""}, "no EPUB"),
        ({"O/p.opf": ""}, "list of parts"),
        ({"O/text/one.xhtml": "<html><p>open"}, "one.xhtml"),
        ({"O/text/one.xhtml": '<!DOCTYPE html [<!ENTITY a "b">]><html/>'}, "entities"),
        ({"META-INF/rights.xml": "<rights/>"}, "encrypted"),
    ],
)
def test_broken_books_are_refused_in_one_line(changed: dict[str, str], said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_epub(book(**changed), "made-up.epub", "x")
    assert "made-up.epub" in str(caught.value) and said in str(caught.value) and "\n" not in str(caught.value)


_PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<aside id='n1' epub:type='footnote'>", "</aside>", "<sup>", "</sup>", "<a href='#n1'>", "<a href='two.xhtml#n1'>",
        "<a href='two.xhtml'>", "<a epub:type='noteref' href='../notes%20all.xhtml#n1'>", "</a>", "<li id='n2'>", "</li>", "1", "* ", "word ", "[←2]",
        "<dl>", "<dd id='n1'>", "&nbsp;", "<style>.s{vertical-align:super}</style>", "<span class='s'>",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25), st.lists(_PIECES, max_size=12), st.booleans())
def test_any_pages_give_spans_that_slice_back(one: list[str], two: list[str], has_notes: bool) -> None:
    pages = {
        "O/text/one.xhtml": f"{HEAD}<p>begin</p>{''.join(one)}</body></html>",
        "O/text/two.xhtml": f"{HEAD}{''.join(two)}</body></html>",
        **({} if has_notes else {"O/notes all.xhtml": ""}),
    }
    try:
        document = parse_epub(book(**pages), "made-up.epub", "x")
    except DocumentError:
        return
    for block in document.blocks:
        inside = block.span.of(document.text)
        assert inside and inside == inside.strip()
    assert all(0 <= m.at <= len(document.text) for m in document.markers)
