"""Held sources whose texts are nearly the same: a press release and its copies count as one."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_WORDS = 6
"""Words of a shingle."""
_EVERY = 4
"""Of the shingles, those whose hash is divisible by this are compared: the same ones in each text (Broder 1997, mod-p sketch)."""
_LEAST = 10
"""Sampled shingles of a text from which it is compared: some forty words more than a heading has."""
SAME = 0.5
"""Share of the shorter text's shingles in the other from which the two count as one: a copied press release with a new head."""


def same_held_texts(snapshot: Snapshot, doc_ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Those of some documents of an index whose texts are nearly the same, in groups."""
    documents = {doc_id: snapshot.document(doc_id) for doc_id in dict.fromkeys(doc_ids)}
    return same_texts({doc_id: document.text for doc_id, document in documents.items() if document})


def same_texts(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of texts, by their names, that are nearly the same, or of which one holds most of another."""
    sketches = {name: sketch for name, text in texts.items() if len(sketch := _sketch(text)) >= _LEAST}
    leader = {name: name for name in sketches}
    for one, other in _pairs(sketches):
        kept, gone = sorted((leader[one], leader[other]))
        leader = {name: kept if led == gone else led for name, led in leader.items()}
    groups: dict[str, list[str]] = {}
    for name, led in leader.items():
        groups.setdefault(led, []).append(name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)


def _pairs(sketches: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    holders: dict[int, list[str]] = {}
    for other, sketch in sketches.items():
        shared = Counter(name for value in sketch for name in holders.get(value, ()))
        for one, count in shared.items():
            if count >= SAME * min(len(sketches[one]), len(sketch)):
                yield one, other
        for value in sketch:
            holders.setdefault(value, []).append(other)


def _sketch(text: str) -> frozenset[int]:
    words = [word for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split()]
    shingles = (" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1))
    hashes = (zlib.crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles)
    return frozenset(value for value in hashes if value % _EVERY == 0)
