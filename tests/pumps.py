"""Strings made to make a regular expression go back and forth: from its own parts, each repeated many times."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import math
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import qa
from qa.regex import LateRegex

_LIKELY = "a1 A.\n-,'\"([)]:;/§I–“”’&=<>@_¹é"
_UNLIKELY = ["~", "\x01", "木"]
_LONG = 8
"""Repeats that may be as long as that, or longer, are pumped."""
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_ANCHORED = frozenset({"match", "fullmatch"})


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern of the package, and how it is used."""

    pattern: re.Pattern[Any]
    where: str
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pump:
    """A text that grows: `begin`, then `unit` again and again, then `end`."""

    begin: str
    unit: str
    end: str

    def of(self, length: int) -> str:
        return self.begin + self.unit * (length // len(self.unit)) + self.end


def patterns_of_package() -> list[Found]:
    """Every compiled pattern of the package's modules, and what its functions compile from a constant."""
    found: dict[tuple[object, int], Found] = {}
    for name in sorted(module.name for module in pkgutil.walk_packages(qa.__path__, "qa.")):
        if name.endswith("__main__") or name.startswith(("qa.cli", "qa.ui", "qa.evaluate")):
            continue
        module = importlib.import_module(name)
        held = [(variable, pattern) for variable, value in vars(module).items() for pattern in _patterns_in(value)]
        text = Path(module.__file__ or "").read_text(encoding="utf-8")
        if not held and "re." not in text:
            continue
        # This is done while tests are collected, in each process of a run: the tree is walked once.
        nodes = list(ast.walk(ast.parse(text)))
        uses = _uses(nodes)
        for variable, pattern in held:
            key = pattern.pattern, pattern.flags
            methods = uses.get(variable, frozenset())
            before = found.get(key)
            where = before.where if before else f"{name}.{variable}"
            found[key] = Found(pattern, where, methods | (before.methods if before else frozenset()))
        for pattern, method, line in _written_out(nodes):
            found.setdefault((pattern.pattern, pattern.flags), Found(pattern, f"{name}:{line}", frozenset({method})))
    return list(found.values())


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, LateRegex):
        written: Any = value.pattern
        flags: Any = value.flags
        yield re.compile(written, flags)
    elif isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _patterns_in(item)
    elif isinstance(value, dict):
        yield from _patterns_in([*value, *value.values()])
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _patterns_in([getattr(value, each.name) for each in dataclasses.fields(value)])
    elif isinstance(value, type) and value.__module__.startswith("qa."):
        yield from _patterns_in([v for k, v in vars(value).items() if not k.startswith("__")])


