"""For LangChain: footnotes reach a chain that sees only text, and everything leads down to its sources."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Thread
from typing import Any, cast

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import SimpleChatModel
from langchain_core.messages import BaseMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import ConfigurableField, Runnable, RunnableLambda, RunnablePassthrough
from langchain_core.tools import create_retriever_tool
from langchain_core.tracers.langchain import wait_for_all_tracers
from langchain_tests.integration_tests import RetrieversIntegrationTests
from langsmith.utils import get_env_var

from qa import Corpus, open_corpus
from qa.errors import DocumentError, UsageError
from qa.langchain import FootnoteLoader, FootnoteRetriever, answer_to_message
from qa.types.cited_passage import SearchResult
from tests.conftest import REPORT, ROOT
from tests.pdf_maker import make_pdf, page

QUESTION = "How much in company assets was frozen?"
FROZEN = "A total of €48 million in company assets were frozen as a result."
ANSWERS = {
    "faiss",
    "onnx",
    "onnxruntime",
    "sentence_transformers",
    "streamlit",
    "tokenizers",
    "torch",
    "transformers",
}
NOTES = """# Lumo

## Light

The harbour has ninety lanterns.[^1] The market has forty.[^2][^3] Nobody counts the rest.[^4] Both papers wrote of it.[^5]

Here nothing has a note.

[^1]: Jane Doe, *The Lanterns of Lumo* (Oxford: Oxford University Press, 2019), 4.
[^2]: Ibid., 7.
[^3]: Interview with a lamplighter, Lumo, 4 May 2023.
[^4]: This is only a remark.
[^5]: Jane Roe, “Two ports”, *Financial Times*, 10 January 2024; Mary Jones, “Ports reopen”, *BBC News*, 9 May 2024, https://bbc.com/x.
"""


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Tests that are async run on asyncio."""
    return "asyncio"


@pytest.mark.anyio
class TestRetrieverStandard(RetrieversIntegrationTests):
    """What LangChain asks of every retriever."""

    @pytest.fixture(autouse=True)
    def _open(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @property
    def retriever_constructor(self) -> type[FootnoteRetriever]:
        return FootnoteRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"corpus": self.corpus, "k": 2}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


def body(document: Document) -> str:
    """The text of a document, above its notes."""
    return document.page_content.split("\n\n")[0]


def test_retrieved_text_names_its_footnotes(corpus: Corpus) -> None:
    found = FootnoteRetriever(corpus=corpus).invoke(QUESTION)
    document = next(d for d in found if d.metadata["kind"] != "note")
    assert body(document).endswith(f"{FROZEN}[6]")
    assert document.page_content.endswith(
        "\n\n[6] Europol, Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain, "
        "16 February 2024. (reference only)"
    )


def test_retrieved_metadata_leads_to_place_and_source(corpus: Corpus) -> None:
    text = corpus.document(REPORT).text
    found = FootnoteRetriever(corpus=corpus, k=8).invoke(QUESTION)
    for document in found:
        of = document.metadata
        assert of["quote"] == text[of["start"] : of["end"]] and json.loads(json.dumps(of)) == of
        assert {row["source"] for row in of["footnotes"]} <= {source["id"] for source in of["sources"]}
    first = next(d.metadata for d in found if FROZEN in d.metadata["quote"])
    assert [(row["label"], row["link"], row["source"]) for row in first["footnotes"]] == [
        ("6", "marker", f"{REPORT}#6")
    ]
    assert first["footnotes"][0]["note"].startswith("Europol, Properties worth EUR 48 million")
    (source,) = first["sources"]
    assert (source["kind"], source["authors"], source["issued"]) == ("press-release", ["Europol"], "2024-02-16")
    assert (first["document"], first["page"]) == (REPORT, None)


def test_retrieved_text_says_whose_text_is_held(wider: Corpus) -> None:
    found = FootnoteRetriever(corpus=wider, document=REPORT).invoke(QUESTION)
    assert any(d.page_content.endswith("(held as release)") for d in found)


def test_retrieved_text_says_that_a_later_note_is_inferred(wider: Corpus) -> None:
    first, *_ = FootnoteRetriever(corpus=wider).invoke("What did the mayor count?", document="mayor")
    assert first.page_content.endswith("\n\n[1, later in the paragraph] Lumo Gazette, 3 May 2021. (reference only)")
    assert [row["link"] for row in first.metadata["nearby_footnotes"]] == ["paragraph"] and not first.metadata[
        "footnotes"
    ]


