"""The audit in the shell: the table of footnoted statements with what their sources say, and a person's judgement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, progress, width
from qa.errors import UsageError
from qa.files import write_whole
from qa.writer.settings import NO_WRITER

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from qa.api import Corpus
    from qa.types.audit import Audit


def audit(options: argparse.Namespace) -> int:
    """Print the audit of a report, or of all; or keep a judgement of one statement."""
    corpus = opened(options)
    if options.judge or options.remark is not None:
        return _judge(corpus, options)
    only, asks = frozenset(options.only or ()), options.writer not in (None, NO_WRITER)
    audits = [_only(audit, only) for audit in corpus.audit(options.document, ask_model=asks, progress=progress())]
    if options.json:
        rows = [audit.to_dict() for audit in audits]
        print(json.dumps(rows[0] if options.document else rows, ensure_ascii=False, indent=1))
    elif options.csv or options.html:
        print(_exported(corpus, audits, "csv" if options.csv else "html").decode(), end="")
    elif options.docx:
        write_whole(Path(options.docx), _exported(corpus, audits, "docx"))
    else:
        from qa.cli.audit_text import audit_to_text

        titles = {info.doc_id: info.title for info in corpus.documents()}
        print("\n\n".join(audit_to_text(audit, titles, width()) for audit in audits))
    return 0


def _exported(corpus: Corpus, audits: Sequence[Audit], form: str) -> bytes:
    if len(audits) != 1:
        names = ", ".join(audit.document for audit in audits)
        raise UsageError(f"--{form} is for one document; name one of: {names}" if names else "there is no report")
    return corpus.export_audit(audits[0], form)


def _only(audit: Audit, verdicts: frozenset[str]) -> Audit:
    from dataclasses import replace

    if not verdicts:
        return audit
    return replace(audit, statements=tuple(s for s in audit.statements if s.verdict in verdicts))


def _judge(corpus: Corpus, options: argparse.Namespace) -> int:
    if not options.statement:
        raise UsageError("name the statement with --statement KEY, as qa audit prints it")
    judgement = corpus.judge(
        options.statement, None if options.judge == "none" else options.judge, options.remark or ""
    )
    from qa.export.audit_words import describe_judgement

    nothing = judgement.opinion is None and not judgement.remark
    print(f"{options.statement}: {'taken back' if nothing else describe_judgement(judgement)}")
    return 0
