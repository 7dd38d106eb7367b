"""`qa import` and `qa match`: one list of proposals with reasons, a question, and what became of each."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING

from qa.cli.terminal import counted, opened, progress, width
from qa.cli.upkeep import build_and_tell
from qa.errors import UsageError
from qa.export.answers import printable

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus
    from qa.library.proposals import LibraryMatch, LibraryProposal
    from qa.library.taking import TakenProposal

_MOST_LINES = 30
"""Works without a note, and lines on what was not read, that are listed one by one."""


def import_library(options: argparse.Namespace) -> int:
    """A reference manager's file, or Zotero's data folder."""
    corpus = opened(options)
    found = corpus.match_library(options.path, files=options.files, encoding=options.encoding)
    return _go_on(corpus, found, options, correct=options.correct)


def match_folder(options: argparse.Namespace) -> int:
    """A folder of files."""
    corpus = opened(options)
    return _go_on(corpus, corpus.match_folder(options.path, progress=progress()), options, correct=False)


def _go_on(corpus: Corpus, found: LibraryMatch, options: argparse.Namespace, *, correct: bool) -> int:
    if options.json:
        from qa.library.proposals_json import match_to_dict

        print(json.dumps(match_to_dict(found), ensure_ascii=False))
        return 0
    print(printable(_listed(found, correct=correct)))
    chosen = _chosen(found, options, correct=correct)
    if not chosen:
        return 0
    taken = corpus.take(chosen, correct=correct)
    for each in taken:
        print(printable(_became(each)), file=sys.stderr if each.problem else sys.stdout)
    if any(each.document or each.corrected for each in taken):
        build_and_tell(corpus)
    return 1 if any(each.problem for each in taken) else 0


def _chosen(found: LibraryMatch, options: argparse.Namespace, *, correct: bool) -> list[LibraryProposal]:
    """What the person says yes to; nothing where nobody can be asked."""
    useful = [p for p in found.open if p.text or correct]
    if options.take:
        wanted = _numbers(options.take)
        if unknown := sorted(wanted - {p.number for p in useful}):
            raise UsageError(f"--take {options.take}: there is nothing to take in row {unknown[0]}")
        return [p for p in useful if p.number in wanted]
    ready = [p for p in useful if p.chosen]
    if options.yes or not ready or options.dry_run:
        return ready if options.yes and not options.dry_run else []
    if not sys.stdin.isatty():
        print(f"nothing was added; to take {counted(len(ready), 'row')}, add --yes, or --take with their numbers")
        return []
    said = input(f"Take {counted(len(ready), 'sure or likely row')}? [y/N, or numbers as 1,3-5] ").strip().casefold()
    if said[:1].isdigit():
        wanted = _numbers(said)
        return [p for p in useful if p.number in wanted]
    return ready if said in ("y", "yes") else []


def _numbers(said: str) -> set[int]:
    found: set[int] = set()
    for part in said.split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdecimal() and len(end) < 7 for end in ends):
            raise UsageError(f"{said[:40]!r}: not numbers of rows; write them as 1,3-5")
        found.update(range(int(ends[0]), int(ends[1]) + 1))
    return found


def _listed(found: LibraryMatch, *, correct: bool) -> str:
    """Every proposal, what is not clear, what no note names, and what was not read."""
    lines: list[str] = []
    for proposal in found.proposals:
        labels = ", ".join(proposal.labels[:6]) + (" …" if len(proposal.labels) > 6 else "")
        lines.append(f"{proposal.number:3}  {proposal.sureness}  {proposal.work.name[:120]}")
        lines += _told(f"footnote {labels}: {proposal.reason}")
        lines += _told(_what(proposal, correct=correct))
    if not found.proposals:
        lines.append("No note names a work of it.")
    for head, rows in (
        ("Not clear, so not proposed:", [f"{each.work.name[:80]}: {each.reason}" for each in found.unclear]),
        ("Named by no note:", [f"{work.name[:100]} ({work.place[:60]})" for work in found.unmatched]),
        ("Not read:", list(found.told)),
    ):
        if rows:
            more = [f"  and {len(rows) - _MOST_LINES:,} more"] if len(rows) > _MOST_LINES else []
            lines += ["", head, *(f"  {row}" for row in rows[:_MOST_LINES]), *more]
    return "\n".join(lines)


def _told(line: str) -> list[str]:
    return textwrap.wrap(line, width() - 5, initial_indent="     ", subsequent_indent="     ")


def _what(proposal: LibraryProposal, *, correct: bool) -> str:
    """What would be done."""
    if proposal.held:
        text = f"held already, as {proposal.held}"
    elif proposal.text:
        text = f"would add {proposal.text.name}"
    else:
        text = "no file that can be read"
    names = ", ".join(name for name, _ in proposal.fields)
    if not names:
        return text
    return f"{text}; {'would correct' if correct else 'with --correct:'} {names}"


def _became(taken: TakenProposal) -> str:
    row = f"row {taken.proposal.number}"
    if taken.problem:
        return f"{row}: left out: {taken.problem}"
    text = f"added {taken.document} as the text of {', '.join(taken.proposal.labels)}" if taken.document else ""
    fields = f"corrected {', '.join(taken.corrected)}" if taken.corrected else ""
    return f"{row}: {'; '.join(part for part in (text, fields) if part)}"