def test_retriever_takes_k_and_document_for_one_call(wider: Corpus) -> None:
    retriever, alone = FootnoteRetriever(corpus=wider, k=2), FootnoteRetriever(corpus=wider, document="ice")
    assert len(retriever.invoke(QUESTION, k=4)) == 4 and len(retriever.invoke(QUESTION)) == 2
    assert {d.metadata["document"] for d in retriever.invoke(QUESTION, document="ice")} == {"ice"}
    assert {d.metadata["document"] for d in alone.invoke(QUESTION)} == {"ice"}
    assert {d.metadata["document"] for d in alone.invoke(QUESTION, document=REPORT)} == {REPORT}


def test_retriever_takes_k_from_the_configuration_of_a_chain(corpus: Corpus) -> None:
    retriever = FootnoteRetriever(corpus=corpus).configurable_fields(k=ConfigurableField(id="k"))
    assert len(retriever.invoke(QUESTION, {"configurable": {"k": 1}})) == 1
    with pytest.raises(UsageError, match=r"^k is -1"):
        retriever.invoke(QUESTION, {"configurable": {"k": -1}})


@pytest.mark.parametrize("k", [-1, 0, True, "3", 2.5])
def test_retriever_refuses_a_k_that_cannot_be(corpus: Corpus, k: Any) -> None:
    retriever = FootnoteRetriever(corpus=corpus)
    calls = (
        lambda: FootnoteRetriever(corpus=corpus, k=k),
        lambda: setattr(retriever, "k", k),
        lambda: retriever.invoke(QUESTION, k=k),
        lambda: asyncio.run(retriever.ainvoke(QUESTION, k=k)),
    )
    for call in calls:
        with pytest.raises(UsageError) as refused:
            call()
        assert str(refused.value).startswith(f"k is {k!r};") and "\n" not in str(refused.value)
    assert retriever.k == 5


def test_retriever_refuses_what_it_does_not_know(corpus: Corpus) -> None:
    retriever = FootnoteRetriever(corpus=corpus)
    with pytest.raises(UsageError, match=r"^nothing: no such document"):
        retriever.invoke(QUESTION, document="nothing")
    with pytest.raises(UsageError, match="question is empty"):
        retriever.invoke(" ")
    with pytest.raises(TypeError, match="top_k"):
        retriever.invoke(QUESTION, top_k=3)


@pytest.fixture
def tracing_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A LangSmith of our own, turned on by the environment; the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_PATCH = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for name, value in {
            "TRACING": "true",
            "ENDPOINT": f"http://127.0.0.1:{server.server_port}",
            "API_KEY": "made-up",
        }.items():
            monkeypatch.setenv(f"LANGSMITH_{name}", value)
        cast("Any", get_env_var).cache_clear()
        yield asked
        server.shutdown()
    monkeypatch.undo()
    cast("Any", get_env_var).cache_clear()


def test_retriever_sends_no_traces(corpus: Corpus, tracing_service: list[str]) -> None:
    FootnoteRetriever(corpus=corpus).invoke(QUESTION)
    asyncio.run(FootnoteRetriever(corpus=corpus).ainvoke(QUESTION))
    wait_for_all_tracers()
    assert tracing_service == []
    # The service would have heard of it: a step of somebody's own is traced.
    RunnableLambda(str.upper).invoke("traced")
    wait_for_all_tracers()
    assert tracing_service


def test_identifiers_are_the_same_each_time(corpus: Corpus) -> None:
    retriever = FootnoteRetriever(corpus=corpus, k=8)
    again = FootnoteRetriever(corpus=open_corpus(corpus.folder, index=corpus.index_folder), k=8)
    first, second = ([d.id for d in r.invoke(QUESTION)] for r in (retriever, again))
    assert first == second and len(set(first)) == 8


class Meeting(Corpus):
    """A corpus whose search waits until another one is being made at the same time."""

    def search(
        self, question: str, *, k: int = 5, document: str | Sequence[str] | None = None, read: bool = False
    ) -> tuple[SearchResult, ...]:
        met.wait(timeout=60)
        return super().search(question, k=k, document=document, read=read)


met = Barrier(2)


@pytest.mark.anyio
async def test_two_searches_run_at_once_and_leave_the_loop_free(corpus: Corpus) -> None:
    retriever = FootnoteRetriever(corpus=Meeting(corpus.folder, corpus.index_folder))
    one = asyncio.create_task(retriever.ainvoke(QUESTION, k=1))
    await asyncio.sleep(0.1)
    assert not one.done()
    both = await asyncio.gather(one, retriever.ainvoke(QUESTION, k=2, document=REPORT))
    assert [len(found) for found in both] == [1, 2]


