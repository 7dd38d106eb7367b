"""BibTeX and CSL-JSON files → works, by the readers that documents' own bibliographies have."""

from __future__ import annotations

import re

from qa.library.attachments import Roots, find_files, path_of
from qa.library.works import LibraryReading, LibraryWork
from qa.parse.bibliography.bibtex import BibtexFile
from qa.parse.bibliography.csl_json import CslFile
from qa.parse.bibliography.entry import ListedWork
from qa.regex import regex

_ESCAPED = regex(r"\\(.)")
_BACKSLASH = regex(r"\{?\\backslash\}?|\$\\backslash\$")
_HIDDEN = {"\\\\": "\x00", "\\:": "\x01", "\\;": "\x02"}


def read_bibtex(text: str, roots: Roots) -> LibraryReading:
    """The works of a BibTeX or BibLaTeX file, with the files that its `file` fields name."""
    file = BibtexFile.of(text)
    found = LibraryReading()
    line, counted = 1, 0
    for key, (start, _) in file.places.items():
        line, counted = line + text.count("\n", counted, start), start
        entry = file.find(key)
        if entry is None or not _says_something(entry):
            damaged = "is damaged" if entry is None else "says nothing of its work"
            found.told.append(f"line {line}: entry {key[:80]!r} {damaged}; left out")
            continue
        files, told = find_files(file_names(file.field(key, "file")), roots)
        found.works.append(LibraryWork(key, entry.fields, entry.people, files, told))
    return found


def read_csl(text: str) -> LibraryReading:
    """The works of a CSL-JSON file; it names no files.

    Raises:
        ValueError: it is no CSL-JSON.
    """
    file = CslFile.of(text)
    found = LibraryReading()
    for key in file.keys_of_items():
        entry = file.find(key)
        if entry is None or not _says_something(entry):
            found.told.append(f"item {key[:80]!r} says nothing of its work; left out")
        else:
            found.works.append(LibraryWork(key, entry.fields, entry.people))
    return found


def file_names(value: str) -> list[str]:
    """The paths in a `file` field: `Full text:files/12/x.pdf:application/pdf;…` (Zotero, JabRef), or bare ones."""
    value = _BACKSLASH.sub(r"\\\\", value)
    for written, hidden in _HIDDEN.items():
        value = value.replace(written, hidden)
    return [name for each in value.split(";") if (name := _path(each.strip()))]


def _path(said: str) -> str:
    parts = said.split(":")
    # Two parts are a path and its kind, or a drive and its path.
    if len(parts) >= 3 and not re.fullmatch(r"[A-Za-z]|file", parts[0]):
        said = ":".join(parts[1:-1])
    for written, hidden in _HIDDEN.items():
        said = said.replace(hidden, written[1])
    return path_of(_ESCAPED.sub(_unescaped, said).strip())


def _unescaped(match: re.Match[str]) -> str:
    """TeX's signs lose their backslash; one before a letter is a folder's."""
    return match[1] if match[1] in "_&%#{}$~ " else match[0]


def _says_something(entry: ListedWork) -> bool:
    return bool(entry.fields.title or entry.people or entry.fields.doi or entry.fields.url)
