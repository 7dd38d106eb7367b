"""What tells a statement from others: the same in every index, and for every version of a document that has its words."""

from __future__ import annotations

import hashlib


def statement_key(doc_id: str, quote: str) -> str:
    """16 hex digits of a statement's words in a document."""
    words = " ".join(quote.split())
    return hashlib.sha256(f"{doc_id}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
