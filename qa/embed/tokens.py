"""Token vectors of a passage, as they are stored: eight bits a number, with one scale a token."""

from __future__ import annotations

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

    def units(self) -> NDArray[np.float32]:
        """The states as unit vectors."""
        import numpy as np

        scaled: NDArray[np.float32] = self.states / np.maximum(np.linalg.norm(self.states, axis=1, keepdims=True), 1e-9)
        return scaled

    def mean(self) -> NDArray[np.float32]:
        """The unit vector of their mean; zeros where there is none."""
        import numpy as np

        pooled = self.states.sum(axis=0)
        scaled: NDArray[np.float32] = pooled / max(float(np.linalg.norm(pooled)), 1e-9)
        return scaled

    def between(self, start: int, end: int) -> TokenVectors:
        """The tokens that lie wholly in `[start, end)` of the text."""
        import numpy as np

        # Tokens stand in order, so that those inside are one slice, without a copy.
        first = int(np.searchsorted(self.starts, start))
        last = max(int(np.searchsorted(self.ends, end, side="right")), first)
        return TokenVectors(self.states[first:last], self.starts[first:last], self.ends[first:last])


def pack(vectors: TokenVectors) -> bytes:
    """Little-endian bytes: count and dimension, starts, ends, scales (float32), then int8 states."""
    import numpy as np

    scale = np.maximum(np.abs(vectors.states).max(axis=1, initial=0.0), 1e-9).astype("<f4") / 127
    quantized = np.round(vectors.states / scale[:, None]).astype(np.int8)
    head = np.array(vectors.states.shape, dtype="<i4").tobytes()
    places = vectors.starts.astype("<i4").tobytes() + vectors.ends.astype("<i4").tobytes()
    packed: bytes = head + places + scale.tobytes() + quantized.tobytes()
    return packed


def unpack(data: bytes) -> TokenVectors:
    """The vectors of `pack`, to within half a step of the scale."""
    import numpy as np

    count, dimension = (int(n) for n in np.frombuffer(data, dtype="<i4", count=2))
    numbers = np.frombuffer(data, dtype="<i4", offset=8, count=2 * count)
    scale = np.frombuffer(data, dtype="<f4", offset=8 + 8 * count, count=count)
    quantized = np.frombuffer(data, dtype=np.int8, offset=8 + 12 * count).reshape(count, dimension)
    states = quantized.astype(np.float32) * scale[:, None]
    return TokenVectors(states, numbers[:count].astype(np.int32), numbers[count:].astype(np.int32))
