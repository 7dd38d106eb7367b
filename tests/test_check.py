"""A saved answer against a corpus that has changed, or was never what the answer says."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Answer, Corpus
from qa.citation.cite import cite
from qa.citation.recheck import AnswerCheck, CheckOutcome, answer_from_dict, check_answer
from qa.cli import main
from qa.errors import UsageError
from qa.parse import parse_file
from qa.references.sources import make_sources
from qa.types.answer import Citation, Claim, ShortSpan, SourceBacking, Status
from qa.types.backing import Backing, Difference, Lack, ValueKind, Wording
from qa.types.document import BlockKind, Document, Span
from qa.types.passage import Passage, Quote
from tests.conftest import REPORT as REPORT_ID

REPORT = """A made-up report

The invented port was closed in May.[1] This move cost 7 million euros.[2]

Nothing else is so.

[1] The Made-up Gazette, “Port closed”, 3 May 2021.
[2] Invented Ministry, “Costs of the port”, 2022.
"""
COSTS = "Costs of the port\n\nClosing the invented port cost seven million euros. That is all."
COST = "This move cost 7 million euros."


class Shelf:
    """Made-up documents, parsed and not indexed; `costs` is the text of the report's second source."""

    def __init__(self, folder: Path, report: str = REPORT, costs: str | None = COSTS) -> None:
        self.documents: dict[str, Document] = {}
        for doc_id, text in (("report", report), ("costs", costs)):
            if text is not None:
                (folder / f"{doc_id}.txt").write_text(text, encoding="utf-8")
                self.documents[doc_id] = parse_file(folder / f"{doc_id}.txt", doc_id)
        sources = (source for document in self.documents.values() for source in make_sources(document))
        held = "costs" if costs is not None else None
        self.sources = tuple(replace(s, document=held) if "Costs of the port" in s.reference else s for s in sources)

    @cached_property
    def saved(self) -> dict[str, Any]:
        return self.answer().to_dict()

    @cached_property
    def leaves(self) -> list[tuple[str | int, ...]]:
        return sorted(leaves(self.saved), key=str)

    def cite(self, doc_id: str, quote: str) -> Citation:
        document = self.documents[doc_id]
        start = document.text.index(quote)
        passage = Passage("p", doc_id, Span(start, start), BlockKind.PARAGRAPH, (), (), (), "")
        own = tuple(source for source in self.sources if source.doc_id == doc_id)
        return cite(Quote(passage, Span(start, start + len(quote))), document, own)

    def answer(self) -> Answer:
        cost = self.cite("report", COST)
        support = self.cite("costs", "Closing the invented port cost seven million euros.")
        note = self.cite("report", "The Made-up Gazette, “Port closed”, 3 May 2021.")
        short = Span(cost.span.start + 15, cost.span.start + 24)
        figure = Wording(short, "7 million")
        seven = Span(support.span.start + len("Closing the invented port cost "), support.span.end - len(" euros."))
        judged = SourceBacking(
            "report#2",
            Backing.DIFFERS,
            replace(support, footnotes=()),
            (Difference(ValueKind.NUMBER, figure, Wording(seven, "seven million")),),
            (Lack(ValueKind.NUMBER, figure),),
        )
        return Answer(
            "What did it cost?",
            Status.ANSWERED,
            "7 million",
            None,
            (Claim(COST, (replace(cost, support=(support,), backing=(judged,)),)), Claim(note.quote, (note,))),
            self.sources,
            (),
            0.9,
            ShortSpan("report", short),
        )

    def check(self, answer: Answer) -> AnswerCheck:
        return check_answer(answer, self.documents.get, self.sources)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


def outcomes(report: AnswerCheck) -> list[str]:
    return [citation.outcome.value for citation in report.citations]


def words(report: AnswerCheck) -> str:
    rest = (*report.sources, *([report.short_answer] if report.short_answer else []))
    parts = [part for citation in report.citations for part in citation.parts]
    said = [f"{part.name}: {part.words}" for part in (*parts, *rest) if part.words]
    return "; ".join([*(citation.words for citation in report.citations if citation.words), *said])


def test_answer_holds_as_long_as_nothing_changes(shelf: Shelf) -> None:
    answer = shelf.answer()
    assert answer.claims[0].citations[0].context and answer.claims[0].citations[0].footnotes
    report = shelf.check(answer)
    assert report.outcome is CheckOutcome.HOLDS and words(report) == "" and outcomes(report) == ["holds"] * 4
    assert report.short_answer and report.short_answer.outcome is CheckOutcome.HOLDS


def test_what_is_read_back_is_what_was_saved(shelf: Shelf, corpus: Corpus) -> None:
    asked = [corpus.ask(q) for q in ("How much in company assets was frozen?", "Who makes chocolate cake?")]
    for answer in (shelf.answer(), *asked):
        saved = json.loads(json.dumps(answer.to_dict()))
        assert answer_from_dict(saved).to_dict() == saved
        assert corpus.check(saved).to_dict() == corpus.check(answer).to_dict()
    assert all(corpus.check(answer).outcome is CheckOutcome.HOLDS for answer in asked)


