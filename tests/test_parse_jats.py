import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.jats import parse_jats
from qa.parse.xml import parse_xml
from qa.types.document import BlockKind, Document

# A made-up article.
ARTICLE = """<article><front><journal-meta><journal-title>J</journal-title></journal-meta><article-meta><article-id>1</article-id>
<title-group><article-title>A made-up article</article-title></title-group><contrib-group><contrib><name><surname>Kovač</surname>
<given-names>Ana</given-names></name><xref ref-type="aff" rid="a1">1</xref><xref ref-type="fn" rid="con1"/></contrib></contrib-group>
</article-meta></front><body><sec><title>Methods</title><p>Numbers [<xref ref-type="bibr" rid="b1">1</xref>,<xref ref-type="bibr"
rid="b2 b3">2–3</xref>] and names (<xref ref-type="bibr" rid="b1">Smith et al., 2016</xref>) and a remark<xref ref-type="fn" rid="f1">
<sup>a</sup></xref>. See <xref ref-type="fig" rid="g1">Fig. 1</xref>; x<sup>2</sup>.</p><p>Called<fn><p>Where it stands.</p></fn> here.</p>
<fig id="g1"><label>Figure 1.</label><caption><title>The caption.</title></caption><graphic/></fig>
<table-wrap><table><tr><td>A<xref ref-type="table-fn" rid="t1">*</xref></td><td>B</td></tr></table><table-wrap-foot><fn id="t1"><label>*</label>
<p>Of the table.</p></fn></table-wrap-foot></table-wrap></sec></body><back><fn-group><fn id="con1"><p>Wrote it.</p></fn><fn id="f1"><label>a</label>
<p>A remark.</p></fn></fn-group><ref-list><title>References</title><ref id="b1"><element-citation><person-group><name><surname>Smith</surname>
<given-names>J</given-names></name><name><surname>Li</surname><given-names>B</given-names></name></person-group><year>2016</year><article-title>On
it</article-title><source>Nature</source><volume>3</volume><fpage>7</fpage><lpage>9</lpage></element-citation></ref><ref id="b2"><label>[2]</label>
<mixed-citation>Two.</mixed-citation></ref><ref id="b3"><label>[3]</label><mixed-citation>Three.</mixed-citation></ref></ref-list></back></article>"""


@pytest.fixture(scope="module")
def article() -> Document:
    return parse_jats(parse_xml(ARTICLE.encode(), "made-up.xml"), "made-up.xml", "x")


def test_cross_references_are_markers(article: Document) -> None:
    def begin(note: int | None) -> str | None:
        return article.footnotes[note].span.of(article.text)[:9] if note is not None else None

    calls = [(article.text[: m.at].split()[-1], m.label, begin(m.note)) for m in article.markers]
    assert calls == [
        ("Ana", "", "Wrote it."),
        ("Numbers", "1", "Smith J, "),
        ("Numbers", "2–3", "Two."),
        ("Numbers", "2–3", "Three."),
        ("(", "Smith et al., 2016", "Smith J, "),
        ("remark", "a", "A remark."),
        ("Called", "", "Where it "),
        ("A", "*", "Of the ta"),
    ]
    assert article.problems == ()


def test_text_keeps_what_belongs_to_the_sentence(article: Document) -> None:
    assert "Numbers and names (Smith et al., 2016) and a remark. See Fig. 1; x²." in article.text
    assert "Called here." in article.text


def test_blocks_are_what_the_markup_says(article: Document) -> None:
    def texts(kind: BlockKind) -> list[str]:
        return [b.span.of(article.text) for b in article.blocks if b.kind is kind]

    assert texts(BlockKind.HEADING) == ["A made-up article", "Methods", "References"]
    assert texts(BlockKind.CAPTION) == ["Figure 1.", "The caption."]
    assert texts(BlockKind.TABLE_ROW) == ["A | B"]
    assert "Of the table." in texts(BlockKind.NOTE)
    assert article.title == "A made-up article"


def paragraph(text: str) -> str:
    """The text of a made-up article of one paragraph with one reference."""
    xml = f"<article><body><p>{text}</p></body><back><ref-list><ref id='b1'><mixed-citation>One.</mixed-citation></ref></ref-list></back></article>"
    return parse_jats(parse_xml(xml.encode(), "made-up.xml"), "made-up.xml", "x").text.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So (<italic><xref ref-type='bibr' rid='b1'>1</xref></italic>).", "So."),
        (
            "So<sup><xref ref-type='bibr' rid='b1'>1</xref></sup><sup>,</sup><sup><xref ref-type='bibr' rid='b1'>2</xref></sup> on.",
            "So on.",
        ),
        (
            "So<sup><xref ref-type='bibr' rid='b1'>1</xref></sup>, <sup><xref ref-type='bibr' rid='b1'>2</xref></sup> on.",
            "So on.",
        ),
        ("Smith (<xref ref-type='bibr' rid='b1'>2016a</xref>) said.", "Smith (2016a) said."),
        ("Cells (<xref ref-type='fig' rid='g'>Fig. 1</xref>) grow.", "Cells (Fig. 1) grow."),
    ],
)
def test_only_the_brackets_of_markers_go(text: str, expected: str) -> None:
    assert paragraph(text) == expected


