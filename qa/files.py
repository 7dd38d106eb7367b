"""Durable file writes, and digests. All that the index writes beside SQLite's own writing goes through here."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from io import FileIO
from pathlib import Path


def write_whole(path: Path, data: bytes | memoryview) -> None:
    """Write a file so that a crash leaves the old one or the new one: new file, fsync, rename, fsync of the folder."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            temporary.chmod(mode_in(path.parent))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file of any size to a new place, and have it reach the disk."""
    shutil.copyfile(source, target, follow_symlinks=True)
    target.chmod(mode_in(target.parent))
    sync(target)


def holds(path: Path, data: bytes) -> bool:
    """True when there is such a file, with that content; one of another size is not read."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def mode_in(folder: Path) -> int:
    """The mode of a new file: its owner's alone, and theirs with whom the folder is shared."""
    return 0o600 | (folder.stat().st_mode & 0o066)


def append(path: Path, data: bytes) -> None:
    """Add to a file, which is created where there is none.

    Raises:
        OSError: it cannot be written, or is a link.
    """
    with _open_to_append(path) as file:
        file.write(data)


def append_line(path: Path, line: bytes) -> None:
    """Add a line, with its end, to a file, which is created where there is none; a line that was cut off before stays apart.

    Raises:
        OSError: it cannot be written, or is a link.
    """
    with _open_to_append(path) as file:
        if (size := file.seek(0, os.SEEK_END)) > 0:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)
        os.fsync(file.fileno())


def _open_to_append(path: Path) -> FileIO:
    if path.is_symlink():
        # In a folder that somebody else made it would have another file written.
        raise OSError(errno.ELOOP, "a link, not a file")
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return FileIO(os.open(path, flags, mode_in(path.parent)), "r+")


def follow_folder(path: Path) -> None:
    """Give a file that something else created, or a folder, the mode that a new one has there."""
    if os.name != "posix":
        return
    shared = path.parent.stat().st_mode
    path.chmod((0o700 | (shared & 0o2077)) if path.is_dir() else mode_in(path.parent))


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can look into, with those above it, where there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)


def make_folder_in(folder: Path, name: str) -> Path:
    """Make a folder, with those between, in one that is there, and share each with whom that one is shared."""
    path = folder
    for part in Path(name).parts:
        path /= part
        if not path.is_dir():
            path.mkdir()
            follow_folder(path)
    return path


def sync(path: Path) -> None:
    """Have a file that was written otherwise, or a folder's list of names, reach the disk."""
    if path.is_dir():
        _sync_folder(path)
        return
    # Windows flushes only what is open for writing.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove_path(path: Path) -> None:
    """Delete a file or a folder, unless it is gone already or, on Windows, still open: then it stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        if os.name == "posix":
            raise


def sha256_file(path: Path) -> str:
    """Hexadecimal sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_kept(path: Path, largest: int) -> bytes:
    """A file that only saves work: empty where none can be read; deleted, to be begun anew, where it has over `largest` bytes."""
    try:
        if path.is_symlink() or not path.is_file():
            return b""
        if path.stat().st_size > largest:
            remove_path(path)
            return b""
        return path.read_bytes()
    except OSError:
        return b""
