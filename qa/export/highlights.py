"""Highlights as files: JSON Lines, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from itertools import groupby

from qa.export.answers import escape_markdown
from qa.export.audit_table import harmless_cell
from qa.types.highlight import Highlight

HIGHLIGHT_FORMATS = ("markdown", "csv", "jsonl")


def export_highlights(highlights: Sequence[Highlight], form: str, titles: Mapping[str, str]) -> str:
    """All of them in one of `HIGHLIGHT_FORMATS`."""
    if form == "jsonl":
        return "".join(f"{json.dumps(found.to_dict(), ensure_ascii=False)}\n" for found in highlights)
    return _to_csv(highlights) if form == "csv" else _to_markdown(highlights, titles)


def _to_csv(highlights: Sequence[Highlight]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("document", "start", "end", "quote", "note", "at"))
    for found in highlights:
        row = (found.document, found.span.start, found.span.end, found.quote, found.note, found.at)
        writer.writerow([harmless_cell(str(cell)) for cell in row])
    return file.getvalue()


def _to_markdown(highlights: Sequence[Highlight], titles: Mapping[str, str]) -> str:
    parts = []
    for doc_id, found in groupby(highlights, key=lambda highlight: highlight.document):
        parts.append(f"## {escape_markdown(titles.get(doc_id, doc_id))}\n")
        parts += [_quote_and_note(highlight) for highlight in found]
    return "\n".join(parts)


def _quote_and_note(highlight: Highlight) -> str:
    quote = f"> {escape_markdown(' '.join(highlight.quote.split()))}\n"
    return f"{quote}\n{escape_markdown(highlight.note)}\n" if highlight.note else quote
