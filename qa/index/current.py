"""`current.json`, the commit point: which generation is the newest, and the size and sha256 of each of its files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from stat import S_ISREG

from qa.errors import IndexDamagedError, IndexUnusableError, Remedy
from qa.files import sha256_file, write_whole

CURRENT_FILE = "current.json"
FORMAT = 8
"""Raised whenever files, tables, parsing or chunking change so that an older index gives other answers."""
_LARGE = 64_000_000
"""Bytes from which on a file is not read again to compare it, where nobody has touched it since its commit."""
_MOST_LISTED = 16_000_000
"""Bytes of `current.json`, which has a few thousand."""
OLDER = ("index.sqlite", "index.sqlite-wal", "index.sqlite-shm")
"""What versions before the third wrote."""


Stamp = tuple[int, int, int]
"""A file's number, when it was written to, and when it or what is known of it was changed: nobody can set that back."""


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file's size and checksum."""

    sha256: str
    size: int

    @classmethod
    def of_bytes(cls, data: bytes | memoryview) -> FileSum:
        """The sum of a file with that content."""
        return cls(hashlib.sha256(data).hexdigest(), len(data))

    @classmethod
    def of_file(cls, path: Path) -> FileSum:
        """The sum of a file on disk."""
        return cls(sha256_file(path), path.stat().st_size)


@dataclass(frozen=True, slots=True)
class Current:
    """One committed state of the index."""

    generation: int
    encoder: str
    """Digest of the encoder; see `qa.embed.weights`."""
    encoder_name: str
    dimension: int
    documents: int
    passages: int
    sources: int
    files: dict[str, FileSum]
    """Every file of the generation, by its path in the index folder."""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """Of large files, when they were committed."""
    below: int = 0
    """The generation whose files are the lower layer; 0 where there is but one. See `qa.index.layers`."""
    layered: int = 0
    """Passages that the upper layer has, or takes out of the lower one."""

    def check(self, folder: Path, name: str) -> None:
        """Compare a file with what was committed; a large one that nobody has touched since is not read.

        Raises:
            IndexDamagedError: it is missing, cut short or altered.
        """
        if not self.is_untouched(folder, name):
            check_file(folder, name, self.files[name])

    def is_untouched(self, folder: Path, name: str) -> bool:
        """True for a large file that nobody has written to since its commit."""
        stamp = self.stamps.get(name)
        return stamp is not None and stamp == _stamp_of(folder / name, self.files[name].size)

    @property
    def content(self) -> str:
        """The database's file name, of two layers the upper one's."""
        return content_name(self.generation)

    @property
    def contents(self) -> tuple[str, ...]:
        """The databases' file names, the lower layer's first."""
        return tuple(content_name(number) for number in (self.below, self.generation) if number)

    @property
    def vectors(self) -> str:
        """The FAISS file's name, of two layers the upper one's."""
        return vectors_name(self.generation)

    @property
    def lower_vectors(self) -> str:
        """The same, of two layers the lower one's."""
        return vectors_name(self.below or self.generation)

    @property
    def mapped(self) -> str | None:
        """The name of the file with the vectors of many passages, of which FAISS has only codes; None where it has all."""
        name = mapped_name(self.below or self.generation)
        return name if name in self.files else None

    def lower_files(self) -> dict[str, FileSum]:
        """The files of the lower layer, or of the only one."""
        number = self.below or self.generation
        names = (content_name(number), vectors_name(number), mapped_name(number))
        return {name: self.files[name] for name in names if name in self.files}

    @property
    def export(self) -> dict[str, FileSum]:
        """The question encoder's files; none for an encoder that cannot be exported."""
        return {name: found for name, found in self.files.items() if name.startswith("encoder-")}


def content_name(generation: int) -> str:
    """The file name of a generation's database."""
    return f"content-{generation}.sqlite"


def vectors_name(generation: int) -> str:
    """The file name of a generation's FAISS index."""
    return f"vectors-{generation}.faiss"


