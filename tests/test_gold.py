"""Quality has a gate: the figures on the gold set of `tests/gold` may not fall below floors a little under what was measured."""

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from qa import Corpus, open_corpus
from qa.parse import parse_file
from qa.reader import DEFAULT_READER
from qa.types.document import Document
from tests.gold.setting import FLOORS, HALVES, HERE, QUESTIONS, SAMPLE, Asked, ask_gold, half_of

ROWS: list[dict[str, Any]] = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
TEXTS = {
    "balkan": "balkan-groups-in-ecuador",
    "federal": "federal-source-code-policy",
}
SOURCE = "cfpb-source-code-policy"


@cache
def parsed(name: str) -> Document:
    (path,) = [path for path in (*(HERE / "corpus").iterdir(), SAMPLE) if path.stem == name]
    return parse_file(path, name)


@pytest.fixture(scope="module")
def asked(gold_corpus: Corpus) -> Asked:
    return ask_gold(open_corpus(gold_corpus.folder, index=gold_corpus.index_folder, reader=DEFAULT_READER))


def test_questions_are_many_distinct_and_a_third_of_them_not_answerable() -> None:
    assert len(ROWS) >= 120
    assert len({row["id"] for row in ROWS}) == len({row["question"] for row in ROWS}) == len(ROWS)
    assert {row["id"].rsplit("-", 1)[0] for row in ROWS} == TEXTS.keys()
    assert 0.3 <= sum(not row["evidence"] for row in ROWS) / len(ROWS) <= 0.4
    assert all((row["kind"] == "unanswerable") == (not row["evidence"]) for row in ROWS)


def test_halves_are_alike() -> None:
    halves = Counter((half_of(row["question"]), bool(row["evidence"])) for row in ROWS)
    assert all(
        halves[half, answerable] >= 0.4 * (halves["dev", answerable] + halves["held", answerable])
        for half in HALVES
        for answerable in (True, False)
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_evidence_stands_in_its_text_and_its_footnotes_exist(row: dict[str, Any]) -> None:
    document = parsed(SOURCE if row["kind"] == "source" else TEXTS[row["id"].rsplit("-", 1)[0]])
    assert [piece for piece in row["evidence"] if piece not in document.text] == []
    assert {*row.get("footnotes", ())} <= {note.label for note in document.footnotes}


@pytest.mark.parametrize("part", FLOORS)
def test_figures_stay_above_their_floors(asked: Asked, part: str) -> None:
    assert asked.below_floors(part) == {}


def test_every_quote_is_real(asked: Asked) -> None:
    assert asked.report("all").bad_quotes == ()


def test_report_comes_before_the_source_that_says_nearly_the_same(asked: Asked) -> None:
    source = parsed(SOURCE).text
    firsts = [
        (gold.question, answer.citations[0].quote)
        for gold, answer in asked.pairs
        if gold.evidence and gold.kind != "source" and answer.citations
    ]
    assert [(question, quote) for question, quote in firsts if quote in source] == []
