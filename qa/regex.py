"""Regular expressions that are compiled when they are first used: all of the program's together take a third of a second."""

from __future__ import annotations

import re
from typing import AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_FACTS = ("flags", "groups", "groupindex")


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, for all that is asked of it by name.

    The functions of `re` do not take it, and the `re` of a match is another object: see `is_of`.
    """
    return cast("re.Pattern[AnyStr]", LateRegex(pattern, flags))


def is_of(match: re.Match[str], expression: re.Pattern[str]) -> bool:
    """Whether this expression found the match."""
    return match.re.pattern == expression.pattern


class LateRegex:
    """A regular expression before and after it is compiled."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        """Nothing is compiled yet."""
        self.pattern, self._given = pattern, flags

    def __getattr__(self, name: str) -> object:
        # Asked for only where the instance has no such attribute: before it is compiled.
        if name not in _METHODS and name not in _FACTS:
            raise AttributeError(name)
        found = re.compile(self.pattern, self._given)
        self.__dict__.update({each: getattr(found, each) for each in (*_METHODS, *_FACTS)})
        value: object = self.__dict__[name]
        return value
