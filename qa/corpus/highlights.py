"""What people highlight: JSON Lines in the corpus folder, to which lines are added and none is changed.

Of several lines about one stretch the last counts; one that says `removed` takes the others back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.corpus.said_lines import LONGEST_REMARK, append_said, check_remark, read_said
from qa.types.document import Span
from qa.types.highlight import Highlight

HIGHLIGHTS = "_highlights.jsonl"


def read_highlights(folder: Path) -> tuple[Highlight, ...]:
    """What counts now, in the order of documents and places; a line that does not fit is left out, with a warning.

    Raises:
        CorpusError: the file is too large, or a link that leads elsewhere.
    """
    found: dict[tuple[str, Span], Highlight] = {}
    for highlight, is_removed in read_said(folder / HIGHLIGHTS, _from_row, "a highlight"):
        if is_removed:
            found.pop(highlight.key, None)
        else:
            found[highlight.key] = highlight
    return tuple(found[key] for key in sorted(found))


def write_highlight(folder: Path, highlight: Highlight, *, removed: bool = False) -> Highlight:
    """Add a line, with the time; `removed` takes back what was said before.

    Raises:
        UsageError: the note is too long.
        CorpusError: it cannot be written.
    """
    check_remark("note", highlight.note)
    highlight = replace(highlight, at=datetime.now(UTC).isoformat(timespec="seconds"))
    append_said(folder / HIGHLIGHTS, {**highlight.to_dict(), **({"removed": True} if removed else {})})
    return highlight


def _from_row(row: Mapping[str, Any]) -> tuple[Highlight, bool]:
    start, end = row["start"], row["end"]
    texts = row["document"], row["quote"], row.get("note") or "", row["at"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError("place")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("text")
    document, quote, note, at = texts
    if not quote:
        raise ValueError("quote")
    return Highlight(document, Span(start, end), quote, note[:LONGEST_REMARK], at), row.get("removed") is True
