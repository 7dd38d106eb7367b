"""An audit in plain words: the same in shell, table, page and browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.export.backing_words import explain_differences, explain_lacks
from qa.export.model_words import describe_asked
from qa.types.answer import Citation
from qa.types.audit import Audit, AuditedSource, AuditedStatement, AuditVerdict, Judgement, Opinion
from qa.wording.lines import say_line
from qa.wording.say import in_percent, noted, say, say_count

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
    AuditVerdict.SUPPORTS: noted("Source supports it"),
    AuditVerdict.PARTLY: noted("Source supports a part"),
    AuditVerdict.DIFFERS: noted("Source differs"),
    AuditVerdict.NOT_FOUND: noted("Not found in the source"),
    AuditVerdict.NOT_HELD: noted("Source not held"),
    AuditVerdict.MENTIONS: noted("Near passage in another language"),
    AuditVerdict.UNCHECKED: noted("Cannot be checked"),
}
_COUNTED = {
    AuditVerdict.SUPPORTS: noted("supported"),
    AuditVerdict.PARTLY: noted("partly"),
    AuditVerdict.DIFFERS: noted("differ"),
    AuditVerdict.NOT_FOUND: noted("not found"),
    AuditVerdict.NOT_HELD: noted("source not held"),
    AuditVerdict.MENTIONS: noted("near, in another language"),
    AuditVerdict.UNCHECKED: noted("cannot be checked"),
}
MEANINGS = {
    AuditVerdict.SUPPORTS: noted("The source’s text says this, with the same numbers, dates and names."),
    AuditVerdict.PARTLY: noted("The source’s text says a part of this; the rest was not found in it."),
    AuditVerdict.DIFFERS: noted("The source’s text gives another value, or says that it is not so."),
    AuditVerdict.NOT_FOUND: noted(
        "The source’s text does not say this, as far as can be told; its nearest passage is shown."
    ),
    AuditVerdict.NOT_HELD: noted("The corpus holds the reference, not the text of this source."),
    AuditVerdict.MENTIONS: noted(
        "The source’s text, in another language, has a passage that comes near; read whether it says this."
    ),
    AuditVerdict.UNCHECKED: noted("There is no text to compare, or none that can be compared."),
}
_LEAST_SAID = 0.6
"""Probability from which it is said."""
NO_WORK = noted("its footnotes name no work")


def verdict_words(verdict: AuditVerdict) -> str:
    """“Source differs”."""
    return say(_NAMES[verdict])


def counted_words(verdict: AuditVerdict) -> str:
    """“differ”, as in “3 differ”."""
    return say(_COUNTED[verdict])


def explain_audited(source: AuditedSource) -> str:
    """What follows a source's verdict: what differs, what is missing, or why it was not checked; empty for nothing to say."""
    if source.reason:
        return say_line(source.reason)
    if source.differences:
        return explain_differences(source.differences)
    if source.verdict is AuditVerdict.DIFFERS and source.lacks:
        words = explain_lacks(source.lacks)
        return say(
            "it says otherwise, as a trained network reads it; the sentence shown is without {words}", words=words
        )
    if source.verdict is AuditVerdict.DIFFERS:
        return say("it says otherwise, as a trained network reads it; no single word tells")
    if source.missing:
        return say("without {words}", words=", ".join(f"“{item.quote}”" for item in source.missing))
    if source.verdict is AuditVerdict.PARTLY and not source.lacks:
        return say("which part is missing, no single word tells; read both")
    if source.lacks and source.verdict in (AuditVerdict.PARTLY, AuditVerdict.NOT_FOUND):
        return say("without {words}", words=explain_lacks(source.lacks))
    return ""


def explain_statement(statement: AuditedStatement) -> str:
    """What follows a statement's verdict."""
    if not statement.sources:
        return say(NO_WORK)
    deciding = statement.deciding
    words = explain_audited(deciding) if deciding else ""
    others = [s for s in statement.sources if s is not deciding and s.verdict is not statement.verdict]
    if statement.verdict is AuditVerdict.DIFFERS and any(s.verdict is AuditVerdict.SUPPORTS for s in others):
        also = say("another source supports it")
        return f"{words}; {also}" if words else also
    return words


def describe_confidence(statement: AuditedStatement) -> str:
    """“87% sure”; “not certain: read both” for little more than one in two; empty where no figure tells anything.

    That no support was found is told with a probability in the data only: it says how seldom such a text supports, not how
    seldom a passage in quite other words is overlooked, and that is what a reader would take it for.
    """
    if statement.confidence is None or statement.verdict not in (AuditVerdict.SUPPORTS, AuditVerdict.DIFFERS):
        return ""
    if statement.confidence < _LEAST_SAID:
        return say("not certain: read both")
    return say("{share} sure", share=in_percent(round(100 * statement.confidence)))


def describe_judgement(judgement: Judgement) -> str:
    """“judged right”, “judged wrong: …”."""
    said = {Opinion.RIGHT: say("judged right"), Opinion.WRONG: say("judged wrong"), None: say("remark")}[
        judgement.opinion
    ]
    return f"{said}: {judgement.remark}" if judgement.remark else said


def describe_counts(audit: Audit) -> str:
    """“29 footnoted statements, 4 checked (14%): 2 supported, 1 differ, 1 not found, 25 source not held”."""
    total = len(audit.statements)
    if not total:
        return say("No statement carries a footnote")
    share = round(100 * audit.checked / total)
    named = say_count(
        "{count} footnoted statement, {checked} checked ({share})",
        "{count} footnoted statements, {checked} checked ({share})",
        total,
        checked=audit.checked,
        share=in_percent(share),
    )
    counts = audit.counts()
    order = (*_CHECKED_FIRST, AuditVerdict.MENTIONS, AuditVerdict.NOT_HELD, AuditVerdict.UNCHECKED)
    parts = [f"{counts[verdict]} {counted_words(verdict)}" for verdict in order if counts[verdict]]
    return f"{named}: {', '.join(parts)}"


def describe_passage_place(passage: Citation, titles: Mapping[str, str]) -> str:
    """“Annual report, page 7”: the document by its title, and the page where there is one."""
    page = say(", page {page}", page=passage.page) if passage.page else ""
    return f"{titles.get(passage.document, passage.document)}{page}"


_CHECKED_FIRST = (AuditVerdict.SUPPORTS, AuditVerdict.PARTLY, AuditVerdict.DIFFERS, AuditVerdict.NOT_FOUND)


def remarks(audit: Audit, titles: dict[str, str]) -> Iterator[str]:
    """What has to be known beside the verdicts; `titles` are the documents'."""
    if audit.unread:
        yield say("Compared by rules alone: {reason}.", reason=say_line(audit.unread))
    if audit.asked:
        yield describe_asked(audit.asked)
    for group in audit.same_texts:
        named = ", ".join(f"“{titles.get(doc_id, doc_id)}”" for doc_id in group)
        yield say("Really one source, since their texts are nearly the same: {documents}.", documents=named)
