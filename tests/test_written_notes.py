"""Notes typed in the markup of other programs, and lettered ones under tables; the texts are made up."""

import pytest

from qa.footnotes.written import find_written
from qa.parse.parsers import File, parse_here
from qa.types.document import Document, ProblemKind, Span

REST = """The walk was long. [1]_ Boys [#who]_ turned it, [*]_ unpaid [#]_.

.. [1] Survey of 1760.
.. [#who] Named in Holm,
   p. 14.
.. [*] From eight years.
.. [#] Guild book.
"""
WIKI = 'It was founded.<ref>Holm, p. 4.</ref> It burned.<ref name="f">Weiss 1988.</ref> It stood.<ref name=f />{{efn|Twice.}}\n'
ORG = "Masts came[fn:1] down[fn:f] in rafts.[fn:: Of thirty.]\n\n[fn:1] Toll book.\n\n[fn:f] Never by sledge.\n"
ADOC = "Pilots lived there.footnote:[Book [of 1690].] A fire burned.footnote:f[Of coal.] It went out.footnote:f[]\n"
TEX = (
    "It was built.\\footnote{Holm, \\emph{Church}, p.~2.} It fell.\\footnotemark\n\n\\footnotetext{Minutes of 1840.}\n"
)
HUGO = (
    'It burned{{< sidenote >}}Report of 1891.{{< /sidenote >}} down. He left.{{% sidenote "x" %}}Holm.{{% /sidenote %}} '
    'Later.{{< fn "Gazette." >}}\n'
)
TABLE = """Ships in 1911

Flag       Ships     Tons
--------------------------
Danish     210(a)  31,000
Swedish     98     12,400(b)
--------------------------
(a) Includes ferries
    of the town.
(b) Estimated.

Most ships came in ballast.
"""
WRITTEN = [
    (
        REST,
        "txt",
        [
            ("long.", "1", "Survey of 1760."),
            ("Boys", "who", "Named in Holm, p. 14."),
            ("it,", "*", "From eight years."),
            ("unpaid", "2", "Guild book."),
        ],
    ),
    (
        WIKI,
        "txt",
        [
            ("founded.", "1", "Holm, p. 4."),
            ("burned.", "f", "Weiss 1988."),
            ("stood.", "f", "Weiss 1988."),
            ("stood.", "2", "Twice."),
        ],
    ),
    (ORG, "txt", [("came", "1", "Toll book."), ("down", "f", "Never by sledge."), ("rafts.", "2", "Of thirty.")]),
    (ADOC, "txt", [("there.", "1", "Book [of 1690]."), ("burned.", "f", "Of coal."), ("out.", "f", "Of coal.")]),
    (TEX, "txt", [("built.", "1", "Holm, \\emph{Church}, p.~2."), ("fell.", "2", "Minutes of 1840.")]),
    (TEX, "md", [("built.", "1", "Holm, \\emph{Church}, p.~2."), ("fell.", "2", "Minutes of 1840.")]),
    (HUGO, "md", [("burned", "1", "Report of 1891."), ("left.", "2", "Holm."), ("Later.", "3", "Gazette.")]),
    (
        "It *rose*.[Port [log](https://a.org).]{.aside} It was [big]{.mark}.\n\n```{note}\nIt fell.[^a]\n```\n\n[^a]: Gazette.\n",
        "md",
        [("rose.", "1", "Port log."), ("fell.", "a", "Gazette.")],
    ),
    (
        "It rose.[1] It fell.[2] It stood.[3]\n\n[1] Log.\n[2] Gazette.\n[3] Letter\n    of 1711.\n-- \nK. Holm\nLund\n",
        "txt",
        [("rose.", "1", "Log."), ("fell.", "2", "Gazette."), ("stood.", "3", "Letter of 1711.")],
    ),
    (
        "It rose.[p. 3][#a:01] It fell.[#b]\n\n[#a:01]: Log of 1711.\n\n[#b]: The Gazette.\n",
        "md",
        [("rose.", "a:01", "Log of 1711."), ("fell.", "b", "The Gazette.")],
    ),
    (
        "Er stieg 1) und fiel 2). Er stand 3).\n____\n1) Buch.\n2) Blatt.\n3) Ebd.\n",
        "txt",
        [("stieg", "1", "Buch."), ("fiel", "2", "Blatt."), ("stand", "3", "Ebd.")],
    ),
    (
        "It rose (i) and fell (ii).\n\nNotes\n(i) Log.\n(ii) Gazette.\n",
        "txt",
        [("rose", "i", "Log."), ("fell", "ii", "Gazette.")],
    ),
    (
        "It rose<sup>(1)</sup> and fell.<sup>(1, 2)</sup>\n\n<sup>(1)</sup> Log.<br>\n<sup>(2)</sup> Gazette.\n",
        "md",
        [("rose", "1", "Log."), ("fell.", "1", "Log."), ("fell.", "2", "Gazette.")],
    ),
    ("It was forged.((Rolls, 1611.)) It lies (see there) ((here)).\n", "txt", [("forged.", "1", "Rolls, 1611.")]),
    (TABLE, "txt", [("210", "a", "Includes ferries of the town."), ("12,400", "b", "Estimated.")]),
    (
        "The catch fell a/, and again b/.\n\na/ With sprats.\nb/ Preliminary.\n",
        "txt",
        [("fell", "a", "With sprats."), ("again", "b", "Preliminary.")],
    ),
]


