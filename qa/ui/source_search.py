"""Looking for words in what is known of sources and in the statements that rest on them; a word that is spelt almost so counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.language.edit_distance import edit_distance
from qa.language.folding import fold_text
from qa.regex import regex
from qa.types.answer import Citation
from qa.types.source import Source

_WORDS = regex(r"\w+")
_SHORTEST, _LONG = 4, 8
"""Letters from which on a word may have one slip in it, and two."""


@dataclass(frozen=True, slots=True)
class FoundSources:
    """The sources that have all words, and the words as they were read where no source has them as they were typed."""

    sources: tuple[Source, ...]
    read_as: tuple[str, ...] = ()


def search_sources(sources: Sequence[Source], statements: Mapping[str, Sequence[Citation]], typed: str) -> FoundSources:
    """Those in whose fields, note or statements every word stands, or one that is spelt almost as it."""
    words = fold_text(typed).text.split()
    if not words:
        return FoundSources(tuple(sources))
    texts = {source.source_id: _text_of(source, statements.get(source.source_id, ())) for source in sources}
    readings = [_readings(word, texts.values()) for word in words]
    found = tuple(s for s in sources if all(any(way in texts[s.source_id] for way in ways) for ways in readings))
    others = (way for word, ways in zip(words, readings, strict=True) for way in ways if way != word)
    return FoundSources(found, tuple(dict.fromkeys(others)))


def _text_of(source: Source, statements: Sequence[Citation]) -> str:
    fields = (source.reference, source.title, source.publisher, source.container, source.interviewee, source.place)
    known = (*fields, *source.authors, *(statement.quote for statement in statements))
    return fold_text(" ".join(part for part in known if part)).text


def _readings(word: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The word itself where some text has it; else the words of the texts that are nearest to it."""
    texts = list(texts)
    if any(word in text for text in texts) or len(word) < _SHORTEST:
        return (word,)
    most = 2 if len(word) >= _LONG else 1
    known = {other for text in texts for other in _WORDS.findall(text) if abs(len(other) - len(word)) <= most}
    near = {other: edit_distance(word, other, most) for other in known}
    best = min(near.values(), default=most + 1)
    return tuple(sorted(other for other, slips in near.items() if slips == best <= most)) or (word,)
