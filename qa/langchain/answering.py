"""Question → answer as a Runnable: the JSON of an Answer, whole or as far as it is known, in chains of any kind."""

from __future__ import annotations

import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextvars import copy_context
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, run_in_executor
from langsmith import tracing_context

from qa.api import Corpus
from qa.errors import UsageError
from qa.types.answer import Answer, Claim, Status
from qa.types.prose import WrittenSentence

AnswerJson = dict[str, Any]
"""What `Answer.to_dict()` gives; `qa/answer.schema.json` is its schema."""
_KEYS = frozenset({"question", "document", "everywhere"})


class FootnoteQA(Runnable[str | Mapping[str, Any], AnswerJson]):
    """Answers a question, or `{"question": …, "document": …, "everywhere": …}`, from a corpus, with the JSON of the answer.

    `stream` gives it several times where the corpus has a writer: with the claims that have passed so far, and at last whole.
    `answer_to_message` makes a message of it, `qa.types.answer_json.answer_from_dict` an `Answer`.
    A variable of the environment that turns LangSmith on does not count here, as with `FootnoteRetriever`.

    Raises:
        UsageError: the question is empty or too long, or there is no such document.
        WriterError, MissingExtraError: as `Corpus.write`.
    """

    def __init__(self, corpus: Corpus, *, prose: bool = True) -> None:
        """With `prose` off, answers are by quotation though the corpus has a writer."""
        self.corpus, self.prose = corpus, prose

    def invoke(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> AnswerJson:
        """The answer to one question; see the class."""
        with tracing_context(enabled=False):
            return self._call_with_config(self._answer, input, config)

    async def ainvoke(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> AnswerJson:
        """The answer to one question; see the class."""
        # Searching works the processor and writing waits for a server: both leave the loop to others.
        return await run_in_executor(config, self.invoke, input, config)

    def stream(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> Iterator[AnswerJson]:
        """The answer as far as it is known, at last the whole one; see the class."""
        # What is off here must not be off for who reads the stream between two of its pieces.
        context = copy_context()
        context.run(lambda: tracing_context(enabled=False).__enter__())
        pieces = context.run(
            lambda: self._transform_stream_with_config(iter([input]), self._pieces, config, run_type="chain")
        )
        try:
            while (piece := context.run(next, pieces, None)) is not None:
                yield piece
        finally:
            context.run(pieces.close)  # type: ignore[attr-defined]

    async def astream(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: object
    ) -> AsyncIterator[AnswerJson]:
        """The answer as far as it is known, at last the whole one; see the class."""
        pieces = self.stream(input, config)
        while (piece := await run_in_executor(config, next, pieces, None)) is not None:
            yield piece

    def _answer(self, input: str | Mapping[str, Any]) -> AnswerJson:
        return self._ask(input).to_dict()

    def _ask(
        self,
        input: str | Mapping[str, Any],
        on_sentence: Callable[[WrittenSentence, Claim | None], None] = lambda sentence, claim: None,
        tick: Callable[[], None] = lambda: None,
    ) -> Answer:
        given: Mapping[str, Any] = {"question": input} if isinstance(input, str) else input
        if not isinstance(given, Mapping) or "question" not in given or set(given) - _KEYS:
            raise UsageError(f"give a question, or a mapping of {', '.join(sorted(_KEYS))}, not {str(input)[:80]}")
        return self.corpus.ask(
            given["question"],
            document=given.get("document"),
            everywhere=bool(given.get("everywhere")),
            prose=self.prose,
            on_sentence=on_sentence,
            tick=tick,
        )

    def _pieces(self, inputs: Iterator[str | Mapping[str, Any]]) -> Iterator[AnswerJson]:
        (input,) = inputs
        told: queue.Queue[Claim | Answer | Exception] = queue.Queue()
        left = threading.Event()

        def tick() -> None:
            if left.is_set():
                raise _LeftError

        def work() -> None:
            try:
                told.put(self._ask(input, lambda sentence, claim: told.put(claim) if claim else None, tick))
            # It is raised where the stream is read, not here.
            except Exception as error:
                told.put(error)

        threading.Thread(target=copy_context().run, args=(work,), daemon=True).start()
        claims: list[Claim] = []
        question = input if isinstance(input, str) else str(input.get("question"))
        try:
            while not isinstance(found := told.get(), Answer):
                if isinstance(found, Exception):
                    raise found
                claims.append(found)
                yield Answer(question, Status.ANSWERED, None, None, tuple(claims), (), ()).to_dict()
            yield found.to_dict()
        finally:
            left.set()


class _LeftError(Exception):
    """Nobody reads the stream any more."""
