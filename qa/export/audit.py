"""An audit as the text of a file."""

from __future__ import annotations

from collections.abc import Mapping

from qa.export.audit_page import audit_to_html
from qa.export.audit_table import audit_to_csv
from qa.types.audit import Audit

AUDIT_FORMATS = ("csv", "html")


def export_audit(audit: Audit, form: str, titles: Mapping[str, str]) -> str:
    """The audit as `csv` or `html`; `titles` are the documents', by identifier."""
    return audit_to_csv(audit) if form == "csv" else audit_to_html(audit, titles)