def test_quotes_that_stand_elsewhere_have_moved_with_all_that_belongs_to_them(shelf: Shelf, tmp_path: Path) -> None:
    now = Shelf(tmp_path, REPORT.replace("The invented", "A new paragraph.\n\nThe invented"))
    report = now.check(shelf.answer())
    assert outcomes(report) == ["moved", "holds", "holds", "moved"]
    first = report.citations[0]
    assert first.now and first.now.of(now.documents["report"].text) == COST and first.places == 1
    assert report.short_answer and report.short_answer.outcome is CheckOutcome.MOVED
    assert report.counts() == {"holds": 2, "moved": 2, "broken": 0}


def test_of_several_places_the_one_with_the_footnote_is_taken(shelf: Shelf, tmp_path: Path) -> None:
    now = Shelf(tmp_path, REPORT.replace("The invented", f"{COST} {COST} The invented"))
    first = now.check(shelf.answer()).citations[0]
    assert first.places == 3 and "2 other places" in first.words and first.outcome is CheckOutcome.MOVED
    assert first.now and now.documents["report"].text[first.now.end :].startswith("\n\nNothing")


def test_renumbered_footnotes_are_followed(shelf: Shelf, tmp_path: Path) -> None:
    report = REPORT.replace("[2]", "[3]").replace("[1]", "[2]").replace("The invented", "New.[1] The invented", 1)
    report = report.replace("[2] The Made-up", "[1] A new note.\n[2] The Made-up")
    found = Shelf(tmp_path, report).check(shelf.answer())
    assert outcomes(found) == ["moved", "holds", "holds", "moved"]
    assert "footnote 2: it is footnote 3 now" in words(found) and "source report#2: it is report#3 now" in words(found)


@pytest.mark.parametrize(
    ("old", "new", "first", "said"),
    [
        ("7 million", "8 million", "broken", "does not have these words"),
        ("euros.[2]", "euros.", "broken", "footnote 2: it does not stand on this quote"),
        (
            "Ministry, “Costs of the port”, 2022",
            "Bank, “Money”, 1999",
            "broken",
            "describes it otherwise: “Invented Bank",
        ),
        ("was closed in May", "was shut in May", "broken", "context: these words do not stand before the quote"),
        ("was closed in May.[1] This", "was closed in May.[1] Then it rained. This", "moved", "context: it stands at"),
    ],
)
def test_what_is_no_longer_so_is_named(shelf: Shelf, tmp_path: Path, old: str, new: str, first: str, said: str) -> None:
    assert old in REPORT
    report = Shelf(tmp_path, REPORT.replace(old, new)).check(shelf.answer())
    assert outcomes(report)[0] == first and said in words(report)


def test_text_of_a_source_that_is_gone_breaks_what_rested_on_it(shelf: Shelf, tmp_path: Path) -> None:
    report = Shelf(tmp_path, costs=None).check(shelf.answer())
    assert outcomes(report) == ["broken", "broken", "broken", "holds"] and report.outcome is CheckOutcome.BROKEN
    assert "the document is not in the corpus" in words(report) and "no longer held as costs" in words(report)
    before = replace(shelf.answer(), sources=tuple(replace(s, document=None) for s in shelf.sources))
    later = shelf.check(before)
    assert later.outcome is CheckOutcome.HOLDS and "held since, as costs" in words(later)


def test_footnote_that_was_left_out_or_given_to_another_source_is_named(shelf: Shelf) -> None:
    answer = shelf.answer()
    (cost,) = answer.claims[0].citations
    (link,) = cost.footnotes
    for links, said in (
        ((), "footnote 2: it stands on this quote for report#2, and is left out"),
        ((replace(link, source="report#1"),), "footnote 2: it does not name this source"),
    ):
        changed = replace(cost, footnotes=links, support=(), backing=())
        report = shelf.check(replace(answer, claims=(Claim(COST, (changed,)), *answer.claims[1:])))
        assert report.outcome is CheckOutcome.BROKEN and said in words(report)


Leaf = tuple[str | int, ...]


