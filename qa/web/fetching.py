"""Carrying out a plan: each work is asked for at its addresses, and at an archive where it is gone; a failure is that work's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.corpus.manifest import Entry
from qa.corpus.particulars import Particulars
from qa.errors import QAError, WebError
from qa.web.address import parse_address
from qa.web.client import Client
from qa.web.keep import Taken, keep, take
from qa.web.plan import Errand, FetchPlan


@dataclass(frozen=True, slots=True)
class FetchResult:
    """How an errand ended."""

    errand: Errand
    entry: Entry | None
    """The document that it brought."""
    reason: str | None = None
    """Why there is none; one line."""
    address: str | None = None
    """Where it was had from in the end."""


def carry_out(folder: Path, plan: FetchPlan, hosts: Collection[str] | None, client: Client) -> Iterator[FetchResult]:
    """One result after the other, each stored before the next is asked for; who stops listening keeps what was had.

    `hosts` are those that may be asked, of the plan's; all of them for None.
    """
    allowed = frozenset({*plan.hosts, *plan.archives} if hosts is None else hosts)
    for errand in plan.errands:
        yield _carry_out(folder, errand, allowed, client)


def _carry_out(folder: Path, errand: Errand, allowed: frozenset[str], client: Client) -> FetchResult:
    try:
        taken = _had(errand, allowed, client)
        entry = keep(folder, taken, Particulars(errand.sources), errand.title, errand.held)
    except QAError as error:
        return FetchResult(errand, None, str(error))
    return FetchResult(errand, entry, address=str(taken.page.final))


def _had(errand: Errand, allowed: frozenset[str], client: Client) -> Taken:
    """What the first address gives that has it.

    Raises:
        QAError: none has; says what the first one said, and what the archive did.
    """
    failures: list[QAError] = []
    for address in errand.addresses:
        try:
            return _ask(address, allowed, client)
        except QAError as error:
            failures.append(error)
    if errand.archive and any(isinstance(error, WebError) and error.gone for error in failures):
        try:
            return _ask(errand.archive, allowed, client)
        except QAError as error:
            raise WebError(f"{failures[0]}; nor is it had from the archive: {error}") from error
    raise failures[0]


def _ask(address: str, allowed: frozenset[str], client: Client) -> Taken:
    host = parse_address(address).host
    if host not in allowed:
        raise WebError(f"{host} was not to be asked")
    return take(client.get(address))
