"""The commands that ask the corpus and read in it."""

from __future__ import annotations

import json
import shlex
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.cli.terminal import counted, opened, opened_to_ask, width
from qa.corpus.particulars import check_text
from qa.errors import UsageError
from qa.export.answers import printable
from qa.files import write_whole
from qa.json_lines import read_json_lines
from qa.types.answer import Answer, Status, Voice

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from qa.types.answer import Claim
    from qa.types.prose import WrittenSentence


def ask(options: argparse.Namespace) -> int:
    """Answer one question, or each of a batch."""
    if (options.question is None) == (options.batch is None):
        raise UsageError('give one question, or --batch FILE; for example: qa ask "What does footnote 1 cite?"')
    form = _form(options)
    left_out: list[UsageError] = []
    live = _Live(to_see=not (options.batch or options.json or options.markdown or options.export or form))
    answers = _answers(options, left_out.append, live)
    for line in left_out:
        print(f"left out: {line}", file=sys.stderr)
    if form:
        _write(options, answers, form)
        return 1 if left_out else 0
    _print(options, answers, told=live.told)
    return 1 if left_out else 0


def _print(options: argparse.Namespace, answers: Sequence[Answer], *, told: bool) -> None:
    """The answers, or their sources, in the form that was asked for."""
    from qa.export.answers import answer_to_text

    if options.export not in (None, "markdown"):
        from qa.export import export

        print(export([source for answer in answers for source in answer.sources], options.export), end="")
        return
    for answer in answers:
        if options.json:
            print(json.dumps(answer.to_dict(), ensure_ascii=False))
        elif options.markdown or options.export == "markdown":
            print(answer.to_markdown())
        else:
            if options.batch is not None:
                print(f"\n── {answer.question}\n")
            print(answer_to_text(answer, width(), told=told))
            if offer := _offer(answer):
                print(f"\n{offer}")
    if any(answer.changed for answer in answers) and not options.json:
        print("files have changed; to index them, run: qa index", file=sys.stderr)


def _form(options: argparse.Namespace) -> str | None:
    """The format that the ending of `--to FILE` means, looked at before anything is asked."""
    if options.to is None:
        if options.style:
            raise UsageError("--style is for files; name one with --to FILE")
        return None
    from qa.export.answer_files import ANSWER_FORMATS

    form = Path(options.to).suffix.lower().removeprefix(".")
    if form not in ANSWER_FORMATS:
        endings = ", ".join(f".{one}" for one in ANSWER_FORMATS)
        raise UsageError(f"{options.to}: no file of answers ends so; end it with one of {endings}")
    return form


def _write(options: argparse.Namespace, answers: Sequence[Answer], form: str) -> None:
    data = opened(options).export_answers(answers, form, style=options.style)
    try:
        write_whole(Path(options.to), data)
    except OSError as error:
        raise UsageError(f"{options.to}: cannot be written ({error.strerror}); name another file") from error
    print(f"{options.to}: {counted(len(answers), 'answer')}", file=sys.stderr)


def find(options: argparse.Namespace) -> int:
    """List the sentences with some words; finding none is no failure."""
    found = opened_to_ask(options).find(" ".join(options.words), document=options.document, limit=options.limit)
    if options.json:
        print(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        from qa.cli.mentions import mentions_to_text

        print(mentions_to_text(found, width()))
    return 0


class _Live:
    """Prints the sentences of a model as they pass; those of a list beside it, on standard error."""

    def __init__(self, *, to_see: bool) -> None:
        self._to_see, self._quotes, self.told = to_see, 0, False

    def __call__(self, sentence: WrittenSentence, claim: Claim | None) -> None:
        if not self._to_see:
            return
        from qa.export.answers import wrap
        from qa.export.prose_words import sentence_line

        if sentence.listed is not None:
            # The page itself is printed when it is whole: a timeline is in order of its dates.
            passing = sentence_line(sentence, range(0) if claim else None)
            print(printable("\n".join(wrap(passing, width()))), file=sys.stderr, flush=True)
            return
        marks = range(self._quotes + 1, self._quotes + 1 + len(claim.citations)) if claim else None
        self._quotes = marks.stop - 1 if marks else self._quotes
        self.told = True
        print(printable("\n".join(wrap(sentence_line(sentence, marks), width()))) + "\n", flush=True)


def _answers(options: argparse.Namespace, on_bad_line: Callable[[UsageError], None], live: _Live) -> list[Answer]:
    """The answers, from the documents that are named, or those that the questions choose; of a batch, to the lines that fit."""
    corpus = opened_to_ask(options)
    if options.document is not None:
        if options.everywhere:
            raise UsageError("give --document, or --everywhere for all of them, not both")
        # A document that is not there fails a batch at once, not question by question.
        for doc_id in options.document:
            corpus.document(doc_id)
    if options.batch is None:
        return [
            corpus.ask(
                options.question,
                document=options.document,
                everywhere=options.everywhere,
                on_sentence=live,
                on_part=_tell_part,
            )
        ]
    what = 'a JSON object with a "question" key'
    questions = read_json_lines(options.batch, _question, what, on_bad_line=on_bad_line)
    return corpus.ask_all(questions, document=options.document, everywhere=options.everywhere)


def _offer(answer: Answer) -> str | None:
    """How to ask all documents, after a refusal of some."""
    if answer.status is Status.ANSWERED or not answer.scope:
        return None
    return f"To ask all documents: qa ask --everywhere {shlex.quote(printable(answer.question))}"


def overview(options: argparse.Namespace) -> int:
    """Print what one document, or each report, is as a whole; by a writer, what it writes of that."""
    if options.task or options.writer:
        return _written_overview(options)
    found = opened_to_ask(options).overview(options.document)
    if options.json:
        rows = [one.to_dict() for one in found]
        print(json.dumps(rows[0] if options.document else rows, ensure_ascii=False))
    else:
        from qa.cli.whole import overview_to_text

        print("\n\n".join(overview_to_text(one, width()) for one in found))
    return 0


def _written_overview(options: argparse.Namespace) -> int:
    """Have the whole written about, as if somebody had asked for that."""
    from qa.export.answers import answer_to_text
    from qa.language.en.overview_questions import ASKED_SO, Wanted

    scope = None if options.document is None else [options.document]
    live = _Live(to_see=not options.json)
    question = ASKED_SO[Wanted(options.task or Wanted.SUMMARY)]
    answer = opened_to_ask(options).ask(question, document=scope, everywhere=True, on_sentence=live, on_part=_tell_part)
    if options.json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False))
    else:
        print(answer_to_text(answer, width(), told=live.told))
    return 0


def _tell_part(done: int, total: int) -> None:
    if total > 1 and done < total:
        print(f"reading part {done + 1} of {total} …", file=sys.stderr)


def show_document(options: argparse.Namespace) -> int:
    """Print a document's text with its markers; of a paragraph, also whose words each sentence is."""
    from qa.export.document import document_to_text
    from qa.export.voices import describe_voice

    corpus = opened(options)
    print(printable(document_to_text(corpus.document(options.document), options.at)))
    if options.at is not None:
        for citation in corpus.sentences_at(options.document, options.at):
            voice = describe_voice(citation) or (
                "cited" if citation.voice is Voice.CITED else "the document’s own statement"
            )
            print(printable(f"\n  “{textwrap.shorten(citation.quote, 70, placeholder=' …')}”\n      {voice}"))
    return 0


def _question(row: Any) -> str:  # noqa: ANN401 - JSON
    question = str(row["question"])
    check_text("question", question)
    return question