def test_a_citation_that_is_only_tagged_reads_as_a_reference(article: Document) -> None:
    assert "Smith J, Li B (2016) On it. Nature, 3, 7–9" in article.text


def test_other_xml_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"made-up\.xml: XML, but no JATS article \(its root is <rss>\)"):
        parse_jats(parse_xml(b"<rss/>", "made-up.xml"), "made-up.xml", "x")


def linked(body: str, back: str) -> list[tuple[str, str, str]]:
    """Last word before each marker, its label, and how its note begins, in a made-up article."""
    xml = f"<article><body><sec>{body}</sec></body><back>{back}</back></article>"
    document = parse_jats(parse_xml(xml.encode(), "made-up.xml"), "made-up.xml", "x")
    assert document.problems == ()
    return [
        (document.text[: m.at].split()[-1], m.label, document.footnotes[m.note].span.of(document.text).split()[0])
        for m in document.markers
        if m.note is not None
    ]


REFS = "".join(
    f"<ref id='r{n}'><label>{n}</label><mixed-citation>Work{n} of old.</mixed-citation></ref>" for n in range(1, 5)
)
XREF = "<xref ref-type='bibr' rid='r{0}'>{0}</xref>"


@pytest.mark.parametrize(
    "between",
    [
        f"[{XREF.format(1)}–{XREF.format(4)}]",
        f"<sup>{XREF.format(1)}-{XREF.format(4)}</sup>",
        f"<sup>{XREF.format(1)}</sup>–<sup>{XREF.format(4)}</sup>",
        f"[{XREF.format(1)}]–[{XREF.format(4)}]",
    ],
)
def test_a_range_of_two_references_calls_those_between(between: str) -> None:
    expected = [("grew", str(n), f"Work{n}") for n in range(1, 5)]
    assert linked(f"<p>It grew {between} so.</p>", f"<ref-list>{REFS}</ref-list>") == expected


@pytest.mark.parametrize(
    "cell",
    [
        "scenarios<xref ref-type='table-fn' rid='t1'>a</xref>",
        "scenarios<xref ref-type='fn' rid='t1'><sup>a</sup></xref>",
        "scenarios<sup>a</sup>",
        "scenarios <sup><xref ref-type='table-fn' rid='t1'>a</xref></sup>",
    ],
)
@pytest.mark.parametrize("label", ["<label>a</label><p>", "<label>\n a\n</label><p>", "<p><sup>a</sup> "])
def test_notes_of_tables_are_called_from_their_cells(cell: str, label: str) -> None:
    foot = f"<table-wrap-foot><fn id='t1'>{label}By size.</p></fn></table-wrap-foot>"
    table = f"<table-wrap><table><tbody><tr><td>{cell}</td></tr></tbody></table>{foot}</table-wrap>"
    assert [row[:2] for row in linked(table, "")] == [("scenarios", "a")]


def test_a_paragraph_under_a_table_is_the_note_that_its_raised_mark_calls() -> None:
    cells = "<tr><td>Port<sup>*</sup></td></tr><tr><td>Pier<sup>2</sup></td></tr>"
    foot = "<table-wrap-foot><p><sup>*</sup> By size.</p><p><sup>†</sup> Of old.</p></table-wrap-foot>"
    assert linked(f"<table-wrap><table>{cells}</table>{foot}</table-wrap>", "") == [("Port", "*", "By")]


def test_a_label_raised_at_the_head_of_a_note_is_none_of_its_words() -> None:
    call, note = "<xref ref-type='fn' rid='f1'><sup>1</sup></xref>", "<fn id='f1'><p><sup>1</sup> Log of old.</p></fn>"
    assert linked(f"<p>It grew{call}.</p>", f"<fn-group>{note}</fn-group>") == [("grew", "1", "Log")]


