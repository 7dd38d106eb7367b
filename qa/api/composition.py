"""The one composition: class Corpus. A caller opens it, asks it, builds it, looks into it and changes it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qa.api.asking import AskedCorpus
from qa.api.auditing import AuditedCorpus
from qa.api.fetching import FetchedCorpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.types.draft import DraftCheck


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


def verify_text(
    text: str | bytes,
    sources: str | Path,
    *,
    name: str = "text.md",
    reader: str | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> DraftCheck:
    """What is wrong with each sentence of a text, by the documents of a folder; see `Corpus.verify`.

    The folder is read for this alone, and nothing is kept of it. Bytes are of the format that `name` ends in.
    """
    data = text.encode() if isinstance(text, str) else text
    with TemporaryDirectory() as folder:
        corpus = open_corpus(sources, index=folder, reader=reader)
        corpus.build(progress=progress)
        return corpus.verify(name, data=data, progress=progress)
