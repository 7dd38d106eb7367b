"""What of the documents is kept where, in corpus and index folder, beside the documents themselves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qa.corpus.keeping import Keeping, conversation_folder
from qa.corpus.log import log_files
from qa.corpus.reserved import TRASH
from qa.corpus.trash import damaged_in_trash, list_trash
from qa.index.cache import CACHE_FILE
from qa.index.together.parts import TOGETHER
from qa.parse.bibliography import kept_folder


def describe_kept(corpus: Path, index: Path) -> str:
    """One line: versions in the trash, bibliographies, the cache of vectors, generations, each with its size."""
    trash = list_trash(corpus)
    versions, documents = len(trash), len({trashed.doc_id for trashed in trash})
    damaged = f", {lost} damaged" if (lost := len(damaged_in_trash(corpus))) else ""
    beside = list(corpus.glob(f"*{kept_folder('')}"))
    folders = (conversation_folder(where, corpus, index) for where in Keeping)
    talks = [file for folder in folders if folder for file in folder.glob("*.json")]
    generations = sorted(index.glob("content-*.sqlite"))
    parts: tuple[tuple[str, Iterable[Path]], ...] = (
        (f"bin: {versions} versions of {documents} documents{damaged}", [corpus / TRASH]),
        (f"bibliographies: {len(beside)}", beside),
        (f"log: {len(log_files(corpus))} files", log_files(corpus)),
        (f"conversations: {len(talks)}", talks),
        ("cache of vectors", index.glob(f"{CACHE_FILE}*")),
        (f"generations: {len(generations)}", [*generations, *index.glob("vectors-*")]),
    )
    if (prepared := index / TOGETHER).is_dir():
        parts += (("prepared for a build", [prepared]),)
    return "; ".join(f"{words}, {_size(paths)}" for words, paths in parts)


def _size(paths: Iterable[Path]) -> str:
    size = sum(_bytes(file) for path in paths for file in (path, *path.rglob("*")))
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() and not path.is_symlink() else 0
    except OSError:
        return 0
