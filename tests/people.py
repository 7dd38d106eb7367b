"""The file that says who may come, made up."""

from __future__ import annotations

from pathlib import Path


def people_file(folder: Path, written: str) -> str:
    """Its name, as `--people` takes it, in a folder: nobody else can read it."""
    file = folder / "people.toml"
    file.write_text(written, encoding="utf-8")
    file.chmod(0o600)
    return str(file)
