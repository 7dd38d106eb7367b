"""Sources that cannot be compared with a statement, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from qa.export.answers import name_source
from qa.language.codes import language_name
from qa.types.audit import AuditedSource, AuditVerdict
from qa.types.source import Holding, Source

NO_SENTENCES = "its text has no sentences that can be read"


def unread(source: Source, label: str, verdict: AuditVerdict, reason: str | None = None) -> AuditedSource:
    """A source whose text was not read."""
    return AuditedSource(source.source_id, label, name_source(source), verdict, reason=reason)


def find_unread(doc_id: str, label: str, source: Source) -> AuditedSource | None:
    """A source of a document as one that has no text to be read, or None where it has."""
    if source.holding is Holding.UNPUBLISHED:
        return unread(source, label, AuditVerdict.UNCHECKED, "an interview has no published text")
    # No document is its own source.
    if source.document is None or source.document == doc_id:
        return unread(source, label, AuditVerdict.NOT_HELD)
    return None


def two_languages(doc_id: str, source: Source, languages: Mapping[str, str | None]) -> tuple[str, str] | None:
    """The language of a document and of its source's text, where they differ; `languages` are the documents' codes."""
    ours, theirs = languages.get(doc_id), languages.get(source.document or "")
    return (ours, theirs) if ours and theirs and ours != theirs else None


def name_languages(ours: str, theirs: str) -> str:
    """“its text is in Spanish, the statement in English”."""
    return f"its text is in {language_name(theirs)}, the statement in {language_name(ours)}"
