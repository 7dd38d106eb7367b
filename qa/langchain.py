"""The retriever that LangChain users expect. Imports langchain-core, so import this module only where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from qa.api import Corpus

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


class FootnoteRetriever(BaseRetriever):
    """Passages of a corpus as LangChain documents.

    Each has the passage's stable identifier as `id`, and in `metadata`: `document`, `start`, `end` (characters of the
    document's clean text), `title`, `kind`, `heading_path`, `context` (the text just before, where the passage
    leans on it: start, end, quote; else None), `footnotes` (label, link, source identifier), `sources` (each source's
    reference and holding) and `score`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_to_langchain(found) for found in self.corpus.search(query, k=self.k)]


def _to_langchain(found: dict[str, Any]) -> LangChainDocument:
    return LangChainDocument(id=found.pop("id"), page_content=found.pop("text"), metadata=found)
