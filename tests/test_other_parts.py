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
        ("How many women went?", "About 1,200 welders, 300 of them women, went.", "About 1,200", True),
        ("How many welders went?", "About 1,200 welders, 300 of them women, went.", "About 1,200", False),
        ("How many houses were torn down?", "About 900 houses stood, 120 of which were torn down.", "120", False),
        ("How many dams are lit?", "The county has 212 dams, but only 37 of them are lit.", "37", False),
        ("How many guards were freed?", "They took three guards; two were freed.", "two", False),
        ("How much did it cost in Lumo?", "It cost 6 florins, three times as much as in Lumo.", "three times", True),
        ("Who wrote it?", "She warned them in a letter that was published by the clerk Bo Tolm.", "Bo Tolm", True),
        ("When was he caught?", "He was caught in Tolm and died in the prison of Orm in 1919.", "1919", True),
        ("When was he caught?", "He was caught and jailed in 1919.", "1919", False),
        ("How many gangs were declared foes?", "They named 22 gangs as foes and declared a war.", "22", False),
        ("Who must approve it?", "It must be approved and signed by the guild’s head.", "the guild’s head", False),
        ("Who got the report?", "They sent a report to the mayor that blamed the heat.", "the mayor", False),
        ("How many guests did it kill?", "In 1920, with the fair open, fire took 25 guests from Lumo.", "25", False),
        ("How hot does it get?", "It kills 30% of all, including those with fever of 41 °C for a day.", "41 °C", False),
        ("How many people were killed?", "The fire killed the cook and injured five guests.", "five", True),
        ("How many people were injured?", "The fire killed the cook and injured five guests.", "five", False),
        ("How many ships were built in 1911?", "None was built in 1910; in 1911 there were four.", "four", False),
        ("Who was behind the sale?", "It was reported by the Lumo Post, but paid for by a bank.", "Lumo Post", True),
        ("Who reported the sale?", "It was reported by the Lumo Post, but paid for by a bank.", "Lumo Post", False),
        ("Who came out with the plan?", "The plan was announced by Bo Tolm.", "Bo Tolm", False),
        ("Who fired Ada?", "Ada was fired, and the guild asked Bo Tolm to speak.", "Bo Tolm", True),
        ("Who fired Ada?", "Ada was fired by Bo Tolm, and the guild left.", "Bo Tolm", False),
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
