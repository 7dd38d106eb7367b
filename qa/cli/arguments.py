"""What can be typed after `qa`. Imports nothing of the package: `qa --help` is instant."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, Protocol

# Written out, since importing their enumerations would slow `qa --help` down; a test holds them against these.
SOURCE_KIND_CHOICES = (
    "news-article", "report", "journal-article", "book", "press-release", "interview", "social-post", "web-page",
    "court-case", "statute", "dataset", "other",
)  # fmt: skip
BASIS_CHOICES = (
    "interviews-only",
    "single-source",
    "several-sources",
    "comment-only",
    "unlinked",
    "paragraph",
    "nothing",
)
TASK_CHOICES = ("summary", "findings", "recommendations", "comparison", "timeline", "figures")
STYLE_CHOICES = ("chicago", "apa", "oscola")
EXPORT_CHOICES = ("csl-json", "bibtex", "ris", "markdown")
HOLDING_CHOICES = ("held", "reference-only", "unpublished")
VERDICT_CHOICES = ("differs", "not_found", "partly", "supports", "mentions", "cannot_be_checked", "not_held")
DOCUMENT_KIND_CHOICES = ("report", "source")


class _Command(Protocol):
    """Adds a command: its name, the function that runs it, what it does, and the extra that has to be installed for it."""

    def __call__(self, name: str, run: str, text: str, needs: str = "") -> argparse.ArgumentParser: ...


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was typed, or an end with the usage; the arguments of `qa app` that are Streamlit's are in `streamlit`."""
    parser = make_parser()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options, rest = parser.parse_known_args(_joined(given) if given[:1] == ["app"] else given)
    options.streamlit = rest
    if options.command == "app":
        # Folders that stand behind an option are left over.
        options.projects += [argument for argument in rest if not argument.startswith("-")]
        options.streamlit = [argument for argument in rest if argument.startswith("-")]
    if rest and options.command != "app":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--server.port 8600` as one argument: else its value would be taken for a folder."""
    found: list[str] = []
    for argument in arguments:
        before = found[-1] if found else ""
        is_value = before.startswith("--") and "." in before and "=" not in before and not argument.startswith("-")
        found = [*found[:-1], f"{before}={argument}"] if is_value else [*found, argument]
    return found


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; `run` of what it returns names the function."""
    parser = argparse.ArgumentParser(
        prog="qa",
        description="Ask a footnoted report; every sentence of the answer is quoted and followed to its source.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    common = argparse.ArgumentParser(add_help=False)
    for option, folder, what in (("--corpus", "corpus", "documents"), ("--index", "index", "index")):
        default = os.environ.get(f"QA_{folder.upper()}", folder)
        common.add_argument(option, default=default, metavar="DIR", help=f"{what} (default: %(default)s)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: str, text: str, needs: str = "") -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(run=run, command=name, needs=needs)
        return sub

    _asking(command)
    _notes(command)
    _upkeep(command)
    return parser


def _asking(command: _Command) -> None:
    ask = command("ask", "asking.ask", "answer a question from the corpus, by quotation", "ask")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument(
        "--batch", metavar="FILE", help='read questions from JSON Lines with a "question" key; - for standard input'
    )
    ask.add_argument(
        "--document", metavar="DOC", action="append", help="answer from this document alone; several times: from these"
    )
    ask.add_argument(
        "--everywhere", action="store_true", help="ask all documents, even where the question says “in the memo”"
    )
    _reader(ask)
    _writer(ask)
    group = ask.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="print one JSON object a question")
    group.add_argument("--markdown", action="store_true", help="print Markdown with footnotes")
    group.add_argument(
        "--export", choices=EXPORT_CHOICES, help="print the answer's sources; or the answer, as Markdown"
    )
    group.add_argument(
        "--to", metavar="FILE", help="write the answers to this file: .docx, .html, .md or .json, by its ending"
    )
    ask.add_argument("--style", choices=STYLE_CHOICES, help="with --to: cite the documents in this style")
    find = command("find", "asking.find", "list every sentence with a word, a name, an identifier or a phrase")
    find.add_argument(
        "words",
        metavar="WORDS",
        nargs="+",
        help="all must stand in the sentence; a phrase in quotation marks: '\"sea wolf\"'",
    )
    find.add_argument(
        "--document", metavar="DOC", action="append", help="in this document alone; several times: in these"
    )
    find.add_argument("--limit", type=int, metavar="N", help="print the first N; all are counted")
    find.add_argument("--json", action="store_true", help="print one JSON object")
    overview = command(
        "overview", "asking.overview", "say what a report is as a whole: outline, main sentences, findings", "ask"
    )
    overview.add_argument(
        "document", nargs="?", metavar="DOC", help="a document of the corpus; without it, all reports"
    )
    _writer(overview)
    overview.add_argument(
        "--task",
        choices=TASK_CHOICES,
        help="with a writer: what it writes from the whole, each sentence proved (default: summary)",
    )
    overview.add_argument("--json", action="store_true", help="print JSON: an object; an array of them for all reports")
    evaluation = command("eval", "evaluating.run", "ask the questions of a gold file, and score the answers", "ask")
    evaluation.add_argument("gold", metavar="GOLD", help="JSON Lines of questions with the evidence that answers them")
    evaluation.add_argument(
        "--answers", metavar="FILE", help="score these, saved by qa ask --batch --json; ask nothing"
    )
    _reader(evaluation)
    evaluation.add_argument("--json", action="store_true", help="print one JSON object")
    judged = command(
        "judged", "evaluating.show_judged", "print what people said of answers, or highlighted in documents"
    )
    judged.add_argument("--highlights", action="store_true", help="print what was highlighted in Read, with its notes")
    judged.add_argument(
        "--form",
        choices=("gold", "jsonl", "csv", "markdown"),
        default="markdown",
        help="gold: questions with the evidence that is right, for qa eval (default: %(default)s)",
    )
    check = command("check", "checking.check", "check saved answers: what they cite holds, has moved, or is broken")
    check.add_argument(
        "answer", metavar="ANSWER", help="a file of answers that qa ask --json printed; - for standard input"
    )
    check.add_argument("--json", action="store_true", help="print one JSON object an answer")
    verify = command(
        "verify",
        "verifying.verify",
        "check a text that was written elsewhere, sentence by sentence, against its sources",
        "ask",
    )
    verify.add_argument("file", metavar="FILE", help="a draft in any format that is read, as answer.md")
    verify.add_argument("--sources", metavar="DIR", help="a folder with the sources (default: the corpus)")
    verify.add_argument("--all", action="store_true", help="print the sentences that pass too")
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    _reader(verify)
    show = command("show", "asking.show_document", "print a document's text, with its footnote markers")
    show.add_argument("document", metavar="DOC")
    show.add_argument(
        "--at", type=int, metavar="START", help="only the paragraph at this character, its notes, and whose words it is"
    )


def _reader(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--reader",
        metavar="NAME",
        help="packaged, packaged-small, none, or a question-answering model by hub name or folder (default: as in corpus.toml)",
    )
    command.add_argument(
        "--reranker", metavar="NAME", help="none, or a CrossEncoder by hub name or folder (default: as in corpus.toml)"
    )


def _writer(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--writer",
        metavar="NAME",
        help="none, or a language model that writes the answer, as ollama:MODEL, openai:MODEL, openai:MODEL@http://HOST/v1, "
        "anthropic:MODEL, google_genai:MODEL; question and passages go to it (default: as in corpus.toml)",
    )


def _notes(command: _Command) -> None:
    notes = command("footnotes", "notes.footnotes", "check footnotes: each marker, its note, what is missing or open")
    notes.add_argument("document", nargs="?", metavar="DOC", help="a document of the corpus; without it, all reports")
    notes.add_argument("--file", metavar="PATH", help="any file outside the corpus; needs no index")
    notes.add_argument("--encoding", metavar="NAME", help="of --file, where it is neither UTF-8 nor declared")
    notes.add_argument("--json", action="store_true", help="print JSON: an object; an array of them for all reports")
    sources = command(
        "sources", "notes.sources", "list the sources that the footnotes name, and how much rests on each"
    )
    several: dict[str, Any] = {"action": "append", "default": []}
    sources.add_argument(
        "--kind",
        choices=SOURCE_KIND_CHOICES,
        metavar="KIND",
        help=f"one of {', '.join(SOURCE_KIND_CHOICES)}",
        **several,
    )
    sources.add_argument("--language", metavar="CODE", help="as en, es, unknown", **several)
    sources.add_argument("--holding", choices=HOLDING_CHOICES, **several)
    sources.add_argument("--document", metavar="DOC", help="named by this report", **several)
    for option, words in (("--year", "of this date"), ("--since", "not before"), ("--until", "not after")):
        sources.add_argument(option, metavar="DATE", help=f"{words}: 2024, 2024-02 or 2024-02-12")
    sources.add_argument("--min-statements", type=int, default=0, metavar="N", help="at least N statements rest on it")
    sources.add_argument("--all", action="store_true", help="also notes that name no work")
    sources.add_argument(
        "--set",
        nargs="+",
        metavar=("LABEL", "FIELD=VALUE"),
        help="correct what footnote LABEL (6, or report#6) was read as: title=…, author=…, date=2024-02-16, kind=…, url=…; "
        "FIELD= for none; then index",
    )
    sources.add_argument(
        "--unset",
        nargs="+",
        metavar=("LABEL", "FIELD"),
        help="take a correction back: these fields, or all; then index",
    )
    group = sources.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="print one JSON array")
    group.add_argument("--export", choices=EXPORT_CHOICES, help="print them for a reference manager, or as Markdown")
    rests = command("rests", "notes.rests", "list what rests on a source, or on nothing; alone, the shares of all")
    rests.add_argument("source", nargs="?", metavar="SOURCE", help="6, or report#6")
    bases = ", ".join(BASIS_CHOICES)
    on = (*BASIS_CHOICES, *SOURCE_KIND_CHOICES)
    rests.add_argument("--on", choices=on, metavar="BASIS", help=f"{bases}, or a kind of source")
    rests.add_argument("--document", metavar="DOC", help="only statements of this document")
    rests.add_argument("--json", action="store_true", help="print one JSON array; for the shares, one object")

    audit = command(
        "audit", "auditing.audit", "compare every footnoted statement with the source that its note names", "ask"
    )
    audit.add_argument("document", nargs="?", metavar="DOC", help="a document of the corpus; without it, all reports")
    audit.add_argument(
        "--only", choices=VERDICT_CHOICES, metavar="VERDICT", action="append", help=f"of {', '.join(VERDICT_CHOICES)}"
    )
    form = audit.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: an object; an array of them for all reports")
    form.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    form.add_argument("--html", action="store_true", help="print a page to send: one file, without scripts")
    form.add_argument("--docx", metavar="FILE", help="write a Word file, with footnotes and comments")
    audit.add_argument("--statement", metavar="KEY", help="the statement that --judge or --remark is about")
    audit.add_argument("--judge", choices=("right", "wrong", "none"), help="keep what you think of its verdict")
    audit.add_argument("--remark", metavar="TEXT", help="keep a remark on it")
    audit.add_argument(
        "--writer",
        metavar="NAME",
        help="a language model, as ollama:MODEL, to be asked about what is left open; these statements and up to four passages of "
        "the source of each go to it",
    )
    _reader(audit)


def _libraries(command: _Command) -> None:
    library = command(
        "import",
        "libraries.import_library",
        "find what a reference manager's library has of the works that notes name, and add it once you say yes",
        "ask",
    )
    library.add_argument(
        "path", metavar="PATH", help="a RIS, BibTeX or CSL-JSON file, or a Zotero data folder (with zotero.sqlite)"
    )
    library.add_argument(
        "--files", metavar="DIR", action="append", default=[], help="files that it names may lie here too"
    )
    library.add_argument("--encoding", metavar="NAME", help="of the file, where it is not UTF-8")
    library.add_argument(
        "--correct", action="store_true", help="also take over what it says otherwise than the notes were read"
    )
    match = command(
        "match",
        "libraries.match_folder",
        "find which works the files of a folder are, and add them once you say yes",
        "ask",
    )
    match.add_argument("path", metavar="FOLDER", help="a folder of PDFs or other files that can be read")
    for each in (library, match):
        each.add_argument("--yes", action="store_true", help="take all that is sure or likely, without a question")
        each.add_argument("--take", metavar="N,N-N", help="take these rows alone, without a question")
        each.add_argument("--dry-run", action="store_true", help="list only; so it is where nobody can be asked")
        each.add_argument("--json", action="store_true", help="print the list as one JSON object; asks nothing")


def _upkeep(command: _Command) -> None:
    index = command("index", "upkeep.index", "bring the index up to date with the corpus", "ask")
    index.add_argument("--rebuild", action="store_true", help="start from scratch: parse and embed everything")
    index.add_argument(
        "--prune", action="store_true", help="then forget the vectors of texts that the corpus does not have any more"
    )
    index.add_argument(
        "--to",
        choices=("local", "milvus"),
        help="have files here, or Milvus, hold the index from now on; nothing is embedded again",
    )
    index.add_argument(
        "--uri",
        help="with --to: where Milvus is, milvus.db in the index folder or http://HOST:19530; its token: QA_MILVUS_TOKEN",
    )
    index.add_argument(
        "--together",
        action="store_true",
        help="share the work with every process that runs this, here or on machines that see the same folders",
    )
    index.add_argument("--watch", action="store_true", help="keep it so: index again when files change, until Ctrl-C")
    add = command("add", "upkeep.add", "add documents to the corpus, and index them", "ask")
    add.add_argument(
        "files", metavar="FILE", nargs="+", help="a file, or the address of a page, https://…, which is then asked for"
    )
    add.add_argument(
        "--for", dest="footnote", metavar="LABEL", help="it is the full text of this footnote's source (6, or report#6)"
    )
    add.add_argument("--title", help="its title, where its own first line is not")
    add.add_argument(
        "--language", metavar="CODE", help="of its text, as en, es (default: as the file says, or its text tells)"
    )
    add.add_argument("--encoding", metavar="NAME", help="of the file, where it is neither UTF-8 nor declared in it")
    add.add_argument("--kind", choices=DOCUMENT_KIND_CHOICES, help="a report of its own, or the text of a source")
    _web(command)
    _libraries(command)
    remove = command("remove", "upkeep.remove", "remove a document from the corpus, and from the index", "ask")
    remove.add_argument("document", metavar="DOC")
    remove.add_argument(
        "--purge",
        action="store_true",
        help="for good: also its versions in the bin, its vectors, and older generations of the index",
    )
    replace = command("replace", "upkeep.replace", "put a new version in a document's place, and index it", "ask")
    replace.add_argument("document", metavar="DOC")
    replace.add_argument("file", metavar="FILE")
    replace.add_argument("--encoding", metavar="NAME", help="of the file, where it is neither UTF-8 nor declared in it")
    restore = command("restore", "upkeep.restore", "put a removed or replaced document back; alone, list what can be")
    restore.add_argument("document", nargs="?", metavar="DOC", help="a document, or one version by its number")
    allow = command(
        "allow",
        "upkeep.allow",
        "let a model that corpus.toml names be fetched from the hub, or write answers, for this corpus",
    )
    allow.add_argument(
        "model", nargs="?", metavar="MODEL", help="its name, as corpus.toml has it; alone, list what is allowed"
    )
    allow.add_argument("--withdraw", action="store_true", help="no longer")
    app = command(
        "app",
        "serving.app",
        "open the browser front end, on this computer alone; further arguments go to Streamlit",
        "app",
    )
    app.add_argument(
        "projects",
        metavar="DIR",
        nargs="*",
        help="several corpora, chosen in the header: folders with `corpus` and `index` in them, or folders of documents",
    )
    app.add_argument("--port", metavar="N", help="listen on this port (default: 8501)")
    app.add_argument(
        "--host", action="append", metavar="NAME", help="answer under this name too, as behind a proxy; may be repeated"
    )
    app.add_argument(
        "--no-token",
        dest="token",
        action="store_false",
        help="let in whoever can reach the port, and so every user and program of this computer",
    )
    app.add_argument(
        "--people",
        metavar="FILE",
        help="have visitors sign in: a TOML file that says who may read and edit, by [secrets], or by [addresses] and "
        "[claim] of an identity provider in Streamlit's secrets; needed with --server.address",
    )
    app.add_argument(
        "--writer",
        metavar="NAME",
        help="let visitors choose prose by this model, as in qa ask; where text goes is said first",
    )
    app.add_argument(
        "--read-only", action="store_true", help="nothing is added, removed, corrected or indexed; also: QA_READ_ONLY=1"
    )
    app.add_argument(
        "--api",
        action="store_true",
        help="let programs ask too, at /v1 as qa serve does; with QA_TOKEN, or the address's token",
    )
    app.add_argument(
        "--upload-page-mb",
        dest="page_mb",
        metavar="N",
        help="hold up to N MB of files that one page brings (default: 100)",
    )
    app.add_argument("--upload-all-mb", dest="all_mb", metavar="N", help="… and that all pages bring (default: 400)")
    _services(command)
    doctor = command(
        "doctor",
        "upkeep.doctor",
        "say what is installed, which encoder and reader, what corpus and index hold, what is stale",
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")


def _services(command: _Command) -> None:
    mcp = command(
        "mcp",
        "services.mcp",
        "let an assistant ask the corpus, by the Model Context Protocol, over standard input and output; nothing is changed",
        "mcp",
    )
    mcp.add_argument("--http", action="store_true", help="over HTTP instead, on this computer alone, at /mcp")
    mcp.add_argument("--port", type=int, metavar="N", help="listen on this port (default: 8601)")
    _service(mcp)
    serve = command(
        "serve",
        "services.serve_http",
        "let programs ask the corpus over HTTP, on this computer or, with a token, from others; nothing is changed",
        "serve",
    )
    serve.add_argument("--port", type=int, default=8600, metavar="N", help="listen on this port (default: 8600)")
    serve.add_argument(
        "--address",
        default="127.0.0.1",
        metavar="IP",
        help="listen on this address of the computer; any but 127.0.0.1 needs a token",
    )
    serve.add_argument("--host", action="append", metavar="NAME", help="answer under this name too; may be repeated")
    _service(serve)


def _service(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--token-file", metavar="FILE", help="let in only who sends the token in this file; also: QA_TOKEN"
    )
    command.add_argument(
        "--seconds", type=float, default=120.0, metavar="N", help="one request may take so long (default: 120)"
    )
    _reader(command)


def _web(command: _Command) -> None:
    fetch = command(
        "fetch",
        "fetching.fetch",
        "get the texts that footnotes cite from the web, after a list of what is asked of whom and a yes",
        "ask",
    )
    fetch.add_argument(
        "labels",
        metavar="LABEL",
        nargs="*",
        help="the sources of these footnotes: 6, or report#6; alone, only the list",
    )
    fetch.add_argument("--all", action="store_true", help="of all footnotes")
    fetch.add_argument("--yes", action="store_true", help="ask, without a question before")
    fetch.add_argument("--again", action="store_true", help="what is held already too, as a new version of it")
    fetch.add_argument("--no-archive", action="store_true", help="never ask an archive for what is gone")
    fetch.add_argument(
        "--check", action="store_true", help="ask again for what was fetched: the same, changed or gone; change nothing"
    )
    fetch.add_argument("--json", action="store_true", help="print one JSON object; with --check, an array")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"footnote-qa {version('footnote-qa')}")
        parser.exit()
