"""Adding documents to the corpus and removing them: files and manifest change together, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus import MANIFEST, Entry, make_doc_id, read_corpus
from qa.errors import CorpusError, UsageError
from qa.files import write_whole
from qa.parse import SUFFIXES, parse_file

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

_LONGEST_NAME = 200
"""Bytes of a file name: what every file system takes, with room for an ending while it is written."""


def add_file(
    folder: Path,
    file: Path,
    *,
    source_of: tuple[str, ...] = (),
    title: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    kind: str | None = None,
) -> Entry:
    """Copy `file` into the corpus and enter it in `corpus.toml`, keeping the manifest's comments and order.

    What is None is left as the manifest has it; a document is a source when it is the text of one, else a report.

    Raises:
        DocumentError: the file cannot be read as a document; nothing is changed.
        UsageError: the name is taken by other content, or the format is not read.
        CorpusError: the folder cannot be written.
    """
    name = safe_file_name(file.name)
    parse_file(file, make_doc_id(name), encoding=encoding)
    target = folder / name
    if target.exists() and target.read_bytes() != file.read_bytes():
        raise UsageError(
            f"{name}: the corpus holds another file of that name; rename yours or run: qa remove {make_doc_id(name)}"
        )
    given = {
        "kind": kind or ("source" if source_of else "report"),
        "title": title,
        "language": language,
        "encoding": encoding,
    }
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _copy(file, target)
        with _edited_manifest(folder) as manifest:
            row = _row(manifest, name)
            row.update({key: value for key, value in given.items() if value})
            if source_of:
                row["source_of"] = sorted({*map(str, row.get("source_of", [])), *source_of})
    return next(entry for entry in read_corpus(folder).entries if entry.path.name == name)


def remove_document(folder: Path, doc_id: str) -> Path:
    """Delete a document's file and its entry; returns the path that was removed.

    Raises:
        UsageError: no document has that identifier.
    """
    entry = next((e for e in read_corpus(folder).entries if e.doc_id == doc_id), None)
    if entry is None:
        raise UsageError(f"{doc_id}: no such document; qa doctor lists them")
    with _writing(folder):
        with _edited_manifest(folder) as manifest:
            rows = manifest.get("document", [])
            for i in reversed(range(len(rows))):
                if rows[i].get("file") == entry.path.name:
                    del rows[i]
        entry.path.unlink(missing_ok=True)
    return entry.path


def safe_file_name(name: str) -> str:
    """The last part of a file name, refused when it is empty, hidden, too long or of a format that is not read."""
    last = re.split(r"[/\\]", name)[-1].strip()
    printable = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*')
    if Path(printable).suffix.lower() not in SUFFIXES:
        wanted = f"it must end in {', '.join(sorted(SUFFIXES))}"
    elif printable.startswith("."):
        wanted = "it must not begin with a full stop"
    elif len(printable.encode()) > _LONGEST_NAME:
        wanted = f"it must have at most {_LONGEST_NAME} bytes"
    else:
        return printable
    raise UsageError(f"{last[:80]!r}: not a file name that can be added; {wanted}")


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CorpusError(
            f"{folder}: cannot be written ({error.strerror}); nothing was changed in {MANIFEST}"
        ) from error


@contextmanager
def _edited_manifest(folder: Path) -> Iterator[TOMLDocument]:
    """Read, let the caller edit, and replace the manifest whole."""
    import tomlkit

    path = folder / MANIFEST
    manifest = tomlkit.parse(path.read_text(encoding="utf-8-sig")) if path.exists() else tomlkit.document()
    yield manifest
    write_whole(path, tomlkit.dumps(manifest).encode())


def _row(manifest: TOMLDocument, name: str) -> Table:
    """The file's own entry, made where there is none."""
    import tomlkit

    rows = manifest.setdefault("document", tomlkit.aot())
    row: Table | None = next((r for r in rows if r.get("file") == name), None)
    if row is None:
        row = tomlkit.table()
        row["file"] = name
        if rows:
            row.trivia.indent = "\n"
        rows.append(row)
    return row


def _copy(file: Path, target: Path) -> None:
    if not target.exists() or not target.samefile(file):
        write_whole(target, file.read_bytes())
