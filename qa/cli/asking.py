"""The commands that ask the corpus and read in it."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, width
from qa.errors import UsageError
from qa.types.answer import Voice

if TYPE_CHECKING:
    import argparse


def ask(options: argparse.Namespace) -> int:
    """Answer one question, or each of a batch."""
    from qa.export.answers import answer_to_text

    if (options.question is None) == (options.batch is None):
        raise UsageError('give one question, or --batch FILE; for example: qa ask "What does footnote 1 cite?"')
    corpus = opened(options)
    if options.document is not None:
        # A document that is not there fails a batch at once, not question by question.
        corpus.document(options.document)
    if options.batch is None:
        answers = [corpus.ask(options.question, document=options.document)]
    else:
        answers = corpus.ask_all(_read_batch(options.batch), document=options.document)
    if options.export not in (None, "markdown"):
        from qa.export import export

        print(export([source for answer in answers for source in answer.sources], options.export), end="")
        return 0
    for answer in answers:
        if options.json:
            print(json.dumps(answer.to_dict(), ensure_ascii=False))
        elif options.markdown or options.export == "markdown":
            print(answer.to_markdown())
        else:
            if options.batch is not None:
                print(f"\n── {answer.question}\n")
            print(answer_to_text(answer, width()))
    return 0


def show(options: argparse.Namespace) -> int:
    """Print a document's text with its markers; of a paragraph, also whose words each sentence is."""
    from qa.cli.tables import document_to_text
    from qa.export.answers import describe_voice, printable

    corpus = opened(options)
    print(printable(document_to_text(corpus.document(options.document), options.at)))
    if options.at is not None:
        for citation in corpus.sentences_at(options.document, options.at):
            voice = describe_voice(citation) or (
                "cited" if citation.voice is Voice.CITED else "the document’s own statement"
            )
            print(printable(f"\n  “{textwrap.shorten(citation.quote, 70, placeholder=' …')}”\n      {voice}"))
    return 0


def _read_batch(name: str) -> list[str]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{name}: cannot be read ({why}); give a UTF-8 file of JSON Lines") from error
    questions = []
    # Not splitlines(): a JSON string may hold U+2028 and its like.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                questions.append(str(json.loads(line)["question"]))
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f'{name}, line {number}: not a JSON object with a "question" key; mend the line'
                ) from error
    return questions
