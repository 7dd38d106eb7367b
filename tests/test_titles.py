"""Which words are a document's title: its properties where they are one, else its text's. All documents are made up."""

from __future__ import annotations

import pytest

from qa.parse.formats import parse_bytes
from qa.parse.title import clean_title

OG = "<meta property='og:title' content='{}'><meta property='og:site_name' content='The Gazette'>"
BODY = "<p>The port grew by half in a year.</p>"

CASES = [
    (
        "section first",
        "a.html",
        "<title>Ports of the north</title><h1>I. Introduction</h1>" + BODY,
        "Ports of the north",
    ),
    (
        "site's name",
        "a.html",
        OG.format("Ports grow | The Gazette") + "<h1>The Gazette</h1><h2>Ports</h2>" + BODY,
        "Ports grow",
    ),
    ("journal's head", "a.html", "<meta name='citation_title' content='On ice'><h1>Journal</h1>" + BODY, "On ice"),
    ("window with site", "a.html", "<title>Ports grow - Gazette</title><h2>Ports grow</h2>" + BODY, "Ports grow"),
    (
        "stamp and court",
        "a.txt",
        "FILED\n\nSUPREME COURT OF THE UNITED STATES\n\nA. HOLM v. ROVIK\n\nThe port grew.",
        "A. HOLM v. ROVIK",
    ),
    (
        "parties with roles",
        "a.txt",
        "Court of Appeals of Tolm\n\nAnna HOLM, Plaintiff-Appellant, v. Per LIND, Defendant-Appellee.\n\nThe port grew by half.",
        "Anna HOLM v. Per LIND",
    ),
    ("front matter", "a.md", "---\ntitle: Ports and ice\n---\n\n# Introduction\n\nThe port grew.", "Ports and ice"),
    ("german section", "a.html", "<title>Häfen im Norden</title><h1>Einleitung</h1>" + BODY, "Häfen im Norden"),
    ("program's name", "a.html", "<title>Document1</title><h1>Ports grow</h1>" + BODY, "Ports grow"),
]


@pytest.mark.parametrize(("title", "name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_title_is_the_text_s_name(title: str, name: str, text: str, expected: str) -> None:
    assert parse_bytes(text.encode(), name, "x").title == expected


@pytest.mark.parametrize(
    "name", ["Untitled", "Document 1", "final_v3.docx", "Microsoft Word - report_7.doc", "2021-04-03", ""]
)
def test_file_names_and_programs_are_no_titles(name: str) -> None:
    assert clean_title(name) is None
