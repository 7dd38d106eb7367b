"""The commands that change the corpus or its index, or say how they are."""

from __future__ import annotations

import json
import shlex
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from qa.cli.remedies import in_shell_words, shell_remedy
from qa.cli.terminal import counted, opened, opened_to_change, progress
from qa.errors import CorpusError, QAError, Remedy, UsageError
from qa.index.watching import attempt_with, build_words, watch
from qa.language.codes import language_name
from qa.parse.children import telling_scans
from qa.web.address import is_web_address

if TYPE_CHECKING:
    import argparse

    from qa.api.fetching import FetchedCorpus
    from qa.corpus.manifest import Entry

_MOST_NAMED = 10
"""Damaged versions in the trash that are named."""


def index(options: argparse.Namespace) -> int:
    """Bring the index up to date, and with `--watch` keep it so."""
    corpus = opened_to_change(options)
    if options.uri is not None and options.to is None:
        raise UsageError("--uri says where Milvus is; it needs --to milvus or --to local")
    if options.to is not None:
        print(f"{options.to} holds the index now: {corpus.move_index(options.to, options.uri, progress=progress())}")
    if options.together and (options.rebuild or options.watch):
        raise UsageError("--together builds what has changed, once; run it without --rebuild and --watch")
    if not options.watch:
        return build_and_tell(corpus, rebuild=options.rebuild, prune=options.prune, together=options.together)
    # A folder that is not there at the start is a slip of the pen; one that goes away later may come back.
    if not corpus.folder.is_dir() or options.rebuild or options.prune:
        build_and_tell(corpus, rebuild=options.rebuild, prune=options.prune)
    return _watch(corpus)


def add(options: argparse.Namespace) -> int:
    """Add documents, and index them; a bad file of several is left out, and the status says so."""
    corpus = opened_to_change(options)
    if len(options.files) > 1 and options.title:
        raise UsageError("--title names one document; add the files one by one")
    if corpus.entries() and corpus.stale() is not None:
        # Where none of the others can be read, that is said when all is indexed: what is added now is not to blame.
        with suppress(CorpusError):
            corpus.build(progress=progress())
    added, left_out = _add_all(corpus, options)
    if added:
        build_and_tell(corpus)
    for file, entry in added:
        _print_findings(corpus, str(entry.path) if is_web_address(file) else file, entry)
    if len(options.files) > 1:
        print(f"{len(added)} of {len(options.files)} added")
        for line in left_out:
            print(line, file=sys.stderr)
    return 1 if left_out else 0


def _add_all(corpus: FetchedCorpus, options: argparse.Namespace) -> tuple[list[tuple[str, Entry]], list[str]]:
    """What was added, and a line on each of several files that was not; a single bad file fails the command."""
    added: list[tuple[str, Entry]] = []
    left_out: list[str] = []
    for file in options.files:
        try:
            added.append((file, _add_one(corpus, file, options)))
        except QAError as error:
            if len(options.files) == 1:
                raise
            left_out.append(f"left out: {in_shell_words(error)}")
    return added, left_out


def _add_one(corpus: FetchedCorpus, file: str, options: argparse.Namespace) -> Entry:
    add_it = corpus.add_from_web if is_web_address(file) else corpus.add
    with telling_scans(progress()):
        entry = add_it(
            file,
            footnote=options.footnote,
            title=options.title,
            language=options.language,
            encoding=options.encoding,
            kind=options.kind,
        )
    role = f" as the text of {', '.join(entry.source_of)}" if entry.source_of else ""
    print(f"added {entry.doc_id}{role}, in {language_name(entry.language)}")
    return entry


def _print_findings(corpus: FetchedCorpus, file: str, entry: Entry) -> None:
    """Say what the file's footnotes lack, and which source it looks like; it is linked only when a person says so."""
    from qa.export.answers import printable
    from qa.export.scans import describe_ocr

    document = corpus.document(entry.doc_id)
    if ocr := describe_ocr(document):
        print(f"{entry.doc_id}: {ocr}")
    if problems := document.problems:
        found = counted(len(problems), "problem")
        print(f"{entry.doc_id}: {found} with its footnotes; to see them, run: qa footnotes {entry.doc_id}")
    if entry.source_of:
        return
    for proposal in corpus.propose(file, document=document):
        source = proposal.source
        work = ", ".join(part for part in (source.publisher or ", ".join(source.authors), source.title) if part)
        print(printable(f"this looks like the text of footnote {source.label} ({work}): {proposal.reason}"))
        print(f"to link it, run: qa add {shlex.quote(file)} --for {shlex.quote(corpus.shortest_name(source))}")


