"""Adding documents to the corpus, replacing, removing and restoring them: file and entry together, whole or not at all.

What can be refused is refused before the folder is locked, so that a refused call leaves it byte for byte as it was. It is
looked at again under the lock, since another process may have changed the folder in between.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus import manifest_editing as manifest
from qa.corpus import trash
from qa.corpus.circles import refuse_circles
from qa.corpus.fetched import Fetched
from qa.corpus.file_names import safe_file_name
from qa.corpus.log import Action, log_file, sum_of
from qa.corpus.manifest import Entry, find_entry, make_doc_id, read_corpus
from qa.corpus.particulars import Particulars, check_text
from qa.corpus.reserved import TRASH
from qa.errors import DocumentError, Remedy, UsageError
from qa.files import holds, make_folder_in, remove_path, write_whole
from qa.language.of_document import language_of
from qa.parse import parse_bytes, read_bytes
from qa.parse.bibliography import companions_of, kept_folder
from qa.parse.faults import faults_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.corpus.editable_manifest import EditableManifest
    from qa.corpus.trash import Trashed


def add_file(folder: Path, file: Path, given: Particulars) -> Entry:
    """Copy a file into the corpus; see `add_document`."""
    safe_file_name(file.name)
    return add_document(folder, file.name, read_bytes(file), given, beside=file.parent)


def add_document(
    folder: Path,
    name: str,
    data: bytes,
    given: Particulars,
    *,
    beside: Path | None = None,
    fetched: Fetched | None = None,
) -> Entry:
    """Write a document into the corpus and enter it in `corpus.toml`, keeping the manifest's comments and order.

    Bibliographies that it names are copied from `beside`, the folder that it comes from; `fetched` says where on the web.

    Raises:
        DocumentError: it cannot be read as a document.
        UsageError: the name is taken, or the format is not read.
        CorpusError: the folder cannot be written.
    """
    companions = companions_of(data, name, beside) if beside else None
    source, name = fetched.address if fetched else _from(beside, name), safe_file_name(name)
    document = parse_bytes(data, name, make_doc_id(name), encoding=given.encoding, folder=beside)
    with faults_of(name):
        language = given.language or language_of(document)
    _check_free(folder, name, data)
    refuse_circles(read_corpus(folder, may_be_empty=True).entries, make_doc_id(name), given.source_of, data)

    def edit(table: EditableManifest) -> None:
        said = {**given.texts(), "language": language, "kind": given.kind_of_new().value}
        manifest.enter(table, name, said, given.source_of, fetched.texts() if fetched else None)

    with manifest.writing(folder):
        _check_free(folder, name, data)
        edited = manifest.edit(folder, edit)
        _write_companions(folder, name, companions)
        before = sum_of(folder / name)
        _write(folder / name, data)
        manifest.save(folder, edited)
        log_file(folder, Action.ADDED, make_doc_id(name), name, source=source, before=before)
    return next(entry for entry in read_corpus(folder).entries if entry.path.name == name)


def replace_document(
    folder: Path,
    doc_id: str,
    name: str,
    data: bytes,
    given: Particulars,
    *,
    beside: Path | None = None,
    fetched: Fetched | None = None,
) -> Entry:
    """Put another version in a document's place; it keeps identifier and entry, and the old version goes to the trash.

    Its language is told anew, unless the entry's is given, or was not what the old version tells.

    Raises:
        DocumentError: the new version cannot be read as a document.
        UsageError: there is no such document, or the format is not read.
        CorpusError: the folder cannot be written.
    """
    check_text("document", doc_id)
    companions = companions_of(data, name, beside) if beside else None
    source, name = fetched.address if fetched else _from(beside, name), safe_file_name(name)
    document = parse_bytes(data, name, doc_id, encoding=given.encoding, folder=beside)
    before, _ = _place_for(folder, doc_id, name)
    language = given.language or (language_of(document) if _was_told(before) else None)
    refuse_circles(read_corpus(folder).entries, doc_id, given.source_of, data)
    with manifest.writing(folder):
        old, new = _place_for(folder, doc_id, name)

        def edit(table: EditableManifest) -> None:
            if not holds(old.path, data):
                manifest.forget_fetched(table, old.path.name)
            said = {**given.texts(), "language": language}
            manifest.enter(table, old.path.name, said, given.source_of, fetched.texts() if fetched else None)
            manifest.rename(table, old.path.name, new.name)

        edited = manifest.edit(folder, edit)
        was = sum_of(old.path)
        trash.put_in_trash(folder, old, replaced=True)
        _write_companions(folder, new.name, companions)
        _write(new, data)
        manifest.save(folder, edited)
        if new != old.path:
            _delete(old.path)
        log_file(folder, Action.REPLACED, doc_id, new.name, source=source, before=was)
    return find_entry(folder, doc_id)


def remove_document(folder: Path, doc_id: str) -> Path:
    """Move a document and its entry out of the corpus, into the trash; returns where its file was.

    Raises:
        UsageError: no document has that identifier.
    """
    find_entry(folder, doc_id)
    with manifest.writing(folder):
        entry = find_entry(folder, doc_id)
        edited = manifest.edit(folder, lambda table: manifest.drop(table, entry.path.name))
        was = sum_of(entry.path)
        trash.put_in_trash(folder, entry)
        manifest.save(folder, edited)
        _delete(entry.path)
        log_file(folder, Action.REMOVED, doc_id, entry.path.name, before=was)
    return entry.path


def restore_document(folder: Path, name: str) -> Entry:
    """Put a removed or replaced document back, by `trash_id` or `doc_id`; the version that has its place goes to the trash.

    Raises:
        UsageError: it is not in the trash, or another document has its file's name.
    """
    _plan_restoring(folder, name)
    with manifest.writing(folder):
        back, held, data, edited = _plan_restoring(folder, name)
        target = folder / back.file
        was = sum_of(held.path) if held is not None else None
        if held is not None:
            trash.put_in_trash(folder, held, replaced=True)
        _write_companions(folder, target.name, trash.bibliographies(folder, back))
        _write(target, data)
        manifest.save(folder, edited)
        if held is not None and held.path != target:
            _delete(held.path)
        trash.forget(folder, back)
        source = f"{TRASH}/{back.trash_id}"
        log_file(folder, Action.RESTORED, back.doc_id, back.file, source=source, before=was)
    return find_entry(folder, back.doc_id)


def _plan_restoring(folder: Path, name: str) -> tuple[Trashed, Entry | None, bytes, bytes]:
    """What is put back, the version that has its place now, the file's content, and the manifest as it will be."""
    back = trash.find_in_trash(folder, name)
    target = folder / back.file
    entries = read_corpus(folder, may_be_empty=True).entries
    held = next((e for e in entries if e.doc_id == back.doc_id), None)
    if any(e.path == target and e is not held for e in entries):
        raise UsageError(f"{back.file}: the corpus holds another file of that name; remove it first")
    data, entry_text = trash.content(folder, back)

    def edit(table: EditableManifest) -> None:
        manifest.put_back(
            table, back.file, entry_text, trash.entry_place(folder, back), instead_of=held.path.name if held else None
        )

    return back, held, data, manifest.edit(folder, edit)


