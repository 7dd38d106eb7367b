import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.html import parse_html
from qa.types.document import BlockKind, Document, ProblemKind


def parse(page: str) -> Document:
    return parse_html(page.encode(), "made-up.html", "made-up")


def calls(document: Document) -> list[tuple[str, str, str | None]]:
    """Each marker: the word before it, its label, and how its note begins."""
    found = []
    for marker in document.markers:
        note = document.footnotes[marker.note].span.of(document.text) if marker.note is not None else None
        before = document.text[: marker.at].split()
        found.append((before[-1] if before else "", marker.label, note and " ".join(note.split()[:2])))
    return found


# Made-up pages in the ways that programs write footnotes: (what, page, markers).
GOLDEN = [
    (
        "pandoc",
        '<p>A claim.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> More.</p>'
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>The note.'
        '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
        [("claim.", "1", "The note.")],
    ),
    (
        "wikipedia, a note called twice and a lettered one",
        '<p>One claim.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1"><span class="cite-bracket">[</span>1'
        '<span class="cite-bracket">]</span></a></sup> Another<sup id="cite_ref-2" class="reference"><a href="#cite_note-2">'
        '[note 1]</a></sup> and again.<sup id="cite_ref-a_1-1" class="reference"><a href="#cite_note-a-1">[1]</a></sup></p>'
        '<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-a_1-0"><sup><i><b>a'
        '</b></i></sup></a> <a href="#cite_ref-a_1-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text">'
        'Kovač, Ana.</span></li><li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> '
        '<span class="reference-text">A remark.</span></li></ol>',
        [("claim.", "1", "Kovač, Ana."), ("Another", "note 1", "A remark."), ("again.", "1", "Kovač, Ana.")],
    ),
    (
        "word",
        '<p class=MsoNormal>A claim.<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1" title=""><span '
        "class=MsoFootnoteReference>[1]</span></a> More.</p><div><hr><div id=ftn1><p class=MsoFootnoteText>"
        '<a href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> The note.</p>'
        "<p class=MsoFootnoteText>Its second paragraph.</p></div></div>",
        [("claim.", "1", "The note.")],
    ),
    (
        "libreoffice",
        '<p>A claim.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>'
        '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
        "The note.</p></div>",
        [("claim.", "1", "The note.")],
    ),
    (
        "docutils",
        '<p>A claim <a class="footnote-reference brackets" href="#id2" id="id1" role="doc-noteref"><span '
        'class="fn-bracket">[</span>1<span class="fn-bracket">]</span></a> here.</p><aside class="footnote brackets" id="id2" '
        'role="doc-footnote"><span class="label"><span class="fn-bracket">[</span><a role="doc-backlink" href="#id1">1</a><span '
        'class="fn-bracket">]</span></span><p>The note.</p></aside>',
        [("claim", "1", "The note.")],
    ),
    (
        "gutenberg",
        '<p>A claim.<a id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> More.</p>'
        '<div class="footnote"><p><a id="Footnote_1_1"></a><a href="#FNanchor_1_1"><span class="label">[1]</span></a> The note.</p>'
        "</div>",
        [("claim.", "1", "The note.")],
    ),
    (
        "court reporter, a page break in the text",
        '<p>It cost $20,000.<a class="footnotemark" href="#footnote_1_1" id="ref_footnote_1_1">1</a> The <a id="p54" href="#p54" '
        'data-label="54" class="page-label">*54</a>court.</p><aside data-label="1." class="footnote" id="footnote_1_1">'
        '<a href="#ref_footnote_1_1">1.</a><p>Husband withdrew.</p></aside>',
        [("$20,000.", "1", "Husband withdrew.")],
    ),
    (
        "links in brackets, several in a row",
        '<p>A claim [<a href="#n1">1</a>, <a href="#n2">2</a>] here.</p><p>Notes</p><p id="n1">1. First note.</p>'
        '<p id="n2">2. Second note.</p>',
        [("claim", "1", "First note."), ("claim", "2", "Second note.")],
    ),
    (
        "symbols",
        '<p>A claim<a href="#fn-a" id="r1">*</a> and another<a href="#fn-b" id="r2">†</a>.</p>'
        '<p id="fn-a"><a href="#r1">*</a> First note.</p><p id="fn-b"><a href="#r2">†</a> Second note.</p>',
        [("claim", "*", "First note."), ("another", "†", "Second note.")],
    ),
    (
        "a note inside a note",
        '<p>A claim.<a href="#fn1" id="fnref1"><sup>1</sup></a></p><ol><li id="fn1"><p>Outer note.<a href="#fn2" id="fnref2">'
        '<sup>2</sup></a> <a href="#fnref1">↩</a></p></li><li id="fn2"><p>Inner note. <a href="#fnref2">↩</a></p></li></ol>',
        [("claim.", "1", "Outer note."), ("note.", "2", "Inner note.")],
    ),
    (
        "a marker whose note is missing",
        '<p>A claim.<a href="#fn9" class="footnote-ref"><sup>9</sup></a> More.</p>',
        [("claim.", "9", None)],
    ),
    (
        "links that are no markers",
        '<ul><li><a href="#s1">1</a> Start</li></ul><h2 id="s1">Start</h2><p>See <a href="#s1">section 1</a> and '
        '<a href="#eq">(2)</a>.</p><p id="eq">E = mc<sup>2</sup></p><p><a href="https://example.org/#fn1">1</a></p>',
        [],
    ),
    (
        "google docs, a note of two paragraphs",
        '<p><span>A claim.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr><div><p><a href="#ftnt_ref1" '
        'id="ftnt1">[1]</a><span>&nbsp;The note.</span></p><p><span>Its end.</span></p></div>',
        [("claim.", "1", "The note.")],
    ),
    (
        "notes of one paragraph, set apart by line breaks",
        '<p>A claim.<a href="#_ftn1" name="_ftnref1">[1]</a> More.<a href="#_ftn2" name="_ftnref2">[2]</a></p><p>'
        '<a href="#_ftnref1" name="_ftn1">[1]</a> First note.<br><a href="#_ftnref2" name="_ftn2">[2]</a> Second note.</p>',
        [("claim.", "1", "First note."), ("More.", "2", "Second note.")],
    ),
    (
        "a stop behind the raised label, an empty anchor before a typed one, links back in words",
        '<p>A claim.<sup><a href="#fn1" id="ref1">1</a></sup> More.<a name="r2"></a><a href="#f2"><sup>2</sup></a></p>'
        '<p><sup><a id="fn1" href="#ref1">1</a></sup>. First note.</p><p><a name="f2"></a>2. Second note. <a href="#r2">Return to '
        "text</a></p>",
        [("claim.", "1", "First note."), ("More.", "2", "Second note.")],
    ),
    (
        "markdown-it, a second call",
        '<p>A claim.<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> Again.<sup class="footnote-ref">'
        '<a href="#fn1" id="fnref1:1">[1:1]</a></sup></p><ol><li id="fn1"><p>The note. <a href="#fnref1">↩︎</a></p></li></ol>',
        [("claim.", "1", "The note."), ("Again.", "1", "The note.")],
    ),
    (
        "definition lists, the label in dt or before a target in dd; labels said in words",
        '<p>A claim.<sup id="fn1-rf"><a class="fn-lnk" href="#fn1"><span>Footnote </span>1</a></sup> More. <a class="footnote-reference" '
        'href="#id2" id="id1">2</a></p><dl><dt>Footnote 1</dt><dd id="fn1"><p>First note.</p><p class="fn-rtn"><a href="#fn1-rf">'
        'Return to footnote 1 referrer</a></p></dd></dl><dl class="footnote brackets"><dt class="label" id="id2"><a href="#id1">2</a>'
        "</dt><dd><p>Second note.</p></dd></dl>",
        [("claim.", "1", "First note."), ("More.", "2", "Second note.")],
    ),
    (
        "tables, a note in each or in a row",
        '<p>A claim <a class="footnote-reference" href="#id2" id="id1">[1]</a> here.<sup><a href="#fn2" name="ifn2">2</a></sup></p>'
        '<table class="docutils footnote" id="id2"><tr><td class="label"><a href="#id1">[1]</a></td><td>First note.</td></tr></table>'
        '<table><tr><td><p><a name="fn2" href="#ifn2">2.</a></p></td><td><p>Second note.</p></td></tr></table>',
        [("claim", "1", "First note."), ("here.", "2", "Second note.")],
    ),
    (
        "the label in a paragraph of its own",
        '<p>A claim. <a href="#F1" name="FR1">[Footnote 1]</a></p><p><a href="#FR1" name="F1">[Footnote 1]</a></p><p>The note.</p>',
        [("claim.", "1", "The note.")],
    ),
    (
        "a link back that leads nowhere",
        '<p>A claim.<sup id="fr1"><a href="#fn1">1</a></sup></p><div class="footnote" id="fn1"><a class="footnote" '
        'href="#fn1_ref">1</a> <p>The note.</p></div>',
        [("claim.", "1", "The note.")],
    ),
    (
        "citations with keys, and numbers in brackets that lead to a list",
        '<p>A claim <a href="#rui99" id="id1"><span>[Rui99]</span></a> here [<a href="#ref-CR1">1</a>].</p><div class="citation" '
        'id="rui99" role="doc-biblioentry"><span class="label">[<a role="doc-backlink" href="#id1">Rui99</a>]</span><p>The note.</p>'
        '</div><ol><li id="ref-CR1"><p>The work.</p></li></ol>',
        [("claim", "Rui99", "The note."), ("here", "1", "The work.")],
    ),
    (
        "tufte, the style sheet counts",
        '<p>A claim.<label for="sn-1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn-1"/><span '
        'class="sidenote">First note.</span> More.<label for="mn-1" class="margin-toggle">&#8853;</label><input type="checkbox" '
        'id="mn-1"/><span class="marginnote">Margin note.</span> End.<label for="sn-2" class="margin-toggle sidenote-number"></label>'
        '<span class="sidenote">Second note.</span></p>',
        [("claim.", "1", "First note."), ("More.", "⊕", "Margin note."), ("End.", "2", "Second note.")],
    ),
    (
        "notes in balloons, said again in a list",
        '<p>A claim.<sup class="modern-footnotes-footnote" data-mfn="1"><a href="javascript:void(0)" role="button">1</a></sup><span '
        'class="modern-footnotes-footnote__note">The note.</span> More.</p><ul><li><span>1</span><div>The note.</div></li></ul>',
        [("claim.", "1", "The note.")],
    ),
    (
        "latexml",
        '<p>A claim.<span id="footnote1" class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup><span '
        'class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_tag ltx_tag_note">1'
        "</span>The note.</span></span></span> More.</p>",
        [("claim.", "1", "The note.")],
    ),
    ("distill", "<p>A claim.<d-footnote>The note.</d-footnote> More.</p>", [("claim.", "1", "The note.")]),
    (
        "links by script",
        '<p>A claim.<span><a role="button" onclick="move(\'footnote_reference_1\');"><sup id="footnote_tip_1">[1]</sup></a><span '
        'class="footnote_tooltip">The note.</span></span></p><table><tr><th><a id="footnote_reference_1" class="footnote_backlink">'
        "<span>↑</span>1</a></th><td>The note.</td></tr></table>",
        [("claim.", "1", "The note.")],
    ),
]


