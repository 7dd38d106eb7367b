"""No text is made to cost the square of its length: strings that repeat a part of a pattern, or of a format, very often.

Each is tried at two lengths, and fails where its time grows faster than its length allows and is long besides: what is
asserted is a growth, never how fast honest work is. `QA_PUMPS=all` tries every pattern, as every night.
"""

import os
import re
from collections import deque

import pytest

from qa.citation.agreement.judge import Window, judge
from qa.citation.ledger import make_statements
from qa.citation.surroundings import _sentences_of
from qa.errors import DocumentError
from qa.index.chunking import make_passages
from qa.language.boundaries import find_sentences
from qa.language.of_document import language_of
from qa.parse.children import parse_with_sources_in_child
from qa.parse.html.crowded import MOST_ATTRIBUTES
from qa.parse.parsers import File, parse_here
from qa.references import parse_references
from qa.references.effort import Effort
from qa.references.gazettes import parse_printed_law
from qa.references.sources import make_sources, read_works
from qa.types.document import ProblemKind, Span
from tests.pumps import Found, Pump, actions_of, patterns_of_package, pumps_of, seconds_of, slowest

PATTERNS = patterns_of_package()
ALL = os.environ.get("QA_PUMPS") == "all"
BOUNDED = {
    "qa.answering.who_says._PATTERNS": "questions, which are short and have their white space folded",
    "qa.answering.whole_expression._PATTERNS": "80 characters on either side of an answer",
    "qa.answering.answer_kind.ADDRESS": "the same, and answers",
    "qa.language.boundaries._BEFORE": "40 characters before a full stop",
}
"""What never meets a text of any length, and why."""
QUESTIONS = ("qa.answering.about_topic.", "qa.language.en.note_questions.", "qa.language.en.scope_phrases.")
"""Modules whose patterns meet questions only: those have at most 2,000 characters, and no two spaces side by side."""
TRIED = PATTERNS if ALL else PATTERNS[::29]
SHORT = (250, 1000)
"""Lengths to which what meets a pattern is cut: notes, sentences, names. The square of these is little, the cube is not."""
LONG = (4_000, 32_000)
UNITS = {
    "text": [
        "“a ",
        "«",
        '"a ',
        "¹",
        "1. ",
        "[1] ",
        "a.¹ ",
        "``a ",
        "* a\n",
        "(a ",
        "\f",
        "a\n\n",
        "A. ",
        "¶",
        "1",
        "_",
        "“Ab.” ",
        "He said so. ",
        "“so”, he said. ",
        "A. B. C. ",
    ],
    "note": [
        "1",
        "¶",
        "§",
        "a",
        "A",
        "-",
        "/",
        "//",
        ")",
        '"',
        "“",
        ". ",
        "v. ",
        "ibid. ",
        "1 ",
        "a, ",
        "(1990), ",
        "A. B. ",
        "“a” ",
    ],
    "md": ["<!--", "<sup>", "> ", "[", "[^", "`", "*", "<a ", "![", "- ", "| a ", "&", "<![CDATA[", "$a", "a\n\n"],
    "html": [
        "<a ",
        "<div>",
        "<!--",
        "<b>",
        "<sup>1</sup>",
        '<a href="#n">1</a>',
        "<table><tr><td>",
        "<ol><li>",
        "&#1;",
        "<p>",
    ],
}


def whole(name: str, text: str) -> None:
    """All that is done with a file before it is searched, and the linking of each sentence with what it rests on."""
    try:
        document = parse_here(File(text.encode(), name, "x"))
    except DocumentError:
        return
    sources = make_sources(document)
    passages = make_passages(document, language_of(document))
    deque(make_statements(document, passages, sources), maxlen=0)


def read(form: str, text: str) -> None:
    if form == "note":
        return whole("x.txt", f"Words that are noted.[1] More words.\n\nNotes\n\n[1] Hall, {text}")
    return whole({"text": "x.txt", "md": "x.md", "html": "x.html"}[form], text)


