"""What the makers of sources may be called in a question; the sources are made up."""

import pytest

from qa.answering.about_notes.cards import make_cards
from qa.answering.about_notes.names import find_makers, introduced_abbreviations
from tests.test_export import make_source

TEXT = (
    "The Bureau of Rice and Fields (BRF) met. It asked the World League Against Hunger (WL-AH) and others (all three)."
)
SOURCES = (
    make_source(
        source_id="r#1", authors=("Ana Ruiz",), publisher="The Hill Times", url="https://www.hilltimes.example/a"
    ),
    make_source(source_id="r#2", authors=("Bureau of Rice & Fields",)),
    make_source(source_id="r#3", publisher="WL-AH", reference="On hunger, WL-AH, https://code.paddy.example/x"),
    make_source(source_id="r#4", publisher="Off. of Grain Mgmt., Ministry of Food"),
    make_source(source_id="r#5", interviewee="Ana Ruiz Soto, head of an office, WL-AH"),
    make_source(source_id="r#6", publisher="Time"),
    make_source(source_id="r#7", publisher="Chirper/Q"),
    make_source(source_id="r#8", reference="The Guild of Millers’s handbook is at https://guild.example."),
    make_source(
        source_id="r#9",
        authors=("Lind, Eva M.",),
        reference="Lind, Eva M. “Why time.com ends.” Lind on riverpost.com.",
    ),
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did the Hill Times print?", "1"),
        ("What did the HT print?", "1"),
        ("What is on hilltimes.example?", "1"),
        ("What did Ruiz write?", "1"),
        ("What did Ana Ruiz write?", "1"),
        ("What did Ana Ruiz Soto say?", "5"),
        ("What did Eva Lind write?", "9"),
        ("What did the River Post print?", "9"),
        ("What did the Bureau of Rice and Fields say?", "2"),
        ("What did the BRF say?", "2"),
        ("What did the World League Against Hunger say?", "3"),
        ("What did the World League bring out?", "3"),
        ("What did the WLAH and the wl-ah bring out?", "3"),
        ("Which links lead to paddy.example?", "3"),
        ("What did the Office of Grain Management say?", "4"),
        ("What did Time print?", "6"),
        ("At what time did the Q-train leave?", ""),
        ("What was said on Q?", "7"),
        ("What did the Guild of Millers say?", "8"),
        ("Who ate rice in the world of fields?", ""),
    ],
)
def test_makers_are_known_by_all_their_names(question: str, found: str) -> None:
    cards = make_cards(SOURCES, introduced_abbreviations(TEXT))
    named = find_makers(question, ((card.source, card.names) for card in cards))
    assert sorted({one.source.source_id.removeprefix("r#") for one in named}) == found.split()


def test_only_an_abbreviation_that_is_spelled_out_is_introduced() -> None:
    found = introduced_abbreviations(TEXT)
    assert found["brf"] == "Bureau of Rice and Fields" and found["worldleagueagainsthunger"] == "WL-AH"
    assert not any("three" in key for key in found)
