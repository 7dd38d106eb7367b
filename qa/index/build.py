"""Corpus → index: parse and embed only what changed, and commit it all at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from qa.corpus.manifest import Entry, Manifest, fingerprints_now, read_corpus
from qa.corpus.permissions import allowed_models
from qa.embed.weights import EncoderFiles, is_packaged, locate
from qa.errors import BusyError, CorpusError, DocumentError, IndexDamagedError, IndexUnusableError
from qa.files import make_folder, mode_in, remove_path
from qa.index import cache
from qa.index.base import find_base
from qa.index.cache import Cache
from qa.index.content import delete_document, insert_document, link_sources
from qa.index.current import (
    CURRENT_FILE,
    Current,
    FileSum,
    content_name,
    read_current,
    stamps_of,
    write_current,
)
from qa.index.database import LAYERED
from qa.index.draft import Draft
from qa.index.embedding import LazyEncoder, Progress, embed
from qa.index.export import export_encoder
from qa.index.layers import MOST_LAYERED, count_layered, count_rows, open_layers
from qa.index.leftovers import remove_leftovers
from qa.index.prune import prune_cache, prune_past_share
from qa.index.purge import compact, purge_all, purge_rest
from qa.index.together.parts import PreparedParts
from qa.index.unfinished import find_unfinished
from qa.index.vector_files import Vectors, open_vectors, write_layer, write_vectors
from qa.parse import parse_with_sources, prepare_child, read_bytes, telling_scans
from qa.parse.faults import faults_of

_WAIT = 0.5
"""Seconds to wait for another build."""
_LITTLE = 16_000_000
"""Bytes of changed files up to which a large index gets an upper layer for them."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    changed: bool
    documents: int
    passages: int
    parsed: int
    embedded: int
    removed: int
    skipped: tuple[str, ...]
    generation: int
    forgotten: int = 0
    """Rows of the cache that no generation needed any more."""
    prepared: int = 0
    """Of those parsed, how many were prepared before, by this process or others; see `qa.index.together`."""


_NOTHING = BuildReport(changed=True, documents=0, passages=0, parsed=0, embedded=0, removed=0, skipped=(), generation=0)
"""What is left where the last document was purged."""