def test_patterns_are_found_with_what_is_done_with_them() -> None:
    assert len(PATTERNS) > 900
    assert any(found.where == "qa.references.official._FORMS" for found in PATTERNS)
    assert sum(not found.methods for found in PATTERNS) < len(PATTERNS) // 5


@pytest.mark.parametrize("pattern", [r"(a|a)*b", r"\w*\d*\w*b", r"(?:\s*,?\s*)*x"])
def test_a_pattern_that_goes_back_and_forth_is_found(pattern: str) -> None:
    assert is_slow(Found(re.compile(pattern), "here", frozenset({"match", "search"})))


@pytest.mark.parametrize("found", TRIED, ids=lambda found: found.where)
def test_no_pattern_is_worse_than_the_square(found: Found) -> None:
    assert found.where in BOUNDED or not is_slow(found)


def test_a_law_without_end_is_looked_for_in_the_time_of_its_length() -> None:
    # An official number is tried at sixty places of a note: the square of its length was a thousand seconds a megabyte.
    note = "§" * 60 + "1" * 540 + "~"
    parse_references(note)
    assert seconds_of(lambda: parse_references(note), 1.0) < 0.25


@pytest.mark.parametrize(
    "unit", ["A-", "In-", "A1-11-1-", "A. B. ", "No. 5 ", "(1). (a) but see. also. ", "Ab v. Cd, "]
)
def test_a_note_takes_the_time_of_what_is_counted_of_it(unit: str) -> None:
    # A name of hyphens was divided in every way: one note of 600 characters took over ten seconds.
    def seconds(note: str) -> float:
        effort = Effort()
        taken = seconds_of(lambda: parse_references(note, effort), 2.0)
        return taken / max(effort.spent, 1)

    made = ("Hall, " + unit * 600)[:600]
    honest = "Hall, J. (1990). On the towers of the coast, 12(3), 45-67. " * 10
    seconds(made)
    assert min(seconds(made) for _ in range(2)) < 6 * max(seconds(honest) for _ in range(2))


def test_commas_before_a_gazette_are_not_passed_at_each_end_of_a_title() -> None:
    def seconds(sign: str) -> float:
        note = "Hall, " + sign * 590
        return min(seconds_of(lambda: parse_printed_law(note, Span(0, len(note))), 1.0) for _ in range(5))

    assert seconds(",") < 300 * max(seconds("x"), 3e-5)


def is_slow(found: Found) -> tuple[str, Pump] | None:
    """The first way and text in which a pattern takes more than the square of the length."""
    folded = found.where.startswith(QUESTIONS)
    pumps = [pump for pump in pumps_of(found.pattern) if not (folded and pump.unit.isspace())]
    tried = ((way, run, pump) for way, run in actions_of(found) for pump in pumps)
    return next(
        ((way, pump) for way, run, pump in tried if slowest(run, pump, SHORT, least=0.03, most=0.3, power=2.6)),
        None,
    )


@pytest.mark.parametrize(("form", "unit"), [(form, unit) for form in UNITS for unit in UNITS[form]])
def test_no_text_costs_the_square_of_its_length(form: str, unit: str) -> None:
    sizes = LONG if ALL else (2_000, 16_000)
    assert not slowest(lambda text: read(form, text), Pump("", unit, ""), sizes, least=0.5, most=4.0, power=1.6)


@pytest.mark.parametrize("unit", ["“Ab.” ", "He said so. ", "Ab. "])
def test_the_sentences_of_a_long_paragraph_are_found_once_for_all_of_them(unit: str) -> None:
    assert not slowest(
        lambda text: read("text", text), Pump("", unit, ""), (500, 4_000), least=0.5, most=8.0, power=1.6
    )


def test_the_markers_of_a_long_paragraph_are_looked_at_once_for_all_of_its_sentences() -> None:
    _sentences_of.cache_clear()
    text = " ".join(f"Word said so.[{n}]" for n in range(1, 200))
    whole("x.txt", f"{text}\n\nNotes\n\n" + "".join(f"[{n}] Hall.\n" for n in range(1, 200)))
    assert _sentences_of.cache_info().hits > 150 > 10 > _sentences_of.cache_info().misses


