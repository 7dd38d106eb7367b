"""What people asked and said about a document, forgotten when it is deleted for good."""

from __future__ import annotations

from pathlib import Path

from qa.corpus.conversation_places import InFolder
from qa.corpus.conversations import Conversations
from qa.corpus.judgements import forget_judgements
from qa.corpus.keeping import Keeping, conversation_folder


def forget_said(corpus: Path, index: Path, doc_id: str) -> None:
    """Delete questions whose answers have something of it, and judgements of it, wherever they were ever kept.

    Raises:
        CorpusError: a file cannot be read or written; it is named.
    """
    for where in (Keeping.CORPUS, Keeping.INDEX):
        folder = conversation_folder(where, corpus, index)
        if folder is not None and folder.is_dir():
            Conversations(InFolder(folder)).forget_document(doc_id)
    forget_judgements(corpus, doc_id)
