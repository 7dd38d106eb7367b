"""Every English opening that points back has a name, an example that it alone catches, and a look-alike that it lets pass."""

import pytest

from qa.language.en.anaphora import leans
from qa.language.en.anaphora_rules import LEANING_RULES

# Made up: the rule's name, a sentence that leans, and one that begins alike and stands by itself.
EXAMPLES = [
    ("connective", "However, the harbour silted up.", "But for the pilots, the harbour lay empty."),
    ("personal pronoun", "She sold eleven boats.", "Shetland sold eleven boats."),
    ("possessive", "Their boats lay in the mud.", "His Majesty sold eleven boats."),
    ("it", "It silted up every winter.", "It is likely that the harbour silts up."),
    ("this or these", "This silted up every winter.", "This report covers the harbours of the north."),
    ("that alone", "That led to the fall of the guild.", "That ports silt up is known to every pilot."),
    ("that with a noun", "That harbour was closed in May.", "That all harbours silt up is known."),
    ("those", "Those boats came back.", "Those who left the harbour were the pilots."),
    ("such", "Such harbours silt up every winter.", "Such as it is, the harbour serves the town."),
    ("both", "Both boats sank.", "Both pilots and fishermen left the harbour."),
    ("neither", "Neither boat came back.", "Neither the pilot nor the guild came back."),
    ("quantity alone", "Three fled to the islands.", "Three pilots fled to the islands."),
    ("others", "Others left for the islands.", "Other than the pilots, nobody left."),
    ("the latter", "The latter left for the islands.", "The last pilot left for the islands."),
    ("so many more", "Two more left for the islands.", "Two pilots left for the islands."),
    ("of them", "The oldest of them left for the islands.", "The oldest of the pilots left for the islands."),
    ("part of its", "Half of its boats sank.", "Half of the boats sank."),
    ("so many such", "No such boats came back.", "No boats came back."),
    ("noun of this", "The cost of this was nine hundred crowns.", "The cost of the pier was nine hundred crowns."),
    ("here", "Here the pilots waited for the flood.", "Here is what the pilots waited for."),
    ("there", "There the pilots waited for the flood.", "There are pilots in the harbour."),
    ("preposition and pronoun", "Despite this, the pilots waited.", "Despite the storm, the pilots waited."),
    ("in both cases", "In both cases, the pilots waited.", "In both ports, the pilots waited."),
    ("clause with a pronoun", "While this went on, the pilots waited.", "While the storm went on, the pilots waited."),
    ("so do", "Neither did the pilots wait, nor did the guild.", "Neither the guild nor the pilots waited."),
    ("year and pronoun", "In 1931 they left for the islands.", "In 1931 the pilots left for the islands."),
    ("among the", "Among the drowned was the oldest pilot.", "Among pilots the oldest is asked first."),
]


@pytest.mark.parametrize(("name", "leaning", "standing"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def test_rule_catches_its_construction_and_no_look_alike(name: str, leaning: str, standing: str) -> None:
    caught = {rule.name for rule in LEANING_RULES if rule.pattern.match(leaning)}
    assert caught == {name}
    assert leans(leaning)
    assert not leans(standing)


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in LEANING_RULES] == [name for name, _, _ in EXAMPLES]
