"""What no generation needs any more: older generations, what a run that died left, and the files of earlier versions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from qa.files import remove_path
from qa.index.current import OLDER, Current
from qa.regex import regex

_OURS = regex(
    r"content-\d+\.sqlite(-\w+)?|unfinished-.*\.sqlite(-\w+)?|vectors-\d+\.(faiss|f16)|encoder-\w+|\..*\.tmp(-\w+)?|\.encoder.*\.new"
)


def remove_leftovers(folder: Path, *kept: Current, unfinished: Path | None = None) -> None:
    """Delete what belongs to none of the generations `kept`, nor is what a build goes on from; only files named as the index's own.

    On Windows, what a reader has open stays until the next build.
    """
    names = {name.partition("/")[0] for current in kept for name in current.files} | {unfinished and unfinished.name}
    for path in sorted(folder.iterdir()):
        if path.name not in names and (_OURS.fullmatch(path.name) or path.name in OLDER):
            with suppress(OSError):
                remove_path(path)
