"""The `qa` command: ask, build, add, remove, list, inspect."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.pipeline import Corpus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0, 1 for a failure, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    from qa.errors import QAError
    from qa.pipeline import open_corpus

    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old console may have an encoding that cannot hold a quote.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        corpus = open_corpus(options.corpus, index=options.index)
        status: int = options.run(corpus, options)
        sys.stdout.flush()
        return status
    except QAError as error:
        print(f"qa: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qa",
        description="Ask a footnoted report; every sentence of the answer is quoted and followed to its source.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--corpus",
        default=os.environ.get("QA_CORPUS", "corpus"),
        metavar="DIR",
        help="documents (default: %(default)s)",
    )
    common.add_argument(
        "--index", default=os.environ.get("QA_INDEX", "index"), metavar="DIR", help="index (default: %(default)s)"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Corpus, argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(run=run)
        return sub

    ask = command("ask", _ask, "answer a question from the corpus, by quotation")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument(
        "--batch", metavar="FILE", help='read questions from JSON Lines with a "question" key; - for standard input'
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    ask.add_argument("--markdown", action="store_true", help="print Markdown with footnotes")
    index = command("index", _index, "bring the index up to date with the corpus")
    index.add_argument("--rebuild", action="store_true", help="start anew: parse and embed everything")
    add = command("add", _add, "add a document to the corpus, and index it")
    add.add_argument("file", metavar="FILE")
    add.add_argument(
        "--for", dest="footnote", metavar="LABEL", help="it is the full text of this footnote's source (6, or report#6)"
    )
    add.add_argument("--title", help="its title, where its own first line is not")
    remove = command("remove", _remove, "remove a document from the corpus, and from the index")
    remove.add_argument("document", metavar="DOC")
    sources = command("sources", _sources, "list the sources that the footnotes name")
    sources.add_argument("--json", action="store_true", help="print one JSON array")
    show = command("show", _show, "print a document's text, with its footnote markers")
    show.add_argument("document", metavar="DOC")
    show.add_argument("--at", type=int, metavar="START", help="only the paragraph at this character, with its notes")
    doctor = command(
        "doctor", _doctor, "say what is installed, which encoder, what corpus and index hold, what is stale"
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"footnote-qa {version('footnote-qa')}\n")


def _ask(corpus: Corpus, options: argparse.Namespace) -> int:
    from qa.errors import UsageError
    from qa.render import answer_to_text

    if (options.question is None) == (options.batch is None):
        raise UsageError('give one question, or --batch FILE; for example: qa ask "What does footnote 1 cite?"')
    answers = [corpus.ask(options.question)] if options.batch is None else corpus.ask_all(_read_batch(options.batch))
    for answer in answers:
        if options.json:
            print(json.dumps(answer.to_dict(), ensure_ascii=False))
        elif options.markdown:
            print(answer.to_markdown())
        else:
            if options.batch is not None:
                print(f"\n── {answer.question}\n")
            print(answer_to_text(answer, min(shutil.get_terminal_size((100, 24)).columns, 110)))
    return 0


def _read_batch(name: str) -> list[str]:
    from qa.errors import UsageError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{name}: cannot be read ({error}); give a UTF-8 file of JSON Lines") from error
    questions = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                questions.append(str(json.loads(line)["question"]))
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f'{name}, line {number}: not a JSON object with a "question" key; mend the line'
                ) from error
    return questions


def _index(corpus: Corpus, options: argparse.Namespace) -> int:
    report = corpus.build(rebuild=options.rebuild, progress=_progress())
    for line in report.skipped:
        print(f"left out: {line}", file=sys.stderr)
    done = (
        f"{report.parsed} parsed, {report.embedded} texts embedded, {report.removed} removed"
        if report.changed
        else "unchanged"
    )
    print(f"index: {done}; {report.documents} documents, {report.passages} passages, generation {report.generation}")
    return 0


def _progress() -> Callable[[str, int, int], None]:
    """Draws progress on a terminal; says nothing into a pipe."""

    def draw(what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(
                f"\r\033[K{what} {done}/{total}" if total > 1 else f"\r\033[K{what}",
                end="",
                file=sys.stderr,
                flush=True,
            )
            if what == "committing" and done == total:
                print("\r\033[K", end="", file=sys.stderr, flush=True)

    return draw


def _add(corpus: Corpus, options: argparse.Namespace) -> int:
    if corpus.stale() is not None and corpus.folder.is_dir() and any(corpus.folder.iterdir()):
        corpus.build(progress=_progress())
    entry = corpus.add(options.file, footnote=options.footnote, title=options.title)
    role = f" as the text of {', '.join(entry.source_of)}" if entry.source_of else ""
    print(f"added {entry.doc_id}{role}")
    return _index(corpus, argparse.Namespace(rebuild=False))


def _remove(corpus: Corpus, options: argparse.Namespace) -> int:
    path = corpus.remove(options.document)
    print(f"removed {path}")
    return _index(corpus, argparse.Namespace(rebuild=False))


def _sources(corpus: Corpus, options: argparse.Namespace) -> int:
    from qa.answer import source_to_dict
    from qa.render import describe, printable

    sources = corpus.sources()
    if options.json:
        print(json.dumps([source_to_dict(source) for source in sources], ensure_ascii=False, indent=1))
        return 0
    for source in sources:
        count = len(corpus.statements(source.source_id))
        line = f"{source.source_id}  {source.kind.value}, {source.language or 'language unknown'}: {describe(source)}"
        print(printable(f"{line}; {count} statement{'' if count == 1 else 's'}"))
    return 0


def _show(corpus: Corpus, options: argparse.Namespace) -> int:
    from qa.render import document_to_text, printable

    print(printable(document_to_text(corpus.document(options.document), options.at)))
    return 0


def _doctor(corpus: Corpus, options: argparse.Namespace) -> int:
    from qa.doctor import examine

    findings = examine(corpus)
    if options.json:
        print(json.dumps(findings, ensure_ascii=False))
    else:
        for name, value in findings.items():
            print(f"{name:12} {value}")
    return 0 if findings["stale"] == "no" else 1
