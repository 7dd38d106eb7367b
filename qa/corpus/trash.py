"""Removed and replaced documents: kept in a folder of the corpus that is not read, with their entries, until they are put back."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.corpus.manifest import Entry
from qa.corpus.manifest_editing import entry_text
from qa.errors import Remedy, UsageError
from qa.files import write_whole

BIN = "_bin"
_ABOUT, _ENTRY = "about.json", "entry.toml"


@dataclass(frozen=True, slots=True)
class Binned:
    """A version of a document that is no longer in the corpus."""

    bin_id: str
    """Name of its folder in the bin; later ones sort later."""
    doc_id: str
    file: str
    title: str | None
    removed: str
    """When: ISO 8601, UTC."""
    replaced: bool
    """True when another version took its place."""


def put_in_bin(folder: Path, entry: Entry, *, replaced: bool = False) -> Binned:
    """Copy a document and its entry into the bin; the caller then takes it out of the corpus."""
    now = datetime.now(UTC)
    bin_id = f"{now:%Y%m%dT%H%M%S%f}-{entry.doc_id[:60]}"
    binned = Binned(
        bin_id, entry.doc_id, entry.path.name, entry.title, now.isoformat(timespec="seconds"), replaced=replaced
    )
    (folder / BIN).mkdir(exist_ok=True)
    for left in (folder / BIN).glob(".*"):
        # Of a change that died: whoever gets here holds the corpus alone.
        shutil.rmtree(left, ignore_errors=True)
    item = Path(tempfile.mkdtemp(dir=folder / BIN, prefix="."))
    try:
        write_whole(item / entry.path.name, entry.path.read_bytes())
        write_whole(item / _ENTRY, entry_text(folder, entry.path.name).encode())
        write_whole(item / _ABOUT, json.dumps(asdict(binned), ensure_ascii=False).encode())
        item.rename(folder / BIN / bin_id)
    except BaseException:
        shutil.rmtree(item, ignore_errors=True)
        raise
    return binned


def list_bin(folder: Path) -> tuple[Binned, ...]:
    """What the bin holds, newest first; what is not whole is passed over."""
    items = sorted((folder / BIN).glob("[!.]*"), reverse=True)
    return tuple(binned for item in items if (binned := _read(item)) is not None)


def find_in_bin(folder: Path, name: str) -> Binned:
    """By its `bin_id`, or the newest version of the document `name`.

    Raises:
        UsageError: the bin does not hold it.
    """
    found = next((b for b in list_bin(folder) if name in (b.bin_id, b.doc_id)), None)
    if found is None:
        raise UsageError(f"{name}: not among the removed documents", remedy=Remedy.LIST_REMOVED, document=name)
    return found


def content(folder: Path, binned: Binned) -> tuple[bytes, str]:
    """The file's bytes, and its entry as it was written."""
    item = folder / BIN / binned.bin_id
    return (item / binned.file).read_bytes(), (item / _ENTRY).read_text(encoding="utf-8")


def forget(folder: Path, binned: Binned) -> None:
    """Take out of the bin what has been put back."""
    shutil.rmtree(folder / BIN / binned.bin_id, ignore_errors=True)


def _read(item: Path) -> Binned | None:
    try:
        binned = Binned(**json.loads((item / _ABOUT).read_text(encoding="utf-8")))
        plain = all(Path(name).name == name for name in (binned.bin_id, binned.file))
    except (OSError, ValueError, TypeError):
        return None
    return binned if plain and binned.bin_id == item.name and (item / binned.file).is_file() else None
