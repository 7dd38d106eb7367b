"""Whether paths of this computer may be typed into a page: only where nobody else is let in."""

from __future__ import annotations

import os

PATHS = "QA_PATHS"
"""A variable of the environment: `qa app` sets it to `1` where it answers this computer alone, with a token; a person may too."""


def may_name_paths() -> bool:
    """True when whoever sees the page sits at this computer."""
    return os.environ.get(PATHS, "") == "1"
