"""What models write, read as it comes: JSON, prose with marks, and what small models make of either."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.writer.reply import ReplyReader

OBJECT = json.dumps(
    {
        "answered": True,
        "sentences": [
            {"text": "The harbour has 90 lanterns.", "passages": [1]},
            {"text": "“Lumo” {has} ice, it says.", "passages": ["2", "[3]"]},
        ],
    },
    ensure_ascii=False,
)
PROSE = "The harbour has 90 lanterns [1]. Lumo has ice.[2][3] Mr. Doe left at 5 p.m. on Monday [1-2]."
HARBOUR = ("The harbour has 90 lanterns.", (1,))
ICE = ("Lumo has ice.", (2, 3))
CASES = {
    "object": (OBJECT, [HARBOUR, ("“Lumo” {has} ice, it says.", (2, 3))]),
    "object in a fence": (f"```json\n{OBJECT}\n```", [HARBOUR, ("“Lumo” {has} ice, it says.", (2, 3))]),
    "list of objects": ('[{"text": "Lumo has ice.", "passages": [2, 3]}]', [ICE]),
    "list of texts": ('{"sentences": ["The harbour has 90 lanterns. [1]", "Lumo has ice [2,3]."]}', [HARBOUR, ICE]),
    "prose": (PROSE, [HARBOUR, ICE, ("Mr. Doe left at 5 p.m. on Monday.", (1, 2))]),
    "list": ("Here is the answer:\n\n- **The harbour has 90 lanterns.** [1]\n* Lumo has ice (passages 2 and 3).\n", [HARBOUR, ICE]),
    "other brackets": ("The harbour has 90 lanterns【1†source】. Lumo has ice [^2][Passage 3].", [HARBOUR, ICE]),
    "thoughts": ("<think>\nHm. [9] Well.\n</think>\nLumo has ice [2, 3].", [ICE]),
    "only thoughts": ("<think>\nHm. [9] Well.", []),
    "sources below": ("Lumo has ice [2][3].\n\nSources:\n[2] Lumo Gazette\n", [ICE]),
    "no marks": ("Lumo has ice.", [("Lumo has ice.", ())]),
    "half an object": (OBJECT[:90], [HARBOUR]),
    "another object": ('{"weather": "fine"}', []),
    "nothing": ("  \n", []),
    "marks alone": ("[1] [2]", []),
    "Chinese": ("灯笼有九十盏[1]。卢莫有冰。[2]", [("灯笼有九十盏。", (1,)), ("卢莫有冰。", (2,))]),
}  # fmt: skip


def read(reply: str, *cuts: int) -> tuple[list[tuple[str, tuple[int, ...]]], ReplyReader]:
    """The sentences of a reply that comes in pieces."""
    reader, found, places = ReplyReader(), [], [0, *sorted(cuts), len(reply)]
    for start, end in itertools.pairwise(places):
        found += reader.feed(reply[start:end])
    return [(s.text, s.passages) for s in (*found, *reader.finish())], reader


@pytest.mark.parametrize("name", CASES)
def test_sentences_and_their_passages_are_read(name: str) -> None:
    reply, expected = CASES[name]
    found, reader = read(reply)
    assert found == expected and reader.answered and reader.complete is (name != "half an object")


@given(st.sampled_from(sorted(CASES)), st.lists(st.integers(0, 300), max_size=12))
def test_pieces_make_no_difference(name: str, cuts: list[int]) -> None:
    reply, expected = CASES[name]
    assert read(reply, *(cut % (len(reply) + 1) for cut in cuts))[0] == expected


@given(st.text(alphabet='{}[]"\\:,.1 aé\n<think>', max_size=200))
def test_rubbish_is_read_without_failing(reply: str) -> None:
    read(reply)


def test_sentences_come_before_the_reply_ends() -> None:
    assert [s.text for s in ReplyReader().feed(OBJECT[:95])] == ["The harbour has 90 lanterns."]
    assert [s.text for s in ReplyReader().feed(PROSE[:50])] == ["The harbour has 90 lanterns."]


@pytest.mark.parametrize("reply", ['{"answered": false, "sentences": []}', "NO ANSWER", "**No answer.**"])
def test_model_may_say_that_there_is_no_answer(reply: str) -> None:
    found, reader = read(reply)
    assert not found and not reader.answered
