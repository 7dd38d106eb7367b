"""The app on a free port, as `streamlit run` starts it, for the benchmarks that need it."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

ROOT = Path(__file__).parent.parent


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Address and process identifier of the app, which ends with the block; it takes `QA_CORPUS` and `QA_INDEX`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://localhost:{port}/_stcore/health", server)
        yield f"localhost:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise SystemExit(f"streamlit ended with {server.returncode}; run it by hand to see why")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            sleep(0.25)
    raise SystemExit(f"{address}: no answer within a minute")