def test_a_paragraph_that_calls_very_many_notes_is_divided_once() -> None:
    def cited(text: str) -> None:
        count = len(text)
        called = " ".join(f"Word.[^{n}]" for n in range(count))
        notes = "".join(f"[^{n}]: Hall.\n" for n in range(count))
        whole("x.md", f"{called}\n\n{notes}")

    assert not slowest(cited, Pump("", "1", ""), (150, 1200), least=0.5, most=6.0, power=1.6)


@pytest.mark.parametrize(("between", "note"), [(" ", "Hall, Book {}."), ("\n\n", "Ibid.")])
def test_very_many_tiny_notes_cost_no_more_each_than_a_few(between: str, note: str) -> None:
    def noted(text: str) -> None:
        notes = "".join(f"[{n}] {note.format(n)}\n" for n in range(1, len(text)))
        whole("x.txt", between.join(f"Word.[{n}]" for n in range(1, len(text))) + f"\n\nNotes\n\n{notes}")

    sizes = (1000, 8000) if ALL else (60, 480)
    assert not slowest(noted, Pump("", "1", ""), sizes, least=0.5, most=20.0, power=1.4)


@pytest.mark.parametrize("unit", ["1,000 % ", "Ab Cd, 3 May 2021 "])
def test_a_statement_of_very_many_values_is_judged_in_the_time_of_its_length(unit: str) -> None:
    held = "Ab Cd sold 2,000 % and 40 lamps on 4 May 2021."
    window = Window(held, Span(0, len(held)))
    sizes = (2_000, 16_000)
    assert not slowest(lambda text: judge(text, window), Pump("", unit, ""), sizes, least=0.15, most=4.0, power=1.4)


def test_works_of_notes_without_number_are_left_unread_with_a_word() -> None:
    count = 100
    long = " " + "a" * 7_970
    text = (
        " ".join(f"W.[^{n}]" for n in range(count))
        + "\n\n"
        + "".join(f"[^{n}]: Hall, Book {n}, 1990.{long}\n" for n in range(count))
    )
    document = parse_here(File(text.encode(), "x.md", "x"))
    sources, (told,) = read_works(document)
    titled = [source.title is not None for source in sources]
    most = sum(titled)
    assert 30 < most < 60 and titled == [True] * most + [False] * (count - most)
    assert f"{count - most} of 100 notes are kept whole" in told.message and told.label == str(most)
    assert told.kind is ProblemKind.UNREAD_WORKS and len(document.footnotes) == count
    read, named = parse_with_sources_in_child(text.encode(), "x.md", "x")
    assert told in read.problems and named == sources


@pytest.mark.parametrize("unit", ["W.[1] ", "W.[1–31] ", "W.[1,1,1,1,1,1,1,1] "])
def test_marks_without_number_are_left_in_the_text_with_a_word(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    # Made up. A range of six characters calls thirty notes.
    monkeypatch.setattr("qa.footnotes.candidates._FEW", 100)
    listed = "".join(f"[{n}] Hall, Book {n}, 1990.\n" for n in range(1, 32))
    document = parse_here(File(f"{unit * 160}\n\nNotes\n\n{listed}".encode(), "x.txt", "x"))
    told = next(p for p in document.problems if p.kind is ProblemKind.UNREAD_MARKS)
    most = max(100, (160 * len(unit) + len(listed)) // 20)
    assert 100 <= len(document.markers) <= most + 2 and f"no more than {len(document.markers)} marks" in told.message
    assert len(document.footnotes) == 31 and unit.strip() in document.text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("w^[a]" * 30, "notes"),
        ("[1][1] " * 60 + "\n\n[1]: b", "marks"),
        ("---\nreferences:\n- id: a\n  title: Boats\n---\n\n" + "w [@a]" * 30, "citations"),
    ],
)
def test_far_more_notes_than_a_text_of_its_length_has_are_refused(
    monkeypatch: pytest.MonkeyPatch, text: str, what: str
) -> None:
    monkeypatch.setattr("qa.parse.builder.FEW_NOTES", 20)
    monkeypatch.setattr("qa.parse.cited_works.FEW_NOTES", 20)
    monkeypatch.setattr("qa.parse.markdown.FEW_PIECES", 150)
    with pytest.raises(DocumentError, match=f"^x.md: it has far more {what} than a document of its length"):
        parse_here(File(text.encode(), "x.md", "x"))


