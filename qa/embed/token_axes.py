"""The axes on which the packaged encoder's token vectors are stored; `training/token_axes.py` writes them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.weights import is_packaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AXES = 192
"""Of 384: they hold six sevenths of what differs between the tokens of a text."""
FILE = Path(__file__).with_name("token_axes.npy")


def axes_of(encoder: str) -> NDArray[np.float32] | None:
    """(AXES, 384), orthonormal to 16 bits, for the packaged encoder by its digest; None for any other, of which none are known."""
    return _packaged_axes() if is_packaged(encoder) else None


@lru_cache(maxsize=1)
def _packaged_axes() -> NDArray[np.float32]:
    import numpy as np

    found: NDArray[np.float32] = np.load(FILE, allow_pickle=False).astype(np.float32)
    return found