def remove(options: argparse.Namespace) -> int:
    """Remove a document, and index the rest."""
    corpus = opened_to_change(options)
    if options.purge:
        corpus.remove(options.document, purge=True)
        print("purged: file, bibliographies, entry, earlier versions, vectors, older generations of the index")
        print("deleted, not overwritten; copies elsewhere, backups and saved answers are yours to delete")
        print("an open qa app, serve or mcp may hold earlier answers in memory until it ends")
        return 0
    print(f"removed {corpus.remove(options.document)}; to put it back, run: qa restore {options.document}")
    return build_and_tell(corpus)


def replace(options: argparse.Namespace) -> int:
    """Put a new version in a document's place, and index it."""
    corpus = opened_to_change(options)
    entry = corpus.replace(options.document, options.file, encoding=options.encoding)
    language = f", in {language_name(entry.language)}" if entry.language else ""
    print(f"replaced {entry.doc_id}{language}; to put the old version back, run: qa restore {entry.doc_id}")
    return build_and_tell(corpus)


def restore(options: argparse.Namespace) -> int:
    """Put a removed or replaced document back and index it; without a name, list what can be put back."""
    from qa.export.answers import printable

    corpus = opened_to_change(options)
    if options.document is None:
        for trashed in corpus.removed():
            what = "replaced" if trashed.replaced else "removed"
            print(printable(f"{trashed.doc_id:40} {what} {trashed.removed}  {trashed.trash_id}"))
        if damaged := corpus.removed_damaged():
            names = ", ".join(path.name for path in damaged[:_MOST_NAMED]) + ", …" * (len(damaged) > _MOST_NAMED)
            print(printable(f"{len(damaged):,} in {damaged[0].parent} cannot be put back, damaged or forged: {names}"))
        return 0
    print(f"restored {corpus.restore(options.document).doc_id}")
    return build_and_tell(corpus)


def allow(options: argparse.Namespace) -> int:
    """Let a model be fetched from the hub, or write answers, for this corpus, or no longer; alone, list what is allowed."""
    corpus = opened_to_change(options)
    if options.model is None:
        if options.withdraw:
            raise UsageError("--withdraw needs the name of a model; qa allow lists them")
        print(
            "\n".join(sorted(corpus.allowed_models()))
            or "Nothing may be fetched from the hub or write answers for this corpus."
        )
        return 0
    corpus.allow_model(options.model, allow=not options.withdraw)
    said = "may no longer" if options.withdraw else "may now"
    print(f"{options.model} {said} {_allowed_to(options.model)} for {corpus.folder}")
    return 0


def _allowed_to(name: str) -> str:
    """What the permission is for: a hub's model has no provider before a colon."""
    if is_web_address(name):
        return "hold the index: texts and questions go there"
    from qa.export.prose_words import describe_sending
    from qa.writer.providers import PROVIDERS
    from qa.writer.settings import writer_settings

    writer = writer_settings(name, allowed=True) if name.partition(":")[0] in PROVIDERS else None
    if writer is None:
        return "be fetched from the hub"
    return f"write answers (text {describe_sending(writer.sent_to, encrypted=writer.encrypted)})"


def doctor(options: argparse.Namespace) -> int:
    """Say what is installed and what is stale; 1 when the index is not up to date, or something else is not well."""
    from qa.doctor import Severity, diagnose, findings_to_dict

    findings = diagnose(opened(options))
    if options.json:
        print(json.dumps(findings_to_dict(findings), ensure_ascii=False))
    else:
        for subject, message in findings_to_dict(findings).items():
            print(f"{subject:12} {shell_remedy(Remedy(message)) if subject == 'remedy' else message}")
    return 0 if all(finding.severity is Severity.INFO for finding in findings) else 1


def _watch(corpus: FetchedCorpus) -> int:
    """Index after each change, a line each, until the keys Ctrl-C."""
    from qa.export.answers import printable

    def say(line: str) -> None:
        print(printable(f"{time.strftime('%H:%M:%S')}  {' '.join(line.split())}"), flush=True)

    def wait(seconds: float) -> bool:
        time.sleep(seconds)
        return False

    print(f"watching {corpus.folder}; Ctrl-C ends it", flush=True)
    with suppress(KeyboardInterrupt):
        watch(corpus.folder, lambda: attempt_with(lambda: corpus.build(progress=progress()), corpus.stale), say, wait)
    print("watching ended; the index is as the last line says", flush=True)
    return 0


def build_and_tell(corpus: FetchedCorpus, *, rebuild: bool = False, prune: bool = False, together: bool = False) -> int:
    """Bring the index up to date, and say what was done and what was left out."""
    report = corpus.build(rebuild=rebuild, prune=prune, together=together, progress=progress())
    for line in report.skipped:
        print(f"left out: {line}", file=sys.stderr)
    print(build_words(report))
    if prune:
        print(f"cache: {counted(report.forgotten, 'row')} forgotten")
    return 0
