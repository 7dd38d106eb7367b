"""What a file shows of notes that were not found is told; a document that is read whole is not. All texts are made up."""

from __future__ import annotations

import pytest

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
    ("next to no text", "a.html", f"<p>Loading</p>{SCRIPT}", ProblemKind.LITTLE_TEXT, "7 characters"),
    (
        "a list beside notes",
        "a.html",
        CALL + NOTES.format("Log.") + "<h2>Endnotes</h2><p>1. A clerk.</p><p>2. A book.</p>",
        ProblemKind.UNCALLED_LIST,
        "A clerk.",
    ),
]

SILENT = [
    ("powers", "a.txt", "An area of 5 km² and 3 m³, CO² in all; R² = 0.3, 10⁻⁷ and 10³ cells."),
    ("isotopes", "a.txt", "They dated it by ¹⁴C and found ²³⁸U in the layer below."),
    ("code", "a.md", "Text.\n\n```\na[1] = b[2]\nx[3] = y[4]\n```\n"),
    (
        "authors",
        "a.txt",
        "Ports and ice\n\nAnna Holm¹, Per Lind²\n\n¹ Port School\n\n² Ice School\n\nThe port grew, and it fell.",
    ),
    ("numbered paragraphs", "a.txt", "[1] The port grew by half.\n\n[2] Its rival did not.\n\n[3] Both are old."),
    ("steps in a sentence", "a.txt", "It has parts: ① a wall, ② a quay, ③ a crane."),
    ("a page of much text", "a.html", f"<p>{'The port grew by half. ' * 200}</p>{SCRIPT}"),
    ("linked", "a.html", CALL + NOTES.format("Port log. 14. May 2020 was a Thursday.")),
]


@pytest.mark.parametrize(("title", "name", "text", "kind", "words"), TOLD, ids=[case[0] for case in TOLD])
def test_what_is_lost_is_told_with_its_place(title: str, name: str, text: str, kind: ProblemKind, words: str) -> None:
    problems = parse_bytes(text.encode(), name, "x").problems
    assert [p.message for p in problems if p.kind is kind and words in p.message], problems


@pytest.mark.parametrize(("title", "name", "text"), SILENT, ids=[case[0] for case in SILENT])
def test_what_is_read_whole_raises_no_alarm(title: str, name: str, text: str) -> None:
    assert parse_bytes(text.encode(), name, "x").problems == ()
