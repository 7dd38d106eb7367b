"""Files that a library names: looked for in its own folder and in those that the person gives, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from stat import S_ISREG
from urllib.parse import unquote, urlsplit

from qa.parse import SUFFIXES
from qa.parse.limits import MAX_BYTES

_LONGEST = 1000
_ORDER = (".pdf", ".epub", ".docx", ".odt", ".html", ".htm", ".xhtml")
"""Which of a work's files is its text, the likeliest first; a web page may be only what stands around it."""
_MOST = 20
"""Files of one work that are looked for."""


class NotTakenError(Exception):
    """Why a file is not read: a few words."""


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders in which files may lie."""

    own: Path
    """The library's; names are relative to it."""
    given: tuple[Path, ...] = ()
    """Those that the person names besides: files there are read by their whole path, or by their name."""

    def find(self, name: str) -> Path:
        """The file of that name or path.

        Raises:
            NotTakenError: it lies elsewhere, is missing, or is nothing that can be read.
        """
        if not name.isprintable() or len(name) > _LONGEST:
            raise NotTakenError("not a name that a file can have")
        found = next((path for path in self._candidates(name) if path is not None), None)
        if found is None:
            elsewhere = PureWindowsPath(name).anchor or ".." in PureWindowsPath(name).parts
            if elsewhere and not self.given:
                raise NotTakenError("lies outside the library; give the folder that it lies in too, to have it read")
            raise NotTakenError("not there")
        return _checked(found)

    def _candidates(self, name: str) -> Iterable[Path | None]:
        yield _inside(self.own, self.own / name)
        for folder in self.given:
            yield _inside(folder, folder / name)
            yield _inside(folder, folder / PureWindowsPath(name).name)


def find_files(names: Iterable[str], roots: Roots) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files of these names, the likeliest text first, and a line on each that is not read."""
    found: dict[Path, None] = {}
    told = []
    for name in list(dict.fromkeys(names))[:_MOST]:
        try:
            found[roots.find(name)] = None
        except NotTakenError as error:
            told.append(f"{_last(name)}: {error}")
    return likeliest_first(list(found)), tuple(told)


def likeliest_first(files: Sequence[Path]) -> tuple[Path, ...]:
    """The likeliest text of a work first."""
    endings = {suffix: place for place, suffix in enumerate(_ORDER)}
    return tuple(sorted(files, key=lambda path: endings.get(path.suffix.lower(), len(_ORDER))))


def path_of(address: str) -> str:
    """`file:///home/me/x.pdf` → its path; what is no such address stays as it is."""
    if not address.lower().startswith("file:"):
        return address
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        # `file://[`: no address, and no file's name either.
        return address
    # file:///C:/x.pdf
    return path[1:] if PureWindowsPath(path[1:]).drive else path


def _inside(folder: Path, path: Path) -> Path | None:
    """The file, where there is one and it lies in the folder, wherever links lead."""
    try:
        found = path.resolve(strict=True)
        return found if found.is_relative_to(folder.resolve(strict=True)) else None
    except (OSError, ValueError, RuntimeError):
        # ValueError: a null character; RuntimeError: a link that leads to itself.
        return None


def _checked(path: Path) -> Path:
    try:
        state = path.stat()
    except OSError as error:
        raise NotTakenError(f"cannot be read ({error.strerror})") from error
    if not S_ISREG(state.st_mode):
        raise NotTakenError("no file")
    if path.suffix.lower() not in SUFFIXES:
        raise NotTakenError(f"files ending in {path.suffix or 'nothing'} are not read")
    if not 0 < state.st_size <= MAX_BYTES:
        raise NotTakenError(f"{state.st_size:,} bytes; from 1 to {MAX_BYTES:,} are read")
    return path


def _last(name: str) -> str:
    """The end of a path, printable and short."""
    last = PurePosixPath(name.replace("\\", "/")).name or name
    return "".join(c if c.isprintable() else "�" for c in last)[:80]
