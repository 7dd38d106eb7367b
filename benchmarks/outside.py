"""No connection leaves this computer in a whole session of use: in a closed network, with each call written down.

usage: python benchmarks/outside.py        (Linux; needs unshare, strace, Chromium, and the right to make a network)

The session runs in a network of its own that holds the loopback alone, under `strace -f`, which writes down every `connect`,
`sendto` and `sendmsg` to an IP address of the program, its children and the browser. It makes a corpus and does what a person
does: add, index, ask, find, audit, verify, export, import, doctor, mcp, and the app in Chromium with two questions. Made-up text.
At last it fetches: an address that is public elsewhere is given to the loopback, where a server of this script answers.

Exits 1 when a command fails, when the program tried to reach anything but the loopback, or when that server was asked before the
person agreed, or for more than the page. What the browser itself tries is counted apart: that is Chromium's, not this program's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer

ROOT = Path(__file__).parent.parent
_CALL = re.compile(
    r'^(?P<pid>\d+)\s+.*?sin6?_port=htons\((?P<port>\d+)\).*?(?:inet_addr\("|AF_INET6, ")(?P<address>[^"]+)"'
)
_EXEC = re.compile(r'^(?P<pid>\d+)\s+execve\("(?P<program>[^"]+)"')
_CHILD = re.compile(r"^(?P<pid>\d+)\s+.*?(?:clone3?|fork)(?:\(| resumed).*? = (?P<child>\d+)(?: |$)")
_OWN = ("127.", "::1", "::ffff:127.")
WEB = "93.184.215.14"
"""Public, and in this closed network the script's own: the one that is agreed to."""
REPORT = """Lanterns of Lumo (made up)

The harbour of Lumo had ninety lanterns in 2019.[1] The council bought forty more in 2021.[2] Nobody counted the boats.

Notes

[1] Lumo Gazette, “Ninety lanterns”, 3 May 2019, https://gazette.example/ninety.
[2] Council of Lumo, Annual report, 2021, http://93.184.215.14/report.
"""
SOURCE = "Ninety lanterns (made up)\n\nThere are ninety lanterns in the harbour, the Gazette has counted.\n"
ASKED = "\n".join(
    (
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},'
        '"clientInfo":{"name":"x","version":"1"}}}',
        '{"jsonrpc":"2.0","method":"notifications/initialized"}',
        '{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n',
    )
)
"""What a program says to `qa mcp`."""
QUESTIONS = ("How many lanterns had the harbour in 2019?", "How many lanterns did the council buy?")


def main() -> int:
    """Command line."""
    if len(sys.argv) > 1 and sys.argv[1] == "--inside":
        return session(Path(sys.argv[2]))
    if missing := [tool for tool in ("strace", "unshare", "ip") if shutil.which(tool) is None]:
        print(f"{', '.join(missing)}: not installed; on Debian: apt-get install strace util-linux iproute2")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder, trace = Path(temporary), Path(temporary) / "trace"
        wanted = "connect,sendto,sendmsg,sendmmsg,execve,clone,clone3,fork,vfork"
        inside = f"ip link set lo up && ip addr add {WEB}/32 dev lo && exec strace -f -qq -s 64 -e trace={wanted} -o {trace} "
        inside += f"{sys.executable} {__file__} --inside {folder}"
        status = subprocess.run(["unshare", "-n", "bash", "-c", inside], cwd=ROOT, check=False).returncode
        return tell(trace) or status


def tell(trace: Path) -> int:
    """Say what was tried; 1 when the program tried to reach another computer."""
    tried: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    local = agreed = 0
    for browser, address, port in calls(trace):
        if address.startswith(_OWN):
            local += 1
        elif address == WEB and not browser:
            agreed += 1
        else:
            tried[browser][f"{address} port {port}"] += 1
    print(f"to this computer itself: {local:,} calls")
    print(f"to the one that was agreed to: {agreed:,} calls")
    print(f"to others, by the program: {sum(tried[False].values())}", *tried[False].items())
    print(f"to others, by Chromium for itself: {sum(tried[True].values())}", *tried[True].items())
    return int(bool(tried[False]) or not local or not agreed)


