"""For LangChain: a retriever, a loader and messages that keep footnotes. Needs langchain-core, which only this room imports."""

from qa.langchain.loader import FootnoteLoader
from qa.langchain.message import answer_to_message
from qa.langchain.retriever import FootnoteRetriever

__all__ = ["FootnoteLoader", "FootnoteRetriever", "answer_to_message"]
