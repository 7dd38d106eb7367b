"""Drafts, made up, checked against the sample report and made-up texts about lanterns."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa import Corpus, verify_text
from qa.cli import main
from qa.gate.quoted_words import find_quotation, find_quotations, fold_quotable, is_stitched
from qa.gate.sentence import CitedText, check_sentence
from qa.reader.statements import StatementReading
from qa.types.draft import DraftVerdict
from qa.types.draft_failure import DraftFault

ASSETS = "A total of €48 million in company assets were frozen as a result."


def faults(corpus: Corpus, draft: str) -> list[list[str]]:
    """Of each sentence of a draft."""
    found = corpus.verify("draft.md", data=draft.encode())
    return [[failure.fault.value for failure in sentence.failures] for sentence in found.sentences]


TRUE = (
    ASSETS,
    "A total of EUR 48,000,000 in company assets were frozen.",
    "In company assets, a total of €48 million were frozen as a result.",
    "The report says that “record volumes of COCAINE have been seized”.",
    "More than 100 prison staff were being “held hostage … across five different jails”.",
)
FALSE = {
    "A total of €84 million in company assets were frozen as a result.": DraftFault.VALUE_DIFFERS,
    "A total of €48 million in company assets were not frozen as a result.": DraftFault.TURNED,
    "A total of €48 million in company assets were frozen in Bolivia as a result.": DraftFault.VALUE_NOT_FOUND,
    "The report says that “the majority of the ships are gone” from Guayaquil.": DraftFault.QUOTE_NOT_FOUND,
    "It says that “company assets were frozen held hostage by inmates”.": DraftFault.STITCHED,
    "The mayor of Vetta invented a new kind of bread last winter.": DraftFault.VALUE_NOT_FOUND,
    "All of these sea turtles return each spring to lay their eggs.": DraftFault.NOT_SUPPORTED,
}


@pytest.mark.parametrize("sentence", TRUE)
def test_what_the_sources_say_passes(corpus: Corpus, sentence: str) -> None:
    assert faults(corpus, f"# Draft\n\n{sentence}\n") == [[]]


@pytest.mark.parametrize("sentence", FALSE)
def test_what_they_do_not_say_fails_with_the_reason(corpus: Corpus, sentence: str) -> None:
    (found,) = faults(corpus, f"# Draft\n\n{sentence}\n")
    assert FALSE[sentence] in found


def test_words_of_another_source_than_the_named_one_are_misattributed(wider: Corpus) -> None:
    words, other = (
        "The mayor says that “Lumo has ice”.",
        "Balkan criminal groups are taking advantage of instability in Ecuador",
    )
    notes = (
        f"[^1]: {other}.\n[^2]: Company assets worth 3 million were frozen in Lumo.\n[^3]: A text that is not held.\n"
    )
    found = wider.verify("draft.md", data=f"# D\n\n{words}[^1] {words}[^2] {words}[^3]\n\n{notes}".encode())
    first, second, third = found.sentences
    assert first.named == ("balkan-groups-in-ecuador",) and second.named == ("ice",) and third.named == ()
    assert DraftFault.MISATTRIBUTED in [f.fault for f in first.failures]
    assert DraftFault.MISATTRIBUTED not in [f.fault for s in (second, third) for f in s.failures]


def test_what_claims_nothing_is_not_judged_and_spans_are_of_the_draft(corpus: Corpus) -> None:
    draft = f"# Draft\n\nIs that so? Indeed. {ASSETS.replace('48', '84')}\n"
    found = corpus.verify("draft.md", data=draft.encode())
    assert [s.verdict for s in found.sentences] == [DraftVerdict.NO_CLAIM, DraftVerdict.NO_CLAIM, DraftVerdict.FAILS]
    (said,) = [f.said for f in found.sentences[-1].failures if f.said]
    sentence = found.sentences[-1]
    assert sentence.text[said.span.start - sentence.span.start : said.span.end - sentence.span.start] == "€84 million"
    assert found.unread  # the tests' reader is the small one


def test_a_few_words_with_a_footnote_are_judged_and_without_one_are_not(corpus: Corpus) -> None:
    draft = "# Draft\n\nTurtles sang opera.[^1] Turtles sang opera.\n\n[^1]: A text that is not held.\n"
    found = corpus.verify("draft.md", data=draft.encode())
    assert [s.verdict for s in found.sentences] == [DraftVerdict.FAILS, DraftVerdict.NO_CLAIM]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("the “new” harbour-master", "The new\nharbour master left.", True),
        ("coop-\neration of ﬁve", "The cooperation of five states.", True),
        ("he … left [the] city", "Then he packed and left our city at night.", True),
        ("left … he packed", "Then he packed and left our city at night.", False),
        ("five state", "The cooperation of five states.", False),
        ("冻结了 48", "警方冻结了 48 百万。", True),
        ("συνολικά 48 ΕΚΑΤΟΜΜΎΡΙΑ", "Δεσμεύτηκαν συνολικά 48 εκατομμύρια ευρώ.", True),
    ],
)  # fmt: skip
def test_quotations_are_found_whatever_their_typography(words: str, text: str, found: bool) -> None:
    assert (find_quotation(words, fold_quotable(text)) is not None) is found


def test_a_stitched_quotation_is_told_from_an_invented_one() -> None:
    texts = [fold_quotable("The ship sailed on Monday. A judge was arrested in the harbour.")]
    assert is_stitched("the ship sailed a judge was arrested", texts)
    assert not is_stitched("the ship burnt a judge was arrested", texts)
    assert [
        span.of("He said “no”, then “not here, ever”.")
        for span in find_quotations("He said “no”, then “not here, ever”.")
    ]


def test_qa_verify_ends_with_1_when_something_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources, draft = tmp_path / "sources", tmp_path / "draft.md"
    sources.mkdir()
    (sources / "lumo.txt").write_text("Made-up news\n\nThe harbour of Lumo counted 40 boats on Monday.\n", "utf-8")
    draft.write_text("# Draft\n\nThe harbour of Lumo counted 41 boats on Monday.\n", "utf-8")
    assert main(["verify", str(draft), "--sources", str(sources), "--reader", "none"]) == 1
    assert "value_differs" in capsys.readouterr().out
    draft.write_text("# Draft\n\nOn Monday, the harbour of Lumo counted forty boats.\n", "utf-8")
    assert main(["verify", str(draft), "--sources", str(sources), "--reader", "none", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passes"] is True
    check = verify_text("The harbour of Lumo counted 41 boats on Monday.", sources, reader="none")
    assert [f.fault for s in check.sentences for f in s.failures] == [DraftFault.VALUE_DIFFERS]


@pytest.mark.parametrize(
    ("sentence", "caught"),
    [
        ("Poems in Wales were read near the Spanish border to Irish and American troops.", True),
        ("Poems in Welsh were read near the Spain border to Irish and American troops.", True),
        ("Poems in Welsh were read near the Spanish border to Ireland and American troops.", True),
        ("Poems in Welsh were read near the border of Spain to Irish and American troops.", False),
        ("Poems in Welsh were read near the Spanish border to Irish and US troops.", False),
        ("Poems in Welsh were read near Spain's border to Irish and American troops.", False),
    ],
)
def test_a_country_in_the_place_of_its_people_fails(sentence: str, caught: bool) -> None:
    text = "Poems in Welsh were read near the Spanish border to Irish and American troops."
    _, failures = check_sentence(sentence, [CitedText("Made-up news", text)], None)
    assert (DraftFault.VALUE_DIFFERS in [failure.fault for failure in failures]) is caught


@pytest.mark.parametrize(
    ("sentence", "caught"),
    [
        ("The lawyers of Joe Wiley and Governor Adler (WHO) used LISP in the United States until September.", True),
        ("The lawyers of John Wiley and Governor Adler (OF) used LISP in the United States until September.", True),
        ("The lawyers of John Wiley and Governor Adler (WHO) used LISPer in the United States until September.", True),
        ("The lawyers of John Wiley and Governor Adler (WHO) used LISP in the Americans until September.", True),
        ("The lawyers of John Wiley and Gov. Adler (WHO) used LISP in the USA until September.", False),
    ],
)
def test_a_form_of_a_name_that_names_another_thing_fails(sentence: str, caught: bool) -> None:
    text = "The lawyers of John Wiley and Governor Adler (WHO) used LISP in the United States until September."
    _, failures = check_sentence(sentence, [CitedText("Made-up news", text)], None)
    assert (DraftFault.VALUE_DIFFERS in [failure.fault for failure in failures]) is caught


def test_the_opposite_of_what_a_source_says_fails(tmp_path: Path) -> None:
    for sentence, text, caught in (
        ("Ferry fares fell by 12% in 2023.", "Ferry fares went up by 12% in 2023.", True),
        ("Noise doubled in the harbour.", "Noise was halved in the harbour.", True),
        ("Ferry fares rose by 12% in 2023.", "Ferry fares went up by 12% in 2023.", False),
        ("Ferry fares fell in May.", "Ferry fares fell in May, having gone up in April.", False),
    ):
        _, failures = check_sentence(sentence, [CitedText("Made-up news", text)], None)
        assert (DraftFault.TURNED in [failure.fault for failure in failures]) is caught, sentence


LANTERNS = (
    "Made-up report. The current keeper of Lumo is Ada Brandt. Lumo may perhaps have lit its first lantern early. "
    "Vessels are only safe if the lamp burns, and did not fail to return. All I can say is that most of the keepers left. "
    "The wind rose in a shrinking bay to −12 °C, and the higher tower froze. “Oil is dear. Costs saw a tenfold increase. We pay.” "
    "In season three’s storm, Ida Holm (born in Krov) rowed Otto Lund past the Vettan Sea to the bay of Tarn, Krov and Marl. "
    "Otto Lund wrote to Ida Holm that in all 1,168.681 litres burnt."
)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("The current keeper of Brandt is Ada Brandt.", DraftFault.VALUE_DIFFERS),
        ("The current keeper of Lumo is Ada Vetta’s cousin Brandt.", DraftFault.VALUE_DIFFERS),
        ("Lumo may have lit its first lantern early.", DraftFault.TURNED),
        ("Lumo may perhaps have possibly lit its first lantern early.", DraftFault.TURNED),
        ("Vessels are not only safe if the lamp burns, and did not fail to return.", DraftFault.TURNED),
        ("Vessels are only safe if the lamp burns, and did fail to return.", DraftFault.TURNED),
        ("All I can not say is that most of the keepers left.", DraftFault.TURNED),
        ("All I can say is that the keepers left.", DraftFault.TURNED),
        ("The wind rose in a shrinking bay to 12 °C.", DraftFault.VALUE_DIFFERS),
        ("The wind fell in a shrinking bay to −12 °C.", DraftFault.TURNED),
        ("The wind rose in a shrinking bay to −12 °C, and the lower tower froze.", DraftFault.TURNED),
        ("Costs saw a tenfold decrease.", DraftFault.TURNED),
        ("Ida Lund rowed Otto Holm past the Vettan Sea.", DraftFault.VALUE_NOT_FOUND),
        ("In season three’s storm, Otto Lund rowed Ida Holm past the Vettan Sea.", DraftFault.VALUE_DIFFERS),
        ("In season seven’s storm, Ida Holm rowed Otto Lund past the Vettan Sea.", DraftFault.VALUE_DIFFERS),
        ("Ida Holm rowed Otto Lund past the You to the bay of Tarn.", DraftFault.VALUE_DIFFERS),
        ("Ida Holm rowed Otto Lund past the Vettan Sea to the bay of Krov, Krov and Marl.", DraftFault.VALUE_DIFFERS),
        ("Ida Holm rowed Otto Lund past the Vettan Sea to the bay of Krov and Marl.", None),
        ("In season three’s storm, Ida Holm rowed Otto Lund past the Vettan Sea.", None),
        ("Otto Lund wrote to Ida Holm that 1168.681 litres burnt.", None),
        ("The wind rose in a shrinking bay to minus 12 °C.", None),
        ("Costs saw a tenfold increase.", None),
        ("The keeper of Lumo is currently Ada Brandt.", None),
        ("Vessels did not fail to return.", None),
        ("Ada Brandt is the current keeper of Lumo.", None),
    ],
)
def test_a_sentence_in_the_sources_words_keeps_its_names_and_what_turns_it(
    sentence: str, fault: DraftFault | None
) -> None:
    _, failures = check_sentence(sentence, [CitedText("", LANTERNS)], None)
    assert {failure.fault for failure in failures} == ({fault} if fault else set())


def test_words_that_only_a_title_has_and_words_of_no_passage_need_more_than_a_leaning_of_the_reader() -> None:
    title, text = (
        "Made-up report: storms put out the lanterns",
        "The mayor of Vetta rowed to the harbour and counted boats.",
    )

    def read(statement: str, passages: Sequence[str]) -> list[StatementReading]:
        return [
            StatementReading(4.0 if "lanterns" in statement and "lanterns" in passage else 0.5, 0.0, 0.0)
            for passage in passages
        ]

    for sentence, passes in (
        ("The mayor of Vetta declared that storms put out the lanterns.", False),
        ("The report says that in Vetta storms put out lanterns.", False),
        ("A far-reaching approach to seafaring in Vetta is needed.", False),
        ("Boats in the harbour were counted by the mayor of Vetta.", True),
        ("The report says that boats in the harbour were counted by the mayor.", True),
    ):
        _, failures = check_sentence(sentence, [CitedText(title, text)], read)
        assert [f.fault for f in failures] == ([] if passes else [DraftFault.NOT_SUPPORTED]), sentence


def test_brackets_left_out_in_another_script_take_their_denial_with_them() -> None:
    source = [CitedText("", "Лодки стоят в гавани (не у мола) до утра. 船只停在港口（不在码头）直到早上。")]
    for sentence, passes in (
        ("Лодки стоят в гавани до утра.", True),
        ("船只停在港口直到早上。", True),
        ("Лодки не стоят в гавани до утра.", False),
        ("船只不停在港口直到早上。", False),
    ):
        assert (not check_sentence(sentence, source, None)[1]) is passes, sentence
