"""How many slips of the finger lie between two words."""

from __future__ import annotations


def edit_distance(a: str, b: str, most: int) -> int:
    """Letters left out, put in, exchanged, or swapped with the next one (optimal string alignment); at most `most + 1`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def is_slip(a: str, b: str) -> bool:
    """True for what the fingers do and another word seldom is: two letters swapped, a letter doubled or not."""
    if edit_distance(a, b, 1) != 1:
        return False
    return sorted(a) == sorted(b) or _single(a) == _single(b)


def _single(word: str) -> str:
    """Without letters that repeat the one before."""
    return "".join(letter for i, letter in enumerate(word) if i == 0 or word[i - 1] != letter)
