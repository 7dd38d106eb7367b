"""Deleting a document for good: its file, its bibliographies, its entry, and every version of it in the trash.

Files are deleted, not overwritten: what a disk or a backup keeps of deleted files is out of a program's reach.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from qa.corpus import manifest_editing as manifest
from qa.corpus import trash
from qa.corpus.log import Action, sum_of, write_log
from qa.corpus.manifest import read_corpus
from qa.corpus.reserved import TRASH
from qa.errors import CorpusError, UnknownDocumentError
from qa.files import sync
from qa.parse.bibliography import kept_folder
from qa.regex import regex

_ITEM = regex(r"\d{8}T\d{12}-(.+)", re.DOTALL)


def purge_document(folder: Path, doc_id: str, *, indexed: bool = False) -> Path:
    """Delete all that the corpus folder has of a document; returns where its file was, or its newest version in the trash.

    `indexed` says that the index knows it, so that a purge which was cut off can be ended.

    Raises:
        UsageError: neither the corpus nor the trash has a document of that identifier.
        CorpusError: something of it cannot be deleted.
    """
    _plan(folder, doc_id, indexed)
    with manifest.writing(folder):
        file, versions = _plan(folder, doc_id, indexed)
        was = sum_of(file) if file is not None else None
        if file is not None:
            name = file.name
            manifest.save(folder, manifest.edit(folder, lambda table: manifest.drop(table, name)))
            _delete(file)
            _delete(folder / kept_folder(name))
        for path in versions:
            _delete(path)
        for place in (folder, folder / TRASH):
            if place.is_dir():
                sync(place)
        # Not even its name, which may be its title: the sum tells which it was where an earlier line has it.
        write_log(folder, Action.PURGED, before=was)
    return file or next(iter(versions), folder)


def _plan(folder: Path, doc_id: str, indexed: bool) -> tuple[Path | None, list[Path]]:
    """The document's file, if the corpus has it, and its places in the trash, newest first, whole or not."""
    entries = read_corpus(folder, may_be_empty=True).entries
    file = next((entry.path for entry in entries if entry.doc_id == doc_id), None)
    kept = {trashed.trash_id: trashed.doc_id for trashed in trash.list_trash(folder)}
    # What a link leads to is none of the corpus's.
    items = sorted((folder / TRASH).glob("*"), reverse=True) if trash.is_own_folder(folder / TRASH) else []
    versions = [path for path in items if path.name.startswith(".") or _is_of(path, doc_id, kept.get(path.name))]
    if file is None and not indexed and all(path.name.startswith(".") for path in versions):
        raise UnknownDocumentError(doc_id)
    return file, versions


def _is_of(path: Path, doc_id: str, kept: str | None) -> bool:
    """Whose a place in the trash is: as it says itself or, where it is not whole, as its name says."""
    if kept is not None:
        return kept == doc_id
    named = _ITEM.fullmatch(path.name)
    return named is not None and named[1] in trash.place_names(doc_id)


def _delete(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CorpusError(
            f"{path}: cannot be deleted ({error.strerror}); mend that and purge the document again, for what is left"
        ) from error
