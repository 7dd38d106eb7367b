"""The start script: what it makes of its arguments, when it installs, and what it says when something fails."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.lock", "requirements-dev.lock", "pyproject.toml")


@pytest.fixture(name="run", scope="module")
def _run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start_script", ROOT / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="elsewhere")
def _elsewhere(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, in a folder with a space, whose .venv is not there yet."""
    root = tmp_path / "a b"
    root.mkdir()
    for name in FILES:
        (root / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "VENV", root / ".venv")
    monkeypatch.setattr(run, "STAMP", root / ".venv" / "installed")
    return root


def _fake_python(root: Path, run: ModuleType, script: str) -> None:
    """A .venv whose python is a shell script: it answers to `pip --version`, and does `script` otherwise."""
    python = run.program("python")
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\n[ "$3" = --version ] && exit 0\n{script}\n')
    python.chmod(0o755)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ("start", [])),
        (["--server.port", "8600"], ("start", ["--server.port", "8600"])),
        (["setup"], ("setup", [])),
        (["check"], ("check", [])),
        (["test"], ("test", [])),
        (["test", "-k", "run", "--help"], ("test", ["-k", "run", "--help"])),
    ],
)
def test_split_finds_the_command_and_passes_the_rest_on(
    run: ModuleType, arguments: list[str], expected: tuple[str, list[str]]
) -> None:
    assert run.split(arguments) == expected


