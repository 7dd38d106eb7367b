"""What a robots.txt allows, by RFC 9309: the longest rule that fits counts, `*` and a final `$` mean what they mean there.

The standard library's reader takes the first rule that fits, so that `Allow: /` above `Disallow: /private` allows all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

_SAFE = "/:@!$&'()*+,;=~%-._?"
_MOST_RULES = 5000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for this program."""

    rules: tuple[tuple[bool, str], ...] = ()
    """Whether it allows, and its pattern."""
    delay: float | None = None
    """Seconds that are asked for between requests."""

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be asked for."""
        target = _plain(target)
        found = [(len(pattern), allows) for allows, pattern in self.rules if _fits(pattern, target)]
        # Of two that are as long, the one that allows.
        return max(found)[1] if found else True


def read_robots(text: str, name: str) -> Robots:
    """The rules for a program of that name, of all groups that name it; where none does, those for all programs."""
    own: list[tuple[str, str]] = []
    every: list[tuple[str, str]] = []
    named = False
    for agents, lines in _groups(text):
        if any(agent == name.lower() for agent in agents):
            own += lines
            named = True
        elif "*" in agents:
            every += lines
    lines = own if named else every
    rules = ((key == "allow", _plain(value)) for key, value in lines if key in ("allow", "disallow") and value)
    delays = [
        float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value)
    ]
    return Robots(tuple(rules)[:_MOST_RULES], max(delays, default=None))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """The names of programs, and what is said to them, for each group of lines."""
    agents: list[str] = []
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text.splitlines()):
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = [], []
            agents.append(value.partition("/")[0].strip().lower())
        elif agents:
            lines.append((key, value))
    if agents:
        yield agents, lines


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip("\ufeff \t").lower(), value.strip()


def _plain(target: str) -> str:
    """The same for the same place, however much of it is written as %41."""
    return quote(unquote(target, errors="replace"), safe=_SAFE)


def _fits(pattern: str, target: str) -> bool:
    """Whether a rule is about a place: its pieces stand there one after the other, from the beginning."""
    ends = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for piece in pieces[:-1] if ends else pieces:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not ends:
        return True
    return len(target) - len(pieces[-1]) >= at and target.endswith(pieces[-1]) if pieces else at == len(target)
