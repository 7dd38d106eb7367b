"""The corpus's files → the letters of all that may be quoted, read without the index."""

from __future__ import annotations

from contextlib import suppress

from qa.corpus.manifest import Entry, Manifest
from qa.errors import DocumentError
from qa.evaluate.texts import letters_of
from qa.parse import parse_file
from qa.parse.encoding import decode
from qa.parse.formats import read_bytes


def quotable_letters(manifest: Manifest) -> str:
    """The letters of all documents, one after the other; those of a file that cannot be read are missing."""
    found = []
    for entry in manifest.entries:
        with suppress(DocumentError):
            found.append(letters_of(_text_of(entry)))
    return "".join(found)


def _text_of(entry: Entry) -> str:
    """Plain text as it stands in the file; for other formats, whose markup is not text, what parsing the file again gives."""
    if entry.path.suffix.lower() in (".txt", ".text"):
        return decode(read_bytes(entry.path), entry.path.name, entry.encoding)
    return parse_file(entry.path, entry.doc_id, encoding=entry.encoding).text