def test_a_work_is_not_read_without_end_in_pieces() -> None:
    # Made up. Both sides of each full stop are read, and what both may be together.
    one = "Hall, J. (1990). On the towers of the coast, 12(3), 45-67. "
    effort = Effort()
    parse_references(one * 10, effort)
    assert effort.spent > 20 * 60 and not effort.is_spent
    assert Effort(most=effort.spent, spent=effort.spent).is_spent


def test_entries_of_a_bibliography_without_end_are_left_unread_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    # Made up. Each note means an entry of its own, and is only fifteen letters long.
    monkeypatch.setattr("qa.references.effort._MOST", 30_000)
    years = [f"{year}{letter}" for year in range(1500, 1505) for letter in "abcdefghij"]
    entry = "Hall, J. ({}). On the towers of the coast. Journal of Towers, 12(3), 45-67. " + "a" * 500
    listed = "\n\n".join(entry.format(year) for year in years)
    calls = " ".join(f"W.[^{n}]" for n in range(len(years)))
    notes = "\n".join(f"[^{n}]: Hall {year}." for n, year in enumerate(years))
    document = parse_here(File(f"{calls}\n\n# Bibliography\n\n{listed}\n\n{notes}".encode(), "x.md", "x"))
    sources, (told,) = read_works(document)
    titled = [source.title is not None for source in sources]
    left = int(re.findall(r"(\d+) of 50 notes are kept whole", told.message)[0])
    assert titled == [True] * (len(years) - left) + [False] * left and 0 < left < 50


def test_an_entry_that_many_notes_mean_is_read_once() -> None:
    def noted(text: str) -> None:
        calls = " ".join(f"W.[^{n}]" for n in range(len(text)))
        entry = "Hall, J. (1990). " + "On the towers of the coast, " * 20
        whole("x.md", f"{calls}\n\n{entry}\n\n" + "\n".join(f"[^{n}]: Hall 1990, p. {n}." for n in range(len(text))))

    assert seconds_of(lambda: noted("1" * 300), 9.0) < 4 * seconds_of(lambda: noted("1" * 100), 9.0)


def test_a_word_that_never_ends_is_cut() -> None:
    document = parse_here(File(b"a" * 50_000, "x.txt", "x"))
    spans = [passage.span for passage in make_passages(document, "en")]
    assert max(map(len, spans)) <= 4000
    assert sum(map(len, spans)) == 50_000


def test_a_tag_of_very_many_attributes_is_refused() -> None:
    many = " ".join(f'a{n}=">"' for n in range(MOST_ATTRIBUTES + 1))
    for tag in (f"<p {many}>", f"<p {many.replace('=', ' = ')}", "<p " + "a " * (MOST_ATTRIBUTES + 1)):
        with pytest.raises(DocumentError, match="a tag with over 1,000 attributes"):
            parse_here(File(f"{tag}Words.".encode(), "x.html", "x"))
    few = " ".join(f'a{n}=">"' for n in range(MOST_ATTRIBUTES - 10))
    assert parse_here(File(f"<p {few}>Words.".encode(), "x.html", "x")).text == "Words."


def test_sentences_of_a_long_block_end_where_they_do_in_short_ones() -> None:
    sentences = [f"The court of the {n}th district said “no” to Mr. Hall, who left at once." for n in range(400)]
    text = " ".join(sentences)
    assert [span.of(text) for span in find_sentences(text)] == sentences


@pytest.mark.parametrize("unit", ["[", "(", "<b>", "<div>", "> ", "- ", "  - ", "<ol><li>", "{", "*a "])
@pytest.mark.parametrize("name", ["x.html", "x.md", "x.xml"])
def test_deep_nesting_is_read_or_refused(name: str, unit: str) -> None:
    text = unit * 3000 + "Words."
    whole(name, text if name != "x.xml" else "<article>" + "<sec>" * 3000 + "</sec>" * 3000 + "</article>")
