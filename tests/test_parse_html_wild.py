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
    (
        "gutenberg html",
        page(
            '<p>The port grew by half.<a id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> Its rival stood still.<a id="FNanchor_2_2"></a><a href="#Footnote_2_2" class="fnanchor">[2]</a></p><div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a id="Footnote_1_1"></a><a href="#FNanchor_1_1"><span class="label">[1]</span></a> Port log.</p></div><div class="footnote"><p><a id="Footnote_2_2"></a><a href="#FNanchor_2_2"><span class="label">[2]</span></a> Interview.</p></div></div>'
        ),
        BOTH,
    ),
    (
        "gutenberg br",
        page(
            '<p>The port grew by half.<a name="r1"></a><a href="#f1"><sup>[1]</sup></a> Its rival stood still.<a name="r2"></a><a href="#f2"><sup>[2]</sup></a></p><blockquote><a name="f1"></a><a href="#r1">[1]</a> Port log.<br /><br /><a name="f2"></a><a href="#r2">[2]</a> Interview.</blockquote>'
        ),
        BOTH,
    ),
    (
        "wordpress easy footnotes",
        page(
            '<p>The port grew by half.<span id="easy-footnote-1-22" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="https://blog.example.org/ports/#easy-footnote-bottom-1-22" title="Port log."><sup>1</sup></a></span> Its rival stood still.<span id="easy-footnote-2-22"></span><span class="easy-footnote"><a href="https://blog.example.org/ports/#easy-footnote-bottom-2-22" title="Interview."><sup>2</sup></a></span></p><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span id="easy-footnote-bottom-1-22" class="easy-footnote-margin-adjust"></span>Port log.<a class="easy-footnote-to-top" href="https://blog.example.org/ports/#easy-footnote-1-22"></a></li><li class="easy-footnote-single"><span id="easy-footnote-bottom-2-22"></span>Interview.<a class="easy-footnote-to-top" href="https://blog.example.org/ports/#easy-footnote-2-22"></a></li></ol>'
        ),
        BOTH,
    ),
    (
        "modern footnotes",
        page(
            '<p>The port grew by half.<sup class="modern-footnotes-footnote" data-mfn="1"><a href="javascript:void(0)">1</a></sup><span id="mfn-content-1" role="tooltip" class="modern-footnotes-footnote__note">Port log.</span> Its rival stood still.<sup class="modern-footnotes-footnote" data-mfn="2"><a href="javascript:void(0)">2</a></sup><span id="mfn-content-2" role="tooltip" class="modern-footnotes-footnote__note">Interview.</span></p>'
        ),
        BOTH,
    ),
    (
        "ghost/bigfoot",
        page(
            '<p>The port grew by half.<sup id="fnref:1"><a href="#fn:1" rel="footnote">1</a></sup> Its rival stood still.<sup id="fnref:2"><a href="#fn:2" rel="footnote">2</a></sup></p><div class="footnotes"><ol><li class="footnote" id="fn:1"><p>Port log.<a href="#fnref:1" title="return"> ↩</a></p></li><li class="footnote" id="fn:2"><p>Interview.<a href="#fnref:2"> ↩</a></p></li></ol></div>'
        ),
        BOTH,
    ),
    (
        "medium style unlinked",
        page("<p>The port grew by half.[1] Its rival stood still.[2]</p><p>[1]: Port log.</p><p>[2]: Interview.</p>"),
        BOTH,
    ),
    (
        "p br nbsp",
        page(
            "<p>The port grew by half.<sup>1</sup> Its rival stood still.<sup>2</sup></p><p>Sources:<br>&nbsp;1.&nbsp;Port log.<br>&nbsp;2.&nbsp;Interview.</p>"
        ),
        BOTH,
    ),
    (
        "br three in strong",
        page(
            "<p>The port grew by half.<sup>1</sup> Its rival stood still.<sup>2</sup></p><p><b>1</b> Port log.<br><b>2</b> Interview.</p>"
        ),
        BOTH,
    ),
    (
        "h5 sup label texinfo new",
        page(
            '<p>The port grew by half<a class="footnote" id="DOCF1" href="https://www.gnu.org/m.html#FOOT1"><sup>1</sup></a>. Its rival stood still<a class="footnote" id="DOCF2" href="https://www.gnu.org/m.html#FOOT2"><sup>2</sup></a>.</p><h4>Footnotes</h4><h3><a id="FOOT1" href="https://www.gnu.org/m.html#DOCF1">(1)</a></h3><p>Port log.</p><h3><a id="FOOT2" href="https://www.gnu.org/m.html#DOCF2">(2)</a></h3><p>Interview.</p>'
        ),
        [("half", "1", "Port log"), ("still", "2", "Interview")],
    ),
    (
        "hidden next.js",
        page(
            '<div id="__next"><div hidden id="article-root"><p>The port grew by half.<a href="#f1" id="b1"><sup>1</sup></a> Its rival stood still.<a href="#f2" id="b2"><sup>2</sup></a></p><ol><li id="f1">Port log. <a href="#b1">^</a></li><li id="f2">Interview. <a href="#b2">^</a></li></ol></div></div><script>var r=document.querySelector("#article-root");r.removeAttribute("hidden")</script>'
        ),
        BOTH,
    ),
    (
        "tooltip data-content html",
        page(
            '<p>The port grew by half.<sup data-content="&lt;p&gt;Port log, 4 May.&lt;/p&gt;">1</sup> Its rival stood still.<sup data-content="Interview with him.">2</sup></p>'
        ),
        BOTH,
    ),
    (
        "tooltip span in sup link",
        page(
            '<p>The port grew by half.<sup class="fn"><a href="#">1</a><span class="fn-text">Port log.</span></sup> Its rival stood still.<sup class="fn"><a href="#">2</a><span class="fn-text">Interview.</span></sup></p>'
        ),
        BOTH,
    ),
    (
        "link title dead",
        page(
            '<p>The port grew by half.<a class="footnote-link" href="#0" title="Port log, 4 May 2020.">1</a> Its rival stood still.<a class="footnote-link" href="#0" title="Interview with a clerk.">2</a></p>'
        ),
        BOTH,
    ),
    (
        "sidenote checkbox",
        page(
            '<p>The port grew by half.<label for="a1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="a1" class="margin-toggle"/><span class="sidenote">Port log.</span> Its rival stood still.<label for="a2" class="margin-toggle sidenote-number"></label><input type="checkbox" id="a2" class="margin-toggle"/><span class="sidenote">Interview.</span></p>'
        ),
        BOTH,
    ),
    (
        "details each",
        page(
            '<p>The port grew by half.<sup><a href="#n1">1</a></sup> Its rival stood still.<sup><a href="#n2">2</a></sup></p><details id="n1"><summary>1</summary>Port log.</details><details id="n2"><summary>2</summary>Interview.</details>'
        ),
        BOTH,
    ),
    (
        "footer nav class chrome",
        page(
            '<p>The port grew by half.<sup><a href="#n1" id="b1">1</a></sup> Its rival stood still.<sup><a href="#n2" id="b2">2</a></sup></p><div class="noprint"><ol><li id="n1">Port log. <a href="#b1">↑</a></li><li id="n2">Interview. <a href="#b2">↑</a></li></ol></div>'
        ),
        BOTH,
    ),
    (
        "aria-details",
        page(
            '<p>The port grew by half.<a role="doc-noteref" aria-details="n1" href="#">1</a> Its rival stood still.<a role="doc-noteref" aria-details="n2" href="#">2</a></p><aside id="n1" role="doc-footnote">Port log.</aside><aside id="n2" role="doc-footnote">Interview.</aside>'
        ),
        BOTH,
    ),
    (
        "mixed some dead",
        page(
            '<p>The port grew by half.<sup><a href="#fn1" id="r1">1</a></sup> Its rival stood still.<sup><a href="#gone">2</a></sup></p><p id="fn1"><a href="#r1">1.</a> Port log.</p><p>2. Interview.</p>'
        ),
        BOTH,
    ),
    (
        "mixed circled",
        page("<p>港口。<sup>①</sup>对手。<sup>②</sup></p><p>① Port log.</p><p>② Interview.</p>"),
        [("港口。", "①", "Port log"), ("港口。对手。", "②", "Interview")],
    ),
    (
        "letters sup",
        page(
            "<p>The port grew by half.<sup>a</sup> Its rival stood still.<sup>b</sup></p><p><sup>a</sup> Port log.</p><p><sup>b</sup> Interview.</p>"
        ),
        [("half.", "a", "Port log"), ("still.", "b", "Interview")],
    ),
    (
        "letters bracket",
        page("<p>The port grew by half.[A] Its rival stood still.[B]</p><p>[A] Port log.</p><p>[B] Interview.</p>"),
        [("half.", "A", "Port log"), ("still.", "B", "Interview")],
    ),
    (
        "asterisks",
        page(
            "<p>The port grew by half.<sup>*</sup> Its rival stood still.<sup>**</sup></p><p>* Port log.</p><p>** Interview.</p>"
        ),
        [("half.", "*", "Port log"), ("still.", "**", "Interview")],
    ),
    (
        "a table of notes",
        page(
            "<p>The port grew by half.[1] Its rival stood still. [1, 2]</p><table><tr><td><sup>1</sup></td>"
            "<td><p>Port log.</p><p>Page 4.</p></td></tr><tr><th>2.</th><td>Interview.</td></tr></table><p>More.</p>"
        ),
        [("half.", "1", "Port log. Page 4."), ("still.", "1", "Port log. Page 4."), ("still.", "2", "Interview")],
    ),
    (
        "a definition list of notes",
        page(
            "<p>The port grew by half.[*] Its rival stood still.[†]</p><dl><dt>*</dt><dd>Port log.</dd><dt>[†]</dt>"
            "<dd><p>Interview.</p></dd></dl>"
        ),
        [("half.", "*", "Port log"), ("still.", "†", "Interview")],
    ),
    (
        "balloons beside links, and a table",
        page(
            two(
                *(
                    f'<span class="footnote_referrer"><a role="button" onclick="move(\'ref_{n}\');"><sup class="x">{n}</sup></a>'
                    f'<span class="bubble">{note}</span></span>'
                    for n, note in ((1, "Port log of the year 1901."), (2, "Interview with a clerk."))
                )
            )
            + '<table><tr><th><a id="ref_1" class="footnote_backlink">↑1</a></th><td>Port log of the year 1901.</td></tr>'
            '<tr><th><a id="ref_2" class="footnote_backlink">↑2</a></th><td>Interview with a clerk.</td></tr></table>'
        ),
        BOTH,
    ),
    (
        "label in pieces, links back apart",
        page(
            LINKED.replace("<a href", '<a role="doc-noteref" id="b" href', 1)
            + '<aside role="doc-footnote" id="n1"><span class="label"><span>[</span>1<span>]</span></span><span>(<a '
            'role="doc-backlink" href="#b">1</a>,<a role="doc-backlink" href="#c">2</a>)</span><p>Port log.</p></aside>'
            '<aside role="doc-footnote" id="n2"><span class="label">[2]</span><p>Interview.</p></aside>'
        ),
        BOTH,
    ),
    (
        "notes set in without numbers",
        page(two('<span data-type="footnote">Port log.</span>', ' <span class="footnote">Interview of 1901.</span>')),
        BOTH,
    ),
    (
        "a table of data beside a list",
        page(
            "<p>The port grew by half.<sup>1</sup> Its rival stood still.<sup>2</sup></p><table><tr><th>No</th><th>Port</th></tr>"
            "<tr><td>1</td><td>Tarn</td></tr><tr><td>2</td><td>Ost</td></tr></table><ol><li>Port log.</li><li>Interview.</li></ol>"
        ),
        [("half.", "1", "Port log"), ("still.", "2", "Interview")],
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


TEXTS = [
    (
        "md mixed html",
        "md",
        "The port grew by half.[^1] Its rival stood still.<sup>2</sup>\n\n[^1]: Port log.\n\n<p><sup>2</sup> Interview.</p>\n",
        BOTH,
    ),
    (
        "md dead",
        "md",
        "The port grew by half.<sup>[1](#fn1)</sup> Its rival stood still.<sup>[2](#fn2)</sup>\n\n1. Port log.\n2. Interview.\n",
        BOTH,
    ),
    (
        "md carets, ways back",
        "md",
        "The port grew by half.^[1](#fn1){#r1 .x}^ Its rival stood still.[^2^](#fn2)\n\n<a id='fn1'></a>1. Port log. [↩︎](#r1)\n\n"
        '2.  [^](#r2 "Jump up") Interview.\n\n- [1](#c1)\n- [2](#c2)\n',
        BOTH,
    ),
    (
        "md notes in html",
        "md",
        "The port grew by half.<sup><a href='#fn1'>1</a></sup> Its rival stood still.<sup><a href='#fn2'>2</a></sup>\n\n<hr>\n<ol>"
        '<li id="fn1">\n<p>\nPort log. <a href="#r1">&#8617;</a></p><li id="fn2"><p>Interview.</p>\n</ol>\n',
        BOTH,
    ),
    (
        "md pandoc carets",
        "md",
        "The port grew by half.^1^ Its rival stood still.^2^\n\n1.  **[^](https://example.org/p#r1)** Port log.\n2. Interview.\n",
        BOTH,
    ),
    (
        "md raised in formulas",
        "md",
        "The port grew by half.$^{1}$ Its rival stood still. ${ }^{2}$\n\n$^{1}$ Port log, $\\alpha$.\n\n${ }^{2}$ Interview.\n",
        BOTH,
    ),
    (
        "md bracket list",
        "md",
        "The port grew by half.[1] Its rival stood still.[2]\n\n## Notes\n\n[1] Port log.\n[2] Interview.\n",
        BOTH,
    ),
    (
        "md circled",
        "md",
        "港口。①对手。②\n\n① Port log.\n\n② Interview.\n",
        [("港口。", "①", "Port log"), ("港口。对手。", "②", "Interview")],
    ),
    (
        "txt fullwidth paren",
        "txt",
        "港口扩建。（1）对手没有。（2）\n\n注释\n\n（1）Port log.\n\n（2）Interview.\n",
        [("港口扩建。", "1", "Port log"), ("港口扩建。对手没有。", "2", "Interview")],
    ),
    (
        "txt arabic paren",
        "txt",
        "نما الميناء.(١) لم ينم منافسه.(٢)\n\nالهوامش\n\n(١) Port log.\n\n(٢) Interview.\n",
        [("الميناء.", "١", "Port log"), ("منافسه.", "٢", "Interview")],
    ),
    (
        "txt persian glued",
        "txt",
        "بندر بزرگ شد.۱ رقیب نشد.۲ تمام شد.۳\n\n۱. Port log.\n\n۲. Interview.\n\n۳. Gazette.\n",
        [("شد.", "۱", "Port log"), ("نشد.", "۲", "Interview"), ("شد.", "۳", "Gazette")],
    ),
    (
        "txt hebrew bracket",
        "txt",
        "הנמל גדל.[1] המתחרה לא.[2]\n\n[1] Port log.\n\n[2] Interview.\n",
        [("גדל.", "1", "Port log"), ("לא.", "2", "Interview")],
    ),
    (
        "txt footnote letters page",
        "txt",
        "It rose.[A] It fell.[B]\n\n[A] Port log.\n\n[B] Interview.\n\nIt stood.[C]\n\n[C] Gazette.\n",
        [("rose.", "A", "Port log"), ("fell.", "B", "Interview"), ("stood.", "C", "Gazette")],
    ),
    (
        "txt glued from 12 line",
        "txt",
        "It rose.12 It fell.13 It stood.14\n\n12 Port log.\n13 Interview.\n14 Gazette.\n",
        [("rose.", "12", "Port log"), ("fell.", "13", "Interview"), ("stood.", "14", "Gazette")],
    ),
    (
        "txt label alone blank",
        "txt",
        "It rose.[122] It fell.[123]\n\n[122]\n\nPort log.\n\n[123]\n\nInterview.\n",
        [("rose.", "122", "Port log"), ("fell.", "123", "Interview")],
    ),
    (
        "txt sup from 7",
        "txt",
        "It rose.⁷ It fell.⁸ It stood.⁹\n\n⁷ Port log.\n⁸ Interview.\n⁹ Gazette.\n",
        [("rose.", "7", "Port log"), ("fell.", "8", "Interview"), ("stood.", "9", "Gazette")],
    ),
]


@pytest.mark.parametrize(("title", "suffix", "source", "expected"), TEXTS, ids=[case[0] for case in TEXTS])
def test_typed_notes_of_texts_are_linked(
    title: str, suffix: str, source: str, expected: list[tuple[str, str | None, str]]
) -> None:
    document = parse_bytes(source.encode(), f"made-up.{suffix}", "x")
    assert [
        (document.text[: m.at].split()[-1], m.label, begins)
        for m, (_, _, begins) in zip(document.markers, expected, strict=True)
        if m.note is not None and document.footnotes[m.note].span.of(document.text).startswith(begins)
    ] == expected


def test_a_list_beside_the_text_that_says_its_notes_again_is_left_out() -> None:
    note = "Port Authority, Annual report."
    source = f"""<ul><li><span>1</span> {note}</li><li>2 {note[:-1]}, p. 4.</li></ul><p>It grew.<a href="#n1" id="r1">1</a></p>
        <div><ul><li><p id="n1"><a href="#r1">1</a> {note}</p></li></ul></div>"""
    document = parse_bytes(page(source).encode(), "made-up.html", "x")
    assert [b.span.of(document.text) for b in document.blocks] == [
        "2 Port Authority, Annual report, p. 4.",
        "It grew.",
        note,
    ]
