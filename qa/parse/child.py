"""Parses a hostile file in a process of its own, which can run out of memory, hang or crash without harm to ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from qa.errors import DocumentError
from qa.types.document import Document
from qa.types.document_json import document_to_json, json_to_document

MAX_MEMORY = 1000 * 1024 * 1024
"""Bytes of address space that the child may have, where the system can limit them."""
STALL_SECONDS = 15.0
"""Of processor time for one page; a page of small print takes a twentieth of a second."""
_START_SECONDS, _PAGE_SECONDS = 20.0, 0.5
"""Of processor time for the whole file: this much, and this much more for each page."""
_WALL_SECONDS = 600.0
"""For a child that can no longer watch itself."""
_STALLED, _OUT_OF_MEMORY = 75, 76


def parse_in_child(
    data: bytes, name: str, doc_id: str, suffix: str, *, stall_seconds: float = STALL_SECONDS
) -> Document:
    """Parse `data` in a child process; `suffix`, such as `.pdf`, says which parser reads it.

    Raises:
        DocumentError: what the parser says of the file, or that it took too long, too much memory, or crashed.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "qa.parse.child", suffix, name, doc_id, str(stall_seconds)],
            input=data,
            capture_output=True,
            timeout=_WALL_SECONDS,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"{name}: {_reason(_STALLED)}") from error
    if child.returncode:
        raise DocumentError(f"{name}: {_reason(child.returncode)}")
    answer = json.loads(child.stdout)
    if "error" in answer:
        raise DocumentError(answer["error"])
    return json_to_document(answer["document"])


def _environment() -> dict[str, str]:
    """Ours, with this package findable wherever it was imported from."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


def _reason(code: int) -> str:
    if code == _STALLED:
        return "reading it takes too long, it may be damaged; open it in a viewer and save it again"
    if code == _OUT_OF_MEMORY:
        return f"reading it takes more than {MAX_MEMORY // 2**20:,} MB of memory; split the file"
    return f"damaged, it crashes the parser (exit {code}); open it in a viewer and save it again"


class _Watch:
    """Ends this process when it has used up its processor time; a page read gives it more."""

    def __init__(self, stall: float) -> None:
        self._stall = stall
        self._limit = _START_SECONDS
        self._deadline = min(stall, self._limit)
        threading.Thread(target=self._run, daemon=True).start()

    def page(self) -> None:
        """Another page was read."""
        self._limit += _PAGE_SECONDS
        self._deadline = min(time.process_time() + self._stall, self._limit)

    def finish(self) -> None:
        """All pages were read; what is left to do grows with what has been read."""
        self._deadline = time.process_time() + self._limit

    def _run(self) -> None:
        # A thread runs on while a foreign library is busy, on every system; a signal handler would not.
        while time.process_time() < self._deadline:
            time.sleep(0.2)
        os._exit(_STALLED)


def _limit_memory() -> None:
    """A ceiling on memory, where the system has one."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue


def _parser(suffix: str, on_page: Callable[[], None]) -> Callable[[bytes, str, str], Document]:
    if suffix == ".pdf":
        from qa.parse.pdf import parse_pdf

        return lambda data, name, doc_id: parse_pdf(data, name, doc_id, on_page)
    if suffix == ".docx":
        from qa.parse.docx import parse_docx

        return parse_docx
    if suffix == ".odt":
        from qa.parse.odt import parse_odt

        return parse_odt
    if suffix == ".epub":
        from qa.parse.epub import parse_epub

        return parse_epub
    raise DocumentError(f"no parser reads files ending in {suffix}; use one of .pdf, .docx, .odt, .epub")


def run_child(arguments: list[str]) -> int:
    """Read a file from standard input and write its document, or what is wrong with it, as JSON."""
    suffix, name, doc_id, stall = arguments
    _limit_memory()
    data = sys.stdin.buffer.read()
    watch = _Watch(float(stall))
    try:
        document = _parser(suffix, watch.page)(data, name, doc_id)
        watch.finish()
        answer = json.dumps({"document": document_to_json(document)})
    except DocumentError as error:
        answer = json.dumps({"error": str(error)})
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(run_child(sys.argv[1:]))
