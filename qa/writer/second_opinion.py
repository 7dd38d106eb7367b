"""A language model asked whether a source says what a statement says; that counts only with a quote that stands there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256

from qa.gate.quoted_words import find_quotation, fold_quotable
from qa.index.heard import HeardVerdicts
from qa.language.boundaries import find_sentences
from qa.language.en.orders import speaks_to_model
from qa.types.document import Span
from qa.types.prose import WriterProblem
from qa.types.second_opinion import Heard, ModelAsked, ModelFault, ModelSays
from qa.writer.asking import ReplyError
from qa.writer.reply import without_thoughts
from qa.writer.verdict_prompt import VERDICT_SCHEMA, VERDICT_VERSION, statement_words, verdict_system
from qa.writer.writer import ModelWriter

_LEAST_QUOTED = 8
"""Letters and digits of a quote: fewer stand in any text."""
_OF_ONE = frozenset({WriterProblem.REFUSED, WriterProblem.RUBBISH, WriterProblem.BROKE_OFF, WriterProblem.TOO_LONG})
"""What goes wrong with one statement; after anything else the model is not asked further."""


class ModelAsker:
    """Asks one model, statement by statement; what it said before is not asked again."""

    def __init__(self, writer: ModelWriter, heard: HeardVerdicts, tick: Callable[[], None]) -> None:
        """`tick` is called ten times a second while the model is waited for, and ends the asking by raising.

        Raises:
            WriterError: the model is not allowed, or has no key or no such name.
            MissingExtraError: its package is not installed.
        """
        writer.check()
        self._writer, self._heard, self._tick = writer, heard, tick
        self._asked = self._kept = 0
        self._problem: WriterProblem | None = None

    def told(self) -> ModelAsked:
        """Who was asked, and what it took, up to now."""
        settings = self._writer.settings
        return ModelAsked(settings.name, settings.sent_to, VERDICT_VERSION, self._asked, self._kept, self._problem)

    def ask(self, statement: str, title: str, passages: Sequence[str]) -> Heard | None:
        """What the model says of a statement; None once it is not asked any more."""
        words = statement_words(statement, title, passages)
        key = sha256(json.dumps([VERDICT_VERSION, self._writer.settings.name, words]).encode()).hexdigest()
        kept = self._heard.get(key)
        if kept is not None and _stands(kept, passages):
            self._kept += 1
            return kept
        if self._problem is not None:
            return None
        self._asked += 1
        try:
            reply = self._writer.say(
                lambda structured: (verdict_system(structured=structured), words), VERDICT_SCHEMA, self._tick
            )
        except ReplyError as error:
            if error.problem in _OF_ONE:
                return Heard(None, ModelFault.NO_REPLY)
            self._problem = error.problem
            return None
        heard = read_verdict(reply, passages)
        if heard.fault is not ModelFault.NO_REPLY:
            self._heard.put(key, heard)
        return heard


def read_verdict(reply: str, passages: Sequence[str]) -> Heard:
    """A reply, checked: what it quotes must stand in one of the passages, and be no order to a model."""
    found = _object(without_thoughts(reply))
    says, quote = found.get("verdict"), found.get("quote")
    if not isinstance(says, str) or says not in list(ModelSays) or not isinstance(quote, str | None):
        return Heard(None, ModelFault.NO_REPLY)
    if says == ModelSays.NOT_SAID:
        return Heard(ModelSays.NOT_SAID)
    if sum(map(str.isalnum, quote or "")) < _LEAST_QUOTED:
        return Heard(None, ModelFault.NO_QUOTE)
    for number, passage in enumerate(passages):
        span = find_quotation(quote or "", fold_quotable(passage))
        if span is None:
            continue
        if any(speaks_to_model(sentence) for sentence in _sentences_at(passage, span)):
            return Heard(None, ModelFault.ORDERED)
        return Heard(ModelSays(says), None, number, span)
    return Heard(None, ModelFault.QUOTE_NOT_FOUND)


def _object(text: str) -> dict[str, object]:
    """The first JSON object in a reply, whatever stands around it; empty where there is none."""
    start = text.find("{")
    if start < 0:
        return {}
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _sentences_at(passage: str, span: Span) -> list[str]:
    return [s.of(passage) for s in find_sentences(passage) if s.start < span.end and span.start < s.end]


def _stands(heard: Heard, passages: Sequence[str]) -> bool:
    """Whether what was kept can be of these passages."""
    if heard.says in (None, ModelSays.NOT_SAID):
        return heard.span is None
    if heard.span is None or heard.passage is None or heard.passage >= len(passages):
        return False
    return heard.span.start < heard.span.end <= len(passages[heard.passage])
