"""Changing `corpus.toml`: one entry changes, all else stays as people wrote it, and the file is replaced whole."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from qa.corpus.corrections import ANCHOR
from qa.corpus.manifest import check_manifest
from qa.corpus.settings import MANIFEST
from qa.corpus.source_fields import check_name
from qa.errors import BusyError, CorpusError
from qa.files import make_folder, mode_in, write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

    EditableManifest: TypeAlias = TOMLDocument
    """`corpus.toml` with its comments and order."""

WAIT = 10.0
"""Seconds for another change to end."""
_LOCK = ".lock"
"""In the corpus folder; hidden files are not documents."""
_LEFTOVER = re.compile(r"\.[a-z0-9_]{8}\.tmp")
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
        with FileLock(folder / _LOCK, timeout=WAIT, mode=mode_in(folder)):
            _remove_leftovers(folder)
            yield
    except Timeout as error:
        raise BusyError(f"{folder}: something else is changing the corpus; wait for it and try again") from error
    except OSError as error:
        raise CorpusError(
            f"{folder}: cannot be written ({error.strerror}); nothing was changed in {MANIFEST}"
        ) from error


def edit(folder: Path, change: Callable[[TOMLDocument], None]) -> bytes:
    """The manifest as `change` leaves it, to be handed to `save`; nothing is written yet.

    Raises:
        CorpusError: the corpus could not be opened with it.
    """
    import tomlkit

    manifest = _read(folder)
    change(manifest)
    text = tomlkit.dumps(manifest)
    check_manifest(text)
    return _as_before(folder, text)


def save(folder: Path, edited: bytes) -> None:
    """Replace the manifest whole."""
    write_whole(folder / MANIFEST, edited)


def enter(manifest: TOMLDocument, name: str, given: Mapping[str, str | None], source_of: Sequence[str] = ()) -> None:
    """Say of a file what is given, in its own entry, which is made where there is none; what is None stays."""
    row = _row(manifest, name)
    row.update({key: value for key, value in given.items() if value})
    if source_of:
        row["source_of"] = sorted({*map(str, row.get("source_of", [])), *source_of})


def rename(manifest: TOMLDocument, old: str, new: str) -> None:
    """Let a file's entry name another file."""
    _row(manifest, old)["file"] = new


def drop(manifest: TOMLDocument, name: str) -> None:
    """Delete a file's entry."""
    rows = manifest.get("document", [])
    for i in reversed(range(len(rows))):
        if rows[i].get("file") == name:
            del rows[i]
    if "document" in manifest and not rows:
        # Written as `document = []`, it would take no [[document]] again.
        del manifest["document"]


def entry_text(folder: Path, name: str) -> str:
    """A file's entry as it is written, comments and all; empty where there is none."""
    import tomlkit

    found = next((row for row in _read(folder).get("document", []) if row.get("file") == name), None)
    return "" if found is None else tomlkit.dumps(found)


def correct(manifest: TOMLDocument, name: str, position: int | None, said: Mapping[str, str | Sequence[str]]) -> None:
    """Write what a person says of a source into the entry of the file that names it; `position` is None for a new one."""
    import tomlkit

    row = _row(manifest, name)
    rows = row.setdefault("source", tomlkit.aot())
    if position is None:
        rows.append(tomlkit.table() if isinstance(rows, tomlkit.items.AoT) else tomlkit.inline_table())
        position = len(rows) - 1
    _forget(rows[position], [*said])
    rows[position].update({key: value if isinstance(value, str) else list(value) for key, value in said.items()})


def uncorrect(manifest: TOMLDocument, name: str, position: int, fields: Sequence[str], *, whole: bool) -> None:
    """Delete some fields of a correction, or the whole of it."""
    row = _row(manifest, name)
    rows = row["source"]
    if whole:
        del rows[position]
    else:
        _forget(rows[position], fields)
    if not rows:
        del row["source"]


def _forget(row: Table, fields: Sequence[str]) -> None:
    """Delete fields of a correction, under whichever of their names a person wrote them."""
    for key in [key for key in row if key not in ANCHOR and check_name(key) in fields]:
        del row[key]


def put_back(manifest: TOMLDocument, name: str, text: str, *, instead_of: str | None = None) -> None:
    """Make a file's entry what `entry_text` gave; corrections of sources stay as the entry of the other version has them."""
    import tomlkit

    kept = _row(manifest, instead_of).get("source") if instead_of else None
    if instead_of and instead_of != name:
        drop(manifest, instead_of)
    _put_back(manifest, name, text)
    if instead_of:
        row = _row(manifest, name)
        row.pop("source", None)
        if kept is not None:
            row["source"] = tomlkit.item(kept.unwrap())


def _put_back(manifest: TOMLDocument, name: str, text: str) -> None:
    import tomlkit

    if not text:
        drop(manifest, name)
        return
    row = _row(manifest, name)
    try:
        saved = tomlkit.parse(text)
    except ValueError as error:
        raise CorpusError(
            f"{name}: its entry in the trash is damaged ({error}); mend it, or add the file again"
        ) from error
    for key in list(row):
        if key not in saved:
            del row[key]
    row.update(saved)


def _remove_leftovers(folder: Path) -> None:
    """Delete what a change that died has left half written; under the lock, nobody else is writing."""
    for path in folder.iterdir():
        if _LEFTOVER.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _as_before(folder: Path, text: str) -> bytes:
    """The text with the line ends, and the byte order mark, that the file has now."""
    path = folder / MANIFEST
    before = path.read_bytes() if path.exists() else b""
    data = text.encode()
    if before.count(b"\r\n") * 2 > before.count(b"\n"):
        data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return codecs.BOM_UTF8 + data if before.startswith(codecs.BOM_UTF8) else data


def _read(folder: Path) -> TOMLDocument:
    import tomlkit

    path = folder / MANIFEST
    return tomlkit.parse(path.read_text(encoding="utf-8-sig")) if path.exists() else tomlkit.document()


def _row(manifest: TOMLDocument, name: str) -> Table:
    """The file's own entry, made where there is none."""
    import tomlkit

    rows: AoT = manifest.setdefault("document", tomlkit.aot())
    row: Table | None = next((r for r in rows if r.get("file") == name), None)
    if row is None:
        row = tomlkit.table()
        row["file"] = name
        if rows:
            row.trivia.indent = "\n"
        rows.append(row)
    return row
