"""The app on a free port, as `qa app` starts it, for the benchmarks and tests that need it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from time import sleep

from qa.ui.launch import SETTINGS

ROOT = Path(__file__).parent.parent


@contextmanager
def served(
    script: str | None = None,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    arguments: Sequence[str] = ("--no-token",),
) -> Iterator[tuple[str, int]]:
    """Address and process identifier of the app, or of another script under the same settings, which ends with the block.

    The app takes `QA_CORPUS` and `QA_INDEX`, from `environment` too. What it prints goes to `log`, else only its errors are shown.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "streamlit_app.py", *arguments]
    if script is not None:
        # Where a word is wanted, as of a switch with three places, only `false` is understood.
        flags = (
            f"--{name}={str(value).lower() if isinstance(value, bool) else value}"
            for name, value in SETTINGS.items()
            if name != "server.port"
        )
        command = [sys.executable, "-m", "streamlit", "run", script, *flags]
    command += ["--server.port", str(port)]
    with (log or Path(os.devnull)).open("w") as out:
        errors = out if log else None
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=out, stderr=errors
        )
        try:
            _wait(f"http://localhost:{port}/_stcore/health", server, log)
            yield f"localhost:{port}", server.pid
        finally:
            _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    """Ask it to end; where it is too busy to hear that within half a minute, end it."""
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes], log: Path | None) -> None:
    for _ in range(480):
        if server.poll() is not None:
            said = log.read_text() if log else "run it by hand to see why"
            raise SystemExit(f"streamlit ended with {server.returncode}; {said}")
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.FORBIDDEN:
                return  # It stands, behind its door.
            sleep(0.25)
        except OSError:
            sleep(0.25)
    raise SystemExit(f"{address}: no answer within two minutes{f'; {log.read_text()}' if log else ''}")
