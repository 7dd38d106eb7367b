"""Texts that a corpus's notes cite, from the web, when a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Unpack

from qa.api.changing import ChangedCorpus, Said
from qa.corpus.manifest import Entry
from qa.corpus.particulars import Particulars, check_text
from qa.errors import Remedy, UnknownDocumentError, WebError
from qa.web.archives import archived, as_file
from qa.web.checking import PageCheck, check_pages
from qa.web.client import Client
from qa.web.fetching import FetchResult, carry_out
from qa.web.keep import keep, take
from qa.web.network import INTERNET, Internet
from qa.web.plan import FetchPlan, plan_fetching


class FetchedCorpus(ChangedCorpus):
    """A corpus whose sources are fetched."""

    def plan_fetch(self, *footnotes: str, again: bool = False) -> FetchPlan:
        """What could be asked of which hosts for the sources of these footnotes (`6`, `report#6`), or of all; nothing is asked.

        With `again`, what is held already is asked for too.

        Raises:
            UsageError: there is no such footnote.
        """
        found = [source for name in footnotes for source in self.find_sources(name)] if footnotes else self.sources()
        known = {source.source_id: source for source in self.sources()}
        works = dict.fromkeys(known.get(source.same_as or "", source) for source in found)
        return plan_fetching(works, self.entries(), again=again)

    def fetch(
        self, plan: FetchPlan, *, hosts: Iterable[str] | None = None, network: Internet = INTERNET
    ) -> Iterator[FetchResult]:
        """Ask for the works of a plan, of all its hosts and archives or of these `hosts` alone, and keep what comes.

        One result at a time, each stored when it is given: who goes on no further keeps what was had. Calling this is the
        person's yes, and `QA_OFFLINE=1` comes before it. `network` is for tests with a server of their own.

        Raises:
            UsageError: the environment forbids it, or the corpus is opened for reading only.
        """
        self._check_writable("fetch")
        return carry_out(self.folder, plan, None if hosts is None else frozenset(hosts), Client(network))

    def add_from_web(
        self, address: str, *, footnote: str | None = None, network: Internet = INTERNET, **said: Unpack[Said]
    ) -> Entry:
        """Ask for one page and add it as `add` does a file; calling this is the person's yes, as with `fetch`.

        Raises:
            WebError: it cannot be had, or what came is no text that is kept.
            DocumentError: it cannot be read as a document.
            UsageError: the environment forbids it, or there is no such footnote.
        """
        self._check_writable("add_from_web")
        check_text("address", address)
        given = Particulars(self._source_of(footnote), **said)
        try:
            page = Client(network).get(as_file(address))
            return keep(self.folder, take(page, given.encoding), given, given.title)
        except WebError as error:
            if error.gone and (archive := archived(address, "")):
                error.remedy, error.failed["archive"] = Remedy.ASK_ARCHIVE, archive
            raise

    def check_fetched(self, *documents: str, network: Internet = INTERNET) -> Iterator[PageCheck]:
        """Ask again for the pages that these documents, or all that were fetched, came from: the same, changed or gone.

        Nothing of the corpus is changed; one result at a time. Calling this is the person's yes, as with `fetch`.

        Raises:
            UsageError: the environment forbids it, there is no such document, or the corpus is opened for reading only.
        """
        self._check_writable("check_fetched")
        entries = {entry.doc_id: entry for entry in self.entries()}
        for name in documents:
            if name not in entries:
                raise UnknownDocumentError(name)
        wanted = [entry for name, entry in entries.items() if name in documents or not documents]
        return check_pages(wanted, Client(network))
