"""What a child that parses gives back, or how it ended: a document that was checked, or one line."""

from __future__ import annotations

import json
import logging
import signal

from qa.errors import DocumentError, Remedy
from qa.parse.limits import MAX_MEMORY, OUT_OF_MEMORY, STALLED
from qa.types.document import Document
from qa.types.document_check import check_document
from qa.types.document_json import json_to_document

_log = logging.getLogger(__name__)
_MOST_WORDS = 1000
TIME_IS_UP = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else STALLED
"""The status of a child that the system ended for its processor time."""


def read_document(reply: bytes, doc_id: str) -> Document:
    """The document that came.

    Raises:
        ValueError: it is none, or another; TypeError, KeyError, AttributeError, RecursionError: the same.
    """
    document = json_to_document(reply.decode("ascii"))
    check_document(document)
    if document.doc_id != doc_id:
        raise ValueError("another document's identifier")
    return document


def read_failure(reply: bytes, name: str) -> DocumentError:
    """What the parser said of the file."""
    try:
        failure = json.loads(reply)
        message, remedy = str(failure["message"])[:_MOST_WORDS], failure.get("remedy")
        failed = {str(key): str(value)[:_MOST_WORDS] for key, value in failure.get("failed", {}).items()}
        if trace := failure.get("trace"):
            _log.debug("%s", trace)
        return DocumentError(message, remedy=Remedy(remedy) if remedy else None, **failed)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return DocumentError(f"{name}: {reason_for('what it gave back is no message')}")


def reason_for(status: int | str) -> str:
    """Why there is no document, by the status with which the child ended, or in words."""
    if status in (STALLED, TIME_IS_UP):
        return "reading it takes too long, it may be damaged; open it in a viewer and save it again"
    if status == OUT_OF_MEMORY:
        return f"reading it takes more than {MAX_MEMORY // 2**20:,} MB of memory; split the file"
    why = f"exit {status}" if isinstance(status, int) else status
    return f"damaged, it crashes the parser ({why}); open it in a viewer and save it again"
