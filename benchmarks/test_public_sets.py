"""The runners of public sets read tiny made-up files of their formats, and measure what they say."""

import csv
import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import clapnq, scifact, spans, squad
from benchmarks.harness import Figure, Report, indexed, sample, surety
from qa import Answer
from qa.types.answer import Citation, Claim, Status
from qa.types.document import Span


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def answer(*quotes: str, short: str | None = None, nearest: tuple[str, ...] = (), sure: float | None = None) -> Answer:
    def cited(quote: str) -> Citation:
        return Citation("made-up", "0", Span(0, len(quote)), quote)

    status = Status.ANSWERED if quotes else Status.ABSTAINED
    claims = tuple(Claim(quote, (cited(quote),)) for quote in quotes)
    return Answer("Why?", status, short, None, claims, (), tuple(map(cited, nearest)), sure)


SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Harbour_of_Lumo",
            "paragraphs": [
                {
                    "context": "The harbour of Lumo was opened in 1931 by the mayor.\nThree cranes stand on its quay.",
                    "qas": [
                        {"question": "When was the harbour of Lumo opened?", "is_impossible": False,
                         "answers": [{"text": "in 1931", "answer_start": 32}, {"text": "1931", "answer_start": 35}]},
                        {"question": "Which football club won the cup in Brazil?", "is_impossible": True, "answers": []},
                    ],
                },
                {"context": "Bread in the town is baked with barley, which grows on the hills.", "qas": []},
            ],
        }
    ],
}  # fmt: skip


def test_squad_asks_within_the_paragraph_and_searches_in_all(tmp_path: Path) -> None:
    (tmp_path / "squad.json").write_text(json.dumps(SQUAD))
    loaded = squad.read_squad(tmp_path / "squad.json")
    options = Namespace(path=tmp_path / "squad.json", questions=None, keep=tmp_path / "kept")
    report = squad.measure(loaded, options).to_dict()
    found = {name: figure["value"] for name, figure in report["figures"].items()}
    assert found == {
        "EM": 1, "F1": 1, "HasAns F1": 1, "NoAns F1": 1, "AUROC of refusal": 1, "paragraph R@1": 1,
    }  # fmt: skip
    assert report["figures"]["F1"]["anchors"] and (report["asked"], report["of"]) == (2, 2)
    with pytest.raises(SystemExit, match="holds other files"), indexed({"another": "A text."}, options.keep):
        pass


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [("The 1931, cup!", "1931 cup", 1), ("in 1931", "1931", 2 / 3), ("", "1931", 0), ("", "", 1), ("a", "", 1)],
)
def test_squad_f1_is_that_of_the_official_definition(predicted: str, gold: str, expected: float) -> None:
    assert squad.f1(predicted, gold) == pytest.approx(expected)


def test_squad_compares_short_answer_or_first_quote() -> None:
    assert squad.words_of(answer("It opened in 1931.", short="1931")) == "1931"
    assert squad.words_of(answer("It opened in 1931.", "It is blue.")) == "It opened in 1931."
    assert squad.words_of(answer(nearest=("It opened in 1931.",))) == ""


def test_scifact_reads_abstracts_and_the_claims_that_cite_any(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"doc_id": 7, "title": "Rice.", "abstract": ["Rice grows.", "It is wet."]},
        {"_id": "8", "title": "Tea.", "text": "Hot."},
    ]
    written(tmp_path / "corpus.jsonl", rows)
    claims: list[dict[str, Any]] = [
        {"claim": "Rice grows.", "cited_doc_ids": [7]},
        {"claim": "Air is thin.", "cited_doc_ids": []},
    ]
    written(tmp_path / "claims_train.jsonl", claims)
    abstracts, read = scifact.read_scifact(tmp_path)
    assert abstracts == {"7": "Rice.\n\nRice grows. It is wet.\n", "8": "Tea.\n\nHot.\n"}
    assert read == [scifact.Claim("Rice grows.", frozenset({"7"}))]
    written(tmp_path / "claims_dev.jsonl", claims * 2)
    assert len(scifact.read_scifact(tmp_path)[1]) == 2


@pytest.mark.parametrize(
    ("ranking", "relevant", "expected"),
    [("ab", "a", 1), ("ba", "a", 0.6309), ("xaxb", "ab", (0.6309 + 0.4307) / 1.6309), ("x" * 10 + "a", "a", 0)],
)
def test_ndcg_discounts_by_rank(ranking: str, relevant: str, expected: float) -> None:
    assert scifact.ndcg(ranking, relevant) == pytest.approx(expected, abs=1e-4)


