"""The question encoder's files, written beside the database for each passage encoder, and checked by their sha256."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qa.files import sha256_file

if TYPE_CHECKING:
    from qa.embed.passages import PassageEncoder


def export_folder(folder: Path, digest: str) -> Path:
    """Where the question encoder of an encoder lies."""
    return folder / f"encoder-{digest[:12]}"


def export_is_sound(folder: Path, digest: str, meta: Mapping[str, str]) -> bool:
    """True when every file is there and is what the database says."""
    home = export_folder(folder, digest)
    sums = json.loads(meta.get("export", "{}"))
    return all((home / name).is_file() and sha256_file(home / name) == value for name, value in sums.items())


def export_encoder(folder: Path, digest: str, load: Callable[[], PassageEncoder]) -> dict[str, str]:
    """Write the files anew; returns each one's sha256, or {} for an encoder that cannot be exported."""
    from qa.embed.passages import export_for_questions

    home = export_folder(folder, digest)
    fresh = home.with_name(f".{home.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    exported = export_for_questions(load(), fresh)
    shutil.rmtree(home, ignore_errors=True)
    if not exported:
        shutil.rmtree(fresh)
        return {}
    fresh.rename(home)
    return {path.name: sha256_file(path) for path in sorted(home.iterdir())}
