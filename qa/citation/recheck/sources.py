"""The sources that a saved answer describes: whether the corpus's notes still name these works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qa.citation.recheck.findings import CheckOutcome, PartCheck, worst
from qa.types.document import Document
from qa.types.source import Source

_WORDS = ("title", "publisher", "container", "number", "interviewee", "place", "medium", "url", "doi")
_JUDGED = ("kind", "language", "corrected")
"""Judged of the note or said by a person, not written in it."""

DocumentOf = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a source, and under which identifiers the corpus has its work now."""

    part: PartCheck
    now: frozenset[str]


def check_sources(saved: Sequence[Source], sources: Sequence[Source], document_of: DocumentOf) -> dict[str, Standing]:
    """What became of each source that an answer describes, by its identifier there."""
    known = {source.source_id: source for source in sources}
    by_reference: dict[tuple[str, str], list[Source]] = {}
    for source in sources:
        by_reference.setdefault((source.doc_id, source.reference), []).append(source)
    found: dict[str, Standing] = {}
    for source in saved:
        if source.source_id in found:
            # Whoever reads the answer may take either for it.
            outcome, words, now = CheckOutcome.BROKEN, "the answer describes it twice", frozenset[str]()
        else:
            alike = by_reference.get((source.doc_id, source.reference), [])
            outcome, words, now = _check(source, known, alike, document_of)
        found[source.source_id] = Standing(PartCheck(f"source {source.source_id}", outcome, words), now)
    return found


def _check(
    source: Source, known: Mapping[str, Source], alike: Sequence[Source], document_of: DocumentOf
) -> tuple[CheckOutcome, str, frozenset[str]]:
    current = known.get(source.source_id)
    if current is not None:
        differing = differences(source, current, _notes_of(current, known, document_of))
        if differing is not None:
            return *_check_holding(source, current, differing), frozenset({current.source_id})
    others = [o for o in alike if o is not current and differences(source, o, _notes_of(o, known, document_of)) == ()]
    if others:
        names = ", ".join(other.source_id for other in others)
        outcome, words = _check_holding(source, others[0], ())
        words = f"; {words}" if words else ""
        now = frozenset(other.source_id for other in others)
        return worst([outcome, CheckOutcome.MOVED]), f"it is {names} now{words}", now
    if current is None:
        return CheckOutcome.BROKEN, "the corpus has no such source", frozenset()
    return CheckOutcome.BROKEN, f"the corpus describes it otherwise: “{current.reference}”", frozenset()


def differences(saved: Source, current: Source, notes: str) -> tuple[str, ...] | None:
    """The fields in which two descriptions of one work differ; None when they are of two works.

    Another version of the program may cut a note differently, but what it finds are always words of the note, `notes`:
    a description with words that are not in it is of something else, unless a person gave them.
    """
    same = saved.source_id == current.source_id
    if same and (saved.label, saved.same_as) != (current.label, current.same_as):
        return None
    differing = [] if saved.reference == current.reference else ["reference"]
    if differing and not (saved.reference.strip() and saved.reference in notes):
        return None
    pairs = {name: (getattr(saved, name), getattr(current, name)) for name in _WORDS}
    for name, (before, now) in {**pairs, "authors": (saved.authors, current.authors)}.items():
        written = before if isinstance(before, tuple) else (before,) if before else ()
        if before != now:
            differing.append(name)
            if name not in saved.corrected and not all(words in notes for words in written):
                return None
    if saved.issued != current.issued:
        differing.append("issued")
        by_hand = "issued" in (*saved.corrected, *current.corrected)
        if saved.issued and not by_hand and not (current.issued or saved.issued).startswith(saved.issued[:4]):
            return None
    return (*differing, *(name for name in _JUDGED if getattr(saved, name) != getattr(current, name)))


def _check_holding(saved: Source, current: Source, differing: Sequence[str]) -> tuple[CheckOutcome, str]:
    """Whether the work's text is held as the answer says; holding more than then does no harm."""
    said = [f"its note is read otherwise now ({', '.join(differing)})"] if differing else []
    if saved.document is not None and saved.document != current.document:
        return CheckOutcome.BROKEN, "; ".join([*said, f"its text is no longer held as {saved.document}"])
    if current.document and saved.document is None:
        said.append(f"its text is held since, as {current.document}")
    return CheckOutcome.HOLDS, "; ".join(said)


def _notes_of(source: Source, known: Mapping[str, Source], document_of: DocumentOf) -> str:
    """The note that names a source, and that of the work which it means."""
    meant = known.get(source.same_as or "")
    notes = []
    for each in (source, *([meant] if meant else [])):
        document = document_of(each.doc_id)
        if document is not None and 0 <= each.note < len(document.footnotes):
            notes.append(document.footnotes[each.note].span.of(document.text))
    return "\n".join(notes)
