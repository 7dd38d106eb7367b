"""More ways in which publishing systems set the same two notes, one case a kind. All documents are made up."""

from __future__ import annotations

import pytest

from qa.parse.formats import parse_bytes
from tests.test_parse_epub import HEAD, book
from tests.test_parse_html_wild import BOTH, page, two

LONG = (
    "Nobody in the town had asked for it, and nobody was asked, but the quay was built all the same, stone by stone. "
    * 2
)


def linked(first: str, second: str) -> str:
    """Two raised links to `n1` and `n2`."""
    return two(f'<sup><a href="#n1">{first}</a></sup>', f'<sup><a href="#n2">{second}</a></sup>')


CASES = [
    (
        "words that a link to a note is set on stay in the text",
        two(
            ' <a href="#fn-log" id="fn-log-ref" role="doc-noteref">Twice by half.</a>',
            ' <a href="#n2" id="r2">So it stood still.</a>',
        )
        + '<ul><li id="fn-log">Port log. <a href="#fn-log-ref">Back</a></li><li id="n2">Interview. <a href="#r2">↩</a></li></ul>',
        BOTH,
    ),
    (
        "notes in asides that nobody closed",
        linked("1", "2")
        + '<aside id="n1"><p>1 Port log.</p><aside id="n2"><p>2 Interview.</p><p>The text goes on.</p>',
        BOTH,
    ),
    (
        "notes of one word that stand in their place",
        two('<span class="footnote">Port log.</span>', '<span class="footnote">Interview.</span>'),
        BOTH,
    ),
    (
        "raised letters, and their notes under each other",
        two("<sup>a</sup>", "<sup>b</sup>") + "<p><sup>a</sup> Port log.<br><sup>b</sup> Interview.</p><p>The end.</p>",
        [("half.", "a", "Port log."), ("still.", "b", "Interview.")],
    ),
    (
        "works in parentheses",
        two(' (<a href="#B1">1</a>)', ' (<a href="#B2">2</a>)')
        + '<div id="B1"><span>1. Port log.</span></div><div id="B2"><span>2. Interview.</span></div>',
        BOTH,
    ),
    (
        "org marks calls as ways back, and joins them",
        '<p>The port grew by half.<sup><a id="r.1" href="#f.1" role="doc-backlink">1</a></sup><sup>, </sup><sup>'
        '<a id="r.2" href="#f.2" role="doc-backlink">2</a></sup></p>'
        + "".join(
            f'<div class="footdef"><sup><a id="f.{n}" href="#r.{n}" role="doc-backlink">{n}</a></sup> <div><p>{words}</p></div></div>'
            for n, words in ((1, "Port log."), (2, "Interview."))
        ),
        [("half.", "1", "Port log"), ("half.", "2", "Interview")],
    ),
    (
        "labels that the way back says again",
        two('<a id="r1" href="#k1">F1</a>', '<a id="r2" href="#k2"><b>M1</b></a>')
        + '<div id="k1"><span><a href="#r1">F1</a></span><p>Port log.</p></div><div id="k2"><span><a href="#r2">M1</a></span><p>Interview.</p></div>',
        [("half.", "F1", "Port log"), ("still.", "M1", "Interview")],
    ),
    (
        "raised by style and by class",
        "<style>.c7{font-size:8pt;vertical-align:super}</style>"
        + two('<span style="vertical-align: super">1</span>', '<span class="c7">2</span>')
        + "<h3>Notes</h3><dl><dt>1.</dt><dd>Port log.</dd><dt>2.</dt><dd>Interview.</dd></dl>",
        BOTH,
    ),
    (
        "small numbers, empty lines, a table that places text",
        f'<table><tr><td><font size="3">The port grew by half.<font size="1">1</font> Its rival stood still.<font size="1">2</font>'
        f"<br><br>{LONG}<br><br><hr><font size='2'><b>Footnotes</b><br><br><sup>1</sup> Port log.<br><br><sup>2</sup> Interview."
        "</font></font></td></tr></table>",
        BOTH,
    ),
    (
        "small elements line by line",
        two("<sup>1</sup>", "<sup>2</sup>")
        + '<small class="footnote"><sup>1</sup> Port log.</small><br><small class="footnote"><sup>2</sup> Interview.</small>',
        BOTH,
    ),
    (
        "text of a popover",
        two(
            '<sup><a tabindex="0" data-bs-toggle="popover" data-bs-content="Port log.">1</a></sup>',
            '<span data-tippy-placement="top" data-tippy-content="&lt;i&gt;Interview&lt;/i&gt;, 4 May.">[2]</span>',
        ),
        BOTH,
    ),
    (
        "titles of raised numbers",
        two('<abbr title="Port log, p. 3."><sup>1</sup></abbr>', '<sup title="Interview 1990">2</sup>'),
        BOTH,
    ),
    (
        "elements without words",
        two('<span data-note="Port log, p. 3."></span>', '<i class="footnote" title="Interview, 1990"></i>'),
        BOTH,
    ),
    (
        "buttons that open a hidden list",
        two(
            *(
                f'<sup class="endnote-ref"><button aria-controls="endnote-{n}" aria-expanded="false">{n}</button></sup>'
                for n in (1, 2)
            )
        )
        + '<div hidden><ol class="endnotes"><li id="endnote-1">Port log.</li><li id="endnote-2">Interview.</li></ol></div>',
        BOTH,
    ),
    (
        "hidden notes with the marker's key",
        two('<sup data-fn="a">1</sup>', '<sup data-fn="b">2</sup>')
        + '<div style="display: none" data-fn-text="a">Port log.</div><div hidden data-fn-text="b">Interview.</div>',
        BOTH,
    ),
    (
        "two notes in one aside",
        linked("1", "2") + '<aside><p id="n1">1 Port log.</p><p id="n2">2 Interview.</p></aside>',
        BOTH,
    ),
    (
        "notes on a slide",
        two('<a class="footnote-ref" href="#/fn1">1</a>', '<a class="footnote-ref" href="#/fn2">2</a>')
        + '<ol><li id="fn1">Port log.</li><li id="fn2">Interview.</li></ol>',
        BOTH,
    ),
    (
        "marks in the cells of a table only",
        "<table><tr><td>By half.<sup>(1)</sup></td><td>4,200</td></tr><tr><td>It stood still.<sup>(2)</sup></td><td>3,100</td></tr></table>"
        "<div>(1)&#160;&#160;Port log.</div><div>(2)&#160;&#160;Interview.</div>",
        BOTH,
    ),
    (
        "elements of their own",
        two("<foot-note>Port log.</foot-note>", "<foot-note>Interview.</foot-note>"),
        BOTH,
    ),
    (
        "notes that their numbers open",
        two("<details><summary>1</summary>Port log.</details>", "<details><summary>[2]</summary>Interview.</details>"),
        BOTH,
    ),
    (
        "Roman numbers",
        two("<sup>i</sup>", "<sup>ii</sup>")
        + "<h2>Endnotes</h2><p><sup>i</sup> Port log.</p><p><sup>ii</sup> Interview.</p>",
        [("half.", "i", "Port log"), ("still.", "ii", "Interview")],
    ),
    (
        "a stop in the next element",
        linked("1", "2")
        + '<p><a id="n1"><span>1</span></a><span>. Port log.</span></p><p><a id="n2"><span>2</span></a><span>. Interview.</span></p>',
        BOTH,
    ),
    (
        "named labels in cells",
        linked("1", "2")
        + '<table><tr><td><b id="n1"></b>1</td><td>Port log.</td></tr><tr><td><b id="n2"></b>2</td><td>Interview.</td></tr></table>',
        BOTH,
    ),
    (
        "markers that name themselves",
        two(
            *(
                f'<sup id="x{n}" data-footnote-id="x{n}" class="footnote-ref"><a href="#fn-{n}">[{n}]</a></sup>'
                for n in (1, 2)
            )
        )
        + '<ol><li data-footnote-id="fn-1" id="fn-1">Port log.</li><li data-footnote-id="fn-2" id="fn-2">Interview.</li></ol>',
        BOTH,
    ),
    (
        "a list for each note",
        linked("1", "2")
        + '<dl id="n1" class="footnote"><dt>[←1]</dt><dd>Port log.</dd></dl><dl id="n2" class="footnote"><dt>[←2]</dt><dd>Interview.</dd></dl>',
        BOTH,
    ),
]
TYPED = [
    ("（注1）", "（注2）", "（注1）", "（注2）"),
    ("※1", "※2", "※1 ", "※2 "),
    ("〔註1〕", "〔註2〕", "註1：", "註2："),
    ("[FN1]", "[FN2]", "FN1. ", "FN2. "),
    ("[note 1]", "[note 2]", "[note 1] ", "[note 2] "),
]


