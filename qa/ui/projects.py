"""Several corpora in one program: which there are, and which one a visitor is in, by the address and then by the visit."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from qa.errors import UsageError
from qa.ui.language import CHOSEN_LANGUAGE

PROJECTS = "QA_PROJECTS"
"""A variable of the environment, as `qa app DIR …` sets it: a JSON list of lists of name, corpus folder and index folder."""
PROJECT = "project"
"""In an address: the project's name."""
_CHOSEN = "fq-project"


@dataclass(frozen=True, slots=True)
class Project:
    """A corpus with its index, under a name of its own."""

    name: str
    corpus: str
    index: str


def projects_in(folders: Sequence[str]) -> tuple[Project, ...]:
    """The projects of some folders: `DIR/corpus` with `DIR/index`; or DIR, where it has no such folder, with `DIR.index`.

    Raises:
        UsageError: one is no folder.
    """
    found: list[Project] = []
    for given in folders:
        folder = Path(given).absolute()
        if not folder.is_dir():
            raise UsageError(f"{given}: no such folder; name folders of documents, or folders with `corpus` in them")
        inner = folder / "corpus"
        corpus, index = (
            (inner, folder / "index") if inner.is_dir() else (folder, folder.with_name(f"{folder.name}.index"))
        )
        taken = {project.name for project in found}
        names = (folder.name, *(f"{folder.name}-{number}" for number in range(2, len(folders) + 2)))
        found.append(Project(next(name for name in names if name not in taken), str(corpus), str(index)))
    return tuple(found)


def to_environment(projects: Sequence[Project]) -> str:
    """What the variable of the environment holds."""
    return json.dumps([[project.name, project.corpus, project.index] for project in projects])


def all_projects() -> tuple[Project, ...]:
    """Those of the environment; the one of `QA_CORPUS` and `QA_INDEX`, without a name, where it has none."""
    if given := os.environ.get(PROJECTS):
        return tuple(Project(*row) for row in json.loads(given))
    return (Project("", os.environ.get("QA_CORPUS", "corpus"), os.environ.get("QA_INDEX", "index")),)


def current_project() -> Project:
    """The one that this visit is in; the first, where nobody visits."""
    projects = all_projects()
    if len(projects) == 1:
        return projects[0]
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    chosen = st.session_state.get(_CHOSEN) if get_script_run_ctx(suppress_warning=True) else None
    return next((project for project in projects if project.name == chosen), projects[0])


def project_parameter() -> dict[str, str]:
    """What an address within this project says of it; nothing where there is one alone."""
    name = current_project().name
    return {PROJECT: name} if name and len(all_projects()) > 1 else {}


def enter_project() -> str | None:
    """Go where the address says; what was kept of the visit to another project is let go. Returns a name that there is not."""
    projects = all_projects()
    named = st.query_params.get(PROJECT)
    if len(projects) == 1:
        return None
    if named is None:
        # Else a step back to it, from another project, would be taken for that one's.
        st.query_params[PROJECT] = current_project().name
        return None
    if all(project.name != named for project in projects):
        return named
    if named != current_project().name:
        language = st.session_state.get(CHOSEN_LANGUAGE)
        st.session_state.clear()
        if language:
            st.session_state[CHOSEN_LANGUAGE] = language
    st.session_state[_CHOSEN] = named
    return None
