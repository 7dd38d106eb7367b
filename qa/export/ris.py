"""CSL items → RIS; the only module that knows rispy."""

from __future__ import annotations

from collections.abc import Iterable

from qa.export.csl import Item
from qa.export.names import Name

_TYPES = {
    "article-newspaper": "NEWS", "article-journal": "JOUR", "report": "RPRT", "book": "BOOK", "chapter": "CHAP",
    "interview": "PCOMM", "post": "ICOMM", "webpage": "ELEC", "legal_case": "CASE", "legislation": "STAT",
    "dataset": "DATA", "document": "GEN",
}  # fmt: skip


def to_ris(items: Iterable[Item]) -> str:
    """A RIS file in UTF-8, a record for each item; values have no line ends, so that none can begin a tag."""
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]  # the library has no types
        """Leaves out the numbers that the library puts before records; they are not part of the format."""

        def set_header(self, count: int) -> str:
            return ""

    text = rispy.dumps([_record(item) for item in items], implementation=Writer)
    return str(text).lstrip()


def _record(item: Item) -> dict[str, str | list[str]]:
    parts = item["issued"]["date-parts"][0] if "issued" in item else []
    # A date has four parts, and leaves open what is not known: `2024/02//`.
    date = "/".join([*(f"{part:02}" for part in parts), *[""] * (4 - len(parts))]) if parts else None
    record: dict[str, str | list[str] | None] = {
        "type_of_reference": _TYPES[item["type"]],
        "authors": [_name(name) for name in item.get("author", [])],
        "title": item["title"],
        "secondary_title": item.get("container-title"),
        "tertiary_title": item.get("collection-title"),
        "publisher": item.get("publisher") or item.get("authority"),
        "place_published": item.get("publisher-place"),
        "volume": item.get("volume"),
        "number": item.get("issue") or item.get("number"),
        "type_of_work": item.get("genre") or item.get("medium"),
        "year": str(parts[0]) if parts else None,
        "date": date,
        "language": item.get("language"),
        "urls": [item["URL"]] if "URL" in item else None,
        "doi": item.get("DOI"),
        "id": item["id"],
        "notes": [item["note"]],
    }
    return {name: value for name, value in record.items() if value}


def _name(name: Name) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (name.get("family"), name.get("given"), name.get("suffix")) if part)
