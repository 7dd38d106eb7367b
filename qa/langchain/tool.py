"""A tool for agents: question → text that keeps its footnotes, with the whole answer beside it."""

from __future__ import annotations

from langchain_core.tools import BaseTool, StructuredTool

from qa.api import Corpus
from qa.langchain.answering import AnswerJson

_ABOUT = (
    "Answers a question from a footnoted report, by quotation. Every quotation has a footnote below that says where it stands "
    "and which source the report's own footnote names. Quote it word by word, and keep the footnotes. If it says that there "
    "is no answer, say so."
)


def footnote_tool(corpus: Corpus, *, name: str = "ask_report", description: str = _ABOUT) -> BaseTool:
    """A tool that an agent of LangChain calls with a `question`, and a `document` to ask that one alone.

    Its text is Markdown with footnotes, always by quotation: the agent is a model itself. The artifact is the answer's JSON.
    What cannot be asked is told in its text, so that the agent can ask otherwise.
    """

    def ask(question: str, document: str | None = None) -> tuple[str, AnswerJson]:
        (answer,) = corpus.ask_all([question], document=document, prose=False)
        return answer.to_markdown(), answer.to_dict()

    return StructuredTool.from_function(ask, name=name, description=description, response_format="content_and_artifact")
