"""Nothing leaves this computer while the app is used: neither the server nor the page looks up a name or connects elsewhere."""

import http.client
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from qa import Corpus
from tests.browser.chromium import MARKS, WAIT, ask
from tests.pages import opened, put_file
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = MARKS

# Python runs a module of this name before anything else: every look-up and every connection of the server is written down.
WITNESS = """
import json, os, sys
WATCHED = ("socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo", "socket.connect", "socket.send")
def note(event, given):
    if event.startswith(WATCHED):
        with open(os.environ["WITNESS"], "a") as log:
            log.write(json.dumps([event, [str(part) for part in given[:2]]]) + chr(10))
sys.addaudithook(note)
"""
HOST = "Reports.example.org"


def seen(log: Path) -> list[list[str]]:
    """What the server asked of other computers."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    return [line for line in lines if not any(own in str(line) for own in ("'127.0.0.1'", "'localhost'", "'::1'", "/"))]


def test_witness_writes_down_what_leaves(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITNESS)
    log = tmp_path / "log"
    script = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError: pass"
    subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "WITNESS": str(log)},
        check=True,
    )
    assert any("192.0.2.1" in str(line) for line in seen(log))


def test_nothing_leaves_in_a_whole_walk_of_use(scratch: Corpus, tmp_path: Path, page: "Page") -> None:
    (tmp_path / "sitecustomize.py").write_text(WITNESS)
    log = tmp_path / "witness"
    environment = {
        "QA_CORPUS": str(scratch.folder),
        "QA_INDEX": str(scratch.index_folder),
        "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]),
        "WITNESS": str(log),
    }
    with served(None, environment, tmp_path / "log.txt", ("--no-token", "--host", HOST)) as (address, _):
        ask(page, f"http://{address}", "How many prison staff were held hostage?")
        page.get_by_text("more than 100").first.wait_for(timeout=WAIT)
        for view, landmark in (
            ("?mode=Find&words=Noboa", ".fq-mentions"),
            ("read", ".fq-document"),
            ("sources", ".fq-sources"),
            ("add", ".stFileUploader"),
        ):
            page.goto(f"http://{address}/{view}")
            page.locator(landmark).first.wait_for(timeout=WAIT)
        page.locator("input[type=file]").first.set_input_files(
            {
                "name": "made-up.txt",
                "mimeType": "text/plain",
                "buffer": b"A made-up text.\n\nIt says nothing of note.\n",
            }
        )
        page.get_by_role("button", name="Add and index").click(timeout=WAIT)
        page.get_by_text("Added").first.wait_for(timeout=WAIT)
        refuse(address)
        with opened(address) as other:
            put_file(address, other.name, 1, b"x")
    assert seen(log) == []


def refuse(address: str) -> None:
    """Visits that get nothing, and one under a name in capitals, which Streamlit does not take for that of its origin."""
    assert visit(address, "/", {"Host": "evil.example"}) == 403
    stream = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    stream["Sec-WebSocket-Key"] = "bWFkZSB1cCBrZXkgMTIzNA=="
    for origin in ("http://evil.example", "http://localhost:3000", "null"):
        assert visit(address, "/_stcore/stream", {**stream, "Origin": origin}) == 403
    theirs = {"Host": HOST, "Origin": f"http://{HOST.lower()}"}
    assert visit(address, "/_stcore/stream", {**stream, **theirs}) in (101, 403)


def visit(address: str, path: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection(address)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
