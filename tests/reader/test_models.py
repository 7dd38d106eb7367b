import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from qa.errors import ReaderError
from qa.reader.models import QuestionAnsweringModel, Reranked
from qa.reader.reading import UNREAD_EVIDENCE, PassageText, Reader
from tests.reader.tiny import ANSWERING, MAX_TOKENS, PLAIN, SCORING, save_model

QUESTION = "What does a kilo cost?"
RICE = PassageText("Rice is dear. A kilo costs 4 euros.", "Market", ((0, 13), (14, 35)))
BEANS = PassageText("Beans cost 4 euros too.", "", ((0, 23),))


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("answering"), ANSWERING)


@pytest.fixture(scope="module")
def scoring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("scoring"), SCORING, num_labels=1)


def rerank(name: str) -> Reader:
    return Reranked(None, name)


def test_model_reads_each_sentence_and_no_context(answering: Path) -> None:
    for text, reading in zip(
        (RICE, BEANS), QuestionAnsweringModel(str(answering)).read(QUESTION, [RICE, BEANS]), strict=True
    ):
        assert reading.answers == max(reading.evidence)
        for span, evidence, (start, end) in zip(reading.spans, reading.evidence, text.sentences, strict=True):
            assert span is not None and start <= span.start < span.end <= end and evidence == span.margin


def test_margin_is_over_the_score_of_no_answer(answering: Path) -> None:
    from transformers import AutoModelForQuestionAnswering

    reader = QuestionAnsweringModel(str(answering))
    (reading,) = reader.read(QUESTION, [BEANS])
    model = AutoModelForQuestionAnswering.from_pretrained(answering).eval()
    words = "[CLS] what does a kilo cost ? [SEP] beans cost 4 euros too . [SEP]".split()
    ids = torch.tensor([reader._tokenizer.convert_tokens_to_ids(words)])
    with torch.inference_mode():
        out = model(input_ids=ids, token_type_ids=torch.tensor([[0] * 8 + [1] * 7]))
    starts, ends = out.start_logits[0], out.end_logits[0]
    best = max(starts[i] + ends[j] for i in range(8, 14) for j in range(i, 14))
    assert reading.evidence[0] == pytest.approx(float(best - starts[0] - ends[0]), abs=1e-4)


def test_long_question_and_passage_are_cut_to_what_the_model_takes(answering: Path) -> None:
    text = PassageText("Rice. " + "beans " * MAX_TOKENS + ". Dear.", "", ((0, 5), (6, 6 * MAX_TOKENS + 7), (395, 400)))
    (reading,) = QuestionAnsweringModel(str(answering)).read("what " * 400, [text])
    assert reading.spans[0] is not None and reading.spans[2] is None and reading.evidence[2] == UNREAD_EVIDENCE


def test_reranker_replaces_the_evidence_and_keeps_the_spans(answering: Path, scoring: Path) -> None:
    reader = QuestionAnsweringModel(str(answering))
    read = reader.read(QUESTION, [RICE, BEANS])
    reranked = Reranked(reader, str(scoring)).read(QUESTION, [RICE, BEANS])
    assert [(r.spans, r.answers) for r in reranked] == [(r.spans, r.answers) for r in read]
    alone = rerank(str(scoring)).read(QUESTION, [RICE, BEANS])
    assert [r.evidence for r in alone] == [r.evidence for r in reranked] != [r.evidence for r in read]
    assert [(r.spans, r.answers == max(r.evidence)) for r in alone] == [((None, None), True), ((None,), True)]


def test_reranker_scores_question_with_sentence_as_a_logit(scoring: Path) -> None:
    from sentence_transformers import CrossEncoder

    pairs = [(QUESTION, RICE.text[start:end]) for start, end in RICE.sentences]
    logits = CrossEncoder(str(scoring), device="cpu", activation_fn=torch.nn.Identity()).predict(pairs)
    (reading,) = rerank(str(scoring)).read(QUESTION, [RICE])
    assert reading.evidence == pytest.approx(logits.tolist(), abs=1e-5)