def mapped_name(generation: int) -> str:
    """The file name of a generation's vectors where they are mapped."""
    return f"vectors-{generation}.f16"


def stamps_of(folder: Path, files: dict[str, FileSum]) -> dict[str, Stamp]:
    """For the large ones of files that were just written."""
    large = {name: _stamp_of(folder / name, found.size) for name, found in files.items() if found.size >= _LARGE}
    return {name: stamp for name, stamp in large.items() if stamp is not None}


def read_current(folder: Path) -> Current:
    """The newest committed generation; its files are not looked at.

    Raises:
        IndexDamagedError: `current.json` is not as it was written.
        IndexUnusableError: there is no index, or it is of another version of the program.
    """
    path = folder / CURRENT_FILE
    try:
        table = json.loads(_listed(path))
        if table.pop("sha256") != _own_sum(table):
            raise IndexDamagedError(path, "damaged (its checksum differs)")
        if table.pop("format") != FORMAT:
            raise _of_another_version(folder)
        files = {name: FileSum(**found) for name, found in table["files"].items()}
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
            raise ValueError("a file that is not in the folder")
        stamps = {name: (int(a), int(b), int(c)) for name, (a, b, c) in table.get("stamps", {}).items()}
        return Current(**{**table, "files": files, "stamps": stamps})
    except FileNotFoundError as error:
        if (folder / OLDER[0]).exists():
            raise _of_another_version(folder) from error
        raise IndexUnusableError(
            f"{folder}: there is no index yet", remedy=Remedy.BUILD_INDEX, folder=str(folder)
        ) from error
    except OSError as error:
        raise IndexUnusableError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexDamagedError(path, "damaged (it does not list the index's files)") from error


def _listed(path: Path) -> bytes:
    state = path.stat()
    # A pipe would be waited for, and a device never ends.
    if not S_ISREG(state.st_mode) or state.st_size > _MOST_LISTED:
        raise ValueError("no list of files")
    return path.read_bytes()


def write_current(folder: Path, current: Current) -> None:
    """Commit: from here on, readers find this generation."""
    table = {"format": FORMAT, **asdict(current)}
    text = json.dumps({**table, "sha256": _own_sum(table)}, indent=1, ensure_ascii=False)
    # With its own sha256, and put in place in one step once it is on the disk: a commit is never half written.
    write_whole(folder / CURRENT_FILE, f"{text}\n".encode())


def check_file(folder: Path, name: str, expected: FileSum) -> None:
    """Compare a file with what was committed.

    Raises:
        IndexDamagedError: it is missing, cut short or altered.
    """
    path = folder / name
    try:
        size = path.stat().st_size
        found = sha256_file(path) if size == expected.size else ""
    except OSError as error:
        raise _unreadable(path, error) from error
    _compare(path, size, found, expected)


def read_checked(folder: Path, name: str, expected: FileSum) -> bytes:
    """A file's bytes, which are what was committed.

    Raises:
        IndexDamagedError: it is missing, cut short or altered.
    """
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    _compare(path, len(data), hashlib.sha256(data).hexdigest(), expected)
    return data


def _stamp_of(path: Path, size: int) -> Stamp | None:
    """None for a file that is gone or of another size."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns) if found.st_size == size else None


def _compare(path: Path, size: int, found: str, expected: FileSum) -> None:
    if size != expected.size:
        raise IndexDamagedError(path, f"damaged ({size:,} bytes, not {expected.size:,})")
    if found != expected.sha256:
        raise IndexDamagedError(path, "damaged (its checksum differs)")


def _of_another_version(folder: Path) -> IndexUnusableError:
    problem = "the index is of another version of the program"
    return IndexUnusableError(f"{folder}: {problem}", remedy=Remedy.BUILD_INDEX, folder=str(folder))


def _unreadable(path: Path, error: OSError) -> IndexDamagedError:
    why = "missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
    return IndexDamagedError(path, why)


def _own_sum(table: dict[str, object]) -> str:
    text = json.dumps(table, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
