"""The environment of the peers: made once, with the versions of `versions.txt`."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

VERSIONS = Path(__file__).with_name("versions.txt")


def make_environment(folder: Path) -> Path:
    """The Python of an environment in `folder`, made where there is none with these versions.

    What the project's own environment has, as torch, is seen from it and not installed again where the version is the one pinned.
    """
    python, done = folder / "bin" / "python", folder / "versions.txt"
    wanted = VERSIONS.read_text(encoding="utf-8")
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    ours = sysconfig.get_paths()["purelib"]
    command = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    theirs = subprocess.run([str(python), "-c", command], check=True, capture_output=True, text=True).stdout.strip()
    (Path(theirs) / "shared.pth").write_text(f"{ours}\n", encoding="utf-8")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--requirement", str(VERSIONS)], check=True)
    done.write_text(wanted, encoding="utf-8")
    return python
