"""A source in another language than the report: compared by an encoder that brings the two together, and by no other."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from qa import Corpus, open_corpus
from qa.audit.bilingual import Bilingual
from qa.audit.encoder_scale import EncoderScale
from qa.citation.support_model import SourceSentence, support_scores
from qa.embed.questions import QuestionEncoder
from qa.embed.tokens import TokenVectors
from qa.types.audit import Audit, AuditVerdict
from tests.audit.bilingual_encoder import make_bilingual_encoder

Vector = NDArray[np.float32]
REPORT = """# Harbours

Police froze assets of the harbour worth €48 million in 2024.[^1] The old village lies by the sea.[^2]

[^1]: Lumo Gazette, “Bienes del puerto”, 3 May 2024.
[^2]: Lumo Gazette, “Los perros”, 4 May 2024.
"""
FROZEN = "El pan estaba caliente en la casa. La policía congeló bienes del puerto, {} millones de euros, en 2024."
DOGS = "El niño tenía miedo de los perros. El hermano rompió la puerta del coche en invierno."


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audit]:
    folder = tmp_path_factory.mktemp("foreign")
    encoder = make_bilingual_encoder(folder / "encoder")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.md").write_text(REPORT, encoding="utf-8")
    (folder / "corpus" / "corpus.toml").write_text(f'[index]\nencoder = "{encoder}"\n')
    corpus = open_corpus(folder / "corpus", index=folder / "index", reader="packaged-small")
    corpus.build()
    corpus.add("dogs.txt", data=DOGS.encode(), footnote="2", language="es")
    corpus.add("frozen.txt", data=FROZEN.format(48).encode(), footnote="1", language="es")

    def audit(frozen: str) -> Audit:
        (corpus.folder / "frozen.txt").write_text(FROZEN.format(frozen), encoding="utf-8")
        corpus.build()
        (made,) = corpus.audit()
        return made

    return audit


def test_a_source_in_another_language_has_its_nearest_passage_and_what_figures_it_shares(
    audited: Callable[[str], Audit],
) -> None:
    near, far = audited("48").statements
    assert near.verdict is AuditVerdict.MENTIONS and near.sources[0].passage
    assert "congeló" in near.sources[0].passage.quote
    assert near.sources[0].reason == (
        "its text is in Spanish, the statement in English; by meaning this is its nearest passage; it has “€48 million”, “2024”"
    )
    assert far.verdict is AuditVerdict.UNCHECKED and "no passage of it comes near" in (far.sources[0].reason or "")


def test_a_figure_that_a_source_in_another_language_lacks_is_told(audited: Callable[[str], Audit]) -> None:
    source = audited("12").statements[0].sources[0]
    assert source.verdict is AuditVerdict.MENTIONS and [lack.report.quote for lack in source.lacks] == ["€48 million"]
    assert source.reason and source.reason.endswith("it has “2024”, and lacks “€48 million”")


def test_an_encoder_that_reads_one_language_only_compares_no_two(corpus: Corpus) -> None:
    def least(encoder: QuestionEncoder) -> list[float | None]:
        bilingual = Bilingual(encoder)
        return [bilingual.least("en", "es"), bilingual.least("en", "xx")]

    assert corpus._index.read(lambda snapshot: least(snapshot.encoder)) == [None, None]


class Leaning:
    """The packaged encoder, all of whose vectors lean one way: two sentences are alike whatever they say."""

    def __init__(self, encoder: QuestionEncoder) -> None:
        self._encoder = encoder

    def encode(self, question: str) -> Vector:
        leaning = self._encoder.encode(question) + 0.1
        unit: Vector = leaning / np.linalg.norm(leaning)
        return unit

    def encode_tokens(self, question: str) -> TokenVectors | None:
        found = self._encoder.encode_tokens(question)
        return replace(found, states=found.units() + np.float32(0.1)) if found else None

    def encode_passage(self, text: str) -> tuple[Vector, TokenVectors]:
        tokens = self.encode_tokens(text)
        assert tokens is not None
        return self.encode(text), tokens


def test_scores_of_an_encoder_to_which_all_is_alike_are_read_on_the_packaged_ones_scale(corpus: Corpus) -> None:
    statement, other = "The boat sank in the storm.", "Bakers met in May."

    def score(encoder: QuestionEncoder, scaled: bool) -> float:
        vector, tokens = encoder.encode_passage(other)
        held = [SourceSentence(other, vector, tokens.units(), tokens.mean())]
        found = support_scores(statement, encoder.encode(statement), encoder.encode_tokens(statement), held)
        return float((EncoderScale(encoder).read(found) if scaled else found).about[0])

    def scores(encoder: QuestionEncoder) -> list[float]:
        leaning = Leaning(encoder)
        return [score(encoder, False), score(encoder, True), score(leaning, False), score(leaning, True)]

    own, own_scaled, leant, leant_scaled = corpus._index.read(lambda snapshot: scores(snapshot.encoder))
    assert own_scaled == pytest.approx(own, abs=0.3)
    assert leant > 0 and leant_scaled == pytest.approx(own, abs=1.5)
