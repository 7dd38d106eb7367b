"""Changing `corpus.toml`: one entry changes, all else stays as people wrote it, and the file is replaced whole."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from qa.corpus.corrections import ANCHOR
from qa.corpus.editable_manifest import EditableManifest, EntryPlace
from qa.corpus.entry_editing import EntryRow, new_entry, read_entry, same
from qa.corpus.manifest import check_manifest
from qa.corpus.reserved import LOCK
from qa.corpus.settings import MANIFEST, parse_manifest
from qa.corpus.source_fields import check_name
from qa.errors import BusyError, CorpusError
from qa.files import make_folder, mode_in, write_whole
from qa.regex import regex

WAIT = 10.0
"""Seconds for another change to end."""
_LEFTOVER = regex(r"\.[a-z0-9_]{8}\.tmp")
"""What `write_whole` leaves when its process dies."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the corpus folder alone, so that no two changes of it undo each other.

    Raises:
        BusyError: something else is changing it.
        CorpusError: it cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        make_folder(folder)
        with FileLock(folder / LOCK, timeout=WAIT, mode=mode_in(folder)):
            _remove_leftovers(folder)
            yield
    except Timeout as error:
        raise BusyError(f"{folder}: something else is changing the corpus; wait for it and try again") from error
    except OSError as error:
        raise CorpusError(
            f"{folder}: cannot be written ({error.strerror}); nothing was changed in {MANIFEST}"
        ) from error


def edit(folder: Path, change: Callable[[EditableManifest], None]) -> bytes:
    """The manifest as `change` leaves it, to be handed to `save`; nothing is written yet.

    Raises:
        CorpusError: the corpus could not be opened with it, or it would say something else than is meant.
    """
    written = _read(folder)
    try:
        manifest = EditableManifest(written, parse_manifest(written))
        change(manifest)
        check_manifest(manifest.text)
        as_meant = same(parse_manifest(manifest.text), manifest.meant)
    except RecursionError as error:
        raise CorpusError(f"{MANIFEST}: nested too deeply to be changed; mend it and try again") from error
    if not as_meant:
        raise CorpusError(
            f"{MANIFEST}: this change would make it say something else than is meant, so nothing was changed; "
            "begin each document's entry with [[document]] on a line of its own, one key a line, and try again"
        )
    mark = codecs.BOM_UTF8 if _bytes(folder).startswith(codecs.BOM_UTF8) else b""
    return mark + manifest.text.encode()


def save(folder: Path, edited: bytes) -> None:
    """Replace the manifest whole."""
    write_whole(folder / MANIFEST, edited)


def enter(
    manifest: EditableManifest,
    name: str,
    given: Mapping[str, str | None],
    source_of: Sequence[str] = (),
    fetched: Mapping[str, str] | None = None,
) -> None:
    """Say of a file what is given, in its own entry, which is made where there is none; what is None stays."""
    row, number = _row(manifest, name)
    row.update({key: value for key, value in given.items() if value})
    if source_of:
        row["source_of"] = sorted({*row.get("source_of", []), *source_of})
    if fetched:
        row["fetched"] = dict(fetched)
    _put(manifest, number, row)


def forget_fetched(manifest: EditableManifest, name: str) -> None:
    """Say no longer that a file came from the web: another has its place."""
    row, number = _row(manifest, name)
    if row.pop("fetched", None) is not None:
        _put(manifest, number, row)


def rename(manifest: EditableManifest, old: str, new: str) -> None:
    """Let a file's entry name another file."""
    row, number = _row(manifest, old)
    _put(manifest, number, {**row, "file": new})


def drop(manifest: EditableManifest, name: str) -> None:
    """Delete a file's entry."""
    while (number := manifest.find(name)) is not None:
        manifest.delete(number)


def entry_text(folder: Path, name: str) -> tuple[str, EntryPlace | None]:
    """A file's entry as it is written, comments and all, and where; empty where there is none."""
    written = _read(folder)
    manifest = EditableManifest(written, parse_manifest(written))
    number = manifest.find(name)
    return ("", None) if number is None else manifest.entry(number)


def correct(
    manifest: EditableManifest, name: str, position: int | None, said: Mapping[str, str | Sequence[str]]
) -> None:
    """Write what a person says of a source into the entry of the file that names it; `position` is None for a new one."""
    row, number = _row(manifest, name)
    rows = row.setdefault("source", [])
    if position is None:
        rows.append({})
        position = len(rows) - 1
    _forget(rows[position], [*said])
    rows[position].update({key: value if isinstance(value, str) else list(value) for key, value in said.items()})
    _put(manifest, number, row)


def uncorrect(manifest: EditableManifest, name: str, position: int, fields: Sequence[str], *, whole: bool) -> None:
    """Delete some fields of a correction, or the whole of it."""
    row, number = _row(manifest, name)
    if whole:
        del row["source"][position]
    else:
        _forget(row["source"][position], fields)
    if not row["source"]:
        del row["source"]
    _put(manifest, number, row)


def put_back(
    manifest: EditableManifest,
    name: str,
    text: str,
    place: EntryPlace | None = None,
    *,
    instead_of: str | None = None,
) -> None:
    """Make a file's entry what `entry_text` gave; corrections of sources stay as the entry of the other version has them."""
    row, text = _saved(name, text)
    number = manifest.find(instead_of) if instead_of else manifest.find(name)
    if number is None:
        if text:
            manifest.put_in(row, text, place)
        return
    if instead_of:
        row.pop("source", None)
        row.update({key: value for key, value in manifest.rows[number].items() if key == "source"})
    if text or "source" in row:
        manifest.change(number, row, text or new_entry(row))
    else:
        manifest.delete(number)


def _saved(name: str, text: str) -> tuple[EntryRow, str]:
    """What an entry in the trash says, and its text, with its header where a version before left that out."""
    if not text.strip():
        return {"file": name}, ""
    try:
        return read_entry(text)
    except ValueError as error:
        raise CorpusError(
            f"{name}: its entry in the trash is damaged ({error}); mend it, or add the file again"
        ) from error


def _row(manifest: EditableManifest, name: str) -> tuple[EntryRow, int | None]:
    """A copy of what the file's entry says, and which it is; None where there is none yet."""
    number = manifest.find(name)
    return ({"file": name} if number is None else deepcopy(manifest.rows[number])), number


def _put(manifest: EditableManifest, number: int | None, row: EntryRow) -> None:
    if number is None:
        manifest.insert(row)
    else:
        manifest.change(number, row)


def _forget(row: EntryRow, fields: Sequence[str]) -> None:
    """Delete fields of a correction, under whichever of their names a person wrote them."""
    for key in [key for key in row if key not in ANCHOR and check_name(key) in fields]:
        del row[key]


def _remove_leftovers(folder: Path) -> None:
    """Delete what a change that died has left half written; under the lock, nobody else is writing."""
    for path in folder.iterdir():
        if _LEFTOVER.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _read(folder: Path) -> str:
    """The manifest's text, its line ends as they are.

    Raises:
        CorpusError: it is not text.
    """
    try:
        return _bytes(folder).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{MANIFEST}: cannot be read as TOML ({error}); mend the line and try again") from error


def _bytes(folder: Path) -> bytes:
    path = folder / MANIFEST
    return path.read_bytes() if path.exists() else b""
