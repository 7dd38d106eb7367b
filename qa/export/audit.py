"""An audit as a file."""

from __future__ import annotations

from collections.abc import Mapping

from qa.export.audit_page import audit_to_html
from qa.export.audit_table import audit_to_csv
from qa.export.audit_word import audit_to_word
from qa.types.audit import Audit

AUDIT_FORMATS = ("csv", "html", "docx")


def export_audit(audit: Audit, form: str, titles: Mapping[str, str]) -> bytes:
    """The audit as `csv`, `html` (both in UTF-8) or `docx`; `titles` are the documents', by identifier."""
    if form == "docx":
        return audit_to_word(audit, titles)
    return (audit_to_csv(audit) if form == "csv" else audit_to_html(audit, titles)).encode("utf-8", "replace")
