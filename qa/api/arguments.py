"""What callers give, checked: questions, and the documents that they are asked of."""

from __future__ import annotations

from collections.abc import Sequence

from qa.corpus.particulars import check_text
from qa.errors import Remedy, UnknownDocumentError, UsageError
from qa.index.engine import Snapshot


def scope_of(document: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """The documents to ask, each once; None for all.

    Raises:
        UsageError: a name is not text, or there is none in a list of names.
    """
    if document is None:
        return None
    names = (document,) if isinstance(document, str) else document
    if not isinstance(names, list | tuple | set | frozenset):
        raise UsageError(f"document must be text, or several in a list, not {type(document).__name__}")
    for name in names:
        check_text("document", name)
    if not names:
        raise UsageError("document: the list names none; leave it out to ask all", remedy=Remedy.LIST_DOCUMENTS)
    return tuple(dict.fromkeys(names))


def check_scope(snapshot: Snapshot, scope: tuple[str, ...] | None) -> None:
    """Refuse the name of a document that the index does not have."""
    for doc_id in scope or ():
        if snapshot.title(doc_id) is None:
            raise UnknownDocumentError(doc_id)
