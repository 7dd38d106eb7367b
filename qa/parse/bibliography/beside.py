"""Files beside a document that it names: read only from its own folder and those below, whatever the name says."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from stat import S_ISREG

MAX_BIBLIOGRAPHY = 10 * 1024 * 1024
_LONGEST = 300


class NotReadError(Exception):
    """Why a file beside the document is not read: one line."""


def kept_folder(name: str) -> str:
    """The folder, beside a document of that name, in which a corpus keeps the files that the document names."""
    return f"{name}.bibliography"


def read_beside(folder: Path, document: str, name: str) -> bytes:
    """What the file `name` holds, as the document of that name in `folder` means it.

    Raises:
        NotReadError: it lies elsewhere, is missing, no file, or too large.
    """
    _check_name(name)
    kept = folder / kept_folder(document)
    root = kept if (kept / name).is_file() else folder
    try:
        found, inside = (root / name).resolve(strict=True), folder.resolve(strict=True)
        if not found.is_relative_to(inside):
            raise NotReadError("a link that leads out of the document's folder; put the file itself there")
        state = found.stat()
        if not S_ISREG(state.st_mode):
            raise NotReadError("no file")
        if state.st_size > MAX_BIBLIOGRAPHY:
            raise NotReadError(f"{state.st_size:,} bytes; at most {MAX_BIBLIOGRAPHY:,} are read")
        return found.read_bytes()
    except FileNotFoundError as error:
        raise NotReadError("not there; put it in the document's folder") from error
    except (OSError, ValueError, RuntimeError) as error:
        # RuntimeError: a link that leads to itself.
        raise NotReadError(f"cannot be read ({getattr(error, 'strerror', None) or 'no such path'})") from error


def _check_name(name: str) -> None:
    if "://" in name:
        raise NotReadError("an address on the web, which is not fetched; put the file in the document's folder")
    windows = PureWindowsPath(name)
    if (
        windows.anchor
        or name.startswith(("/", "~"))
        or ".." in windows.parts
        or not name.isprintable()
        or len(name) > _LONGEST
    ):
        raise NotReadError("not in the document's folder nor below it; put the file there")
