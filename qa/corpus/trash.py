"""Removed and replaced documents: kept in a folder of the corpus that is not read, with their entries, until they are put back."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.corpus.editable_manifest import EntryPlace
from qa.corpus.entry_editing import read_entry
from qa.corpus.manifest import Entry, make_doc_id
from qa.corpus.manifest_editing import entry_text
from qa.corpus.reserved import TRASH, is_document_name
from qa.errors import CorpusError, DocumentError, Remedy, UsageError
from qa.files import copy_whole, follow_folder, make_folder_in, write_whole
from qa.parse import read_pieces
from qa.parse.bibliography import kept_folder

_MOST_SAID = 100_000
"""Bytes that what is said of a version may have."""
_LONGEST_ENTRY = 10_000_000
"""Bytes: an entry is no longer than a manifest may be."""
_ABOUT, _ENTRY, _PLACE = "about.json", "entry.toml", "place.json"


@dataclass(frozen=True, slots=True)
class Trashed:
    """A version of a document that is no longer in the corpus."""

    trash_id: str
    """Name of its folder in the trash; later ones sort later."""
    doc_id: str
    file: str
    title: str | None
    removed: str
    """When: ISO 8601, UTC."""
    replaced: bool
    """True when another version took its place."""


def put_in_trash(folder: Path, entry: Entry, *, replaced: bool = False) -> Trashed:
    """Copy a document, its bibliographies and its entry into the trash; the caller then takes it out of the corpus."""
    now = datetime.now(UTC)
    trash_id = f"{now:%Y%m%dT%H%M%S%f}-{place_names(entry.doc_id)[0]}"
    trashed = Trashed(
        trash_id, entry.doc_id, entry.path.name, entry.title, now.isoformat(timespec="seconds"), replaced=replaced
    )
    if not is_own_folder(folder / TRASH):
        raise CorpusError(f"{folder / TRASH}: a link, not a folder; put a folder in its place, for what is removed")
    make_folder_in(folder, TRASH)
    for left in (folder / TRASH).glob(".*"):
        # Of a change that died: whoever gets here holds the corpus alone.
        shutil.rmtree(left, ignore_errors=True)
    item = Path(tempfile.mkdtemp(dir=folder / TRASH, prefix="."))
    follow_folder(item)
    try:
        copy_whole(entry.path, item / entry.path.name)
        kept = kept_folder(entry.path.name)
        if (folder / kept).is_dir() and not (folder / kept).is_symlink():
            shutil.copytree(folder / kept, item / kept, symlinks=True)
        said, place = entry_text(folder, entry.path.name)
        write_whole(item / _ENTRY, said.encode())
        if place is not None:
            write_whole(item / _PLACE, json.dumps(asdict(place)).encode())
        write_whole(item / _ABOUT, _to_json(trashed).encode())
        item.rename(folder / TRASH / trash_id)
    except BaseException:
        shutil.rmtree(item, ignore_errors=True)
        raise
    return trashed


def place_names(doc_id: str) -> tuple[str, str]:
    """What a place in the trash is called after the time, for a document; and what versions before called it."""
    # An identifier may hold what no folder's name may, and two of them may begin alike.
    plain = re.sub(r"[^\w-]+", "-", doc_id)[:40]
    if plain != doc_id:
        plain = f"{plain}-{hashlib.sha256(doc_id.encode(errors='replace')).hexdigest()[:8]}"
    return plain, doc_id[:60]


def list_trash(folder: Path) -> tuple[Trashed, ...]:
    """What the trash holds, newest first; what is not whole is passed over, see `damaged_in_trash`."""
    return tuple(trashed for item in _items(folder) if (trashed := _read(item)) is not None)


def damaged_in_trash(folder: Path) -> tuple[Path, ...]:
    """What in the trash is not whole, or no version of a document: it cannot be put back."""
    if not is_own_folder(folder / TRASH):
        return (folder / TRASH,)
    return tuple(item for item in _items(folder) if _read(item) is None)


def _items(folder: Path) -> list[Path]:
    return sorted((folder / TRASH).glob("[!.]*"), reverse=True) if is_own_folder(folder / TRASH) else []


def find_in_trash(folder: Path, name: str) -> Trashed:
    """By its `trash_id`, or the newest version of the document `name`.

    Raises:
        UsageError: the trash does not hold it.
    """
    found = next((b for b in list_trash(folder) if name in (b.trash_id, b.doc_id)), None)
    if found is None:
        raise UsageError(f"{name}: not among the removed documents", remedy=Remedy.LIST_REMOVED, document=name)
    return found


def content(folder: Path, trashed: Trashed) -> tuple[bytes, str]:
    """The file's bytes, and its entry as it was written.

    Raises:
        CorpusError: they cannot be read.
    """
    item = folder / TRASH / trashed.trash_id
    try:
        data, text = b"".join(read_pieces(item / trashed.file)), _said(item / _ENTRY, _LONGEST_ENTRY)
        said = read_entry(text)[0]
        named = said.get("file", trashed.file), str(said.get("id") or make_doc_id(trashed.file))
    except (OSError, ValueError, DocumentError) as error:
        raise CorpusError(f"{item}: damaged ({error}); add the file again") from error
    if named != (trashed.file, trashed.doc_id):
        raise CorpusError(f"{item}: damaged (its entry is another document's); add the file again")
    return data, text


def bibliographies(folder: Path, trashed: Trashed) -> dict[str, bytes]:
    """What the bibliographies hold that went to the trash with it, by their names."""
    kept = folder / TRASH / trashed.trash_id / kept_folder(trashed.file)
    if kept.is_symlink():
        return {}
    paths = [path for path in sorted(kept.rglob("*")) if path.is_file() and not path.is_symlink()]
    return {path.relative_to(kept).as_posix(): b"".join(read_pieces(path)) for path in paths}


def entry_place(folder: Path, trashed: Trashed) -> EntryPlace | None:
    """Where its entry stood; None where that is not known."""
    try:
        said = json.loads(_said(folder / TRASH / trashed.trash_id / _PLACE))
        pieces = tuple((start, length) for start, length in said["pieces"])
        sound = all(isinstance(number, int) and number >= 0 for piece in pieces for number in piece)
        return EntryPlace(tuple(map(str, said["before"])), pieces, str(said["rest"])) if sound else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def forget(folder: Path, trashed: Trashed) -> None:
    """Take out of the trash what has been put back."""
    shutil.rmtree(folder / TRASH / trashed.trash_id, ignore_errors=True)


def _to_json(trashed: Trashed) -> str:
    about = asdict(trashed)
    return json.dumps({"bin_id": about.pop("trash_id"), **about}, ensure_ascii=False)


def _read(item: Path) -> Trashed | None:
    try:
        about = json.loads(_said(item / _ABOUT))
        trashed = Trashed(trash_id=about.pop("bin_id"), **about)
        plain = is_document_name(trashed.trash_id) and is_document_name(trashed.file) and _is_well_typed(trashed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    held = item / trashed.file
    whole = plain and trashed.trash_id == item.name and held.is_file() and not held.is_symlink()
    return trashed if whole else None


def _is_well_typed(trashed: Trashed) -> bool:
    texts = (trashed.trash_id, trashed.doc_id, trashed.file, trashed.removed, trashed.title or "")
    return all(isinstance(text, str) for text in texts) and isinstance(trashed.replaced, bool)


def is_own_folder(path: Path) -> bool:
    """True for a folder, or nothing yet; in a link's place, what it leads to would be cleared up."""
    return not path.is_symlink() and (path.is_dir() or not path.exists())


def _said(path: Path, most: int = _MOST_SAID) -> str:
    """A small text of the trash's own.

    Raises:
        OSError: it cannot be read.
        ValueError: it is a link, too long, or not UTF-8.
    """
    if path.is_symlink() or path.stat().st_size > most:
        raise ValueError(f"{path.name} is a link, or too long")
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
