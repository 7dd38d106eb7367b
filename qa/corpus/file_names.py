"""What a file may be called in the corpus folder, on every system that may hold a copy of it."""

from __future__ import annotations

import re
from pathlib import Path

from qa.errors import UsageError
from qa.parse import SUFFIXES
from qa.parse.formats import SAVED_AS
from qa.regex import regex

_LONGEST = 200
"""Bytes of a file name: what every file system takes, with room for an ending while it is written."""
_RESERVED = regex(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE)
"""Devices of Windows, whatever the ending: a copy of the corpus there could not hold such a file."""


def safe_file_name(name: str) -> str:
    """The last part of a file name without controls, refused when it is empty, hidden, reserved, too long or not read.

    Raises:
        UsageError: it cannot be used; says how to rename the file.
    """
    last = re.split(r"[/\\]", name)[-1].strip()
    # What is not printable includes the marks that turn the writing direction around.
    printable = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip()
    suffix = Path(printable).suffix
    if way := SAVED_AS.get(suffix.lower()):
        raise UsageError(f"{printable[:80]}: files ending in {suffix} are not read; {way}")
    if suffix.lower() not in SUFFIXES:
        wanted = f"it must end in {', '.join(sorted(SUFFIXES))}"
    elif printable.startswith("."):
        wanted = "it must not begin with a full stop"
    elif _RESERVED.fullmatch(printable):
        wanted = "Windows keeps that name for a device"
    elif len(printable.encode()) > _LONGEST:
        wanted = f"it must have at most {_LONGEST} bytes"
    else:
        return printable
    raise UsageError(f"{printable[:80]!r}: not a file name that can be added; {wanted}; rename the file")


def file_name_for(title: str) -> str:
    """A name for pasted text: `A trail of blood` → `a-trail-of-blood.txt`."""
    words = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")
    while len(words.encode()) > 80:
        words = words[:-1]
    name = f"{words.strip('-') or 'pasted-text'}.txt"
    return f"text-{name}" if _RESERVED.fullmatch(name) else name