def leaves(value: object, path: Leaf = ()) -> Iterator[Leaf]:
    """The way to every value in a JSON value."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from leaves(inner, (*path, key))


def altered(saved: dict[str, Any], path: Leaf, value: object) -> object:
    """The JSON with another value at that place."""
    copy: Any = json.loads(json.dumps({"whole": saved}))
    holder = copy
    for key in ("whole", *path)[:-1]:
        holder = holder[key]
    holder[("whole", *path)[-1]] = value
    return copy["whole"]


# What an answer says of these is judged or told by the program, and is not in the corpus to be checked.
UNCHECKED = {
    "question",
    "passage",
    "verdict",
    "voice",
    "speaker",
    "confidence",
    "reason",
    "kind",
    "language",
    "holding",
}
UNCHECKED |= {"comment", "unbacked", "issued", "changed"}
# How a question was read and narrowed, and what was offered beside the answer, is of the moment in which it was asked.
UNCHECKED |= {"form", "remark", "read_as", "did_you_mean", "mentions", "scope", "chosen_by", "elsewhere", "difference"}
UNCHECKED |= {"short_confidence", "page", "title", "speaker_role"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_altered_answers_are_refused_or_not_called_good(shelf: Shelf, data: st.DataObject) -> None:
    saved = shelf.saved
    path = data.draw(st.sampled_from(shelf.leaves))
    before: Any = saved
    for key in path:
        before = before[key]
    value = data.draw(JSON | st.sampled_from(["", -1, 0, 10**30, True, [], {}, "x", before]))
    try:
        answer = answer_from_dict(altered(saved, path, value))
    except UsageError as error:
        assert "\n" not in str(error) and len(str(error)) < 300
        return
    report = shelf.check(answer)
    report.to_dict()
    # What is left out is not said, and so not false.
    if answer.to_dict() != saved and value not in (None, []) and not UNCHECKED & set(path):
        assert report.outcome is not CheckOutcome.HOLDS or words(report), (path, value)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((), [], "the whole: must be an object"),
        (("claims",), [], "claims: there must be one or more"),
        (("claims", 0, "citations"), [], "claims[0].citations: there must be one or more, not an empty list"),
        (("claims", 0, "citations", 0, "start"), -5, "claims[0].citations[0].start: must be 0 or more, not -5"),
        (("claims", 0, "citations", 0, "start"), True, "must be a whole number, not true"),
        (("claims", 0, "citations", 0, "end"), 10**400, "must be 9223372036854775807 or less, not a larger number"),
        (("claims", 0, "citations", 0, "quote"), "", "claims[0].citations[0].quote"),
        (("sources", 0, "authors"), "Nobody", "sources[0].authors: must be a list, not 'Nobody'"),
        (("status",), "abstained", "claims: there must be"),
        (("confidence",), float("nan"), "confidence: must be 1.0 or less, not NaN"),
    ],
)
def test_what_is_no_saved_answer_is_refused_by_name(shelf: Shelf, path: Leaf, value: object, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        answer_from_dict(altered(shelf.answer().to_dict(), path, value))


def test_number_too_large_to_print_is_refused(shelf: Shelf) -> None:
    saved: Any = altered(shelf.answer().to_dict(), ("claims", 0, "citations", 0, "end"), 0)
    with pytest.raises(UsageError, match="confidence: must be a number, not a larger number"):
        answer_from_dict(saved | {"confidence": 10**6000})


@pytest.mark.parametrize("path", [("start",), ("context", "start")])
def test_place_that_ends_before_it_begins_is_broken(shelf: Shelf, path: Leaf) -> None:
    saved = altered(shelf.saved, ("claims", 0, "citations", 0, *path), 2**63 - 1)
    report = shelf.check(answer_from_dict(saved))
    assert report.citations[0].outcome is CheckOutcome.BROKEN and "its words do not fit" in words(report)


def run(corpus: Corpus, *arguments: str) -> int:
    return main(["check", "--corpus", str(corpus.folder), "--index", str(corpus.index_folder), *arguments])


def test_check_prints_a_line_for_each_citation_and_its_status(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = scratch.ask_all(["How much in company assets was frozen?", "What does footnote 6 cite?"])
    saved = tmp_path / "answers.jsonl"
    saved.write_text("\n".join(json.dumps(answer.to_dict()) for answer in answers), encoding="utf-8")
    assert run(scratch, str(saved)) == 0
    assert re.search(r"^holds +1\.1 +\S+, \d+–\d+; footnote 6: “A total of", capsys.readouterr().out, re.MULTILINE)
    report = scratch.folder / f"{REPORT_ID}.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("company assets", "invented assets"), encoding="utf-8")
    assert run(scratch, str(saved)) == 1
    shown = capsys.readouterr().out
    assert "the document does not have these words" in shown and "broken" in shown.splitlines()[-1]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(answers[0].to_dict(), indent=1).encode())))
    assert run(scratch, "-", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["outcome"] == "broken" and found["citations"][0]["at"] == "claims[0].citations[0]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "holds nothing"),
        (b"\xff\xfe{", "not UTF-8"),
        (b"hello", "line 1: not a saved answer: not JSON"),
        (b'{"question": "x"}', "status: must be there"),
        (b'{"question": "x"}\n{"question": "y"}', "line 1: not a saved answer: status"),
        (b'{"question": NaN}', "NaN"),
        (b'{"question": "x", "question": "y"}', "twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"question": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[1, 2]", "must be an object, not a list"),
    ],
)
def test_file_that_is_no_saved_answer_is_one_clear_line(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, said: str
) -> None:
    (tmp_path / "x.json").write_bytes(text)
    assert run(corpus, str(tmp_path / "x.json")) == 2
    error = capsys.readouterr().err.strip()
    assert error.startswith("qa: ") and said in error and "\n" not in error and len(error) < 400


def test_file_that_is_not_there_is_a_wrong_call(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus, "no-such-answer.json") == 2
    assert "no-such-answer.json" in capsys.readouterr().err
