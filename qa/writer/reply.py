"""What a model writes, as it comes → its sentences with the passages that they name: JSON, or prose with marks as `[1]`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.boundaries import find_sentences
from qa.regex import regex
from qa.writer.prompt import NO_ANSWER

_THOUGHT = regex(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_OBJECT = regex(r"\s*(?:```(?:json)?\s*)?(?:\{|\[\s*\{)")
_LIST = regex(r'"sentences"\s*:\s*\[|\A\s*(?:```(?:json)?\s*)?\[')
_NOT_ANSWERED = regex(r'"answered"\s*:\s*false')
_NUMBERS = r"\d{1,3}(?:\s*(?:[,;&–-]|and)\s*\d{1,3})*"
_MARK = regex(
    rf"\[\^?(?:(?:passages?|sources?|p)\s*)?(?P<a>{_NUMBERS})\]|【\s*(?P<b>\d{{1,3}})[^】]{{0,40}}】"
    rf"|\((?:passages?|sources?)\s+(?P<c>{_NUMBERS})\)",
    re.IGNORECASE,
)
_BEHIND = regex(
    rf"(?<![.!?…。])([.!?…。]++[\"”’»)]*+)((?:\s*+(?:{re.sub('[?]P<.>', '?:', _MARK.pattern)}))+)", re.IGNORECASE
)
_UNFINISHED_MARK = regex(r"\s*(?:\[[^\]]{0,20}|【[^】]{0,40}|\([^)]{0,20})\Z")
_BULLET = regex(r"\A\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_LIST_OF_SOURCES = regex(r"\W*(?:sources?|references?|citations?|notes?|quellen|fuentes)\W*\Z", re.IGNORECASE)
_LETTER = regex(r"[^\W_]")
_MAY_END = frozenset('.!?…。！？"”]}\n')
_RANGE = regex(r"(\d+)\s*[–-]\s*(\d+)")
_LONGEST_RANGE = 8


@dataclass(frozen=True, slots=True)
class RawSentence:
    """A sentence as it came."""

    text: str
    passages: tuple[int, ...]
    """The numbers that it names, from 1, each once; none where it names none."""


class ReplyReader:
    """Reads a reply piece by piece."""

    def __init__(self) -> None:
        self._whole, self._given, self._line, self._done = "", 0, 0, False
        self.answered = True
        """False when the model says that the passages do not answer."""

    def feed(self, piece: str) -> list[RawSentence]:
        """The sentences that this piece completes."""
        self._whole += piece
        return self._new(last=False) if _MAY_END.intersection(piece) else []

    def finish(self) -> list[RawSentence]:
        """The rest."""
        return self._new(last=True)

    @property
    def complete(self) -> bool:
        """Whether the reply ends where its form lets it end."""
        text = self._visible()
        if not _OBJECT.match(text):
            return True
        try:
            json.JSONDecoder().raw_decode(text[min(i for i in map(text.find, "{[") if i >= 0) :])
        except (ValueError, RecursionError):
            return False
        return True

    def _visible(self) -> str:
        return without_thoughts(self._whole)

    def _new(self, *, last: bool) -> list[RawSentence]:
        text = self._visible()
        found = _of_json(text) if _OBJECT.match(text) else self._of_prose(text, last)
        if _NOT_ANSWERED.search(text) and _OBJECT.match(text):
            self.answered = False
        sentences = list(found)
        new = sentences[self._given :]
        self._given = max(self._given, len(sentences))
        said = [s for s in new if s.text.strip(" .!*_").upper() != NO_ANSWER]
        self.answered = self.answered and len(said) == len(new)
        return said

    def _of_prose(self, text: str, last: bool) -> Iterator[RawSentence]:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if _LIST_OF_SOURCES.match(line):
                return
            open_ended = number == len(lines) - 1 and not last
            yield from _of_line(_UNFINISHED_MARK.sub("", line) if open_ended else line, open_ended=open_ended)


def without_thoughts(text: str) -> str:
    """A reply without what a model says to itself before it."""
    return _THOUGHT.sub("", text)


def _of_line(line: str, *, open_ended: bool) -> Iterator[RawSentence]:
    """The sentences of a line; the last one of a line that goes on may go on too."""
    line = _BULLET.sub("", line.replace("**", "").replace("__", "")).strip()
    if line.startswith(("#", "```", "|")) or line.endswith(":"):
        return
    line = _BEHIND.sub(r"\2\1", line)
    spans = find_sentences(line)
    for span in spans[: len(spans) - open_ended]:
        if sentence := _marked(span.of(line)):
            yield sentence


def _of_json(text: str) -> Iterator[RawSentence]:
    """The objects of the list that are whole."""
    match = _LIST.search(text)
    if match is None:
        return
    at, decoder = match.end(), json.JSONDecoder()
    while at < len(text):
        if text[at] in ", \n\r\t":
            at += 1
            continue
        if text[at] not in '{"':
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        if sentence := _of_value(value):
            yield sentence


def _of_value(value: object) -> RawSentence | None:
    if isinstance(value, str):
        return _marked(value)
    words = value.get("text") if isinstance(value, dict) else None
    if not isinstance(words, str) or not isinstance(value, dict):
        return None
    named = value.get("passages")
    numbers = [n for item in named for n in _numbers(str(item))] if isinstance(named, list) else []
    sentence = _marked(words)
    return sentence and RawSentence(sentence.text, tuple(dict.fromkeys([*numbers, *sentence.passages])))


def _marked(words: str) -> RawSentence | None:
    """A sentence without its marks, and what they say; None where nothing else is there."""
    numbers = [n for m in _MARK.finditer(words) for n in _numbers(m["a"] or m["b"] or m["c"])]
    text = " ".join(_MARK.sub("", words).split())
    text = re.sub(r"\s+([.,;:!?…])", r"\1", text)
    return RawSentence(text, tuple(dict.fromkeys(numbers))) if _LETTER.search(text) else None


def _numbers(words: str) -> Iterator[int]:
    for first, final in _RANGE.findall(words):
        if int(first) < int(final) <= int(first) + _LONGEST_RANGE:
            yield from range(int(first), int(final) + 1)
    yield from (int(n) for n in re.findall(r"\d{1,9}", words))
