"""Values of BibTeX fields → plain text: accents, braces and commands resolved; the only module that reads with pylatexenc."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LONGEST = 4000
_DEEPEST = 20
_PLAIN = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))


def to_plain(value: str) -> str:
    """The text that LaTeX would print; of a very long value its beginning."""
    value = " ".join(value[:_LONGEST].split())
    if "\\" in value or "$" in value:
        value = _decoded(value)
    else:
        for written, printed in _PLAIN:
            value = value.replace(written, printed)
    return " ".join(re.sub(r"[{}]", "", value).split())


def _decoded(value: str) -> str:
    from pylatexenc.latexwalker import LatexWalkerError

    if _depth(value) > _DEEPEST:
        return value
    try:
        return str(_converter().latex_to_text(value))
    except (LatexWalkerError, RecursionError, IndexError, ValueError):
        # Made to confuse: it is shown as it is written.
        return value


def _depth(value: str) -> int:
    depth = deepest = 0
    for character in value:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


@cache
def _converter() -> Any:  # noqa: ANN401 - the library is not typed
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)
