"""Reading lists → others made from them: questions changed so that nothing answers, passages shortened."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from qa.language.stems import content_stems
from training.reading_lists import Passage, ReadingList

_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_OPPOSITES = [
    pair.split("/")
    for pair in (
        "increase/decrease increased/decreased increasing/decreasing rise/fall rose/fell risen/fallen first/last largest/smallest "
        "highest/lowest most/least more/fewer before/after begin/end began/ended started/stopped north/south northern/southern "
        "east/west eastern/western won/lost win/lose accepted/rejected allowed/forbidden opened/closed buy/sell bought/sold "
        "oldest/youngest earliest/latest early/late arrived/left above/below inside/outside strong/weak stronger/weaker "
        "supported/opposed support/oppose included/excluded many/few major/minor positive/negative legal/illegal gain/loss "
        "fast/slow better/worse best/worst maximum/minimum export/import public/private short/long same/different can/cannot"
    ).split()
]
OPPOSITE = {**{a: b for a, b in _OPPOSITES}, **{b: a for a, b in _OPPOSITES}}


def without_answer(reading: ReadingList, rng: random.Random) -> ReadingList | None:
    """The question with a name, a number or a word changed so that its passage no longer answers it; None when nothing can be."""
    question, own = reading.question, reading.passages[0]
    others = " ".join(p.text for p in reading.passages)
    for pattern in rng.sample([_NAME, _NUMBER], 2):
        asked = [m for m in pattern.finditer(question) if m.group() in own.text or pattern is _NUMBER]
        instead = [m.group() for m in pattern.finditer(others) if content_stems(m.group())]
        instead = [x for x in instead if x not in question and not (own.answer and x in own.text[slice(*own.answer)])]
        if asked and instead:
            match = rng.choice(asked)
            instead = [x for x in instead if pattern is _NAME or len(x) == len(match.group())]
        if asked and instead:
            changed = question[: match.start()] + rng.choice(instead) + question[match.end() :]
            return ReadingList(changed, (replace(own, right=frozenset(), answer=None, answers=False),))
    words = [m for m in re.finditer(r"\w+", question) if m.group() in OPPOSITE]
    if words:
        match = rng.choice(words)
        changed = question[: match.start()] + OPPOSITE[match.group()] + question[match.end() :]
        return ReadingList(changed, (replace(own, right=frozenset(), answer=None, answers=False),))
    return None


def shorten(passage: Passage, rng: random.Random) -> Passage:
    """The answering sentences with at most two neighbours on each side."""
    if len(passage.sentences) < 4:
        return passage
    right = passage.right or {rng.randrange(len(passage.sentences))}
    first = max(min(right) - rng.randrange(3), 0)
    last = min(max(right) + rng.randrange(3), len(passage.sentences) - 1)
    begin, end = passage.sentences[first][0], passage.sentences[last][1]
    return replace(
        passage,
        text=passage.text[begin:end],
        sentences=tuple((a - begin, b - begin) for a, b in passage.sentences[first : last + 1]),
        right=None if passage.right is None else frozenset(i - first for i in passage.right),
        answer=(passage.answer[0] - begin, min(passage.answer[1], end) - begin) if passage.answer else None,
    )
