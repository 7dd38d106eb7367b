"""Writing into `corpus.toml` which engine holds the index."""

from __future__ import annotations

from pathlib import Path

from qa.corpus.editable_manifest import EditableManifest
from qa.corpus.manifest_editing import edit, save, writing
from qa.corpus.settings import EngineSettings


def write_engine(folder: Path, settings: EngineSettings) -> None:
    """Write `engine` and `uri` into `[index]`; all else stays as people wrote it.

    Raises:
        CorpusError: the folder or the file cannot be written, or would say something else than is meant.
    """
    import tomlkit

    said = {"engine": settings.engine.value, "uri": settings.uri}

    def change(manifest: EditableManifest) -> None:
        index = manifest.meant.get("index", {})
        assert isinstance(index, dict), "it was read"
        table = tomlkit.parse(manifest.text)
        table.setdefault("index", tomlkit.table()).update(said)
        manifest.text = tomlkit.dumps(table)
        manifest.meant = {**manifest.meant, "index": {**index, **said}}

    with writing(folder):
        save(folder, edit(folder, change))
