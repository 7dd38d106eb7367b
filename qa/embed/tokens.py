"""Token vectors of a passage, and as they are stored: one bit a number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The encoder's last hidden states of one text, special tokens left out."""

    states: NDArray[np.float32]
    """(tokens, dimension), not normalised: their mean over a stretch of text is that stretch's vector in context."""
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    """Where each token stands in the text, in characters."""
    lengths: NDArray[np.float32] | None = None
    """(tokens,): of the states that these are estimates of, which are longer themselves; None where they are the states."""

    def units(self) -> NDArray[np.float32]:
        """The states as unit vectors, or estimates of them."""
        import numpy as np

        lengths = np.linalg.norm(self.states, axis=1) if self.lengths is None else self.lengths
        return (self.states / np.maximum(lengths, 1e-9)[:, None]).astype(np.float32, copy=False)

    def mean(self) -> NDArray[np.float32]:
        """The unit vector of their mean, or an estimate of it; zeros where there is none."""
        pooled = self.states.sum(axis=0)
        square = float(pooled @ pooled)
        if self.lengths is not None:
            # What estimates are longer than the states does not point one way: it makes a sum longer by its own square only.
            square -= min(float((self.states**2).sum() - (self.lengths**2).sum()), square / 2)
        scaled: NDArray[np.float32] = pooled / math.sqrt(max(square, 1e-9))
        return scaled

    def between(self, start: int, end: int) -> TokenVectors:
        """The tokens that lie wholly in `[start, end)` of the text."""
        import numpy as np

        # Tokens stand in order, so that those inside are one slice, without a copy.
        first = int(np.searchsorted(self.starts, start))
        last = max(int(np.searchsorted(self.ends, end, side="right")), first)
        lengths = None if self.lengths is None else self.lengths[first:last]
        return TokenVectors(self.states[first:last], self.starts[first:last], self.ends[first:last], lengths)


def pack(vectors: TokenVectors) -> bytes:
    """Some 55 bytes a token of 384 numbers: what lies along the mean of all as a number, of the rest one sign a dimension.

    After RaBitQ (Gao and Long, SIGMOD 2024): the signs are scaled so that the estimate of a product with any other vector is
    right at the mean. Little-endian: count, dimension and width of places; gaps and lengths of the tokens in characters; the mean
    (int8); lengths of the states, shares of the mean, scales (float16); signs.
    """
    import numpy as np

    count, dimension = vectors.states.shape
    gaps = vectors.starts - np.concatenate([[0], vectors.ends[:-1]]) if count else vectors.starts
    places = np.concatenate([gaps, vectors.ends - vectors.starts])
    width = 1 if not count or (places.min() >= 0 and places.max() < 128) else 4
    lengths = np.linalg.norm(vectors.states, axis=1)
    units = vectors.units()
    mean = units.sum(axis=0)
    direction = np.round(mean / max(float(np.abs(mean).max()), 1e-9) * 127).astype(np.int8)
    base = _unit(direction)
    along = units @ base
    rest = units - along[:, None] * base
    scale = (rest**2).sum(axis=1) / np.maximum(np.abs(rest).sum(axis=1), 1e-9)
    numbers = np.concatenate([lengths, along, scale]).astype("<f2")
    head = np.array([count, dimension, width], dtype="<i4").tobytes() + places.astype(f"<i{width}").tobytes()
    packed: bytes = head + direction.tobytes() + numbers.tobytes() + np.packbits(rest >= 0, axis=1).tobytes()
    return packed


def unpack(data: bytes) -> TokenVectors:
    """Estimates of the vectors of `pack`: of a question's cosine with the nearest of some tokens to about .02."""
    import numpy as np

    count, dimension, width = (int(n) for n in np.frombuffer(data, dtype="<i4", count=3))
    at = 12
    gaps, spans = np.frombuffer(data, f"<i{width}", 2 * count, at).astype(np.int32).reshape(2, count)
    ends = (gaps + spans).cumsum(dtype=np.int32)
    at += 2 * count * width
    base = _unit(np.frombuffer(data, np.int8, dimension, at))
    at += dimension
    lengths, along, scale = np.frombuffer(data, "<f2", 3 * count, at).astype(np.float32).reshape(3, count)
    row = -(-dimension // 8)
    packed = np.frombuffer(data, np.uint8, count * row, at + 6 * count).reshape(count, row)
    signs = 2 * np.unpackbits(packed, axis=1, count=dimension).astype(np.float32) - 1
    units = along[:, None] * base + scale[:, None] * signs
    return TokenVectors(units * lengths[:, None], ends - spans, ends, lengths)


def _unit(direction: NDArray[np.int8]) -> NDArray[np.float32]:
    import numpy as np

    found = direction.astype(np.float32)
    scaled: NDArray[np.float32] = found / max(float(np.linalg.norm(found)), 1e-9)
    return scaled
