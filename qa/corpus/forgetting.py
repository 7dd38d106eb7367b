"""What people asked and said about a document, forgotten when it is deleted for good."""

from __future__ import annotations

import json
from pathlib import Path

from qa.corpus.conversation_forgetting import names_document
from qa.corpus.conversation_places import InFolder
from qa.corpus.conversations import Conversations
from qa.corpus.highlights import HIGHLIGHTS
from qa.corpus.judgements import JUDGEMENTS
from qa.corpus.keeping import Keeping, conversation_folder
from qa.corpus.opinions import OPINIONS
from qa.corpus.said_lines import check_own_file
from qa.errors import CorpusError
from qa.files import write_whole


def forget_said(corpus: Path, index: Path, doc_id: str) -> None:
    """Delete questions whose answers have something of it, and what was said of it, wherever that was ever kept.

    Raises:
        CorpusError: a file cannot be read or written; it is named.
    """
    for where in (Keeping.CORPUS, Keeping.INDEX):
        folder = conversation_folder(where, corpus, index)
        if folder is not None and folder.is_dir():
            Conversations(InFolder(folder)).forget_document(doc_id)
    for name in (JUDGEMENTS, OPINIONS, HIGHLIGHTS):
        _forget_lines(corpus / name, doc_id)


def _forget_lines(path: Path, doc_id: str) -> None:
    """Delete the lines of a file that are about a document; what is no JSON stays as it is."""
    if not path.exists():
        return
    check_own_file(path)
    try:
        lines = path.read_bytes().splitlines(keepends=True)
        left = [line for line in lines if not _is_about(line, doc_id)]
        if len(left) < len(lines):
            write_whole(path, b"".join(left))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror})") from error


def _is_about(line: bytes, doc_id: str) -> bool:
    try:
        return names_document(json.loads(line), doc_id)
    except (ValueError, RecursionError):
        return False
