"""Questions about the footnotes of the report, and on a made-up list of sources what is asked of which."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Corpus
from qa.answering.about_notes import answer_with_source
from qa.answering.about_notes.asked_for import Operation, Request
from qa.answering.about_notes.cards import Cards, make_cards
from qa.answering.about_notes.fitting import find_fitting
from qa.answering.about_notes.many_reports import worth_reading
from qa.answering.about_notes.request import read_request
from qa.answering.about_notes.short import short_from_sources
from qa.answering.readers import Readers
from qa.citation.ledger import Basis
from qa.index.read import Index
from qa.types.answer import Status
from qa.types.source import Source, SourceKind
from tests.conftest import REPORT
from tests.test_export import make_source

GOLDEN = [
    # question, labels of the notes that answer, short answer
    ("Which source does the sixth footnote name?", "6", "Europol"),
    ("What do footnotes 2 and 9 cite?", "2 9", None),
    ("What are footnotes 1 to 3?", "1 2 3", None),
    ("List the Spanish-language sources.", "2 9", None),
    ("Which sources are not in English?", "2 9", None),
    ("What GI-TOC publications are cited?", "3 4 7", None),
    ("Which works by the Global Initiative Against Transnational Organized Crime are cited?", "3 4 7", None),
    ("Which source backs the claim that €48 million in company assets were frozen?", "6", "Europol"),
    ("Where does the claim that record volumes of cocaine were seized come from?", "9", "Twitter/X"),
    ("Who wrote Organized crime declares war: The road to chaos in Ecuador?", "7", "Felipe Botero"),
    (
        "Who is the author of “Ecuador’s president declares war with drug gangs as prison guards held hostage”?",
        "1",
        "Joe Daniels",
    ),
    ("When was Faces of Assassination published?", "3", "2023"),
    ("When was the Europol press release published?", "6", "16 February 2024"),
    ("When was the tweet posted?", "9", "12 February 2024"),
    ("When did the Financial Times piece come out?", "1", "10 January 2024"),
    ("In what language is source 9?", "9", "Spanish"),
    ("How many notes mention GI-TOC?", "3 4 7 11", "4"),
    ("How many GI-TOC publications are cited?", "3 4 7", "3"),
    ("How many times is Felipe Botero cited?", "7", None),
    ("What does the homicide rate of 46.5 rest on?", "2", "Eluniverso"),
    ("Which police source stands behind the record cocaine seizures?", "9", None),
    ("What is the crime investigator’s interview cited for?", "5", None),
    ("How many interviews are cited?", "5 8 10 11", "4"),
    ("How many sources are cited?", "1 2 3 4 5 6 7 8 9 10 11", "11"),
    ("What kind of source is footnote 6?", "6", "press release"),
    ("In which language is the Eluniverso article?", "2", "Spanish"),
    ("Where was the interview in footnote 5 held?", "5", "Tirana"),
    ("Which interviews were conducted online?", "8 11", None),
    ("Which sources were published in February 2024?", "5 6 7 8 9", None),
    ("Which sources are unpublished?", "5 8 10 11", None),
    ("Which of the interviews weren't done face to face?", "8 11", None),
    ("How many of their interviews were on the record with a named person?", "11", "1"),
    ("Do any of the notes go back to Europol?", "6", None),
    (
        "What did Europol publish?",
        "6",
        "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain",
    ),
]


@pytest.mark.parametrize(("question", "labels", "short"), GOLDEN, ids=lambda value: str(value)[:50])
def test_question_about_the_apparatus_is_answered_from_the_notes(
    corpus: Corpus, question: str, labels: str, short: str | None
) -> None:
    answer = corpus.ask(question)
    links = [claim.citations[0].footnotes[0] for claim in answer.claims]
    assert [link.label for link in links] == labels.split()
    assert {link.link for link in links} == {"note"}
    assert short is None or answer.short_answer == short


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is footnote 12?", "footnote 12"),
        ("Are there any books among the sources?", "The notes name no book."),
        (
            "Is there a source for the statement that local gangs provide security?",
            "footnote 5, later in its paragraph",
        ),
        ("What backs up the statement that seven people were killed?", "No footnote stands"),
    ],
)
def test_what_the_notes_do_not_say_is_refused(corpus: Corpus, question: str, said: str) -> None:
    answer = corpus.ask(question)
    assert answer.status is Status.ABSTAINED and said in str(answer.reason)


@pytest.mark.parametrize(
    "question",
    [
        "Which statements have no source?",
        "Which sentences lack a citation?",
        "Which claims are not supported by a source?",
    ],
)
def test_statements_that_rest_on_nothing_are_listed(corpus: Corpus, question: str) -> None:
    answer = corpus.ask(question)
    assert [claim.text for claim in answer.claims] == [citation.quote for citation in corpus.unsupported()]
    assert not any(c.footnotes or c.nearby_footnotes for claim in answer.claims for c in claim.citations)


def request_of(question: str, sources: Iterable[Source], *, in_body: bool) -> Request | None:
    return read_request(question, Cards(make_cards(sources)), lambda name: in_body)


@pytest.mark.parametrize(
    "question",
    [
        "How many people from the Western Balkans were killed in Ecuador?",
        "What are the sources of violence in Ecuador?",
        "What power sources overtook steam engines?",
        "What reference does the report make to the Global Organized Crime Index?",
        "Which groups are supported by the state?",
        "When did the operation begin?",
    ],
)
def test_other_questions_are_not_taken_for_questions_about_notes(question: str) -> None:
    sources = [make_source(authors=("Europol",), title="A made-up title of a work")]
    assert request_of(question, sources, in_body=True) is None


MADE_UP = (
    make_source(
        source_id="r#1",
        title="Rice in the hills: A history",
        authors=("Ana Ruiz",),
        kind=SourceKind.BOOK,
        issued="1999",
    ),
    make_source(
        source_id="r#2",
        label="2",
        title="Prices",
        publisher="Ministry of Food (MoF)",
        language="de",
        issued="2021-03-04",
    ),
    make_source(
        source_id="r#3", label="*", title="Der Reis", authors=("MoF",), language="de", issued="2021-07", document="x"
    ),
    make_source(source_id="r#4", label="4", kind=SourceKind.OTHER, title=None, reference="A remark."),
)


TWO_MAKERS = (
    make_source(source_id="r#1", publisher="Hill Times", title="Shops", reference="Bo, “Shops,” Hill Times"),
    make_source(source_id="r#2", publisher="Corn Market", title="Terms", reference="Corn Market, “Terms”"),
    make_source(
        source_id="r#3", publisher="Hill Times", title="Corn Market Sings", reference="“Corn Market Sings,” Hill Times"
    ),
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who wrote the Hill Times story about Corn Market?", ["r#3"]),
        ("Which sources are by Corn Market or the Hill Times?", ["r#1", "r#2", "r#3"]),
    ],
)
def test_of_several_who_are_named_a_note_is_asked_for_that_names_them_all(question: str, found: list[str]) -> None:
    asked = request_of(question, TWO_MAKERS, in_body=False)
    assert asked is not None
    assert [card.source.source_id for card in asked.cards] == found


def test_statement_that_a_short_form_stands_on_has_a_source() -> None:
    sources = [make_source(source_id="r#1"), make_source(source_id="r#2", same_as="r#1")]
    asked = request_of("What backs the claim that rice was sold to three towns?", sources, in_body=False)
    assert asked is not None
    assert [card.source.source_id for card in asked.cards] == ["r#1", "r#2"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who wrote Rice in the Hills?", "1"),
        ("Which sources are in German?", "2 3"),
        ("What does the MoF say it published?", "2 3"),
        ("Which works by the Ministry of Food are cited?", "2 3"),
        ("Which sources date from July 2021?", "3"),
        ("What is the oldest source?", "1"),
        ("Who wrote Rice in the hills: A history?", "1"),
        ("What is the latest source?", "3"),
        ("Which sources do we hold in full?", "3"),
        ("What does footnote * cite?", "3"),
        ("What does footnote 4 say?", "4"),
        ("Which sources are cited?", "1 2 3"),
        ("What is in fn. 4?", "4"),
        ("fn 2", "2"),
        ("Give me the German sources.", "2 3"),
        ("Which sources are older than 2021?", "1"),
        ("Which sources were published before July 2021?", "1 2"),
        ("Which sources were published after March 2021?", "3"),
        ("Which works are cited and when were they published?", "1 2 3"),
    ],
)
def test_sources_are_chosen_by_what_a_question_says_of_them(question: str, found: str) -> None:
    request = request_of(question, MADE_UP, in_body=False)
    assert request is not None
    assert [source.source_id.removeprefix("r#") for source in request.sources] == found.split()


def test_a_title_as_it_is_written_is_known_also_where_its_words_are_common() -> None:
    sources = [make_source(title="On the rice of the hills"), make_source(source_id="r#2", title="Hills")]
    request = request_of("Who wrote On the rice of the hills?", sources, in_body=False)
    assert request is not None and len(request.sources) == 1
    assert request_of("Who grew rice in the hills?", sources, in_body=False) is None


def test_sources_are_told_by_how_often_they_are_used(scratch: Corpus, tmp_path: Path) -> None:
    once = scratch.ask("Which source is cited most?")
    assert once.status is Status.ABSTAINED and "No more than one statement" in str(once.reason)
    other = tmp_path / "other.txt"
    other.write_text(
        "Rice\n\nRice is dear.[1] Corn is cheap.[2] Both fell.[1]\n\n[1] Ana Ruiz, On rice, The Daily, 2 May 2024.\n\n"
        "[2] Bo Lin, On corn, The Weekly, 3 June 2024.\n",
        encoding="utf-8",
    )
    scratch.add(other)
    scratch.build()
    for question in ("What is the most cited source?", "Which sources are cited more than once?"):
        answer = scratch.ask(question)
        assert [source.title for source in answer.sources] == ["On rice"]
        assert [citation.quote for claim in answer.claims for citation in claim.citations[1:]] == [
            "Rice is dear.",
            "Both fell.",
        ]
    assert {source.doc_id for source in scratch.ask("What are the references of other?").sources} == {"other"}


def test_of_several_reports_the_one_that_is_named_is_meant(scratch: Corpus, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Rice and its prices in the hills\n\nRice is dear.1\n\n1. Ana Ruiz, On the rice of the hills, The Daily, 2 May 2024.\n",
        encoding="utf-8",
    )
    scratch.add(other)
    scratch.build()
    both = scratch.ask("What does footnote 1 cite?")
    assert {source.doc_id for source in both.sources} == {REPORT, "other"}
    named = scratch.ask("What does footnote 1 of Rice and its prices in the hills cite?")
    assert {source.doc_id for source in named.sources} == {"other"}
    unsourced = scratch.ask("Which statements of Rice and its prices in the hills have no source?")
    assert unsourced.status is Status.ABSTAINED and "none rests on nothing" in str(unsourced.reason)


@pytest.mark.parametrize(
    ("question", "basis"),
    [
        ("Which claims are unsourced?", Basis.NOTHING),
        ("Which statements rest on a single source?", Basis.SINGLE_SOURCE),
        ("Which claims rest only on interviews?", Basis.INTERVIEWS_ONLY),
        ("Which claims rest on interviews?", None),
    ],
)
def test_basis_that_is_asked_for(question: str, basis: Basis | None) -> None:
    request = request_of(question, MADE_UP, in_body=True)
    assert request is not None and request.basis is basis


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many German sources are there?", "2 3"),
        ("How many sources are not in German?", "1"),
        ("How many sources are not books?", "2 3"),
        ("How many sources have no author?", "2"),
        ("How many footnotes mention a remark?", "4"),
        ("How many sources are old?", ""),
        ("How many ripe sources are there?", ""),
        ("How many sources are from the hills?", ""),
        ("How many authors are cited?", ""),
        ("How many languages are the sources in?", ""),
        ("How many sources are neither books nor tweets?", ""),
        ("How many sources mention corn?", ""),
    ],
)
def test_what_is_counted_takes_up_every_word_of_the_question(question: str, counted: str) -> None:
    cards = Cards(make_cards(MADE_UP))
    request = read_request(question, cards, lambda name: False)
    assert request is not None and request.operation is Operation.COUNT
    fitting, agreed = find_fitting(question, request, cards)
    assert agreed
    assert [card.source.source_id.removeprefix("r#") for card in fitting] == counted.split()


def test_sources_of_a_source_are_not_known() -> None:
    assert request_of("How many sources does the Ministry of Food cite?", MADE_UP, in_body=False) is None


def test_of_thousands_of_reports_those_whose_notes_have_the_question_s_names_are_read(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = "balkan-groups-in-ecuador"
    with Index(corpus.index_folder).snapshot() as snapshot:

        def read(question: str) -> list[str]:
            return worth_reading(snapshot, question, [report, "another"])

        assert read("How many interviews are cited?") == [report]
        assert read("Who is Felipe Botero?") == [report]
        assert read("How did prison gangs come to fight in Guayaquil?") == []
        assert read("What did Rumpelstiltskin do in Ecuador?") == []
    monkeypatch.setattr("qa.answering.about_notes.reply._MANY", 0)
    for question, labels, short in GOLDEN[-6:]:
        answer = corpus.ask(question)
        assert [claim.citations[0].footnotes[0].label for claim in answer.claims] == labels.split(), question
        assert short is None or answer.short_answer == short, question


WRITTEN = (
    make_source(source_id="w#1", label="1", authors=("Ruiz, Ana",), title="Rice", publisher="hillpost.com"),
    make_source(
        source_id="w#2",
        label="2",
        title="Wheat",
        publisher="Ministry of Food",
        kind=SourceKind.BOOK,
        reference="Ministry of Food, Wheat, pp. 4-5, and Ana Ruiz, “Millet Sings,” Hill Post, 4 May 2021.",
    ),
    make_source(source_id="w#3", label="3", title="Why the Hill Post fell", reference="Why the Hill Post fell, 2022."),
    make_source(source_id="w#4", label="4", title="Rye", authors=("Netherlands Board of Rye",), reference="Rye, 2020."),
)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("How many sources did Ana Ruiz write?", ["1", "2"]),
        ("How many Hill Post articles are cited?", ["1", "2"]),
        ("What is the Dutch board’s report cited for?", ["4"]),
        ("How many notes cite Millet?", []),
    ],
)
def test_makers_are_found_where_a_note_names_them_and_not_in_titles(question: str, labels: list[str]) -> None:
    cards = Cards(make_cards(WRITTEN))
    request = request_of(question, WRITTEN, in_body=False)
    assert request and [card.source.label for card in find_fitting(question, request, cards)[0]] == labels


def test_writings_are_not_counted_among_what_may_be_none() -> None:
    book = replace(WRITTEN[1], reference="Ministry of Food, Wheat.", source_id="w#5")
    question = "How many articles by the Ministry of Food are cited?"
    request = request_of(question, [book], in_body=False)
    assert request and find_fitting(question, request, Cards(make_cards([book]))) == (list(make_cards([book])), False)


@pytest.mark.parametrize(
    ("issued", "said"), [("2019-03-04", "4 March 2019"), ("2019-03-05", "2019-03-05"), (None, None)]
)
def test_a_date_is_told_as_the_note_writes_it_unless_a_person_gave_another(
    issued: str | None, said: str | None
) -> None:
    source = make_source(reference="Made-up Times, A quay, 4 March 2019, seen 1 May 2020.", issued=issued)
    assert short_from_sources("When was it published?", [source]) == said


@pytest.mark.parametrize(
    ("question", "is_of_sources"),
    [
        ("Is there a paper behind record volumes of cocaine seized at ports?", True),
        ("What percentage of cocaine was published as seized in containers bound for Europe?", False),
        ("How much of the record volumes of cocaine seized at ports is on the record?", False),
    ],
)
def test_an_amount_is_not_asked_of_the_notes_for_a_word_that_sources_have(
    corpus: Corpus, question: str, is_of_sources: bool
) -> None:
    with Index(corpus.index_folder).snapshot() as snapshot:
        assert (answer_with_source(snapshot, question, None, Readers()) is not None) is is_of_sources
