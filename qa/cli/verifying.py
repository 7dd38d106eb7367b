"""The command that checks a text which was written elsewhere against its sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, progress, width

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from qa.types.draft import CheckedSentence, DraftCheck


def verify(options: argparse.Namespace) -> int:
    """Print what is wrong with each sentence of a file; 1 when something is."""
    if options.sources is None:
        return _print(opened(options).verify(options.file, progress=progress()), options)
    from qa.api import verify_text
    from qa.parse import read_bytes

    text = read_bytes(Path(options.file))
    check = verify_text(text, options.sources, name=options.file, reader=options.reader, progress=progress())
    return _print(check, options)


def _print(check: DraftCheck, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(check.to_dict(), ensure_ascii=False, indent=1))
    else:
        print(_text(check, width(), everything=options.all))
    return 0 if check.passes else 1


def _text(check: DraftCheck, columns: int, *, everything: bool) -> str:
    from qa.export.answers import printable, wrap
    from qa.export.draft_words import describe_draft
    from qa.types.draft import DraftVerdict

    lines = [f"{describe_draft(check)}."]
    if check.unread:
        lines += wrap(f"Compared by rules alone: {check.unread}.", columns)
    for sentence in check.sentences:
        if everything or sentence.verdict is DraftVerdict.FAILS:
            lines += ["", *_sentence(sentence, columns)]
    return printable("\n".join(lines))


def _sentence(sentence: CheckedSentence, columns: int) -> Iterator[str]:
    from qa.export.answers import wrap
    from qa.export.draft_words import describe_failure
    from qa.types.draft import DraftVerdict

    sign = {DraftVerdict.PASSES: "✓", DraftVerdict.FAILS: "✕", DraftVerdict.NO_CLAIM: "·"}[sentence.verdict]
    yield from wrap(f"{sign} {' '.join(sentence.text.split())}", columns, "", "  ")
    for failure in sentence.failures:
        yield from wrap(f"{failure.fault}: {describe_failure(failure)}", columns, "    ", "      ")
    if sentence.passage:
        yield from wrap(
            f"“{' '.join(sentence.passage.quote.split())}” ({sentence.passage.document})", columns, "    ", "    "
        )