class Parrot(SimpleChatModel):
    """A chat model that answers with the lines of its prompt that speak of Europol."""

    def _call(self, messages: list[BaseMessage], *_: Any, **__: Any) -> str:
        return "\n".join(line for line in str(messages[-1].content).splitlines() if "Europol" in line)

    @property
    def _llm_type(self) -> str:
        return "parrot"


def join(documents: list[Document]) -> str:
    return "\n\n".join(document.page_content for document in documents)


def chain(corpus: Corpus) -> Runnable[str, str]:
    prompt = ChatPromptTemplate.from_template("Answer with the footnote.\n\n{context}\n\nQuestion: {question}")
    found = {"context": FootnoteRetriever(corpus=corpus, k=3) | join, "question": RunnablePassthrough()}
    return found | prompt | Parrot() | StrOutputParser()


def test_footnotes_reach_the_prompt_of_a_chain(corpus: Corpus) -> None:
    assert "[6] Europol, Properties worth EUR 48 million frozen" in chain(corpus).invoke(QUESTION)
    assert chain(corpus).batch([QUESTION, QUESTION]) == [chain(corpus).invoke(QUESTION)] * 2


@pytest.mark.anyio
async def test_footnotes_reach_the_prompt_of_an_async_chain(corpus: Corpus) -> None:
    assert await chain(corpus).ainvoke(QUESTION) == chain(corpus).invoke(QUESTION)


def test_footnotes_reach_an_agent_through_a_tool(corpus: Corpus) -> None:
    tool = create_retriever_tool(FootnoteRetriever(corpus=corpus, k=3), "report", "Searches the report.")
    assert "[6] Europol, Properties worth EUR 48 million frozen" in tool.invoke({"query": QUESTION})


@pytest.fixture
def lumo(tmp_path: Path) -> Path:
    path = tmp_path / "lumo.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


def test_loaded_text_names_every_kind_of_note(lumo: Path) -> None:
    first, second, *notes = FootnoteLoader(lumo).load()
    assert first.page_content == (
        "The harbour has ninety lanterns.[1] The market has forty.[2][3] Nobody counts the rest.[4] "
        "Both papers wrote of it.[5]\n\n"
        "[1] Jane Doe, The Lanterns of Lumo (Oxford: Oxford University Press, 2019), 4. (reference only)\n"
        "[2] Ibid., 7. (meaning Jane Doe, The Lanterns of Lumo, Oxford University Press, 2019: reference only)\n"
        "[3] Interview with a lamplighter, Lumo, 4 May 2023. (unpublished)\n"
        "[4] This is only a remark.\n"
        "[5] Jane Roe, “Two ports”, Financial Times, 10 January 2024; Mary Jones, “Ports reopen”, BBC News, 9 May 2024, "
        "https://bbc.com/x. (reference only)"
    )
    assert second.page_content == second.metadata["quote"] == "Here nothing has a note."
    assert [note.page_content.split()[0] for note in notes] == ["[1]", "[2]", "[3]", "[4]", "[5]"]
    assert {note.metadata["kind"] for note in notes} == {"note"}


def test_loaded_metadata_leads_to_file_place_and_sources(lumo: Path) -> None:
    of = FootnoteLoader(lumo).load()[0].metadata
    assert (of["document"], of["title"], of["source"]) == ("lumo", "Lumo", str(lumo))
    assert of["heading_path"] == ["Lumo", "Light"] and "[" not in of["quote"]
    assert [row["label"] for row in of["footnotes"]] == ["1", "2", "3", "4", "5", "5"]
    assert of["sources"][1]["same_as"] == "lumo#1" and of["sources"][5]["url"] == "https://bbc.com/x"
    assert json.loads(json.dumps(of)) == of


def test_loader_needs_no_index_and_gives_what_the_index_gives(corpus: Corpus) -> None:
    loaded = {document.id: document for document in FootnoteLoader(ROOT / "corpus" / f"{REPORT}.txt").load()}
    for found in FootnoteRetriever(corpus=corpus, k=8).invoke(QUESTION):
        same = loaded[found.id]
        assert same.page_content == found.page_content
        assert {
            k: v for k, v in same.metadata.items() if k not in ("source", "title")
        }.items() <= found.metadata.items()


