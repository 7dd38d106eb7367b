"""The token that lets other programs in: from the environment or a file, never typed into a command; files of secrets."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from qa.errors import UsageError

TOKEN = "QA_TOKEN"
"""The variable of the environment."""
SHORTEST = 16
"""Characters of a token that is not soon guessed."""


def read_token(file: str | None, environment: Mapping[str, str]) -> str | None:
    """The token of that file, else of the environment; None where neither has one.

    Raises:
        UsageError: the file cannot be read, or the token is short or has characters that a header cannot hold.
    """
    if file is None:
        given, where = environment.get(TOKEN, ""), TOKEN
        if not given:
            return None
    else:
        where = file
        try:
            given = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file}: the token cannot be read ({type(error).__name__})", file=file) from error
    if len(given) < SHORTEST or not (given.isascii() and given.isprintable() and " " not in given):
        raise UsageError(
            f"{where}: a token has {SHORTEST} characters or more: letters, digits and signs, without spaces"
        )
    return given


def refuse_shared(file: Path) -> None:
    """Refuse a file of secrets that others can read.

    Raises:
        UsageError: it is open to other users of this computer.
        OSError: it cannot be looked at.
    """
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise UsageError(f"{file}: other users of this computer can read the secrets; chmod 600 it")
