"""The commands that let other programs ask the corpus."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from qa.service.workers import Workers


def mcp(options: argparse.Namespace) -> int:
    """Serve the Model Context Protocol: to the program that started this one, or over HTTP on this computer."""
    from qa.errors import UsageError
    from qa.service.mcp_transports import PATH, make_http_app, run_stdio

    if not options.http:
        if options.port is not None or options.token_file is not None:
            raise UsageError("--port and --token-file belong to --http; without it, standard input and output are used")
        run_stdio(_workers(options))
        return 0
    from qa.service.listen import bind, serve_on
    from qa.service.tokens import read_token

    token = read_token(options.token_file, os.environ)
    listening = bind("127.0.0.1", 8601 if options.port is None else options.port)
    print(f"Serving http://127.0.0.1:{listening.getsockname()[1]}{PATH} (Ctrl-C stops it)", file=sys.stderr, flush=True)
    serve_on(listening, make_http_app(_workers(options), token))
    return 0


def _workers(options: argparse.Namespace) -> Workers:
    from qa.api import open_corpus
    from qa.service.workers import Workers

    corpus = open_corpus(
        options.corpus, index=options.index, reader=options.reader, reranker=options.reranker, read_only=True
    )
    return Workers(corpus, seconds=options.seconds)
