"""The systems that are compared, each as its introduction shows it: build, open, search, add one text.

Only the standard library is imported here: each runs in the environment of the peers, ours in the project's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa import Corpus


class System(ABC):
    """One system, on one folder."""

    def __init__(self, folder: Path, encoder: str) -> None:
        """`folder` holds the index, `encoder` is the folder of the encoder's files."""
        self.folder, self.encoder = folder, encoder

    @abstractmethod
    def build(self, texts: Mapping[str, str]) -> None:
        """Index the texts, by name, and save the index."""

    @abstractmethod
    def open(self) -> None:
        """Load what was saved."""

    @abstractmethod
    def first(self, question: str) -> str:
        """The name of the text that is found first of five."""

    @abstractmethod
    def add(self, name: str, text: str) -> None:
        """Load what was saved, add a text and save again."""


class Ours(System):
    """This project, as it is installed: words and meaning, nothing read by the network."""

    def build(self, texts: Mapping[str, str]) -> None:
        """Files, then `Corpus.build`."""
        (self.folder / "corpus").mkdir()
        for name, text in texts.items():
            (self.folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
        self._corpus().build()

    def open(self) -> None:
        """`Corpus.load`."""
        self.corpus = self._corpus()
        self.corpus.load()

    def first(self, question: str) -> str:
        """`Corpus.search`."""
        return str(self.corpus.search(question, k=5)[0].citation.document)

    def add(self, name: str, text: str) -> None:
        """`Corpus.add` and `Corpus.build`."""
        corpus = self._corpus()
        corpus.add(f"{name}.txt", data=text.encode())
        corpus.build()

    def _corpus(self) -> Corpus:
        from qa import open_corpus

        return open_corpus(self.folder / "corpus", index=self.folder / "index")


class LangChain(System):
    """Pieces of 1,000 characters, `HuggingFaceEmbeddings`, FAISS."""

    def build(self, texts: Mapping[str, str]) -> None:
        """`FAISS.from_documents`, `save_local`."""
        from langchain_community.vectorstores import FAISS

        FAISS.from_documents(self._pieces(texts), self._embeddings()).save_local(str(self.folder))

    def open(self) -> None:
        """`FAISS.load_local`."""
        from langchain_community.vectorstores import FAISS

        # The folder was written by this benchmark.
        self.store = FAISS.load_local(str(self.folder), self._embeddings(), allow_dangerous_deserialization=True)

    def first(self, question: str) -> str:
        """`similarity_search`."""
        return str(self.store.similarity_search(question, k=5)[0].metadata["name"])

    def add(self, name: str, text: str) -> None:
        """`add_documents`, `save_local`."""
        self.open()
        self.store.add_documents(self._pieces({name: text}))
        self.store.save_local(str(self.folder))

    def _embeddings(self) -> object:
        from langchain_huggingface import HuggingFaceEmbeddings

        return HuggingFaceEmbeddings(model_name=self.encoder)

    def _pieces(self, texts: Mapping[str, str]) -> object:
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        documents = [Document(text, metadata={"name": name}) for name, text in texts.items()]
        return RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=100).split_documents(documents)


class LlamaIndex(System):
    """Pieces of 256 tokens, which is what the encoder reads; the vector store that it comes with."""

    def build(self, texts: Mapping[str, str]) -> None:
        """`VectorStoreIndex.from_documents`, `persist`."""
        from llama_index.core import VectorStoreIndex

        self._settle()
        documents = [self._document(name, text) for name, text in texts.items()]
        VectorStoreIndex.from_documents(documents).storage_context.persist(str(self.folder))

    def open(self) -> None:
        """`load_index_from_storage`."""
        from llama_index.core import StorageContext, load_index_from_storage

        self._settle()
        self.index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(self.folder)))
        self.retriever = self.index.as_retriever(similarity_top_k=5)

    def first(self, question: str) -> str:
        """`retrieve`."""
        return str(self.retriever.retrieve(question)[0].node.ref_doc_id)

    def add(self, name: str, text: str) -> None:
        """`insert`, `persist`."""
        self.open()
        self.index.insert(self._document(name, text))
        self.index.storage_context.persist(str(self.folder))

    def _settle(self) -> None:
        from llama_index.core import Settings
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        Settings.embed_model = HuggingFaceEmbedding(model_name=self.encoder)
        Settings.node_parser = SentenceSplitter(chunk_size=256, chunk_overlap=20)

    def _document(self, name: str, text: str) -> object:
        from llama_index.core import Document

        return Document(text=text, id_=name)


class Txtai(System):
    """Whole texts, words and meaning (`hybrid`), their words kept (`content`)."""

    def build(self, texts: Mapping[str, str]) -> None:
        """`Embeddings.index`, `save`."""
        from txtai import Embeddings

        embeddings = Embeddings(path=self.encoder, hybrid=True, content=True)
        embeddings.index((name, text, None) for name, text in texts.items())
        embeddings.save(str(self.folder))

    def open(self) -> None:
        """`Embeddings.load`."""
        from txtai import Embeddings

        self.embeddings = Embeddings()
        self.embeddings.load(str(self.folder))

    def first(self, question: str) -> str:
        """`search`."""
        return str(self.embeddings.search(question, 5)[0]["id"])

    def add(self, name: str, text: str) -> None:
        """`upsert`, `save`."""
        self.open()
        self.embeddings.upsert([(name, text, None)])
        self.embeddings.save(str(self.folder))


class Haystack(System):
    """Pieces of 150 words, the store in memory and its file."""

    def build(self, texts: Mapping[str, str]) -> None:
        """Splitter, embedder, `write_documents`, `save_to_disk`."""
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self.store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._write(texts)

    def open(self) -> None:
        """`load_from_disk`, embedder of questions, retriever."""
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

        self._load()
        self.embedder = SentenceTransformersTextEmbedder(model=self.encoder, progress_bar=False)
        self.embedder.warm_up()
        self.retriever = InMemoryEmbeddingRetriever(self.store, top_k=5)

    def first(self, question: str) -> str:
        """Embedder, retriever."""
        vector = self.embedder.run(question)["embedding"]
        return str(self.retriever.run(query_embedding=vector)["documents"][0].meta["name"])

    def add(self, name: str, text: str) -> None:
        """Splitter, embedder, `write_documents`, `save_to_disk`."""
        self._load()
        self._write({name: text})

    def _load(self) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self.store = InMemoryDocumentStore.load_from_disk(str(self.folder / "store.json"))

    def _write(self, texts: Mapping[str, str]) -> None:
        from haystack import Document
        from haystack.components.preprocessors import DocumentSplitter
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        splitter = DocumentSplitter(split_by="word", split_length=150, split_overlap=15)
        splitter.warm_up()
        embedder = SentenceTransformersDocumentEmbedder(model=self.encoder, progress_bar=False)
        embedder.warm_up()
        pieces = splitter.run([Document(content=text, meta={"name": name}) for name, text in texts.items()])
        self.store.write_documents(embedder.run(pieces["documents"])["documents"])
        self.store.save_to_disk(str(self.folder / "store.json"))


SYSTEMS: dict[str, type[System]] = {
    "ours": Ours,
    "LangChain": LangChain,
    "LlamaIndex": LlamaIndex,
    "txtai": Txtai,
    "Haystack": Haystack,
}
"""By the name in the table."""
