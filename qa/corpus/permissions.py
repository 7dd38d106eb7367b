"""What the person has allowed for a corpus; kept outside its folder, which may come from somebody else.

One JSON file, readable by its owner only, in the person's folder of settings (`QA_CONFIG` names another):
`{"models": {"/home/ann/reports": ["owner/model"]}}`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from qa.corpus.log import Action, write_log
from qa.errors import CorpusError, UsageError
from qa.files import write_whole

CONFIG = "QA_CONFIG"
_FILE = "allowed.json"


def allowed_models(folder: Path) -> frozenset[str]:
    """Names of models that may be fetched from the hub for this corpus.

    Raises:
        CorpusError: the file that says so cannot be read.
    """
    return frozenset(_read(_file()).get(_key(folder), ()))


def allow_model(folder: Path, name: str, allow: bool = True) -> None:
    """Allow to fetch a model for this corpus from now on, or no longer.

    Raises:
        UsageError: the name is empty.
        CorpusError: the permission cannot be kept.
    """
    from filelock import FileLock

    if not name.strip():
        raise UsageError("the name of the model is empty; write it as corpus.toml has it")
    path = _file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(path.with_suffix(".lock")):
            known = _read(path)
            names = set(known.pop(_key(folder), ()))
            names = names | {name} if allow else names - {name}
            if names:
                known[_key(folder)] = sorted(names)
            write_whole(path, json.dumps({"models": known}, indent=2, ensure_ascii=False).encode())
            path.chmod(0o600)
        if folder.is_dir():
            write_log(folder, Action.ALLOWED if allow else Action.WITHDRAWN, about=name)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror}); set {CONFIG} to another folder") from error


def config_folder() -> Path:
    """The person's folder of settings, which may not be there yet."""
    from platformdirs import user_config_path

    given = os.environ.get(CONFIG)
    return Path(given) if given else user_config_path("footnote-qa")


def _file() -> Path:
    return config_folder() / _FILE


def _key(folder: Path) -> str:
    return str(folder.resolve())


def _read(path: Path) -> dict[str, list[str]]:
    try:
        models = json.loads(path.read_text(encoding="utf-8"))["models"]
        if all(isinstance(names, list) and all(isinstance(n, str) for n in names) for names in models.values()):
            return dict(models)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise CorpusError(f"{path}: not a list of permissions; mend or delete it")
