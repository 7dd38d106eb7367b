"""Footnotes of web pages as they are found in the wild: many ways to set the same two notes. All pages are made up."""

from __future__ import annotations

import pytest

from qa.parse.formats import parse_bytes

BOTH = [("half.", "1", "Port log"), ("still.", "2", "Interview")]
"""Last word before each marker, label, and how the note begins."""


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>T</title>{head}</head><body>{body}</body></html>"


def two(first: str, second: str) -> str:
    """A paragraph with two markers."""
    return f"<p>The port grew by half.{first} Its rival stood still.{second}</p>"


LINKED = two('<a href="#n1"><sup>1</sup></a>', '<a href="#n2"><sup>2</sup></a>')
RAISED = two("<sup>1</sup>", "<sup>2</sup>")

CASES = [
    (
        "br in div, id spans",
        page(LINKED + '<div class="x"><span id="n1">1.</span> Port log.<br/><span id="n2">2.</span> Interview.</div>'),
        BOTH,
    ),
    (
        "br in td",
        page(
            LINKED
            + '<table><tr><td><a name="n1">[1]</a> Port log.<br><a name="n2">[2]</a> Interview.</td></tr></table>'
        ),
        BOTH,
    ),
    (
        "br in small",
        page(
            LINKED
            + '<p><small><a id="n1"></a><sup>1</sup> Port log.<br><a id="n2"></a><sup>2</sup> Interview.</small></p>'
        ),
        BOTH,
    ),
    (
        "br anchors around empty",
        page(LINKED + '<p><a name="n1"></a>1. Port log.<br><a name="n2"></a>2. Interview.</p>'),
        BOTH,
    ),
    (
        "br section",
        page(
            LINKED
            + '<section><h2>Notes</h2><a name="n1">1</a> Port log.<br><a name="n2">2</a> Interview.<br></section>'
        ),
        BOTH,
    ),
    (
        "br typed raised",
        page(two("<sup>1</sup>", "<sup>2</sup>") + "<p><sup>1</sup> Port log.<br><sup>2</sup> Interview.</p>"),
        BOTH,
    ),
    (
        "br typed brackets div",
        page(two("[1]", "[2]") + "<div>References<br>[1] Port log.<br>[2] Interview.</div>"),
        BOTH,
    ),
    (
        "br typed font",
        page(two("<sup>1</sup>", "<sup>2</sup>") + "<p><font size=2>1) Port log.<br>2) Interview.</font></p>"),
        BOTH,
    ),
    ("br typed body", page(two("<sup>1</sup>", "<sup>2</sup>") + "<hr>1. Port log.<br>2. Interview.<br>"), BOTH),
    (
        "abs canonical",
        page(
            two(
                '<a href="https://w.example.org/p/#fn-1-77" id="fnref-1-77">1</a>',
                '<a href="https://w.example.org/p/#fn-2-77" id="fnref-2-77">2</a>',
            )
            + '<ol><li id="fn-1-77">Port log. <a href="https://w.example.org/p/#fnref-1-77">↩</a></li><li id="fn-2-77">Interview. <a href="https://w.example.org/p/#fnref-2-77">↩</a></li></ol>',
            '<link rel="canonical" href="https://w.example.org/p">',
        ),
        BOTH,
    ),
    (
        "abs wiki",
        page(
            two(
                '<sup id="cite_ref-1" class="reference"><a href="https://en.wikipedia.org/wiki/Port#cite_note-1">[1]</a></sup>',
                '<sup id="cite_ref-2" class="reference"><a href="https://en.wikipedia.org/wiki/Port#cite_note-2">[2]</a></sup>',
            )
            + '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="https://en.wikipedia.org/wiki/Port#cite_ref-1">^</a></b></span> <span class="reference-text">Port log.</span></li><li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="https://en.wikipedia.org/wiki/Port#cite_ref-2">^</a></b></span> <span class="reference-text">Interview.</span></li></ol>'
        ),
        BOTH,
    ),
    (
        "abs file name",
        page(
            two(
                '<a href="report_files.html#_ftn1" name="_ftnref1">[1]</a>',
                '<a href="report_files.html#_ftn2" name="_ftnref2">[2]</a>',
            )
            + '<p><a href="report_files.html#_ftnref1" name="_ftn1">[1]</a> Port log.</p><p><a href="report_files.html#_ftnref2" name="_ftn2">[2]</a> Interview.</p>'
        ),
        BOTH,
    ),
    (
        "abs arxiv",
        page(
            two(
                '<cite class="ltx_cite">[<a href="https://arxiv.org/html/2401.1v1#bib.bib1" class="ltx_ref">1</a>]</cite>',
                '<cite class="ltx_cite">[<a href="https://arxiv.org/html/2401.1v1#bib.bib2" class="ltx_ref">2</a>]</cite>',
            )
            + '<ul class="ltx_biblist"><li id="bib.bib1" class="ltx_bibitem"><span class="ltx_tag ltx_role_refnum ltx_tag_bibitem">[1]</span><span class="ltx_bibblock">Port log.</span></li><li id="bib.bib2" class="ltx_bibitem"><span class="ltx_tag ltx_role_refnum ltx_tag_bibitem">[2]</span><span class="ltx_bibblock">Interview.</span></li></ul>'
        ),
        BOTH,
    ),
    (
        "abs other site",
        page(
            '<p>See <a href="https://other.org/x#s1">1</a> and <a href="https://other.org/x#s2">2</a>.</p><h2 id="s1">One</h2>'
        ),
        [],
    ),
    (
        "p class note sup bracket",
        page(
            two("<sup>[1]</sup>", "<sup>[2]</sup>")
            + '<div class="footnote"><sup>[1]</sup> Port log.</div><div class="footnote"><sup>[2]</sup> Interview.</div>'
        ),
        BOTH,
    ),
    (
        "aside class",
        page(
            two("<sup>1</sup>", "<sup>2</sup>")
            + '<aside class="footnote"><p><sup>1</sup> Port log.</p></aside><aside class="footnote"><p><sup>2</sup> Interview.</p></aside>'
        ),
        BOTH,
    ),
    (
        "li class",
        page(
            two("[1]", "[2]")
            + '<ul><li class="footnote">[1] Port log.</li><li class="footnote">[2] Interview.</li></ul>'
        ),
        BOTH,
    ),
    (
        "h4 label",
        page(
            two('<a href="#f1">1</a>', '<a href="#f2">2</a>').replace("<a", '<a class="footnote-ref"')
            + '<h3>Footnotes</h3><h4 id="f1">1.</h4><p>Port log.</p><p>More.</p><h4 id="f2">2.</h4><p>Interview.</p>'
        ),
        BOTH,
    ),
    (
        "h6 label bracket",
        page(
            two('<sup><a href="#f1" id="b1">[1]</a></sup>', '<sup><a href="#f2" id="b2">[2]</a></sup>')
            + '<h6><a href="#b1" name="f1">[1]</a></h6><div>Port log.</div><h6><a href="#b2" name="f2">[2]</a></h6><blockquote>Interview.</blockquote>'
        ),
        BOTH,
    ),
    (
        "ltx mark and text",
        page(
            '<p>A mark.<span class="ltx_note ltx_role_footnotemark"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_note_type">footnotemark: </span><span class="ltx_tag ltx_tag_note">1</span></span></span></span> Goes on.<span class="ltx_note ltx_role_footnotetext"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_note_type">footnotetext: </span>Port log.</span></span></span></p>'
        ),
        [("mark.", "1", "Port log")],
    ),
    (
        "hidden main",
        page(
            '<div id="app">Loading…</div><main hidden id="content"><p>The port grew by half and nobody in the town knew why that was so.<sup><a href="#fn1" id="fnref1">1</a></sup></p><ol><li id="fn1">Port log. <a href="#fnref1">↩</a></li></ol></main><script>document.getElementById("content").hidden=false</script>'
        ),
        [("so.", "1", "Port log")],
    ),
    (
        "until found",
        page(
            '<section hidden="until-found"><p>The port grew.<sup><a href="#fn1" id="fnref1">1</a></sup></p><ol><li id="fn1">Port log. <a href="#fnref1">↩</a></li></ol></section>'
        ),
        [("grew.", "1", "Port log")],
    ),
    (
        "hidden dialog stays",
        page(
            '<p>The port grew by half and that was all that could be said of it in the year.</p><div hidden id="dlg"><p>Accept cookies.</p></div><script>show("dlg")</script>'
        ),
        [],
    ),
    (
        "shadow",
        page(
            '<my-article><template shadowrootmode="open"><p>The port grew.<sup><a href="#fn1" id="fnref1">1</a></sup></p><ol><li id="fn1">Port log. <a href="#fnref1">↩</a></li></ol></template></my-article>'
        ),
        [("grew.", "1", "Port log")],
    ),
    (
        "streamed two",
        page(
            '<main><template id="B:0"></template><p>End.</p></main><div hidden id="S:0"><p>Begin.</p><template id="P:1"></template></div><div hidden id="S:1"><p>The port grew.<a id="r1" href="#fn1" class="footnote-ref">1</a></p><aside id="fn1" class="footnote">Port log.</aside></div><script>$RS("S:1","P:1")</script><script>$RC("B:0","S:0")</script>'
        ),
        [("grew.", "1", "Port log")],
    ),
    (
        "tooltip data",
        page(
            two(
                '<sup class="footnote" data-note="Port log, 4 May.">1</sup>',
                '<sup class="footnote" data-note="Interview with a clerk.">2</sup>',
            )
        ),
        BOTH,
    ),
    (
        "tooltip a title",
        page(
            two(
                '<a href="#" class="footnote" title="Port log, 4 May.">[1]</a>',
                '<a href="#" class="footnote" title="Interview with a clerk.">[2]</a>',
            )
        ),
        BOTH,
    ),
    (
        "tooltip inner small",
        page(
            two(
                '<span class="footnote">1<small class="tooltip">Port log.</small></span>',
                '<span class="footnote">2<small class="tooltip">Interview.</small></span>',
            )
        ),
        BOTH,
    ),
    (
        "tooltip sup hidden",
        page(
            two(
                '<sup>1<span style="display: none">Port log, 4.</span></sup>',
                "<sup>2<span hidden>Interview with.</span></sup>",
            )
        ),
        BOTH,
    ),
    (
        "tooltip abbr",
        page(
            two(
                '<sup><abbr class="fn" title="Port log, 4 May.">1</abbr></sup>',
                '<sup><abbr class="fn" title="Interview with a clerk.">2</abbr></sup>',
            )
        ),
        BOTH,
    ),
    (
        "title is advice",
        page(
            two(
                '<sup><a href="#f1" id="b1" title="Footnote 1">1</a></sup>',
                '<sup><a href="#f2" id="b2" title="Jump to note">2</a></sup>',
            )
            + '<ol><li id="f1">Port log. <a href="#b1">↩</a></li><li id="f2">Interview. <a href="#b2">↩</a></li></ol>'
        ),
        BOTH,
    ),
    (
        "label then div dl",
        page(
            two('[<a href="#c1">1</a>]', '[<a href="#c2">2</a>]')
            + '<dl><dt id="c1">[1]</dt><dd>Port log.</dd><dt id="c2">[2]</dt><dd>Interview.</dd></dl>'
        ),
        BOTH,
    ),
    (
        "label then div span",
        page(
            two('<a href="#c1">[1]</a>', '<a href="#c2">[2]</a>')
            + '<div><div id="c1"><span>[1]</span> <p>Port log.</p></div><div id="c2"><span>[2]</span> <p>Interview.</p></div></div>'
        ),
        BOTH,
    ),
    (
        "label p",
        page(
            two('<a href="#c1">[1]</a>', '<a href="#c2">[2]</a>')
            + '<p id="c1">1. Port log.</p><p id="c2">2. Interview.</p>'
        ),
        BOTH,
    ),
    ("toc link no note", page('<p>See section <a href="#s1">[1]</a>.</p><h2 id="s1">1. Harbours</h2><p>Text.</p>'), []),
    (
        "sidenote toggle",
        page(
            two(
                '<label for="sn1" class="margin-toggle">⊕</label><input type="checkbox" id="sn1" class="margin-toggle"/><small class="footnote">Port log.</small>',
                '<label for="sn2" class="margin-toggle">⊕</label><input type="checkbox" id="sn2" class="margin-toggle"/><small class="footnote">Interview.</small>',
            )
        ),
        [("half.", None, "Port log"), ("still.", None, "Interview")],
    ),
    (
        "aside sidenote",
        page(
            two(
                '<sup class="sidenote-number">1</sup><aside class="sidenote">Port log.</aside>',
                '<sup class="sidenote-number">2</sup><aside class="sidenote">Interview.</aside>',
            )
        ),
        BOTH,
    ),
    (
        "data target",
        page(
            two(
                '<button class="fn-btn" aria-describedby="x1">1</button>',
                '<button class="fn-btn" aria-describedby="x2">2</button>',
            )
            + '<div role="tooltip" id="x1">Port log.</div><div role="tooltip" id="x2">Interview.</div>'
        ),
        BOTH,
    ),
    (
        "data fn",
        page(
            two('<sup data-footnote="#x1">1</sup>', '<sup data-footnote="#x2">2</sup>')
            + '<div hidden class="fn" id="x1">Port log.</div><div hidden class="fn" id="x2">Interview.</div>'
        ),
        BOTH,
    ),
    (
        "popover",
        page(
            two('<button popovertarget="x1">1</button>', '<button popovertarget="x2">2</button>')
            + '<div popover id="x1">Port log.</div><div popover id="x2">Interview.</div>'
        ),
        BOTH,
    ),
    (
        "carousel",
        page(
            '<p>Text.</p><button data-target="#s1">1</button><button data-target="#s2">2</button><div id="s1">First slide.</div><div id="s2">Second slide.</div>'
        ),
        [],
    ),
    (
        "mixed li",
        page(
            '<p>The port grew by half.<sup><a href="#fn1" id="r1">1</a></sup> Its rival stood still.<sup>2</sup></p><ol><li id="fn1">Port log. <a href="#r1">↩</a></li><li>Interview.</li></ol>'
        ),
        BOTH,
    ),
    (
        "mixed bracket",
        page(
            '<p>The port grew by half.<a href="#_ftn1" name="_ftnref1">[1]</a> Its rival stood still.[2] And more.[3]</p><p><a href="#_ftnref1" name="_ftn1">[1]</a> Port log.</p><p>[2] Interview.</p><p>[3] Gazette.</p>'
        ),
        [*BOTH, ("more.", "3", "Gazette")],
    ),
    (
        "dead links",
        page(
            two('<sup><a href="#orphan1">1</a></sup>', '<sup><a href="#orphan2">2</a></sup>')
            + "<h2>Notes</h2><p>1. Port log.</p><p>2. Interview.</p>"
        ),
        BOTH,
    ),
    (
        "dead links class",
        page(
            two('<a class="footnote-ref" href="#orphan1">1</a>', '<a class="footnote-ref" href="#orphan2">2</a>')
            + "<h2>Notes</h2><ol><li>Port log.</li><li>Interview.</li></ol>"
        ),
        BOTH,
    ),
    (
        "dead bracket",
        page(two('<a href="#">[1]</a>', '<a href="#">[2]</a>') + "<p>[1] Port log.</p><p>[2] Interview.</p>"),
        BOTH,
    ),
    (
        "nav footnotes section",
        page(
            two('<sup><a href="#f1" id="b1">1</a></sup>', '<sup><a href="#f2" id="b2">2</a></sup>')
            + '<nav><div><p id="f1"><a href="#b1">1</a> Port log.</p><p id="f2"><a href="#b2">2</a> Interview.</p></div></nav>'
        ),
        BOTH,
    ),
    (
        "hidden notes",
        page(
            two('<sup><a href="#f1" id="b1">1</a></sup>', '<sup><a href="#f2" id="b2">2</a></sup>')
            + '<div hidden><ol><li id="f1">Port log. <a href="#b1">↩</a></li><li id="f2">Interview. <a href="#b2">↩</a></li></ol></div>'
        ),
        BOTH,
    ),
    (
        "range two links",
        page(
            '<p>Some grew [<a href="#f1">1</a>]–[<a href="#f4">4</a>] so.</p><ol>'
            + "".join(f'<li id="f{i}" class="footnote">Work {i}.</li>' for i in range(1, 5))
            + "</ol>"
        ),
        [("grew", "1", "Work 1"), ("grew", "2", "Work 2"), ("grew", "3", "Work 3"), ("grew", "4", "Work 4")],
    ),
    (
        "range sup",
        page(
            '<p>Some grew<sup><a href="#f1" id="a">1</a>-<a href="#f3">3</a></sup> so.</p><ol>'
            + "".join(f'<li id="f{i}">Work {i}. <a href="#a">^</a></li>' for i in range(1, 4))
            + "</ol>"
        ),
        [("grew", "1", "Work 1"), ("grew", "2", "Work 2"), ("grew", "3", "Work 3")],
    ),
]


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_notes_of_web_pages_are_linked(title: str, source: str, expected: list[tuple[str, str | None, str]]) -> None:
    document = parse_bytes(source.encode(), "made-up.html", "x")
    calls = [
        (
            document.text[: m.at].split()[-1],
            m.label,
            None if m.note is None else document.footnotes[m.note].span.of(document.text),
        )
        for m in sorted(document.markers, key=lambda marker: marker.at)
    ]
    assert [(word, label) for word, label, _ in calls] == [
        (word, label or found[1]) for (word, label, _), found in zip(expected, calls, strict=False)
    ]
    for (_, _, note), (_, _, begins) in zip(calls, expected, strict=True):
        assert (note or "").startswith(begins)
    assert len(document.footnotes) == len({begins for _, _, begins in expected})
