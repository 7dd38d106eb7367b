"""Pages of other names and other programs, in a real browser, against the app as it is started."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from qa import Corpus
from tests.browser.chromium import ARGUMENTS, CHROMIUM, MARKS, WAIT
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = MARKS

LISTEN = """address => new Promise(done => {
  const socket = new WebSocket(address, ['streamlit']);
  socket.onopen = () => done('open');
  socket.onerror = () => done('refused');
})"""


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>another program of this computer</title>")

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def shown(page: "Page", address: str) -> str:
    page.goto(address)
    return page.inner_text("body")


def test_token_opens_the_door_and_neither_a_rebound_name_nor_a_neighbour_gets_in(
    corpus: Corpus, tmp_path: Path, chromium: "Browser"
) -> None:
    folders = {"QA_CORPUS": str(corpus.folder), "QA_INDEX": str(corpus.index_folder)}
    log = tmp_path / "log.txt"
    with served(None, folders, log, ()) as (address, _):
        (opened,) = re.findall(r"Starting on (http://\S+)", log.read_text(encoding="utf-8"))
        stream = f"ws://{address}/_stcore/stream"
        with chromium.new_context() as context:
            page = context.new_page()
            assert "printed when the program started" in shown(page, f"http://{address}/")
            page.goto(opened)
            page.get_by_label("Your question").wait_for(timeout=WAIT)
            assert "token" not in page.url and page.evaluate(LISTEN, stream) == "open"
            neighbour = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
            threading.Thread(target=neighbour.serve_forever, daemon=True).start()
            try:
                # Same site, so that the browser sends the cookie; another origin all the same.
                page.goto(f"http://localhost:{neighbour.server_port}/")
                assert page.evaluate(LISTEN, stream) == "refused"
            finally:
                neighbour.shutdown()
                neighbour.server_close()
        rebound = chromium.browser_type.launch(
            executable_path=str(CHROMIUM), args=[*ARGUMENTS.split(), "--host-resolver-rules=MAP evil.example 127.0.0.1"]
        )
        page = rebound.new_page()
        port = address.rpartition(":")[2]
        assert "not one under which" in shown(page, f"http://evil.example:{port}/{opened.partition('/?')[2]}")
        assert "not one under which" in shown(page, opened.replace("localhost", "evil.example"))
        assert page.evaluate(LISTEN, stream.replace("localhost", "evil.example")) == "refused"
        rebound.close()
