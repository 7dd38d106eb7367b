"""What the person names → the works in it: a file of a reference manager, a Zotero data folder, or a folder of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from qa.corpus.manifest import make_doc_id
from qa.corpus.source_matching import RAW_HEAD, addresses_of, normalize_address, possible_titles
from qa.errors import CorpusError, DocumentError, UsageError
from qa.library.attachments import Roots
from qa.library.listed import read_bibtex, read_csl
from qa.library.ris import read_ris
from qa.library.works import LibraryReading, LibraryWork
from qa.library.zotero import read_zotero
from qa.library.zotero_database import DATABASE
from qa.parse import SUFFIXES, parse_bytes, read_bytes
from qa.parse.encoding import decode
from qa.regex import regex
from qa.types.document import Document
from qa.types.given_work import WorkFields
from qa.types.source import SourceKind

_MOST_FILES = 2000
"""Of a folder, that are read."""
_MOST_BYTES = 100 * 1024 * 1024
"""Of a reference manager's file."""
_HEAD = 3000
"""Characters of a text that may say what it is."""
_DOI = regex(r"\b10\.\d{4,9}/[^\s<>\"']{2,200}")
ENDINGS = (".ris", ".bib", ".bibtex", ".json")
"""Of reference managers' files."""
_Progress = Callable[[str, int, int], None]


def read_library(path: Path, given: Sequence[Path] = (), *, encoding: str | None = None) -> LibraryReading:
    """The works of a RIS, BibTeX or CSL-JSON file or of a Zotero data folder; `given` are further folders of their files.

    `encoding` is that of a file that is not UTF-8.

    Raises:
        CorpusError: it cannot be read.
        UsageError: it is none of these.
    """
    if path.is_dir():
        if not (path / DATABASE).is_file():
            raise UsageError(f"{path}: no Zotero data folder ({DATABASE} is not in it); for its files alone: qa match")
        return read_zotero(path, given)
    if path.name == DATABASE and path.is_file():
        return read_zotero(path.parent, given)
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"{path}: not read as a library; give {', '.join(ENDINGS)}, or a Zotero data folder")
    text, roots = decode(_content(path), path.name, encoding), Roots(path.parent, tuple(given))
    try:
        if path.suffix.lower() == ".ris":
            return read_ris(text, roots, path.stem)
        return read_csl(text) if path.suffix.lower() == ".json" else read_bibtex(text, roots)
    except ValueError as error:
        raise CorpusError(f"{path.name}: no CSL-JSON ({error}); export it again") from error


def read_folder(folder: Path, progress: _Progress = lambda what, done, total: None) -> LibraryReading:
    """The files of a folder, and of those below, each a work of its own.

    Raises:
        UsageError: it is no folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    found = LibraryReading()
    inside = folder.resolve()
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]
    files = [path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    if len(files) > _MOST_FILES:
        found.told.append(
            f"{len(files):,} files; the first {_MOST_FILES:,} are read: match the folders below one by one"
        )
    for number, path in enumerate(files[:_MOST_FILES], start=1):
        progress("reading", number, min(len(files), _MOST_FILES))
        place = path.relative_to(folder).as_posix()
        try:
            if not path.resolve(strict=True).is_relative_to(inside):
                found.told.append(f"{place}: a link that leads out of the folder; not read")
            elif path.is_file():
                found.works.append(_file(path, place))
        except (DocumentError, OSError, RuntimeError) as error:
            found.told.append(str(error) if isinstance(error, DocumentError) else f"{place}: cannot be read")
    return found


def _file(path: Path, place: str) -> LibraryWork:
    data = read_bytes(path)
    document = parse_bytes(data, path.name, make_doc_id(path.name), folder=path.parent)
    fields = WorkFields(SourceKind.OTHER, title=document.title)
    titles = (*possible_titles(document), path.stem.replace("_", " "))
    addresses = (*addresses_of(document, data[:RAW_HEAD]), *_own_doi(document))
    return LibraryWork(place, fields, files=(path,), titles=titles, head=_head(document), addresses=addresses)


def _own_doi(document: Document) -> tuple[str, ...]:
    """The only DOI at the beginning of a text; one of several may be that of a work that it cites."""
    found = {normalize_address(match) for match in _DOI.findall(document.text[:_HEAD])}
    return tuple(found) if len(found) == 1 else ()


def _head(document: Document) -> str:
    return f"{document.title}\n{document.text[:_HEAD]}"


def _content(path: Path) -> bytes:
    try:
        if (size := path.stat().st_size) > _MOST_BYTES:
            raise CorpusError(f"{path.name}: {size:,} bytes; at most {_MOST_BYTES:,} are read")
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path.name}: cannot be read ({error.strerror}); check that it exists") from error