def test_a_tagged_reference_is_set_in_order() -> None:
    citation = """<element-citation>
      <volume>5</volume> <year>2016</year>
      <person-group person-group-type='author'> <name> <surname>Holm</surname> <given-names>A</given-names> </name> </person-group>
      <source>Ports</source> <article-title>On ice</article-title> </element-citation>"""
    mixed = "<mixed-citation>Holm A. On ice. 2016.</mixed-citation>"
    for cited, expected in ((citation, "Holm A (2016) On ice. Ports, 5,"), (mixed + citation, "Holm A. On ice. 2016.")):
        xml = f"<article><body><p>It grew.</p></body><back><ref-list><ref id='r1'>{cited}</ref></ref-list></back></article>"
        document = parse_jats(parse_xml(xml.encode(), "made-up.xml"), "made-up.xml", "x")
        assert document.footnotes[0].span.of(document.text) == expected


@pytest.mark.parametrize(
    ("body", "back"),
    [
        (
            "Port.<xref rid='n1'>1</xref> Pier.<xref ref-type='other' rid='n2'>2</xref>",
            "<fn id='n1'><p>One.</p></fn><fn id='n2'><p>Two.</p></fn>",
        ),
        (
            "Port.<sup>1</sup> Pier.<sup>2</sup>",
            "<fn><label>1</label><p>One.</p></fn><fn><label>2</label><p>Two.</p></fn>",
        ),
        (
            "Port.<xref ref-type='fn' rid='n1'>1</xref> Pier.<xref ref-type='fn' rid='n2'>2</xref>",
            "<list><list-item id='n1'><p>One.</p></list-item></list><p id='n2'>Two.</p>",
        ),
    ],
)
def test_notes_are_called_without_type_by_raised_numbers_and_where_they_are_no_fn(body: str, back: str) -> None:
    group = f"<fn-group>{back}</fn-group>" if back.startswith("<fn") else f"<sec>{back}</sec>"
    assert linked(f"<p>{body}</p>", group) == [("Port.", "1", "One."), ("Pier.", "2", "Two.")]


def test_a_symbol_is_the_label_of_a_note_that_has_no_other() -> None:
    assert linked("<p>Port.<fn symbol='*'><p>One.</p></fn></p>", "") == [("Port.", "*", "One.")]


def test_a_doi_that_is_tagged_is_the_address_of_its_reference() -> None:
    doi = "<pub-id pub-id-type='doi'>10.1000/a.1</pub-id>"
    tagged = f"<ref id='r1'><element-citation><source>Port</source>{doi}</element-citation></ref>"
    both = f"<ref id='r2'><mixed-citation>Pier, 3.</mixed-citation><element-citation>{doi}</element-citation></ref>"
    xml = f"<article><body><p>A.{XREF.format(1)} B.{XREF.format(2)}</p></body><back><ref-list>{tagged}{both}</ref-list></back></article>"
    document = parse_jats(parse_xml(xml.encode(), "made-up.xml"), "made-up.xml", "x")
    links = [(link.span.of(document.text), link.url) for link in document.links]
    assert links == [("10.1000/a.1", "https://doi.org/10.1000/a.1"), ("Pier, 3.", "https://doi.org/10.1000/a.1")]


def test_raised_marks_in_a_table_call_notes_that_have_no_identifier() -> None:
    foot = "<table-wrap-foot><fn><p><sup>a</sup> Of old.</p></fn></table-wrap-foot>"
    table = f"<table-wrap><table><tr><td>Port<sup>a</sup></td></tr></table>{foot}</table-wrap>"
    assert linked(table, "") == [("Port", "a", "Of")]


def _element(tag: str, attributes: dict[str, str], inside: list[str]) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{said}>{''.join(inside)}</{tag}>"


_TAGS = st.sampled_from(
    """p xref sup fn fn-group label table td table-wrap-foot ref ref-list mixed-citation ext-link list list-item sec title bold""".split()
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "rid", "ref-type", "symbol", "pub-id-type"]),
    st.sampled_from(["a1", "a2", "a1 a2", "fn", "bibr", "table-fn", "doi", ""]),
    max_size=3,
)
_INSIDE = st.recursive(
    st.sampled_from(["word ", "1", "*", "[2]", "a ", ". ", "–", "1 ", ""]),
    lambda inside: st.builds(_element, _TAGS, _ATTRIBUTES, st.lists(inside, max_size=4)),
    max_leaves=25,
)


@given(st.lists(_INSIDE, max_size=6), st.lists(_INSIDE, max_size=4))
def test_any_article_gives_spans_that_slice_back(body: list[str], back: list[str]) -> None:
    article = f"<article><body>{''.join(body)}<p>end</p></body><back>{''.join(back)}</back></article>"
    document = parse_jats(parse_xml(article.encode(), "made-up.xml"), "made-up.xml", "x")
    for block in document.blocks:
        inside = block.span.of(document.text)
        assert inside and inside == inside.strip()
    assert all(0 <= m.at <= len(document.text) for m in document.markers)