CONVERTED = [
    (
        "anchors of HTML",
        "The port grew by half.<sup>\\[<a href='#f1' id='r1'>1</a>\\]</sup> Its rival stood still.<sup>\\[<a href='#f2'>2</a>\\]</sup>\n\n"
        '<div id="f1">\n\n[1](#r1). Port log. <a href="#r1">↩︎</a>\n\n</div>\n\n<div id="f2">\n\n[2](#r2). Interview.\n\n</div>\n',
    ),
    (
        "Pandoc's spans and attributes over lines",
        'The port grew by half.\n[[\\[]{.fn-bracket}1[\\]]{.fn-bracket}](#f1){#r1 .footnote-reference\n.brackets role="doc-noteref"} Its rival stood'
        " still.\n[[\\[]{.fn-bracket}2[\\]]{.fn-bracket}](#f2){#r2 .x}\n\n"
        '[[\\[]{.fn-bracket}[1](#r1){role="doc-backlink"}[\\]]{.fn-bracket}]{.label}\n\nPort log.\n\n[[2](#r2)]\n\nInterview.\n',
    ),
    (
        "brackets raised by carets, divisions with names",
        'The port grew by half.^\\[[1](#_f_1 "View."){#_r_1\n.footnote}\\]^ Its rival stood still.^\\[[2](#_f_2){#_r_2}\\]^\n\n'
        "::: {#_f_1 .footnote}\n[1](#_r_1). Port log.\n:::\n\n::: {#_f_2 .footnote}\n[2](#_r_2). Interview.\n:::\n",
    ),
    (
        "labels that style alone sets apart",
        "The port grew by half.[1](#f1sym) Its rival stood still.[2](#f2sym)\n\n[1](#f1anc)Port log.\n\n[2](#f2anc)*Interview*.\n",
    ),
    (
        "brackets in the link, labels alone",
        "The port grew by half. <a href='#f1' id='r1'><span>\\[</span>1<span>\\]</span></a> Its rival stood still. <a href='#f2'>"
        "<span>\\[</span>2<span>\\]</span></a>\n\n<span>\\[<a href='#r1'>1</a>\\]</span>\n\nPort log.\n\n[ 2 ]\n\nInterview.\n",
    ),
    (
        "tags over lines, commas between",
        "> The port grew by half.<sup><a href='#f1'\n> id='r1'>1</a></sup>\n\n# Its rival stood still.<sup><a\nhref='#f2'>2</a></sup>\n\n"
        "1. Port log.\n2. Interview.\n",
    ),
    (
        "carets and brackets",
        "The port grew by half.^(1) Its rival stood still.^(2)\n\n^(1) Port log.\n\n^(2) Interview.\n",
    ),
    ("raised, line by line", "The port grew by half.¹ Its rival stood still.²\n\n¹ Port log.\n² Interview.\n"),
    ("numbers alone", "The port grew by half.1 Its rival stood still.2\n\n1\n\nPort log.\n\n2\n\nInterview.\n"),
    (
        "raised letters",
        "The port grew by half.<sup>a</sup> Its rival stood still.<sup>b</sup>\n\n<sup>a</sup> Port log.\\\n<sup>b</sup> Interview.\n",
    ),
    (
        "raised brackets",
        "The port grew by half.<sup>[1]</sup> Its rival stood still.<sup>[2]</sup>\n\n## Notes\n\n- [1] Port log.\n- [2] Interview.\n",
    ),
    (
        "arrows without a link",
        "The port grew by half.[1] Its rival stood still.[2]\n\n  1. Port log. ↩︎\n\n  2. Interview. ↩︎\n",
    ),
    ("labels joined to their notes", "The port grew by half.1 Its rival stood still.2\n\n1Port log.\n\n2Interview.\n"),
]


