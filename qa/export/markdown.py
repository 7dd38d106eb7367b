"""Sources → Markdown: a list of works, each with the note that names it as a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from qa.export.answers import escape_markdown, format_date
from qa.types.source import Source


def works_to_markdown(works: Sequence[Source]) -> str:
    """A list of works with footnotes that say where each is named, in the note's own words."""
    lines = [f"- {escape_markdown(_work(work))}[^{i}]" for i, work in enumerate(works, start=1)]
    notes = [f"[^{i}]: {escape_markdown(_note(work))}" for i, work in enumerate(works, start=1)]
    return "\n".join([*lines, "", *notes]).strip() + "\n"


def _work(work: Source) -> str:
    title = f"Interview with {work.interviewee}" if work.interviewee else work.title or work.reference
    makers = [*work.authors, title, work.container, work.publisher]
    parts = [*dict.fromkeys(part for part in makers if part), format_date(work.issued) if work.issued else None]
    state = ", ".join([work.kind.value.replace("-", " "), *([work.language] if work.language else []), work.holding])
    return f"{', '.join(part for part in parts if part)} ({state})"


def _note(work: Source) -> str:
    return f"{work.doc_id}, footnote {work.label}: {work.reference}"
