"""For LangChain: answers, passages, documents and messages that keep footnotes. Needs langchain-core."""

from qa.langchain.answering import FootnoteQA
from qa.langchain.embeddings import FootnoteEmbeddings
from qa.langchain.loader import FootnoteLoader
from qa.langchain.message import answer_to_message
from qa.langchain.retriever import FootnoteRetriever
from qa.langchain.store import FootnoteVectorStore
from qa.langchain.tool import footnote_tool

__all__ = [
    "FootnoteEmbeddings",
    "FootnoteLoader",
    "FootnoteQA",
    "FootnoteRetriever",
    "FootnoteVectorStore",
    "answer_to_message",
    "footnote_tool",
]
