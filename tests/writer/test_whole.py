"""What a model writes from whole reports, and the whole questions that it makes of follow-ups; the models are played."""

import json
import re
from typing import Any

import pytest

from qa import AnswerForm, Corpus, Status, open_corpus
from qa.cli import main
from qa.gate.sentence import CitedText
from qa.gate.written_sentence import prove_sentence
from qa.language.boundaries import find_sentences
from qa.reader.statements import StatementReading
from qa.types.answer import Answer, Citation, Claim
from qa.types.answer_json import answer_from_dict
from qa.types.document import Span
from qa.types.prose import WholeTask, WriterProblem
from qa.writer.listing import listed_by
from qa.writer.rewriting import is_fit
from tests.conftest import REPORT
from tests.model_server import Says, Script, in_form, model_server, passages_of, prompt_of, says

FALSE = "The mayor of Guayaquil was arrested in 1999."
ASKS_WHOLE = "a summary of the whole"


def opened(corpus: Corpus, writer: str) -> Corpus:
    return open_corpus(corpus.folder, index=corpus.index_folder, writer=writer)


@pytest.fixture(autouse=True)
def _small_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_WRITER_ROOM", "4000")


def first_sentences(request: dict[str, Any], pattern: str = "", most: int = 99) -> list[tuple[str, list[int]]]:
    """Of each passage that is shown the first whole sentence that has the pattern, with its number."""
    found = []
    for row in passages_of(request):
        texts = [span.of(row["text"]) for span in find_sentences(row["text"])]
        whole = (t for t in texts if len(t) > 40 and t.endswith(".") and re.search(pattern, t) and "“" not in t)
        if text := next(whole, None):
            found.append((text, [row["passage"]]))
    return found[:most]


def test_a_report_is_summarised_part_by_part_and_the_whole_is_proved_again(corpus: Corpus) -> None:
    seen: list[tuple[int, int]] = []
    told: list[str] = []

    def script(request: dict[str, Any]) -> Says:
        return Says(in_form(request, *first_sentences(request, most=3), (FALSE, [1])))

    with model_server(script) as server:
        written = opened(corpus, server.ollama())
        answer = written.ask(
            "Summarise this report",
            on_sentence=lambda s, claim: told.append(s.text),
            on_part=lambda done, total: seen.append((done, total)),
        )
        again = written.ask("Can you summarise this report, please?")
    prose = answer.prose
    assert prose and (prose.task, prose.problem, prose.unread) == (WholeTask.SUMMARY, None, 0)
    assert prose.parts > 1 and seen == [(n, prose.parts) for n in range(prose.parts + 1)]
    assert len(server.asked) == prose.parts + 1 and (prose.tokens_read or 0) == 100 * (prose.parts + 1)
    assert ASKS_WHOLE in prompt_of(server.asked[-1]) and ASKS_WHOLE not in prompt_of(server.asked[0])
    # The last request shows what the parts rest on, from all of them; what was told is what it wrote.
    assert len(passages_of(server.asked[-1])) == sum(min(len(first_sentences(r, most=3)), 3) for r in server.asked[:-1])
    assert told == [s.text for s in prose.sentences] and told[-1] == FALSE and prose.sentences[-1].claim is None
    text = corpus.document(REPORT).text
    assert answer.form is AnswerForm.OVERVIEW and answer.claims and answer.remark is None
    assert all(c.quote == c.span.of(text) == claim.text for claim in answer.claims for c in claim.citations)
    assert again.prose and again.prose.cached and len(server.asked) == prose.parts + 1
    assert answer_from_dict(answer.to_dict()).to_dict() == answer.to_dict()
    assert f"read the whole in {prose.parts} parts" in answer.to_markdown()


