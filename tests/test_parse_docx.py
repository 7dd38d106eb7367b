"""Word documents, made up here in the XML that Word, LibreOffice, Google Docs and pandoc write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.docx import parse_docx
from qa.parse.docx.numbering import docx_list_numbers
from qa.parse.docx.styles import DocxStyles
from qa.parse.numerals import numeral
from qa.parse.xml import parse_xml
from qa.types.document import Document
from tests.packages import WORD, docx, kinds, packed, relationships, shown


def parse(body: str, **parts: str) -> Document:
    return parse_docx(docx(body, **parts), "made-up.docx", "made-up")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def p(*content: str, style: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{''.join(c if c[0] == '<' else run(c) for c in content)}</w:p>"


def call(note: int | str, kind: str = "footnote", extra: str = "", after: str = "") -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="R"/></w:rPr><w:{kind}Reference {extra} w:id="{note}"/>{after}</w:r>'


def custom(note: int, mark: str) -> str:
    return call(note, extra='w:customMarkFollows="1"', after=f"<w:t>{mark}</w:t>")


def note(number: int | str, *content: str, kind: str = "footnote", own: str = "", extra: str = "") -> str:
    own = own or f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{number}" {extra}>{p(own, *content)}</w:{kind}>'


def field(code: str, result: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{char.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>"
        f"{char.format('separate')}{result}{char.format('end')}"
    )


PAGE_BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationNotice" w:id="0"><w:p><w:r><w:t>continued</w:t></w:r></w:p></w:footnote>'
)
NOTES = SEPARATORS + note(1, "One.") + note(2, "Two.") + note(3, "Three.")
ENDNOTES = note(1, "First.", kind="endnote") + note(2, "Second.", kind="endnote")
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My part"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="IQ"><w:name w:val="Intense Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="Bullets"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="R"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
SECTION = "<w:sectPr><w:footnotePr>{}</w:footnotePr></w:sectPr>"
DELETED = '<w:del w:id="9">{}</w:del>'
BOX = "<w:txbxContent>{}</w:txbxContent>"

CALLS = [
    ("a call after the full stop", p("In jails.", call(1), " More."), "In jails.{1} More.\n\n1: One."),
    ("calls count as they come, not by id", p("B.", call(2), " A.", call(1)), "B.{1} A.{2}\n\n1: Two.\n\n2: One."),
    ("space before the call", p("In jails. ", call(1), "More."), "In jails.{1} More.\n\n1: One."),
    ("several calls in a row", p("A", call(1), raised(","), call(2), " b."), "A{1}{2} b.\n\n1: One.\n\n2: Two."),
    ("a comma in plain type between calls", p("A.", call(1), ", ", call(2), " B."), "A.{1}{2} B.\n\n1: One.\n\n2: Two."),
    ("brackets around calls", p("A [", call(1), ", ", call(2), "]. B."), "A{1}{2}. B.\n\n1: One.\n\n2: Two."),
    ("a parenthesis that holds more stays", p("A (b", call(1), ") c"), "A (b{1}) c\n\n1: One."),
    ("one note called twice", p("A.", call(1), " B.", call(1), " C.", call(2)), "A.{1} B.{1} C.{2}\n\n1: One.\n\n2: Two."),
    ("a mark of its own", p("A.", custom(1, "*"), " B.", call(2)), "A.{*} B.{1}\n\n*: One.\n\n1: Two."),
    ("a mark of its own as a symbol",
     p("A.", call(1, extra='w:customMarkFollows="1"', after='<w:sym w:font="Symbol" w:char="F02A"/>'), " B."),
     "A.{*} B.\n\n*: One."),
    ("a mark of its own in the next run", p("A.", call(1, extra='w:customMarkFollows="true"'), raised("†"), " B."),
     "A.{†} B.\n\n†: One."),
    ("no mark of its own, says Google", p("A.", call(1, extra='w:customMarkFollows="0"'), "7 B."), "A.{1}7 B.\n\n1: One."),
    ("a call in a deleted passage is none, nor is its note", p("A.", DELETED.format(call(1)), " B.", call(2)),
     "A. B.{1}\n\n1: Two."),
    ("a call in an inserted passage", p("A.", f'<w:ins w:id="1">{call(2)}</w:ins>'), "A.{1}\n\n1: Two."),
    ("a call without its note", p("A.", call(8), " B.", call(1)), "A.{1?} B.{2}\n\n2: One."),
    ("calls in table cells",
     f"<w:tbl><w:tr><w:tc>{p('a', call(2))}</w:tc><w:tc>{p('b', call(1))}</w:tc></w:tr></w:tbl>",
     "a{1} | b{2}\n\n1: Two.\n\n2: One."),
    ("endnotes are numbered apart, in Roman numerals", p("A.", call(1), " B.", call(2, "endnote"), " C.", call(1, "endnote")),
     "A.{1} B.{i} C.{ii}\n\n1: One.\n\ni: Second.\n\nii: First."),
    ("settings say the format of endnotes",
     p("A.", call(1, "endnote")) + "<w:sectPr><w:endnotePr><w:numFmt w:val='decimal'/></w:endnotePr></w:sectPr>",
     "A.{1}\n\n1: First."),
    ("numbering starts again with each section",
     p("A.", call(1)) + p("B.", call(2), properties=SECTION.format('<w:numRestart w:val="eachSect"/>'))
     + p("C.", call(3)) + SECTION.format('<w:numRestart w:val="eachSect"/><w:numFmt w:val="lowerLetter"/>'),
     "A.{1}\n\nB.{2}\n\nC.{a}\n\n1: One.\n\n2: Two.\n\na: Three."),
    ("continuous numbering goes on over sections",
     p("A.", call(1), properties=SECTION.format('<w:numStart w:val="5"/>')) + p("B.", call(2)) + SECTION.format(""),
     "A.{5}\n\nB.{6}\n\n5: One.\n\n6: Two."),
    ("Chicago's marks", p("A.", call(1), " B.", call(2)) + SECTION.format('<w:numFmt w:val="chicago"/>'),
     "A.{*} B.{†}\n\n*: One.\n\n†: Two."),
    ("a cross-reference that looks like a call is one",
     p("A.", '<w:bookmarkStart w:id="4" w:name="_Ref1"/>', call(2), '<w:bookmarkEnd w:id="4"/>', " B.",
       field(" NOTEREF _Ref1 \\f \\h ", raised("1")), " C."),
     "A.{1} B.{1} C.\n\n1: Two."),
    ("a cross-reference in a sentence stays",
     p("A.", '<w:bookmarkStart w:id="4" w:name="_Ref1"/>', call(2), '<w:bookmarkEnd w:id="4"/>', " See note ",
       field(" NOTEREF _Ref1 \\h ", run("1")), "."),
     "A.{1} See note 1.\n\n1: Two."),
    ("a simple field that calls a note again",
     p("A.", '<w:bookmarkStart w:id="4" w:name="_Ref1"/>', call(2), '<w:bookmarkEnd w:id="4"/>', " B.",
       '<w:fldSimple w:instr=" NOTEREF _Ref1 ">' + raised("1") + "</w:fldSimple>", " C."),
     "A.{1} B.{1} C.\n\n1: Two."),
    ("a cross-reference glued to the word before is a call",
     p("A.", '<w:bookmarkStart w:id="4" w:name="_Ref1"/>', call(2), '<w:bookmarkEnd w:id="4"/>', " B.",
       field(" NOTEREF _Ref1 \\h ", run("1")), " C."),
     "A.{1} B.{1} C.\n\n1: Two."),
    ("footnotes come before endnotes", p("A.", call(1, "endnote"), " B.", call(2)), "A.{i} B.{1}\n\n1: Two.\n\ni: First."),
    ("a call in a text box comes after its paragraph",
     p("A", f"<w:r><w:pict>{BOX.format(p('box', call(1)))}</w:pict></w:r>", " b.", call(2)),
     "A b.{1}\n\nbox{2}\n\n1: Two.\n\n2: One."),
]  # fmt: skip


POOL = {
    "footnote": {"1": note(1, "One."), "2": note(2, "Two."), "3": note(3, "Three.")},
    "endnote": {"1": note(1, "First.", kind="endnote"), "2": note(2, "Second.", kind="endnote")},
}


def with_its_notes(body: str) -> Document:
    """The body, and of the notes above those that it calls."""
    parts = {
        f"{kind}s": SEPARATORS.replace("footnote", kind)
        + "".join(pool[i] for i in sorted(set(re.findall(rf'<w:{kind}Reference [^>]*w:id="(\d)"', body))) if i in pool)
        for kind, pool in POOL.items()
    }
    return parse(body, styles=STYLES, **parts)


@pytest.mark.parametrize("title, body, expected", CALLS, ids=[case[0] for case in CALLS])
def test_docx_calls_lead_to_their_notes(title: str, body: str, expected: str) -> None:
    assert shown(with_its_notes(body)) == expected


def link(target: str, text: str, name: str = "") -> str:
    mark = f'<w:bookmarkStart w:id="9" w:name="{name}"/><w:bookmarkEnd w:id="9"/>' if name else ""
    return f'{mark}<w:hyperlink w:anchor="{target}">{raised(text)}</w:hyperlink>'


LINKED = [
    ("as Word keeps a web page's notes",
     p("A.", link("_ftn1", "[1]", "_ftnref1"), " B.", link("_ftn2", "[2]", "_ftnref2"))
     + p(link("_ftnref1", "[1]", "_ftn1"), " One.") + p(link("_ftnref2", "[2]", "_ftn2"), " Two."),
     "A.{1} B.{2}\n\n1: One.\n\n2: Two."),
    ("names that say nothing, and a way back at the end",
     p("A.", link("x", "1", "y")) + p('<w:bookmarkStart w:id="1" w:name="x"/>', raised("1"), "One. ", link("y", "↩")),
     "A.{1}\n\n1: One."),
    ("one note called twice", p("A.", link("fn1", "1"), " B.", link("fn1", "1")) + p('<w:bookmarkStart w:name="fn1"/>', "1. One."),
     "A.{1} B.{1}\n\n1: One."),
    ("brackets around the link", p("A [", link("fn1", "1"), "] b.") + p('<w:bookmarkStart w:name="fn1"/>', "1 One."),
     "A{1} b.\n\n1: One."),
    ("a link to a section is none", p("See section ", link("_Ref1", "3"), ".") + p('<w:bookmarkStart w:name="_Ref1"/>', "3 Part"),
     "See section ³.\n\n3 Part"),
    ("a link to another number is none", p("A.", link("fn1", "1")) + p('<w:bookmarkStart w:name="fn1"/>', "12 dogs."),
     "A.¹\n\n12 dogs."),
    ("a number in two pieces is another number",
     p("A.", link("fn1", "1")) + p('<w:bookmarkStart w:name="fn1"/>', "1", "2 dogs."), "A.¹\n\n12 dogs."),
    ("a link upwards is none", p('<w:bookmarkStart w:name="fn1"/>', "1 dog.") + p("A.", link("fn1", "1")), "1 dog.\n\nA.¹"),
]  # fmt: skip


LETTERED = [
    ("a table's note below it", "<w:tbl><w:tr><w:tc>" + p("412", raised("a")) + "</w:tc></w:tr></w:tbl>" + p(raised("a"), " Boats."),
     "412{a}\n\na: Boats."),
    ("in the text, again from a on", p("A.", raised("a"), " B.", raised("b")) + p(raised("a"), "One.") + p(raised("b"), "Two.")
     + p("C.", raised("a"), " D.", raised("b")) + p(raised("a"), "Three.") + p(raised("b"), "Four."),
     "A.{a} B.{b}\n\nC.{a} D.{b}\n\na: One.\n\nb: Two.\n\na: Three.\n\nb: Four."),
    ("an ordinal and a power are none", p("The XIX", raised("e"), " and x", raised("n"), ".") + p(raised("n"), " is large."),
     "The XIXe and xn.\n\nn is large."),
]  # fmt: skip


@pytest.mark.parametrize("title, body, expected", LETTERED, ids=[case[0] for case in LETTERED])
def test_docx_raised_letters_call_the_paragraphs_that_begin_with_them(title: str, body: str, expected: str) -> None:
    assert shown(parse(body)) == expected


@pytest.mark.parametrize("title, body, expected", LINKED, ids=[case[0] for case in LINKED])
def test_docx_links_to_typed_notes_are_calls(title: str, body: str, expected: str) -> None:
    assert shown(parse(body, styles=STYLES)) == expected


NOTE_BODIES = [
    ("the number and the tab after it", note(1, "<w:r><w:tab/></w:r>", "One."), "1", "One."),
    ("two paragraphs", '<w:footnote w:id="1">' + p("One.") + p("Two.") + "</w:footnote>", "1", "One. Two."),
    ("a typed mark in front", note(1, "* One.", own="<w:r/>"), "*", "One."),
    ("a raised typed mark in front", note(1, raised("a"), " One.", own="<w:r/>"), "a", "One."),
    ("a word that begins like the mark", note(1, "a One.", own="<w:r/>"), "a", "a One."),
    ("a link", note(1, '<w:hyperlink r:id="x">' + run("http://a.example") + "</w:hyperlink>"), "1", "http://a.example"),
]


@pytest.mark.parametrize("title, body, label, expected", NOTE_BODIES, ids=[case[0] for case in NOTE_BODIES])
def test_docx_note_has_its_text_without_its_mark(title: str, body: str, label: str, expected: str) -> None:
    first = call(1) if label == "1" else custom(1, label)
    document = parse(p("A.", first), styles=STYLES, footnotes=body)
    assert shown(document) == f"A.{{{label}}}\n\n{label}: {expected}"


def test_docx_notes_inside_notes_are_numbered_after_the_text() -> None:
    inside = note(1, "One", call(2), " more.") + note(2, "Two.", call(1)) + note(3, "Three.")
    document = parse(p("A.", call(1), " B.", call(3)), footnotes=inside)
    assert shown(document) == "A.{1} B.{2}\n\n1: One{3} more.\n\n2: Three.\n\n3: Two.{1}"


def test_docx_note_that_nothing_calls_comes_last_and_is_told() -> None:
    document = parse(p("A.", call(2)), footnotes=NOTES)
    assert shown(document) == "A.{1}\n\n1: Two.\n\n2: One.\n\n3: Three."
    assert [problem.label for problem in document.problems] == ["2", "3"]


TEXTS = [
    ("deleted and moved text", p("a", DELETED.format("<w:r><w:delText>x</w:delText></w:r>"),
                                 f"<w:moveFrom>{run('y')}</w:moveFrom>", f"<w:moveTo>{run('z')}</w:moveTo>"), "az"),
    ("a deleted paragraph mark", p("a ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("b") + p("c"), "a b\n\nc"),
    ("several deleted paragraph marks", p("a", properties='<w:rPr><w:del w:id="1"/></w:rPr>') * 3 + p("b", "c"), "aaabc"),
    ("a deleted row", "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + f"<w:tc>{p('x')}</w:tc>" * 2 + "</w:tr>"
     "<w:tr>" + f"<w:tc>{p('y')}</w:tc>" * 2 + "</w:tr></w:tbl>", "y | y"),
    ("hidden text", p("a", run("x", "<w:vanish/>"), run("y", '<w:rStyle w:val="Gone"/>'),
                      run("z", '<w:vanish w:val="0"/>')), "az"),
    ("a hidden paragraph", p("x", style="Secret") + p("a"), "a"),
    ("a field's code", p("page ", field(" PAGE ", run("7")), "."), "page 7."),
    ("a field in a field's code", p("a", field('IF </w:instrText></w:r>' + field("PAGE", run("x"))
                                     + "<w:r><w:instrText>", run("b")), "c"), "abc"),
    ("a field whose ends are hidden", p("a", field(" XE ", "").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
                                        .replace("XE ", 'XE</w:instrText></w:r><w:r><w:t>x</w:t><w:instrText>'), "b"), "ab"),
    ("a field that never ends hides nothing", p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "a") + p("b"), "a\n\nb"),
    ("tabs, breaks and hyphens", p("a", "<w:r><w:tab/></w:r>", "b", "<w:r><w:br/></w:r>", "co",
                                   "<w:r><w:noBreakHyphen/></w:r>", "op", "<w:r><w:softHyphen/></w:r>", "e\xadn"),
     "a b co-open"),
    ("symbols", p('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
                  '<w:sym w:font="Times" w:char="2020"/></w:r>', " \uf0b7"), "α✓† •"),
    ("one of two branches", p("a", f"<w:r><mc:AlternateContent><mc:Choice>{BOX.format(p('box'))}</mc:Choice>"
                              f"<mc:Fallback>{BOX.format(p('box'))}</mc:Fallback></mc:AlternateContent></w:r>"), "a\n\nbox"),
    ("the other branch where the first has no text", p("a", "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>"
                              "<w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>"), "a😊"),
    ("text boxes keep their order", p("a", f"<w:r>{BOX.format(p('1') + p('2'))}{BOX.format(p('3'))}</w:r>", "b") + p("c"),
     "ab\n\n1\n\n2\n\n3\n\nc"),
    ("drawing offsets", p("a", "<w:r><w:drawing><wp:posOffset>114300</wp:posOffset></w:drawing></w:r>"), "a"),
    ("comments and bookmarks", p("a", '<w:commentRangeStart w:id="0"/>', "b",
                                 '<w:r><w:commentReference w:id="0"/></w:r>'), "ab"),
    ("content controls and smart tags", f"<w:sdt><w:sdtContent>{p('a', '<w:smartTag>' + run('b') + '</w:smartTag>')}"
     f"</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}</w:sdtContent></w:sdt>",
     "ab"),
    ("white space between tags", "<w:p>\n  <w:r>\n   <w:t>jai</w:t>\n </w:r>\n <w:r><w:t>ls</w:t></w:r>\n</w:p>", "jails"),
    ("raised digits", p("m", raised("2"), ", x", raised("1,3"), " and 1", raised("st")), "m², x¹˒³ and 1st"),
    ("formulas", p("<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
                   "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"),
     "x²a/b"),
]  # fmt: skip


@pytest.mark.parametrize("title, body, expected", TEXTS, ids=[case[0] for case in TEXTS])
def test_docx_text_is_what_a_reader_sees(title: str, body: str, expected: str) -> None:
    assert parse(body, styles=STYLES).text == expected


KINDS = [
    ("a heading by its style's name in another language", p("One", style="berschrift1"), [("heading1", "One")]),
    ("a heading by inheritance", p("One", style="Mine"), [("heading1", "One")]),
    ("a heading by outline", p("One", properties='<w:outlineLvl w:val="1"/>'), [("heading2", "One")]),
    ("an outline level that is no level", p("One", properties=f'<w:outlineLvl w:val="{"9" * 5000}"/>'), [("paragraph", "One")]),
    ("a heading by a style that is not defined", p("One", style="Heading3"), [("heading3", "One")]),
    ("a short clause, and a long one", p("One", style="Clause") + p("long " * 80, style="Clause"),
     [("heading3", "One"), ("paragraph", ("long " * 80).strip())]),
    ("a title", p("One", style="Titel"), [("heading1", "One")]),
    ("a quotation", p("One.", style="IQ"), [("quotation", "One.")]),
    ("a caption", p("Figure 1", style="Cap"), [("caption", "Figure 1")]),
    ("list items", p("a", style="Bullets") + p("b", properties='<w:numPr><w:numId w:val="2"/></w:numPr>')
     + p("c", style="Bullets", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
     [("list-item", "a"), ("list-item", "b"), ("paragraph", "c")]),
    ("a short bold paragraph", p(run("Part One", "<w:b/>")) + p("a ", run("b", "<w:b/>")),
     [("heading3", "Part One"), ("paragraph", "a b")]),
    ("table rows, a nested table, and empty cells",
     f"<w:tbl><w:tr><w:tc>{p('a')}{p('b')}</w:tc><w:tc><w:tbl><w:tr><w:tc>{p('c')}</w:tc><w:tc>{p('d')}</w:tc></w:tr></w:tbl>"
     f"{p('z')}</w:tc></w:tr><w:tr><w:tc>{p()}</w:tc><w:tc>{p('e')}</w:tc></w:tr></w:tbl>",
     [("table-row", "a b | c d z"), ("table-row", "e")]),
    ("a table of one column is a frame", f"<w:tbl><w:tr><w:tc>{p('A', style='berschrift1')}{p('b.')}</w:tc></w:tr></w:tbl>",
     [("heading1", "A"), ("paragraph", "b.")]),
    ("a style based on itself", p("a", style="Loop"), [("paragraph", "a")]),
]  # fmt: skip


@pytest.mark.parametrize("title, body, expected", KINDS, ids=[case[0] for case in KINDS])
def test_docx_blocks_are_what_their_styles_say(title: str, body: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(parse(body, styles=STYLES)) == expected


LISTS = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>
"""