def test_threads_read_what_one_reads(answering: Path, scoring: Path) -> None:
    reader = Reranked(QuestionAnsweringModel(str(answering)), str(scoring))
    alone = reader.read(QUESTION, [RICE, BEANS])
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: reader.read(QUESTION, [RICE, BEANS]), range(32)):
            # Sums differ in their last digits with the number of threads that torch shares them among.
            for one, other in zip(found, alone, strict=True):
                assert one.evidence == pytest.approx(other.evidence, abs=1e-4)
                assert [span and (span.start, span.end) for span in one.spans] == [
                    span and (span.start, span.end) for span in other.spans
                ]


def _with_pickle(folder: Path) -> None:
    """In place of the weights, a pickle that makes the file `run` when it is loaded."""
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(f"cos\nsystem\n(S'touch {folder}/run'\ntR.".encode())


def _with_own_code(folder: Path) -> None:
    """A configuration of a kind that only the folder's own code knows; the code makes the file `run`."""
    config = json.loads((folder / "config.json").read_text())
    kinds = ("AutoConfig", "AutoModelForQuestionAnswering", "AutoModelForSequenceClassification")
    config |= {"model_type": "made-up", "auto_map": {kind: "own.Model" for kind in kinds}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text(f"open({str(folder / 'run')!r}, 'w').close()\nclass Model: pass\n")


def _with_no_numbers(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    weights["bert.embeddings.word_embeddings.weight"].fill_(float("nan"))
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def _cut(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_with_pickle, "model.safetensors"),
        (_with_own_code, "custom code"),
        (_with_no_numbers, "not numbers"),
        (_cut, ""),
        (lambda folder: (folder / "config.json").write_text("[1"), ""),
        (lambda folder: (folder / "tokenizer.json").unlink(), ""),
    ],
)
@pytest.mark.parametrize("of", ["answering", "scoring"])
def test_spoilt_folder_is_refused_in_one_line_and_its_code_is_not_run(
    tmp_path: Path, of: str, spoil: Callable[[Path], None], said: str
) -> None:
    open_it: Callable[[str], object] = QuestionAnsweringModel if of == "answering" else rerank
    folder = save_model(tmp_path, ANSWERING) if of == "answering" else save_model(tmp_path, SCORING, num_labels=1)
    spoil(folder)
    with pytest.raises(ReaderError, match="cannot be loaded as") as caught:
        open_it(str(folder))
    assert said in str(caught.value) and str(folder) in str(caught.value) and "\n" not in str(caught.value)
    assert not (folder / "run").exists()


@pytest.mark.parametrize(
    ("open_it", "kind", "labels", "said"),
    [
        (QuestionAnsweringModel, PLAIN, 2, "no trained question-answering head"),
        (QuestionAnsweringModel, SCORING, 2, "no trained question-answering head"),
        (rerank, PLAIN, 1, "no trained scoring head"),
        (rerank, ANSWERING, 1, "no trained scoring head"),
        (rerank, SCORING, 3, "3 scores"),
    ],
)
def test_model_of_another_kind_is_refused(
    tmp_path: Path, open_it: Callable[[str], Reader], kind: str, labels: int, said: str
) -> None:
    save_model(tmp_path, kind, num_labels=labels)
    with pytest.raises(ReaderError, match=said):
        open_it(str(tmp_path))


def test_tokenizer_that_knows_more_words_than_the_network_is_refused(tmp_path: Path) -> None:
    save_model(tmp_path, ANSWERING, words=9)
    with pytest.raises(ReaderError, match="cannot be loaded"):
        QuestionAnsweringModel(str(tmp_path))


@pytest.mark.parametrize("open_it", [QuestionAnsweringModel, rerank])
def test_missing_folder_is_not_looked_for_on_the_hub(tmp_path: Path, open_it: Callable[[str], Reader]) -> None:
    with pytest.raises(ReaderError, match="no such folder"):
        open_it(str(tmp_path / "nothing"))
