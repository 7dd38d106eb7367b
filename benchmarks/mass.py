"""A corpus of as many passages as are wanted, made of public text: paragraphs as they come, then sentences recombined."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qa.files import write_whole
from qa.language.boundaries import find_sentences

PARAGRAPHS = 200
"""Paragraphs of one file."""
_LONGEST = 900
"""Characters of a paragraph: it becomes one passage."""
_TOGETHER = 4
_RECOMBINED = 3
_TEXT_WORDS = 30
"""A string of a JSON file with fewer words is no text."""


def write_mass(folder: Path, paths: Sequence[Path], passages: int) -> int:
    """Write files of paragraphs, each its own; returns how many paragraphs were recombined.

    Raises:
        ValueError: there is too little text to begin with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    documents = [sentences for path in paths for text in texts_of(path) if (sentences := _sentences(text))]
    if sum(map(len, documents)) < 100:
        raise ValueError("fewer than 100 sentences of text in what was given")
    found = dict.fromkeys(paragraph for document in documents for paragraph in _paragraphs(document))
    own = len(found)
    chance = random.Random(0)
    while len(found) < passages:
        # Each from another document: no such paragraph was written by anybody.
        parts = chance.sample(documents, _RECOMBINED) if len(documents) >= _RECOMBINED else documents * _RECOMBINED
        found[" ".join(chance.choice(part) for part in parts)[:_LONGEST]] = None
    paragraphs = list(found)[:passages]
    for first in range(0, len(paragraphs), PARAGRAPHS):
        number = first // PARAGRAPHS
        text = "\n\n".join([f"Collection {number}", *paragraphs[first : first + PARAGRAPHS]])
        write_whole(folder / f"collection-{number:05}.txt", f"{text}\n".encode())
    return max(passages - own, 0)


def texts_of(path: Path) -> Iterator[str]:
    """The texts in a file: JSON and JSON Lines by their long strings and lists of strings, others as a whole."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        for line in text.splitlines():
            yield from _strings(json.loads(line))
    elif path.suffix == ".json":
        yield from _strings(json.loads(text))
    else:
        yield text


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        if len(value.split()) >= _TEXT_WORDS:
            yield value
    elif isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        yield from _strings(" ".join(value))
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _sentences(text: str) -> list[str]:
    """Sentences that stand well in a paragraph: of one line, from a capital letter to a full stop, neither short nor long."""
    found = (" ".join(span.of(text).split()) for span in find_sentences(text))
    return [s for s in found if 40 <= len(s) <= 280 and s[0].isupper() and s.endswith(".")]


def _paragraphs(sentences: Sequence[str]) -> Iterator[str]:
    for first in range(0, len(sentences), _TOGETHER):
        paragraph = " ".join(sentences[first : first + _TOGETHER])
        if len(paragraph) <= _LONGEST:
            yield paragraph