def test_loader_reads_formats_with_pages(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    pages = [
        page(["The boats of Lumo came home before the storm.^1^"], ["^1^ Jane Doe, Boats, 2019."]),
        page(["Nobody knows who lit the harbour in that night.^2^"], ["^2^ John Roe, Light, 2020."]),
    ]
    path.write_bytes(make_pdf(pages, labels=["iv", "v"]))
    loaded = FootnoteLoader(path).load()
    assert [d.metadata["page"] for d in loaded] == ["iv", "iv", "v"] and loaded[2].metadata["kind"] == "note"
    assert loaded[0].page_content.startswith("The boats of Lumo came home before the storm.[1] Nobody")
    assert loaded[2].page_content == "[2] John Roe, Light, 2020. (reference only)"


@pytest.mark.anyio
async def test_loader_is_lazy_in_both_ways(lumo: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    documents = FootnoteLoader([lumo, missing]).lazy_load()
    assert next(documents).id
    loaded = [document async for document in FootnoteLoader(lumo).alazy_load()]
    assert loaded == FootnoteLoader(lumo).load()
    with pytest.raises(DocumentError, match=r"^missing\.txt: cannot be read"):
        list(documents)


def test_loader_reports_bad_files_and_skips_them(lumo: Path, tmp_path: Path) -> None:
    bad = [tmp_path / "empty.txt", tmp_path / "broken.pdf", tmp_path / "picture.png"]
    for path in bad:
        path.write_text("" if path.suffix == ".txt" else "nothing that can be read", encoding="utf-8")
    errors: list[DocumentError] = []
    loaded = FootnoteLoader([*bad, lumo], on_bad_file=errors.append).load()
    assert {document.metadata["document"] for document in loaded} == {"lumo"}
    assert [str(error).split(":")[0] for error in errors] == [path.name for path in bad]
    for path in bad:
        with pytest.raises(DocumentError, match=f"^{path.name}: ") as refused:
            FootnoteLoader(path).load()
        assert "\n" not in str(refused.value)


def test_loader_refuses_files_with_one_identifier(lumo: Path) -> None:
    with pytest.raises(UsageError, match="identifier `lumo`"):
        FootnoteLoader([lumo, lumo.parent / "other" / "LUMO.txt"])


def test_long_note_is_cut_in_the_text_and_whole_in_the_metadata(tmp_path: Path) -> None:
    path, note = tmp_path / "long.md", "The court said much. " * 60
    path.write_text(f"# Long\n\nIt was held so.[^1]\n\n[^1]: {note}\n", encoding="utf-8")
    document = FootnoteLoader(path).load()[0]
    assert len(document.page_content) < 700 and " …" in document.page_content
    assert document.metadata["footnotes"][0]["note"] == note.strip()


def test_message_annotates_the_quote_and_the_work(corpus: Corpus) -> None:
    answer = corpus.ask(QUESTION)
    message = answer_to_message(answer)
    block: Any
    (block,) = message.content_blocks
    text, annotations = block["text"], block["annotations"]
    assert text.startswith(answer.short_answer or "?") and all(claim.text in text for claim in answer.claims)
    cited = [annotation for annotation in annotations if "cited_text" in annotation]
    for annotation in cited:
        place = annotation["extras"]
        assert text[annotation["start_index"] : annotation["end_index"]] == annotation["cited_text"]
        assert corpus.document(place["document"]).text[place["start"] : place["end"]] == annotation["cited_text"]
    assert cited[0]["extras"]["verdict"] == "quote_found" and cited[0]["extras"]["footnotes"] == ["6"]
    work = annotations[1]
    assert work["title"].startswith("Properties worth EUR 48 million") and work["extras"]["source"] == f"{REPORT}#6"
    assert work["extras"]["kind"] == "press-release" and "url" not in work


def test_message_of_a_refusal_is_its_reason(corpus: Corpus) -> None:
    answer = corpus.ask("Who won the chess championship of Iceland in 1974?")
    message = answer_to_message(answer)
    assert answer.reason and message.text == answer.reason
    assert not any(block.get("annotations") for block in message.content_blocks)


def test_loader_needs_nothing_that_answers_questions(lumo: Path) -> None:
    """As in an installation without the extra `ask`: there, the modules cannot be imported."""
    script = f"""
import sys
sys.modules |= dict.fromkeys({sorted(ANSWERS)})
from qa.langchain import FootnoteLoader
print(FootnoteLoader({str(lumo)!r}).load()[0].page_content.count("[5]"))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "2"
