"""The command that starts the browser front end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def app(options: argparse.Namespace) -> int:
    """Serve the views on this computer until Ctrl-C."""
    from qa.ui.launch import free_port, serve, settings_of

    given = [*options.streamlit, *(["--server.port", options.port] if options.port else [])]
    settings = settings_of(given, os.environ)
    # The views are a script that Streamlit runs for each visit: they learn the folders as every other process would.
    os.environ |= {"QA_CORPUS": options.corpus, "QA_INDEX": options.index}
    number = free_port(settings)
    print(f"Starting on http://localhost:{number} (Ctrl-C stops it)", flush=True)
    serve(settings, number)
    return 0