@pytest.mark.parametrize(("what", "page", "markers"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_pages_give_their_markers(what: str, page: str, markers: list[tuple[str, str, str | None]]) -> None:
    document = parse(page)
    assert calls(document) == markers
    missing = {ProblemKind.MARKER_WITHOUT_NOTE} if any(note is None for _, _, note in markers) else set()
    assert {p.kind for p in document.problems} == missing


def test_notes_lose_label_and_link_back() -> None:
    for what, page, _ in GOLDEN:
        document = parse(page)
        for footnote in document.footnotes:
            note = footnote.span.of(document.text)
            assert note[0].isalpha() and not set("↩^") & set(note), what
            assert footnote.label, what


def test_a_note_of_two_paragraphs_is_one_note() -> None:
    document = parse(GOLDEN[2][1])
    assert [f.span.of(document.text) for f in document.footnotes] == ["The note. Its second paragraph."]
    page = next(page for what, page, _ in GOLDEN if what.startswith("google docs"))
    assert [f.span.of(parse(page).text) for f in parse(page).footnotes] == ["The note. Its end."]


def test_text_around_markers_reads_on() -> None:
    assert parse(GOLDEN[7][1]).text.startswith("A claim here.")
    assert parse(GOLDEN[6][1]).text.startswith("It cost $20,000. The court.")
    assert parse(GOLDEN[11][1]).text.count("E = mc²") == 1


def test_notes_beside_the_text_leave_nothing_in_it() -> None:
    texts = {what: parse(page).text.split("\n\n")[0] for what, page, _ in GOLDEN}
    assert texts["tufte, the style sheet counts"] == "A claim. More. End."
    assert texts["latexml"] == texts["distill"] == texts["notes in balloons, said again in a list"] == "A claim. More."
    assert texts["links by script"] == "A claim."


def test_boxes_beside_the_text_are_no_notes() -> None:
    page = '<p>A claim.</p><aside class="sidenote">A box of its own.</aside><p>More <span class="sidenote">in a span</span>.</p>'
    document = parse(page)
    assert not document.footnotes and document.text == "A claim.\n\nA box of its own.\n\nMore in a span."


def test_space_and_page_numbers_around_markers_go() -> None:
    page = (
        '<p>Rice&nbsp;<a id="c1" href="#r1">(<span>1</span>)</a>, and corn.<sup class="reference"><a href="#r2" id="c2">[2]</a></sup>'
        '<sup>: 12–13 </sup></p><p class="note"><a id="r1" href="#c1">(1)</a> First.</p><p id="r2"><a href="#c2">2</a> Second.</p>'
    )
    assert parse(page).text.startswith("Rice, and corn.\n\n")


def test_a_note_that_nothing_calls_is_told() -> None:
    page = GOLDEN[0][1].replace("</li></ol>", '</li><li id="fn2"><p>Forgotten.</p></li></ol>')
    document = parse(page)
    assert [(p.kind, p.label) for p in document.problems] == [(ProblemKind.NOTE_WITHOUT_MARKER, "2")]


def test_blocks_are_what_the_page_says() -> None:
    document = parse(
        "<title>Tab</title><h1>Title</h1><nav>Menu</nav><script>x()</script><p>Para<br>graph.</p><blockquote><p>Quoted.</p>"
        "</blockquote><ul><li>Item</li><li><p>One</p><p>Two</p></li></ul><table><caption>Cap</caption><tr><th>A</th><th>B</th>"
        "</tr><tr><td>1</td><td><p>2</p></td></tr></table><p><strong>II. Discussion</strong></p><div>Loose <b>text</b>.</div>"
    )
    kinds = [(b.kind, b.level, b.span.of(document.text)) for b in document.blocks]
    assert kinds == [
        (BlockKind.HEADING, 1, "Title"),
        (BlockKind.PARAGRAPH, 0, "Para graph."),
        (BlockKind.QUOTATION, 0, "Quoted."),
        (BlockKind.LIST_ITEM, 0, "Item"),
        (BlockKind.LIST_ITEM, 0, "One"),
        (BlockKind.LIST_ITEM, 0, "Two"),
        (BlockKind.CAPTION, 0, "Cap"),
        (BlockKind.TABLE_ROW, 0, "A | B"),
        (BlockKind.TABLE_ROW, 0, "1 | 2"),
        (BlockKind.HEADING, 3, "II. Discussion"),
        (BlockKind.PARAGRAPH, 0, "Loose text."),
    ]
    assert document.title == "Title"


def test_places_name_page_and_element() -> None:
    document = parse(GOLDEN[6][1] + "<p>Second.</p>")
    place = document.place(document.text.index("Second"))
    assert place is not None and (place.page, place.element) == ("54", "(//p)[3]")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<p>caf\xe9</p>".encode("latin-1"), "encoding"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"<div>" * 5000 + b"text", "too deep"),
        (b"\x00\x01\x02" * 50, "binary"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_html(data, "made-up.html", "x")
    assert said in str(caught.value) and "made-up.html" in str(caught.value) and "\n" not in str(caught.value)


def test_characters_that_xml_has_no_place_for_are_spaces() -> None:
    page = '<p>A\x0cclaim&#12;here.<a href="#n1" id="r1">[1]</a></p><p id="n1">[1] <a href="#r1">^</a> The\x0b note\uffff.&#1;</p>'
    document = parse(page)
    assert calls(document) == [("here.", "1", "The note")] and document.text.startswith("A claim here.")


def test_a_declared_encoding_is_used() -> None:
    page = '<meta charset="windows-1250"><p>Žižek</p>'.encode("cp1250")
    assert parse_html(page, "made-up.html", "x").text == "Žižek"


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<sup>", "</sup>", "<a href='#n'>", "</a>", "<p id='n'>", "1", "word ", "<td>"]
        )
    )
)
def test_any_markup_gives_spans_that_slice_back(pieces: list[str]) -> None:
    document = parse("<html><body>" + "".join(pieces) + "end</body></html>")
    for block in document.blocks:
        inside = block.span.of(document.text)
        assert inside and inside == inside.strip()
    assert all(0 <= m.at <= len(document.text) for m in document.markers)
    assert [p.at for p in document.places] == sorted(p.at for p in document.places)
