"""Which engine a corpus asks, as `corpus.toml` says at the moment; building for it, and moving from one to the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus.engine_editing import write_engine
from qa.corpus.manifest import Manifest
from qa.corpus.permissions import allow_model, allowed_models
from qa.corpus.settings import EngineKind, EngineSettings, engine_settings, keep_manifest
from qa.errors import CorpusError, EngineError, IndexUnusableError
from qa.index.build import BuildReport, build_index
from qa.index.current import read_current
from qa.index.embedding import Progress
from qa.index.engine import Engine
from qa.index.freshness import is_stale, why_behind
from qa.index.mend import mend
from qa.index.read import Index
from qa.index.together.preparing import prepare_together

if TYPE_CHECKING:
    from qa.index.milvus.client import Milvus
    from qa.index.milvus.read import MilvusIndex


class Engines:
    """The index of a corpus, whatever holds it."""

    def __init__(self, corpus: Path, folder: Path, *, mends: bool) -> None:
        """Keep the folders; with `mends`, a damaged local index is built again where it is found."""
        self._corpus, self._folder = corpus, folder
        self._local = Index(folder, partial(mend, corpus, folder) if mends else None)
        self._lock = threading.Lock()
        self._opened: dict[str, MilvusIndex] = {}
        self._last = EngineSettings()

    def settings(self) -> EngineSettings:
        """What `corpus.toml` says now; while it is no TOML, as somebody edits it, what it said last.

        Raises:
            CorpusError: it names an engine that there is not.
        """
        try:
            table = keep_manifest(self._corpus)
        except CorpusError:
            return self._last
        self._last = engine_settings(table)
        return self._last

    def now(self) -> Engine:
        """What is to be asked now.

        Raises:
            CorpusError: `corpus.toml` names an engine that there is not.
            EngineError: the address of Milvus is none, or nobody has allowed it for this corpus.
        """
        settings = self.settings()
        if settings.engine is EngineKind.LOCAL:
            return self._local
        return self._milvus(settings.uri)

    def stale(self, manifest: Manifest) -> str | None:
        """Why the index does not match the corpus, or None when it does."""
        if self.settings().engine is EngineKind.LOCAL:
            return is_stale(manifest, self._folder)
        try:
            return self.now().read(lambda snapshot: why_behind(manifest, snapshot))
        except IndexUnusableError as error:
            return str(error)

    def build(
        self,
        *,
        rebuild: bool = False,
        prune: bool = False,
        progress: Progress = lambda what, done, total: None,
        purge: Callable[[], None] | None = None,
        together: bool = False,
    ) -> BuildReport:
        """Bring the local index up to date, and Milvus with it where that is asked; see `build_index`.

        With `together`, documents are prepared first beside other processes that do the same; see `qa.index.together`.

        Raises:
            EngineError: the local index is built, and Milvus could not be brought up to date.
        """
        settings, before = self.settings(), self._generation()
        if together:
            prepare_together(self._corpus, self._folder, progress=progress)
        milvus = None if settings.engine is EngineKind.LOCAL else self._milvus(settings.uri)
        report = build_index(
            self._corpus,
            self._folder,
            rebuild=rebuild,
            prune=prune,
            progress=progress,
            purge=purge,
            waits=together,
        )
        # Of several builders, the one that committed.
        is_anothers = together and not report.changed and report.generation != before
        if milvus is not None and not is_anothers:
            self._publish(milvus.milvus, progress, forget=prune or purge is not None, empty=report.generation == 0)
        return report

    def move(self, to: EngineKind, uri: str | None, progress: Progress) -> None:
        """Have another engine hold the index, and ask that from then on; until the end, the one before is asked.

        A `uri` that is given is allowed for this corpus.

        Raises:
            EngineError: Milvus is away or refuses, or there is nothing to be moved from it.
            CorpusError: `corpus.toml` cannot be changed.
        """
        settings = self.settings()
        wanted = replace(settings, engine=to, uri=settings.uri if uri is None else uri)
        if to is EngineKind.MILVUS:
            index = self._milvus(wanted.uri, named=uri is not None)
            # Before anything is built: is it there?
            index.milvus.collections()
            build_index(self._corpus, self._folder, progress=progress)
            self._publish(index.milvus, progress)
        elif settings.engine is EngineKind.MILVUS:
            from qa.index.milvus.bring_back import bring_back

            bring_back(self._folder, self._milvus(wanted.uri, named=uri is not None).milvus, progress)
        if wanted != settings:
            write_engine(self._corpus, wanted)

    def _generation(self) -> int:
        try:
            return read_current(self._folder).generation
        except IndexUnusableError:
            return 0

    def _publish(self, milvus: Milvus, progress: Progress, *, forget: bool = False, empty: bool = False) -> None:
        from qa.index.milvus.publish import publish, withdraw

        try:
            if empty:
                withdraw(milvus)
            else:
                publish(self._folder, milvus, progress, forget=forget)
        except EngineError as error:
            raise EngineError(
                f"{error}; the files in {self._folder} are up to date, so that only this is left"
            ) from error
        progress("committing", 1, 1)

    def _milvus(self, uri: str, *, named: bool = False) -> MilvusIndex:
        from qa.index.milvus.address import milvus_address, milvus_token, refuse_reaching
        from qa.index.milvus.client import Milvus
        from qa.index.milvus.read import MilvusIndex

        address = milvus_address(uri, self._folder)
        if named and address.sent_to is not None:
            allow_model(self._corpus, uri)
        # Each time: what was allowed may have been taken back.
        refuse_reaching(address, allowed=address.sent_to is None or uri in allowed_models(self._corpus))
        with self._lock:
            if uri not in self._opened:
                self._opened[uri] = MilvusIndex(Milvus(address, milvus_token()), self._folder)
            return self._opened[uri]
