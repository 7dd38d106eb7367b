"""Which words of a question are looked for in an index."""

from __future__ import annotations

from collections.abc import Callable

from qa.regex import regex

_WORD = regex(r"\w+")
_LARGE = 10_000
"""Passages from which on it pays to leave out words of most of them."""
_LOOKED_AT = 30_000
"""Passages with one of the words, counted for each word, up to which another word is looked for."""


def words_to_look_for(question: str, passages: int, count: Callable[[str], int]) -> list[str]:
    """The words of a question, each once; `count` says in how many of the index's passages one stands.

    In a large index those of most passages are left out, to which BM25 gives no weight; of others the rarest that can be looked at
    fast stay.
    """
    words = list(dict.fromkeys(w.casefold() for w in _WORD.findall(question)))
    if passages <= _LARGE:
        return words
    counts = {word: count(word) for word in words}
    rarest = sorted((word for word in words if 2 * counts[word] < passages), key=counts.__getitem__)
    before = [sum(counts[word] for word in rarest[:i]) for i in range(len(rarest))]
    return [w for w, seen in zip(rarest, before, strict=True) if not seen or seen + counts[w] <= _LOOKED_AT] or words