def test_spans_are_read_from_the_published_table_and_from_lines(tmp_path: Path) -> None:
    (tmp_path / "the_harbour.md").write_text("It opened in 1931.")
    reference = {"content": "1931", "start_index": 13, "end_index": 17}
    row = {"question": "When?", "corpus": "the_harbour", "references": [reference]}
    written(tmp_path / "questions.jsonl", [row, {**row, "corpus": "not_there"}])
    from_lines = spans.read_spans(tmp_path)
    assert from_lines == (
        {"the-harbour": "It opened in 1931."}, [spans.Question("When?", "the-harbour", ((13, 17),))]
    )  # fmt: skip
    with (tmp_path / "questions_df.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerows([["question", "references", "corpus_id"], ["When?", json.dumps([reference]), "the_harbour"]])
    assert spans.read_spans(tmp_path) == from_lines


@pytest.mark.parametrize(
    ("wanted", "found", "length", "expected"),
    [
        ([(0, 10)], [(0, 10)], 10, (1, 1, 1)),
        ([(0, 10)], [(5, 25)], 20, (0.5, 0.25, 0.2)),
        ([(0, 10), (50, 60)], [(0, 5), (3, 10)], 12, (0.5, 10 / 12, 10 / 22)),
        ([(0, 10)], [], 30, (0, 0, 0)),
        ([(0, 10)], [], 0, (0, 0, 0)),
    ],
)
def test_spans_are_compared_by_characters(
    wanted: list[spans.Range], found: list[spans.Range], length: int, expected: tuple[float, float, float]
) -> None:
    overlap = spans.compare(wanted, found, length)
    assert (overlap.recall, overlap.precision, overlap.iou) == pytest.approx(expected)


def test_found_passages_are_placed_in_the_raw_file() -> None:
    paragraphs = [f"Storm {number} broke the quay of Lumo.[{number}] It was rebuilt.\n\n" for number in range(1, 9)]
    raw = "".join([*paragraphs, "The mayor was held hostage in the jail.[9]\n\n", "[9] A made-up note.\n"])
    with indexed({"lumo": raw}) as corpus:
        ranges, length = spans.retrieved(corpus, spans.Question("Who was held hostage in a jail?", "lumo", ()))
        elsewhere = spans.retrieved(corpus, spans.Question("Who was held hostage in a jail?", "another", ()))
    assert len(ranges) == spans.DEPTH and sum(end - start for start, end in ranges) == length
    start, end = ranges[0]
    assert raw[start:end].startswith("The mayor") and "held hostage" in raw[start:end]
    assert elsewhere == ([], length)


CHOSEN = ("Three cranes stand on the quay .", "The mayor opened it .")


def test_clapnq_is_read_with_each_annotators_sentences(tmp_path: Path) -> None:
    passage = {"title": "Lumo", "text": f"{CHOSEN[0]} {CHOSEN[1]} It is blue . ", "sentences": []}
    outputs = [{"answer": "…", "selected_sentences": list(CHOSEN)}, {"answer": "…", "selected_sentences": [CHOSEN[0]]}]
    row = {"id": "1", "input": "what stands there", "passages": [passage], "output": outputs}
    written(tmp_path / "dev_answerable.jsonl", [row])
    written(tmp_path / "dev_unanswerable.jsonl", [{**row, "output": [{"answer": "", "selected_sentences": []}]}])
    texts, questions = clapnq.read_clapnq(tmp_path)
    assert texts["passage-00000"] == f"Lumo\n\n{CHOSEN[0]} {CHOSEN[1]} It is blue .\n"
    assert [(q.document, q.chosen) for q in questions] == [
        ("passage-00000", (CHOSEN, CHOSEN[:1])),
        ("passage-00001", ()),
    ]
    assert clapnq.read_clapnq(tmp_path / "dev_unanswerable.jsonl")[1][0].chosen == ()


@pytest.mark.parametrize(
    ("given", "first", "right", "recall"),
    [
        (answer("It is blue .", CHOSEN[0]), False, (False, True), 1),
        (answer(CHOSEN[1]), True, (True,), 0.5),
        (answer(nearest=(CHOSEN[1], "It is blue .")), True, (), 0),
        (answer(), False, (), 0),
    ],
)
def test_clapnq_answers_are_compared_with_the_annotator_who_agrees_best(
    given: Answer, first: bool, right: tuple[bool, ...], recall: float
) -> None:
    result = clapnq.judge(clapnq.Question("what stands there", "0", (CHOSEN, CHOSEN[:1])), given)
    assert (result.first, result.right, result.recall) == (first, right, recall)


def test_figures_stand_beside_their_anchors() -> None:
    report = Report("A made-up set", 2, 9, [Figure("F1", 0.51239, {"a baseline": 0.4}), Figure("EM", None)])
    assert list(report.lines()) == [
        "A made-up set; 2 of 9 questions",
        "  F1                        0.512   a baseline 0.400",
        "  EM                            —",
    ]
    assert report.to_dict()["figures"] == {
        "F1": {"value": 0.5124, "anchors": {"a baseline": 0.4}}, "EM": {"value": None, "anchors": {}},
    }  # fmt: skip


def test_sample_is_always_the_same() -> None:
    assert sample(range(100), 5) == sample(range(100), 5) and len(set(sample(range(100), 5))) == 5
    assert sample(range(3), 5) == sample(range(3), None) == [0, 1, 2]


def test_answers_without_a_confidence_are_as_sure_as_they_are_given() -> None:
    assert [surety(a) for a in (answer("So."), answer(), replace(answer(), confidence=0.3))] == [1, 0, 0.3]
