"""Stems of words, from several threads at once."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from qa.language.stems import stem


def test_stems_are_the_same_in_many_threads() -> None:
    words = [
        "".join(parts)
        for parts in product("bdfgklmnprst", "aeiou", "bdglmnrst", ("ization", "ational", "fulness", "ingly"))
    ]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(stem, words))
    finally:
        sys.setswitchinterval(interval)
    stem.cache_clear()
    assert found == [stem(word) for word in words]
