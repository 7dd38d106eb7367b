"""An audit in plain words: the same in shell, table, page and browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.export.backing_words import explain_differences, explain_lacks
from qa.export.model_words import describe_asked
from qa.types.answer import Citation
from qa.types.audit import Audit, AuditedSource, AuditedStatement, AuditVerdict, Judgement, Opinion

SIGNS = {
    AuditVerdict.SUPPORTS: "✓",
    AuditVerdict.PARTLY: "◐",
    AuditVerdict.DIFFERS: "≠",
    AuditVerdict.NOT_FOUND: "∅",
    AuditVerdict.NOT_HELD: "–",
    AuditVerdict.MENTIONS: "≈",
    AuditVerdict.UNCHECKED: "·",
}
_NAMES = {
    AuditVerdict.SUPPORTS: "Source supports it",
    AuditVerdict.PARTLY: "Source supports a part",
    AuditVerdict.DIFFERS: "Source differs",
    AuditVerdict.NOT_FOUND: "Not found in the source",
    AuditVerdict.NOT_HELD: "Source not held",
    AuditVerdict.MENTIONS: "Near passage in another language",
    AuditVerdict.UNCHECKED: "Cannot be checked",
}
_COUNTED = {
    AuditVerdict.SUPPORTS: "supported",
    AuditVerdict.PARTLY: "partly",
    AuditVerdict.DIFFERS: "differ",
    AuditVerdict.NOT_FOUND: "not found",
    AuditVerdict.NOT_HELD: "source not held",
    AuditVerdict.MENTIONS: "near, in another language",
    AuditVerdict.UNCHECKED: "cannot be checked",
}
MEANINGS = {
    AuditVerdict.SUPPORTS: "The source’s text says this, with the same numbers, dates and names.",
    AuditVerdict.PARTLY: "The source’s text says a part of this; the rest was not found in it.",
    AuditVerdict.DIFFERS: "The source’s text gives another value, or says that it is not so.",
    AuditVerdict.NOT_FOUND: "The source’s text does not say this, as far as can be told; its nearest passage is shown.",
    AuditVerdict.NOT_HELD: "The corpus holds the reference, not the text of this source.",
    AuditVerdict.MENTIONS: "The source’s text, in another language, has a passage that comes near; read whether it says this.",
    AuditVerdict.UNCHECKED: "There is no text to compare, or none that can be compared.",
}
NO_WORK = "its footnotes name no work"


def verdict_words(verdict: AuditVerdict) -> str:
    """“Source differs”."""
    return _NAMES[verdict]


def counted_words(verdict: AuditVerdict) -> str:
    """“differ”, as in “3 differ”."""
    return _COUNTED[verdict]


def explain_audited(source: AuditedSource) -> str:
    """What follows a source's verdict: what differs, what is missing, or why it was not checked; empty for nothing to say."""
    if source.reason:
        return source.reason
    if source.differences:
        return explain_differences(source.differences)
    if source.verdict is AuditVerdict.DIFFERS:
        return "it says otherwise, as a trained network reads it; no single word tells"
    if source.missing:
        return f"without {', '.join(f'“{item.quote}”' for item in source.missing)}"
    if source.verdict is AuditVerdict.PARTLY and not source.lacks:
        return "which part is missing, no single word tells; read both"
    if source.lacks and source.verdict in (AuditVerdict.PARTLY, AuditVerdict.NOT_FOUND):
        return f"without {explain_lacks(source.lacks)}"
    return ""


def explain_statement(statement: AuditedStatement) -> str:
    """What follows a statement's verdict."""
    if not statement.sources:
        return NO_WORK
    deciding = statement.deciding
    words = explain_audited(deciding) if deciding else ""
    others = [s for s in statement.sources if s is not deciding and s.verdict is not statement.verdict]
    if statement.verdict is AuditVerdict.DIFFERS and any(s.verdict is AuditVerdict.SUPPORTS for s in others):
        return f"{words}; another source supports it" if words else "another source supports it"
    return words


def describe_confidence(confidence: float | None) -> str:
    """“sure: 87%”; empty where a rule gave the verdict."""
    return "" if confidence is None else f"{round(100 * confidence)}% sure"


def describe_judgement(judgement: Judgement) -> str:
    """“judged right”, “judged wrong: …”."""
    said = {Opinion.RIGHT: "judged right", Opinion.WRONG: "judged wrong", None: "remark"}[judgement.opinion]
    return f"{said}: {judgement.remark}" if judgement.remark else said


def describe_counts(audit: Audit) -> str:
    """“29 footnoted statements, 4 checked (14%): 2 supported, 1 differ, 1 not found, 25 source not held”."""
    total = len(audit.statements)
    if not total:
        return "No statement carries a footnote"
    share = round(100 * audit.checked / total)
    named = f"{total} footnoted statement{'' if total == 1 else 's'}, {audit.checked} checked ({share}%)"
    counts = audit.counts()
    order = (*_CHECKED_FIRST, AuditVerdict.MENTIONS, AuditVerdict.NOT_HELD, AuditVerdict.UNCHECKED)
    parts = [f"{counts[verdict]} {counted_words(verdict)}" for verdict in order if counts[verdict]]
    return f"{named}: {', '.join(parts)}"


def describe_passage_place(passage: Citation, titles: Mapping[str, str]) -> str:
    """“Annual report, page 7”: the document by its title, and the page where there is one."""
    return f"{titles.get(passage.document, passage.document)}{f', page {passage.page}' if passage.page else ''}"


_CHECKED_FIRST = (AuditVerdict.SUPPORTS, AuditVerdict.PARTLY, AuditVerdict.DIFFERS, AuditVerdict.NOT_FOUND)


def remarks(audit: Audit, titles: dict[str, str]) -> Iterator[str]:
    """What has to be known beside the verdicts; `titles` are the documents'."""
    if audit.unread:
        yield f"Rules alone: {audit.unread}."
    if audit.asked:
        yield describe_asked(audit.asked)
    for group in audit.same_texts:
        named = ", ".join(f"“{titles.get(doc_id, doc_id)}”" for doc_id in group)
        yield f"One source in truth, since their texts are nearly the same: {named}."
