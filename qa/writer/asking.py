"""Asking a model: its reply as it comes, with limits of time and length; what goes wrong gets one of our names, never its words."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.types.prose import WriterProblem

if TYPE_CHECKING:
    from langchain_core.language_models import LanguageModelInput
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_core.runnables import Runnable

SECONDS_VARIABLE = "QA_WRITER_SECONDS"
"""How long a model may take for a reply."""
_SECONDS = 180.0
ROOM_VARIABLE = "QA_WRITER_ROOM"
"""How many bytes of passages a model is shown at once."""
_ROOM = 12_000
"""Some 3,000 tokens, which the smallest models can read. Other scripts take more of both."""
_CHARACTERS = 20_000
"""Of a reply: what is longer is no answer."""
_LOOK = 0.1
"""Seconds after which somebody who waits is asked whether to go on."""
_ENDS = frozenset({"stop", "end_turn", "stop_sequence", "completed", "eos"})
_CUT = frozenset({"length", "max_tokens", "max_output_tokens", "incomplete"})
_FORBIDDEN = frozenset({"content_filter", "refusal", "safety", "prohibited_content", "recitation", "blocklist"})
_BY_STATUS = {
    400: WriterProblem.FAILED, 401: WriterProblem.KEY_REFUSED, 402: WriterProblem.RATE_LIMITED,
    403: WriterProblem.KEY_REFUSED, 404: WriterProblem.NO_SUCH_MODEL, 408: WriterProblem.TIMEOUT,
    413: WriterProblem.TOO_LONG, 429: WriterProblem.RATE_LIMITED, 504: WriterProblem.TIMEOUT,
    529: WriterProblem.RATE_LIMITED,
}  # fmt: skip
_TOO_LONG = (
    "context_length",
    "context length",
    "context window",
    "maximum context",
    "too many tokens",
    "prompt is too long",
)
_BY_NAME = (
    (("timeout",), WriterProblem.TIMEOUT),
    (("contextoverflow",), WriterProblem.TOO_LONG),
    (("lengthfinish",), WriterProblem.BROKE_OFF),
    (("contentfilter", "refusal"), WriterProblem.REFUSED),
    (("connect", "protocolerror", "readerror", "networkerror"), WriterProblem.UNREACHABLE),
    (("jsondecode", "validationerror", "keyerror", "typeerror", "valueerror", "attributeerror"), WriterProblem.RUBBISH),
)
"""Parts of the names of what clients raise: each provider's client has classes of its own."""


class ReplyError(Exception):
    """There is no whole reply."""

    def __init__(self, problem: WriterProblem, *, form: bool = False) -> None:
        """`form` where the service may only have disliked the form that was asked for."""
        super().__init__(problem.value)
        self.problem, self.form = problem, form


@dataclass
class ModelReply:
    """What is known of a reply beside its text, while it comes."""

    ended: str | None = None
    """Why it ended, as the provider says."""
    tokens_read: int | None = None
    tokens_written: int | None = None
    characters: int = 0

    def note(self, chunk: AIMessageChunk) -> str:
        """The text of a piece; what else it says is kept.

        Raises:
            ReplyError: it says that the model refuses, or the reply is too long.
        """
        if usage := chunk.usage_metadata:
            self.tokens_read = (self.tokens_read or 0) + usage["input_tokens"]
            self.tokens_written = (self.tokens_written or 0) + usage["output_tokens"]
        facts = chunk.response_metadata
        # OpenAI's client gives the count so where JSON was asked for.
        if (counted := facts.get("token_usage")) and self.tokens_read is None:
            self.tokens_read, self.tokens_written = counted.get("prompt_tokens"), counted.get("completion_tokens")
        reason = (
            facts.get("finish_reason") or facts.get("done_reason") or facts.get("stop_reason") or facts.get("status")
        )
        self.ended = str(reason).lower() if reason else self.ended
        if chunk.additional_kwargs.get("refusal"):
            raise ReplyError(WriterProblem.REFUSED)
        text = str(chunk.text)
        self.characters += len(text)
        if self.characters > _CHARACTERS:
            raise ReplyError(WriterProblem.RUBBISH)
        return text

    def check_end(self) -> None:
        """Whether it ended as a reply ends.

        Raises:
            ReplyError: it was cut, or the provider forbade the rest.
        """
        if self.ended in _FORBIDDEN:
            raise ReplyError(WriterProblem.REFUSED)
        if self.ended in _CUT or self.ended not in _ENDS:
            raise ReplyError(WriterProblem.BROKE_OFF)


