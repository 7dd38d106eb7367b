"""Questions with a twin that their passage does not answer, and questions with their sentence: lower-cased, tokenized text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.reading_lists import MOST_CHARACTERS, Passage, ReadingList

_SENTENCE = re.compile(r"\S.*?(?: [.?!](?: (?:''|\"|\)))?(?= \S)|$)", re.DOTALL)
_WRITTEN = {"-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "``": '"', "''": '"'}


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, in text whose full stops stand alone."""
    return [m.span() for m in _SENTENCE.finditer(text)]


def pairs(path: Path) -> Iterator[ReadingList]:
    """Twins on a paragraph: the stretch that holds the answer, with the question that it answers and the one that it does not."""
    rows = _read(path)
    for yes, no in zip(rows[::2], rows[1::2], strict=True):
        assert yes["pair"] == no["pair"]
        passage = _stretch(yes["context"], int(yes["answer_start"]), yes["answer"])
        yield ReadingList(plain(yes["question"]), (passage,), plain(no["question"]))


def sentence_pairs(path: Path) -> Iterator[ReadingList]:
    """Twins on one sentence; the short answer is not known."""
    for row in _read(path):
        text = plain(row["context"])
        passage = Passage("", text, ((0, len(text)),), frozenset({0}), None, True, has_spans=False)
        yield ReadingList(plain(row["question"]), (passage,), plain(row["unanswerable"]))


def with_sentence(path: Path) -> Iterator[ReadingList]:
    """Questions with their sentence, which is read among neighbours from the same article, and these once more without it."""
    rows = _read(path)
    texts = [plain(row["sentence"]) for row in rows]
    for number, row in enumerate(rows):
        near = list(dict.fromkeys(texts[max(number - 6, 0) : number + 7]))
        at = near.index(texts[number])
        before, after = near[max(at - 1, 0) : at], near[at + 1 : at + 3]
        more = near[max(at - 4, 0) : max(at - 1, 0)] + near[at + 3 : at + 4]
        passages = [_joined([*before, near[at], *after], len(before))]
        passages += [_joined(more, None)] if more else []
        yield ReadingList(plain(row["question"]), tuple(passages))


def plain(text: str) -> str:
    """Brackets and quotation marks as they are written; of another length, so only where no offsets are given."""
    return " ".join(_WRITTEN.get(word, word) for word in text.split())


def _read(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _joined(texts: list[str], right: int | None) -> Passage:
    """One passage of sentences; the one numbered `right` answers, but its short answer is not known."""
    places, length = [], 0
    for text in texts:
        places.append((length, length + len(text)))
        length += len(text) + 1
    chosen = frozenset() if right is None else frozenset({right})
    return Passage("", " ".join(texts), tuple(places), chosen, None, right is not None, has_spans=False)


def _stretch(context: str, start: int, answer: str) -> Passage:
    """Whole sentences around the answer, about `MOST_CHARACTERS` of them."""
    end = start + len(answer)
    assert context[start:end] == answer
    places = sentences_of(context)
    first = next(i for i, (_, b) in enumerate(places) if start < b)
    while first and end - places[first - 1][0] < MOST_CHARACTERS * 0.7:
        first -= 1
    begin = places[first][0]
    kept = [(a - begin, b - begin) for a, b in places[first:] if a < end or b - begin <= MOST_CHARACTERS]
    at = (start - begin, end - begin)
    right = frozenset(i for i, (a, b) in enumerate(kept) if a < at[1] and at[0] < b)
    whole = Passage("", context[begin:], tuple(kept), right, at, True)
    return replace(whole, text=whole.text[: kept[-1][1]])
