"""JSON → the dataclasses of `qa.types`, and JSON schemas of them, both from what their fields say; the way there is `json_of`.

What is missing or of a wrong type is refused, never guessed. pydantic is imported when the first value is read.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin

from qa.errors import UsageError
from qa.types.document import Span
from qa.types.json_form import JSON, AsJson, Excerpt, keys_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_T = TypeVar("_T")
_LARGEST = 2**63
_LONGEST_WAY = 100
"""Characters of the way to a key that are told: the key may be whatever somebody sent."""
_MUST = {
    "missing": "must be there",
    "dict_type": "must be an object",
    "tuple_type": "must be a list",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "extra_forbidden": "is not known here",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "too_short": "there must be one or more",
    "too_long": "there must be {max_length} at most",
    "string_too_short": "must not be empty",
    "string_unicode": "must be text that UTF-8 can hold",
    "string_pattern_mismatch": "must be a date as 2024, 2024-02 or 2024-02-16",
    "enum": "must be {expected}",
    "recursion_loop": "must not be nested so deeply",
}
"""By pydantic's names of what can be wrong; the rest is said in its words."""


def read_json(cls: type[_T], data: object, *, closed: bool = False) -> _T:
    """The dataclass that these JSON values say; with `closed`, keys that it does not have are refused.

    Raises:
        UsageError: they do not say one; the message names the key.
    """
    from pydantic import ValidationError

    try:
        found: _T = _adapter(cls, closed).validate_python(data)  # type: ignore[arg-type]
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False)[0]) from error
    return found


def json_schema_of(cls: type, *, closed: bool = False) -> dict[str, Any]:
    """The JSON schema of what `json_of` makes of a dataclass."""
    schema: dict[str, Any] = _without_titles(_adapter(cls, closed).json_schema())
    return schema


@lru_cache
def _adapter(cls: type, closed: bool) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(_object(cls, closed=closed))


@lru_cache
def _object(cls: Any, excerpt: Excerpt | None = None, *, closed: bool = False) -> Any:  # noqa: ANN401 - a type
    """The type of the JSON objects that a dataclass makes, which reads them as that dataclass."""
    import typing_extensions
    from pydantic import AfterValidator, Field

    typing: Any = typing_extensions  # mypy knows only the types that stand in the source
    bare = excerpt.bare if excerpt else ()
    keys = {}
    for w in keys_of(cls, excerpt):
        empty = w.name in bare
        kind = tuple[()] if empty else _value(w.hint, w.key)
        if w.key.says:
            kind = Annotated[kind, Field(description=w.key.says)]
        keys[w.name] = typing.Required[kind] if w.needed and not empty else typing.NotRequired[kind]
    shape = typing.TypedDict(excerpt.name if excerpt else cls.__name__, keys)
    shape.__doc__ = cls.__doc__
    if closed:
        shape.__pydantic_config__ = {"extra": "forbid"}
    return Annotated[shape, AfterValidator(partial(_read, cls))]


def _value(hint: Any, key: AsJson) -> Any:  # noqa: ANN401 - a type
    """The type of a key's values: strictly what the attribute's type says, within the key's bounds."""
    from pydantic import Field

    if get_origin(hint) is UnionType:
        (inner,) = (kind for kind in get_args(hint) if kind is not NoneType)
        return _value(inner, key) | None
    if get_origin(hint) is tuple:
        many: Any = tuple
        item = _value(get_args(hint)[0], AsJson(excerpt=key.excerpt))
        return Annotated[many[item, ...], Field(min_length=key.at_least, max_length=key.at_most)]
    if is_dataclass(hint):
        cls: Any = hint
        return _object(cls, key.excerpt)
    if issubclass(hint, StrEnum):
        return hint
    if hint is str:
        return Annotated[str, Field(strict=True, min_length=key.at_least, max_length=key.at_most, pattern=key.pattern)]
    return Annotated[hint, Field(strict=True, ge=key.at_least, le=key.at_most)]


def _read(cls: type, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what `cls` is
    """The dataclass of these values; what the object does not say is as the dataclass has it."""
    values = {w.path: row[w.name] for w in keys_of(cls) if w.name in row}
    for field in fields(cls):
        key = field.metadata.get(JSON, AsJson())
        if f"{field.name}.start" in values:
            values[field.name] = Span(values[f"{field.name}.start"], values[f"{field.name}.end"])
        elif key.unsaid is not None and field.name not in values:
            values[field.name] = key.unsaid(row)
    return cls(**{field.name: values[field.name] for field in fields(cls) if field.name in values})


def _refusal(error: ErrorDetails) -> UsageError:
    """One line with the way to the key, what it must be, and what it is."""
    way = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]).lstrip(".")
    at = way if len(way) <= _LONGEST_WAY else f"{way[:_LONGEST_WAY]} …"
    known = _MUST.get(error["type"])
    must = known.format(**error.get("ctx", {})) if known else error["msg"]
    value = "" if error["type"] in ("missing", "extra_forbidden") else f", not {_shown(error['input'])}"
    return UsageError(f"{at or 'the whole'}: {must}{value}")


def _shown(value: object) -> str:
    """Text and numbers are shown, other values only named: they may be too large or too deep to print."""
    if isinstance(value, str):
        return repr(textwrap.shorten(value, 40, placeholder=" …"))
    if isinstance(value, int) and abs(value) > _LARGEST:
        return "a larger number"
    if isinstance(value, int | float | None):
        return json.dumps(value)
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    return "an object" if isinstance(value, Mapping) else "what it is"


def _without_titles(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """A schema without the titles that pydantic makes of names; a property that is called `title` stays."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(value) for key, value in schema.items() if key != "title" or not isinstance(value, str)
    }
