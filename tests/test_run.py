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


@pytest.fixture(name="run", scope="module")
def _run():
    spec = importlib.util.spec_from_file_location("start_script", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="elsewhere")
def _elsewhere(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, in a folder with a space, whose .venv is not there yet."""
    root = tmp_path / "a b"
    root.mkdir()
    for name in ("requirements.lock", "pyproject.toml"):
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
def test_split_finds_the_command_and_passes_the_rest_on(run, arguments, expected):
    assert run.split(arguments) == expected


@pytest.mark.parametrize("arguments", [["tset"], ["setup", "--fast"], ["check", "qa"], ["--server.port", "x"]])
def test_main_refuses_what_it_does_not_understand_in_one_line(run, arguments, capsys, monkeypatch):
    monkeypatch.setattr(run, "carry_out", lambda command, rest: run.port(rest, {}))
    assert run.main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("run.py: ") and error.count("\n") == 1
    assert arguments[-1] in error


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, 8501),
        (["--server.port", "8600"], {}, 8600),
        (["--server.port=8600", "--server.headless", "true"], {}, 8600),
        ([], {"STREAMLIT_SERVER_PORT": "9000"}, 9000),
        (["--server.port", "8600"], {"STREAMLIT_SERVER_PORT": "9000"}, 8600),
    ],
)
def test_port_is_the_one_streamlit_will_take(run, arguments, environment, expected):
    assert run.port(arguments, environment) == expected


@pytest.mark.parametrize("arguments", [["--server.port"], ["--server.port="], ["--server.port", "70000"]])
def test_port_refuses_what_is_not_one(run, arguments):
    with pytest.raises(run.Misuse, match="not a port"):
        run.port(arguments, {})


def test_program_is_where_each_system_keeps_it(run):
    assert run.program("qa", "win32") == ROOT / ".venv" / "Scripts" / "qa.exe"
    assert run.program("qa", "darwin") == run.program("qa", "linux") == ROOT / ".venv" / "bin" / "qa"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_has_desktop_decides_whether_a_browser_opens(run, platform, environment, expected):
    assert run.has_desktop(platform, environment) is expected


def test_child_environment_leads_nothing_past_the_venv(run):
    given = {"PYTHONPATH": "/x", "PYTHONHOME": "/x", "PIP_TARGET": "/x", "PIP_USER": "1", "PATH": "/bin"}
    assert run.child_environment(given) == {"PATH": "/bin", "PIP_RETRIES": "1", "PYTHONNOUSERSITE": "1"}
    assert run.child_environment({"PIP_RETRIES": "9"})["PIP_RETRIES"] == "9"


def test_fingerprint_changes_with_each_file_and_with_the_folder(run, elsewhere, tmp_path):
    first = run.fingerprint(elsewhere)
    assert run.fingerprint(elsewhere) == first
    found = {first}
    for name in ("requirements.lock", "pyproject.toml"):
        with (elsewhere / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        found.add(run.fingerprint(elsewhere))
    elsewhere.rename(tmp_path / "moved")
    found.add(run.fingerprint(tmp_path / "moved"))
    assert len(found) == 4


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
def test_is_installed_believes_only_a_stamp_that_fits(run, tmp_path, stamp, dev, expected):
    path = tmp_path / "installed"
    if stamp is not None:
        path.write_text(stamp)
    assert run.is_installed(path, "wanted", dev=dev) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for python is a shell script")
def test_install_is_done_once_and_again_when_the_lock_changes(run, elsewhere):
    _fake_python(elsewhere, run, 'echo "$@" >> calls')
    run.install(dev=False)
    run.install(dev=False)
    calls = (elsewhere / "calls").read_text().splitlines()
    assert len(calls) == 1 and calls[0].endswith("-c requirements.lock -e .")
    run.install(dev=True)
    run.install(dev=False)
    (elsewhere / "requirements.lock").write_text("changed")
    run.install(dev=False)
    assert [line.split()[-1] for line in (elsewhere / "calls").read_text().splitlines()] == [".", ".[dev]", "."]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for python is a shell script")
def test_install_that_fails_says_why_in_one_line_and_is_done_again(run, elsewhere):
    _fake_python(elsewhere, run, "echo noise; echo '      ERROR: No matching distribution found for torch'; exit 1")
    run.STAMP.write_text("of an earlier lock")
    with pytest.raises(run.Failure) as caught:
        run.install(dev=False)
    assert "(No matching distribution found for torch)" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "noise" in (run.VENV / "install.log").read_text()
    assert not run.STAMP.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for python is a shell script")
def test_make_venv_clears_one_whose_python_is_gone(run, elsewhere, monkeypatch):
    run.program("python").parent.mkdir(parents=True)
    run.program("python").symlink_to("/nowhere/python3")
    telling = elsewhere / "python3"
    telling.write_text('#!/bin/sh\necho "$@"\nexit 1\n')
    telling.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(telling))
    with pytest.raises(run.Failure, match=re.escape(f"could not make {run.VENV} (-m venv --clear {run.VENV})")):
        run.make_venv()


def test_make_venv_names_the_package_debian_leaves_out(run, elsewhere, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(run.Failure, match="apt install python3-venv"):
        run.make_venv()


def test_start_refuses_a_port_in_use(run):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        with pytest.raises(run.Failure, match=f"port {number} is in use"):
            run.start(["--server.port", str(number)])


def test_run_passes_the_exit_code_on(run):
    assert run.run(sys.executable, "-c", "raise SystemExit(7)") == 7


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_run_reports_a_signal_as_shells_do(run):
    assert run.run(sys.executable, "-c", "import os; os.kill(os.getpid(), 9)") == 137


def test_main_is_quiet_about_ctrl_c(run, monkeypatch, capsys):
    def interrupted(command, rest):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "carry_out", interrupted)
    assert run.main([]) == 130
    assert capsys.readouterr() == ("", "")


def test_main_says_in_one_line_that_a_folder_cannot_be_written(run, monkeypatch, capsys):
    def refused(command, rest):
        raise PermissionError(13, "Permission denied", ".venv")

    monkeypatch.setattr(run, "carry_out", refused)
    assert run.main([]) == 1
    assert capsys.readouterr().err == "run.py: [Errno 13] Permission denied: '.venv'\n"


def test_main_asks_for_a_newer_python(run, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    assert run.main(["setup"]) == 1
    assert "Python 3.11 or newer is needed and this is 3.8.18" in capsys.readouterr().err


def test_script_is_understood_by_the_pythons_it_turns_away():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_help_needs_nothing_but_the_standard_library(tmp_path):
    command = [sys.executable, "-I", "-S", "-W", "error", str(ROOT / "run.py"), "--help"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, env=dict(os.environ))
    assert "python3 run.py test" in shown.stdout and not shown.stderr


def _locked_names() -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))


def test_lock_pins_everything_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *(n for extra in project["optional-dependencies"].values() for n in extra)]
    assert {re.match(r"[\w-]+", name)[0] for name in named} - {"footnote-qa"} <= _locked_names()


def test_lock_holds_nothing_but_exact_pins():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith(("#", "--extra-index-url "))]
    assert [line for line in kept if not re.match(r"[a-z0-9-]+==\d[\w.+]*(\s|$)", line)] == []


def test_lock_names_no_address_but_pytorchs_and_no_cuda():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"\S+://\S+", lock) == ["https://download.pytorch.org/whl/cpu"]
    assert "torch==2.13.0+cpu ; sys_platform == 'linux'" in lock
    assert not [name for name in _locked_names() if name.startswith(("nvidia", "cuda", "triton"))]
