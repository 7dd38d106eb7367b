"""A reader is loaded in a thread of its own, beside what the question needs."""

from __future__ import annotations

import subprocess
import sys

CHILD = """
import sys, threading
threading.Thread.start = lambda self: None
from qa.reader import ReaderSettings, begin_loading, reader_for
begin_loading(reader_for(ReaderSettings()))
print("numpy" in sys.modules)
"""


def test_numpy_is_there_before_two_threads_may_import_it() -> None:
    """Each would find it half loaded: a cold question then failed now and again."""
    found = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "True"
