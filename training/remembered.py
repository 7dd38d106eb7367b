"""A reader that keeps what it read in a file, so that what was fitted once is fitted again in minutes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from qa.reader import LogitScale, PassageReading, PassageText, Reader, SpanReading


class Remembered:
    """Another reader, with a file of its readings, one JSON object a line."""

    def __init__(self, reader: Reader, path: Path) -> None:
        """Read what is known."""
        self._reader, self._path = reader, path
        self.scale: LogitScale = reader.scale
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._known = dict(json.loads(line) for line in lines)

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order."""
        keys = [hashlib.sha256(repr((question, text)).encode()).hexdigest()[:24] for text in texts]
        missing = [i for i, key in enumerate(keys) if key not in self._known]
        found = self._reader.read(question, [texts[i] for i in missing]) if missing else []
        with self._path.open("a", encoding="utf-8") as file:
            for i, reading in zip(missing, found, strict=True):
                self._known[keys[i]] = _written(reading)
                file.write(json.dumps([keys[i], self._known[keys[i]]]) + "\n")
        return [_read(self._known[key]) for key in keys]


def _written(reading: PassageReading) -> list[object]:
    spans = [[s.start, s.end, s.margin, s.share] if s else None for s in reading.spans]
    return [list(reading.evidence), spans, reading.answers]


def _read(known: list[list[float]]) -> PassageReading:
    evidence, spans, answers = known
    found = tuple(SpanReading(int(s[0]), int(s[1]), s[2], s[3]) if s else None for s in spans)  # type: ignore[index]
    return PassageReading(tuple(evidence), found, answers)  # type: ignore[arg-type]
