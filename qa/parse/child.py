"""The process in which files are parsed, one after the other: requests by standard input, documents by standard output."""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from qa.errors import DocumentError
from qa.parse.confine import allow_memory, allow_seconds, confine
from qa.parse.frames import read_frame, scan_frame, write_frame
from qa.parse.limits import (
    IDLE_SECONDS,
    MAX_MEMORY,
    MOST_SENT,
    NOTES_SECONDS,
    OUT_OF_MEMORY,
    PAGE_SECONDS,
    SCAN_MEMORY,
    SCAN_SECONDS,
    START_SECONDS,
)
from qa.parse.scanned import is_installed
from qa.references.sources import read_works
from qa.types.document_json import document_to_json
from qa.types.source import Source
from qa.types.source_json import sources_to_json

if TYPE_CHECKING:
    from qa.parse.pdf.picture import ScanMarker

_MOST_TRACE = 4000
_MADE = 100_000
"""Objects that are made before those in circles are looked for."""


class _Watch:
    """Moves the moment at which the system ends this process: it has some processor time, and more for each page read."""

    def __init__(self, stall: float) -> None:
        self._stall = stall
        self._limit = time.process_time() + max(START_SECONDS, stall)
        allow_seconds(time.process_time() + stall)

    def page(self) -> None:
        """Another page was read."""
        self._limit += PAGE_SECONDS
        allow_seconds(min(time.process_time() + self._stall, self._limit))

    def scan(self) -> None:
        """A page is about to be read by OCR."""
        self._limit += SCAN_SECONDS
        allow_seconds(min(time.process_time() + max(self._stall, SCAN_SECONDS), self._limit))

    def finish(self, noted: int) -> None:
        """All was read; what is left to do grows with it, and with the characters of the notes whose sources are wanted."""
        seconds = max(self._stall, START_SECONDS) + noted / 2**20 * NOTES_SECONDS
        allow_seconds(time.process_time() + seconds)


def parse_requests(requests: BinaryIO, replies: BinaryIO) -> int:
    """Parse what is sent until nothing more is; returns the exit status."""
    _preload()
    # py3langid unpacks its model into a temporary file, which this process may not make.
    tempfile.TemporaryFile = _in_memory  # type: ignore[assignment]
    confine(MAX_MEMORY, SCAN_MEMORY if is_installed() else MAX_MEMORY)
    # A text of very many notes makes objects without end and hardly any circle: to look for these often took a quarter of the time.
    gc.freeze()
    gc.set_threshold(_MADE)
    while _is_wanted(requests):
        try:
            request = json.loads(read_frame(requests, MOST_SENT))
            data = read_frame(requests, MOST_SENT)
        except EOFError:
            return 0
        try:
            reply = _reply(data, lambda frame: write_frame(replies, frame), **request)
        except MemoryError:
            return OUT_OF_MEMORY
        del data
        for piece in reply:
            write_frame(replies, piece)
    return 0


def _reply(
    data: bytes,
    tell: Callable[[bytes], None],
    name: str,
    doc_id: str,
    encoding: str | None,
    folder: str | None,
    stall: float,
    sources: bool,
    printed: dict[str, object] | None = None,
) -> tuple[bytes, bytes, bytes]:
    """Empty, the document, and its sources if they are wanted; or the failure, as JSON.

    With `printed`, which says what of a page is to be marked, its picture and the marks come instead.
    """
    from qa.parse.parsers import File, parse_here

    watch = _Watch(stall)

    def on_scan(number: int, count: int) -> None:
        watch.scan()
        allow_memory()
        tell(scan_frame(number, count))

    try:
        if printed is not None:
            return b"", *_draw(data, name, printed, watch)
        document = parse_here(File(data, name, doc_id, encoding, Path(folder) if folder else None, watch.page, on_scan))
        watch.finish(sum(len(note.span) for note in document.footnotes) if sources else 0)
        named: tuple[Source, ...] = ()
        if sources:
            named, unread = read_works(document)
            document = replace(document, problems=(*document.problems, *unread))
        return (
            b"",
            document_to_json(document).encode("ascii"),
            sources_to_json(named).encode("ascii") if sources else b"",
        )
    except DocumentError as error:
        failure = {"message": Exception.__str__(error), "failed": error.failed, "remedy": error.remedy}
    except MemoryError:
        raise
    except RecursionError:
        failure = {"message": f"{name}: its parts are nested too deeply to be read whole; simplify it"}
    except Exception as error:
        # A fault of ours or of a library, brought about by this file: it must not cost the others.
        why = f"it crashes the parser ({type(error).__name__})"
        failure = {
            "message": f"{name}: damaged, {why}; open it in a viewer and save it again",
            "trace": traceback.format_exc()[-_MOST_TRACE:],
        }
    return json.dumps(failure).encode("ascii"), b"", b""


def _draw(data: bytes, name: str, printed: dict[str, object], watch: _Watch) -> tuple[bytes, bytes]:
    """A page as a picture, and the boxes of what is marked on it."""
    from qa.parse.printed_json import fields_to_wanted
    from qa.parse.scanned import PICTURES

    wanted = fields_to_wanted(printed)
    is_picture = Path(name).suffix.lower() in PICTURES
    if is_picture or wanted.scanned:
        watch.scan()
        allow_memory()
    if is_picture:
        from qa.parse.ocr.drawn import draw_scan

        picture, boxes = draw_scan(data, name, wanted)
    else:
        from qa.parse.pdf.picture import draw_page

        picture, boxes = draw_page(data, name, wanted, _scan_marker() if wanted.scanned and is_installed() else None)
    return picture, json.dumps(boxes).encode("ascii")


def _scan_marker() -> ScanMarker:
    from qa.parse.ocr.drawn import mark_scan

    return mark_scan


def _preload() -> None:
    """Import what every parser needs, while the parent is busy with other things."""
    import qa.footnotes.alarm
    import qa.parse.builder
    import qa.parse.parsers
    import qa.parse.typed  # noqa: F401


def _in_memory(*_: object, **__: object) -> BinaryIO:
    """In place of a temporary file."""
    return BytesIO()


def _is_wanted(requests: BinaryIO) -> bool:
    """False when nothing came for so long that the memory is better given back."""
    if os.name != "posix":
        return True
    import select

    return bool(select.select([requests], [], [], IDLE_SECONDS)[0])


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for this module alone: what a library prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return sys.stdin.buffer, replies


if __name__ == "__main__":
    sys.exit(parse_requests(*_own_streams()))
