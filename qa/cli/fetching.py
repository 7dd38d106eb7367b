"""Fetching the texts that the notes cite: the list of what is asked of whom, the yes, what came, and what has changed since."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from qa.cli.terminal import counted, opened, progress
from qa.cli.upkeep import build_and_tell
from qa.errors import UsageError
from qa.export.answers import printable
from qa.web.address import parse_address
from qa.web.checking import PageCheck, PageState
from qa.web.client import refuse_offline

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus
    from qa.web.fetching import FetchResult
    from qa.web.plan import FetchPlan

_T = TypeVar("_T")
_INTERRUPTED = 130


def fetch(options: argparse.Namespace) -> int:
    """Show what would be asked of whom; after a yes ask, keep what comes, and index it. 1 when something was not had."""
    corpus = opened(options)
    if options.all and options.labels:
        raise UsageError("--all: asks for the sources of all footnotes; leave it out, or the labels")
    if options.check:
        return _check(corpus, options)
    is_asked = _is_asked(options)
    plan = corpus.plan_fetch(*options.labels, again=options.again)
    if not options.json:
        print(printable(plan_to_text(plan, archive=not options.no_archive)))
    if not is_asked or not plan.errands:
        if options.json:
            print(json.dumps({**_plan_row(plan, options), "results": None}, ensure_ascii=False))
        elif plan.errands:
            print("nothing has been asked of anybody; to ask for all of them, run: qa fetch --all")
        return 0
    _agree(options)
    hosts = [*plan.hosts, *([] if options.no_archive else plan.archives)]
    whom = [f"asking {' and '.join(errand.hosts)}" for errand in plan.errands]
    results, ended = _listen(corpus.fetch(plan, hosts=hosts), whom, options, _result_line)
    had = [result for result in results if result.entry]
    if options.json:
        if had:
            corpus.build(progress=progress())
        found = {"results": [_result_row(result) for result in results], "interrupted": not ended}
        print(json.dumps({**_plan_row(plan, options), **found}, ensure_ascii=False))
    else:
        print(f"{len(had)} of {len(plan.errands)} had{'' if ended else '; interrupted, and what was had is kept'}")
        if had:
            build_and_tell(corpus)
    return _INTERRUPTED if not ended else 0 if len(had) == len(plan.errands) else 1


def _is_asked(options: argparse.Namespace) -> bool:
    """Whether anybody is to be asked; what forbids it is said before a list of what would be, and the question whether to."""
    if options.all or options.labels:
        refuse_offline()
    return bool(options.all or options.labels)


def _check(corpus: Corpus, options: argparse.Namespace) -> int:
    """Ask again for what was fetched, of the footnotes that are named or all; 1 when something is not as it was."""
    refuse_offline()
    entries = [entry for entry in corpus.entries() if entry.fetched]
    if options.labels:
        held = {source.document for label in options.labels for source in corpus.find_sources(label)}
        entries = [entry for entry in entries if entry.doc_id in held]
    if not entries:
        print("[]" if options.json else "no document of the corpus was fetched from the web")
        return 0
    addresses = [entry.fetched.address for entry in entries if entry.fetched]
    hosts = dict.fromkeys(parse_address(address).host for address in addresses)
    if not options.json:
        print(printable(f"asked again: {counted(len(entries), 'page')}, of {', '.join(hosts)}"))
    _agree(options)
    checks, ended = _listen(corpus.check_fetched(*(entry.doc_id for entry in entries)), addresses, options, _check_line)
    if options.json:
        print(json.dumps([_check_row(check) for check in checks], ensure_ascii=False))
    return _INTERRUPTED if not ended else 0 if all(check.state is PageState.SAME for check in checks) else 1


def _listen(
    found: Iterator[_T], whom: list[str], options: argparse.Namespace, line: Callable[[_T], str]
) -> tuple[list[_T], bool]:
    """What comes, a line each, until the end or the keys Ctrl-C; and whether it was the end."""
    draw = progress()
    results: list[_T] = []
    try:
        for number in range(len(whom)):
            draw(printable(whom[number])[:100], number + 1, len(whom))
            result = next(found, None)
            draw("asking", 1, 1)
            if result is None:
                break
            results.append(result)
            if not options.json:
                print(printable(line(result)), flush=True)
    except KeyboardInterrupt:
        return results, False
    return results, True


def _agree(options: argparse.Namespace) -> None:
    """Go on only after a yes.

    Raises:
        UsageError: there is none.
    """
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nothing has been asked of anybody: say yes by --yes, or on a terminal")
    try:
        said = input("Ask them? [y/N] ")
    except EOFError:
        said = ""
    if said.strip().casefold() not in ("y", "yes"):
        raise UsageError("nothing has been asked of anybody")


def _plan_row(plan: FetchPlan, options: argparse.Namespace) -> dict[str, object]:
    errands = [
        {"sources": e.sources, "addresses": e.addresses, "archive": None if options.no_archive else e.archive}
        for e in plan.errands
    ]
    left_out = [{"source": source, "reason": reason} for source, reason in plan.left_out]
    return {"plan": errands, "hosts": plan.hosts, "left_out": left_out}


def plan_to_text(plan: FetchPlan, *, archive: bool = True) -> str:
    """What would be asked of whom, and what not, a line each."""
    lines = [f"{', '.join(e.sources)}  {'  else '.join(e.addresses)}" for e in plan.errands]
    for reason in dict.fromkeys(reason for _, reason in plan.left_out):
        names = [source for source, why in plan.left_out if why == reason]
        shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        lines.append(f"not asked for: {shown}: {reason}")
    if plan.errands:
        hosts = ", ".join(f"{host} ({number})" for host, number in plan.hosts.items())
        lines.append(f"asked: {hosts}; their robots.txt first, and where they lead on to")
        if archive and plan.archives:
            lines.append(f"asked only for what is gone: {', '.join(plan.archives)}")
    return "\n".join(lines) or "the footnotes name no source that could be asked for"


def _result_line(result: FetchResult) -> str:
    names = ", ".join(result.errand.sources)
    return f"{names}: had, as {result.entry.doc_id}" if result.entry else f"{names}: not had: {result.reason}"


def _result_row(result: FetchResult) -> dict[str, object]:
    return {
        "sources": result.errand.sources,
        "document": result.entry.doc_id if result.entry else None,
        "address": result.address,
        "reason": result.reason,
    }


def _check_line(check: PageCheck) -> str:
    return f"{check.document}: {check.state}{f': {check.reason}' if check.reason else ''}"


def _check_row(check: PageCheck) -> dict[str, str | None]:
    return {
        "document": check.document,
        "address": check.address,
        "fetched": check.fetched,
        "state": check.state.value,
        "reason": check.reason,
    }
