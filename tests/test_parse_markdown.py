from hypothesis import given
from hypothesis import strategies as st

from qa.citation.head_matter import author_places
from qa.parse.markdown import parse_markdown
from qa.types.document import BlockKind, Document, ProblemKind

# Made up.
PAGE = """---
title: The *title*
---
First heading
=============

Žeravica[^1] wrote `code[^1]` and a [link](https://example.org).[^name] Again[^1].
Wrapped line with <b>markup</b> and 10<sup>6</sup>. Dangling[^none].

> Quoted.

1. One
2. Two

   still two

| a | b |
|---|---|
| c[^1] | d |

[^1]: A note
    on two lines.

    With a second paragraph.
[^name]: Another note, inside which one is called.[^1]
"""


def calls(document: Document) -> list[tuple[str, str, int | None]]:
    return [(document.text[: m.at].split()[-1], m.label, m.note) for m in document.markers]


def test_markers_lead_to_their_notes() -> None:
    document = parse_markdown(PAGE, "made-up")
    assert calls(document) == [
        ("Žeravica", "1", 0),
        ("link.", "name", 1),
        ("Again", "1", 0),
        ("Dangling", "none", None),
        ("c", "1", 0),
        ("called.", "1", 0),
    ]
    assert [f.span.of(document.text) for f in document.footnotes] == [
        "A note on two lines. With a second paragraph.",
        "Another note, inside which one is called.",
    ]
    assert [(p.kind, p.label) for p in document.problems] == [(ProblemKind.MARKER_WITHOUT_NOTE, "none")]


def test_inline_notes_are_notes() -> None:
    raw = (
        "Rice grew^[Ana *Ruiz* [a study](https://example.org), [1999].] dear.[^2] Then^[Later] x^[2]^ and \\^[none] or `^[b]`.\n\n"
        "Corn^[never closed.\n\n[^2]: Second.^[Inner.]\n"
    )
    document = parse_markdown(raw, "made-up")
    assert calls(document) == [("grew", "3", 0), ("dear.", "2", 2), ("Then", "4", 1), ("Second.", "5", 3)]
    assert [f.span.of(document.text) for f in document.footnotes] == [
        "Ana Ruiz a study, [1999].",
        "Later",
        "Second.",
        "Inner.",
    ]
    assert document.text.startswith("Rice grew dear. Then x^[2]^ and ^[none] or ^[b].\n\nCorn^[never closed.\n\n")
    assert [raw[m.raw.start : m.raw.end] for m in document.markers if m.raw] == ["^[", "[^2]", "^[", "^["]
    start = document.offsets.to_raw(document.text.index("[1999]"))
    assert start is not None and raw[start:].startswith("[1999].]")


def test_numbered_links_are_markers_of_what_they_lead_to() -> None:
    raw = 'Dear.[1] See [2][] and [the page][3] or [4].\n\n[1]: https://example.org/a "On rice."\n[2]: https://example.org/b\n[3]: c\n'
    document = parse_markdown(raw, "made-up")
    assert calls(document) == [("Dear.", "1", 0), ("See", "2", 1)]
    assert [f.span.of(document.text) for f in document.footnotes] == [
        "On rice, https://example.org/a",
        "https://example.org/b",
    ]
    assert document.text.startswith("Dear. See and the page or [4].")


def test_typed_notes_line_under_line_are_notes() -> None:
    document = parse_markdown("Dear.[1] Cheap.[2]\n\n[1] Ana,\nRice.\n[2] Bo.\n", "made-up")
    assert calls(document) == [("Dear.", "1", 0), ("Cheap.", "2", 1)]
    assert [f.span.of(document.text) for f in document.footnotes] == ["Ana, Rice.", "Bo."]
    raised = parse_markdown('Dear.<sup id="a1">1</sup>\n\n<sup>1</sup> Ana, Rice.\n', "made-up")
    assert calls(raised) == [("Dear.", "1", 0)]


def test_blocks_are_what_the_markup_says() -> None:
    document = parse_markdown(PAGE, "made-up")
    assert document.title == "The *title*"
    assert [(b.kind, b.span.of(document.text)) for b in document.blocks if b.kind is not BlockKind.NOTE] == [
        (BlockKind.HEADING, "First heading"),
        (
            BlockKind.PARAGRAPH,
            "Žeravica wrote code[^1] and a link. Again. Wrapped line with markup and 10⁶. Dangling.",
        ),
        (BlockKind.QUOTATION, "Quoted."),
        (BlockKind.LIST_ITEM, "One"),
        (BlockKind.LIST_ITEM, "Two"),
        (BlockKind.PARAGRAPH, "still two"),
        (BlockKind.TABLE_ROW, "a | b"),
        (BlockKind.TABLE_ROW, "c | d"),
    ]


def test_raw_spans_of_markers_are_their_characters() -> None:
    document = parse_markdown(PAGE, "made-up")
    shown = [m.raw.of(PAGE) for m in document.markers if m.raw]
    assert shown == ["[^1]", "[^name]", "[^1]", "[^none]", "[^1]", "[^1]"]


def test_names_made_by_machines_show_the_number_of_the_page() -> None:
    document = parse_markdown("One[^1x4] and two[^1x5], and named[^why].\n\n[^1x4]: A.\n[^1x5]: B.\n[^why]: C.\n", "x")
    assert [m.label for m in document.markers] == ["1", "2", "why"]
    assert [f.label for f in document.footnotes] == ["1", "2", "why"]


@given(st.text(alphabet="ab é[]^:1\n #>*-|`<&\\", max_size=120))
def test_any_text_gives_spans_and_offsets_that_fit(text: str) -> None:
    document = parse_markdown(text, "made-up")
    for block in document.blocks:
        inside = block.span.of(document.text)
        assert inside and inside == inside.strip()
    assert all(m.raw is not None and m.raw.of(text)[:1] in ("[", "^") for m in document.markers)
    for i, character in enumerate(document.text):
        raw = document.offsets.to_raw(i)
        if character.isalpha() and raw is not None:
            assert text[raw] == character


def test_authors_and_date_of_the_metadata_are_lines_of_the_head() -> None:
    raw = "---\nlayout: post\nauthors:\n  - \"Ada Lumo\"\n  - name: Žan Tolm\ndate: '1920-05-04'\nby: {{ me }}\n---\n\nThe text.[^1]\n\n[^1]: N.\n"
    document = parse_markdown(raw, "made-up")
    lines = [block.span.of(document.text) for block in document.blocks]
    assert lines[:3] == ["authors: Ada Lumo, Žan Tolm", "date: 1920-05-04", "The text."]
    assert [span.of(document.text) for _, span in author_places(document)] == lines[:1]
    for word in ("authors", "Ada", "Žan", "1920"):
        at = document.offsets.to_raw(document.text.index(word))
        assert raw[at:].startswith(word)
    later = parse_markdown("The text.\n\n---\nauthor: Ada Lumo\n---\n\nMore.\n", "made-up")
    assert "Ada" not in later.text
