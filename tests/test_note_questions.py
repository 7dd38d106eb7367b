"""Phrasings about notes have a gate: how many are answered rightly, refused rightly, and that no number is false."""

import pytest

from qa import Corpus
from tests.note_questions.setting import FLOORS, HALVES, Asked, ask_phrasings, read_phrasings


@pytest.fixture(scope="module")
def asked(gold_corpus: Corpus) -> tuple[Asked, ...]:
    return ask_phrasings(gold_corpus, read_phrasings())


def test_phrasings_are_many_distinct_and_a_third_of_them_traps() -> None:
    phrasings = read_phrasings()
    assert len(phrasings) == len({(p.text, p.question) for p in phrasings}) >= 200
    for half in HALVES:
        of_half = [p.is_trap for p in phrasings if p.half == half]
        assert len(of_half) >= 100 and 0.3 <= sum(of_half) / len(of_half) <= 0.36


def test_phrasings_are_answered_and_refused_rightly_and_no_number_is_false(asked: tuple[Asked, ...]) -> None:
    for half in HALVES:
        of_half = [one for one in asked if one.phrasing.half == half]
        answered = sum(one.right for one in of_half if not one.phrasing.is_trap)
        refused = sum(one.right for one in of_half if one.phrasing.is_trap)
        false = sum(one.false_number is not None for one in of_half)
        floors = FLOORS[half]
        assert answered >= floors["answered"] and refused >= floors["refused"] and false <= floors["false"], (
            f"{half}: {answered} answered rightly, {refused} refused rightly, {false} false numbers"
        )
