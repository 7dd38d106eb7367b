"""What a file shows of notes that were not found is told; a document that is read whole is not. All texts are made up."""

from __future__ import annotations

import pytest

from qa.footnotes.labels import read_label
from qa.parse.formats import parse_bytes
from qa.types.document import ProblemKind

SCRIPT = "<script>" + "var a=1;" * 5000 + "</script>"
NOTES = "<ol><li id='f1' class='footnote'>{}</li></ol>"
CALL = "<p>It grew.<sup><a href='#f1'>1</a></sup></p>"

TOLD = [
    ("raised", "a.txt", "The port grew.¹ Its rival fell.² Both stand.", ProblemKind.UNANSWERED_MARK, "The port grew."),
    (
        "one raised",
        "a.txt",
        "The port grew.³ Its rival fell, and both stand.",
        ProblemKind.UNANSWERED_MARK,
        "port grew.",
    ),
    ("bracketed", "a.md", "The port grew [1] and its rival [2] fell.", ProblemKind.UNANSWERED_MARK, "The port grew"),
    ("with a sign", "a.txt", "港は広がった※1。船は増えた※2。", ProblemKind.UNANSWERED_MARK, "港は広がった"),
    ("unnamed", "a.txt", "It grew.\ufffd It fell.\n\n\ufffdLog of the port.", ProblemKind.UNANSWERED_MARK, "It grew."),
    ("circled", "a.txt", "港口扩建了。①它没有。②", ProblemKind.UNANSWERED_MARK, "港口扩建了。"),
    (
        "beside linked notes",
        "a.html",
        CALL + "<p>More.<sup>7</sup> And.<sup>8</sup></p>" + NOTES.format("Log."),
        ProblemKind.UNANSWERED_MARK,
        "More.",
    ),
    (
        "several notes in one",
        "a.html",
        CALL + NOTES.format("Port log. 2. Interview with a clerk. 3. The Gazette."),
        ProblemKind.NOTES_IN_NOTE,
        "2 and 3",
    ),
    (
        "raised in numbers",
        "a.txt",
        "Order 2⁰3⁰⁰ was given, and 4⁷5⁰⁰ tonnes came.",
        ProblemKind.RAISED_IN_NUMBER,
        "2⁰3",
    ),
    ("one raised nought", "a.txt", "It cost 2⁰3⁰⁰ francs.", ProblemKind.RAISED_IN_NUMBER, "2⁰3"),
    ("next to no text", "a.html", f"<p>Loading</p>{SCRIPT}", ProblemKind.LITTLE_TEXT, "7 characters"),
    (
        "a symbol",
        "a.txt",
        "The port grew.[*] Its rival fell, and both stand.",
        ProblemKind.UNANSWERED_MARK,
        "port grew.",
    ),
    (
        "a list beside notes",
        "a.html",
        CALL + NOTES.format("Log.") + "<h2>Endnotes</h2><p>1. A clerk.</p><p>2. A book.</p>",
        ProblemKind.UNCALLED_LIST,
        "A clerk.",
    ),
]

SILENT = [
    ("powers", "a.txt", "An area of 5 km² and 3 m³, CO² in all; R² = 0.3, 10⁻⁷ and 10³ cells, 10⁰ of them."),
    ("isotopes", "a.txt", "They dated it by ¹⁴C and found ²³⁸U in the layer below."),
    ("code", "a.md", "Text.\n\n```\na[1] = b[2]\nx[3] = y[4]\n```\n"),
    ("code in a line", "a.md", "It gives `[1, 2, 3]` and `items[1]`. Then `[4, 5]` for `others[2]`."),
    (
        "code in a page",
        "a.html",
        f"<pre><code>#![allow]\nx = y[1];</code></pre><p>Then <code>[1]</code> or <code>[2]</code>. {'It is long. ' * 20}</p>",
    ),
    (
        "a page of little text with its menus",
        "a.html",
        f"<p>{'The port grew by half. ' * 6}</p><script>{'a=1;' * 5500}</script>",
    ),
    (
        "authors",
        "a.txt",
        "Ports and ice\n\nAnna Holm¹, Per Lind²\n\n¹ Port School\n\n² Ice School\n\nThe port grew, and it fell.",
    ),
    ("numbered paragraphs", "a.txt", "[1] The port grew by half.\n\n[2] Its rival did not.\n\n[3] Both are old."),
    ("steps in a sentence", "a.txt", "It has parts: ① a wall, ② a quay, ③ a crane."),
    ("a page of much text", "a.html", f"<p>{'The port grew by half. ' * 200}</p>{SCRIPT}"),
    ("symbols", "a.txt", "Use count(*), a[*] and the mark (*). [*] is a sign. It is 5 [*] 4."),
    ("linked", "a.html", CALL + NOTES.format("Port log. 14. May 2020 was a Thursday.")),
]


@pytest.mark.parametrize(("title", "name", "text", "kind", "words"), TOLD, ids=[case[0] for case in TOLD])
def test_what_is_lost_is_told_with_its_place(title: str, name: str, text: str, kind: ProblemKind, words: str) -> None:
    problems = parse_bytes(text.encode(), name, "x").problems
    assert [p.message for p in problems if p.kind is kind and words in p.message], problems


CODE = [
    (
        "page",
        "a.html",
        f"{CALL}<pre><code>a[1] = b[2];\nc[5] = d[1];</code></pre><p>And <code>e[1]</code>. {'It is long. ' * 20}</p>"
        "<p>[1] One.</p><p>[2] Two.</p>" + NOTES.format("Log."),
    ),
    (
        "fenced",
        "a.md",
        "It grew.[^1]\n\n```\na[1] = b[2]\n```\n\n`e[1]` is code. It is long, and goes on.\n\n[1] One.\n\n[2] Two.\n\n[^1]: Log.\n",
    ),
]


@pytest.mark.parametrize(("title", "name", "text"), CODE, ids=[case[0] for case in CODE])
def test_program_text_calls_no_note(title: str, name: str, text: str) -> None:
    document = parse_bytes(text.encode(), name, "x")
    assert [(m.label, document.text[: m.at].endswith("grew.")) for m in document.markers] == [("1", True)]
    assert "a[1] = b[2]" in document.text and "e[1]" in document.text


@pytest.mark.parametrize(
    "text", ["**/api/users is one path", "#![allow] is none", "*.py is every file", "#[derive] too"]
)
def test_patterns_and_paths_are_no_labels(text: str) -> None:
    assert read_label(text, 0, len(text)) is None


@pytest.mark.parametrize("text", ["* See below.", "**“Port”, 1999.", "#Log.", "†. 5 tonnes.", "*\nBelow."])
def test_signs_before_words_are_labels(text: str) -> None:
    label = read_label(text, 0, len(text))
    assert label is not None and text.startswith(label.text)


def test_a_page_set_in_the_fashion_of_code_keeps_its_notes() -> None:
    page = (
        "<pre class=code>It grew.[1] It fell.[2]\n</pre><pre class=code>[1] Log.</pre><pre class=code>[2] Chart.</pre>"
    )
    assert [m.label for m in parse_bytes(page.encode(), "a.html", "x").markers] == ["1", "2"]


@pytest.mark.parametrize(("title", "name", "text"), SILENT, ids=[case[0] for case in SILENT])
def test_what_is_read_whole_raises_no_alarm(title: str, name: str, text: str) -> None:
    assert parse_bytes(text.encode(), name, "x").problems == ()
