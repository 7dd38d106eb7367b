"""The commands about footnotes and the sources that they name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, width
from qa.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from qa.types import Document


def footnotes(options: argparse.Namespace) -> int:
    """Print the integrity report of a file, of a document, or of all reports; problems are no failure."""
    from qa.integrity import examine_footnotes, footnotes_to_text

    reports = [examine_footnotes(document) for document in _documents(options)]
    if options.json:
        single = options.file or options.document
        print(json.dumps(reports[0] if single else reports, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(footnotes_to_text(report, width()) for report in reports))
    return 0


def sources(options: argparse.Namespace) -> int:
    """List the sources that the footnotes name."""
    from qa.answer import source_to_dict
    from qa.render import describe, printable

    corpus = opened(options)
    found = corpus.sources()
    if options.json:
        print(json.dumps([source_to_dict(source) for source in found], ensure_ascii=False, indent=1))
        return 0
    for source in found:
        count = len(corpus.statements(source.source_id))
        line = f"{source.source_id}  {source.kind.value}, {source.language or 'language unknown'}: {describe(source)}"
        print(printable(f"{line}; {count} statement{'' if count == 1 else 's'}"))
    return 0


def _documents(options: argparse.Namespace) -> list[Document]:
    if options.file and options.document:
        raise UsageError("give a document of the corpus, or --file PATH for any other file, not both")
    if options.file:
        from qa.corpus import make_doc_id
        from qa.parse import parse_file

        path = Path(options.file)
        return [parse_file(path, make_doc_id(path.name))]
    corpus = opened(options)
    if options.document:
        return [corpus.document(options.document)]
    reports = [str(row["doc_id"]) for row in corpus.documents() if row["kind"] == "report"]
    return [corpus.document(doc_id) for doc_id in reports]
