"""Token vectors of a passage, and as they are stored: one bit a number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ALONE = 2**18
"""Multiplications of a product that OpenBLAS leaves to the thread that asks for it."""


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


def pack_vector(vector: NDArray[np.float32]) -> bytes:
    """A unit vector as it is stored: float16, little-endian."""
    return vector.astype("<f2").tobytes()


def unpack_vector(data: bytes) -> NDArray[np.float32]:
    """The vector of `pack_vector`, each of its numbers within 1 in 2,000."""
    import numpy as np

    return np.frombuffer(data, dtype="<f2").astype(np.float32)


def pack(vectors: TokenVectors, own: NDArray[np.float32], axes: NDArray[np.float32] | None = None) -> bytes:
    """27 bytes a token on 192 `axes`, 51 of 384 numbers without: its share of the text's `own` vector, and one sign for each axis.

    After RaBitQ (Gao and Long, SIGMOD 2024): the signs are scaled so that the estimate of a product with another vector is right at
    the text's own vector, stored beside (its cosine with the tokens' mean is .98). Little-endian: count, dimension, axes (0: the
    dimensions themselves), bytes of a place; scale of the signs, longest state (float32); gap before each token and its length in
    characters, in two bits and six, or as two numbers; each token's share of the own vector (int8); lengths of the states in 255ths
    of the longest (uint8); signs.
    """
    import numpy as np

    count, dimension = vectors.states.shape
    gaps = vectors.starts - np.concatenate([[0], vectors.ends[:-1]]) if count else vectors.starts
    spans = vectors.ends - vectors.starts
    both = np.concatenate([gaps, spans])
    if not count or (both.min() >= 0 and gaps.max() < 4 and spans.max() < 64):
        wide, places = 1, (gaps << 6 | spans).astype("<u1")
    else:
        is_byte = both.min() >= 0 and both.max() < 128
        wide, places = (2, both.astype("<i1")) if is_byte else (8, both.astype("<i4"))
    lengths = np.linalg.norm(vectors.states, axis=1)
    longest = float(lengths.max(initial=0.0))
    units, base = vectors.units(), _unit(own)
    along = units @ base
    rest = units - along[:, None] * base
    on_axes = rest if axes is None else _product(rest, axes.T)
    head = np.array([count, dimension, 0 if axes is None else len(axes), wide], dtype="<i4").tobytes()
    scales = np.array([_scale(rest, on_axes), longest], dtype="<f4").tobytes()
    shares = np.round(along.clip(-1, 1) * 127).astype(np.int8).tobytes()
    parts = np.round(lengths / max(longest, 1e-9) * 255).astype(np.uint8).tobytes()
    signs = np.packbits(on_axes >= 0, axis=1).tobytes()
    packed: bytes = head + scales + places.tobytes() + shares + parts + signs
    return packed


def unpack(data: bytes, own: NDArray[np.float32], axes: NDArray[np.float32] | None = None) -> TokenVectors:
    """Estimates of the vectors of `pack`: of a question's cosine with the nearest of some tokens to about .03.

    Raises:
        ValueError: they were packed on others than these `axes`, for a vector of another dimension, or by nothing like `pack`.
    """
    import numpy as np

    count, dimension, turned, wide = (int(n) for n in np.frombuffer(data, dtype="<i4", count=4))
    if turned != (0 if axes is None else len(axes)):
        raise ValueError(f"token vectors on {turned} axes")
    if dimension != len(own):
        raise ValueError(f"token vectors of {dimension} numbers")
    scale, longest = (float(n) for n in np.frombuffer(data, dtype="<f4", count=2, offset=16))
    at = 24
    if wide == 1:
        places = np.frombuffer(data, "<u1", count, at)
        gaps, spans = (places >> 6).astype(np.int32), (places & 63).astype(np.int32)
    else:
        gaps, spans = np.frombuffer(data, f"<i{wide // 2}", 2 * count, at).astype(np.int32).reshape(2, count)
    ends = (gaps + spans).cumsum(dtype=np.int32)
    at += wide * count
    base = _unit(own)
    along = np.frombuffer(data, np.int8, count, at).astype(np.float32) / 127
    lengths = np.frombuffer(data, np.uint8, count, at + count).astype(np.float32) * (longest / 255)
    numbers = turned or dimension
    row = -(-numbers // 8)
    packed = np.frombuffer(data, np.uint8, count * row, at + 2 * count).reshape(count, row)
    signs = 2 * np.unpackbits(packed, axis=1, count=numbers).astype(np.float32) - 1
    rest = signs if axes is None else _product(signs, axes)
    units = along[:, None] * base + (scale * np.sqrt(np.maximum(1 - along**2, 0)))[:, None] * rest
    return TokenVectors(units * lengths[:, None], ends - spans, ends, lengths)


def _product(rows: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """`rows @ matrix`, a few rows at a time.

    OpenBLAS shares larger products among threads, which then spin for what comes next and take the time of those that encode.
    """
    import numpy as np

    few = max(_ALONE // matrix.size, 1)
    found = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    for first in range(0, len(rows), few):
        np.matmul(rows[first : first + few], matrix, out=found[first : first + few])
    return found


def _scale(rest: NDArray[np.float32], on_axes: NDArray[np.float32]) -> float:
    """What a sign counts for in the middle, as a share of the length of `rest`.

    Between what makes the product with `rest` itself right, and what does so for the part of it that lies on the axes: what
    is asked for lies partly there.
    """
    import numpy as np

    length, part = np.linalg.norm(rest, axis=1), np.linalg.norm(on_axes, axis=1)
    some = length > 1e-6
    if not some.any():
        return 0.0
    return float(np.median((part / np.maximum(np.abs(on_axes).sum(axis=1), 1e-9))[some]))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    scaled: NDArray[np.float32] = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return scaled
