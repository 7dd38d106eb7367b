"""What uploads take and give back: `python -m benchmarks.uploads` sends 60 files of 20 MB from one page, then closes it.

Against the app as it is started, with the limits that it has unless told otherwise, over HTTP as a browser does. Memory is that of
the server and its children, disk their folder for temporary files. Linux only. Exits 1 where
more is taken than a page may have, or where it is not given back. Made-up text.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic, sleep

from qa.ui.uploads import Quota
from tests.pages import opened, put_file
from tests.serving import served

FILES, SIZE = 60, 20
"""How many, and megabytes of each."""
MB = 1 << 20
OVER = 60
"""Megabytes that may be taken beside the files: pages, buffers."""
PATIENCE = 30.0
"""Seconds after which a closed page must have given back all; the app waits ten, for a page that comes again."""


def main() -> int:
    """Command line."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "corpus").mkdir()
        (folder / "tmp").mkdir()
        (folder / "corpus" / "report.txt").write_text("A made-up report of ninety lanterns.\n", encoding="utf-8")
        settings = {"QA_CORPUS": f"{folder}/corpus", "QA_INDEX": f"{folder}/index", "TMPDIR": f"{folder}/tmp"}
        with served(None, settings, folder / "log.txt") as (address, process):
            with opened(address):
                pass  # What is loaded at the first visit is no upload's.
            before = taken(process, folder)
            with opened(address) as page:
                replies = Counter(put_file(address, page.name, n, b"x" * SIZE * MB) for n in range(FILES))
                held = taken(process, folder)
            began = monotonic()
            while (left := taken(process, folder)) > before + OVER and monotonic() - began < PATIENCE:
                sleep(1)
            seconds = monotonic() - began
    print(
        f"{FILES} files of {SIZE} MB: taken {replies[204]}, refused {replies[413]}, other {FILES - replies[204] - replies[413]}"
    )
    print(
        f"MB of memory and disk: {before} before, {held} with all sent, {left} {seconds:.0f} s after the page was closed"
    )
    fair = replies[204] * SIZE * MB <= Quota().page * MB and held - before <= Quota().page + OVER
    return int(not (fair and left - before <= OVER))


def taken(process: int, folder: Path) -> int:
    """Megabytes that the server, its children, and its folder for temporary files hold."""
    family, found = {process}, 0
    for status in sorted(Path("/proc").glob("[0-9]*/status"), key=lambda path: int(path.parent.name)):
        try:
            said = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except (OSError, ValueError):
            continue
        if int(said["PPid"]) in family or int(said["Pid"]) in family:
            family.add(int(said["Pid"]))
            found += int(re.findall(r"\d+", said.get("VmRSS", "0"))[0]) * 1024
    return (found + sum(path.stat().st_size for path in (folder / "tmp").rglob("*") if path.is_file())) // MB


if __name__ == "__main__":
    sys.exit(main())
