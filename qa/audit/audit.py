"""A report's footnoted statements, each compared with the sources that its notes name → the audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.audit.bilingual import Bilingual
from qa.audit.compare import ComparedSource, compare_source, hold_text
from qa.audit.encoder_scale import EncoderScale
from qa.audit.foreign import Languages, compare_foreign
from qa.audit.jobs import Job, make_jobs
from qa.audit.join import join_sources
from qa.audit.same_texts import same_held_texts
from qa.audit.second_opinion import VerdictAsker, ask_open
from qa.audit.unread import NO_SENTENCES, find_unread, name_languages, two_languages, unread
from qa.citation.ledger import make_ledger
from qa.embed.weights import is_packaged
from qa.index.embedding import Progress
from qa.language.codes import language_code
from qa.language.en.clauses import split_clauses
from qa.reader.statements import BY_RULES, ReadPassages
from qa.types.audit import Audit, AuditedSource, AuditVerdict
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.index.engine import Snapshot
    from qa.language.en.clauses import Clause


@dataclass(frozen=True, slots=True)
class _Task:
    """One comparison: a statement with one of its sources."""

    job: int
    label: str
    source: Source
    languages: Languages | None
    """Where the two are in different ones."""


def make_audit(
    snapshot: Snapshot,
    doc_id: str,
    read: ReadPassages | None,
    progress: Progress,
    asker: VerdictAsker | None = None,
) -> Audit:
    """The audit of one document; without `read`, rules alone compare. `asker` asks a model about what is left open.

    `progress` is called with what is being done, how much of it is done, and how much there is.
    """
    jobs = make_jobs(make_ledger(snapshot, [doc_id]))
    clauses = [_clauses(snapshot, job) for job in jobs]
    compared = dict(_compare_all(snapshot, jobs, clauses, read, progress))
    groups = same_held_texts(snapshot, (s.document for job in jobs for _, s in job.named if s.document))
    statements = []
    for number, job in enumerate(jobs):
        found = [compared[number, source.source_id] for _, source in job.named]
        statements.append(join_sources(job.citation, clauses[number], found, _same_as(job, groups)))
    if asker is not None:
        near = {key: found.near for key, found in compared.items()}
        statements = list(ask_open(snapshot, statements, near, asker, progress))
    title, unread_by = snapshot.title(doc_id) or doc_id, None if read else BY_RULES
    return Audit(doc_id, title, tuple(statements), groups, unread_by, asker.told() if asker else None)


def _clauses(snapshot: Snapshot, job: Job) -> Sequence[Clause]:
    document = snapshot.document(job.citation.document)
    english = document is not None and (document.language or "en").startswith("en")
    return split_clauses(job.citation.quote) if english else ()


def _compare_all(
    snapshot: Snapshot,
    jobs: Sequence[Job],
    clauses: Sequence[Sequence[Clause]],
    read: ReadPassages | None,
    progress: Progress,
) -> Iterator[tuple[tuple[int, str], ComparedSource]]:
    """What each source says of each statement that names it; text by text, so that one is in memory at a time."""
    by_text: dict[str, list[_Task]] = {}
    spoken = {info.doc_id: language_code(info.language) for info in snapshot.documents()}
    packaged = is_packaged(snapshot.current.encoder)
    bilingual = None if packaged else Bilingual(snapshot.encoder)
    scale = None if packaged or not any(job.named for job in jobs) else EncoderScale(snapshot.encoder)
    for number, job in enumerate(jobs):
        for label, source in job.named:
            found = _prepare(number, job, label, source, spoken, bilingual)
            if isinstance(found, _Task):
                by_text.setdefault(source.document or "", []).append(found)
            else:
                yield (number, source.source_id), _whole(found, clauses[number])
    total, done = sum(map(len, by_text.values())), 0
    for text, tasks in by_text.items():
        held = hold_text(snapshot, text, scale)
        for task in tasks:
            progress("comparing", done, total)
            own, citation = clauses[task.job], jobs[task.job].citation
            if held is None:
                compared = _whole(unread(task.source, task.label, AuditVerdict.UNCHECKED, NO_SENTENCES), own)
            elif task.languages:
                compared = compare_foreign(snapshot, citation, task.label, task.source, held, task.languages)
                compared = replace(compared, clauses=(compared.source.verdict,) * len(own))
            else:
                compared = compare_source(snapshot, citation, own, task.label, task.source, held, read)
            yield (task.job, task.source.source_id), compared
            done += 1
    progress("comparing", total, total)


def _prepare(
    number: int, job: Job, label: str, source: Source, spoken: Mapping[str, str | None], bilingual: Bilingual | None
) -> _Task | AuditedSource:
    """What is to be compared, or the source as one that cannot be."""
    doc_id = job.citation.document
    if not_read := find_unread(doc_id, label, source):
        return not_read
    two = two_languages(doc_id, source, spoken)
    if two is None:
        return _Task(number, label, source, None)
    least = bilingual.least(*two) if bilingual else None
    if least is None:
        return unread(source, label, AuditVerdict.UNCHECKED, name_languages(*two))
    return _Task(number, label, source, Languages(name_languages(*two), least))


def _whole(source: AuditedSource, clauses: Sequence[Clause]) -> ComparedSource:
    """A source that was not compared clause by clause."""
    return ComparedSource(source, (source.verdict,) * len(clauses))


def _same_as(job: Job, groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """Which of a statement's sources has nearly the same text as an earlier one of them."""
    group_of = {doc_id: number for number, group in enumerate(groups) for doc_id in group}
    first: dict[int, str] = {}
    found = {}
    for _, source in job.named:
        number = group_of.get(source.document or "")
        if number is not None and first.setdefault(number, source.source_id) != source.source_id:
            found[source.source_id] = first[number]
    return found