def seconds_allowed() -> float:
    """How long a reply may take, as the environment says, else three minutes."""
    return _number(SECONDS_VARIABLE, _SECONDS)


def room_allowed() -> int:
    """How many bytes of passages a model is shown at once, as the environment says, else what the smallest can read."""
    return int(_number(ROOM_VARIABLE, _ROOM))


def _number(variable: str, default: float) -> float:
    try:
        given = float(os.environ.get(variable, ""))
    except ValueError:
        return default
    return given if 0 < given < 1e9 else default


def ask_model(
    model: Runnable[LanguageModelInput, Any],
    messages: Sequence[BaseMessage],
    reply: ModelReply,
    tick: Callable[[], None],
    most: float = float("inf"),
) -> Generator[str]:
    """The text of a reply, piece by piece, in at most so many seconds; `tick` is called ten times a second, and ends it by raising.

    Raises:
        ReplyError: there is no whole reply.
    """
    pieces: queue.Queue[AIMessageChunk | Exception | None] = queue.Queue()
    stop = threading.Event()
    # A connection that says nothing cannot be asked whether it will: somebody else waits for it.
    threading.Thread(target=_listen, args=(model, list(messages), pieces, stop), daemon=True).start()
    deadline = time.monotonic() + min(seconds_allowed(), most)
    try:
        while True:
            tick()
            if time.monotonic() > deadline:
                raise ReplyError(WriterProblem.TIMEOUT)
            try:
                piece = pieces.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if piece is None:
                break
            if isinstance(piece, Exception):
                raise _named(piece, begun=reply.characters > 0) from None
            yield reply.note(piece)
    finally:
        stop.set()
    reply.check_end()


def _listen(
    model: Runnable[LanguageModelInput, Any],
    messages: list[BaseMessage],
    pieces: queue.Queue[AIMessageChunk | Exception | None],
    stop: threading.Event,
) -> None:
    """Put what comes into the queue, until the end, a failure, or until nobody wants it any more."""
    from langsmith import tracing_context

    # A variable of the environment that turns LangSmith on does not count here: the passages go to the model alone.
    with tracing_context(enabled=False):
        try:
            stream: Any = model.stream(messages)
            with closing(stream):
                for piece in stream:
                    if stop.is_set():
                        return
                    pieces.put(piece)
            pieces.put(None)
        # Clients raise what they like on what a server sends; all of it ends the reply, and none of its words are shown.
        except Exception as error:
            pieces.put(error)


def _named(error: Exception, *, begun: bool) -> ReplyError:
    """What a client raised, in our names; its words may quote keys or documents, and are only searched."""
    status = _status(error) or _status(error.__cause__)
    words = str(error).casefold()
    if status in (400, 413, 422, 500) and any(sign in words for sign in _TOO_LONG):
        return ReplyError(WriterProblem.TOO_LONG)
    if status is not None and status >= 300:
        form = not begun and status in (400, 415, 422, 500, 501)
        return ReplyError(_BY_STATUS.get(status, WriterProblem.FAILED), form=form)
    names = " ".join(cls.__name__ for e in (error, error.__cause__) if e for cls in type(e).__mro__).casefold()
    found = next((p for parts, p in _BY_NAME if any(part in names for part in parts)), WriterProblem.FAILED)
    if begun and found in (WriterProblem.UNREACHABLE, WriterProblem.FAILED):
        found = WriterProblem.BROKE_OFF
    return ReplyError(found)


def _status(error: BaseException | None) -> int | None:
    """The status of HTTP that an error tells; Google's client calls it a code."""
    found = (getattr(error, name, None) for name in ("status_code", "code"))
    return next((status for status in found if isinstance(status, int)), None)