def build_index(
    corpus: Path,
    folder: Path,
    *,
    rebuild: bool = False,
    progress: Progress = lambda what, done, total: None,
    purge: Callable[[], None] | None = None,
    prune: bool = False,
    waits: bool = False,
) -> BuildReport:
    """Bring the index in `folder` up to date with the corpus.

    Unchanged documents are not parsed again, and no text is embedded twice by the same encoder. Readers see the old index
    until the commit. A file that cannot be read keeps its last good version, and is named in `skipped`. What is damaged
    is made again from what is sound. `rebuild` parses and embeds everything. `purge` is called first, when nothing else can
    write, and takes documents out of the corpus; of what the corpus does not have after it, nothing stays in the folder.
    `prune` forgets the vectors of texts that no generation has; where most of a large cache is such, that is done in any case.
    What was prepared of documents (see `qa.index.together`) is taken in. With `waits`, another build is waited for.

    Raises:
        BusyError: another process or thread is writing.
        CorpusError: no file can be read.
        IndexUnusableError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        make_folder(folder)
        with FileLock(folder / "writer.lock", timeout=-1 if waits else _WAIT, mode=mode_in(folder)):
            if purge is not None:
                purge()
                if not read_corpus(corpus, may_be_empty=True).entries or not (folder / CURRENT_FILE).exists():
                    return replace(_NOTHING, skipped=tuple(purge_all(folder)))
            # Only now: what the writer before added must not be taken out again.
            manifest = read_corpus(corpus)
            encoder = locate(manifest.encoder, manifest.encoder in allowed_models(corpus))
            try:
                return _Build(manifest, encoder, folder, rebuild, progress, purge is not None, prune).run()
            except IndexDamagedError:
                # The files of a generation are checked before they are used, so it is the cache.
                cache.salvage(folder)
                return _Build(manifest, encoder, folder, rebuild, progress, purge is not None, prune).run()
    except Timeout as error:
        raise BusyError(f"{folder}: another process is building the index; wait for it and try again") from error
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IndexUnusableError(f"{folder}: cannot be written ({reason}); the index is as it was") from error


class _Build:
    """One run of the builder, from the manifest to the commit."""

    def __init__(
        self,
        manifest: Manifest,
        encoder: EncoderFiles,
        folder: Path,
        rebuild: bool,
        progress: Progress,
        purge: bool,
        prune: bool,
    ) -> None:
        self.purge, self.prune = purge, prune
        self.manifest, self.folder, self.rebuild, self.progress = manifest, folder, rebuild, progress
        self.encoder = LazyEncoder(encoder)
        self.parts, self.prepared = PreparedParts(folder, encoder.digest), 0
        self.base = find_base(folder)
        # A rebuild begins with nothing.
        self.content = None if rebuild else self.base.content
        self.known = self.base.known if self.content else {}
        self.unfinished: Path | None = None
        if self.content is None and not rebuild and not purge and (left := find_unfinished(folder)):
            self.unfinished, self.known = left
        self.committed: Current | None = None
        self.skipped = list(manifest.skipped)

    def run(self) -> BuildReport:
        """Parse, embed, commit; what was begun and not committed is deleted."""
        self._clean()
        wanted = fingerprints_now(self.manifest.entries)
        try:
            with cache.open_to_write(self.folder) as opened, self._draft(wanted) as draft:
                report = self._run(draft, opened, wanted)
            self.parts.remove()
            return report
        finally:
            self._clean()

    def _draft(self, wanted: dict[str, str]) -> Draft:
        """What the next generation is written to: an upper layer, where little has changed of a large index."""
        path, last = self.folder / content_name(self.base.generation + 1), self.base.current
        if self.content is None or last is None:
            return Draft(path, None, unfinished=self.unfinished)
        lower, *uppers = (self.folder / name for name in last.contents)
        upper = uppers[0] if uppers else None
        if self._is_little(last, wanted):
            return Draft(path, upper, below=lower)
        return Draft(path, lower, above=upper)

    def _is_little(self, last: Current, wanted: dict[str, str]) -> bool:
        if self.purge or last.mapped is None or not self.base.is_whole(self.encoder.digest):
            return False
        changed = [entry for entry in self.manifest.entries if self.known.get(entry.doc_id) != wanted[entry.doc_id]]
        size = sum(entry.path.stat().st_size for entry in changed if entry.path.exists())
        return last.layered <= MOST_LAYERED and size <= _LITTLE

    def _run(self, draft: Draft, opened: Cache, wanted: dict[str, str]) -> BuildReport:
        removed = sorted(self.known.keys() - {entry.doc_id for entry in self.manifest.entries})
        if removed or self.rebuild or self.purge or not self.base.is_whole(self.encoder.digest):
            draft.begin()
        for doc_id in removed:
            delete_document(draft.begin(), doc_id)
        parsed = self._parse(
            [e for e in self.manifest.entries if self.known.get(e.doc_id) != wanted[e.doc_id]], draft, wanted
        )
        if self.content is None and not self.rebuild and not self.purge:
            draft.leave()
            self.unfinished = draft.unfinished
        embedded = self._embed(draft, opened, parsed, wanted)
        current = self._commit(draft, opened) if draft.begun else self.base.current
        assert current is not None
        if self.purge:
            self.skipped += purge_rest(self.folder, current, opened)
        changed = (
            removed or any(doc_id in self.base.known for doc_id in parsed) or not self.base.same(self.encoder.digest)
        )
        # With layers it waits until they become one: all texts are looked at for it.
        forgotten = self._forget(current, opened) if self.prune or (changed and not draft.is_layer) else 0
        return BuildReport(
            changed=draft.begun or embedded > 0,
            documents=current.documents,
            passages=current.passages,
            parsed=len(parsed),
            embedded=embedded,
            removed=len(removed),
            skipped=tuple(self.skipped),
            generation=current.generation,
            forgotten=forgotten,
            prepared=self.prepared,
        )

    def _forget(self, current: Current, opened: Cache) -> int:
        """Prune the cache; readers may still be at the last generation, so that counts too."""
        last = self.base.current if self.base.content and not self.purge else None
        generations = [current] if last is None or last.content == current.content else [last, current]
        if self.prune:
            return prune_cache(self.folder, generations, opened)
        # Of an index of another version, the cache may hold what no version will read again.
        outdated = self.base.current is None and self.base.generation > 0
        return prune_past_share(self.folder, generations, opened, always=outdated)

    def _clean(self) -> None:
        """Delete what is left of other runs: all but this generation and the last, which a reader may just be opening."""
        kept = [self.committed] if self.purge and self.committed else [self.base.current, self.committed]
        with suppress(OSError, IndexUnusableError):
            kept.append(read_current(self.folder))
        with suppress(OSError):
            remove_leftovers(self.folder, *filter(None, kept), unfinished=None if self.committed else self.unfinished)

    def _parse(self, changed: Sequence[Entry], draft: Draft, wanted: dict[str, str]) -> list[str]:
        """Write what changed, one document after the other; returns their identifiers."""
        parsed: list[str] = []
        failures: dict[str, tuple[str, str]] = {}
        if changed:
            prepare_child()
        for number, entry in enumerate(changed):
            self.progress("reading", number, len(changed))
            try:
                self._take_in(entry, draft, wanted[entry.doc_id])
            except DocumentError as error:
                failures[entry.doc_id] = wanted[entry.doc_id], str(error)
                kept = " (its last good version is kept)" if entry.doc_id in self.known else ""
                self.skipped.append(f"{error}{kept}")
                continue
            parsed.append(entry.doc_id)
        if not parsed and not self.known and failures:
            reasons = [reason for _, reason in failures.values()]
            raise CorpusError(reasons[0] if len(reasons) == 1 else f"no document can be read; the first: {reasons[0]}")
        if failures != self.base.failures or draft.begun:
            draft.begin().execute("DELETE FROM failures")
            rows = [(doc_id, *failure) for doc_id, failure in failures.items()]
            draft.begin().executemany("INSERT INTO failures VALUES (?, ?, ?)", rows)
        return parsed

    def _take_in(self, entry: Entry, draft: Draft, fingerprint: str) -> None:
        """Put one file, parsed now or prepared before, in the place of its last version, or leave that as it is.

        Raises:
            DocumentError: it cannot be read, or what it holds breaks the program.
        """
        prepared = None if self.rebuild else self.parts.document(entry, fingerprint)
        if prepared is None:
            data = read_bytes(entry.path)
            with telling_scans(self.progress):
                document, named = parse_with_sources(
                    data, entry.path.name, entry.doc_id, encoding=entry.encoding, folder=entry.path.parent
                )
            fingerprint = entry.fingerprint(data)
        else:
            document, named = prepared
            self.prepared += 1
        with faults_of(entry.path.name), draft.whole_or_not() as connection:
            delete_document(connection, entry.doc_id)
            unplaced = insert_document(connection, entry, document, named, fingerprint)
        self.skipped += [f"{entry.path.name}: {problem.message}" for problem in unplaced]

    def _embed(self, draft: Draft, opened: Cache, parsed: Sequence[str], wanted: dict[str, str]) -> int:
        """Give every text of new documents a vector, and where the cache may lack others, those of all; how many were encoded."""
        doubted = (self.folder / cache.DOUBT).exists()
        whole = self.content is None or not self.base.same(self.encoder.digest)
        everything = whole or doubted or opened.is_empty()
        if not everything and not parsed:
            return 0
        if doubted:
            opened.reindex()
        if not self.rebuild:
            self.parts.give_vectors(opened, self.manifest.entries, wanted)
        embedded, last = 0, self.base.current
        if everything and self.content and last and (draft.is_layer or not draft.begun):
            with closing(open_layers(self.folder, last)) as connection:
                embedded = embed(connection, None, opened, self.encoder, self.progress)
            everything = False
        if draft.begun or self.content is None:
            doc_ids = None if everything else parsed
            again = self.rebuild or opened.is_empty()
            embedded += embed(draft.begin(), doc_ids, opened, self.encoder, self.progress, again=again)
        if doubted:
            remove_path(self.folder / cache.DOUBT)
        return embedded

    def _commit(self, draft: Draft, opened: Cache) -> Current:
        """Finish the generation's files, and name them in `current.json`."""
        export = self._export()
        self.progress("committing", 0, 1)
        connection, generation, last = draft.begin(), self.base.generation + 1, self.base.current
        self.skipped += link_sources(connection, self.manifest.entries)
        given = self.folder, generation, connection, opened, self.encoder.digest
        below = layered = 0
        if draft.is_layer and last is not None:
            dimension, files = last.dimension, last.lower_files() | write_layer(*given, last)
            below, layered = last.below or last.generation, count_layered(connection)
        else:
            dimension, files = write_vectors(*given, self._last_vectors())
        counts = {table: count_rows(connection, table, ("below", "main") if below else None) for table in LAYERED}
        draft.finish(compact if self.purge else None)
        sums = {draft.path.name: FileSum.of_file(draft.path), **files, **export}
        # Last of all: until this small file is replaced, readers see the generation before, whatever happens here.
        current = Current(
            generation,
            self.encoder.digest,
            self.encoder.name,
            dimension=dimension,
            files=sums,
            # Those of a lower layer, too: this build has compared them, or found them untouched.
            stamps=stamps_of(self.folder, sums),
            below=below,
            layered=layered,
            **counts,
        )
        write_current(self.folder, current)
        self.committed = current
        self.progress("committing", 1, 1)
        return current

    def _last_vectors(self) -> Vectors | None:
        last = self.base.current
        if (
            last is None
            or self.content is None
            or not self.base.same(self.encoder.digest)
            or not self.base.vectors_are_sound
        ):
            return None
        return open_vectors(self.folder, last)

    def _export(self) -> dict[str, FileSum]:
        if is_packaged(self.encoder.digest):
            return {}
        if self.base.same(self.encoder.digest) and not self.rebuild and self.base.export_is_sound:
            return self.base.export
        self.progress("exporting the question encoder", 0, 1)
        return export_encoder(self.folder, self.encoder.load)