def read(data: bytes, name: str) -> list[tuple[str, str, str]]:
    """The last word before each marker, its label, and the note that it calls."""
    document = parse_bytes(data, name, "x")
    assert len(document.footnotes) == 2 and not document.problems
    notes = [note.span.of(document.text) for note in document.footnotes]
    assert all(marker.note is not None for marker in document.markers)
    return [(document.text[: m.at].split()[-1], m.label, notes[m.note or 0]) for m in document.markers]


def begins(found: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]) -> bool:
    return [(w, n, note[: len(e)]) for (w, n, note), (_, _, e) in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_notes_of_publishing_systems_are_linked(title: str, source: str, expected: list[tuple[str, str, str]]) -> None:
    assert begins(read(page(source).encode(), "made-up.html"), expected)


@pytest.mark.parametrize(("title", "source"), CONVERTED, ids=[case[0] for case in CONVERTED])
def test_notes_of_converted_markdown_leave_no_markup(title: str, source: str) -> None:
    found = read(source.encode(), "made-up.md")
    assert begins(
        [(word, str(" ab".find(label)) if label.isalpha() else label, note) for word, label, note in found], BOTH
    )
    assert [note for _, _, note in found] == ["Port log.", "Interview."]


@pytest.mark.parametrize("marks", TYPED, ids=[marks[0] for marks in TYPED])
def test_marks_that_say_a_word_or_sign_are_linked(marks: tuple[str, str, str, str]) -> None:
    first, second, one, other = marks
    text = f"The port grew by half.{first} Its rival stood still.{second} See note 1 there.\n\n{one}Port log.\n\n{other}Interview.\n"
    for name in ("made-up.txt", "made-up.md"):
        assert begins(read(text.encode(), name), BOTH)


def test_a_mark_that_says_a_word_and_that_no_note_answers_is_told() -> None:
    document = parse_bytes("港は拡張された（注1）。競合は停滞した（注2）。".encode(), "made-up.txt", "x")
    assert "※1" in document.problems[0].message


def test_a_title_of_a_link_or_of_a_page_number_is_no_note() -> None:
    source = page(
        '<p>Pages <a href="?p=2" title="Go to page two">2</a>, <sup><a href="https://example.org" title="Opens a new page">3</a></sup></p>'
    )
    assert not parse_bytes(source.encode(), "made-up.html", "x").footnotes


def test_short_pages_of_a_book_are_notes_where_raised_numbers_lead_to_them() -> None:
    one = '<p>The port grew by half.<sup><a href="two.xhtml">1</a></sup> Its rival stood still.<span class="up"><a href="../notes%20all.xhtml">2</a></span></p>'
    pages = {
        "O/text/one.xhtml": f"{HEAD}{one}</body></html>",
        "O/text/two.xhtml": f'{HEAD}<p>1. Port log.</p><p><a href="one.xhtml">Return</a></p></body></html>',
        "O/notes all.xhtml": f"{HEAD}<p>2. Interview.</p></body></html>",
        "O/style.css": ".up { vertical-align: super }",
    }
    assert read(book(**pages), "made-up.epub") == [("half.", "1", "Port log."), ("still.", "2", "Interview.")]


@pytest.mark.parametrize(
    "row",
    [
        "| Year | Toll |\n|---|---|\n| 1620 | 4[2] |",
        "<table><tr><td>4<sup><a href='#f2'>[2]</a></sup></td></tr></table>",
    ],
)
def test_a_mark_in_a_table_calls_the_note_that_nothing_else_calls(row: str) -> None:
    source = f"It rose.[1]\n\n{row}\n\nIt fell.[3]\n\n[1] Port log.\n\n[2] Interview.\n\n[3] Gazette.\n"
    document = parse_bytes(source.encode(), "made-up.md", "x")
    assert [(m.label, document.text[: m.at].split()[-1]) for m in document.markers] == [
        ("1", "rose."),
        ("2", "4"),
        ("3", "fell."),
    ]


def test_further_paragraphs_of_a_note_have_its_class() -> None:
    note = '<p class="Footnote"><a id="n1" href="#r1">1</a>Port log.</p><p class="Footnote">It is lost.</p>'
    source = f'<p>It grew.<a href="#n1" id="r1">1</a></p>{note}<p class="Text">The end.</p>'
    document = parse_bytes(page(source).encode(), "made-up.html", "x")
    assert [f.span.of(document.text) for f in document.footnotes] == ["Port log. It is lost."]
    assert [b.span.of(document.text) for b in document.blocks] == ["It grew.", "The end.", "Port log. It is lost."]


def test_the_last_note_of_a_letter_set_in_a_table_ends_with_its_row() -> None:
    notes = "".join(f"<sup>{n}</sup> {words}<br>" for n, words in enumerate(("Port log.", "Interview.", "Ibid."), 1))
    rows = (
        two("<sup>1</sup>", "<sup>2</sup>") + "<blockquote>No.<sup>3</sup></blockquote>",
        notes,
        "You asked for this.",
    )
    document = parse_bytes(
        page(f"<table><tr><td>{'</td></tr><tr><td>'.join(rows)}</td></tr></table>").encode(), "x.html", "x"
    )
    assert [f.span.of(document.text) for f in document.footnotes] == ["Port log.", "Interview.", "Ibid."]
    assert "You asked for this." in [b.span.of(document.text) for b in document.blocks]
