"""For LangChain: answers in chains, a tool in an agent, and the vector store by LangChain's own standard."""

import asyncio
import re
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.indexing import InMemoryRecordManager, index
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from qa import Corpus, open_corpus
from qa.errors import UsageError
from qa.langchain import (
    FootnoteEmbeddings,
    FootnoteLoader,
    FootnoteQA,
    FootnoteVectorStore,
    answer_to_message,
    footnote_tool,
)
from qa.types.answer_json import answer_from_dict
from tests.conftest import REPORT, ROOT
from tests.model_server import Says, in_form, model_server, passages_of

QUESTION = "How much in company assets was frozen?"
FROZEN = "A total of €48 million in company assets were frozen as a result."
WRITTEN = (
    "In total, €48 million in company assets were frozen.",
    "An Albanian businessperson was using fruit companies as a front.",
)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Tests that are async run on asyncio."""
    return "asyncio"


def write(request: dict[str, Any]) -> Says:
    number = next(p["passage"] for p in passages_of(request) if FROZEN in p["text"])
    return Says(in_form(request, *((text, [number]) for text in WRITTEN)))


def test_answers_come_one_by_one_in_batches_and_in_chains(corpus: Corpus) -> None:
    chain = FootnoteQA(corpus)
    answer = chain.invoke(QUESTION)
    assert answer == corpus.ask(QUESTION).to_dict() and answer_from_dict(answer).short_answer == "€48 million"
    assert chain.batch([QUESTION, {"question": QUESTION, "document": REPORT}])[1]["scope"] == [REPORT]
    message = (chain | answer_to_message).invoke(QUESTION)
    blocks: Any = message.content_blocks
    annotations = blocks[0]["annotations"]
    assert annotations[0]["cited_text"] == FROZEN and annotations[0]["type"] == "citation"
    assert list(chain.stream(QUESTION)) == [answer]
    for wrong in ({"question": QUESTION, "k": 3}, {"document": REPORT}, {"question": " "}):
        with pytest.raises(UsageError):
            list(chain.stream(wrong))


@pytest.mark.anyio
async def test_prose_streams_claim_by_claim_and_leaves_the_loop_free(corpus: Corpus) -> None:
    with model_server(write) as server:
        chain = FootnoteQA(open_corpus(corpus.folder, index=corpus.index_folder, writer=server.ollama()))
        pieces = [piece async for piece in chain.astream(QUESTION)]
        whole, again = await asyncio.gather(chain.ainvoke(QUESTION), chain.ainvoke(QUESTION))
        by_quotation = FootnoteQA(chain.corpus, prose=False).invoke(QUESTION)
    assert [[claim["text"] for claim in piece["claims"]] for piece in pieces] == [[WRITTEN[0]], [*WRITTEN], [*WRITTEN]]
    assert pieces[-1]["prose"]["problem"] is None and whole["claims"] == pieces[-1]["claims"] == again["claims"]
    assert by_quotation["prose"] is None and len(server.asked) == 1


def test_who_leaves_a_stream_ends_the_writing(corpus: Corpus) -> None:
    with model_server(lambda r: Says(write(r).text + " " * 7 * 200, pause=0.01)) as server:
        pieces = FootnoteQA(open_corpus(corpus.folder, index=corpus.index_folder, writer=server.openai())).stream(
            QUESTION
        )
        assert next(pieces)["claims"]
        assert isinstance(pieces, Generator)
        pieces.close()
        assert server.gone.wait(60)


class Scripted(BaseChatModel):
    """A made-up chat model that calls the tool it was given, and then says what the tool quotes."""

    tools: tuple[Any, ...] = ()

    def bind_tools(self, tools: Any, **_: Any) -> "Scripted":
        return Scripted(tools=tuple(tools))

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        if isinstance(messages[-1], ToolMessage):
            said = AIMessage(
                "\n".join(line for line in messages[-1].text.splitlines() if line.startswith(("> ", "[^")))
            )
        else:
            call = {"name": self.tools[0].name, "args": {"question": messages[-1].text}, "id": "1"}
            said = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=said)])

    @property
    def _llm_type(self) -> str:
        return "scripted"


def test_agent_of_the_guide_answers_with_footnotes(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (ROOT / "docs" / "GUIDE.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(from langchain\.agents.*?)```", guide, re.DOTALL)
    monkeypatch.setattr("qa.api.open_corpus", lambda *_, **__: corpus)
    names: dict[str, Any] = {"model": Scripted()}
    exec(example, names)
    said = capsys.readouterr().out
    assert f"> {FROZEN}[^1]" in said and "footnote 6 → Europol" in said
    assert answer_from_dict(names["said"][-2].artifact).claims[0].citations[0].quote == FROZEN


def test_tool_tells_the_agent_what_cannot_be_asked(corpus: Corpus) -> None:
    tool = footnote_tool(corpus)
    assert "question is empty" in tool.invoke({"question": " "})
    assert "no such document" in tool.invoke({"question": QUESTION, "document": "nothing"})


@pytest.mark.anyio
class TestVectorStoreStandard(VectorStoreIntegrationTests):
    """What LangChain asks of every vector store."""

    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> Generator[VectorStore, None, None]:
        store = FootnoteVectorStore(self.get_embeddings(), tmp_path / "store.sqlite")
        yield store
        store.close()


def test_store_is_kept_in_its_file_and_filtered(tmp_path: Path) -> None:
    embedding, file = DeterministicFakeEmbedding(size=6), tmp_path / "store.sqlite"
    store = FootnoteVectorStore(embedding, file)
    store.add_texts([f"boat {n}" for n in range(9)], [{"n": n} for n in range(9)])
    store.close()
    again = FootnoteVectorStore(embedding, file)
    assert [d.metadata["n"] for d in again.similarity_search("boat 4", k=1)] == [4]
    assert [d.metadata["n"] for d in again.similarity_search("boat 4", k=3, filter={"n": 7})] == [7]
    assert len(again.similarity_search("boat", k=9, filter=lambda d: d.metadata["n"] > 5)) == 3
    (best, score), *_ = again.similarity_search_with_relevance_scores("boat 4", k=2)
    assert best.metadata["n"] == 4 and score == pytest.approx(1)
    with pytest.raises(UsageError, match="another embedding"):
        FootnoteVectorStore(DeterministicFakeEmbedding(size=5), file).similarity_search("boat")
    with pytest.raises(UsageError, match="metadata must be JSON"):
        again.add_documents([Document("x", metadata={"n": threading.Lock()})])
    again.close()


def test_index_takes_what_changed_and_leaves_the_rest(tmp_path: Path) -> None:
    report = tmp_path / "lumo.md"
    report.write_text(
        "# Lumo\n\nThe harbour has ninety lanterns.[^1]\n\n[^1]: Lumo Gazette, 3 May 2021.\n", encoding="utf-8"
    )
    store, records = FootnoteVectorStore(FootnoteEmbeddings()), InMemoryRecordManager("lumo")
    records.create_schema()

    def run() -> dict[str, int]:
        found: Any = index(
            FootnoteLoader(report), records, store, cleanup="incremental", source_id_key="source", key_encoder="sha256"
        )
        return {key: n for key, n in found.items() if n}

    assert run() == {"num_added": 2} and run() == {"num_skipped": 2}
    report.write_text(report.read_text(encoding="utf-8").replace("ninety", "eighty"), encoding="utf-8")
    assert run() == {"num_added": 1, "num_skipped": 1, "num_deleted": 1}
    (found,) = store.similarity_search("How many lamps are there?", k=1)
    assert (
        found.page_content.startswith("The harbour has eighty lanterns.[1]")
        and found.metadata["footnotes"][0]["label"] == "1"
    )
    store.close()