def _uses(nodes: list[ast.AST]) -> dict[str, frozenset[str]]:
    """By variable, the methods that are called on it; of one that is handed on, all of them."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    called = set()
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            called.add(id(node.value))
            uses[node.value.id].add(node.attr)
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
            uses[node.id] |= {"search", "match"}
    return {name: frozenset(methods & (_SEARCHES | _ANCHORED)) for name, methods in uses.items()}


def _written_out(nodes: list[ast.AST]) -> Iterator[tuple[re.Pattern[Any], str, int]]:
    for node in nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _SEARCHES | _ANCHORED
            and isinstance(node.args[0], ast.Constant)
        ):
            yield re.compile(node.args[0].value), node.func.attr, node.lineno


# What a part of a pattern matches


def _matches(char: str, items: list[Any]) -> bool:
    negated = bool(items) and items[0][0] is op.NEGATE
    hit = any(_matches_item(char, kind, value) for kind, value in items if kind is not op.NEGATE)
    return hit != negated


def _matches_item(char: str, kind: object, value: Any) -> bool:
    if kind is op.LITERAL:
        return bool(ord(char) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    name = str(value)
    hit = char.isspace() if "SPACE" in name else char.isdecimal() if "DIGIT" in name else char.isalnum() or char == "_"
    return hit != ("NOT" in name)


def _chars(items: list[Any]) -> list[str]:
    named = [chr(v) if k is op.LITERAL else chr(v[0]) for k, v in items if k in (op.LITERAL, op.RANGE)]
    return [c for c in dict.fromkeys([*_LIKELY, *named, *_UNLIKELY]) if _matches(c, items)]


def _samples(sequence: Any, most: int = 3) -> list[str]:
    """A few strings that a sequence of nodes may match."""
    found = [""]
    for node in sequence:
        parts = _samples_of(node)[:most] or [""]
        found = [a + parts[min(i, len(parts) - 1)] for i, a in enumerate((found * most)[: max(len(parts), len(found))])]
    return list(dict.fromkeys(found))[:most]


def _samples_of(node: tuple[Any, Any]) -> list[str]:
    kind, value = node
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.NOT_LITERAL:
        return [c for c in _LIKELY if ord(c) != value]
    if kind is op.ANY:
        return list("a1 ")
    if kind is op.IN:
        return _chars(value)
    if kind is op.BRANCH:
        return [sample for branch in value[1] for sample in _samples(branch, 1)][:6]
    if kind is op.SUBPATTERN:
        return _samples(value[-1])
    if kind is op.ATOMIC_GROUP:
        return _samples(value)
    if kind in _REPEATS:
        least, _, item = value
        return [sample * max(least, 1) for sample in _samples(item)] + ([""] if least == 0 else [])
    return [""]


def pumps_of(pattern: re.Pattern[Any]) -> list[Pump]:
    """What may make it slow: each part that repeats, pumped where it stands, and by itself."""
    found: dict[Pump, None] = {}
    pattern = of_texts(pattern)
    for before, repeated in _repeats(parser.parse(pattern.pattern, pattern.flags), ""):
        single = repeated[0]
        units = [*_samples(repeated), *(_chars(single[1])[:_LONG] if single[0] is op.IN else [])]
        for unit in filter(None, units):
            found |= dict.fromkeys((Pump(before, unit, "~"), Pump("", unit, "~"), Pump("", unit, "")))
            if before:
                found |= dict.fromkeys((Pump("", before + unit, ""), Pump("", before + unit, "~")))
    return list(found)


def _repeats(sequence: Any, before: str) -> Iterator[tuple[str, list[Any]]]:
    """What may repeat often, with a text that leads to it."""
    for node in sequence:
        kind, value = node
        if kind in _REPEATS and value[1] >= _LONG:
            yield before, value[2]
        for part in _parts(kind, value):
            yield from _repeats(part, before)
        before += (_samples_of(node) or [""])[0]


def _parts(kind: object, value: Any) -> list[Any]:
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind in _REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[-1]]
    return [value[1]] if kind in (op.ASSERT, op.ASSERT_NOT) else []


# How long it takes


class _TooLongError(Exception):
    pass


def seconds_of(action: Callable[[], object], most: float) -> float:
    """How much of the processor it takes, `most` where it takes more."""

    def stop(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    began = time.process_time()
    try:
        action()
        return time.process_time() - began
    except _TooLongError:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def of_texts(pattern: re.Pattern[Any]) -> re.Pattern[Any]:
    """The pattern; one of bytes as one of texts."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags)


def actions_of(found: Found) -> list[tuple[str, Callable[[str], object]]]:
    """The ways in which the pattern meets a text."""
    pattern = of_texts(found.pattern)
    actions: list[tuple[str, Callable[[str], object]]] = []
    if found.methods & _SEARCHES or not found.methods:
        actions.append(("search", lambda text: sum(1 for _ in pattern.finditer(text))))
    if "match" in found.methods:
        actions.append(("match", pattern.match))
    if "fullmatch" in found.methods:
        actions.append(("fullmatch", pattern.fullmatch))
    return actions


def slowest(
    run: Callable[[str], object],
    pump: Pump,
    sizes: tuple[int, int],
    *,
    least: float = 0.005,
    most: float = 1.0,
    power: float = 1.5,
) -> tuple[float, float] | None:
    """Seconds for the larger size, and the exponent of their growth; None where it is quick or grows more slowly than that."""
    for size in (size for size in (16, 64) if size < sizes[0]):
        if seconds_of(partial(run, pump.of(size)), most) > most / 2:
            return most, 9.0
    small = max(seconds_of(partial(run, pump.of(sizes[0])), most), 1e-6)
    if small < most:
        large = seconds_of(partial(run, pump.of(sizes[1])), most)
        if large < least:
            return None
    else:
        large = most
    if small < most:
        small = min(small, *(max(seconds_of(partial(run, pump.of(sizes[0])), most), 1e-6) for _ in range(2)))
        large = min(large, *(seconds_of(partial(run, pump.of(sizes[1])), most) for _ in range(2)))
    exponent = math.log(large / small) / math.log(sizes[1] / sizes[0]) if small < most else 9.0
    return (large, exponent) if exponent > power else None
