"""A source's sentences are shown for a claim when they back it, and not when they are merely on its subject."""

import math
import zlib
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.citation.support import MOST_SUPPORT, name_held, support_citation
from qa.citation.support_model import SUPPORT_FEATURES, SourceSentence, support_features, support_scores
from qa.embed.tokens import TokenVectors
from qa.export.backing_words import describe_backing
from qa.index.chunking import make_passages
from qa.language.stems import content_stems
from qa.parse.builder import DocumentBuilder
from qa.types.answer import Citation, FootnoteLink, LinkKind
from qa.types.backing import Backing as VerdictOfSource
from qa.types.backing import ValueKind
from qa.types.document import BlockKind, Document, Span
from qa.types.source import Source, SourceKind

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
    read = [(own.units(), own.mean()) if own else (None, None) for own in tokens]
    return [SourceSentence(text, encode(text), *own) for text, own in zip(texts, read, strict=True)]


@pytest.mark.parametrize("with_tokens", [True, False])
def test_sentence_that_backs_the_claim_comes_first_and_alone(with_tokens: bool) -> None:
    texts = (UNRELATED, ON_THE_SUBJECT, BACKING, UNRELATED.upper(), "Nobody was hurt.")
    tokens = encode_tokens(CLAIM) if with_tokens else None
    scores = support_scores(CLAIM, encode(CLAIM), tokens, _sentences(*texts, with_tokens=with_tokens)).backs
    assert [texts[i] for i in np.flatnonzero(scores >= 0)] == [BACKING]


def test_sentence_with_another_number_is_weaker() -> None:
    scores = support_scores(CLAIM, encode(CLAIM), None, _sentences(BACKING, OTHER_NUMBER, UNRELATED, with_tokens=False))
    assert scores.backs[0] > scores.backs[1] > scores.backs[2]
    assert scores.about[1] > scores.backs[1] + 1, "it is about the claim all the same"


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
    for each in (scores.backs, scores.about):
        assert each.shape == (len(texts),)
        assert all(math.isfinite(score) for score in each)


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
    """What `support_citation` needs of an index, over one document."""

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


def _source(document: str | None, label: str = "1") -> Source:
    return Source(
        f"report#{label}", "report", label, 0, SourceKind.PRESS_RELEASE, (), "A release", "Police", None, None, None, None,
        None, None, None, None, None, "Police, A release", document,
    )  # fmt: skip


def _cited(document: Document, *held: str | None, claim: str = CLAIM) -> Citation:
    sources = {s.source_id: s for s in (_source(doc_id, str(i)) for i, doc_id in enumerate(held or ("source",), 1))}
    links = tuple(FootnoteLink(s.label, LinkKind.MARKER, s.source_id) for s in sources.values())
    quoted = Citation("report", "p", Span(100, 100 + len(claim)), claim, footnotes=links)
    return support_citation(_Snapshot(document), name_held(quoted, sources), sources)  # type: ignore[arg-type]


def _found(document: Document, *doc_ids: str) -> list[str]:
    return [c.quote for c in _cited(document, *doc_ids).support]


def test_support_is_a_quote_of_the_source_with_its_place() -> None:
    document = _document(f"{UNRELATED} {BACKING} Nobody was hurt.", ON_THE_SUBJECT)
    cited = _cited(document)
    (citation,) = cited.support
    assert (citation.document, citation.quote) == ("source", BACKING)
    assert citation.span.of(document.text) == BACKING
    assert [b.verdict for b in cited.backing] == [VerdictOfSource.BACKS] and cited.unbacked == ()


def test_source_with_another_number_differs_and_both_are_named_by_their_places() -> None:
    document = _document(f"{UNRELATED} {OTHER_NUMBER.replace('Valencia', 'Marbella')} Nobody was hurt.")
    cited = _cited(document)
    assert (cited.support, cited.unbacked) == ((), ("report#1",))
    (backing,) = cited.backing
    (difference,) = backing.differences
    assert (backing.verdict, difference.kind) == (VerdictOfSource.DIFFERS, ValueKind.MONEY)
    assert difference.report and difference.source and backing.passage
    assert (difference.report.quote, difference.source.quote) == ("€48 million", "€12 million")
    assert difference.source.span.of(document.text) == "€12 million"
    assert difference.report.span.start == 100 + CLAIM.index("€")
    assert describe_backing(backing) == "Source differs: it says €12 million, the report €48 million"


def test_source_that_denies_it_differs() -> None:
    (backing,) = _cited(_document(f"No company assets were frozen in Marbella. {UNRELATED}")).backing
    assert backing.verdict is VerdictOfSource.DIFFERS
    assert describe_backing(backing) == "Source differs: it says “No”, the report does not"


def test_source_without_the_number_mentions_it() -> None:
    (backing,) = _cited(_document(f"Company assets were frozen in Marbella as a result. {UNRELATED}")).backing
    assert backing.verdict is VerdictOfSource.MENTIONS
    assert describe_backing(backing) == "Source mentions it, without the amount €48 million"


def test_source_that_is_only_on_the_subject_has_nothing_found() -> None:
    cited = _cited(_document(f"{UNRELATED} {ON_THE_SUBJECT}", "Nobody was hurt."))
    assert cited.support == ()
    assert [(b.verdict, b.passage) for b in cited.backing] == [(VerdictOfSource.NOT_FOUND, None)]


def test_every_source_has_a_verdict_of_its_own() -> None:
    cited = _cited(_document(BACKING), None, "source", "elsewhere", "report")
    assert [(b.source, b.verdict.value) for b in cited.backing] == [
        ("report#1", "not_held"),
        ("report#2", "backs"),
        ("report#3", "not_found"),
        ("report#4", "not_held"),
    ]
    assert cited.unbacked == ("report#3",) and cited.source_of == ("report#4",)


def test_support_is_not_taken_from_the_sources_own_notes() -> None:
    assert _found(_document(UNRELATED, ON_THE_SUBJECT, note=BACKING)) == []


def test_support_holds_no_more_than_a_few_sentences() -> None:
    many = [BACKING.replace("said", f"said on {day}") for day in ("Monday", "Tuesday", "Friday", "Sunday")]
    others = [f"{UNRELATED} It was day {i}." for i in range(20)]
    assert len(_found(_document(*many, *others))) == MOST_SUPPORT
