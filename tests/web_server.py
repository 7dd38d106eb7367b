"""A web of a test's own: a server on 127.0.0.1 with made-up pages, and names that lead to it, which only a test can allow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from qa.web.network import Internet

Served = tuple[int, Mapping[str, str], bytes]
WORDS = (
    "The harbour master of Lumo counted ninety lanterns on the long quay, and wrote each of them into the blue book. "
)


def page(title: str, words: str = WORDS * 4) -> bytes:
    """A made-up web page with one footnote."""
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}"
        f'<sup><a id="r1" href="#n1">1</a></sup></p><p>{WORDS}</p>'
        f'<ol><li id="n1">Lumo Gazette, 3 May 2021. <a href="#r1">↩</a></li></ol></body></html>'
    ).encode()


def html(body: bytes, **headers: str) -> Served:
    """A page that is there."""
    return (
        200,
        {"Content-Type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}},
        body,
    )


@dataclass
class Web:
    """What the server has, by `host/path`, and what was asked of it."""

    pages: dict[str, Served | Callable[[BaseHTTPRequestHandler], None]]
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def network(self) -> Internet:
        """Every name leads to the server, which may be reached; nobody waits."""
        return Internet(lambda host, port: ["127.0.0.1"], pause=0, allowed=frozenset({("127.0.0.1", self.port)}))

    def address(self, path: str) -> str:
        """`host.example/path` → its address."""
        host, _, rest = path.partition("/")
        return f"http://{host}:{self.port}/{rest}"

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if not path.endswith("/robots.txt")]


@contextmanager
def web(pages: dict[str, Served | Callable[[BaseHTTPRequestHandler], None]]) -> Iterator[Web]:
    """A server that ends with the block."""
    served = Web(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = f"{self.headers['Host'].partition(':')[0]}{self.path}"
            served.asked.append((key, {name.lower(): value for name, value in self.headers.items()}))
            found = served.pages.get(key, (404, {}, b"no such page"))
            if callable(found):
                found(self)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value.replace("PORT", str(served.port)))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            return  # Who asked went away before all was sent, as is tested.

    server = Server(("127.0.0.1", 0), Handler)
    served.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
