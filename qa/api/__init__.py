"""The one composition: class Corpus. A caller opens it, asks it, builds it, looks into it and changes it."""

from __future__ import annotations

from pathlib import Path

from qa.api.asking import AskedCorpus
from qa.api.auditing import AuditedCorpus
from qa.api.changing import Said
from qa.api.fetching import FetchedCorpus

__all__ = ["Corpus", "Said", "open_corpus"]


class Corpus(AskedCorpus, AuditedCorpus, FetchedCorpus):
    """A folder of documents with the index made from it: asked, built, listed and changed."""


def open_corpus(
    folder: str | Path = "corpus",
    *,
    index: str | Path = "index",
    reader: str | None = None,
    reranker: str | None = None,
    writer: str | None = None,
    read_only: bool = False,
) -> Corpus:
    """A corpus folder and its index folder. Nothing is read until it is asked, built or listed.

    `reader` (`packaged`, `packaged-small`, `none`, or a question-answering model by folder or hub name) and `reranker` (`none`,
    or a CrossEncoder by folder or hub name) come before what `corpus.toml` says, as does `writer` (`none`, or a language model:
    `ollama:llama3.2`, `openai:gpt-5`, `openai:qwen3@http://127.0.0.1:8000/v1`): question and passages go to it, and a sentence that
    it writes counts only where they bear it out. With `read_only`, what would change the corpus folder or the index is refused
    with a UsageError, and a damaged index is told and not mended.
    """
    return Corpus(Path(folder), Path(index), reader=reader, reranker=reranker, writer=writer, read_only=read_only)
