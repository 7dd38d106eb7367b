"""Words of a sentence that belong to something else in it than is asked for: a part of a sum, another clause."""

import pytest

from qa.answering.other_parts import belongs_elsewhere
from qa.types.document import Span

SUM = "The fair took in 12 million florins in 1920, with 4.1 million (34%) spent on boats; 3 million on ropes; and 2 on nets."
TRUST = "She had learned that she could not trust the guild to guard her house."
SHOT = "Ada Lumo was shot in Tolm, in May 1920, but lost her life in a hospital in June 1920."


@pytest.mark.parametrize(
    ("question", "sentence", "part", "elsewhere"),
    [
        ("How much did people spend at the fair in 1920?", SUM, "4.1 million", True),
        ("How much did people spend at the fair in 1920?", SUM, "3 million", True),
        ("How much did people spend at the fair in 1920?", SUM, "12 million florins", False),
        ("How much was spent on boats in 1920?", SUM, "4.1 million", False),
        ("How much oil did Lumo use?", "Lumo used 6 tonnes of oil, 2 tonnes of them for lamps.", "2 tonnes", True),
        ("How much oil did Lumo use?", "Lumo used 6 tonnes of oil and built 2 ships.", "2", False),
        ("Why did she not trust the guild?", TRUST, "guard her house", True),
        ("Why did she not trust the guild?", TRUST, "to guard her house", True),
        ("Why did she hire the guild?", "She hired the guild to guard her house.", "to guard her house", False),
        ("Where did Ada Lumo die?", SHOT, "Tolm", True),
        ("Where did Ada Lumo die?", SHOT, "a hospital", False),
        ("When did Ada Lumo die?", SHOT, "May 1920", True),
        ("When did Ada Lumo die?", SHOT, "June 1920", False),
        ("Where was Ada Lumo shot?", SHOT, "Tolm", False),
        ("Where did she die?", "They took her to Tolm, where she died in June.", "Tolm", False),
        ("When was the mill sold?", "In May and June 1920 the mill was sold.", "May", False),
        ("When did it end?", "The guild ended the strike in May 1920 until June 3.", "June 3", False),
        ("When was the mill sold?", "In May 1920 the mill was sold and the guild left.", "May 1920", False),
    ],
)
def test_words_of_another_part_of_the_sentence_are_told(
    question: str, sentence: str, part: str, elsewhere: bool
) -> None:
    start = sentence.index(part)
    assert belongs_elsewhere(question, sentence, Span(start, start + len(part))) is elsewhere
