"""The `qa` command: what can be typed, and what each failure says."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0, 1 for a failure, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    from qa.errors import QAError

    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old console may have an encoding that cannot hold a quote.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _load(options.run)(options)
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


def _load(name: str) -> Callable[[argparse.Namespace], int]:
    """`asking.ask` → the function; imported when it runs, so that `qa --help` is instant."""
    module, function = name.split(".")
    run: Callable[[argparse.Namespace], int] = getattr(import_module(f"qa.cli.{module}"), function)
    return run


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

    def command(name: str, run: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(run=run)
        return sub

    ask = command("ask", "asking.ask", "answer a question from the corpus, by quotation")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument(
        "--batch", metavar="FILE", help='read questions from JSON Lines with a "question" key; - for standard input'
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    ask.add_argument("--markdown", action="store_true", help="print Markdown with footnotes")
    index = command("index", "upkeep.index", "bring the index up to date with the corpus")
    index.add_argument("--rebuild", action="store_true", help="start anew: parse and embed everything")
    add = command("add", "upkeep.add", "add a document to the corpus, and index it")
    add.add_argument("file", metavar="FILE")
    add.add_argument(
        "--for", dest="footnote", metavar="LABEL", help="it is the full text of this footnote's source (6, or report#6)"
    )
    add.add_argument("--title", help="its title, where its own first line is not")
    remove = command("remove", "upkeep.remove", "remove a document from the corpus, and from the index")
    remove.add_argument("document", metavar="DOC")
    notes = command(
        "footnotes", "notes.footnotes", "check footnotes: each marker, its note, and what is missing or open"
    )
    notes.add_argument("document", nargs="?", metavar="DOC", help="a document of the corpus; without it, all reports")
    notes.add_argument("--file", metavar="PATH", help="any file outside the corpus; needs no index")
    notes.add_argument("--json", action="store_true", help="print JSON: an object; an array of them for all reports")
    sources = command("sources", "notes.sources", "list the sources that the footnotes name")
    sources.add_argument("--json", action="store_true", help="print one JSON array")
    show = command("show", "asking.show", "print a document's text, with its footnote markers")
    show.add_argument("document", metavar="DOC")
    show.add_argument("--at", type=int, metavar="START", help="only the paragraph at this character, with its notes")
    doctor = command(
        "doctor", "upkeep.doctor", "say what is installed, which encoder, what corpus and index hold, what is stale"
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"footnote-qa {version('footnote-qa')}\n")
