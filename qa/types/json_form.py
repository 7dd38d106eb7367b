"""How values of `qa.types` stand in JSON: what their dataclasses' fields say is how they are written, read and described.

A field is a key of the same name, a tuple a list, and a `Span` two keys, `start` and `end`, among those of its holder.
Where JSON has it otherwise, the field says so: `field(metadata={JSON: AsJson(…)})`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, get_type_hints

from qa.types.document import Span

JSON = "json"
_LARGEST = 2**63 - 1
"""Of an offset: the largest length that Python can tell."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What JSON has of a value that is not written whole."""

    name: str
    """What the schema calls it."""
    only: tuple[str, ...] = ()
    """The keys that are written; all of them when there are none here."""
    bare: tuple[str, ...] = ()
    """Keys whose lists must be empty, and may be left out."""


@dataclass(frozen=True, slots=True)
class AsJson:
    """How a field is written, where that is not plain from its name and type."""

    name: str | None = None
    """The key, where it has another name than the field."""
    written: bool = True
    needed: bool | None = None
    """Whether JSON without the key is refused; by itself, when there is nothing else that the field could be."""
    digits: int | None = None
    """To how many digits a number is rounded."""
    excerpt: Excerpt | None = None
    at_least: int | None = None
    at_most: int | None = None
    """Bounds of a number, or of the length of a list or a text."""
    pattern: str | None = None
    says: str | None = None
    """What it is, in the schema's words."""
    then: Mapping[str, str] | None = None
    """Keys that follow it, and the property that each tells."""
    unsaid: Callable[[Mapping[str, Any]], object] | None = None
    """What the field is, by the other keys, where JSON does not say."""


@dataclass(frozen=True, slots=True)
class JsonKey:
    """One key of the JSON object that a dataclass makes."""

    name: str
    path: str
    """The attribute that it tells: `label`, `span.start`."""
    hint: Any
    """The attribute's type."""
    needed: bool
    key: AsJson


def json_of(value: object, excerpt: Excerpt | None = None) -> Any:  # noqa: ANN401 - JSON
    """A value as plain JSON values."""
    if isinstance(value, tuple):
        return [json_of(item, excerpt) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        cls: Any = type(value)
        return {w.name: _rounded(w, attrgetter(w.path)(value)) for w in keys_of(cls, excerpt)}
    return value


def _rounded(how: JsonKey, value: Any) -> Any:  # noqa: ANN401 - JSON
    if how.key.digits is None or value is None:
        return json_of(value, how.key.excerpt)
    return round(value, how.key.digits)


@lru_cache
def keys_of(cls: Any, excerpt: Excerpt | None = None) -> tuple[JsonKey, ...]:  # noqa: ANN401 - any dataclass
    """The keys of a dataclass, in their order."""
    hints = get_type_hints(cls)
    keys = [w for f in fields(cls) for w in _of_field(cls, f, hints[f.name])]
    return tuple(w for w in keys if not (excerpt and excerpt.only) or w.name in excerpt.only)


def _of_field(cls: type, field: Field[Any], hint: Any) -> Iterator[JsonKey]:  # noqa: ANN401 - a type
    key = field.metadata.get(JSON, AsJson())
    needed = key.needed
    if needed is None:
        needed = field.default is MISSING and key.unsaid is None
    if hint is Span:
        for end in ("start", "end"):
            yield JsonKey(end, f"{field.name}.{end}", int, needed, AsJson(at_least=0, at_most=_LARGEST))
    elif key.written:
        yield JsonKey(key.name or field.name, field.name, hint, needed, key)
    for name, attribute in (key.then or {}).items():
        told = getattr(cls, attribute).fget
        yield JsonKey(name, attribute, get_type_hints(told)["return"], False, AsJson())