def test_a_timeline_stands_in_order_of_its_dates_and_figures_before_their_sentences(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    with model_server(lambda r: Says(in_form(r, *first_sentences(r, r"\b20[12]\d\b")))) as server:
        answer = opened(corpus, server.ollama()).ask("Give me a timeline of the report.")
    prose = answer.prose
    assert prose and prose.task is WholeTask.TIMELINE and prose.problem is None and len(answer.claims) > 3
    years = [int(re.findall(r"20[12]\d", s.listed or "9999")[0]) for s in prose.sentences if s.claim is not None]
    assert years == sorted(years)
    counted = [s.claim for s in prose.sentences if s.claim is not None]
    assert counted == list(range(len(answer.claims)))
    assert all(answer.claims[s.claim].text == s.text for s in prose.sentences if s.claim is not None)
    with model_server(lambda r: Says(in_form(r, *first_sentences(r, "€48 million")))) as server:
        assert main(["overview", REPORT, "--task", "figures", "--writer", server.openai(), *folders]) == 0
    shown = capsys.readouterr()
    line = "€48 million: A total of €48 million in company assets were frozen as a result."
    assert f"{line} [1]" in " ".join(shown.out.split()) and line in " ".join(shown.err.split())


def test_the_number_of_a_picture_is_no_figure_of_a_report() -> None:
    figures = listed_by(WholeTask.FIGURES)
    assert figures("Figure 1 Traffickers killed or wounded.") == ""
    assert figures("Figures 1 and 2 and table 3.4 show 30% more, in 22 groups.") == "30%; 22"


def test_a_part_that_fails_is_said_and_a_model_that_is_not_there_ends_it(corpus: Corpus) -> None:
    def script(request: dict[str, Any]) -> Says:
        said = in_form(request, *first_sentences(request, r"\d", most=2))
        return Says(said, cut=3) if passages_of(request)[0]["text"] == first else Says(said)

    with model_server(says(Says(status=401))) as server:
        refused = opened(corpus, server.ollama()).ask("List all the figures in this report")
    first = passages_of(server.asked[0])[0]["text"]
    assert len(server.asked) == 1 and refused.prose and refused.prose.problem is WriterProblem.KEY_REFUSED
    assert refused.claims and refused.form is AnswerForm.OVERVIEW and "by a language model alone" in str(refused.remark)
    with model_server(script) as server:
        answer = opened(corpus, server.ollama()).ask("List all the figures in this report")
    prose = answer.prose
    assert prose and prose.problem is None and prose.unread == 1
    assert "of 1 of which nothing usable came" in answer.to_markdown()
    assert not any(c.quote in first for claim in answer.claims for c in claim.citations)


@pytest.mark.parametrize(("slow", "problem", "asked"), [(0, WriterProblem.TIMEOUT, 1), (1, None, 2)])
def test_what_a_slow_model_wrote_in_time_is_kept(
    corpus: Corpus, slow: int, problem: WriterProblem | None, asked: int
) -> None:
    parts: list[str] = []

    def script(request: dict[str, Any]) -> Says:
        first = passages_of(request)[0]["text"]
        parts.extend([first] if first not in parts else [])
        late = parts.index(first) == slow
        return Says(status=504) if late else Says(in_form(request, *first_sentences(request, r"\d")))

    with model_server(script) as server:
        answer = opened(corpus, server.ollama()).ask("List all the figures in this report")
    assert answer.prose and answer.prose.problem is problem and len(server.asked) >= asked
    assert problem or answer.prose.unread == 1


def test_a_fact_is_not_passed_off_as_another_documents() -> None:
    shown = [
        CitedText("Harbour News. Fires", "The fire took 40 houses in Lumo.", "Harbour News"),
        CitedText("Vetta Gazette. Fires", "The fire took 45 houses in Lumo.", "Vetta Gazette"),
    ]

    def agrees(statement: str, passages: Any) -> list[StatementReading]:
        return [StatementReading(9.0, 0.0, 0.0) for _ in passages]

    for title, houses, named, passes in (
        ("Harbour News", 40, [0], True),
        ("Vetta Gazette", 45, [0], True),  # a wrong mark
        ("Vetta Gazette", 40, [0], False),
        ("Vetta Gazette", 40, [], False),
    ):
        proof = prove_sentence(f"According to {title}, the fire took {houses} houses in Lumo.", named, shown, agrees)
        assert (not proof.failures) is passes, (title, houses)
        assert not passes or (proof.nearest and shown[proof.nearest.passage].document == title)


def answered(question: str, text: str, short: str) -> Answer:
    citation = Citation("lumo", "p", Span(0, len(text)), text)
    return Answer(question, Status.ANSWERED, short, None, (Claim(text, (citation,)),), (), ())


MAYOR = answered("Who rebuilt the harbour?", "Mayor Ana Ruiz rebuilt the harbour of Lumo in 2019.", "Ana Ruiz")


def test_a_follow_up_is_made_whole_by_the_model_unless_it_brings_something_in(corpus: Corpus) -> None:
    scripts: list[tuple[Script, str]] = [
        (says("“When was Ana Ruiz born?”"), "When was Ana Ruiz born?"),
        (says("When was Mayor Tom Bell born?"), "When was Ana Ruiz born?"),  # as the rule has it
        (says("When, in 1974, was Ana Ruiz born?"), "When was Ana Ruiz born?"),
        (says("Ana Ruiz was born in Lumo."), "When was Ana Ruiz born?"),
        (says(Says(status=500)), "When was Ana Ruiz born?"),
    ]
    for script, whole in scripts:
        with model_server(script) as server:
            asked = opened(corpus, server.ollama())
            assert asked.whole_question("When was she born?", MAYOR) == whole
            assert asked.whole_question("How many lanterns does Lumo have?", MAYOR).startswith("How many lanterns")
        assert len(server.asked) == 1
    data = json.loads(str(server.asked[0]["messages"][-1]["content"]))
    assert data["new question"] == "When was she born?" and "Ana Ruiz" in data["answer before"]
    assert corpus.whole_question("When was she born?", MAYOR) == "When was Ana Ruiz born?"


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Which harbour did Ana Ruiz rebuild in 2019?", True),
        ("Did the mayor of Vetta rebuild it?", False),
        ("Did two mayors rebuild it?", False),
        ("Lima rebuilt the harbour?", False),
        ("¿Cuándo nació Ana Ruiz?", True),
        ("Who is Ana Ruiz? See www.lumo.example?", False),
        ("谁重建了港口?", False),
    ],
)  # fmt: skip
def test_a_rewritten_question_may_bring_in_no_name_and_no_number(question: str, fits: bool) -> None:
    assert is_fit(question, f"{MAYOR.question}\n{MAYOR.claims[0].text}") is fits
