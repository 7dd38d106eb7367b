"""No connection leaves this computer in a whole session of use: in a closed network, with each call written down.

usage: python benchmarks/outside.py        (Linux; needs unshare, strace, Chromium, and the right to make a network)

The session runs in a network of its own that holds the loopback alone, under `strace -f`, which writes down every `connect`,
`sendto` and `sendmsg` to an IP address of the program, its children and the browser. It makes a corpus and does what a person
does: add, index, ask, find, audit, verify, export, doctor, and the app in Chromium with two questions. Made-up text.

Exits 1 when a command fails, or when the program tried to reach anything but the loopback. What the browser itself tries is
counted apart: that is Chromium's, not this program's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_CALL = re.compile(
    r'^(?P<pid>\d+)\s+.*?sin6?_port=htons\((?P<port>\d+)\).*?(?:inet_addr\("|AF_INET6, ")(?P<address>[^"]+)"'
)
_EXEC = re.compile(r'^(?P<pid>\d+)\s+execve\("(?P<program>[^"]+)"')
_CHILD = re.compile(r"^(?P<pid>\d+)\s+.*?(?:clone3?|fork)(?:\(| resumed).*? = (?P<child>\d+)(?: |$)")
_OWN = ("127.", "::1", "::ffff:127.")
REPORT = """Lanterns of Lumo (made up)

The harbour of Lumo had ninety lanterns in 2019.[1] The council bought forty more in 2021.[2] Nobody counted the boats.

Notes

[1] Lumo Gazette, “Ninety lanterns”, 3 May 2019, https://gazette.example/ninety.
[2] Council of Lumo, Annual report, 2021.
"""
SOURCE = "Ninety lanterns (made up)\n\nThere are ninety lanterns in the harbour, the Gazette has counted.\n"
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
        inside = f"ip link set lo up && exec strace -f -qq -s 64 -e trace={wanted} -o {trace} "
        inside += f"{sys.executable} {__file__} --inside {folder}"
        status = subprocess.run(["unshare", "-n", "bash", "-c", inside], cwd=ROOT, check=False).returncode
        return tell(trace) or status


def tell(trace: Path) -> int:
    """Say what was tried; 1 when the program tried to reach another computer."""
    tried: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    local = 0
    for browser, address, port in calls(trace):
        if address.startswith(_OWN):
            local += 1
        else:
            tried[browser][f"{address} port {port}"] += 1
    print(f"to this computer itself: {local:,} calls")
    print(f"to others, by the program: {sum(tried[False].values())}", *tried[False].items())
    print(f"to others, by Chromium for itself: {sum(tried[True].values())}", *tried[True].items())
    return int(bool(tried[False]) or not local)


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
    ):
        (folder / name).write_text(text, encoding="utf-8")
    saved = folder / "saved.json"
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
        ["doctor"],
    ):
        ran = subprocess.run(
            [str(Path(sys.executable).with_name("qa")), *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        print(f"qa {arguments[0]}: {ran.returncode}", (ran.stdout + ran.stderr).strip().splitlines()[-1:], flush=True)
        if "--json" in arguments:
            saved.write_text(ran.stdout, encoding="utf-8")
        if ran.returncode not in (0, 1):
            return 1
    return browse(folder)


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
