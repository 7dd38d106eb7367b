"""References that JATS only tags, `<element-citation>`: their parts in the order in which references are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ORDER = (
    "label person-group name string-name collab etal year date article-title chapter-title part-title data-title "
    "trans-title source trans-source series edition conf-name conf-date conf-loc institution publisher-name publisher-loc "
    "volume issue supplement fpage lpage page-range elocation-id size isbn issn version pub-id ext-link uri comment "
    "date-in-citation annotation"
).split()
_RANKS = {tag: rank for rank, tag in enumerate(_ORDER)}
_TAGGED = ("{*}element-citation", "{*}nlm-citation")


def set_in_order(root: _Element) -> None:
    """Sort the parts of such references, and take out the white space that only lays out the file."""
    for citation in root.iter(*_TAGGED):
        for element in citation.iter("{*}*"):
            if len(element) and not _has_words(element):
                element.text = None
                for child in element:
                    child.tail = None
        if not _has_words(citation):
            parts = list(citation)
            in_order = sorted(parts, key=_rank)
            if in_order != parts:
                citation.extend(in_order)


def _rank(part: _Element) -> int:
    tag = str(part.tag).rpartition("}")[2]
    # Editors come after the title of the chapter, as in a printed list.
    later = tag == "person-group" and part.get("person-group-type") not in (None, "", "author")
    return _RANKS["source"] if later else _RANKS.get(tag, len(_ORDER))


def _has_words(element: _Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
