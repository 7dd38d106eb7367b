import numpy as np
import pytest

from qa.embed.token_axes import AXES, axes_of
from qa.embed.tokens import TokenVectors, pack, pack_vector, unpack, unpack_vector
from qa.embed.weights import PACKAGED, locate


def made_up(count: int, dimension: int = 384) -> TokenVectors:
    """Tokens that lean to one side, as those of one text do, of several lengths."""
    some = np.random.default_rng(7)
    units = some.standard_normal((count, dimension)) + 0.8 * some.standard_normal(dimension)
    ends = np.cumsum(some.integers(2, 9, count), dtype=np.int32)
    return TokenVectors((units * some.uniform(0.2, 0.4, (count, 1))).astype(np.float32), ends - 1, ends)


def own(tokens: TokenVectors) -> np.ndarray:
    """A text's vector: with what stands at both ends of it, which is no token, not quite the tokens' mean."""
    pooled = tokens.states.sum(axis=0) + 0.1 * np.random.default_rng(3).standard_normal(tokens.states.shape[1])
    return unpack_vector(pack_vector((pooled / np.linalg.norm(pooled)).astype(np.float32)))


def stored_of(tokens: TokenVectors, axes: np.ndarray | None = None) -> TokenVectors:
    return unpack(pack(tokens, own(tokens), axes), own(tokens), axes)


def test_stored_tokens_give_products_and_means_as_the_true_ones() -> None:
    tokens = made_up(120)
    stored = stored_of(tokens)
    assert len(pack(tokens, own(tokens))) < 53 * 120
    asked = tokens.units()[:40] + 0.05 * np.random.default_rng(1).standard_normal((40, 384)).astype(np.float32)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    wrong = asked @ stored.units().T - asked @ tokens.units().T
    assert abs(wrong.mean()) < 0.005 and wrong.std() < 0.05
    part, true = stored.between(0, int(tokens.ends[29])), tokens.between(0, int(tokens.ends[29]))
    assert len(part.starts) == 30 and float(part.mean() @ true.mean()) > 0.97


def test_on_axes_a_passage_takes_less_than_4_kilobytes() -> None:
    axes = axes_of(locate(PACKAGED).digest)
    assert axes is not None and axes @ axes.T == pytest.approx(np.eye(AXES), abs=0.01) and axes_of("another") is None
    tokens = made_up(132)
    tokens = TokenVectors(tokens.states, tokens.ends - np.diff(tokens.ends, prepend=0) + 1, tokens.ends)
    packed = pack(tokens, own(tokens), axes)
    assert len(packed) < 3600
    # What lies on the axes is estimated from its signs, what does not is lost.
    on = TokenVectors((tokens.states @ axes.T @ axes).astype(np.float32), tokens.starts, tokens.ends)
    stored = stored_of(on, axes)
    wrong = on.units()[:40] @ stored.units().T - on.units()[:40] @ on.units().T
    assert abs(wrong.mean()) < 0.01 and wrong.std() < 0.05 and stored.ends.tolist() == tokens.ends.tolist()
    with pytest.raises(ValueError, match="192 axes"):
        unpack(packed, own(tokens))
    with pytest.raises(ValueError, match="of 384 numbers"):
        unpack(packed, np.ones(5, np.float32), axes)


@pytest.mark.parametrize(("count", "dimension", "gap"), [(0, 384, 0), (1, 5, 0), (3, 384, 70_000), (200, 12, 1)])
def test_places_are_stored_to_the_character(count: int, dimension: int, gap: int) -> None:
    tokens = made_up(count, dimension)
    tokens = TokenVectors(tokens.states, tokens.starts + gap, tokens.ends + gap)
    stored = stored_of(tokens)
    assert stored.states.shape == (count, dimension) and np.isfinite(stored.states).all()
    assert stored.starts.tolist() == tokens.starts.tolist() and stored.ends.tolist() == tokens.ends.tolist()


def test_tokens_that_are_all_alike_or_nothing_are_finite() -> None:
    for states in (np.ones((4, 8), np.float32), np.zeros((4, 8), np.float32)):
        tokens = TokenVectors(states, np.arange(4, dtype=np.int32), np.arange(1, 5, dtype=np.int32))
        direction = np.full(8, 8**-0.5, np.float32)
        stored = unpack(pack(tokens, direction), direction)
        assert stored.states == pytest.approx(states, abs=0.01)
