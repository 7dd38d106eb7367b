"""Sentences and the clauses of which each is looked up alone."""

import pytest

from qa.language.en.clauses import split_clauses
from qa.language.en.listed_items import listed_items

CASES = {
    "The ship sailed on Monday; a judge arrested its captain in Lumo.": (
        "The ship sailed on Monday.",
        "A judge arrested its captain in Lumo.",
    ),
    "The minister signed the decree in May and was dismissed a week later.": (
        "The minister signed the decree in May.",
        "The minister was dismissed a week later.",
    ),
    "The firm sold the ship to a broker in Vetta, who had no licence.": (
        "The firm sold the ship to a broker in Vetta.",
        "A broker in Vetta had no licence.",
    ),
    "Prices rose in 2019, but wages fell in most of the provinces.": (
        "Prices rose in 2019.",
        "Wages fell in most of the provinces.",
    ),
    "Police and prosecutors seized 4 tonnes of flour.": (),
    "The court held that the tax was void and that it had to be repaid.": (),
    "Vega, which sold the ship, denied it.": (),
    "": (),
}


@pytest.mark.parametrize("sentence", CASES)
def test_clauses_read_as_sentences_of_their_own(sentence: str) -> None:
    found = split_clauses(sentence)
    assert tuple(clause.reads for clause in found) == CASES[sentence]
    assert all(clause.span.of(sentence).strip() for clause in found)


def test_the_items_of_a_list_are_told_apart() -> None:
    sentence = "Among them were police officers, prosecutors, mayors and two clerks."
    items = [span.of(sentence) for span in listed_items(sentence)]
    assert items == ["police officers", "prosecutors", "mayors", "two clerks"]
    assert not list(listed_items("He left, and slept."))
    assert not list(listed_items("Tourists, by contrast, travel mainly between June and September."))
