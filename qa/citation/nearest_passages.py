"""What of a source's text is read for a statement: its best sentence with the neighbours, and the nearest few with theirs."""

from __future__ import annotations

from collections.abc import Sequence

from qa.types.document import Span

NEAREST = 3
"""Sentences of a source that are read together."""
MOST_CHARACTERS = 1200
"""Characters that are read at a time: about as much as fits into the network's window."""


def nearest_passages(text: str, title: str, places: Sequence[Span], best: int, nearest: Sequence[int]) -> list[str]:
    """Two passages of a text, each under its title.

    Args:
        text: the source's.
        title: what the network reads first.
        places: the text's sentences, in its order.
        best: the number of the sentence that tells most.
        nearest: numbers of those that are most about the statement, best first.
    """
    chosen: set[int] = set()
    for i in nearest[:NEAREST]:
        for near in (i, i - 1, i + 1):
            taken = sum(len(places[k]) + 1 for k in {*chosen, near} if 0 <= k < len(places))
            if 0 <= near < len(places) and (not chosen or taken < MOST_CHARACTERS):
                chosen.add(near)
    around = [i for i in (best - 1, best, best + 1) if 0 <= i < len(places)]
    passages = (" ".join(places[i].of(text) for i in numbers) for numbers in (around, sorted(chosen)))
    return [f"{title}. {passage}"[:MOST_CHARACTERS] for passage in passages]