def parsed(text: str, suffix: str) -> Document:
    return parse_here(File(text.encode(), f"x.{suffix}", "x"))


@pytest.mark.parametrize(("text", "suffix", "calls"), WRITTEN, ids=[f"{n}-{case[1]}" for n, case in enumerate(WRITTEN)])
def test_notes_in_other_markup_are_linked(text: str, suffix: str, calls: list[tuple[str, str, str]]) -> None:
    document = parsed(text, suffix)
    notes = [" ".join(note.span.of(document.text).split()) for note in document.footnotes]
    found = [(document.text[: m.at].split()[-1], m.label, notes[m.note or 0]) for m in document.markers]
    assert (found, document.problems) == (calls, ())
    assert len(notes) == len({note for _, _, note in calls})


@pytest.mark.parametrize(
    "text",
    [
        "Under paragraph 4(a) or 4(b) nothing is due:\n\n(a) of ferries;\n(b) of boats.\n",
        "Set `\\footnote{x}` in code, or f((x)), and a ((b)) c.\n",
        "You need 1) wood, 2) tar and 3) ropes, all in time.\n\nMore.\n\n1) Wood grows.\n2) Tar burns.\n3) Ropes rot.\n",
        "The masters and/or pilots, c/o the Board:\n\na/ come first\nb/ come last\n",
    ],
)
def test_what_only_looks_like_such_notes_stays_text(text: str) -> None:
    document = parsed(text, "md" if "`" in text else "txt")
    assert not document.footnotes
    assert not document.markers
    assert not document.problems


def test_markup_that_cannot_be_read_is_told() -> None:
    told = [p for p in parsed("It was built.\\footnote{Holm, p. 2. It fell.\n", "txt").problems]
    assert [p.kind for p in told] == [ProblemKind.UNANSWERED_MARK]
    assert "\\footnote{" in told[0].message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It rose.* It fell.†\n\n* Log.\n\n† Gazette.\n\n[Pg 3]\n\nIt stood.* So.\n\n* Letter.\n", "seems to call"),
        ("It was raised.i Nobody paid, says Holm.ii So it went.\n", "letters stand behind sentences"),
        ("| Town | Fee |\n|---|---|\n| Holm | It was paid.¹ |\n| Lund | Nobody paid.² |\n", "raised numbers stand"),
    ],
)
def test_calls_that_no_note_answers_are_told(text: str, told: str) -> None:
    assert told in "".join(problem.message for problem in parsed(text, "md" if "|" in text else "txt").problems)


def test_brackets_without_end_are_paired_once() -> None:
    text = "\\footnote{" * 30_000
    assert find_written(text, [Span(0, len(text))]).notes == ()
