"""Sources that cannot be compared with a statement, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.export.answers import name_source
from qa.language.codes import language_code, language_name
from qa.types.audit import AuditedSource, AuditVerdict
from qa.types.source import Holding, Source

if TYPE_CHECKING:
    from qa.index.read import Snapshot

NO_SENTENCES = "its text has no sentences that can be read"


def unread(source: Source, label: str, verdict: AuditVerdict, reason: str | None = None) -> AuditedSource:
    """A source whose text was not read."""
    return AuditedSource(source.source_id, label, name_source(source), verdict, reason=reason)


def find_unread(snapshot: Snapshot, doc_id: str, label: str, source: Source) -> AuditedSource | None:
    """A source of a document as one whose text cannot be read, or None where it can."""
    if source.holding is Holding.UNPUBLISHED:
        return unread(source, label, AuditVerdict.UNCHECKED, "an interview has no published text")
    # No document is its own source.
    if source.document is None or source.document == doc_id:
        return unread(source, label, AuditVerdict.NOT_HELD)
    ours, theirs = _language(snapshot, doc_id), _language(snapshot, source.document)
    if ours and theirs and ours != theirs:
        reason = f"its text is in {language_name(theirs)}, the statement in {language_name(ours)}"
        return unread(source, label, AuditVerdict.UNCHECKED, reason)
    return None


def _language(snapshot: Snapshot, doc_id: str) -> str | None:
    info = next((info for info in snapshot.documents() if info.doc_id == doc_id), None)
    return language_code(info.language) if info else None
