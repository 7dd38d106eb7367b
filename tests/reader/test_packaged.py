from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.embed.onnx_runtime import onnx_runtime, open_session
from qa.errors import ReaderError
from qa.reader.networks import LARGE, SMALL, Network, load_network
from qa.reader.packaged import PackagedReader
from qa.reader.reading import UNREAD_EVIDENCE, PassageReading, PassageText

QUESTION = "How much does a kilo of rice cost?"
RICE = PassageText("Rice was dear this year. A kilo cost 4 euros at the market.", "Prices", ((0, 24), (25, 59)))
OTHERS = (
    PassageText("The harbour was closed for three days.", "", ((0, 38),)),
    PassageText(
        "Beans cost 2 euros. Nobody bought them. The market closed at noon.", "", ((0, 19), (20, 39), (40, 66))
    ),
)


@pytest.fixture(scope="module", params=[LARGE, SMALL], ids=["large", "small"])
def reader(request: pytest.FixtureRequest) -> PackagedReader:
    return PackagedReader(request.param)


def test_sentence_that_answers_is_told_from_the_others_with_the_words_that_answer(reader: PackagedReader) -> None:
    rice, *others = reader.read(QUESTION, [RICE, *OTHERS])
    assert rice.evidence[1] > max(rice.evidence[0], *(value for reading in others for value in reading.evidence))
    span = rice.spans[1]
    assert span is not None and span.margin > 0 and "4 euros" in RICE.text[span.start : span.end]
    assert rice.answers > others[0].answers


def test_no_span_is_taken_from_the_context(reader: PackagedReader) -> None:
    text = PassageText(
        "Everybody bought some. It was sold at noon.", "A kilo of rice cost 4 euros", ((0, 22), (23, 43))
    )
    (reading,) = reader.read(QUESTION, [text])
    for span, (start, end) in zip(reading.spans, text.sentences, strict=True):
        assert span is not None and start <= span.start < span.end <= end


def test_sentence_beyond_the_window_is_not_read(reader: PackagedReader) -> None:
    long = "rice " * 400
    text = PassageText(f"Beans are dear. {long}. It cost 4 euros.", "", ((0, 15), (16, 2017), (2018, 2034)))
    (reading,) = reader.read(QUESTION, [text])
    assert reading.evidence[0] > UNREAD_EVIDENCE < reading.evidence[1]
    assert (reading.evidence[2], reading.spans[2]) == (UNREAD_EVIDENCE, None)


@pytest.mark.parametrize("question", ["쌀 한 킬로는 얼마인가요? " * 100, "?" * 2000, ""])
def test_endless_and_empty_questions_leave_room_for_the_passage(reader: PackagedReader, question: str) -> None:
    (reading,) = reader.read(question, [RICE])
    assert None not in reading.spans and UNREAD_EVIDENCE not in reading.evidence


def test_passage_without_text_is_no_failure(reader: PackagedReader) -> None:
    assert [r.spans for r in reader.read(QUESTION, [PassageText("", "", ()), PassageText("  ", "", ((0, 2),))])] == [
        (),
        (None,),
    ]
    assert reader.read(QUESTION, []) == []


def test_reading_does_not_depend_on_company_or_threads(reader: PackagedReader) -> None:
    alone = [reader.read(QUESTION, [text])[0] for text in (RICE, *OTHERS)]

    def read_all(turn: int) -> list[PassageReading]:
        texts = [RICE, *OTHERS] if turn % 2 else [*reversed(OTHERS), RICE]
        found = reader.read(QUESTION, texts)
        return found if turn % 2 else [found[2], found[1], found[0]]

    with ThreadPoolExecutor(8) as threads:
        assert all(found == alone for found in threads.map(read_all, range(8)))


@pytest.mark.parametrize("network", [LARGE, SMALL])
@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-1], lambda data: data + b"0"])
def test_altered_network_is_refused_in_one_line(
    tmp_path: Path, network: Network, spoil: Callable[[bytes], bytes]
) -> None:
    altered = tmp_path / "altered.onnx"
    altered.write_bytes(spoil(network.files[-1].read_bytes()))
    with pytest.raises(ReaderError, match="altered") as caught:
        PackagedReader(replace(network, files=(*network.files[:-1], altered)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("network", [LARGE, SMALL])
def test_altered_graph_or_places_are_refused(tmp_path: Path, network: Network) -> None:
    for spoilt in (network.graph, network.places):
        graph = tmp_path / "altered.graph.onnx"
        for file, path in ((network.graph, graph), (network.places, graph.with_suffix(".json"))):
            path.write_bytes(file.read_bytes() + (b" " if file == spoilt else b""))
        with pytest.raises(ReaderError, match="altered"):
            PackagedReader(replace(network, graph=graph))


@pytest.mark.parametrize("network", [LARGE, SMALL])
def test_arrays_are_those_that_the_whole_file_has(network: Network) -> None:
    graph, arrays = load_network(network)
    whole = b"".join(file.read_bytes() for file in network.files)
    assert len(graph) + sum(array.nbytes for array in arrays.values()) == pytest.approx(len(whole), rel=0.01)
    assert all(array.tobytes() in whole for array in list(arrays.values())[::40])


def test_parts_in_another_order_are_refused() -> None:
    with pytest.raises(ReaderError, match="altered"):
        PackagedReader(replace(LARGE, files=LARGE.files[::-1]))


def test_missing_network_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r'cannot be read .* set reader = "none"') as caught:
        PackagedReader(replace(LARGE, files=(*LARGE.files[:-1], tmp_path / "large.onnx.2")))
    assert "\n" not in str(caught.value)


def test_quick_graph_gives_the_scores_of_the_network_that_was_trained() -> None:
    # The other is in 8 bits: there the last bit of a sum may move a score by a tenth.
    trained = open_session(SMALL.files[0].read_bytes(), onnx_runtime().SessionOptions())
    quick = PackagedReader(SMALL)
    encoding = quick._encode(QUESTION, RICE.text)
    feed = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask, "token_type_ids": encoding.type_ids}
    (scores,) = trained.run(["scores"], {name: np.array([values]) for name, values in feed.items()})
    assert quick._scores(encoding) == pytest.approx(scores[0], abs=1e-3)
