"""Statements with what a source says of them: supported, refuted, or neither; half of each set is held out, by article."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.language.stems import content_stems
from training.alter import OPPOSITE
from training.reading_lists import MOST_CHARACTERS, Nearest, Passage, ReadingList, Support

REFUTED = 0.55
"""How many of the sentences that are read as statements are altered."""
NUMBER_WORDS = tuple(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand".split()
)
_NUMBERS = re.compile(rf"\b\d[\d,.]*\d\b|\b\d\b|\b(?:{'|'.join(NUMBER_WORDS)})\b")
_VAGUE = ("hundred", "thousand")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|could|should|has|have|had|can|may|did|does|do)\b(?! not\b|n't)"
)
_NOT = re.compile(r"\b(is|are|was|were|will|would|could|should|has|have|had|can|may|did|does|do) not\b")
_ASIDE = re.compile(r" \([^()]*\)|, (?:which|who|where|including|such as|although|while|because)\b[^,;]*(?:,|(?=[.;]))")
_CHANGING = re.compile(r"(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\b\d[\d,.]*\d\b|\b\d\b")


def is_held_out(article: str) -> bool:
    """Whether training never sees the claims about this article."""
    return zlib.crc32(article.encode()) % 2 == 0


def fm2(path: Path, held_out: bool, rng: random.Random) -> Iterator[ReadingList]:
    """FoolMeTwice: the evidence among other sentences of its article, then such sentences alone, which say neither."""
    for row in _read(path):
        page = row["wikipedia_page"]
        if is_held_out(page) != held_out:
            continue
        gold = [e["text"] for e in row["gold_evidence"]]
        others = [t for t in (e["text"] for e in row["retrieved_evidence"]) if t not in gold]
        says = Support.SUPPORTS if row["label"] == "SUPPORTS" else Support.REFUTES
        texts = gold + rng.sample(others[:6], min(rng.randrange(4), len(others[:6])))
        rng.shuffle(texts)
        passages = [_passage(page, texts, gold, says)]
        if others:
            passages.append(_passage(page, others[: rng.randrange(2, 5)], (), Support.NEITHER))
        yield ReadingList(row["text"].strip(), tuple(passages))


def wice(path: Path, held_out: bool) -> Iterator[ReadingList]:
    """WiCE: the supporting sentences with their neighbours, then the nearest of the rest; support in part is no support."""
    for row in _read(path):
        if is_held_out(row["meta"]["claim_title"]) != held_out:
            continue
        sets = [s for s in row["supporting_sentences"] if s]
        marked = min(sets, key=lambda s: (len(s), max(s) - min(s))) if sets else []
        touched = {i for s in sets for i in s}
        says = Support.SUPPORTS if row["label"] == "supported" else Support.NEITHER
        rest = Nearest(_windows(row["evidence"], touched)).find(row["claim"], (), 2)
        own = [_around(row["evidence"], marked, says)] if marked else []
        if own or rest:
            yield ReadingList(row["claim"], (*own, *rest))


def altered(lists: Sequence[ReadingList], count: int, rng: random.Random) -> Iterator[ReadingList]:
    """Sentences of passages: supported as they stand or shortened, refuted with a detail altered, neither where left out."""
    found = 0
    for reading in rng.sample(lists, len(lists)):
        passage = reading.passages[0]
        place = rng.randrange(len(passage.sentences))
        start, end = passage.sentences[place]
        if not 40 < end - start < 300:
            continue
        sentence = passage.text[start:end]
        other = rng.random() < REFUTED
        statement = alter(sentence, passage.text, rng) if other else shorter(sentence, rng)
        if not statement:
            continue
        own = replace(
            passage,
            right=frozenset({place}),
            answer=None,
            answers=True,
            has_spans=False,
            support=Support.REFUTES if other else Support.SUPPORTS,
        )
        rest = [passage.text[a:b] for i, (a, b) in enumerate(passage.sentences) if i != place]
        without = [_passage(passage.heading, rest, (), Support.NEITHER)] if len(rest) > 1 else []
        yield ReadingList(statement, (own, *without))
        found += 1
        if found == count:
            return


def alter(sentence: str, text: str, rng: random.Random) -> str | None:
    """The sentence with one detail altered, so that the text refutes it; None when no way of altering it is found."""
    ways = [_swapped, _renumbered, _negated, _opposite]
    rng.shuffle(ways)
    return next((made for way in ways if (made := way(sentence, text, rng)) and made != sentence), None)


def shorter(sentence: str, rng: random.Random) -> str:
    """The sentence, sometimes without what stands in brackets or in a clause behind a comma."""
    if rng.random() < 0.5:
        return sentence
    cut = _ASIDE.sub("", sentence, count=1)
    return cut if len(cut) > 30 else sentence


def _swapped(sentence: str, text: str, rng: random.Random) -> str | None:
    """A name or number of the text in the place of one of the same kind."""
    spots = list(_CHANGING.finditer(sentence))
    rng.shuffle(spots)
    for spot in spots:
        old = spot.group()
        kind = old[0].isdigit()
        new = [m.group() for m in _CHANGING.finditer(text) if m.group()[0].isdigit() == kind]
        new = [x for x in new if x not in sentence and content_stems(x) and (not kind or len(x) == len(old))]
        if new:
            return _put(sentence, spot, rng.choice(new))
    return None


def _renumbered(sentence: str, text: str, rng: random.Random) -> str | None:
    """Another digit in a number, or another number word."""
    spots = [m for m in _NUMBERS.finditer(sentence) if m.group() not in _VAGUE]
    if not spots:
        return None
    spot = rng.choice(spots)
    old = spot.group()
    if not old[0].isdigit():
        return _put(sentence, spot, rng.choice([word for word in NUMBER_WORDS if word != old]))
    place = rng.choice([i for i, x in enumerate(old) if x.isdigit()])
    digits = [x for x in "123456789" if x != old[place]]
    new = old[:place] + rng.choice(digits) + old[place + 1 :]
    return None if re.search(rf"\b{re.escape(new)}\b", text) else _put(sentence, spot, new)


def _negated(sentence: str, text: str, rng: random.Random) -> str | None:
    """A “not” behind the first auxiliary verb, or without the one that stands there."""
    del text, rng
    if spot := _NOT.search(sentence):
        return _put(sentence, spot, spot.group(1))
    if spot := _AUXILIARY.search(sentence):
        return _put(sentence, spot, f"{spot.group()} not")
    return None


def _opposite(sentence: str, text: str, rng: random.Random) -> str | None:
    """A word's opposite in its place."""
    del text
    spots = [m for m in re.finditer(r"\w+", sentence) if m.group() in OPPOSITE]
    if not spots:
        return None
    spot = rng.choice(spots)
    return _put(sentence, spot, OPPOSITE[spot.group()])


