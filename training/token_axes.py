"""Writes `qa/embed/token_axes.npy`: the directions along which the packaged encoder's token vectors differ most.

    python -m training.token_axes [--texts 500] FILE...

FILE is public text as `benchmarks.mass.texts_of` reads it. The axes are those of a principal component analysis over the unit token
vectors, less each text's mean, turned at random within the space that they span: so every sign tells as much as the next one.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mass import texts_of
from qa.embed.packaged import open_packaged
from qa.embed.token_axes import AXES, FILE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors

_LONGEST = 900
"""Characters of a text."""


def main() -> int:
    """Command line."""
    import numpy as np

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--texts", type=int, default=500, metavar="N", help="of each file, about how many texts (500)")
    options = parser.parse_args()
    chance = random.Random(0)
    texts: list[str] = []
    for path in options.paths:
        found = list(dict.fromkeys(text[:_LONGEST] for text in texts_of(path)))
        texts += chance.sample(found, min(options.texts, len(found)))
    rests: list[NDArray[np.float32]] = []

    def keep(_: list[int], __: object, tokens: list[TokenVectors]) -> None:
        for own in tokens:
            units = own.units()
            base = units.sum(axis=0)
            base /= np.linalg.norm(base)
            rests.append(units - (units @ base)[:, None] * base)

    open_packaged(1).encode_passages(texts, keep)
    rest = np.concatenate(rests).astype(np.float64)
    values, vectors = np.linalg.eigh(rest.T @ rest)
    chosen = vectors[:, ::-1][:, :AXES]
    turned, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((AXES, AXES)))
    np.save(FILE, (turned @ chosen.T).astype("<f2"))
    share = values[::-1][:AXES].sum() / values.sum()
    print(f"{len(texts)} texts, {len(rest)} tokens: {AXES} axes hold {share:.3f} of what differs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
