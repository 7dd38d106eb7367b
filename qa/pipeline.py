"""The one composition: a corpus that can be built and asked. Reads as the data flows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.answer import Answer
from qa.apparatus import answer_from_notes
from qa.check import Report, answer_from_dict, check_answer
from qa.collection import Collection
from qa.compose import answer_from_text, hit_to_dict, refuse, search
from qa.corpus import read_answer_settings
from qa.errors import UsageError
from qa.index.build import BuildReport, build_index
from qa.index.freshness import is_stale
from qa.index.read import Snapshot
from qa.question import check_question
from qa.reader import ReaderSettings, open_reader, reader_for
from qa.verify import verify


def open_corpus(
    folder: str | Path = "corpus",
    *,
    index: str | Path = "index",
    reader: str | None = None,
    reranker: str | None = None,
) -> Corpus:
    """A corpus folder and its index folder. Nothing is read until it is asked, built or listed.

    `reader` (`packaged`, `none`, or a question-answering model by folder or hub name) and `reranker` (`none`, or a
    CrossEncoder by folder or hub name) come before what `corpus.toml` says.
    """
    return Corpus(Path(folder), Path(index), reader=reader, reranker=reranker)


class Corpus(Collection):
    """A folder of documents with the index made from it: asked, built, listed and changed."""

    def __init__(
        self, folder: Path, index_folder: Path, *, reader: str | None = None, reranker: str | None = None
    ) -> None:
        """Remember the folders, and what was given instead of the reader and re-ranker of `corpus.toml`."""
        super().__init__(folder, index_folder)
        self._given = {key: name for key, name in (("reader", reader), ("reranker", reranker)) if name is not None}

    def ask(self, question: str, *, document: str | None = None) -> Answer:
        """Answer from the corpus, or from one document of it, by quotation, or refuse with the reason and the nearest passages.

        Raises:
            UsageError: the question is empty or too long, or there is no such document.
            IndexUnusableError: there is no index, or it does not fit this program.
            CorpusError: `corpus.toml` cannot be understood.
            ReaderError: the reader or re-ranker cannot be loaded.
        """
        question = check_question(question)

        def answer(snapshot: Snapshot) -> Answer:
            if document is not None and snapshot.document(document) is None:
                raise UsageError(f"{document}: no such document; qa doctor lists them")
            reader = reader_for(self.reader_settings())
            found = answer_from_notes(snapshot, question, document, reader=reader) or answer_from_text(
                snapshot, question, document, reader=reader
            )
            return verify(found, snapshot.document)

        return self._index.read(answer)

    def search(self, question: str, *, k: int = 5) -> list[dict[str, Any]]:
        """The `k` passages that hold the best sentences for a question, best first, as plain values (see `hit_to_dict`).

        Raises:
            UsageError: the question is empty or too long.
            ReaderError: the reader or re-ranker cannot be loaded.
        """
        question = check_question(question)

        def find(snapshot: Snapshot) -> list[dict[str, Any]]:
            hits = search(snapshot, question, k, reader_for(self.reader_settings()))
            return [hit_to_dict(snapshot, hit) for hit in hits]

        return self._index.read(find)

    def ask_all(self, questions: list[str], *, document: str | None = None) -> list[Answer]:
        """One answer a question, in order; a question that cannot be asked is refused with the reason."""
        return [self._ask_or_refuse(question, document) for question in questions]

    def check(self, answer: Answer | Mapping[str, object]) -> Report:
        """What has become of all that a saved answer (or its JSON) cites, by the corpus as it is indexed; see `stale`.

        Raises:
            UsageError: it is no saved answer.
        """
        saved = answer_from_dict(answer.to_dict() if isinstance(answer, Answer) else answer)
        return self._index.read(lambda snapshot: check_answer(saved, snapshot.document, snapshot.sources()))

    def build(
        self, *, rebuild: bool = False, progress: Callable[[str, int, int], None] = lambda what, done, total: None
    ) -> BuildReport:
        """Bring the index up to date with the corpus; see `build_index`."""
        return build_index(self.folder, self.index_folder, rebuild=rebuild, progress=progress)

    def load(self) -> None:
        """Load vectors, encoder and reader now, so that the first question is answered as fast as the second."""
        self._index.load()
        open_reader(self.reader_settings())

    def reader_settings(self) -> ReaderSettings:
        """What reads the passages for a question: as given when the corpus was opened, else as `corpus.toml` says."""
        return replace(read_answer_settings(self.folder), **self._given)

    def stale(self) -> str | None:
        """Why the index does not match the corpus, or None when it does."""
        return is_stale(self.manifest(), self.index_folder)

    def _ask_or_refuse(self, question: str, document: str | None) -> Answer:
        try:
            return replace(self.ask(question, document=document), question=question)
        except UsageError as error:
            return refuse(question, str(error), ())
