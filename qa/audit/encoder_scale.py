"""An encoder of a person's own → how its scores of support are read: its cosines may all be high, whatever two sentences say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.audit.bilingual import known_sentences
from qa.citation.support_model import SourceSentence, SupportScores, support_scores

if TYPE_CHECKING:
    from qa.embed.questions import QuestionEncoder

UNLIKE, SAME = -4.3, 9.3
"""Mean score of two of ten sentences that say different things, by the packaged encoder; and of one beside itself, by any."""


class EncoderScale:
    """Reads the scores of another encoder as the packaged one's, by two points: unlike sentences, and the same sentence."""

    def __init__(self, encoder: QuestionEncoder) -> None:
        """Encode ten English sentences, and compare each with the others."""
        sentences = known_sentences()["en"]
        held = [_hold(encoder, text) for text in sentences]
        scores: list[float] = []
        for text in sentences:
            others = [sentence for sentence in held if sentence.text != text]
            scores += support_scores(text, encoder.encode(text), encoder.encode_tokens(text), others).about.tolist()
        self._unlike = sum(scores) / len(scores)

    def read(self, scores: SupportScores) -> SupportScores:
        """The scores as the packaged encoder might have given them."""
        stretch = (SAME - UNLIKE) / max(SAME - self._unlike, 1.0)
        return SupportScores(SAME - (SAME - scores.backs) * stretch, SAME - (SAME - scores.about) * stretch)


def _hold(encoder: QuestionEncoder, text: str) -> SourceSentence:
    vector, tokens = encoder.encode_passage(text)
    return SourceSentence(text, vector, tokens.units(), tokens.mean())
