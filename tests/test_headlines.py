"""The few words shown above an answer: whole expressions, of the kind asked for, no label and no echo; and what differs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Corpus
from qa.answering.answer_kind import KindAgreement, has_no_number, kind_agreement
from qa.answering.answerability import answerability_features, judge_answerability
from qa.answering.differences import tell_difference
from qa.answering.headline import find_headline, is_of_another_year, propose_words
from qa.answering.missing_terms import lacking_words
from qa.answering.named import names_asked, not_named
from qa.answering.signs_against import Against, signs_against
from qa.answering.whole_expression import whole_expression
from qa.embed.tokens import TokenVectors
from qa.reader import PassageReading
from qa.reader.reading import SpanReading
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.prepared_question import PreparedQuestion
from qa.retrieval.ranked_sentences import RankedSentences
from qa.retrieval.reader_weights import SMALL_WEIGHTS
from qa.retrieval.sentence_ranker import SENTENCE_FEATURES
from qa.types.document import BlockKind, Span
from qa.types.passage import Passage, Quote
from qa.ui.words import SHORT_CLEAR

QUESTIONS = Path(__file__).parent / "headlines" / "questions.jsonl"
NOTHING = np.zeros(2, dtype=np.float32)


def part_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def sentence(text: str, around: str = "", context: str = "", head: str = "") -> CandidateSentence:
    return CandidateSentence(
        text, f"{around} {text}".strip(), NOTHING, NOTHING, None, None, context, False, False, head
    )


def read(
    question: str, text: str, part: str, margin: float = 9.0, kind: BlockKind = BlockKind.PARAGRAPH
) -> RankedSentences:
    """One made-up sentence, of which the reader has chosen a part."""
    span, whole = part_of(text, part), Span(0, len(text))
    passage = Passage("p", "made-up", whole, kind, (whole,), (), (), "")
    reading = PassageReading((margin / 2,), (SpanReading(span.start, span.end, margin, 0.99),), margin / 2)
    features = np.ones((1, len(SENTENCE_FEATURES)), dtype=np.float32)
    prepared = PreparedQuestion(question, NOTHING, {"guild": 1.0})
    return RankedSentences(
        prepared,
        [Quote(passage, whole)],
        [sentence(text)],
        features,
        {"p": reading},
        np.zeros(1, dtype=np.float32),
        SMALL_WEIGHTS,
    )


def shown(question: str, text: str, part: str, kind: BlockKind = BlockKind.PARAGRAPH) -> str | None:
    span = propose_words(read(question, text, part, kind=kind), 0)
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("question", "part", "other"),
    [
        ("What was the guild's revenue in 1912?", "163 florins", True),
        ("What was the guild's revenue in 1911?", "163 florins", False),
        ("What was the guild's revenue in 1910?", "123 florins", False),
        ("When did the guild report it in 1912?", "May 1912", False),
        ("What did the guild make in 1909?", "123 florins", True),
    ],
)
def test_a_number_that_stands_next_to_another_year_is_not_shown(question: str, part: str, other: bool) -> None:
    text = "In May 1912 the guild said that it made 163 florins in 1911, which was up from 123 florins in 1910, less than in 1909."
    assert is_of_another_year(question, text, part_of(text, part)) is other


def test_what_is_answered_by_yes_or_no_has_no_headline() -> None:
    assert shown("Did the guild own boats?", "The guild owned nine boats.", "nine boats") is None
    assert shown("Did the guild own boats or carts?", "The guild owned nine boats.", "nine boats") == "nine boats"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("They open 2 in 100 crates.", "100", "2 in 100"),
        ("It fell between 1918 and 1923.", "1918", "between 1918 and 1923"),
        ("It fell from 1918 to 1923.", "1923", "from 1918 to 1923"),
        ("It rose from 5.8 to 46.5 that year.", "46.5", "46.5"),
        ("Two and a half million crowns went down.", "half", "Two and a half million"),
        ("The guild has forty-two boats.", "two", "forty-two"),
        ("The guild has one hundred and five boats.", "five", "one hundred and five"),
        ("Write to desk.one@lumo-guild.example today.", "desk.one", "desk.one@lumo-guild.example"),
        ("It stands at https://guild.example/1920/may.html since May.", "guild", "https://guild.example/1920/may.html"),
        ("Version 2.14.3 weighs.", "2.14", "2.14.3"),
        ("It went for 1.250.000,50 kroner.", "250", "1.250.000,50 kroner"),
        ("On 3 May 1920 it burned.", "May", "3 May 1920"),
        ("On May 3, 1920 it burned.", "3", "May 3, 1920"),
        ("It costs €48 million a year.", "48", "€48 million"),
        ("It takes 10 to 12 tonnes.", "12", "10 to 12 tonnes"),
        ("It is 46.5 per 100 000 inhabitants.", "46.5", "46.5 per 100 000 inhabitants"),
        ("More than 100 boats sank.", "100", "More than 100"),
        ("Upwards of 100 boats sank.", "100", "Upwards of 100"),
        ("In 1931 nine boats sank.", "nine", "nine"),
        ("It killed about half of Lumo's 300,000 people.", "half", "about half of Lumo's 300,000"),
        ("Half of the guild left.", "Half", "Half"),
        ("They killed 3 in 1931.", "3", "3"),
    ],
)
def test_part_of_an_expression_becomes_the_whole(text: str, part: str, whole: str) -> None:
    assert whole_expression(text, part_of(text, part)).of(text) == whole


def test_year_alone_answers_which_year_but_not_as_an_end_of_a_range() -> None:
    for text, expected in (
        ("On 3 May 1920 it burned.", "1920"),
        ("It burned between 1920 and 1923.", "between 1920 and 1923"),
    ):
        assert whole_expression(text, part_of(text, "1920"), "In which year did it burn?").of(text) == expected


@given(st.text(alphabet="a1 ,.-–%€MayInof", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_widened_span_holds_the_span_and_stays_inside(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    wide = whole_expression(text, span)
    assert 0 <= wide.start <= span.start <= span.end <= wide.end <= len(text)


@pytest.mark.parametrize(
    ("question", "text", "part", "expected"),
    [
        ("How many boats sank?", "Nine boats sank.", "Nine", KindAgreement.AGREES),
        ("How many boats sank?", "The boats of Lumo sank.", "boats of Lumo", KindAgreement.CONTRADICTS),
        ("How many boats sank?", "They carried 40 tonnes.", "40 tonnes", KindAgreement.CONTRADICTS),
        ("How many tonnes were lost?", "They carried 40 tonnes.", "40 tonnes", KindAgreement.AGREES),
        ("How many boats sank?", "It was in May 1920.", "May 1920", KindAgreement.CONTRADICTS),
        ("What percentage of the boats sank?", "40 boats sank.", "40", KindAgreement.CONTRADICTS),
        ("What percentage of the boats sank?", "About 4% of the boats sank.", "About 4%", KindAgreement.AGREES),
        ("What share of the boats sank?", "One in five boats sank.", "One in five", KindAgreement.AGREES),
        ("In what year did it burn?", "It burned in the 19th century.", "19th century", KindAgreement.CONTRADICTS),
        ("In what year did it burn?", "It burned in 1920.", "1920", KindAgreement.AGREES),
        ("When did it burn?", "It burned in Lumo.", "Lumo", KindAgreement.CONTRADICTS),
        ("When did it burn?", "It burned after the fair.", "fair", KindAgreement.AGREES),
        ("Who paid?", "The pilots paid.", "The pilots", KindAgreement.AGREES),
        ("Who paid?", "It was paid in 1920.", "1920", KindAgreement.CONTRADICTS),
        ("Where did it burn?", "It burned in Lumo.", "Lumo", KindAgreement.AGREES),
        ("Where did it burn?", "It burned in 1920.", "1920", KindAgreement.CONTRADICTS),
        ("Why did losses rise?", "Losses rose by a factor of eight.", "a factor of eight", KindAgreement.CONTRADICTS),
        (
            "Why did losses rise?",
            "As a result, losses rose by a factor of eight.",
            "a factor of eight",
            KindAgreement.CONTRADICTS,
        ),
        ("Why did losses rise?", "Losses rose because the lamp was out.", "the lamp was out", KindAgreement.AGREES),
        ("What happened when it burned?", "The bell rang.", "The bell rang", KindAgreement.NOT_TOLD),
    ],
)
def test_words_are_of_the_kind_asked_for_or_not(question: str, text: str, part: str, expected: KindAgreement) -> None:
    assert kind_agreement(question, text, part_of(text, part)) is expected


@pytest.mark.parametrize(
    ("question", "text", "part", "expected"),
    [
        ("How many crates does the guild open?", "The guild opens 2 in 100 crates.", "100", "2 in 100"),
        ("What is the guild of pilots?", "The guild of pilots paid.", "guild of pilots", None),
        ("Was it the guild or the mayor?", "It was the guild.", "the guild", "the guild"),
        ("What burned?", "Figure 3 The burned pier.", "Figure 3", None),
        ("What burned?", "Figure 3 The burned pier.", "burned pier", None),
        ("Who wrote this?", "Photo: Ada Lumo", "Ada Lumo", None),
        ("What is a pier?", "The pier of Lumo burned in May.", "burned in May", None),
        ("What is the Toll Act?", "The Toll Act (Law 22-1908) bans carts.", "Law 22-1908", None),
        ("When was the Toll Act passed?", "The Toll Act (Law 22-1908) bans carts.", "22-1908", None),
        ("When did the guild act?", "The guild did not act until May 1920.", "until May 1920", "May 1920"),
        ("Until when did the guild act?", "The guild acted until May 1920.", "until May 1920", "until May 1920"),
        ("What is a pier?", "A pier is a road into the sea.", "a road into the sea", "a road into the sea"),
        (
            "How long is it closed?",
            "It closes for three years (36 months).",
            "three years (36 months",
            "three years (36 months)",
        ),
        ("Who paid the guild?", "The guild was paid in 1920.", "1920", None),
        ("What did it build?", "It built a pier (the oldest of all.", "pier (the oldest", "pier"),
    ],
)
def test_what_is_no_answer_is_never_shown_however_sure_the_reader_is(
    question: str, text: str, part: str, expected: str | None
) -> None:
    assert shown(question, text, part) == expected


def test_headline_has_its_own_confidence_and_is_left_out_below_its_point() -> None:
    sure, unsure = (
        read("What did the guild buy?", "The guild bought a lamp.", "a lamp", margin) for margin in (9.0, -9.0)
    )
    found = find_headline(sure, 0, answerability_features(sure), 0.9)
    assert found and found.span.of("The guild bought a lamp.") == "a lamp" and 0.5 < found.confidence < 1
    assert find_headline(unsure, 0, answerability_features(unsure), 0.1) is None


@pytest.mark.parametrize(
    ("question", "text", "against"),
    [
        ("Who led the Ostian guild?", "Ada led the Lumo guild to the hall of an Ostian mayor.", {Against.APART}),
        ("Who led the Ostian guild?", "Ada led the Ostian guild to the hall of a mayor of Lumo.", set()),
        ("Who did the mayor marry?", "The pilot married the mayor’s sister.", {Against.ORDER}),
        ("Who did the mayor marry?", "The mayor married a pilot.", set()),
        ("Who fled from Lumo?", "Ten pilots fled to Lumo.", {Against.LED}),
        ("Who came before the fire?", "The pilots came after the fire.", {Against.LED}),
        ("Who did not pay?", "The pilots pay in May.", {Against.DENIED}),
        ("Who paid?", "The pilots paid, and did not complain.", set()),
        ("Who was the first mayor?", "Ada was a mayor.", {Against.RANK}),
        ("When was Ada caught again?", "Ada was caught in May.", {Against.RANK}),
        ("Who was the first mayor?", "Ada was the first mayor.", set()),
        ("Who sold the lamp?", "The lamp was bought by the guild.", {Against.OPPOSITE}),
        ("Who sold the lamp?", "Ada sold the lamp that the guild had bought.", set()),
    ],
)
def test_what_speaks_against_a_sentence_is_told_by_its_words(question: str, text: str, against: set[Against]) -> None:
    prepared = PreparedQuestion(question, NOTHING, {})
    assert set(signs_against(prepared, sentence(text))) == against


@pytest.mark.parametrize(
    ("question", "text", "part", "expected"),
    [
        ("From whom did the guild buy it?", "It went from Ada Lumo to the guild.", "the guild", None),
        ("From whom did the guild buy it?", "It went from Ada Lumo to the guild.", "Ada Lumo", "Ada Lumo"),
        (
            "Who drew it?",
            "It was drawn by Ada Lumo and built by the guild.",
            "Ada Lumo and built by the guild",
            "Ada Lumo",
        ),
        ("Who sold it?", "It was sold by its owner, Ada Lumo, in May.", "owner", "owner, Ada Lumo"),
        ("Who blamed Ada Lumo?", "The pilots blamed the mayor, Ada Lumo.", "mayor", None),
    ],
)
def test_person_is_shown_whole_and_only_where_the_question_leads(
    question: str, text: str, part: str, expected: str | None
) -> None:
    assert shown(question, text, part) == expected


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("How much did the bridge cost?", "It cost more than had been planned.", True),
        ("For how much was it sold?", "It was sold to the guild in 1912.", True),
        ("For how much was it sold?", "It was sold to the guild in 1912 for nine florins.", False),
        ("How many pilots came?", "Ada, Bela and Cleo came.", False),
        ("How many lamps had she lit by then?", "It was her fourth lamp.", False),
        ("How much of a danger is it?", "It is dangerous.", False),
        ("How many pilots came?", "Los pilotos llegaron con sus hijos.", False),
    ],
)
def test_sentence_without_a_number_does_not_say_how_many(question: str, text: str, lacking: bool) -> None:
    assert has_no_number(question, text) is lacking
    ranked = read(question, text, text.split()[0])
    assert judge_answerability(ranked).answers is not lacking


def test_who_sold_is_named_after_bought_from() -> None:
    asked, bought = (
        PreparedQuestion("Who sold the lamp?", NOTHING, {}),
        sentence("They bought the lamp from old Ada Lumo."),
    )
    assert signs_against(asked, bought, "They bought the lamp from old ") == ()
    assert Against.OPPOSITE in signs_against(asked, bought)


def test_word_that_a_sentence_lacks_speaks_against_it_unless_another_is_near() -> None:
    question = "Which lamp did the guild sink?"
    starts = np.array([6, 19, 25], dtype=np.int32)
    tokens = TokenVectors(np.ones((3, 1), dtype=np.float32), starts, starts + 4)
    said = np.ones((1, 1), dtype=np.float32)
    for cosine, lacks in ((0.9, []), (0.1, ["sink"])):
        units = np.array([[1.0], [1.0], [cosine]], dtype=np.float32)
        prepared = PreparedQuestion(question, NOTHING, {}, tokens, units, np.ones(3, dtype=np.float32))
        best = replace(sentence("The guild burned a lamp."), tokens=said)
        assert lacking_words(prepared, best) == lacks
        assert (Against.LACKING in signs_against(prepared, best)) is bool(lacks)


def test_words_of_a_sentence_that_something_speaks_against_are_called_less_sure_or_not_shown() -> None:
    questions = "What did the guild count?", "What did count the guild?", "What did the guild count first?"
    asked = [read(question, "The guild counted a lamp.", "a lamp", 6.0) for question in questions]
    clear, doubted, other = (find_headline(r, 0, answerability_features(r), 0.9) for r in asked)
    assert clear and doubted and clear.confidence >= SHORT_CLEAR > doubted.confidence
    assert other is None


@pytest.mark.parametrize(
    ("question", "best", "expected"),
    [
        (
            "What was the toll in 1922?",
            sentence("In 1923 the toll was 9."),
            "This sentence is about 1923; the question asks of 1922.",
        ),
        ("What was the toll in 1922?", sentence("The toll was 9.", around="In 1922 all paid."), None),
        ("What was the toll in 1922?", sentence("The toll was 9.", head="Tolls 1922"), None),
        ("What was the toll in 1922?", sentence("The toll was 9.", context="The year 1922"), None),
        ("What was the toll in 1920?", sentence("It rose between 1918 and 1923."), None),
        ("What was the toll in 1920?", sentence("It was 9.", around="It rose between 1918 and 1923."), "1920"),
        ("What was the toll in 1923?", sentence("It was 9.", around="It rose between 1918 and 1923."), None),
        ("What was the toll in Lumo?", sentence("The toll was 9."), "asks of Lumo"),
        ("What did President Ada Lumo pay?", sentence("Lumo paid 9.", around="Ada came."), None),
        ("What did Ecuador pay?", sentence("The Ecuadorian navy paid 9."), None),
        ("What did the French guild pay?", sentence("The guild of France paid 9."), None),
        ("What did Herve pay?", sentence("Hervé paid 9."), None),
        ("What share died within 8 days?", sentence("Within eight days 9 died."), None),
        (
            "How many boats sank in Lumo?",
            sentence("In Tolm, nine boats sank.", around="In Lumo, all went well."),
            "This sentence is about Tolm; the question asks of Lumo.",
        ),
        ("How many boats sank in Lumo?", sentence("In May, nine boats sank.", around="In Lumo, all went well."), None),
        ("How many sank in Lumo?", sentence("In Tolm, nine sank.", around="In Lumo, all is well.", head="Lumo"), None),
    ],
)
def test_difference_between_question_and_sentence_is_said(
    question: str, best: CandidateSentence, expected: str | None
) -> None:
    told = tell_difference(question, best)
    assert (told is None) if expected is None else (told is not None and expected in told)


def test_names_are_asked_for_without_roles_and_first_words() -> None:
    assert names_asked("What did President Noboa’s Navy do in Quito in 2024?") == ["Noboa’s", "Navy", "Quito", "2024"]
    assert names_asked("WHAT DID THE NAVY OF LUMO DO") == []
    assert not_named(["Noboa’s", "Navy"], "The navies of Noboa") == []


def test_answer_about_another_year_says_so_and_has_no_headline(corpus: Corpus) -> None:
    answer = corpus.ask("What homicide rate did Ecuador reach in its bloodiest year, 2021?")
    assert answer.claims == () or (answer.short_answer is None and "2021" in (answer.difference or ""))
    plain = corpus.ask("When was Fernando Villavicencio assassinated?")
    assert plain.short_answer == "August 2023" and plain.difference is None
    assert plain.short_confidence is not None and 0.5 < plain.short_confidence <= 1
    assert replace(plain, difference="It is about 1923.").to_markdown().count("It is about 1923.") == 1


def test_no_words_are_called_clear_where_none_are_right(corpus: Corpus) -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len({row["question"] for row in rows}) == len(rows) >= 60
    asked = [row["question"] for row in rows if row["kind"] in ("author", "other year", "other place")]
    answers = [corpus.ask(question) for question in asked]
    assert len(asked) >= 12
    assert [(a.question, a.short_answer) for a in answers if (a.short_confidence or 0) >= SHORT_CLEAR] == []
    assert all(a.short_answer is None for a in answers if a.difference)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the recipe for ceviche?", "“recipe” and “ceviche” appear nowhere."),
        (
            "When did Noboa graduate from Harvard?",
            "“Noboa” is named once, but “Harvard” and “graduate” appear nowhere.",
        ),
        ("How old is Daniel Noboa?", "“Daniel Noboa” is named once, but that sentence does not say what is asked."),
    ],
)
def test_refusal_says_what_is_found_and_what_is_missing(corpus: Corpus, question: str, words: str) -> None:
    answer = corpus.ask(question)
    assert answer.claims == () and answer.reason and words in answer.reason


def test_words_of_a_reference_are_no_headline() -> None:
    said = "Ada Lumo, President of the guild resigns at night, The Lumo Times, 9 May 2020."
    asked = read("Who is the president of the guild?", said, "Ada Lumo")
    features = answerability_features(asked)
    assert find_headline(asked, 0, features, 0.9)
    asked.candidates[0] = replace(asked.candidates[0], names_work=True)
    assert find_headline(asked, 0, features, 0.9) is None
