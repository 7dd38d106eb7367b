"""Pages of the app without a browser: what one sends, and what is drawn for it; files that it uploads."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

WAIT = 60


class Page:
    """A page that is open."""

    def __init__(self, socket: ClientConnection) -> None:
        """Nothing is drawn yet."""
        self._socket, self.name = socket, ""

    def draw(self, query: str = "", view: str = "") -> list[ForwardMsg]:
        """What is sent for an address, to the end of the script."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = view
        self._socket.send(asked.SerializeToString())
        told: list[ForwardMsg] = []
        while not told or told[-1].WhichOneof("type") != "script_finished":
            told.append(ForwardMsg.FromString(bytes(self._socket.recv(timeout=WAIT))))  # type: ignore[arg-type]
            if told[-1].WhichOneof("type") == "new_session":
                self.name = told[-1].new_session.initialize.session_id
        return told


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """A page at `localhost:8501`, drawn once; closed at the end of the block."""
    ours, stream = Origin(f"http://{address}"), f"ws://{address}/_stcore/stream"
    with connect(stream, origin=ours, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        page = Page(socket)
        page.draw()
        yield page


def put_file(address: str, page: str, number: int, data: bytes, name: bytes = b"f.txt") -> int:
    """Upload a file as a page does; the status of the reply."""
    visit = http.client.HTTPConnection(address, timeout=WAIT)
    visit.request("GET", "/_stcore/health")
    reply = visit.getresponse()
    reply.read()
    cookie = (reply.getheader("set-cookie") or "").partition(";")[0]
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="%s"\r\nContent-Type: text/plain\r\n\r\n' % name
    kind = "multipart/form-data; boundary=b"
    headers = {"Content-Type": kind, "Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
    try:
        visit.request("PUT", f"/_stcore/upload_file/{page}/{number}", head + data + b"\r\n--b--\r\n", headers)
        return visit.getresponse().status
    finally:
        visit.close()
