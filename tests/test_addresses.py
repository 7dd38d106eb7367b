"""Where links lead: outside or inside, straight or through a redirect; and the sources that get these addresses."""

from __future__ import annotations

import pytest

from qa.parse.addresses import outside
from qa.parse.docx import parse_docx
from qa.parse.formats import parse_bytes
from qa.parse.pdf import parse_pdf
from qa.references.sources import make_sources
from qa.types.document_json import document_to_json, json_to_document
from tests.packages import docx
from tests.pdf_maker import make_pdf, page

PAGE = "https://ports.example.org/annual.pdf"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PAGE, PAGE),
        (f"https://www.google.com/url?q={PAGE}&sa=D&ust=1", PAGE),
        ("https://www.google.de/url?url=https%3A%2F%2Fports.example.org%2Fannual.pdf&rct=j", PAGE),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fports.example.org%2Fannual.pdf", PAGE),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fports.example.org%2Fannual.pdf&h=x", PAGE),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fports.example.org%2Fannual.pdf&data=1",
            PAGE,
        ),
        ("https://www.google.com/search?q=ports", "https://www.google.com/search?q=ports"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("#fn1", None),
        ("mailto:a@example.org", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("http://[", None),
        ('https://a.example.org/"onclick="x', None),
        (None, None),
    ],
)
def test_links_lead_where_they_end(address: str | None, expected: str | None) -> None:
    assert outside(address) == expected


NOTE = "A. Holm, {}, Port Authority, 2021."
HTML = (
    "<p>It grew.<sup><a href='#f1' id='r1'>1</a></sup></p><ol><li id='f1'>"
    f"{NOTE.format(f'<a href={PAGE!r}>Annual report 2020</a>')} <a href='#r1'>↩</a></li></ol>"
)
MARKDOWN = f"It grew.[^1]\n\n[^1]: {NOTE.format(f'[Annual report 2020]({PAGE})')}\n"
TYPED = f"<p>It grew.[1] It fell.[2]</p><p>[1] {NOTE.format(f'<a href={PAGE!r}>Annual report 2020</a>')}</p><p>[2] A clerk.</p>"


@pytest.mark.parametrize(("name", "text"), [("a.html", HTML), ("a.md", MARKDOWN), ("a.html", TYPED)])
def test_a_note_s_link_is_its_source_s_address(name: str, text: str) -> None:
    document = parse_bytes(text.encode(), name, "x")
    assert [link.span.of(document.text) for link in document.links] == ["Annual report 2020"]
    assert [source.url for source in make_sources(document)][:1] == [PAGE]
    assert json_to_document(document_to_json(document)) == document


def word_note(inside: str) -> str:
    return (
        f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve">A. Holm, </w:t></w:r>{inside}'
        "<w:r><w:t>, Port Authority.</w:t></w:r></w:p></w:footnote>"
    )


RESULT = "<w:r><w:t>Annual report 2020</w:t></w:r>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "{}" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    "inside",
    [FIELD.format(PAGE, RESULT), f"<w:fldSimple w:instr='HYPERLINK \"{PAGE}\"'>{RESULT}</w:fldSimple>"],
)
def test_a_field_s_link_in_a_word_note_is_kept(inside: str) -> None:
    body = '<w:p><w:r><w:t>It grew.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    document = parse_docx(docx(body, footnotes=word_note(inside)), "made-up.docx", "x")
    assert [(link.span.of(document.text), link.url) for link in document.links] == [("Annual report 2020", PAGE)]
    assert make_sources(document)[0].url == PAGE


def test_annotations_of_a_pdf_give_the_addresses() -> None:
    body = page(
        [
            "Ports grew fast^1^ and rice fell^2^ as well, it is",
            "said in <the report|https://b.example.org/r> of the port.",
        ],
        [
            "^1^ Mara Ost, <“Ports of the north”|https://www.google.com/url?q=https://tarn.example.org/ports>, Knot, 2019.",
            "^2^ Bo Lee, <“Rice and|https://lee.example.org/rice-and>",
            "<ropes”|https://lee.example.org/rice-and>, Knot, 2020. Mail <him|mailto:a@b.example.org>, see <here|javascript:x>.",
        ],
    )
    document = parse_pdf(make_pdf([body]), "a.pdf", "x")
    assert [(link.span.of(document.text), link.url) for link in document.links] == [
        ("the report", "https://b.example.org/r"),
        ("“Ports of the north”", "https://tarn.example.org/ports"),
        ("“Rice and ropes”", "https://lee.example.org/rice-and"),
    ]
    assert [s.url for s in make_sources(document)] == [
        "https://tarn.example.org/ports",
        "https://lee.example.org/rice-and",
    ]
