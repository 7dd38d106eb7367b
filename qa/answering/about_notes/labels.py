"""The labels of the notes that a question names: by number, in words, by range, by mark, or by order."""

from __future__ import annotations

from collections.abc import Sequence

from qa.language.en import note_questions as words
from qa.types.source import Source


def labels_in(question: str, sources: Sequence[Source]) -> list[str] | None:
    """The labels that a question names; None when it names none."""
    found: list[str] = []
    for match in words.LABELS.finditer(question):
        found += _numbers(match.group(1) + match.group(2))
    for match in words.LABEL_WORD.finditer(question):
        found.append(str(words.LABEL_CARDINALS.index(match.group(1).casefold()) + 1))
    if ordinal := words.ORDINAL.search(question):
        order = list(dict.fromkeys(source.label for source in sources))
        number = _ordinal(ordinal.group(1).casefold(), len(order))
        found.append(order[number - 1] if 0 < number <= len(order) else str(number))
    mark = words.LABEL_MARK.search(question)
    if mark and not found and any(source.label == mark.group(1) for source in sources):
        found.append(mark.group(1))
    return list(dict.fromkeys(found)) or None


def _ordinal(name: str, last: int) -> int:
    """`third` and `3rd` → 3."""
    if name == "last":
        return last
    return words.ORDINALS.index(name) + 1 if name in words.ORDINALS else int(name[:-2])


def _numbers(text: str) -> list[str]:
    """`2, 4 and 6–8` → each number; a range of more than a hundred is taken for its two ends."""
    numbers: list[str] = []
    for match in words.LABEL_RANGE.finditer(text):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        numbers += [str(n) for n in range(first, last + 1)] if 0 <= last - first <= 100 else [str(first), str(last)]
    return numbers