def _place_for(folder: Path, doc_id: str, name: str) -> tuple[Entry, Path]:
    """The document that is replaced, and where a new version that comes under `name` is to stand."""
    old = find_entry(folder, doc_id)
    suffix = Path(name).suffix.lower()
    new = old.path if suffix == old.path.suffix.lower() else old.path.with_suffix(suffix)
    if new != old.path and new.exists():
        raise UsageError(f"{new.name}: the corpus holds another file of that name; remove it first")
    return old, new


def _was_told(entry: Entry) -> bool:
    """True when the language in a document's entry is the one that its file or text tells, and no person's correction."""
    if entry.language is None:
        return False
    try:
        document = parse_bytes(read_bytes(entry.path), entry.path.name, entry.doc_id, encoding=entry.encoding)
    except DocumentError:
        return False
    return language_of(document) == entry.language


def _check_free(folder: Path, name: str, data: bytes) -> None:
    """Refuse a name or identifier that another document has: two of one identifier would make the corpus unreadable."""
    doc_id, target = make_doc_id(name), folder / name
    entries = read_corpus(folder, may_be_empty=True).entries
    namesake = next((e for e in entries if e.doc_id == doc_id and e.path != target), None)
    if namesake or (target.exists() and not holds(target, data)):
        other = f", {namesake.path.name}" if namesake else ""
        raise UsageError(
            f"{name}: the corpus holds another file of that name{other}; rename yours, or put it in the other's place",
            remedy=Remedy.REPLACE_DOCUMENT,
            file=name,
            document=doc_id,
        )


def _write_companions(folder: Path, name: str, companions: Mapping[str, bytes] | None) -> None:
    """Put a document's bibliographies where it finds them, in place of those of another version; None leaves these."""
    if companions is None:
        return
    kept = folder / kept_folder(name)
    remove_path(kept)
    for companion, content in companions.items():
        make_folder_in(folder, (kept / companion).parent.relative_to(folder).as_posix())
        write_whole(kept / companion, content)


def _from(beside: Path | None, name: str) -> str:
    """The file that content came from, as far as it is known."""
    return str((beside / Path(name).name).absolute()) if beside else name


def _delete(path: Path) -> None:
    """Take out a document's file and its bibliographies."""
    path.unlink(missing_ok=True)
    remove_path(path.with_name(kept_folder(path.name)))


def _write(target: Path, data: bytes) -> None:
    if not holds(target, data):
        write_whole(target, data)
