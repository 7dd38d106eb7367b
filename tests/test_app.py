"""How `qa app` starts the browser front end: its settings and port, what it refuses, and the headers of what it serves."""

import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from qa.cli import main
from qa.errors import QAError, UsageError
from qa.ui.launch import SETTINGS, Setting, free_port, has_desktop, settings_of
from tests.conftest import ROOT
from tests.serving import served


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, {}),
        (["--server.port", "8600"], {}, {"server.port": 8600}),
        (["--server.port=8600", "--server.headless"], {}, {"server.port": 8600, "server.headless": True}),
        (["--server.headless", "--theme.base", "dark"], {}, {"server.headless": True, "theme.base": "dark"}),
        (["--browser.gatherUsageStats", "false"], {"STREAMLIT_SERVER_ADDRESS": "::1"}, {"server.address": None}),
        ([], {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "9"}, {"server.maxUploadSize": None}),
        (["--server.maxUploadSize=7"], {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "9"}, {"server.maxUploadSize": 7}),
    ],
)
def test_settings_are_ours_below_the_environment_below_the_arguments(
    arguments: list[str], environment: dict[str, str], expected: dict[str, Setting | None]
) -> None:
    wanted = {**SETTINGS, **expected}
    assert settings_of(arguments, environment) == {name: value for name, value in wanted.items() if value is not None}


def test_server_is_for_this_computer_and_tells_nobody() -> None:
    assert (SETTINGS["server.address"], SETTINGS["browser.gatherUsageStats"]) == ("127.0.0.1", False)
    assert (SETTINGS["client.showErrorDetails"], SETTINGS["client.showErrorLinks"]) == ("none", False)


@pytest.mark.parametrize("value", ["", "x", "0", "70000"])
def test_port_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="not a port"):
        free_port({"server.port": value})


@pytest.mark.parametrize("form", ["--port", "--server.port"])
def test_port_in_use_is_refused_in_one_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        with pytest.raises(QAError, match=f"port {number} is in use"):
            free_port({"server.port": number})
        assert main(["app", form, str(number)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"qa: port {number} is in use: stop what runs there, or add --port ")
    assert said.err.count("\n") == 1 and not said.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["8600"], "8600: no such folder"),
        (["--fast"], "not an argument of qa app"),
        (["--theme.base", "dark", "light"], "light: no such folder"),
        (["corpus", "--index", "elsewhere"], "a folder given as DIR has its own"),
    ],
)
def test_argument_that_is_neither_streamlits_nor_a_folder_is_refused(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["app", *arguments]) == 2
    assert why in capsys.readouterr().err


def test_other_commands_take_no_further_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--server.port", "8600"])
    assert ended.value.code == 2 and "unrecognized arguments: --server.port 8600" in capsys.readouterr().err


def test_setting_that_streamlit_does_not_know_is_named(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "streamlit_app.py"), "--corpus", str(tmp_path), "--port", "0"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        command[-1] = str(probe.getsockname()[1])
    ended = subprocess.run(
        [*command, "--server.colour", "red"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 2
    assert "qa: streamlit refuses its settings" in ended.stderr and "server.colour" in ended.stderr


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
def test_browser_opens_where_there_is_a_desktop(platform: str, environment: dict[str, str], expected: bool) -> None:
    assert has_desktop(platform, environment) is expected


def test_app_serves_with_its_headers_where_there_is_no_corpus_yet(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    folders = {"QA_CORPUS": str(tmp_path / "corpus"), "QA_INDEX": str(tmp_path / "index")}
    with served(environment=folders, log=log, arguments=()) as (address, _):
        (opened,) = re.findall(r"Starting on (http://\S+)", log.read_text(encoding="utf-8"))
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        for path in ("_stcore/metrics", "_stcore/health", "media/0.png", "static/index.js", "app/static/x", "~/+/"):
            with pytest.raises(urllib.error.HTTPError, match="403"):
                browser.open(f"http://{address}/{path}")
        with browser.open(opened) as reply:
            assert reply.url == f"http://{address}/"
            headers = {name.lower(): value for name, value in reply.headers.items()}
        port = int(address.rpartition(":")[2])
        own = socket.gethostbyname(socket.gethostname())
        if not own.startswith("127."):
            with socket.socket() as probe:
                assert probe.connect_ex((own, port)) != 0
    assert headers["x-frame-options"] == "DENY" and "default-src 'self'" in headers["content-security-policy"]
    said = log.read_text(encoding="utf-8")
    assert (
        f"Starting on http://localhost:{port}/?token=" in said
        and said.count("http://") == 1
        and "Traceback" not in said
        and os.sep + "corpus" not in said
    )
