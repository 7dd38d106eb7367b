"""Which module writes which format; works are listed once, and comments not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from qa.export.csl import to_csl
from qa.types.source import Source


class Format(StrEnum):
    """A format in which sources can be exported."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"
    MARKDOWN = "markdown"


def export(sources: Iterable[Source], form: str) -> str:
    """A bibliography of the works that these sources are, as the text of a file.

    Keys are made of the sources' identifiers, so that they are the same in every export. Text from documents is escaped: it
    stays text, whatever it says.
    """
    listed = works(sources)
    match Format(form):
        case Format.CSL_JSON:
            return json.dumps([to_csl(work) for work in listed], ensure_ascii=False, indent=1) + "\n"
        case Format.BIBTEX:
            from qa.export.bibtex import to_bibtex

            return to_bibtex([to_csl(work) for work in listed])
        case Format.RIS:
            from qa.export.ris import to_ris

            return to_ris([to_csl(work) for work in listed])
        case Format.MARKDOWN:
            from qa.export.markdown import works_to_markdown

            return works_to_markdown(listed)


def works(sources: Iterable[Source]) -> list[Source]:
    """Each work once, under the identifier of the note that names it in full; what an `ibid.` means is that work."""
    found: dict[str, Source] = {}
    for source in sources:
        key = source.same_as or source.source_id
        if not source.is_comment and (key not in found or source.same_as is None):
            found[key] = replace(source, source_id=key, same_as=None)
    return list(found.values())