def _put(text: str, spot: re.Match[str], new: str) -> str:
    return text[: spot.start()] + new + text[spot.end() :]


def _read(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _passage(heading: str, texts: Sequence[str], gold: Sequence[str], support: Support) -> Passage:
    """Sentences joined by spaces; those in `gold` are right."""
    places, length = [], 0
    for text in texts:
        places.append((length, length + len(text)))
        length += len(text) + 1
    right = frozenset(i for i, text in enumerate(texts) if text in gold)
    return Passage(heading, " ".join(texts), tuple(places), right, None, bool(right), has_spans=False, support=support)


def _around(sentences: Sequence[str], marked: Sequence[int], support: Support) -> Passage:
    """The marked sentences, with a neighbour on each side where there is room."""
    kept = set(marked)
    for near in (i + step for i in marked for step in (-1, 1)):
        fits = sum(len(sentences[i]) + 1 for i in {*kept, near} if 0 <= i < len(sentences)) < MOST_CHARACTERS
        if 0 <= near < len(sentences) and fits:
            kept.add(near)
    return _passage("", [sentences[i] for i in sorted(kept)], [sentences[i] for i in marked], support)


def _windows(sentences: Sequence[str], without: set[int], most: int = 700) -> list[Passage]:
    """Stretches of sentences of which none is in `without`."""
    found: list[Passage] = []
    texts: list[str] = []
    for i, sentence in enumerate(sentences):
        if texts and (i in without or sum(map(len, texts)) + len(sentence) > most):
            found.append(_passage("", texts, (), Support.NEITHER))
            texts = []
        if i not in without and sentence.strip():
            texts.append(sentence[:most])
    return [*found, _passage("", texts, (), Support.NEITHER)] if texts else found
