"""The other views."""

from __future__ import annotations

from benchmarks.walking.walk import WAIT, Walk

_VIEWS = (("", ".fq-reports"), ("sources", ".fq-timeline"), ("audit", "h2.fq-part"), ("add", ".fq-corpus"))


def walk_through(walk: Walk) -> None:
    """Each once, with its folds as they come."""
    for path, sign in _VIEWS:
        walk.page.goto(f"{walk.address}/{path}")
        walk.page.locator(sign).first.wait_for(timeout=WAIT)
        walk.look(path or "start")
