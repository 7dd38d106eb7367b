"""Adding documents to the corpus, replacing, removing and putting them back: file and entry together, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.corpus import manifest_editing as manifest
from qa.corpus import trash as waste
from qa.corpus.file_names import safe_file_name
from qa.corpus.manifest import Entry, make_doc_id, read_corpus
from qa.errors import Remedy, UnknownDocumentError, UsageError
from qa.files import write_whole
from qa.parse import parse_bytes, read_bytes
from qa.types.document import Document


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a document when it is added; what is None is left as the manifest has it."""

    source_of: tuple[str, ...] = ()
    title: str | None = None
    language: str | None = None
    encoding: str | None = None
    kind: str | None = None
    """`report` or `source`; by default a source when it is the text of one, else a report."""

    def texts(self) -> dict[str, str | None]:
        """What is text, by its key in the manifest."""
        names = ("title", "language", "encoding", "kind")
        return {name: getattr(self, name) for name in names}


def add_file(folder: Path, file: Path, given: Particulars) -> Entry:
    """Copy a file into the corpus; see `add_document`."""
    safe_file_name(file.name)
    return add_document(folder, file.name, read_bytes(file), given)


def add_document(
    folder: Path, name: str, data: bytes, given: Particulars, *, document: Document | None = None
) -> Entry:
    """Write a document into the corpus and enter it in `corpus.toml`, keeping the manifest's comments and order.

    `document` is it as parsed before; without it, it is parsed now.

    Raises:
        DocumentError: it cannot be read as a document; nothing is changed.
        UsageError: the name is taken, or the format is not read.
        CorpusError: the folder cannot be written.
    """
    name = safe_file_name(name)
    if document is None:
        parse_bytes(data, name, make_doc_id(name), encoding=given.encoding)
    with manifest.writing(folder):
        _check_free(folder, name, data)
        _write(folder / name, data)
        with manifest.edited(folder) as table:
            kind = given.kind or ("source" if given.source_of else "report")
            manifest.enter(table, name, {**given.texts(), "kind": kind}, given.source_of)
    return next(entry for entry in read_corpus(folder).entries if entry.path.name == name)


def replace_document(
    folder: Path, doc_id: str, name: str, data: bytes, given: Particulars, *, document: Document | None = None
) -> Entry:
    """Put another version in a document's place; it keeps identifier and entry, and the old version goes to the bin.

    Raises:
        DocumentError: the new version cannot be read as a document; nothing is changed.
        UsageError: there is no such document, or the format is not read.
        CorpusError: the folder cannot be written.
    """
    name = safe_file_name(name)
    if document is None:
        parse_bytes(data, name, doc_id, encoding=given.encoding)
    with manifest.writing(folder):
        old = _entry(folder, doc_id)
        suffix = Path(name).suffix.lower()
        new = old.path if suffix == old.path.suffix.lower() else old.path.with_suffix(suffix)
        if new != old.path and new.exists():
            raise UsageError(f"{new.name}: the corpus holds another file of that name; remove it first")
        waste.put_in_bin(folder, old, replaced=True)
        _write(new, data)
        with manifest.edited(folder) as table:
            manifest.enter(table, old.path.name, given.texts(), given.source_of)
            manifest.rename(table, old.path.name, new.name)
        if new != old.path:
            old.path.unlink(missing_ok=True)
    return _entry(folder, doc_id)


def remove_document(folder: Path, doc_id: str) -> Path:
    """Take a document and its entry out of the corpus, into the bin; returns where its file was.

    Raises:
        UsageError: no document has that identifier.
    """
    with manifest.writing(folder):
        entry = _entry(folder, doc_id)
        waste.put_in_bin(folder, entry)
        with manifest.edited(folder) as table:
            manifest.drop(table, entry.path.name)
        entry.path.unlink(missing_ok=True)
    return entry.path


def restore_document(folder: Path, name: str) -> Entry:
    """Put a removed or replaced document back, by `bin_id` or `doc_id`; what stands in its place goes to the bin.

    Raises:
        UsageError: it is not in the bin, or another document has its file's name.
    """
    with manifest.writing(folder):
        binned = waste.find_in_bin(folder, name)
        data, entry_text = waste.content(folder, binned)
        entries = read_corpus(folder, may_be_empty=True).entries
        target = folder / binned.file
        held = next((e for e in entries if e.doc_id == binned.doc_id), None)
        if any(e.path == target and e is not held for e in entries):
            raise UsageError(f"{binned.file}: the corpus holds another file of that name; remove it first")
        if held is not None:
            waste.put_in_bin(folder, held, replaced=True)
        _write(target, data)
        with manifest.edited(folder) as table:
            if held is not None and held.path != target:
                manifest.drop(table, held.path.name)
            manifest.put_back(table, binned.file, entry_text)
        if held is not None and held.path != target:
            held.path.unlink(missing_ok=True)
        waste.forget(folder, binned)
    return _entry(folder, binned.doc_id)


def _entry(folder: Path, doc_id: str) -> Entry:
    entry = next((e for e in read_corpus(folder).entries if e.doc_id == doc_id), None)
    if entry is None:
        raise UnknownDocumentError(doc_id)
    return entry


def _check_free(folder: Path, name: str, data: bytes) -> None:
    """Refuse a name or identifier that another document has: two of one identifier would make the corpus unreadable."""
    doc_id, target = make_doc_id(name), folder / name
    entries = read_corpus(folder, may_be_empty=True).entries
    namesake = next((e for e in entries if e.doc_id == doc_id and e.path != target), None)
    if namesake or (target.exists() and target.read_bytes() != data):
        other = f", {namesake.path.name}" if namesake else ""
        raise UsageError(
            f"{name}: the corpus holds another file of that name{other}; rename yours, or put it in the other's place",
            remedy=Remedy.REPLACE_DOCUMENT,
            file=name,
            document=doc_id,
        )


def _write(target: Path, data: bytes) -> None:
    if not target.exists() or target.read_bytes() != data:
        write_whole(target, data)
