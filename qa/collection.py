"""The documents of a corpus folder: looked over before they are added, added, replaced, removed and put back."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

from qa import curate
from qa.bin import Binned, list_bin
from qa.catalogue import Catalogue
from qa.corpus import Entry, Manifest, make_doc_id, read_corpus
from qa.curate import Particulars
from qa.errors import IndexUnusableError, UsageError
from qa.examine import Understood, examine
from qa.parse import SUFFIXES, parse_file, read_bytes
from qa.propose import RAW_HEAD, Proposal, propose
from qa.types import Document


class Said(TypedDict, total=False):
    """What may be said of a document when it is added or replaced; what is left out stays as it was, or is told from the file."""

    title: str | None
    language: str | None
    """ISO 639-1 code."""
    encoding: str | None
    """Of a text that is not UTF-8."""
    kind: str | None
    """`report` or `source`."""


class Collection(Catalogue):
    """A corpus folder that can be changed; the index follows at the next build."""

    def manifest(self) -> Manifest:
        """What the corpus folder holds."""
        return read_corpus(self.folder)

    def entries(self) -> tuple[Entry, ...]:
        """The documents that the corpus folder holds, indexed or not; none where there is no folder yet."""
        return read_corpus(self.folder, may_be_empty=True).entries

    def formats(self) -> tuple[str, ...]:
        """File name endings of documents that can be added."""
        return tuple(sorted(SUFFIXES))

    def examine(self, file: str | Path, *, data: bytes | None = None, encoding: str | None = None) -> Understood:
        """What a file, or `data` under its name, is understood to be, before it is added: text, notes, language, proposals.

        Raises:
            DocumentError: it cannot be read as a document.
            UsageError: the name cannot be used.
        """
        try:
            sources = self.sources()
        except IndexUnusableError:
            sources = ()
        data = read_bytes(Path(file)) if data is None else data
        return examine(str(file), data, self.entries(), sources, encoding=encoding)

    def propose(
        self, file: str | Path, *, encoding: str | None = None, document: Document | None = None
    ) -> tuple[Proposal, ...]:
        """The sources whose full text a file seems to be, best first, with the reason; none when in doubt.

        `document` is the file as parsed before; without it, it is parsed now.

        Raises:
            DocumentError: the file cannot be read as a document.
        """
        path = Path(file)
        document = document or parse_file(path, make_doc_id(path.name), encoding=encoding)
        with path.open("rb") as stream:
            return propose(document, self.sources(), stream.read(RAW_HEAD))

    def add(
        self, file: str | Path, *, data: bytes | None = None, footnote: str | None = None, **said: Unpack[Said]
    ) -> Entry:
        """Copy a document into the corpus; with `footnote` (`6`, or `report#6`) as the full text of that footnote's source.

        With `data`, the content is that, and `file` is the name that it came under.
        `said` is any of `title`, `language` (an ISO 639-1 code), `encoding` (of a text that is not UTF-8) and `kind`
        (`report` or `source`).

        Raises:
            DocumentError: the file cannot be read as a document.
            UsageError: there is no such footnote, or its label stands in several reports.
        """
        given = Particulars(self._source_of(footnote), **said)
        if data is not None:
            return curate.add_document(self.folder, str(file), data, given)
        return curate.add_file(self.folder, Path(file), given)

    def replace(
        self,
        doc_id: str,
        file: str | Path,
        *,
        data: bytes | None = None,
        footnote: str | None = None,
        **said: Unpack[Said],
    ) -> Entry:
        """Put a new version in a document's place, which keeps its identifier and what is said of it; the old one can be restored.

        Raises:
            DocumentError: the file cannot be read as a document.
            UsageError: there is no such document or footnote.
        """
        given = Particulars(self._source_of(footnote), **said)
        data = read_bytes(Path(file)) if data is None else data
        return curate.replace_document(self.folder, doc_id, Path(file).name, data, given)

    def remove(self, doc_id: str) -> Path:
        """Take a document and its entry out of the corpus, until `restore`; the index follows at the next build."""
        return curate.remove_document(self.folder, doc_id)

    def removed(self) -> tuple[Binned, ...]:
        """Documents that were removed or replaced and can be restored, newest first."""
        return list_bin(self.folder)

    def restore(self, name: str) -> Entry:
        """Put back a removed or replaced document, by identifier (its newest version) or `bin_id`.

        Raises:
            UsageError: it is not among the removed, or another document has its file's name.
        """
        return curate.restore_document(self.folder, name)

    def _source_of(self, footnote: str | None) -> tuple[str, ...]:
        if not footnote:
            return ()
        matches = list(dict.fromkeys(s.same_as or s.source_id for s in self.find_sources(footnote)))
        if len(matches) > 1:
            raise UsageError(f"footnote {footnote} names several works; use one of: {', '.join(matches)}")
        return (matches[0],)
