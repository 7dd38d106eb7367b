"""What a build forgets of the cache: texts that no generation has any more, when it is told to, or past a share of the file."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from qa.index.cache import CACHE_FILE, Cache
from qa.index.content import texts_of
from qa.index.current import Current
from qa.index.database import text_hash
from qa.index.layers import open_layers

_SHARE = 0.5
"""Of the rows: where more than this is needed by no generation, a build forgets it without being told."""
_WORTH_IT = 64_000_000
"""Bytes of the file below which it does not: what was removed may be put back, and is then not embedded again."""

_log = logging.getLogger(__name__)


def prune_cache(folder: Path, generations: Sequence[Current], opened: Cache) -> int:
    """Forget every text that none of the generations has, and every encoder of none of them; how many rows went."""
    return opened.keep_only(_hashes(folder, generations), {current.encoder for current in generations})


def prune_past_share(folder: Path, generations: Sequence[Current], opened: Cache, *, always: bool = False) -> int:
    """The same where it is worth it, or `always`, and nothing where another process has the file in use."""
    if not always and not _is_worth_it(folder, generations, opened):
        return 0
    try:
        return prune_cache(folder, generations, opened)
    except sqlite3.OperationalError as error:
        _log.info("%s: not pruned now (%s)", folder / CACHE_FILE, error)
        return 0


def _is_worth_it(folder: Path, generations: Sequence[Current], opened: Cache) -> bool:
    if (folder / CACHE_FILE).stat().st_size < _WORTH_IT:
        return False
    return opened.size() * (1 - _SHARE) >= sum(_most_rows(folder, current) for current in generations)


def _hashes(folder: Path, generations: Iterable[Current]) -> Iterator[str]:
    for current in generations:
        with closing(open_layers(folder, current)) as connection:
            doc_ids = [row["doc_id"] for row in connection.execute("SELECT doc_id FROM documents")]
            for text, _ in texts_of(connection, doc_ids):
                yield text_hash(text)


def _most_rows(folder: Path, current: Current) -> int:
    """Two for a passage, one for a sentence; fewer where texts are the same."""
    with closing(open_layers(folder, current)) as connection:
        counted = "SELECT 2 * count(*) + coalesce(sum(json_array_length(sentences)), 0) FROM passages"
        return int(connection.execute(counted).fetchone()[0])
