"""The command that starts the browser front end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qa.errors import UsageError

if TYPE_CHECKING:
    import argparse


def app(options: argparse.Namespace) -> int:
    """Serve the views on this computer until Ctrl-C."""
    from qa.cli.extras import require
    from qa.service.openapi import BASE
    from qa.service.tokens import TOKEN
    from qa.ui.admitted import Admitted
    from qa.ui.door import address_of, new_token
    from qa.ui.launch import check_address, free_port, serve, settings_of
    from qa.ui.oidc import check_auth
    from qa.ui.people_file import read_people
    from qa.ui.projects import PROJECTS, Project, projects_in, to_environment
    from qa.ui.reading_here import PATHS
    from qa.ui.uploads import ALL_MB, PAGE_MB, Quota
    from qa.writer.settings import WRITER_VARIABLE, writer_settings

    given = [*options.streamlit, *(["--server.port", options.port] if options.port else [])]
    settings = settings_of(given, os.environ)
    people = read_people(options.people) if options.people else None
    check_address(settings, signing_in=people is not None)
    if isinstance(people, Admitted):
        require("auth", "signing in by a provider")
        check_auth(options.host or ())
    if people and options.api and not os.environ.get(TOKEN):
        raise UsageError(f"--api beside --people: programs do not sign in; give them a token by {TOKEN}")
    usual = (os.environ.get("QA_CORPUS", "corpus"), os.environ.get("QA_INDEX", "index"))
    if options.projects and (options.corpus, options.index) != usual:
        raise UsageError(
            "--corpus and --index are for one corpus; a folder given as DIR has its own: leave the options or the folders out"
        )
    projects = projects_in(options.projects) or (Project("", options.corpus, options.index),)
    # The views are a script that Streamlit runs for each visit: they learn the folders as every other process would.
    os.environ |= {"QA_CORPUS": projects[0].corpus, "QA_INDEX": projects[0].index}
    os.environ |= {PROJECTS: to_environment(projects)} if options.projects else {}
    # Paths are read for whoever sits at this computer, not for those who reach it from elsewhere.
    os.environ.setdefault(PATHS, "0" if options.host or people or not options.token else "1")
    given_here = {"QA_READ_ONLY": "1" if options.read_only else "", PAGE_MB: options.page_mb, ALL_MB: options.all_mb}
    given_here |= {WRITER_VARIABLE: options.writer}
    os.environ |= {name: value for name, value in given_here.items() if value}
    Quota.of(os.environ)  # refuses what is no number before anything starts
    writer_settings(options.writer, allowed=True)  # refuses what is no name
    number = free_port(settings)
    token = new_token() if options.token and not people else None
    print(f"Starting on {address_of(number, token)} (Ctrl-C stops it)", flush=True)
    if not people:
        print("Answers this computer only; for others, who then sign in: --people FILE", flush=True)
    if options.api:
        who = "that of QA_TOKEN" if os.environ.get(TOKEN) else "the one above" if token else "no token"
        which = f" {projects[0].name}, the first," if len(projects) > 1 else ""
        print(f"Programs may ask{which} at http://localhost:{number}{BASE}, with {who}", flush=True)
    serve(settings, number, hosts=options.host or (), token=token, api=options.api, people=people)
    return 0
