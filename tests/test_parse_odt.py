"""OpenDocument texts, made up here in the XML that LibreOffice, Google Docs and pandoc write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.archive import open_archive
from qa.parse.odt import parse_odt
from qa.parse.odt.numbering import odt_list_numbers
from qa.parse.xml import parse_xml
from qa.types.document import Document
from tests.packages import kinds, odt, packed, shown

AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Up2" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="Down" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Loop" style:family="paragraph" style:parent-style-name="Loop"/>
"""
STYLES = """
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>
"""
NOTES = {1: "One.", 2: "Two.", 3: "Three."}


def parse(body: str) -> Document:
    return parse_odt(odt(body, automatic=AUTOMATIC, styles=STYLES), "made-up.odt", "made-up")


def p(content: str, style: str = "Text_20_body") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def call(number: int, label: str = "", kind: str = "footnote", body: str = "", own: str = "") -> str:
    own = f' text:label="{own}"' if own else ""
    return (
        f'<text:note text:id="ftn{number}" text:note-class="{kind}"><text:note-citation{own}>{label or number}'
        f"</text:note-citation><text:note-body>{body or p(NOTES[number], 'Footnote')}</text:note-body></text:note>"
    )


def again(number: int, text: str, form: str = "text") -> str:
    return (
        f'<text:note-ref text:note-class="footnote" text:reference-format="{form}" text:ref-name="ftn{number}">{text}'
        "</text:note-ref>"
    )


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


CALLS = [
    ("a call after the full stop", p(f"In jails.{call(1)} More."), "In jails.{1} More.\n\n1: One."),
    ("a mark of its own", p(f"A.{call(1, '*', own='*')} B.{call(2, '1')}"), "A.{*} B.{1}\n\n*: One.\n\n1: Two."),
    ("a note without a citation is counted", p("A." + call(1).replace("<text:note-citation>1</text:note-citation>", "")),
     "A.{1}\n\n1: One."),
    ("several calls in a row", p(f"A{call(1)}{span('Up', ',')}{call(2)} b."), "A{1}{2} b.\n\n1: One.\n\n2: Two."),
    ("calls in spans, and brackets", p(f"A [{span('Up', call(1))}, {span('Up', call(2))}]. B"),
     "A{1}{2}. B\n\n1: One.\n\n2: Two."),
    ("footnotes come before endnotes", p(f"A.{call(1, 'i', 'endnote')} B.{call(2, '1')}"), "A.{i} B.{1}\n\n1: Two.\n\ni: One."),
    ("a raised cross-reference is a call", p(f"A.{call(1)} B.{span('Up', again(1, '1'))} C."), "A.{1} B.{1} C.\n\n1: One."),
    ("a glued cross-reference is a call", p(f"A.{call(1)} B.{again(1, '1')} C."), "A.{1} B.{1} C.\n\n1: One."),
    ("a cross-reference in a sentence stays", p(f"A.{call(1)} See note {again(1, '1')}, n{again(1, '1')}."),
     "A.{1} See note 1, n1.\n\n1: One."),
    ("a cross-reference to a note's page stays", p(f"A.{call(1)} B.{again(1, '7', 'page')}"), "A.{1} B.7\n\n1: One."),
    ("a note in a note", p("A." + call(1, body=p("One" + call(2) + " more.")) + " B." + call(3)),
     "A.{1} B.{3}\n\n1: One{2} more.\n\n2: Two.\n\n3: Three."),
    ("a note of two paragraphs", p("A." + call(1, body=p("One.") + p("Two."))), "A.{1}\n\n1: One. Two."),
    ("a call in a table cell",
     f"<table:table><table:table-row><table:table-cell>{p('a' + call(1))}</table:table-cell>"
     f"<table:table-cell>{p('b')}</table:table-cell></table:table-row></table:table>",
     "a{1} | b\n\n1: One."),
    ("a deleted call is none",
     f"<text:tracked-changes><text:changed-region><text:deletion>{p('x' + call(1))}</text:deletion></text:changed-region>"
     f"</text:tracked-changes>{p('A.' + call(2, '1'))}", "A.{1}\n\n1: Two."),
]  # fmt: skip


@pytest.mark.parametrize("title, body, expected", CALLS, ids=[case[0] for case in CALLS])
def test_odt_calls_lead_to_their_notes(title: str, body: str, expected: str) -> None:
    assert shown(parse(body)) == expected


def test_odt_links_to_typed_notes_are_calls() -> None:
    mark = '<text:bookmark text:name="{}"/>'
    link = '<text:a xlink:href="#{}">{}</text:a>'
    body = p("A." + mark.format("back") + span("Up", link.format("there", "1")) + " B.") + p(
        mark.format("there") + link.format("back", "1") + ". One."
    )
    assert shown(parse(body)) == "A.{1} B.\n\n1: One."


