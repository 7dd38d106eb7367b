"""Write requirements.lock and requirements-dev.lock anew from pyproject.toml: every version pinned, every file by its hashes.

    python .ci/lock.py DIR [--upgrade]

Needs uv, and in DIR the CPU build of torch for Linux, from the index that HEAD names. Versions stay as they are but where
pyproject.toml no longer allows them, or with `--upgrade`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
# {what}: every version pinned, every file by its hashes, for Linux, macOS and Windows. pyproject.toml has the ranges.
# Installed by run.py:   {install}
#                        pip install --no-deps --no-build-isolation -e .
# Made by:               python .ci/lock.py DIR
"""
RUN = HEAD.format(what="What is installed", install="pip install --require-hashes --no-deps -r requirements.lock") + (
    "# Linux takes the CPU build of torch from PyTorch's own index; the one on PyPI brings several gigabytes of CUDA.\n"
    "--extra-index-url https://download.pytorch.org/whl/cpu\n\n"
)
DEV = HEAD.format(
    what="What the tests need besides", install="pip install --require-hashes --no-deps -r requirements-dev.lock"
) + ("-r requirements.lock\n\n")
TORCH = "2.13.0"
# As PyTorch's index publishes them: CPython 3.11 to 3.14 (3.14 also without its lock) on x86_64 and aarch64.
TORCH_LINUX = """\
6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
84453b69508ec79902f899c5ed9495acb9e2bbe9fda5f1d5d6f19e3c3842e1a7
4ca4a9394b0c771238a4f73590fdbbc4debad85ed0fa63d026ae1b085da7d6e2
6f307c2c32d764ffc6ff6893b801fad6d4752f3e67966cb8abf1843427c02604
3fbf9c9d1f3c10c2d59d04aca426dee9ccc6ceb32d255c61e93acc3b4f75fae6
0b8f7d0423027ae8b90c7977c627f3379f325363a08224dffad9b4b2d684a83d
d20fa53ee744502fa4c69818a720b05ca0d37abd055d4f6e66cae155114bc691
ca021f9eb2f8345c83fa03e3a04587308afb8df71bd472670b3ece00df58621c
b222c15a0fc2ce207d1c1a59700b46c8fa6748df1f447ad11e5c870dde0933d9
7b8d26e29bceafbdaa8d63bfe7612f23875b5af2cc07e13f809c3ed890bbe1d8
""".split()
ENTRY = re.compile(r"(?m)^(?=[a-z0-9])")


def compiled(links: Path, extra: str, known: list[Path], *, upgrade: bool) -> list[str]:
    """The entries of a lock with that extra, each a package with its hashes; versions as in the locks that are there."""
    seed = ROOT / ".ci" / "lock.tmp"
    pins = (path.read_text(encoding="utf-8").replace("-r requirements.lock", "") for path in known if path.exists())
    seed.write_text("".join(pins), encoding="utf-8")
    command = ["uv", "pip", "compile", "pyproject.toml", "--extra", extra, "--group", "build", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--annotation-style", "line", "--quiet"]
    command += [
        "--find-links",
        str(links),
        "--no-emit-find-links",
        "-o",
        str(seed),
        *(["--upgrade"] if upgrade else []),
    ]
    try:
        subprocess.run(command, cwd=ROOT, check=True)
        text = seed.read_text(encoding="utf-8")
    finally:
        seed.unlink()
    text = (
        text.replace(" --override (workspace),", "")
        .replace(", --override (workspace)", "")
        .replace(" (pyproject.toml)", "")
    )
    # Python in a browser has no torch: what is only for it goes, and so do the words that leave it out.
    text = text.replace(" ; sys_platform != 'emscripten'", "").replace(" and sys_platform != 'emscripten'", "")
    entries = [entry for entry in ENTRY.split(text)[1:] if "emscripten" not in entry]
    return [with_torch(entry) if entry.startswith("torch==") else entry for entry in entries]


def with_torch(entry: str) -> str:
    """The entry of torch; on Linux with all hashes of its CPU build, of which DIR holds one."""
    head, *lines = entry.splitlines()
    if "+cpu" not in head:
        return entry
    given = [digest for line in lines for digest in re.findall(r"sha256:(\w+)", line)]
    if f"torch=={TORCH}+cpu" not in head or not set(given) <= set(TORCH_LINUX):
        sys.exit(f"{head}: put the hashes that its index publishes into TORCH_LINUX")
    said = [line for line in lines if line.lstrip().startswith("#")]
    hashes = [f"    --hash=sha256:{digest}" for digest in TORCH_LINUX]
    return "\n".join([head, " \\\n".join(hashes), *said]) + "\n"


def main() -> None:
    """Write both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("links", metavar="DIR", type=Path, help="holds the CPU build of torch for Linux")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    options = parser.parse_args()
    run, dev = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    every = compiled(options.links, "dev", [run, dev], upgrade=options.upgrade)
    dev.write_text(DEV + "".join(every), encoding="utf-8")
    # What the tests need must not change what is installed without them: the same versions, by way of the lock just written.
    needed = compiled(options.links, "app", [dev], upgrade=False)
    run.write_text(RUN + "".join(needed), encoding="utf-8")
    names = {entry.split()[0] for entry in needed}
    dev.write_text(DEV + "".join(entry for entry in every if entry.split()[0] not in names), encoding="utf-8")


if __name__ == "__main__":
    main()
