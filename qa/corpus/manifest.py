"""The documents of a corpus folder, as `corpus.toml` describes them: reports, and full texts of the sources that they name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from qa.corpus.corrections import Correction, read_corrections
from qa.corpus.fetched import Fetched, read_fetched
from qa.corpus.log import check_log_settings
from qa.corpus.reserved import FOLLOW_LINKS, is_document_name, leads_out
from qa.corpus.settings import (
    DEFAULT_ENCODER,
    MANIFEST,
    TomlTable,
    answer_settings,
    check_keys,
    encoder_name,
    parse_manifest,
    read_manifest,
)
from qa.errors import CorpusError, Remedy, UnknownDocumentError
from qa.language.codes import check_language
from qa.parse import SUFFIXES, read_pieces
from qa.parse.bibliography import COMPANIONED, bibliographies_of, companions_of
from qa.parse.scanned import MISSING, PICTURES, is_installed
from qa.reader import ReaderSettings
from qa.types.document import DocumentKind

_TEXTS = ("title", "language", "publisher", "container", "credit", "url", "encoding")
_LONGEST_NAME = 255
"""Bytes of a file's name that every file system takes."""
_LONGEST_ID = 200
"""Characters of an identifier that a person gives; a # in it would be taken for the mark between it and a footnote's label."""
_KEYS = ("file", "id", "kind", "source_of", "source", "fetched", *_TEXTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the corpus, as `corpus.toml` describes it or, where it does not, by default."""

    doc_id: str
    path: Path
    kind: DocumentKind = DocumentKind.REPORT
    title: str | None = None
    language: str | None = None
    """ISO 639 code, or None: as the file says, or the text tells."""
    publisher: str | None = None
    container: str | None = None
    credit: str | None = None
    url: str | None = None
    encoding: str | None = None
    """Of the file, where it is neither UTF-8 nor declared in the file."""
    source_of: tuple[str, ...] = ()
    """Source identifiers, `<doc_id>#<label>`, of the footnotes whose full text this is."""
    corrections: tuple[Correction, ...] = ()
    """What a person says of the sources that its footnotes name."""
    fetched: Fetched | None = None
    """Where on the web it came from, if it did."""

    def fingerprint(self, data: bytes | None = None) -> str:
        """sha256 of the file's bytes, or of `data` in their place, of its bibliographies, and of all that the manifest says.

        Raises:
            CorpusError: the file cannot be read, or is larger than what is read.
        """
        # Indexes hold fingerprints made before the kind was an enumeration: its plain value keeps them valid.
        said = replace(self, kind=self.kind.value)  # type: ignore[arg-type]
        # So do those made before there were corrections: none are no part of it. Where it came from says nothing of its text.
        left_out = ("path", "fetched") if self.corrections else ("path", "fetched", "corrections")
        digest = hashlib.sha256(repr([getattr(said, f.name) for f in fields(said) if f.name not in left_out]).encode())
        try:
            data = b"".join(read_pieces(self.path)) if data is None else data
        except OSError as error:
            raise CorpusError(f"{self.path.name}: cannot be read ({error.strerror}); check its permissions") from error
        digest.update(data)
        for name, content in companions_of(data, self.path.name, self.path.parent).items():
            digest.update(f"\n{name}\n{len(content)}\n".encode(errors="replace") + content)
        return digest.hexdigest()


def fingerprints_now(entries: Iterable[Entry]) -> dict[str, str]:
    """What each file is now; empty for one that cannot be read, which is told when it is parsed."""
    found = {}
    for entry in entries:
        try:
            found[entry.doc_id] = entry.fingerprint()
        except CorpusError:
            found[entry.doc_id] = ""
    return found


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `corpus.toml` and the folder say together."""

    entries: tuple[Entry, ...]
    skipped: tuple[str, ...]
    """One line for each file that is not read, with the reason."""
    encoder: str = DEFAULT_ENCODER
    answers: ReaderSettings = field(default_factory=ReaderSettings)
    """What reads when a question is asked; changing it leaves the index as it is."""


def read_corpus(folder: Path, *, may_be_empty: bool = False) -> Manifest:
    """List the documents of a corpus folder; with `may_be_empty`, none where there is none, or no folder yet.

    Raises:
        CorpusError: the folder is missing or holds no document, or `corpus.toml` cannot be understood.
    """
    if not folder.is_dir():
        if may_be_empty:
            return Manifest((), ())
        raise CorpusError(f"{folder}: no such corpus folder", remedy=Remedy.NAME_CORPUS, folder=str(folder))
    written = _bytes(folder / MANIFEST)
    try:
        return _read(folder, may_be_empty)
    except CorpusError:
        if _bytes(folder / MANIFEST) == written:
            raise
        # Another process took a document out in between: first its entry, then its file.
        return _read(folder, may_be_empty)


def _read(folder: Path, may_be_empty: bool) -> Manifest:
    table = read_manifest(folder)
    described = _described(folder, table)
    others = []
    skipped = {entry.path.name: _not_followed(entry.path) for entry in described if leads_out(folder, entry.path)}
    named = {entry.path.name for entry in described}
    described = [entry for entry in described if not leads_out(folder, entry.path)]
    for number, entry in enumerate(described, start=1):
        if not entry.path.is_file():
            raise CorpusError(
                f"{MANIFEST}, document {number}: {entry.path.name} is not in {folder}; put it back or delete its entry"
            )
    for path in sorted(folder.iterdir()):
        if path.name in named or path.name == MANIFEST or path.name.startswith((".", "_")) or path.name == "README.md":
            continue
        if leads_out(folder, path):
            skipped[path.name] = _not_followed(path)
        elif path.is_file() and (reason := _why_not_read(path)):
            skipped[path.name] = reason
        elif path.is_file():
            others.append(Entry(make_doc_id(path.name), path))
    entries = (*described, *others)
    if not entries and not may_be_empty:
        raise CorpusError(f"{folder}: the corpus is empty", remedy=Remedy.ADD_DOCUMENT, folder=str(folder))
    _check_unique(entries)
    for companion in _companions(entries) if skipped else ():
        skipped.pop(companion, None)
    check_log_settings(table)
    return Manifest(entries, tuple(skipped.values()), encoder_name(table), answer_settings(table))


def _why_not_read(path: Path) -> str:
    """Why a file of the folder is no document; empty where it is one."""
    if (told := path.name.encode(errors="backslashreplace").decode()) != path.name:
        return f"{told}: its name has bytes that are no letters in UTF-8; rename the file"
    suffix = path.suffix.lower()
    if suffix in PICTURES and not is_installed():
        return f"{path.name}: a picture; {MISSING}"
    return "" if suffix in SUFFIXES else f"{path.name}: files ending in {path.suffix or 'nothing'} are not read"


def _companions(entries: Iterable[Entry]) -> Iterator[str]:
    """The names of bibliographies that documents of the folder name: they are read with these."""
    for entry in entries:
        if entry.path.suffix.lower() in COMPANIONED:
            yield from bibliographies_of(_content(entry.path), entry.path.name, entry.path.parent)


def _content(path: Path) -> bytes:
    try:
        return b"".join(read_pieces(path))
    except (OSError, CorpusError):
        # It is named when it is parsed.
        return b""


def find_entry(folder: Path, doc_id: str) -> Entry:
    """The entry of one document.

    Raises:
        UsageError: no document has that identifier.
    """
    entry = next((entry for entry in read_corpus(folder).entries if entry.doc_id == doc_id), None)
    if entry is None:
        raise UnknownDocumentError(doc_id)
    return entry


def check_manifest(text: str) -> None:
    """Refuse the text of a `corpus.toml` with which the corpus could not be opened; which files there are is not looked at.

    Raises:
        CorpusError: it cannot be understood.
    """
    table = parse_manifest(text)
    _described(Path(), table)
    encoder_name(table)
    answer_settings(table)
    check_log_settings(table)


def make_doc_id(file_name: str) -> str:
    """A stable identifier from a file name: lower case, words joined by hyphens, letters of any script."""
    stem = unicodedata.normalize("NFKC", Path(file_name).stem).casefold()
    return re.sub(r"[\W_]+", "-", stem).strip("-") or "document"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _described(folder: Path, table: TomlTable) -> list[Entry]:
    return [_entry(folder, row, number) for number, row in enumerate(_rows(table), start=1)]


def _rows(table: TomlTable) -> list[TomlTable]:
    rows = table.get("document", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(f"{MANIFEST}: begin each document's entry with [[document]], in double brackets")
    return rows


def _shortened(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:80]} …"


def _entry(folder: Path, row: TomlTable, number: int) -> Entry:
    where = f"{MANIFEST}, document {number}"
    name = row.get("file")
    if not isinstance(name, str) or not name or not is_document_name(name):
        raise CorpusError(f"{where}: `file` must name a document in the corpus folder, not {_shortened(name)}")
    if len(name.encode(errors="replace")) > _LONGEST_NAME or not name.isprintable():
        raise CorpusError(f"{where}: no file can have the name {_shortened(name)}; mend `file`")
    kind = row.get("kind", DocumentKind.REPORT)
    if kind not in list(DocumentKind):
        raise CorpusError(f"{where} ({name}): `kind` is {kind!r}; use one of {', '.join(DocumentKind)}")
    texts = {}
    for key in _TEXTS:
        if key in row:
            if not isinstance(row[key], str):
                raise CorpusError(f"{where} ({name}): `{key}` must be text, not {row[key]!r}")
            texts[key] = str(row[key])
    check_keys(row, _KEYS, f"{where} ({name})")
    if "language" in texts and (wrong := check_language(texts["language"])):
        raise CorpusError(f"{where} ({name}): {wrong}")
    links = row.get("source_of", [])
    if not isinstance(links, list) or not all(isinstance(link, str) and "#" in link for link in links):
        raise CorpusError(f'{where} ({name}): `source_of` must be a list such as ["report#6"], not {links!r}')
    return Entry(
        _identifier(row, where) or make_doc_id(name),
        folder / name,
        DocumentKind(str(kind)),
        source_of=tuple(links),
        corrections=read_corrections(row.get("source", []), f"{where} ({name})"),
        fetched=read_fetched(row.get("fetched"), f"{where} ({name})"),
        **texts,
    )


def _identifier(row: TomlTable, where: str) -> str:
    given = row.get("id", "")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or "#" in given or len(given) > _LONGEST_ID or not given.isprintable():
        raise CorpusError(
            f"{where}: `id` must be text of up to {_LONGEST_ID} characters without a # in it, not {_shortened(given)}"
        )
    return given


def _not_followed(path: Path) -> str:
    return (
        f"{path.name}: a link that leads out of the corpus folder, and is not followed; put a copy in its place, "
        f"or allow such links by {FOLLOW_LINKS}=1 in the environment"
    )


def _check_unique(entries: tuple[Entry, ...]) -> None:
    seen: dict[str, Path] = {}
    for entry in entries:
        if seen.get(entry.doc_id) == entry.path:
            raise CorpusError(f"{MANIFEST}: {entry.path.name} is entered twice; delete one of its entries")
        if entry.doc_id in seen:
            raise CorpusError(
                f"{seen[entry.doc_id].name} and {entry.path.name} both have the id {entry.doc_id!r}; "
                f"rename one, or give it an `id` in {MANIFEST}"
            )
        seen[entry.doc_id] = entry.path