def calls(trace: Path) -> Iterator[tuple[bool, str, str]]:
    """Each call to an IP address: whether a browser made it, the address, the port."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    # A child may be written down before the call that made it has come back.
    parent = {match["child"]: match["pid"] for line in lines if (match := _CHILD.match(line))}
    browsers = {match["pid"] for line in lines if (match := _EXEC.match(line)) and "chrom" in match["program"]}
    for line in lines:
        if "AF_INET" in line and (match := _CALL.match(line)):
            pid: str | None = match["pid"]
            while pid is not None and pid not in browsers:
                pid = parent.get(pid)
            yield pid is not None, match["address"], match["port"]


def session(folder: Path) -> int:
    """A whole session of use, in this process's network."""
    os.environ.update(
        QA_CORPUS=str(folder / "corpus"), QA_INDEX=str(folder / "index"), QA_CONFIG=str(folder / "config")
    )
    (folder / "corpus").mkdir()
    for name, text in (
        ("report.txt", REPORT),
        ("source.txt", SOURCE),
        ("draft.txt", "The harbour had ninety lanterns.[1]\n"),
        ("library.bib", "@article{a, author={Hall, J.}, title={Ninety lanterns}, year={2019}}\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    for arguments in (
        ["add", folder / "report.txt", "--kind", "report"],
        ["add", folder / "source.txt", "--for", "report#1"],
        ["index"],
        ["ask", QUESTIONS[0]],
        ["ask", QUESTIONS[1], "--json"],
        ["find", "lanterns"],
        ["sources"],
        ["audit"],
        ["audit", "--html"],
        ["audit", "--docx", folder / "audit.docx"],
        ["verify", folder / "draft.txt"],
        ["import", folder / "library.bib", "--yes"],
        ["fetch"],
        ["mcp"],
        ["doctor"],
    ):
        if run(*arguments) is None:
            return 1
    return browse(folder) or fetch(folder)


def run(*arguments: object) -> str | None:
    """What a command prints; None where it breaks off."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("qa")), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        input=ASKED if arguments[0] == "mcp" else "",
    )
    print(f"qa {arguments[0]}: {ran.returncode}", (ran.stdout + ran.stderr).strip().splitlines()[-1:], flush=True)
    return ran.stdout if ran.returncode in (0, 1) else None


def fetch(folder: Path) -> int:
    """The one thing that asks another computer, after a yes; 1 where more was asked of it than robots.txt and the page."""
    asked: list[str] = []

    class Council(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            found = self.path == "/report"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<html><body><p>{SOURCE}</p></body></html>".encode() if found else b"")

    class Unnamed(ThreadingHTTPServer):
        """The library's own asks a name server what its address is called."""

        server_bind = TCPServer.server_bind

    with Unnamed((WEB, 80), Council) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run("fetch", "--no-archive")
        before = len(asked)
        run("fetch", "--all", "--yes", "--no-archive")
        server.shutdown()
    print(f"the server of the fetched page was asked for: {asked}")
    return int(bool(before) or asked != ["/robots.txt", "/report"])


def browse(folder: Path) -> int:
    """Two questions, every view, and an audit in a real browser."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT))
    from tests.serving import served

    with served(None, dict(os.environ), folder / "log.txt") as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        page = browser.new_page()
        page.goto(f"http://{address}")
        for question, word in zip(QUESTIONS, ("ninety", "forty"), strict=True):
            field = page.get_by_label("Your question")
            field.fill(question, timeout=60_000)
            field.press("Enter")
            page.locator(".fq-answer, main").get_by_text(word).locator("visible=true").first.wait_for(timeout=60_000)
        for view in ("?mode=Find&words=lanterns", "read", "sources", "audit", "add"):
            page.goto(f"http://{address}/{view}")
            page.wait_for_timeout(3000)
        print("the app in Chromium: two questions and every view", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
