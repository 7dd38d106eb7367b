"""Reading lists as tokens: what the networks learn from, in arrays that are made once and read on any machine.

A text is stored once, whichever questions it is read for; places are counted in its tokens. The encoder's and MPNet's tokens are
the same, with other numbers (`training.network.as_mpnet`), so that one file serves teachers and students.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Numbers in rows of any length."""

    values: Ints
    starts: Ints
    """Where each row begins in `values`, and at last their length."""

    def __getitem__(self, row: int) -> Ints:
        """One row."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.starts) - 1


def rows_from(lists: Iterable[Sequence[int]]) -> Rows:
    """Rows of these numbers."""
    whole = [np.asarray(row, dtype=np.int64) for row in lists]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in whole])]).astype(np.int64)
    return Rows(np.concatenate(whole) if whole else np.zeros(0, dtype=np.int64), starts)


@dataclass(frozen=True, slots=True)
class TokenLists:
    """Questions, each with the passages that are read for it; `-1` is none or unknown."""

    texts: Rows
    """Tokens of questions, headings (with their full stop) and passages, without special tokens."""
    question: Ints
    """For each list, its question's text."""
    source: Ints
    """For each list, the set that it is from, by its place in `names`."""
    twins: Rows
    """For each list, questions that differ in a few words, so that its first passage does not answer them."""
    by_rule: Ints
    """For each list, whether its twins were made by a rule."""
    passages: Rows
    """For each list, its passages."""
    text: Ints
    """For each passage, its text."""
    heading: Ints
    sentences: Rows
    """For each passage, the first token of each sentence, and one past the last, by turns."""
    right: Rows
    """For each passage, the sentences that answer."""
    answers: Ints
    """For each passage, whether it answers."""
    span: Ints
    """(passages, 2): the short answer's first and last token; -1 where there is none, -2 where it is not known."""
    support: Ints
    """For each passage, what it says of a statement, by the numbers of `reading_lists.Support`."""
    names: tuple[str, ...] = field(default=())

    def save(self, path: Path) -> None:
        """Write everything into one file."""
        arrays: dict[str, NDArray[np.generic]] = {"names": np.array(self.names)}
        for each in fields(self)[:-1]:
            value = getattr(self, each.name)
            if isinstance(value, Rows):
                arrays[f"{each.name}.values"] = _narrow(value.values)
                arrays[f"{each.name}.starts"] = _narrow(value.starts)
            else:
                arrays[each.name] = _narrow(value)
        np.savez_compressed(path, allow_pickle=False, **arrays)


def load(path: Path) -> TokenLists:
    """What `TokenLists.save` wrote."""
    with np.load(path, allow_pickle=False) as file:
        arrays: Mapping[str, NDArray[np.generic]] = {name: file[name] for name in file.files}
    given: dict[str, object] = {"names": tuple(str(name) for name in arrays["names"])}
    for each in fields(TokenLists)[:-1]:
        if each.name in arrays:
            given[each.name] = arrays[each.name].astype(np.int64)
        else:
            values, starts = (arrays[f"{each.name}.{part}"].astype(np.int64) for part in ("values", "starts"))
            given[each.name] = Rows(values, starts)
    return TokenLists(**given)  # type: ignore[arg-type]


def _narrow(values: Ints) -> NDArray[np.generic]:
    """The smallest type that holds them all."""
    for kind in (np.int8, np.uint16, np.int16, np.int32):
        limits = np.iinfo(kind)
        if not values.size or (limits.min <= values.min() and values.max() <= limits.max):
            return values.astype(kind)
    return values
