"""Documents, their footnotes, sources, statements and shares, as text and tables for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from qa.citation.shares import Shares
from qa.cli.terminal import counted
from qa.export.answers import context_lines, name_maker, printable, wrap
from qa.export.voices import describe_voice
from qa.footnotes.integrity import FootnoteReport
from qa.types.answer import Citation
from qa.types.source import Source


def footnotes_to_text(report: FootnoteReport, width: int = 100) -> str:
    """The report as a table: label, the words before the marker, how its note begins; and the problems below."""
    markers, problems = report.markers, report.problems
    lines = [
        report.title,
        f"{report.document}: {counted(len(markers), 'marker')}, {counted(len(report.footnotes), 'note')}, "
        f"{counted(len(problems), 'problem') if problems else 'no problems'}",
    ]
    label = max([len(marker.label) for marker in markers] + [4])
    column = max((width - label - 4) // 2, 16)
    if markers:
        lines += ["", f"{'note':{label}}  {'stands after':{column}}  names"]
    for marker in markers:
        before = marker.before.replace("\n", " ")
        note = textwrap.shorten(marker.note or "—", column, placeholder=" …")
        lines.append(f"{marker.label:{label}}  {_tail(before, column):{column}}  {note}".rstrip())
    if problems:
        lines += ["", *(f"! {p.message} ({p.kind})" for p in problems)]
    return printable("\n".join(lines))


def sources_to_text(sources: Sequence[Source], statements: Mapping[str, int], width: int = 100) -> str:
    """A line for each source, in columns, and its title or note below."""
    rows = [
        (
            source.source_id,
            "comment" if source.is_comment else source.kind.value,
            source.issued or "no date",
            source.language or "?",
            f"({source.holding})" if not source.is_comment else "",
            counted(statements.get(source.source_id, 0), "statement"),
            f"corrected: {', '.join(source.corrected)}" if source.corrected else "",
        )
        for source in sources
    ]
    columns = [max((len(row[i]) for row in rows), default=0) for i in range(7)]
    lines = []
    for source, row in zip(sources, rows, strict=True):
        lines.append("  ".join(f"{cell:{size}}" for cell, size in zip(row, columns, strict=True)).rstrip())
        title = " — ".join(dict.fromkeys([name_maker(source), *([source.title] if source.title else [])]))
        same = f" (the same work as {source.same_as})" if source.same_as else ""
        lines += wrap(textwrap.shorten(f"{title}{same}", 2 * width, placeholder=" …"), width, "    ", "    ")
    lines.append(counted(len(sources), "source"))
    return printable("\n".join(lines))


def statements_to_text(head: str, statements: Sequence[Citation], width: int = 100) -> str:
    """Statements, each with where it stands, its footnotes, and whose words it is."""
    lines = [head]
    for citation in statements:
        lines += ["", *context_lines(citation, width), *wrap(f"“{citation.quote}”", width, "  ", "  ")]
        notes = ", ".join(link.label for link in citation.footnotes)
        near = ", ".join(link.label for link in citation.nearby_footnotes)
        said = (
            [f"footnote {notes}"] if notes else [f"footnote {near} later in the paragraph (inferred)"] if near else []
        )
        said += [voice] if (voice := describe_voice(citation)) else []
        where = f"{citation.document}, {citation.span.start}–{citation.span.end}"
        lines.append("      " + "; ".join([where, *said]))
    return printable("\n".join([*lines, *([] if statements else ["", "  none"])]))


def shares_to_text(found: Shares) -> str:
    """What share of the statements rests on what, and how the sources are spread over the years."""
    names = {
        "with-marker": "with a footnote",
        "several-sources": "  on several sources",
        "single-source": "  on a single source",
        "interviews-only": "  on interviews only",
        "comment-only": "  on a note that names no source",
        "unlinked": "  on a marker without a note",
        "paragraph": "inferred: a footnote later in the paragraph",
        "nothing": "on nothing",
    }
    lines = [f"{counted(found.statements, 'statement')}, {counted(found.sources, 'source')}", ""]
    for key, name in names.items():
        lines.append(f"{found.counts[key]:6}  {found.shares[key]:6.1%}  {name}")
    if found.timeline:
        lines += ["", "Sources by year:"]
    for year in found.timeline:
        kinds = ", ".join(f"{count} {kind}" for kind, count in year.kinds.items())
        lines.append(f"  {year.year}  {'▪' * min(year.sources, 40)} {year.sources} ({kinds})")
    if found.undated:
        lines.append(f"  no date  {found.undated}")
    return "\n".join(lines)


def _tail(text: str, width: int) -> str:
    """The last words of a text that fit."""
    if len(text) <= width:
        return text
    cut = text[-(width - 2) :]
    return f"… {cut.partition(' ')[2] or cut}"
