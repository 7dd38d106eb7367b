"""Whether and where conversations are kept on disk: as the person says, for each corpus, outside its folder.

`conversations.json` in the person's folder of settings (`QA_CONFIG` names another): `{"/home/ann/reports": "corpus"}`. Who
sends a corpus cannot have the questions to it kept.
"""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path

from qa.corpus.conversation_places import InFolder, InMemory, KeepingPlace
from qa.corpus.permissions import config_folder
from qa.errors import CorpusError, UsageError
from qa.files import make_folder, write_whole

KEEP = "QA_CONVERSATIONS"
"""A variable of the environment that comes before the person's setting: `memory`, `corpus` or `index`."""
WORK = "_work"
"""Of the corpus folder: what is no document and no setting."""
_FILE = "conversations.json"


class Keeping(StrEnum):
    """Where conversations are kept."""

    MEMORY = "memory"
    """Until the program ends; nothing is written."""
    CORPUS = "corpus"
    """In `_work/conversations` of the corpus folder."""
    INDEX = "index"
    """In `INDEX.work/conversations`, beside the index folder, which can be deleted and made again."""


def keeping_of(corpus: Path) -> Keeping:
    """As the environment says, else the person for this corpus, else in memory alone.

    Raises:
        UsageError: the environment names no such place.
        CorpusError: the person's settings cannot be read.
    """
    given = os.environ.get(KEEP)
    if given and given not in list(Keeping):
        raise UsageError(f"{KEEP}={given[:40]}: unknown; use one of {', '.join(Keeping)}")
    said = given or _read(config_folder() / _FILE).get(str(corpus.resolve()))
    return Keeping(said) if said in list(Keeping) else Keeping.MEMORY


def set_keeping(corpus: Path, where: Keeping) -> None:
    """Keep conversations about this corpus there from now on.

    Raises:
        CorpusError: the setting cannot be read or written.
    """
    path = config_folder() / _FILE
    rows = _read(path) | {str(corpus.resolve()): where.value}
    try:
        make_folder(path.parent)
        write_whole(path, json.dumps(rows, indent=2, ensure_ascii=False).encode())
        path.chmod(0o600)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror})") from error


def conversation_folder(where: Keeping, corpus: Path, index: Path) -> Path | None:
    """The folder of the files; None where nothing is written."""
    if where is Keeping.MEMORY:
        return None
    base = corpus / WORK if where is Keeping.CORPUS else index.with_name(f"{index.name}.work")
    return base / "conversations"


def open_place(where: Keeping, corpus: Path, index: Path) -> KeepingPlace:
    """The place itself, as it is read and written."""
    folder = conversation_folder(where, corpus, index)
    return InMemory() if folder is None else InFolder(folder)


def _read(path: Path) -> dict[str, str]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(rows, dict) and all(isinstance(value, str) for value in rows.values()):
            return rows
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError):
        pass
    raise CorpusError(f"{path}: not a list of settings; mend or delete it")