TEXTS = [
    ("spaces, tabs and line ends", p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n  e'), "a b c d e"),
    ("comments", p("a<office:annotation><dc:creator>N</dc:creator><text:p>x</text:p></office:annotation>b"), "ab"),
    ("hidden text", p(f"a{span('Gone', 'x')}b<text:hidden-text>y</text:hidden-text>c"), "abc"),
    ("a hidden paragraph", p('x<text:hidden-paragraph text:is-hidden="true"/>') + p("a"), "a"),
    ("raised digits", p(f"m{span('Up', '2')}, x{span('Up2', '1,3')}, CO{span('Down', '2')}, 1{span('Up', 'st')}"),
     "m², x¹˒³, CO2, 1st"),
    ("a text box comes after its paragraph",
     p(f"a<draw:frame><draw:text-box>{p('1')}{p('2')}</draw:text-box></draw:frame>"
       f"b<draw:frame><draw:text-box>{p('3')}</draw:text-box></draw:frame>c") + p("d"), "abc\n\n1\n\n2\n\n3\n\nd"),
    ("alternative text of pictures", p("a<draw:frame><draw:image/><svg:title>x</svg:title><svg:desc>y</svg:desc></draw:frame>"),
     "a"),
    ("links, bookmarks and soft hyphens", p('<text:a>a</text:a><text:bookmark-start text:name="x"/>b\xadc'), "abc"),
    ("ruby", p("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>"), "a"),
]  # fmt: skip


@pytest.mark.parametrize("title, body, expected", TEXTS, ids=[case[0] for case in TEXTS])
def test_odt_text_is_what_a_reader_sees(title: str, body: str, expected: str) -> None:
    assert parse(body).text == expected


KINDS = [
    ("headings", '<text:h text:outline-level="2">One</text:h><text:h>Two</text:h>' + p("Three", "P2"),
     [("heading2", "One"), ("heading1", "Two"), ("heading2", "Three")]),
    ("a title", p("One", "Title"), [("heading1", "One")]),
    ("a quotation by its style's parent", p("One.", "P1"), [("quotation", "One.")]),
    ("captions", p("Figure 1", "Illustration"), [("caption", "Figure 1")]),
    ("lists in lists, and headings in lists",
     f"<text:list><text:list-item>{p('a')}<text:list><text:list-item>{p('b')}</text:list-item></text:list></text:list-item>"
     '<text:list-item><text:h text:outline-level="1">C</text:h></text:list-item></text:list>',
     [("list-item", "a"), ("list-item", "b"), ("heading1", "C")]),
    ("a short bold paragraph", p(span("B", "Part One")) + p(f"a {span('B', 'b')}"),
     [("heading3", "Part One"), ("paragraph", "a b")]),
    ("table rows", "<table:table><table:table-header-rows><table:table-row><table:table-cell>" + p("a") + p("b")
     + "</table:table-cell><table:table-cell>" + p("c") + "</table:table-cell></table:table-row></table:table-header-rows>"
     "</table:table>", [("table-row", "a b | c")]),
    ("a table of one column is a frame",
     f"<table:table><table:table-row><table:table-cell>{p('A', 'Title')}{p('b.')}</table:table-cell></table:table-row></table:table>",
     [("heading1", "A"), ("paragraph", "b.")]),
    ("a style based on itself", p("a", "Loop"), [("paragraph", "a")]),
]  # fmt: skip


@pytest.mark.parametrize("title, body, expected", KINDS, ids=[case[0] for case in KINDS])
def test_odt_blocks_are_what_their_styles_say(title: str, body: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(parse(body)) == expected


def test_odt_items_of_numbered_lists_are_notes_where_typed_digits_call_them() -> None:
    style = """<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"
      style:num-suffix="."/></text:list-style><style:style style:name="Up" style:family="text">
      <style:text-properties style:text-position="super 58%"/></style:style>"""
    item = "<text:list-item>{}</text:list-item>"
    first = f'<text:list text:style-name="L">{item.format(p("One") + "<text:list>" + item.format(p("in")) + "</text:list>")}</text:list>'
    names = ("Alpha", "Beta", "Gamma")
    calls = p(" ".join(f"{name} is a town.{span('Up', str(i))}" for i, name in enumerate(names, 1)))
    notes = "".join(item.format(p(f"Report on {name}.")) for name in names)
    lists = f'<text:list text:style-name="L">{notes}</text:list>'
    body = first + calls + "<text:h>Notes</text:h>" + lists
    document = parse_odt(odt(body, automatic=style), "made-up.odt", "made-up")
    assert shown(document).startswith("One\n\nin\n\nAlpha is a town.{1} Beta is a town.{2} Gamma is a town.{3}")
    assert [f.span.of(document.text) for f in document.footnotes] == [f"Report on {name}." for name in names]


def test_odt_lists_go_on_counting_where_they_say_so() -> None:
    style = """<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"
      text:start-value="3"/></text:list-style>"""
    item = f"<text:list-item>{p('a')}</text:list-item>"
    lists = (
        f'<text:list text:style-name="L">{item * 2}</text:list><text:list>{item}</text:list>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item}</text:list>'
        f'<text:list text:style-name="L">{item}<text:list-item text:start-value="9">{p("b")}</text:list-item></text:list>'
    )
    root = parse_xml(open_archive(odt(lists, automatic=style), "made-up").read("content.xml"), "made-up")
    assert list(odt_list_numbers(root, [root]).values()) == [3, 4, 5, 3, 9]


def test_odt_formulas_are_text_and_other_objects_are_not() -> None:
    math = """<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup>
      <mo>+</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></mrow><annotation>x^2</annotation></semantics></math>"""
    frame = '<draw:frame><draw:object xlink:href="./{}"/></draw:frame>'
    body = p(
        f"Where {frame.format('F')} is{call(1)}{frame.format('Chart')}{frame.format('Gone')}{frame.format('../F')}."
    )
    document = parse_odt(odt(body, F=math, Chart="<chart>x</chart>"), "made-up.odt", "made-up")
    assert shown(document) == "Where x²+a/b is{1}.\n\n1: One."


def test_odt_contents_are_shown_but_not_indexed() -> None:
    document = parse(f"<text:table-of-content><text:index-body>{p('One 7', 'Contents_20_1')}</text:index-body>"
                     "</text:table-of-content><text:h>One</text:h>")  # fmt: skip
    assert [block.repeated for block in document.blocks] == [True, False]


def test_odt_title_is_the_texts_own_before_the_files() -> None:
    assert parse_odt(odt(p("a"), title="Of the file"), "made-up.odt", "made-up").title == "Of the file"
    assert parse_odt(odt(p("Own", "Title"), title="Of the file"), "made-up.odt", "made-up").title == "Own"


def test_odt_places_name_the_paragraph() -> None:
    place = parse(p("a") + p("b")).place(3)
    assert place and place.element == "content.xml (//p)[2]"


@pytest.mark.parametrize(
    "data, why",
    [
        (b"text", "not what its name says"),
        ({"a.txt": "text"}, "without an OpenDocument text"),
        ({"content.xml": "<x/>"}, "without an OpenDocument text"),
        ({"content.xml": "<x"}, "(content.xml): malformed XML"),
        ({"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "declares entities"),
        ({"content.xml": "?", "META-INF/manifest.xml": "<manifest:encryption-data/>"}, "encrypted"),
        ({"content.xml": b"<x>" + bytes(360_000_000)}, "archive bomb"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_odt_that_is_none_or_unsafe_is_refused_in_one_line(data: bytes | dict[str, str | bytes], why: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_odt(data if isinstance(data, bytes) else packed(data), "made-up.odt", "made-up")
    message = str(caught.value)
    assert message.startswith("made-up.odt") and why in message and "\n" not in message


_PIECES = st.one_of(st.text(alphabet="ab 1.,([])é", max_size=6), st.integers(1, 3))


@given(st.lists(st.lists(_PIECES, max_size=6), max_size=4), st.booleans())
def test_odt_calls_and_words_survive_in_order(paragraphs: list[list[str | int]], in_spans: bool) -> None:
    wrap = (lambda text: span("T", text)) if in_spans else str
    body = "".join(
        p("x" + "".join(wrap(call(x) if isinstance(x, int) else x) for x in pieces)) for pieces in paragraphs
    )
    document = parse(body)
    called = [x for pieces in paragraphs for x in pieces if isinstance(x, int)]
    assert [m.label for m in document.markers] == [str(x) for x in called]
    notes = [document.footnotes[m.note].span.of(document.text) for m in document.markers if m.note is not None]
    assert notes == [NOTES[x] for x in called]
    written = "".join("x" + "".join(x for x in pieces if isinstance(x, str)) for pieces in paragraphs)
    told = "".join(NOTES[x] for x in called)
    assert [c for c in document.text if c.isalpha()] == [c for c in written + told if c.isalpha()]


def test_raised_letters_call_the_paragraphs_that_begin_with_them() -> None:
    def up(letter: str) -> str:
        return f'<text:span text:style-name="Up">{letter}</text:span>'

    document = parse(p(f"It rose{up('a')} and fell.{up('b')}") + p(f"{up('a')} Port log.") + p(f"{up('b')} Interview."))
    assert [(m.label, document.text[: m.at].split()[-1], m.note) for m in document.markers] == [
        ("a", "rose", 0),
        ("b", "fell.", 1),
    ]
    assert [f.span.of(document.text) for f in document.footnotes] == ["Port log.", "Interview."]
