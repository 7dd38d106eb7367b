"""Whether the views may change corpus and index, or only show them."""

from __future__ import annotations

import os

from qa.ui.people import visitor
from qa.ui.rights import Right
from qa.wording.say import noted

READ_ONLY = "QA_READ_ONLY"
"""A variable of the environment: with `1` nobody changes corpus or index through the views."""

READING_ONLY = noted("This corpus is open for reading only: nothing can be added, removed, corrected or indexed here.")


def is_read_only() -> bool:
    """True when nobody may change corpus or index through the views, or not who is looking."""
    person = visitor()
    return os.environ.get(READ_ONLY, "") not in ("", "0") or (person is not None and person.role is Right.READ)