@pytest.mark.parametrize("arguments", [["tset"], ["setup", "--fast"], ["check", "qa"]])
def test_main_refuses_what_it_does_not_understand_in_one_line(
    run: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("run.py: ") and error.count("\n") == 1
    assert arguments[-1] in error


def test_program_is_where_each_system_keeps_it(run: ModuleType) -> None:
    assert run.program("qa", "win32") == ROOT / ".venv" / "Scripts" / "qa.exe"
    assert run.program("qa", "darwin") == run.program("qa", "linux") == ROOT / ".venv" / "bin" / "qa"


def test_child_environment_leads_nothing_past_the_venv(run: ModuleType) -> None:
    given = {"PYTHONPATH": "/x", "PYTHONHOME": "/x", "PIP_TARGET": "/x", "PIP_USER": "1", "PATH": "/bin"}
    assert run.child_environment(given) == {"PATH": "/bin", "PIP_RETRIES": "1", "PYTHONNOUSERSITE": "1"}
    assert run.child_environment({"PIP_RETRIES": "9"})["PIP_RETRIES"] == "9"


def test_fingerprint_changes_with_each_file_and_with_the_folder(
    run: ModuleType, elsewhere: Path, tmp_path: Path
) -> None:
    first = run.fingerprint(elsewhere)
    assert run.fingerprint(elsewhere) == first
    found = {first}
    for name in FILES:
        with (elsewhere / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        found.add(run.fingerprint(elsewhere))
    elsewhere.rename(tmp_path / "moved")
    found.add(run.fingerprint(tmp_path / "moved"))
    assert len(found) == 5


@pytest.mark.parametrize(
    ("stamp", "dev", "expected"),
    [
        (None, False, False),
        ("", False, False),
        ("other", False, False),
        ("wanted\n", False, True),
        ("wanted\n", True, False),
        ("wanted dev\n", True, True),
        ("wanted dev\n", False, True),
    ],
)
def test_is_installed_believes_only_a_stamp_that_fits(
    run: ModuleType, tmp_path: Path, stamp: str | None, dev: bool, expected: bool
) -> None:
    path = tmp_path / "installed"
    if stamp is not None:
        path.write_text(stamp)
    assert run.is_installed(path, "wanted", dev=dev) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for python is a shell script")
def test_install_is_done_once_and_again_when_the_lock_changes(run: ModuleType, elsewhere: Path) -> None:
    _fake_python(elsewhere, run, 'echo "$@" >> calls')
    run.install(dev=False)
    run.install(dev=False)
    assert [line.split(" --compile ")[1] for line in (elsewhere / "calls").read_text().splitlines()] == [
        "--require-hashes --only-binary :all: -r requirements.lock",
        "--no-build-isolation -e .",
    ]
    run.install(dev=True)
    run.install(dev=False)
    (elsewhere / "requirements.lock").write_text("changed")
    run.install(dev=False)
    locks = [line.split()[-1] for line in (elsewhere / "calls").read_text().splitlines()[::2]]
    assert locks == ["requirements.lock", "requirements-dev.lock", "requirements.lock"]


def test_reason_names_a_package_that_is_not_the_locked_one(run: ModuleType) -> None:
    said = ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n", "ERROR: No matching torch\n"]
    assert run.reason(said, 1) == "a package is not the one that was locked: its hash differs"
    assert run.reason(said[1:], 1) == "No matching torch" and run.reason(["noise\n"], 3) == "exit code 3"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for python is a shell script")
def test_install_that_fails_says_why_in_one_line_and_is_done_again(run: ModuleType, elsewhere: Path) -> None:
    _fake_python(elsewhere, run, "echo noise; echo '      ERROR: No matching distribution found for torch'; exit 1")
    run.STAMP.write_text("of an earlier lock")
    with pytest.raises(run.Failure) as caught:
        run.install(dev=False)
    assert "(No matching distribution found for torch)" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "noise" in (run.VENV / "install.log").read_text()
    assert not run.STAMP.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for python is a shell script")
def test_make_venv_clears_one_whose_python_is_gone(
    run: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.program("python").parent.mkdir(parents=True)
    run.program("python").symlink_to("/nowhere/python3")
    telling = elsewhere / "python3"
    telling.write_text('#!/bin/sh\necho "$@"\nexit 1\n')
    telling.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(telling))
    with pytest.raises(run.Failure, match=re.escape(f"could not make {run.VENV} (-m venv --clear {run.VENV})")):
        run.make_venv()


def test_make_venv_names_the_package_debian_leaves_out(
    run: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(run.Failure, match="apt install python3-venv"):
        run.make_venv()


def test_run_passes_the_exit_code_on(run: ModuleType) -> None:
    assert run.run(sys.executable, "-c", "raise SystemExit(7)") == 7


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_run_reports_a_signal_as_shells_do(run: ModuleType) -> None:
    assert run.run(sys.executable, "-c", "import os; os.kill(os.getpid(), 9)") == 137


def test_main_is_quiet_about_ctrl_c(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(command: str, rest: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "carry_out", interrupted)
    assert run.main([]) == 130
    assert capsys.readouterr() == ("", "")


def test_main_says_in_one_line_that_a_folder_cannot_be_written(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(command: str, rest: list[str]) -> None:
        raise PermissionError(13, "Permission denied", ".venv")

    monkeypatch.setattr(run, "carry_out", refused)
    assert run.main([]) == 1
    assert capsys.readouterr().err == "run.py: [Errno 13] Permission denied: '.venv'\n"


def test_main_asks_for_a_newer_python(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    assert run.main(["setup"]) == 1
    assert "Python 3.11 or newer is needed and this is 3.8.18" in capsys.readouterr().err


def test_script_is_understood_by_the_pythons_it_turns_away() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_help_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", "-W", "error", str(ROOT / "run.py"), "--help"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, env=dict(os.environ))
    assert "python3 run.py test" in shown.stdout and not shown.stderr


PIN = re.compile(r"(?m)^([a-z0-9-]+)==(\d[\w.+]*)( ; [^\\\n]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$")


def _lock(name: str = "requirements.lock") -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _locked_names(name: str = "requirements.lock") -> set[str]:
    return {pin[0] for pin in PIN.findall(_lock(name))}


def _named(requirements: list[str]) -> set[str]:
    return {found[0] for name in requirements if (found := re.match(r"[\w-]+", name))} - {"footnote-qa"}


def test_locks_pin_everything_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    run = [*project["project"]["dependencies"], *extras["ask"], *extras["app"]]
    assert _named(run + project["dependency-groups"]["build"]) <= _locked_names()
    assert "langsmith" not in _locked_names()
    assert _named(extras["dev"] + extras["langchain"]) <= _locked_names("requirements-dev.lock") | _locked_names()
    assert not _locked_names("requirements-dev.lock") & _locked_names()


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("requirements.lock", "--extra-index-url https://download.pytorch.org/whl/cpu"),
        ("requirements-dev.lock", "-r requirements.lock"),
    ],
)
def test_lock_holds_nothing_but_exact_pins_with_hashes(name: str, head: str) -> None:
    rest = PIN.sub("", _lock(name)).splitlines()
    assert [line for line in rest if line and not line.lstrip().startswith("#")] == [head]


def test_lock_names_no_address_but_pytorchs_and_no_cuda() -> None:
    assert re.findall(r"\S+://\S+", _lock() + _lock("requirements-dev.lock")) == [
        "https://download.pytorch.org/whl/cpu"
    ]
    assert "torch==2.13.0+cpu ; sys_platform == 'linux'" in _lock()
    assert not [name for name in _locked_names() if name.startswith(("nvidia", "cuda", "triton"))]


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").iterdir()), ids=lambda path: path.name)
def test_workflows_pin_actions_by_commit(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert used and not [
        name
        for name, said in used
        if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name) or not re.match(r" # v\d+\.\d+\.\d+$", said)
    ]
