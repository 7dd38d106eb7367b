"""Set up, start, test and check this program in one command; needs Python 3.11 or newer, and nothing else."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

HELP = """\
python3 run.py [ARGS]        set up, then start the browser front end on localhost:8501 and open it by the
                             address that is printed (ARGS go to qa app: --port 8600, or Streamlit's own)
python3 run.py setup         only set up: make .venv, install requirements.lock, build the index
python3 run.py test [ARGS]   install what the tests need too, and run all of them, on every core
                             (or ARGS go to pytest, which then runs on one; paths start here)
python3 run.py check         the same for format, lint and types

Everything is installed into .venv beside this file, about 2 GB, once; the next start installs nothing.
To begin again, delete .venv and what is in index/: neither holds anything that cannot be made again."""

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ("requirements.lock", "requirements-dev.lock")
STAMP = VENV / "installed"
OLDEST = (3, 11)
# Files go whole to one of the processes, since fixtures of a module are made once. tests/conftest.py says how many there are;
# one takes up to 2 GB.
ALL_TESTS = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
CHECKS = (("ruff", "format", "--check"), ("ruff", "check"), ("lint-imports", "--no-cache"), ("mypy",), ("pip", "check"))
# Settings of the person's own Python and pip that would lead the packages, or the imports, past .venv.
ASTRAY = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "__PYVENV_LAUNCHER__")


class Failure(Exception):
    """One line for the person: what failed and what to do."""

    exit_code = 1


class Misuse(Failure):
    """The arguments cannot be understood."""

    exit_code = 2


def split(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The command and what is passed on; no command means start."""
    first = arguments[0] if arguments else "-"
    if first.startswith("-"):
        return "start", list(arguments)
    if first not in ("setup", "test", "check"):
        raise Misuse(f"there is no command {first!r}: python3 run.py --help lists them")
    if first != "test" and len(arguments) > 1:
        raise Misuse(f"{first} takes no arguments, but got {arguments[1]!r}")
    return first, list(arguments[1:])


def fingerprint(root: Path) -> str:
    """What the installation depends on: the files that name the packages, and where the package itself lies."""
    parts = [(root / name).read_bytes() for name in (*LOCKS, "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, os.fsencode(root)])).hexdigest()


def is_installed(stamp: Path, wanted: str, *, dev: bool) -> bool:
    """True when the last installation ended well, was of this state, and has the tests' packages where needed."""
    words = stamp.read_text(encoding="utf-8").split() if stamp.is_file() else []
    return words[:1] == [wanted] and (not dev or "dev" in words)


def program(name: str, platform: str = sys.platform) -> Path:
    """Where .venv keeps a program."""
    return VENV / "Scripts" / f"{name}.exe" if platform == "win32" else VENV / "bin" / name


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for everything that is started: nothing but .venv is imported or installed into."""
    # Where nobody may keep compiled code, each of the many processes would compile all of it.
    kept = {name: value for name, value in environment.items() if name not in (*ASTRAY, "PYTHONDONTWRITEBYTECODE")}
    # With its five retries, pip would wait long for each package where an extra index cannot be reached.
    return {"PIP_RETRIES": "1", **kept, "PYTHONNOUSERSITE": "1"}


def run(*command: str | Path) -> int:
    """Run a command from the root, to its end, and give back its exit code."""
    process = subprocess.Popen(command, cwd=ROOT, env=child_environment(os.environ))
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.wait()  # Ctrl-C reached it as well: it stops by itself.
        raise
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    return code if code >= 0 else 128 - code


def make_venv() -> None:
    """Make .venv unless a working one is there."""
    environment = child_environment(os.environ)
    python = program("python")
    probe = [str(python), "-m", "pip", "--version"]
    if python.exists() and subprocess.run(probe, env=environment, capture_output=True, check=False).returncode == 0:
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Failure(
            "this Python has no venv module: on Debian and Ubuntu run 'sudo apt install python3-venv', then again"
        )
    print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if made.returncode:
        reason = ((made.stderr or made.stdout).strip() or "no reason given").splitlines()[-1]
        raise Failure(f"could not make {VENV} ({reason}): see that the folder can be written, or try another Python")


def pip_install(*arguments: str) -> None:
    """Have pip install just what is named, with its progress on a terminal and all that it says in a log."""
    command = [str(program("python")), "-m", "pip", "install", "--no-input", "--no-deps", "--compile", *arguments]
    said = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=child_environment(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            said.append(line)
            if sys.stdout.isatty() and line.lstrip().startswith(("Collecting", "Downloading", "Installing")):
                print(f"\r  {line.strip()[:76]:<76}", end="", flush=True)
    if sys.stdout.isatty():
        print()
    log = VENV / "install.log"
    with log.open("a", encoding="utf-8") as file:
        file.writelines(said)
    if pip.returncode:
        raise Failure(
            f"pip could not install the packages ({reason(said, pip.returncode)}): check the network and the free disk "
            f"space (3 GB), then run this again; all that pip said is in {log}"
        )


def reason(said: Sequence[str], code: int) -> str:
    """Why pip failed, by the last error that it named."""
    if any("DO NOT MATCH THE HASHES" in line for line in said):
        return "a package is not the one that was locked: its hash differs"
    errors = [line.partition("ERROR: ")[2].strip() for line in said if "ERROR: " in line]
    return errors[-1] if errors else f"exit code {code}"


def install(*, dev: bool) -> None:
    """Install the locked packages and this one, unless that is done; the stamp is written last."""
    wanted = fingerprint(ROOT)
    if program("python").exists() and is_installed(STAMP, wanted, dev=dev):
        return
    STAMP.unlink(missing_ok=True)
    make_venv()
    print("Installing the packages of requirements.lock into .venv: about 2 GB, some minutes", flush=True)
    # Nothing is built from sources, and each file has to have the hash that the lock names; then this package itself, in place.
    locked = ("--require-hashes", "--only-binary", ":all:", "-r", LOCKS[1] if dev else LOCKS[0])
    (VENV / "install.log").write_bytes(b"")
    pip_install(*locked)
    pip_install("--no-build-isolation", "-e", ".")
    STAMP.write_text(f"{wanted}{' dev' if dev else ''}\n", encoding="utf-8")


def carry_out(command: str, arguments: Sequence[str]) -> int:
    """Install what the command needs, and do it."""
    python = program("python")
    install(dev=command in ("test", "check"))
    # Also where PYTHONDONTWRITEBYTECODE is set: without compiled files every start is slow.
    run(python, "-m", "compileall", "-qq", "qa")
    if command == "test":
        return run(python, "-m", "pytest", *(arguments or ALL_TESTS))
    if command == "check":
        for check in CHECKS:
            print("Checking:", *check, flush=True)
            code = run(program(check[0]), *check[1:])
            if code:
                return code
        return 0
    print("Bringing the index up to date", flush=True)
    code = run(program("qa"), "index")
    return code if code or command == "setup" else run(program("qa"), "app", *arguments)


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say; every failure is one line."""
    if sys.version_info < OLDEST:
        this = ".".join(map(str, sys.version_info[:3]))
        print(
            f"run.py: Python 3.11 or newer is needed and this is {this}: install one, and run this with it",
            file=sys.stderr,
        )
        return 1
    if arguments and arguments[0] in ("-h", "--help"):
        print(HELP)
        return 0
    try:
        return carry_out(*split(arguments))
    except KeyboardInterrupt:
        return 130
    except Failure as failure:
        print(f"run.py: {failure}", file=sys.stderr)
        return failure.exit_code
    except OSError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(main(sys.argv[1:]))
