"""Models played by a script: a server on 127.0.0.1 that speaks the protocols of four providers, and fails as real ones do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """One reply."""

    text: str = ""
    status: int = 200
    error: str = ""
    """The message of a failure."""
    pause: float = 0.0
    """Seconds before each piece."""
    cut: int | None = None
    """After how many pieces the connection is closed."""
    end: str | None = "stop"
    size: int = 7
    """Characters of a piece."""
    raw: bytes | None = None
    """What is sent instead, as it is."""
    refuses_form: bool = False
    """Whether a request for JSON by a schema is answered with 400."""


Script = Callable[[dict[str, Any]], Says]
"""What is said to a request."""


@dataclass
class ModelServer:
    """What it says, and what was asked."""

    script: Script
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when who asked went away before the end."""

    def openai(self, model: str = "made-up") -> str:
        """The name of a writer that asks it by OpenAI's protocol."""
        return f"openai:{model}@http://127.0.0.1:{self.port}/v1"

    def ollama(self, model: str = "made-up:1b") -> str:
        """The same by Ollama's."""
        return f"ollama:{model}@http://127.0.0.1:{self.port}"

    def anthropic(self, model: str = "made-up") -> str:
        """The same by Anthropic's."""
        return f"anthropic:{model}@http://127.0.0.1:{self.port}"

    def google(self, model: str = "made-up") -> str:
        """The same by Google's."""
        return f"google_genai:{model}@http://127.0.0.1:{self.port}"


def says(*replies: Says | str) -> Script:
    """These replies one after the other, the last one again and again."""
    rest = [Says(reply) if isinstance(reply, str) else reply for reply in replies]
    return lambda request: rest.pop(0) if len(rest) > 1 else rest[0]


def prompt_of(request: dict[str, Any]) -> str:
    """All that a request says."""
    messages = [message["content"] for message in request.get("messages", ())]
    parts = [content["parts"][0]["text"] for content in request.get("contents", ())]
    told = [request.get("system", ""), request.get("systemInstruction", {"parts": [{"text": ""}]})["parts"][0]["text"]]
    return "\n".join(map(str, (*told, *messages, *parts)))


def passages_of(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The passages that it shows."""
    rows = [line for line in prompt_of(request).splitlines() if line.startswith('{"passage"')]
    return [json.loads(row) for row in rows]


def is_structured(request: dict[str, Any]) -> bool:
    """Whether it asks for JSON by a schema."""
    google = request.get("generationConfig", {}).get("responseJsonSchema")
    return bool(request.get("response_format") or request.get("format") or request.get("output_config") or google)


def in_form(request: dict[str, Any], *sentences: tuple[str, list[int]]) -> str:
    """Sentences with their passages, in the form that a request asks for."""
    if is_structured(request):
        rows = [{"text": text, "passages": numbers} for text, numbers in sentences]
        return json.dumps({"answered": bool(rows), "sentences": rows}, ensure_ascii=False)
    return " ".join(f"{text[:-1]} {''.join(f'[{n}]' for n in numbers)}{text[-1]}" for text, numbers in sentences)


class _Handler(BaseHTTPRequestHandler):
    served: ModelServer
    begun = False

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.served.asked.append(request)
        self.served.headers.append({name.lower(): value for name, value in self.headers.items()})
        said = self.served.script(request)
        if said.refuses_form and is_structured(request):
            said = Says(status=400, error="response_format is not supported")
        try:
            if said.status != 200:
                self._fail(said)
            else:
                self._stream(request, said)
        except OSError:
            self.served.gone.set()

    def _fail(self, said: Says) -> None:
        self.send_response(said.status)
        if 300 <= said.status < 400:
            self.send_header("Location", said.error)
        body = json.dumps({"error": said.error if "/api/" in self.path else {"message": said.error}}).encode()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, request: dict[str, Any], said: Says) -> None:
        ollama = self.path.endswith("/api/chat")
        send = self._sender()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson" if ollama else "text/event-stream")
        self.end_headers()
        if said.raw is not None:
            self.wfile.write(said.raw)
            return
        pieces = [said.text[i : i + said.size] for i in range(0, len(said.text), said.size)]
        for piece in pieces[: said.cut]:
            time.sleep(said.pause)
            send(request, piece, None)
        if said.cut is None:
            time.sleep(said.pause)
            send(request, "", said.end)
            self.wfile.write(b"data: [DONE]\n\n" if send == self._events else b"")

    def _sender(self) -> Callable[[dict[str, Any], str, str | None], None]:
        if self.path.endswith("/api/chat"):
            return self._row
        if self.path.endswith("/v1/messages"):
            return self._message
        return self._candidate if "streamGenerateContent" in self.path else self._events

    def _message(self, request: dict[str, Any], piece: str, end: str | None) -> None:
        """A piece by Anthropic's protocol; the first and the last have what stands around them."""
        usage = {"input_tokens": 100, "output_tokens": 20}
        head = {"id": "m", "type": "message", "role": "assistant", "model": request["model"], "content": []}
        rows: list[dict[str, Any]] = []
        if not self.begun:
            rows.append({"type": "message_start", "message": {**head, "stop_reason": None, "usage": usage}})
            rows.append({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
        self.begun = not end
        if end:
            reason = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}[end]
            rows.append({"type": "content_block_stop", "index": 0})
            rows.append({"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage})
            rows.append({"type": "message_stop"})
        else:
            delta = {"type": "text_delta", "text": piece}
            rows.append({"type": "content_block_delta", "index": 0, "delta": delta})
        for row in rows:
            self.wfile.write(f"event: {row['type']}\ndata: {json.dumps(row)}\n\n".encode())

    def _candidate(self, request: dict[str, Any], piece: str, end: str | None) -> None:
        """A piece by Google's protocol."""
        found: dict[str, Any] = {"index": 0, "content": {"role": "model", "parts": [{"text": piece}]}}
        if end:
            found["finishReason"] = {"stop": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}[end]
        counts = {"promptTokenCount": 100, "candidatesTokenCount": 20, "totalTokenCount": 120} if end else {}
        row = {"candidates": [found], "modelVersion": "made-up", "usageMetadata": counts}
        self.wfile.write(f"data: {json.dumps(row)}\r\n\r\n".encode())

    def _row(self, request: dict[str, Any], piece: str, end: str | None) -> None:
        row: dict[str, Any] = {
            "model": request["model"],
            "message": {"role": "assistant", "content": piece},
            "done": bool(end),
        }
        row |= {"done_reason": end, "prompt_eval_count": 100, "eval_count": 20} if end else {}
        self.wfile.write(json.dumps(row).encode() + b"\n")

    def _events(self, request: dict[str, Any], piece: str, end: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": end}
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        head: dict[str, Any] = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": request["model"]}
        rows: list[dict[str, Any]] = [{"choices": [choice]}, *([{"choices": [], "usage": usage}] if end else [])]
        for row in rows:
            self.wfile.write(b"data: " + json.dumps(head | row).encode() + b"\n\n")

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def model_server(script: Script) -> Iterator[ModelServer]:
    """A server that ends with the block."""
    served = ModelServer(script)
    handler = type("Handler", (_Handler,), {"served": served})
    with _Server(("127.0.0.1", 0), handler) as server:
        served.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield served
        finally:
            server.shutdown()
