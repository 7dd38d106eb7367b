"""Author names: persons split into family and given name, organisations left whole."""

from __future__ import annotations

from typing import TypedDict

from qa.references.names import author_list


class Name(TypedDict, total=False):
    """A name as CSL-JSON has it: `family` and `given`, or `literal`."""

    family: str
    given: str
    suffix: str
    literal: str


def split_name(name: str) -> Name:
    """`Joe Daniels` → family Daniels, given Joe; `Europol` → literal. The last word is taken for the family name."""
    if not is_person(name):
        return {"literal": name}
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return {"literal": name}
    family = " ".join([*parts.von, *parts.last])
    if not (family and parts.first):
        return {"literal": name}
    split: Name = {"family": family, "given": " ".join(parts.first)}
    if parts.jr:
        split["suffix"] = " ".join(parts.jr)
    return split


def is_person(name: str) -> bool:
    """True for what has the look of a person's name, and not of an organisation's."""
    spans, end = author_list(name, 0, len(name))
    return len(spans) == 1 and end == len(name) and spans[0].of(name) == name
