from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.reading import LONGEST, PassageText, best_spans, offsets_in_text

OUT = (-1, -1)
PLACES = [OUT, OUT, (0, 4), (5, 7), (8, 12), (14, 16), (17, 22), OUT]
"""[CLS] asked | Rice is dear. It costs | [SEP]; the full stops are left out."""
SENTENCES = ((0, 13), (14, 22))


@pytest.mark.parametrize(
    ("title", "starts", "ends", "found"),
    [
        ("one word", [0, 0, 9, 0, 0, 0, 3, 0], [0, 0, 9, 0, 0, 0, 3, 0], [(0, 4, 17), (17, 22, 5)]),
        ("several words", [0, 0, 5, 0, 0, 4, 0, 0], [0, 0, 0, 0, 5, 0, 4, 0], [(0, 12, 9), (14, 22, 7)]),
        ("no end before the start", [0, 0, 0, 0, 5, 0, 5, 0], [0, 0, 5, 0, 1, 5, 1, 0], [(8, 12, 5), (17, 22, 5)]),
        ("none in the question", [9, 9, 1, 0, 0, 1, 0, 9], [9, 9, 1, 0, 0, 1, 0, 9], [(0, 4, 1), (14, 16, 1)]),
        ("none across sentences", [0, 0, 0, 0, 5, 0, 0, 0], [0, 0, 0, 0, 1, 5, 0, 0], [(8, 12, 5), (14, 16, 4)]),
    ],
)
def test_best_span_of_each_sentence_is_found(
    title: str, starts: list[float], ends: list[float], found: list[tuple[int, int, float]]
) -> None:
    spans = best_spans(np.array(starts, dtype=np.float32), np.array(ends, dtype=np.float32), 1.0, PLACES, SENTENCES)
    assert [(s.start, s.end, s.margin) for s in spans if s] == found, title


def test_span_has_at_most_the_longest_number_of_tokens() -> None:
    places = [(2 * i, 2 * i + 1) for i in range(2 * LONGEST)]
    starts, ends = (np.zeros(len(places), dtype=np.float32) for _ in range(2))
    starts[0] = ends[LONGEST] = 5
    ends[LONGEST - 1] = 4
    (span,) = best_spans(starts, ends, 0, places, [(0, 4 * LONGEST)])
    assert span and (span.start, span.end, span.margin) == (0, 2 * LONGEST - 1, 9)


def test_share_is_that_of_the_span_and_of_those_that_are_nearly_it() -> None:
    places, sentence = [(2 * i, 2 * i + 1) for i in range(4)], [(0, 8)]
    one_sided, torn = (np.full(4, -50, dtype=np.float32) for _ in range(2))
    one_sided[0], torn[[0, 3]] = 50, (50, 49)
    (sure,) = best_spans(one_sided, one_sided, 0, places, sentence)
    (unsure,) = best_spans(torn, torn, 0, places, sentence)
    assert sure and sure.share == pytest.approx(1)
    assert unsure and unsure.share == pytest.approx(1 / (1 + np.exp(-1) + np.exp(-2)), abs=1e-3)


def test_sentence_without_a_token_has_no_span() -> None:
    scores = np.zeros(len(PLACES), dtype=np.float32)
    assert best_spans(scores, scores, 0, PLACES, [(0, 13), (13, 14), (23, 30)])[1:] == (None, None)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.floats(-9, 9), st.floats(-9, 9)), max_size=60),
    st.lists(st.integers(0, 200), max_size=8),
)
def test_span_lies_in_its_sentence_and_is_not_empty(
    tokens: list[tuple[int, int, float, float]], cuts: list[int]
) -> None:
    places, at = [OUT], 0
    for gap, length, _, _ in tokens:
        places.append((at + gap, at + gap + length))
        at += gap + length
    starts, ends = (np.array([0, *(token[k] for token in tokens)], dtype=np.float32) for k in (2, 3))
    edges = sorted({0, *cuts, at + 1})
    sentences = list(pairwise(edges))
    spans = best_spans(starts, ends, 0.0, places, sentences)
    assert len(spans) == len(sentences)
    for span, (start, end) in zip(spans, sentences, strict=True):
        begun = any(start <= a < end for a, _ in places)
        assert (span is not None) == begun
        assert span is None or start <= span.start < span.end <= end


@pytest.mark.parametrize(
    ("title", "context", "offsets", "found"),
    [
        ("no context", "", [(0, 4), (5, 7)], [(0, 4), (5, 7)]),
        ("a token of the context", "Market", [(0, 6), (6, 7), (8, 12)], [OUT, OUT, (0, 4)]),
        ("a word with the space before it", "", [(0, 4), (4, 7)], [(0, 4), (5, 7)]),
        ("the text's first word with the space before it", "Market", [(6, 7), (7, 12)], [OUT, (0, 4)]),
    ],
)
def test_places_are_those_of_the_text(
    title: str, context: str, offsets: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    text = PassageText("Rice is dear.", context, ((0, 13),))
    sequences = [None, 0, *(1 for _ in offsets), None]
    assert offsets_in_text([(0, 0), (0, 4), *offsets, (0, 0)], sequences, text) == [OUT, OUT, *found, OUT], title
