"""Token F1 of `parse_reference`, field by field, on a folder of AnyStyle's tagged reference strings (XML).

The packaged weights were fitted on `core.xml` and `good.xml`, so that their figures there are not those of unseen strings. Fitted
on `core.xml` alone (`python -m training.references core.xml`), all fields together have .949 on `good.xml`; rules alone had .872.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from qa.references import parse_reference
from qa.types.document import Span
from qa.types.source import Reference

# AnyStyle's tags → our fields; its other tags (pages, editor, note …) have no field of ours.
TAGS = {
    "author": "author",
    "title": "title",
    "journal": "container",
    "container-title": "container",
    "publisher": "publisher",
    "date": "date",
    "volume": "number",
    "url": "url",
    "doi": "doi",
    "location": "place",
}
JOINING = frozenset({"and", "et", "al", "in", "doi"})
SPANS: dict[str, Callable[[Reference], tuple[Span | None, ...]]] = {
    "author": lambda found: found.authors,
    "title": lambda found: (found.title,),
    "container": lambda found: (found.container,),
    "publisher": lambda found: (found.publisher,),
    "date": lambda found: (found.issued,),
    "number": lambda found: (found.number,),
    "url": lambda found: (found.url,),
    "doi": lambda found: (found.doi,),
    "place": lambda found: (found.place,),
}


def main() -> None:
    """Print the table, or one JSON object with `--json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with AnyStyle XML files")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    scores = {path.name: score(path) for path in sorted(options.folder.glob("*.xml"))}
    if not scores:
        parser.error(f"no XML file in {options.folder}")
    if options.json:
        print(json.dumps(scores, indent=2))
        return
    for name, fields in scores.items():
        print(f"{name}\n  {'field':<10} {'precision':>9} {'recall':>9} {'F1':>9}")
        for field, values in fields.items():
            print(f"  {field:<10} {values['precision']:9.3f} {values['recall']:9.3f} {values['f1']:9.3f}")


def score(path: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each field's tokens over all strings of one file, and of all fields together."""
    hits: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for note, gold in read(path):
        found = parse_reference(note)
        for field, spans in SPANS.items():
            predicted = Counter(token for span in spans(found) if span for token in tokens(span.of(note)))
            expected = Counter(tokens(gold.get(field, "")))
            for name in (field, "all"):
                hits[name] += (predicted & expected).total()
                said[name] += predicted.total()
                true[name] += expected.total()
    return {field: _measures(hits[field], said[field], true[field]) for field in [*SPANS, "all"]}


def read(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each reference as one string, and the text of each field in it."""
    for sequence in ElementTree.parse(path).getroot():
        gold: dict[str, str] = {}
        for part in sequence:
            if field := TAGS.get(part.tag):
                gold[field] = f"{gold.get(field, '')} {part.text or ''}"
        yield " ".join((part.text or "").strip() for part in sequence), gold


def tokens(text: str) -> list[str]:
    """Lower-cased runs of letters and digits, without the words that only join or introduce fields."""
    return [token for token in re.findall(r"\w+", text.lower()) if token not in JOINING]


def _measures(hits: int, said: int, true: int) -> dict[str, float]:
    precision, recall = hits / said if said else 0.0, hits / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


if __name__ == "__main__":
    main()
