"""The command that checks saved answers against the corpus as it is now."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.cli.remedies import shell_remedy
from qa.cli.terminal import counted, opened, progress, width
from qa.errors import Remedy, UsageError
from qa.export.answers import printable, wrap
from qa.json_lines import read_json_lines
from qa.regex import regex

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus
    from qa.citation.recheck import AnswerCheck, CitationCheck, PartCheck
    from qa.types.answer import Answer

_NUMBER = regex(r"\d+")


def check(options: argparse.Namespace) -> int:
    """Check each saved answer; 1 when anything that they cite is broken."""
    from qa.citation.recheck import CheckOutcome
    from qa.types.answer_json import answers_from_dict

    read = read_json_lines(options.answer, answers_from_dict, "a saved answer", strict=True, remedy=Remedy.SAVE_ANSWERS)
    answers = [answer for several in read for answer in several]
    if not answers:
        raise UsageError(f"{options.answer}: holds nothing", remedy=Remedy.SAVE_ANSWERS)
    corpus = opened(options)
    if corpus.entries() and corpus.stale() is not None:
        for line in corpus.build(progress=progress()).skipped:
            print(f"left out: {line}", file=sys.stderr)
    altered = _compare(corpus, answers)
    reports = [corpus.check(answer) for answer in answers]
    for report in reports:
        if options.json:
            print(json.dumps(report.to_dict(), ensure_ascii=False))
        else:
            print(printable("\n".join([f"── {' '.join(report.question.split())}", *_table(report), ""])))
    if not options.json:
        print(printable(_summary(reports)))
    return 1 if altered or any(report.outcome is CheckOutcome.BROKEN for report in reports) else 0


def _compare(corpus: Corpus, answers: Sequence[Answer]) -> bool:
    """Compare the documents that the answers quote with their files, and tell where the index says something else."""
    quoted = dict.fromkeys(doc_id for answer in answers for doc_id in answer.documents())
    held = {info.doc_id for info in corpus.documents()}
    wanted = [doc_id for doc_id in quoted if doc_id in held]
    altered = corpus.compare(wanted, progress=progress()) if wanted else ()
    for found in altered:
        print(f"{found}; what is told below is by the file; {shell_remedy(Remedy.REBUILD_INDEX)}", file=sys.stderr)
    return bool(altered)


def _table(report: AnswerCheck) -> Iterator[str]:
    """A line for each citation, and below it what of its footnotes and context does not plainly hold."""
    for citation in report.citations:
        said = [f"{citation.document}, {citation.span.start}–{citation.span.end}", citation.words]
        said += [part.name for part in citation.parts if not part.words and part.name.startswith("footnote")]
        lead = f"{citation.outcome:6}  {_number(citation):13}  {'; '.join(filter(None, said))}: "
        quote = textwrap.shorten(citation.quote, max(width() - len(lead) - 2, 24), placeholder=" …")
        yield f"{lead}“{quote}”"
        yield from _told(citation.parts)
    yield from _told([*([report.short_answer] if report.short_answer else []), *report.sources])


def _told(parts: Sequence[PartCheck]) -> Iterator[str]:
    for part in parts:
        if part.words:
            yield from wrap(f"{part.outcome:6}  {part.name}: {part.words}", width(), " " * 8, " " * 16)


def _number(citation: CitationCheck) -> str:
    """`claims[1].citations[0].support[2]` → `2.1 support 3`."""
    numbers = [int(number) + 1 for number in _NUMBER.findall(citation.at)]
    if len(numbers) == 1:
        return f"nearest {numbers[0]}"
    support = f" support {numbers[2]}" if len(numbers) > 2 else ""
    return f"{numbers[0]}.{numbers[1]}{support}"


def _summary(reports: Sequence[AnswerCheck]) -> str:
    counts = {"holds": 0, "moved": 0, "broken": 0}
    for report in reports:
        for outcome, count in report.counts().items():
            counts[outcome] += count
    answers = f"{counted(len(reports), 'answer')}, " if len(reports) > 1 else ""
    rest = [part for report in reports for part in (report.short_answer, *report.sources) if part]
    besides = [part.name for part in rest if part.outcome == "broken"]
    more = f"; broken besides: {', '.join(besides[:5])}{' …' if len(besides) > 5 else ''}" if besides else ""
    return (
        f"{answers}{counted(sum(counts.values()), 'citation')}: {counts['holds']} hold, {counts['moved']} moved, "
        f"{counts['broken']} broken{more}"
    )
