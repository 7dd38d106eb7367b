"""A source's sentences are shown for a claim when they back it, and not when they are merely on its subject."""

import math
import zlib
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.citation.support import MOST_SUPPORT, find_support
from qa.citation.support_model import SUPPORT_FEATURES, SourceSentence, support_features, support_scores
from qa.embed.tokens import TokenVectors
from qa.index.chunking import make_passages
from qa.language.stems import content_stems
from qa.parse.builder import DocumentBuilder
from qa.types.document import BlockKind, Document

DIMENSION = 64
CLAIM = "A total of €48 million in company assets were frozen in Marbella."
# Made up.
BACKING = "Company assets worth €48 million were frozen in Marbella, the police said."
OTHER_NUMBER = "Company assets worth €12 million were frozen in Valencia, the police said."
ON_THE_SUBJECT = "Freezing orders are a usual tool of financial investigators."
UNRELATED = "The weather on the coast was fine that week."


def encode(text: str) -> NDArray[np.float32]:
    """A stand-in for the encoder: the sum of one fixed direction for each word."""
    total = np.zeros(DIMENSION)
    for word in content_stems(text) or ["-"]:
        total += np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION)
    return (total / np.linalg.norm(total)).astype(np.float32)


def encode_tokens(text: str) -> TokenVectors:
    """One token a word."""
    places = []
    at = 0
    for word in text.split(" "):
        places += [(at, at + len(word))] if word else []
        at += len(word) + 1
    states = np.array([encode(text[a:b]) for a, b in places], dtype=np.float32).reshape(len(places), DIMENSION)
    starts, ends = (np.array([place[side] for place in places], dtype=np.int32) for side in (0, 1))
    return TokenVectors(states, starts, ends)


def _sentences(*texts: str, with_tokens: bool = True) -> list[SourceSentence]:
    tokens = [encode_tokens(text) if with_tokens else None for text in texts]
    return [SourceSentence(text, encode(text), own, own) for text, own in zip(texts, tokens, strict=True)]


@pytest.mark.parametrize("with_tokens", [True, False])
def test_sentence_that_backs_the_claim_comes_first_and_alone(with_tokens: bool) -> None:
    texts = (UNRELATED, ON_THE_SUBJECT, BACKING, UNRELATED.upper(), "Nobody was hurt.")
    tokens = encode_tokens(CLAIM) if with_tokens else None
    scores = support_scores(CLAIM, encode(CLAIM), tokens, _sentences(*texts, with_tokens=with_tokens))
    assert [texts[i] for i in np.flatnonzero(scores >= 0)] == [BACKING]


def test_sentence_with_another_number_is_weaker() -> None:
    scores = support_scores(CLAIM, encode(CLAIM), None, _sentences(BACKING, OTHER_NUMBER, UNRELATED, with_tokens=False))
    assert scores[0] > scores[1] > scores[2]


@pytest.mark.parametrize(
    ("written", "share"), [("1,127", 1.0), ("1127", 1.0), ("1.127", 1.0), ("11.27", 0.0), ("27", 0.0)]
)
def test_number_is_the_same_however_its_thousands_are_set(written: str, share: float) -> None:
    features = support_features(
        "They seized 1,127 kilos.", encode("kilo"), None, _sentences(f"{written} kilos were found.")
    )
    assert features[0, SUPPORT_FEATURES.index("numbers")] == share


def test_neighbours_words_count_for_the_window_only() -> None:
    sentences = _sentences("The firm was in Marbella.", "Assets were frozen.", UNRELATED, with_tokens=False)
    features = support_features("Assets frozen in Marbella", encode(CLAIM), None, sentences)
    cover, window = features[:, SUPPORT_FEATURES.index("cover")], features[:, SUPPORT_FEATURES.index("window_cover")]
    assert cover[1] < window[1] == pytest.approx(1.0)
    assert (cover[2], window[2]) == (0.0, pytest.approx(cover[1]))


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4), st.booleans())
def test_every_sentence_has_a_finite_score(claim: str, texts: list[str], with_tokens: bool) -> None:
    tokens = encode_tokens(claim) if with_tokens else None
    scores = support_scores(claim, encode(claim), tokens, _sentences(*texts, with_tokens=with_tokens))
    assert scores.shape == (len(texts),)
    assert all(math.isfinite(score) for score in scores)


def _document(*paragraphs: str, note: str = "A remark.") -> Document:
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.begin_block()
        builder.add(paragraph)
        builder.mark("1", "1")
        builder.end_block(BlockKind.PARAGRAPH)
    builder.begin_note("1", "1")
    builder.add(note)
    builder.end_note()
    return builder.document("source")


class _Snapshot:
    """What `find_support` needs of an index, over one document."""

    def __init__(self, document: Document) -> None:
        self._document, self._passages = document, make_passages(document)
        self.encoder = SimpleNamespace(encode=encode, encode_tokens=encode_tokens)

    def document(self, doc_id: str) -> Document | None:
        return self._document if doc_id == self._document.doc_id else None

    def passages_of(self, _doc_id: str) -> tuple[object, ...]:
        return self._passages

    def vectors(self, texts: list[str]) -> dict[str, tuple[NDArray[np.float32], TokenVectors]]:
        return {text: (encode(text), encode_tokens(text)) for text in texts}

    def sources(self, _doc_id: str) -> tuple[object, ...]:
        return ()


def _found(document: Document, *doc_ids: str) -> list[str]:
    return [c.quote for c in find_support(_Snapshot(document), CLAIM, doc_ids or ("source",))]  # type: ignore[arg-type]


def test_support_is_a_quote_of_the_source_with_its_place() -> None:
    document = _document(f"{UNRELATED} {BACKING} Nobody was hurt.", ON_THE_SUBJECT)
    (citation,) = find_support(_Snapshot(document), CLAIM, ["source"])  # type: ignore[arg-type]
    assert (citation.document, citation.quote) == ("source", BACKING)
    assert citation.span.of(document.text) == BACKING


def test_support_is_none_when_the_source_is_only_on_the_subject() -> None:
    assert _found(_document(f"{UNRELATED} {ON_THE_SUBJECT}", "Nobody was hurt.")) == []


def test_support_is_not_taken_from_the_sources_own_notes() -> None:
    assert _found(_document(UNRELATED, ON_THE_SUBJECT, note=BACKING)) == []


def test_support_of_a_document_that_is_not_there_is_none() -> None:
    assert _found(_document(BACKING), "elsewhere") == []


def test_support_holds_no_more_than_a_few_sentences() -> None:
    many = [BACKING.replace("said", f"said on {day}") for day in ("Monday", "Tuesday", "Friday", "Sunday")]
    others = [f"{UNRELATED} It was day {i}." for i in range(20)]
    assert len(_found(_document(*many, *others))) == MOST_SUPPORT
