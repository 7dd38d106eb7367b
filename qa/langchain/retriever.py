"""The retriever: question → passages of a corpus as LangChain documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig, run_in_executor
from langsmith import tracing_context
from pydantic import ConfigDict, field_validator

from qa.api import Corpus
from qa.langchain.documents import to_langchain
from qa.retrieval.search import check_k

if TYPE_CHECKING:
    from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
    from langchain_core.documents import Document


class FootnoteRetriever(BaseRetriever):
    """Finds the passages of a corpus that hold the best sentences for a question, best first; each names its footnotes.

    `k` and `document` can be given for one call as well: `retriever.invoke(question, k=3, document="annual-report")`; `document`
    may name several.
    What the documents hold is told in `qa.langchain.documents`; `metadata["score"]` compares those of one call.
    A variable of the environment that turns LangSmith on does not count here: passages go nowhere unless a chain that
    calls the retriever is traced.

    Raises:
        UsageError: `k` is not a whole number from 1 up; in a call also: the question is empty or too long, or there is no
            such document.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, validate_assignment=True)

    corpus: Corpus
    k: int = 5
    """Documents that a call gives, at most."""
    document: str | list[str] | tuple[str, ...] | None = None
    """Identifier of the document to search, or of several; None for all of them."""
    read: bool = False
    """Whether the corpus's reader reads the best passages and puts those first that answer, in some ten times the time."""

    @field_validator("k", mode="before")
    @classmethod
    def _checked(cls, k: object) -> int:
        return check_k(k)

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: object) -> list[Document]:
        """The passages for a question; see the class."""
        with tracing_context(enabled=False):
            return super().invoke(input, config, **kwargs)

    async def ainvoke(self, input: str, config: RunnableConfig | None = None, **kwargs: object) -> list[Document]:
        """The passages for a question; see the class."""
        with tracing_context(enabled=False):
            return await super().ainvoke(input, config, **kwargs)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        document: str | list[str] | tuple[str, ...] | None = None,
    ) -> list[Document]:
        return self._search(query, k, document)

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,
        k: int | None = None,
        document: str | list[str] | tuple[str, ...] | None = None,
    ) -> list[Document]:
        # A search works the processor, so it runs in a thread; the libraries that do the work let other threads run.
        return await run_in_executor(None, self._search, query, k, document)

    def _search(self, query: str, k: int | None, document: str | list[str] | tuple[str, ...] | None) -> list[Document]:
        results = self.corpus.search(
            query,
            k=self.k if k is None else k,
            document=self.document if document is None else document,
            read=self.read,
        )
        return [to_langchain(result, score=result.score) for result in results]