def item(text: str, number: int, level: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbered_apart(list_number: int, *before: str) -> str:
    """Three sentences that call three items of a list with typed digits."""
    names = ("Alpha", "Beta", "Gamma")
    calls = (x for i, name in enumerate(names, 1) for x in (f"{name} is a town.", raised(str(i)), " "))
    notes = (item(f"Report on {name}.", list_number) for name in names)
    return p(*calls) + "".join(before) + p("Notes", style="berschrift1") + "".join(notes)


@pytest.mark.parametrize(
    "body",
    [
        numbered_apart(1),
        numbered_apart(3, item("one", 1), item("in", 1, 1), item("point", 2), p("End.")),
    ],
    ids=["a list of its own", "a list that starts again"],
)
def test_docx_items_of_numbered_lists_are_notes_where_typed_digits_call_them(body: str) -> None:
    document = parse(body, numbering=LISTS, styles=STYLES)
    told = [
        (m.label, document.footnotes[m.note].span.of(document.text)) for m in document.markers if m.note is not None
    ]
    assert told == [("1", "Report on Alpha."), ("2", "Report on Beta."), ("3", "Report on Gamma.")]
    assert document.text.startswith("Alpha is a town. Beta is a town. Gamma is a town.")


def test_docx_lists_of_one_definition_go_on_counting() -> None:
    body = item("a", 1) + item("in", 1, 1) + item("b", 4) + item("c", 2) + item("d", 3) + item("e", 1)
    one, other = (parse_xml(f'<x xmlns:w="{WORD}">{part}</x>'.encode(), "made-up") for part in (body, LISTS))
    assert list(docx_list_numbers(one, other, DocxStyles(None)).values()) == [1, 2, 1, 3]


def test_docx_numbers_of_lists_are_not_in_the_text() -> None:
    assert parse(p("A.") + item("a", 1) + item("b", 1), numbering=LISTS).text == "A.\n\na\n\nb"


def test_docx_contents_are_shown_but_not_indexed() -> None:
    document = parse(p("One 7", style="T1") + p("One", style="berschrift1"), styles=STYLES)
    assert [block.repeated for block in document.blocks] == [True, False]


def test_docx_places_name_part_and_paragraph() -> None:
    document = parse(p("a") + p("b", call(1)), footnotes=NOTES)
    place = document.place(document.text.index("b"))
    assert place and place.element == "word/document.xml (//p)[2]"


@pytest.mark.parametrize(
    "body, title, expected",
    [
        (p("a"), "Of the file", "Of the file"),
        (p("Own", style="Titel"), "Of the file", "Own"),
        (p("a"), "Microsoft Word - Draft.docx", "Draft"),
        (p("a"), "", "made-up"),
    ],
)
def test_docx_title_is_the_texts_own_before_the_files(body: str, title: str, expected: str) -> None:
    data = docx(body, title=title, styles=STYLES)
    assert parse_docx(data, "made-up.docx", "made-up").title == expected


def test_docx_is_found_by_relationships_and_read_in_the_strict_variant() -> None:
    data = docx(p("A.", call(1)), main="folder/main.xml", footnotes=NOTES)
    assert "{1}" in shown(parse_docx(data, "made-up.docx", "made-up"))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    members = {"_rels/.rels": relationships(officeDocument="/Word/Document.xml"),
               "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body>{p("a")}</w:body></w:document>'}  # fmt: skip
    assert parse_docx(packed(members), "made-up.docx", "made-up").text == "a"


@pytest.mark.parametrize(
    "data, why",
    [
        (b"text", "not what its name says"),
        ({"a.txt": "text"}, "without a Word document"),
        ({"word/document.xml": "<workbook/>"}, "without a Word document"),
        ({"word/document.xml": "<w:document"}, "(word/document.xml): malformed XML"),
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "declares entities"),
        ({"word/document.xml": b"<x>" + bytes(360_000_000)}, "archive bomb"),
        ({"_rels/.rels": relationships(officeDocument="../../../etc/passwd")}, "without a Word document"),
        (docx("<w:tbl><w:tr><w:tc>" * 100 + p("deep") + "</w:tc></w:tr></w:tbl>" * 100), "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_docx_that_is_none_or_unsafe_is_refused_in_one_line(data: bytes | dict[str, str | bytes], why: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_docx(data if isinstance(data, bytes) else packed(data), "made-up.docx", "made-up")
    message = str(caught.value)
    assert message.startswith("made-up.docx") and why in message and "\n" not in message


@pytest.mark.parametrize(
    "number, number_format, expected",
    [
        (4, "decimal", "4"), (14, "lowerRoman", "xiv"), (1999, "upperRoman", "MCMXCIX"), (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"), (4, "chicago", "§"), (5, "chicago", "**"), (3, "decimalZero", "03"),
        (2, "numberInDash", "- 2 -"), (7, "made-up", "7"), (0, "lowerRoman", "0"), (9_999_999, "chicago", "9999999"),
    ],
)  # fmt: skip
def test_numerals_are_as_a_word_processor_prints_them(number: int, number_format: str, expected: str) -> None:
    assert numeral(number, number_format) == expected


_WORDS = st.text(alphabet="ab 1.,([])é", max_size=6)
_PIECES = st.one_of(_WORDS, st.integers(1, 3))


@given(st.lists(st.lists(_PIECES, max_size=6), max_size=4))
def test_docx_calls_and_words_survive_in_order(paragraphs: list[list[str | int]]) -> None:
    body = "".join(p("x", *(call(x) if isinstance(x, int) else run(x) for x in pieces)) for pieces in paragraphs)
    document = with_its_notes(body)
    called = [x for pieces in paragraphs for x in pieces if isinstance(x, int)]
    assert len(document.markers) == len(called)
    labels = {x: str(i) for i, x in enumerate(dict.fromkeys(called), 1)}
    assert [m.label for m in document.markers] == [labels[x] for x in called]
    names = ["One.", "Two.", "Three."]
    notes = [document.footnotes[m.note].span.of(document.text) for m in document.markers if m.note is not None]
    assert notes == [names[x - 1] for x in called]
    letters = "".join(c for c in document.text if c.isalpha())
    written = "".join("x" + "".join(x for x in pieces if isinstance(x, str)) for pieces in paragraphs)
    told = "".join(names[x - 1] for x in dict.fromkeys(called))
    assert letters == "".join(c for c in written + told if c.isalpha())


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimalEnclosedCircleChinese", "①②①"),
        ("decimalEnclosedCircle", "①②①"),
        ("hebrew1", "אבא"),
        ("chineseCounting", "一二一"),
        ("russianLower", "аба"),
        ("decimalFullWidth", "１２１"),
        ("lowerRoman", "iiii"),
    ],
)
def test_docx_numbers_restart_on_pages_that_word_laid_out(number_format: str, expected: str) -> None:
    settings = f'<w:numFmt w:val="{number_format}"/><w:numRestart w:val="eachPage"/>'
    body = p("One.", call(1), " Two.", call(2)) + p(PAGE_BREAK, "Three.", call(3)) + SECTION.format(settings)
    assert "".join(marker.label for marker in parse(body, footnotes=NOTES).markers) == expected


@pytest.mark.parametrize("mark", [raised("{}"), "[{}]"])
def test_docx_typed_notes_stand_beside_its_own(mark: str) -> None:
    body = p("It grew.", call(1), " It fell.", mark.format(2), " It stood.", mark.format(3))
    typed = p("Notes") + p("2. A clerk.") + p("3. The Gazette.")
    document = parse(body + typed, footnotes=SEPARATORS + note(1, "One."))
    assert [(m.label, document.footnotes[m.note or 0].span.of(document.text)) for m in document.markers] == [
        ("1", "One."),
        ("2", "A clerk."),
        ("3", "The Gazette."),
    ]
