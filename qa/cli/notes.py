"""The commands about footnotes, the sources that they name, and what rests on these."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, width
from qa.errors import UsageError
from qa.regex import regex

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from qa.api import Corpus
    from qa.citation.ledger import Ledger, Statement
    from qa.references.filters import Filter
    from qa.types.document import Document

_DATE = regex(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def footnotes(options: argparse.Namespace) -> int:
    """Print the integrity report of a file, of a document, or of all reports; problems do not make it fail."""
    if options.file:
        from qa.parse import prepare_child

        prepare_child()
    from qa.cli.tables import footnotes_to_text
    from qa.footnotes.integrity import examine_footnotes

    reports = [examine_footnotes(document) for document in _documents(options)]
    if options.json:
        single = options.file or options.document
        rows = [report.to_dict() for report in reports]
        print(json.dumps(rows[0] if single else rows, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(footnotes_to_text(report, width()) for report in reports))
    return 0


def sources(options: argparse.Namespace) -> int:
    """List the sources that the footnotes name and that fit the filters."""
    from qa.types.json_form import json_of

    corpus = opened(options)
    if options.set or options.unset:
        from qa.cli.correcting import correct_or_take_back

        return correct_or_take_back(corpus, options)
    for doc_id in options.document or ():
        corpus.document(doc_id)  # refuses what there is not
    found = corpus.sources(_filter(options), comments=options.all)
    resting = corpus.statements_by_source()
    found = tuple(s for s in found if len(resting.get(s.source_id, ())) >= options.min_statements)
    if options.export:
        from qa.export import export

        print(export(found, options.export), end="")
    elif options.json:
        rows = [{**json_of(s), "statements": len(resting.get(s.source_id, ()))} for s in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        from qa.cli.tables import sources_to_text

        print(sources_to_text(found, {key: len(value) for key, value in resting.items()}, width()))
    return 0


def rests(options: argparse.Namespace) -> int:
    """List the statements that rest on a source, or that rest on nothing, on interviews only …; else the shares."""
    from qa.citation.shares import make_shares

    if options.source and options.on:
        raise UsageError("give a source, or --on BASIS, not both")
    corpus = opened(options)
    if options.source:
        return _print_statements(*_resting_on(corpus, options.source), options)
    ledger = corpus.ledger(options.document)
    if options.on:
        found = _having(ledger, options.on)
        share = f" of {len(ledger.statements)}" if ledger.statements else ""
        return _print_statements(f"{options.on}: {len(found)}{share} statements", found, options)
    shares = make_shares(ledger)
    if options.json:
        print(json.dumps(asdict(shares), ensure_ascii=False, indent=1))
    else:
        from qa.cli.tables import shares_to_text

        print(shares_to_text(shares))
    return 0


def _resting_on(corpus: Corpus, name: str) -> tuple[str, tuple[Statement, ...]]:
    from qa.export.answers import describe_source

    matches = corpus.find_sources(name)
    found = corpus.ledger().resting_on(source.source_id for source in matches)
    return "\n".join(f"{source.source_id}  {describe_source(source)}" for source in matches), found


def _having(ledger: Ledger, name: str) -> tuple[Statement, ...]:
    from qa.citation.ledger import Basis
    from qa.types.source import SourceKind

    return ledger.having(Basis(name)) if name in list(Basis) else ledger.resting_on_kind(SourceKind(name))


def _print_statements(head: str, found: Sequence[Statement], options: argparse.Namespace) -> int:
    from qa.citation.ledger import statement_to_dict
    from qa.cli.tables import statements_to_text

    if options.json:
        print(json.dumps([statement_to_dict(statement) for statement in found], ensure_ascii=False, indent=1))
    else:
        print(statements_to_text(head, [statement.citation for statement in found], width()))
    return 0


def _filter(options: argparse.Namespace) -> Filter:
    from qa.references.filters import Filter

    for name, value in (("--year", options.year), ("--since", options.since), ("--until", options.until)):
        if value and not _DATE.fullmatch(value):
            raise UsageError(f"{name} {value}: not a date; write 2024, 2024-02 or 2024-02-12")
    return Filter(
        kinds=tuple(options.kind),
        languages=tuple(options.language),
        holdings=tuple(holding.replace("-", " ") for holding in options.holding),
        documents=tuple(options.document),
        since=options.since or options.year,
        until=options.until or options.year,
    )


def _documents(options: argparse.Namespace) -> list[Document]:
    from qa.types.document import DocumentKind

    if options.file and options.document:
        raise UsageError("give a document of the corpus, or --file PATH for any other file, not both")
    if options.file:
        from qa.corpus.manifest import make_doc_id
        from qa.parse import parse_file

        path = Path(options.file)
        return [parse_file(path, make_doc_id(path.name), encoding=options.encoding)]
    corpus = opened(options)
    if options.document:
        return [corpus.document(options.document)]
    return [corpus.document(info.doc_id) for info in corpus.documents() if info.kind is DocumentKind.REPORT]
