"""The question encoder's files: exported beside the content, in a folder named by what they are, so that none is ever replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qa.files import follow_folder, make_folder_in, remove_path, sync
from qa.index.current import FileSum

if TYPE_CHECKING:
    from qa.embed.passages import PassageEncoder


def export_encoder(folder: Path, load: Callable[[], PassageEncoder]) -> dict[str, FileSum]:
    """Write the files; returns what each is by its path in `folder`, or {} for an encoder that cannot be exported."""
    from qa.embed.passages import export_for_questions

    fresh = folder / ".encoder.new"
    remove_path(fresh)
    make_folder_in(folder, fresh.name)
    if not export_for_questions(load(), fresh):
        remove_path(fresh)
        return {}
    for path in fresh.iterdir():
        follow_folder(path)
    sums = {path.name: FileSum.of_file(path) for path in sorted(fresh.iterdir())}
    home = folder / f"encoder-{hashlib.sha256(repr(sums).encode()).hexdigest()[:12]}"
    if home.is_dir() and {path.name: FileSum.of_file(path) for path in sorted(home.iterdir())} == sums:
        remove_path(fresh)
    else:
        remove_path(home)  # damaged
        for name in sums:
            sync(fresh / name)
        sync(fresh)
        fresh.rename(home)
        sync(folder)
    return {f"{home.name}/{name}": found for name, found in sums.items()}
