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
        with _workers(options) as workers:
            run_stdio(workers)
        return 0
    from qa.service.listen import bind, serve_on
    from qa.service.tokens import read_token

    token = read_token(options.token_file, os.environ)
    listening = bind("127.0.0.1", 8601 if options.port is None else options.port)
    print(f"Serving http://127.0.0.1:{listening.getsockname()[1]}{PATH} (Ctrl-C stops it)", file=sys.stderr, flush=True)
    with _workers(options) as workers:
        serve_on(listening, make_http_app(workers, token))
    return 0


def serve_http(options: argparse.Namespace) -> int:
    """Serve the operations over HTTP until Ctrl-C: on this computer, or elsewhere behind a token."""
    from qa.errors import UsageError
    from qa.service.http_api import make_api
    from qa.service.listen import bind, is_loopback, serve_on
    from qa.service.tokens import SHORTEST, read_token

    token, address = read_token(options.token_file, os.environ), options.address
    hosts = list(options.host or ())
    if not is_loopback(address):
        if token is None:
            raise UsageError(
                f"--address {address}: others reach it, so a token is needed; put one of {SHORTEST} characters or more into "
                "QA_TOKEN or --token-file FILE"
            )
        if address in ("0.0.0.0", "::") and not hosts:
            raise UsageError(
                f"--address {address}: is every address of this computer; say with --host NAME which are used"
            )
        hosts.append(address)
    listening = bind(address, options.port)
    name = f"[{address}]" if ":" in address else address
    who = "who sends the token" if token else "every program of this computer"
    print(
        f"Serving http://{name}:{listening.getsockname()[1]}/ to {who} (Ctrl-C stops it)", file=sys.stderr, flush=True
    )
    with _workers(options) as workers:
        serve_on(listening, make_api(workers, hosts=hosts, token=token))
    return 0


def _workers(options: argparse.Namespace) -> Workers:
    from qa.api import open_corpus
    from qa.service.workers import Workers

    corpus = open_corpus(
        options.corpus, index=options.index, reader=options.reader, reranker=options.reranker, read_only=True
    )
    return Workers(corpus, seconds=options.seconds)
