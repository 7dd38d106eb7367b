"""The loader: files → LangChain documents that keep their footnotes, without corpus or index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from os import PathLike, fspath
from pathlib import Path

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from qa.citation.found_passages import cite_passage
from qa.corpus.manifest import make_doc_id
from qa.errors import DocumentError, UsageError
from qa.index.chunking import make_passages
from qa.langchain.documents import to_langchain
from qa.language.codes import check_language
from qa.language.of_document import language_of
from qa.parse import parse_with_sources, read_bytes


class FootnoteLoader(BaseLoader):
    """Loads documents of any format that `qa.parse` reads: one LangChain document for each passage of whole sentences.

    Notes are passages too (`metadata["kind"] == "note"`). What the documents hold is told in `qa.langchain.documents`;
    `metadata["source"]` is the file's path. A passage has the same `id` as in a corpus that holds the file by this name.
    """

    def __init__(
        self,
        files: str | PathLike[str] | Iterable[str | PathLike[str]],
        *,
        language: str | None = None,
        encoding: str | None = None,
        on_bad_file: Callable[[DocumentError], None] | None = None,
    ) -> None:
        """Remember the files; they are read when the documents are asked for.

        Args:
            files: one file, or several.
            language: ISO 639-1 code, by which sentences are told apart; by default as the file says, or the text tells.
            encoding: of text, Markdown and HTML, when it is neither UTF-8 nor declared in the file.
            on_bad_file: is told of each file that cannot be read, which is then left out; without it the error is raised.

        Raises:
            UsageError: two files would have the same document identifier, or the language is none.
        """
        named = [files] if isinstance(files, str | PathLike) else files
        self._files: dict[str, Path] = {}
        for path in map(Path, named):
            doc_id = make_doc_id(path.name)
            if doc_id in self._files:
                raise UsageError(
                    f"{path}: has the identifier `{doc_id}`, as {self._files[doc_id]} has; rename one of them"
                )
            self._files[doc_id] = path
        if language is not None and (wrong := check_language(language)):
            raise UsageError(wrong)
        self._language, self._encoding, self._on_bad_file = language, encoding, on_bad_file

    def lazy_load(self) -> Iterator[Document]:
        """The documents, file by file, in reading order.

        Raises:
            DocumentError: a file cannot be read, and there is no `on_bad_file`.
        """
        for doc_id, path in self._files.items():
            try:
                yield from self._load(doc_id, path)
            except DocumentError as error:
                if self._on_bad_file is None:
                    raise
                self._on_bad_file(error)

    def _load(self, doc_id: str, path: Path) -> Iterator[Document]:
        document, sources = parse_with_sources(
            read_bytes(path), path.name, doc_id, encoding=self._encoding, folder=path.parent
        )
        language = self._language or language_of(document)
        for passage in make_passages(document, language):
            yield to_langchain(cite_passage(passage, document, sources), source=fspath(path))
