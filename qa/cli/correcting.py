"""Correcting what is known of a source: `qa sources --set 6 title="…" date=2024-02-16`, and taking it back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from qa.cli.upkeep import build_and_tell
from qa.corpus.source_fields import check_fields
from qa.errors import UsageError
from qa.export.answers import printable

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus


def correct_or_take_back(corpus: Corpus, options: argparse.Namespace) -> int:
    """Set or unset fields of one source, and index what it says now."""
    if options.set and options.unset:
        raise UsageError("give --set or --unset, not both")
    if len(options.document) > 1:
        raise UsageError("--document: a correction is of one document; give it once")
    document = next(iter(options.document), None)
    label, *rest = options.set or options.unset
    if options.set:
        source_id = corpus.correct_source(label, document=document, **check_fields(_pairs(rest)))
        print(printable(f"corrected {source_id}; to take it back, run: qa sources --unset {shlex.quote(source_id)}"))
    else:
        names = corpus.uncorrect_source(label, *rest, document=document)
        print(printable(f"taken back of footnote {label}: {', '.join(names)}"))
    return build_and_tell(corpus)


def _pairs(given: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"--set: {each!r} is no field with its value; write it as title='…'")
        if name in found:
            raise UsageError(f"--set: `{name}` is given twice; several authors are set as author='A; B'")
        found[name] = value
    return found
