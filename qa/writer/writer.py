"""A writer: a model, opened when it is first asked, and the drafts that it wrote."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from qa.types.prose import WriterProblem
from qa.writer.asking import ModelReply, ReplyError, ask_model
from qa.writer.prompt import (
    PROMPT_VERSION,
    SCHEMA,
    ModelRequest,
    ShownPassage,
    request_words,
    rewriting_words,
    system_words,
)
from qa.writer.providers import open_model
from qa.writer.reply import RawSentence, ReplyReader, without_thoughts
from qa.writer.settings import WriterSettings, refuse_sending

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_KEPT = 256
"""Drafts."""
_REWRITING = 20.0
"""Seconds for a question, which somebody waits to see."""


@dataclass
class ModelDraft:
    """A draft while it is written, and what it took."""

    sentences: list[RawSentence] = field(default_factory=list)
    answered: bool = True
    problem: WriterProblem | None = None
    reply: ModelReply = field(default_factory=ModelReply)
    seconds: float = 0.0
    cached: bool = False


class ModelWriter:
    """Asks one model, from any thread; a whole draft for the same request, passages and prompt is not asked for again."""

    def __init__(self, settings: WriterSettings) -> None:
        """Remember the settings; nothing is opened yet."""
        self.settings = settings
        self._model: BaseChatModel | None = None
        self._plain = False
        self._lock = threading.Lock()
        self._drafts: OrderedDict[str, ModelDraft] = OrderedDict()

    def check(self) -> None:
        """Refuse what can be told before anything is sent.

        Raises:
            WriterError: it is not allowed, or has no key or no such name.
            MissingExtraError: its package is not installed.
        """
        refuse_sending(self.settings)
        with self._lock:
            self._model = self._model or open_model(self.settings)

    def write(
        self, request: ModelRequest, passages: Sequence[ShownPassage], draft: ModelDraft, tick: Callable[[], None]
    ) -> Generator[RawSentence]:
        """The sentences of a draft, as they come; `draft` then holds them all, and what went wrong, if anything did.

        Raises:
            WriterError: see `check`.
        """
        self.check()
        key = sha256(
            json.dumps([PROMPT_VERSION, self.settings.name, request.stage, request_words(request, passages)]).encode()
        ).hexdigest()
        with self._lock:
            kept = self._drafts.get(key)
        if kept is not None:
            draft.answered, draft.reply, draft.cached = kept.answered, kept.reply, True
            draft.sentences.extend(kept.sentences)
            yield from kept.sentences
            return
        began = time.monotonic()
        try:
            for sentence in self._ask(request, passages, draft, tick):
                draft.sentences.append(sentence)
                yield sentence
        except ReplyError as error:
            draft.problem = error.problem
        finally:
            draft.seconds = time.monotonic() - began
        if draft.problem is None:
            with self._lock:
                self._drafts[key] = draft
                while len(self._drafts) > _KEPT:
                    self._drafts.popitem(last=False)

    def rewrite(self, question: str, before: str, answer: str, tick: Callable[[], None]) -> str | None:
        """A question as a whole one, after another and its answer; None where the model has none to give.

        Raises:
            WriterError: see `check`.
        """
        from langchain_core.messages import HumanMessage, SystemMessage

        self.check()
        assert self._model is not None, "checked before"
        told, shown = rewriting_words(question, before, answer)
        messages, reply = [SystemMessage(told), HumanMessage(shown)], ModelReply()
        try:
            with closing(ask_model(self._model, messages, reply, tick, _REWRITING)) as pieces:
                return without_thoughts("".join(pieces))
        except ReplyError:
            return None

    def say(self, words: Callable[[bool], tuple[str, str]], schema: dict[str, object], tick: Callable[[], None]) -> str:
        """A whole reply: JSON by a schema where the service knows that, else text; `words` has what is said in either case.

        Raises:
            ReplyError: there is no whole reply.
            WriterError: see `check`.
        """
        self.check()
        if not self._plain:
            try:
                return self._said(words(True), schema, tick)
            except ReplyError as error:
                if not error.form:
                    raise
            self._plain = True
        return self._said(words(False), None, tick)

    def _said(self, words: tuple[str, str], schema: dict[str, object] | None, tick: Callable[[], None]) -> str:
        from langchain_core.messages import HumanMessage, SystemMessage

        assert self._model is not None, "checked before"
        model: Any = self._model if schema is None else _structured(self._model, schema)
        messages = [SystemMessage(words[0]), HumanMessage(words[1])]
        with closing(ask_model(model, messages, ModelReply(), tick)) as pieces:
            return "".join(pieces)

    def _ask(
        self, request: ModelRequest, passages: Sequence[ShownPassage], draft: ModelDraft, tick: Callable[[], None]
    ) -> Iterator[RawSentence]:
        """Ask in the form of JSON; where the service does not know it, for prose with marks, from then on."""
        if not self._plain:
            try:
                yield from self._ask_for(request, passages, draft, tick, structured=True)
                return
            except ReplyError as error:
                if not error.form:
                    raise
            self._plain, draft.reply = True, ModelReply()
        yield from self._ask_for(request, passages, draft, tick, structured=False)

    def _ask_for(
        self,
        request: ModelRequest,
        passages: Sequence[ShownPassage],
        draft: ModelDraft,
        tick: Callable[[], None],
        *,
        structured: bool,
    ) -> Iterator[RawSentence]:
        from langchain_core.messages import HumanMessage, SystemMessage

        assert self._model is not None, "checked before"
        model: Any = _structured(self._model) if structured else self._model
        messages = [
            SystemMessage(system_words(request.stage, structured=structured)),
            HumanMessage(request_words(request, passages)),
        ]
        reader = ReplyReader()
        with closing(ask_model(model, messages, draft.reply, tick)) as pieces:
            for piece in pieces:
                yield from reader.feed(piece)
        yield from reader.finish()
        if not reader.complete:
            raise ReplyError(WriterProblem.BROKE_OFF)
        draft.answered = reader.answered


def _structured(model: BaseChatModel, schema: dict[str, object] = SCHEMA) -> Any:  # noqa: ANN401 - a Runnable
    """The model, bound to answer by the schema as its own provider asks for that; its reply is still read as text."""
    from langchain_core.runnables import RunnableSequence

    strictly = {"strict": True} if model._llm_type == "openai-chat" else {}
    bound = model.with_structured_output(schema, method="json_schema", **strictly)
    return bound.first if isinstance(bound, RunnableSequence) else model
