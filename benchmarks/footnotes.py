"""Precision and recall of footnote markers by format, with MB/s and peak memory, on a folder of documents with gold markers.

The folder holds `documents/` (as published), `parallel/` (the same document in several formats), `gold/NAME.json` (label, text
before the marker, text of its note) and `glued/NAME.txt` with `glued/NAME.json` (text whose markers are digits glued to words,
and their offsets). A marker is right when gold has one with the same label, after the same last 30 letters, that leads to the
same note (60% of its first 20 words).

A folder of documents as people publish them has `documents/`, `gold/NAME.json` where NAME is the whole file name (`report.html`),
and `counts.json`: how many markers a person counted in a file without gold. Of these, the markers that were linked to a note
are compared, after the last 20 letters that both sides give; where only a count is known, it is compared with how many were
linked. A loss is silent where no problem is told of the file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import DocumentError
from qa.parse import parse_file
from qa.types.document import Document

_BEFORE, _LETTERS, _LETTERS_OF_PUBLISHED = 120, 30, 20
_WORD = re.compile(r"[^\W\d_]{2,}")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Call:
    """A marker as it is compared: its label, the text before it and the text of its note."""

    label: str
    before: str
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    """One file to parse and the markers it should give."""

    kind: str
    path: Path
    gold: tuple[Call, ...]
    counted: int | None = None
    """Of a file without gold: how many markers a person counted in it."""
    published: bool = False
    """One of a folder of documents as people publish them."""


def main() -> None:
    """Print the table, or one JSON object with `--json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with documents/, gold/, glued/ and parallel/")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed and what was wrong, on standard error"
    )
    options = parser.parse_args()
    cases = list(read(options.folder))
    if not cases:
        parser.error(f"no document with gold markers in {options.folder}")
    rows = measure(cases, misses=options.misses)
    if options.json:
        print(json.dumps({"formats": rows, "peak_mb": peak_megabytes()}, indent=2))
        return
    print(
        f"{'input':<12} {'files':>5} {'markers':>7} {'precision':>9} {'recall':>7} {'MB/s':>7} {'refused':>7} {'silent':>7}"
    )
    for kind, row in rows.items():
        print(
            f"{kind:<12} {row['files']:5.0f} {row['markers']:7.0f} {row['precision']:9.3f} {row['recall']:7.3f}"
            f" {row['mb_per_second']:7.2f} {row['refused']:7.0f} {row['silent']:7.0f}"
        )
    print(f"peak memory {peak_megabytes():.0f} MB")


def read(folder: Path) -> Iterator[Case]:
    """Every file of the folder for which there are gold markers, or a count of them."""
    counts = folder / "counts.json"
    counted = json.loads(counts.read_text(encoding="utf-8")) if counts.exists() else {}
    for path in sorted([*folder.glob("documents/*"), *folder.glob("parallel/*")]):
        gold = folder / "gold" / f"{path.name}.json"
        if gold.exists() or path.name in counted:
            yield _published(path, gold, counted.get(path.name))
            continue
        name = path.name.removesuffix(".jats.xml")
        gold = folder / "gold" / f"{name if name != path.name else path.stem}.json"
        if gold.exists() and path.suffix != ".tex":
            yield Case(_kind(path), path, _gold(gold))
    for path in sorted(folder.glob("glued/*.txt")):
        yield Case("txt, glued", path, _glued(path))


def _published(path: Path, gold: Path, counted: int | None) -> Case:
    if gold.exists():
        return Case(_kind(path), path, _gold(gold), published=True)
    return Case(f"{_kind(path)}, counted", path, (), counted=counted, published=True)


def _kind(path: Path) -> str:
    return {".xml": "jats", ".nxml": "jats"}.get(path.suffix, path.suffix[1:])


def _gold(path: Path) -> tuple[Call, ...]:
    notes = json.loads(path.read_text(encoding="utf-8"))["notes"]
    return tuple(Call(str(n["label"]), n["before"], n["note"]) for n in notes)


def _glued(path: Path) -> tuple[Call, ...]:
    """Gold of a glued text: markers by offset; of several notes with one label each marker takes the next."""
    text = path.read_text(encoding="utf-8")
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    notes: dict[str, list[str]] = defaultdict(list)
    for note in gold["notes"]:
        notes[note["label"]].append(note["text"])
    calls = []
    for marker in sorted(gold["markers"], key=lambda m: m["offset"]):
        same = notes[marker["label"]]
        note = (same.pop(0) if len(same) > 1 else same[0]) if same else ""
        at = marker["offset"]
        calls.append(Call(marker["label"], text[max(0, at - _BEFORE) : at], note))
    return tuple(calls)


def measure(cases: Sequence[Case], *, misses: bool = False) -> dict[str, dict[str, float]]:
    """By kind of input: files, gold markers, precision, recall, MB/s, files refused, and files with a loss that is not told."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, float] = defaultdict(float)
    for case in cases:
        if case.kind not in seconds:
            _warm_up(case)
        began = time.perf_counter()
        document = _parsed(case.path)
        seconds[case.kind] += time.perf_counter() - began
        counts[case.kind].update(files=1, bytes=case.path.stat().st_size, refused=document is None)
        counts[case.kind].update(_tally(case, document, misses))
    return {
        kind: {
            "files": count["files"],
            "markers": count["gold"],
            "precision": round(count["hits"] / max(count["found"], 1), 4),
            "recall": round(count["hits"] / max(count["gold"], 1), 4),
            "mb_per_second": round(count["bytes"] / 1e6 / max(seconds[kind], 1e-9), 3),
            "refused": count["refused"],
            "silent": count["silent"],
        }
        for kind, count in counts.items()
    }


def _parsed(path: Path) -> Document | None:
    try:
        return parse_file(path, path.stem)
    except DocumentError as error:
        print(error, file=sys.stderr)
        return None


def _tally(case: Case, document: Document | None, misses: bool) -> dict[str, int]:
    """Markers of one file: in gold, found, right; and whether one was lost without a word."""
    found = calls_of(document, linked=case.published) if document else ()
    told = document is None or bool(document.problems)
    if case.counted is not None:
        hits = min(case.counted, len(found))
        return {
            "gold": case.counted,
            "found": len(found),
            "hits": hits,
            "silent": hits < case.counted and not told,
        }
    missed, wrong = compare(case.gold, found, letters=_LETTERS_OF_PUBLISHED if case.published else _LETTERS)
    if misses:
        for word, calls in (("missed", missed), ("wrong", wrong)):
            for call in calls:
                print(f"{case.path.name}: {word} {call.label} after …{call.before[-50:]!r}", file=sys.stderr)
    gold = len(case.gold)
    return {"gold": gold, "found": len(found), "hits": gold - len(missed), "silent": bool(missed) and not told}


def _warm_up(case: Case) -> None:
    """Parse once before the clock runs: the first file of a kind loads the libraries for it."""
    with contextlib.suppress(DocumentError):
        parse_file(case.path, case.path.stem)


def calls_of(document: Document, *, linked: bool = False) -> tuple[Call, ...]:
    """The markers of a parsed document, in reading order; with `linked`, those that lead to a note."""
    notes = [footnote.span.of(document.text) for footnote in document.footnotes]
    return tuple(
        Call(m.label, document.text[max(0, m.at - _BEFORE) : m.at], "" if m.note is None else notes[m.note])
        for m in document.markers
        if m.note is not None or not linked
    )


def compare(gold: Sequence[Call], found: Sequence[Call], *, letters: int = _LETTERS) -> tuple[list[Call], list[Call]]:
    """What of `gold` is missed, and what of `found` is wrong; each found marker answers one of gold."""
    by_label: dict[str, list[Call]] = defaultdict(list)
    for call in found:
        by_label[_label(call.label)].append(call)
    missed = []
    for call in gold:
        left = by_label[_label(call.label)]
        match = next((i for i, other in enumerate(left) if _is_same(call, other, letters)), None)
        if match is None:
            missed.append(call)
        else:
            del left[match]
    return missed, [call for left in by_label.values() for call in left]


def _is_same(gold: Call, found: Call, letters: int) -> bool:
    want, have = _letters(gold.before, letters), _letters(found.before, letters)
    both = min(len(want), len(have)) if letters < _LETTERS else len(want)
    if not have.endswith(want[len(want) - both :]):
        return False
    words = _words(gold.note)[:20]
    known = set(_words(found.note)[:60])
    return not words or sum(word in known for word in words) >= 0.6 * len(words)


def _label(label: str) -> str:
    return "".join(label.split()).strip(".,[]()^")


def _letters(text: str, most: int) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())[-most:]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def peak_megabytes() -> float:
    """The most memory that this process, or one that it started to parse in, has held."""
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)


if __name__ == "__main__":
    main()
