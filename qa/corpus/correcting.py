"""Correcting what is known of sources, in the manifest: given, given anew, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus import manifest_editing as manifest
from qa.corpus.corrections import Correction, Unplaced, make_correction, place
from qa.corpus.log import Action, write_log
from qa.corpus.manifest import Entry, find_entry
from qa.corpus.source_fields import FieldValue
from qa.types.document import Document
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.corpus.editable_manifest import EditableManifest


def correct_source(
    folder: Path, document: Document, sources: Sequence[Source], source: Source, fields: dict[str, FieldValue]
) -> None:
    """Write what a person says of a source; what was said of other fields of it stays.

    Raises:
        UsageError: the corpus has not its document.
        CorpusError: the folder cannot be written.
    """
    notes = [footnote.span.of(document.text) for footnote in document.footnotes]
    made = make_correction(source, notes, fields)
    said = {"footnote": made.footnote, "note": made.note, "fingerprint": made.fingerprint, **fields}
    with manifest.writing(folder):
        entry = find_entry(folder, document.doc_id)
        position = next(iter(_positions(entry.corrections, document, sources, source)), None)

        def edit(table: EditableManifest) -> None:
            manifest.correct(table, entry.path.name, position, said)

        manifest.save(folder, manifest.edit(folder, edit))
        _log_fields(folder, Action.CORRECTED, entry, made.footnote, fields)


def take_back(
    folder: Path,
    document: Document,
    sources: Sequence[Source],
    found: Source | str,
    fields: Sequence[str],
) -> tuple[str, ...]:
    """Take back what was said of a source, or of a footnote whose note is gone, by its label; of some fields, or of all.

    Returns:
        The fields that are read from the note again; empty when nothing was said of them.

    Raises:
        UsageError: the corpus has not its document.
        CorpusError: the folder cannot be written.
    """
    with manifest.writing(folder):
        entry = find_entry(folder, document.doc_id)
        corrections, file = entry.corrections, entry.path.name
        positions = _positions(corrections, document, sources, found)
        taken: dict[str, None] = {}
        rests: dict[int, bool] = {}
        for i in positions:
            gone = [name for name, _ in corrections[i].fields if not fields or name in fields]
            taken.update(dict.fromkeys(gone))
            if gone:
                rests[i] = len(gone) < len(corrections[i].fields)

        def edit(table: EditableManifest) -> None:
            # From the last on, so that the positions hold.
            for i in sorted(rests, reverse=True):
                manifest.uncorrect(table, file, i, tuple(taken), whole=not rests[i])

        if rests:
            manifest.save(folder, manifest.edit(folder, edit))
            label = found.label if isinstance(found, Source) else found
            _log_fields(folder, Action.UNCORRECTED, entry, label, taken)
    return tuple(taken)


def _log_fields(folder: Path, action: Action, entry: Entry, label: str, fields: Iterable[str]) -> None:
    about = f"footnote {label}: {', '.join(fields)}"
    write_log(folder, action, document=entry.doc_id, file=entry.path.name, about=about)


def _positions(
    corrections: Sequence[Correction], document: Document, sources: Sequence[Source], found: Source | str
) -> list[int]:
    """Which corrections are about a source; of a label, those that no note answers."""
    placed = place(corrections, document, sources)
    if isinstance(found, Source):
        return [i for i, at in enumerate(placed) if isinstance(at, Source) and at.source_id == found.source_id]
    return [i for i, at in enumerate(placed) if isinstance(at, Unplaced) and corrections[i].footnote == found]
