"""The figures of an evaluation, on made-up questions and answers about a made-up harbour."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as given_examples
from hypothesis import strategies as st

from qa import Corpus
from qa.cli import main
from qa.errors import UsageError
from qa.evaluate import evaluate, given, quotable_letters, read_answers, read_gold
from qa.evaluate.risk import Judged, assess, auroc
from qa.evaluate.texts import letters_of, rests_on, short_f1

TEXT = (
    "The harbour of Lumo opened in 1931.[1] Its three cranes lift 40 tonnes each.[2] The pilots’ guild runs the tower. "
    "Rents rose because the quay was widened, and because the ferries moved. Nobody knows who paid for the bell."
)
GOLD: list[dict[str, Any]] = [
    {"question": "When did the harbour open?", "kind": "date", "evidence": ["harbour of Lumo opened in 1931"],
     "answers": ["in 1931", "1931"], "footnotes": [1]},
    {"question": "How much do the cranes lift?", "kind": "factoid", "evidence": ["cranes lift 40 tonnes each"],
     "answers": ["40 tonnes"], "footnotes": [2]},
    {"question": "Who runs the tower?", "kind": "factoid", "evidence": ["The pilots’ guild runs the tower."],
     "answers": ["The pilots’ guild"], "footnotes": []},
    {"question": "Why did rents rise?", "kind": "why", "need_all": True, "answers": [], "footnotes": [],
     "evidence": ["Rents rose because the quay was widened", "because the ferries moved"]},
    {"question": "Which two things does the report say of the harbour?", "kind": "list", "need_all": True, "answers": [],
     "evidence": ["opened in 1931", "The pilots’ guild runs the tower."]},
    {"question": "Who paid for the bell?", "kind": "unanswerable", "evidence": [], "answers": [], "footnotes": []},
    {"question": "Who owns the lighthouse?", "kind": "unanswerable", "evidence": [], "answers": [], "footnotes": []},
]  # fmt: skip


def answer(
    question: str, *quotes: tuple[str, list[str]], short: str | None = None, sure: float | None = None, **more: Any
) -> dict[str, Any]:
    """An answer of the JSON contract with what is scored of it: a claim for each quote, or a refusal without any."""
    claims = [
        {"text": q, "citations": [{"quote": q, "footnotes": [{"label": x, "link": "marker"} for x in labels]}]}
        for q, labels in quotes
    ]
    status = "answered" if quotes else "abstained"
    return {"question": question, "status": status, "short_answer": short, "claims": claims, "confidence": sure, **more}


OPENED = "The harbour of Lumo opened in 1931."
ANSWERS = [
    answer(GOLD[0]["question"], (OPENED, ["1", "3"]), short="the year 1931", sure=0.9),
    answer(
        GOLD[1]["question"],
        ("Rents rose.", ["3"]),
        ("Its three cranes lift 40 tonnes each.", ["2"]),
        short="three",
        sure=0.8,
    ),
    answer(
        GOLD[2]["question"],
        short="guild",
        reason="It is not said.",
        nearest=[{"quote": "The pilots’ guild runs the tower."}],
        sure=0.4,
    ),
    answer(
        GOLD[3]["question"],
        ("Rents rose because the quay was widened, and because the ferries moved.", []),
        short="the quay",
        sure=0.7,
    ),
    answer(GOLD[4]["question"], (OPENED, ["1"]), sure=0.6),
    answer(GOLD[5]["question"], ("Nobody knows who paid for the tower.", []), sure=0.65),
    answer(GOLD[6]["question"], reason="Nothing is said of it.", sure=0.1),
]
FIGURES = {
    "questions": 7,
    "evidence@1": 0.6,  # three of five: the cranes' first quote is another's, the tower's question was refused
    "evidence": 0.6,  # three of five: of the list, half is missing
    "precision": 0.8,  # four of five quotes
    "short_f1": 0.2222,  # of three: two thirds for “the year 1931” where “1931” is gold, and twice nothing
    "footnotes": 0.5,  # the first quote carries a label too many; one on a quote that rests on no evidence does no harm
    "answered": 0.8,
    "abstained": 0.5,
    "quotes": 6,
    "quotes_bad": 1,  # that about the tower
}


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return written(tmp_path / "gold.jsonl", GOLD), written(tmp_path / "answers.jsonl", ANSWERS)


def test_figures_are_those_of_the_reference(files: tuple[Path, Path]) -> None:
    report = evaluate(read_gold(files[0]), read_answers(files[1]), letters_of(TEXT))
    assert report.overall.to_dict() == FIGURES
    assert report.bad_quotes == ("Nobody knows who paid for the tower.",)


def test_figures_of_a_kind_are_of_its_questions_alone(files: tuple[Path, Path]) -> None:
    kinds = evaluate(read_gold(files[0]), read_answers(files[1])).kinds
    assert list(kinds) == ["date", "factoid", "why", "list", "unanswerable"]
    factoid, refused = kinds["factoid"].to_dict(), kinds["unanswerable"].to_dict()
    assert (factoid["questions"], factoid["evidence@1"], factoid["evidence"], factoid["answered"]) == (2, 0, 0.5, 0.5)
    assert (refused["evidence@1"], refused["answered"], refused["abstained"], refused["quotes_bad"]) == (None,) * 2 + (
        0.5,
        None,
    )


def test_misses_say_what_is_wrong(files: tuple[Path, Path]) -> None:
    report = evaluate(read_gold(files[0]), read_answers(files[1]))
    assert [(m["why"], m["first"]) for m in report.to_dict()["misses"]] == [
        ("wrong first citation", "Rents rose."),
        ("wrong first citation", "The pilots’ guild runs the tower."),
        ("evidence missing", OPENED),
        ("answered, should refuse", "Nobody knows who paid for the tower."),
    ]


@pytest.mark.parametrize(
    ("quote", "evidence", "rests"),
    [
        ("It opened in 1931.[4]", "opened in 1931", True),
        ("opened in", "The harbour of Lumo opened in 1931", False),
        ("harbour of Lumo opened", "The harbour of Lumo opened in 1931", True),
        ("In 1931, it is said, the harbour opened.", "the harbour opened in 1931", True),
        ("In 1931 the port was sold.", "the harbour opened in 1931", False),
        (f"In 1931 the harbour opened {'and so on ' * 30}", "the harbour opened in 1931", False),
        ("1931", "1931", False),
    ],
)
def test_quote_rests_on_evidence_that_it_holds_is_most_of_or_says_otherwise(
    quote: str, evidence: str, rests: bool
) -> None:
    assert rests_on(quote, evidence) is rests


@pytest.mark.parametrize(
    ("guess", "gold", "expected"),
    [
        ("€40 million", "40 million", 1),
        ("The “Guild”", "a guild", 1),
        ("the pilots’ guild", "guild", 2 / 3),
        (None, "guild", 0),
        ("", "", 0),
    ],
)
def test_short_answer_is_compared_without_articles_and_marks(guess: str | None, gold: str, expected: float) -> None:
    assert short_f1(guess, gold) == pytest.approx(expected)


def test_risk_and_coverage_follow_confidence(files: tuple[Path, Path]) -> None:
    risk = evaluate(read_gold(files[0]), read_answers(files[1])).risk
    points = {p["threshold"]: p for p in risk.to_dict()["curve"]}
    assert points[0.65] == {"threshold": 0.65, "coverage": 0.5714, "risk": 0.5, "answered": 0.6, "abstained": 0.5}
    # All are asked: the cranes' first quote is wrong, that of the tower, which was refused, would have been right.
    assert (points[0.05]["coverage"], points[0.05]["risk"]) == (1, 0.4286)
    assert points[0.95]["risk"] is None
    assert risk.auroc == pytest.approx(8 / 10)
    assert risk.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4 + 2 / 5 + 2 / 6 + 3 / 7) / 7)


def test_calibration_error_is_the_gap_between_confidence_and_what_is_answered() -> None:
    def of(*pairs: tuple[float, bool]) -> float | None:
        return assess(
            [Judged(confidence, answerable, answerable) for confidence, answerable in pairs]
        ).calibration_error

    assert of((0.75, True), (0.75, True), (0.75, True), (0.75, False)) == pytest.approx(0)
    assert of((1.0, False), (0.9, True)) == pytest.approx(0.45)
    assert of((0.2, True), (0.9, True)) == pytest.approx((0.8 + 0.1) / 2)
    assert of() is None


def test_equally_sure_questions_share_their_risk() -> None:
    tied = [Judged(0.5, right, right) for right in (True, False)]
    assert assess(tied).area == assess(tied[::-1]).area == 0.5


@given_examples(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_auroc_is_the_share_of_pairs_in_order(yes: list[int], no: list[int]) -> None:
    pairs = sum((y > n) + (y == n) / 2 for y in yes for n in no)
    assert auroc(yes, no) == pytest.approx(pairs / (len(yes) * len(no)))
    assert auroc(yes, []) is None


def test_answers_without_a_confidence_give_no_curve(files: tuple[Path, Path]) -> None:
    answers = [given({k: v for k, v in a.items() if k != "confidence"}) for a in ANSWERS]
    report = evaluate(read_gold(files[0]), answers)
    assert (report.risk.questions, report.risk.curve, report.risk.auroc) == (0, (), None)
    assert "no answer carries a confidence" in report.to_text()


def test_answers_must_be_those_to_the_questions_in_order(files: tuple[Path, Path]) -> None:
    gold, answers = read_gold(files[0]), read_answers(files[1])
    with pytest.raises(UsageError, match="7 gold questions but 6 answers"):
        evaluate(gold, answers[:6])
    with pytest.raises(UsageError, match="stands where"):
        evaluate(gold, answers[::-1])


@pytest.mark.parametrize(
    "line", ["nonsense", "[1]", '{"question": "Why?"}', '{"question": "Why?", "evidence": "Because."}']
)
def test_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(GOLD[0])}\n\n{line}\n")
    with pytest.raises(UsageError, match=r"gold.jsonl, line 3: not a gold question"):
        read_gold(path)
    path.write_text("\n")
    with pytest.raises(UsageError, match="holds nothing"):
        read_gold(path)


def test_question_may_hold_a_line_separator(tmp_path: Path) -> None:
    question = {**GOLD[0], "question": "When\u2028did it open?"}
    assert read_gold(written(tmp_path / "gold.jsonl", [question]))[0].question == question["question"]


def test_command_asks_and_scores_as_it_scores_saved_answers(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, Any]] = [
        {"question": "How much in company assets was frozen?", "kind": "factoid", "answers": ["€48 million"],
         "evidence": ["€48 million in company assets were frozen"], "footnotes": [6]},
        {"question": "Who makes chocolate cake?", "kind": "unanswerable", "evidence": [], "answers": []},
    ]  # fmt: skip
    gold, folders = written(tmp_path / "gold.jsonl", rows), ["--corpus", str(corpus.folder), "--index"]
    assert main(["eval", str(gold), *folders, str(corpus.index_folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    wanted = ("evidence@1", "short_f1", "footnotes", "answered", "abstained", "quotes_bad")
    assert [found[name] for name in wanted] == [1, 1, 1, 1, 1, 0] and found["risk"]["questions"] == 2
    saved = written(tmp_path / "answers.jsonl", [corpus.ask(row["question"]).to_dict() for row in rows])
    assert main(["eval", str(gold), *folders, str(tmp_path / "none"), "--answers", str(saved), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == found
    assert main(["eval", str(gold), *folders, str(tmp_path / "none"), "--answers", str(saved)]) == 0
    shown = capsys.readouterr().out
    assert "evid@1" in shown and "factoid" in shown and "expected calibration error" in shown and "0 misses" in shown


def test_quotes_are_looked_up_in_the_files_themselves(scratch: Corpus) -> None:
    (scratch.folder / "made-up.md").write_text("# A made-up page\n\nThe *bell* of [Lumo](http://lumo.test) rang.\n")
    (scratch.folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    found = quotable_letters(scratch.manifest())
    assert letters_of("The bell of Lumo rang.") in found and letters_of("Riots triggered") in found
