"""Assembles clean text from pieces of a raw file, and remembers where every piece came from."""

from __future__ import annotations

import re

from qa.types import Block, BlockKind, OffsetMap, Span

_WORD_OR_SPACE = re.compile(r"\s+|\S+")


class TextBuilder:
    """Appends pieces of raw text in reading order; white space is folded to single spaces.

    No-break spaces become plain ones, line ends inside a paragraph too, so that a quote reads and searches the same
    however the file was wrapped. Every piece keeps the raw offset it came from.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._clean: list[int] = []
        self._raw: list[int] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._block_start = 0

    @property
    def position(self) -> int:
        """Where the next character will stand in the clean text."""
        return self._length

    def begin_block(self) -> None:
        """Start a block, a blank line after the one before."""
        if self._length > self._block_start:
            self._append("\n\n", self._raw[-1] + self._length - self._clean[-1])
        self._block_start = self._length

    def add(self, piece: str, raw_start: int) -> None:
        """Append `piece`, which stands at `raw_start` in the raw file, to the open block."""
        for match in _WORD_OR_SPACE.finditer(piece):
            raw = raw_start + match.start()
            if not match.group()[0].isspace():
                self._append(match.group(), raw)
            elif self._length > self._block_start and not self._ends_in_space():
                self._append(" ", raw)

    def end_block(self, kind: BlockKind, level: int = 0, *, repeated: bool = False) -> Span:
        """Close the open block, without space at its end, and return where it stands."""
        while self._length > self._block_start and self._ends_in_space():
            self._drop_space()
        span = Span(self._block_start, self._length)
        if len(span):
            self._blocks.append(Block(kind, span, level, repeated=repeated))
        return span

    def build(self) -> tuple[str, tuple[Block, ...], OffsetMap]:
        """The clean text, its blocks and the map back to the raw file."""
        return "".join(self._pieces), tuple(self._blocks), OffsetMap(tuple(self._clean), tuple(self._raw))

    def _append(self, text: str, raw: int) -> None:
        if not self._clean or raw - self._raw[-1] != self._length - self._clean[-1]:
            self._clean.append(self._length)
            self._raw.append(raw)
        self._pieces.append(text)
        self._length += len(text)

    def _ends_in_space(self) -> bool:
        return bool(self._pieces) and self._pieces[-1] == " "

    def _drop_space(self) -> None:
        self._pieces.pop()
        self._length -= 1
        if self._clean and self._clean[-1] == self._length:
            self._clean.pop()
            self._raw.pop()
